// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

/**
 * Load the words of a page anew, as a page of that language does.
 *
 * @param {object | null} translations
 */
function load(translations) {
  /** @type {any} */ (globalThis).okrTranslations = translations;
  return import(`../src/words.js?${Math.random()}`);
}

test("without translations a script says what its source says", async () => {
  const { language, translate, translatePlural } = await load(null);
  assert.equal(language, "en");
  assert.equal(translate("Data as of {day}", { day: "{day}" }), "Data as of {day}");
  assert.equal(translatePlural("{number} day", "{number} days", 1), "1 day");
  assert.equal(translatePlural("{number} day", "{number} days", 0), "0 days");
});

test("with them it says those that there are, in the plural of the language", async () => {
  const words = { "Full screen": "Plein écran", "{number} day": ["{number} jour", "{number} jours"] };
  const { translate, translatePlural } = await load({ language: "fr", words });
  assert.equal(translate("Full screen"), "Plein écran");
  assert.equal(translate("toString"), "toString");
  assert.equal(translatePlural("{number} day", "{number} days", 0), "0 jour");
  assert.equal(translatePlural("{number} day", "{number} days", 2), "2 jours");
});

test("numbers have the signs of the pages, and nodes stand in the place of parts", async () => {
  const numbers = { decimal: ",", thousands: "." };
  const { fillWithNodes, formatNumber } = await load({ language: "de", numbers, words: {} });
  assert.equal(formatNumber(1234567.125), "1.234.567,13");
  assert.equal((await load(null)).formatNumber(1234.5), "1,234.5");
  const [day, commit] = /** @type {any[]} */ ([{}, {}]);
  assert.deepEqual(fillWithNodes("Vom {day}, {commit}.", { day, commit }), ["Vom ", day, ", ", commit, "."]);
});
