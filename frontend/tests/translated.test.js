// @ts-check
/** What scripts say in another language: the words of the German catalogue, as the builder hands them to a page. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** @type {Record<string, string>} */
const words = {};
const catalogue = await readFile(new URL("../../okrsite/locale/de.po", import.meta.url), "utf8");
for (const [, text = "", said = ""] of catalogue.matchAll(/^msgid (".*")\nmsgstr (".+")$/gmu)) words[JSON.parse(text)] = JSON.parse(said);
// Before the modules are loaded: they read it once.
/** @type {any} */ (globalThis).okrTranslations = { language: "de", numbers: { decimal: ",", thousands: ".", percent: "\u00A0%" }, words };

const { findFaultOfNumber } = await import("../src/checkin-values.js");
const { countStatuses } = await import("../src/day-slider.js");
const { describeCount } = await import("../src/list-filter.js");
const { describeProgress } = await import("../src/other-days-page.js");
const { listChoices, nameChoices } = await import("../src/wanted.js");
const { nameControl } = await import("../src/what-if-controls.js");
const { compareNames } = await import("../src/words.js");
const { describeChange, describeObjective, describeWord, listDetails } = await import("../src/what-if-results.js");

test("what would become of an objective is said in whole sentences", () => {
  assert.equal(describeObjective(describeChange("43%", "57%"), "", false), "Dieses Ziel: 43% → 57%.");
  const objective = /** @type {any} */ ({ ref: "a", status: { shown: "at risk", reported: null } });
  const word = describeWord(objective, /** @type {any} */ ({ getWord: () => "on track" }));
  assert.equal(
    describeObjective(describeChange("30%", "30%"), word, true),
    "Dieses Ziel: bleibt bei 30%, gefährdet → im Plan. Die Ziele darüber:",
  );
  assert.equal(describeWord(objective, /** @type {any} */ ({ getWord: () => "at risk" })), "bleibt „gefährdet“");
  assert.deepEqual(nameControl({ kind: "milestones", title: "App" }), { label: "Angenommen, „App“ hat erreicht", legend: "Angenommen, es hat erreicht" });
});

test("names are sorted as readers of this language look for them, whatever the machine is set to", () => {
  assert.deepEqual(["Zoe", "Ärzte", "Öl", "Arzt", "Ola", "eis"].toSorted(compareNames), ["Arzt", "Ärzte", "eis", "Öl", "Ola", "Zoe"]);
});

test("numbers beside it have the signs of the language", () => {
  const sum = { ref: "a#k", title: "Umsatz", now: 1200.5, unit: "EUR", progress: 0.5, sum_of: "children" };
  const objective = /** @type {any} */ ({ ref: "a", key_results: [sum], aligned: { direct: null } });
  const numbers = /** @type {any} */ ({ getKeyResult: () => ({ now: 1300, progress: 0.6 }), getAligned: () => 0.1 });
  assert.deepEqual(listDetails(objective, numbers), [
    "Umsatz, eine Summe: EUR 1.200,5 → EUR 1.300 (50\u00A0% → 60\u00A0%)",
    "Was direkt beiträgt: keine Daten → 10\u00A0%",
  ]);
});

test("lists, filters and days are counted in it", () => {
  assert.equal(describeCount(3, 12), "3 von 12 in der Liste");
  assert.equal(describeCount(12, 12), "12 in der Liste");
  assert.equal(nameChoices().tags, "Schlagwort");
  const cards = /** @type {any[]} */ ([{ values: { level: ["company"] }, printed: {} }, { values: { level: ["subteam"] }, printed: {} }]);
  assert.deepEqual(listChoices(cards, "level"), [["company", "Unternehmen"], ["subteam", "Unterteam"]]);
  assert.equal(countStatuses([{ percent: 10, status: "im Plan" }, { percent: null, status: "" }]), "1 im Plan, 1 ohne Zahl");
  assert.equal(describeProgress(null, 40), "Damals keine Zahl, 40\u00A0% erwartet");
});

test("the form for a check-in says in it what can't be read", () => {
  assert.equal(findFaultOfNumber("viel", { unit: "", comma: true }), "Geben Sie eine Zahl ein, etwa 142 oder 45%.");
  assert.equal(findFaultOfNumber("1.5", { unit: "", comma: true }), "Schreiben Sie sie mit einem Komma vor den Dezimalstellen, etwa 1,5.");
});
