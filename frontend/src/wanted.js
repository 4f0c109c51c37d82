// @ts-check
/**
 * What a filter lets through, without a document: the choices that some cards offer, which cards and links are wanted,
 * and how the address says so.
 */

import { compareNames, translate } from "./words.js";

/** @typedef {import("./graph.js").Card} Card */
/** @typedef {import("./graph.js").Graph} Graph */

/** @typedef {"team" | "level" | "owner" | "tags" | "cycle"} ChoiceName */

/** @type {ChoiceName[]} the fields that one value can be chosen of */
export const CHOICE_NAMES = ["team", "level", "owner", "tags", "cycle"];

/**
 * Return the labels of these fields.
 *
 * @returns {Record<ChoiceName, string>}
 */
export function nameChoices() {
  return {
    team: translate("Team"),
    level: translate("Level"),
    owner: translate("Owner"),
    tags: translate("Tag"),
    cycle: translate("Cycle"),
  };
}

/**
 * @typedef {object} Wanted
 * @property {Set<string>} hiddenStatuses
 * @property {Set<string>} hiddenKinds kinds of links
 * @property {Partial<Record<ChoiceName, string>>} chosen the one value of each field that is wanted; all if empty
 */

/**
 * List the values that a field has on some cards, with the title of each, sorted by title.
 *
 * @param {Iterable<Card>} cards
 * @param {ChoiceName} name
 * @returns {[value: string, title: string][]}
 */
export function listChoices(cards, name) {
  /** @type {Map<string, string>} */
  const titles = new Map();
  for (const card of cards) {
    for (const value of card.values[name] ?? []) titles.set(value, titleValue(card, name, value, titles.get(value)));
  }
  return [...titles].toSorted((a, b) => compareNames(a[1], b[1]));
}

/**
 * Say what people call a value: the name on the card, where it stands there in full.
 *
 * @param {Card} card
 * @param {ChoiceName} name
 * @param {string} value
 * @param {string} [known] what another card called it
 */
function titleValue(card, name, value, known) {
  if (name === "tags") return value;
  if (name === "level") return nameUnitLevel(value);
  const printed = card.printed[name];
  if (printed && !printed.includes("…")) return printed.trim();
  return known || writeAsWords(value);
}

/** @param {string} value an identifier */
function writeAsWords(value) {
  return value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " ");
}

/** @param {string} level of a unit, as the class of its card says it */
function nameUnitLevel(level) {
  const names = new Map([
    ["company", translate("Company")],
    ["division", translate("Division")],
    ["team", translate("Team")],
    ["subteam", translate("Subteam")],
  ]);
  return names.get(level) ?? writeAsWords(level);
}

/**
 * Mark the cards and links that are wanted as visible, and the others as not. A link is visible if both its ends are.
 *
 * @param {Graph} graph
 * @param {Wanted} wanted
 */
export function markVisible(graph, wanted) {
  for (const card of graph.cards) {
    card.visible =
      !wanted.hiddenStatuses.has(card.status) &&
      CHOICE_NAMES.every((name) => {
        const value = wanted.chosen[name];
        return !value || (card.values[name] ?? []).includes(value);
      });
  }
  for (const link of graph.links) {
    const ends = [graph.findCard(link.from), graph.findCard(link.to)];
    link.visible = !wanted.hiddenKinds.has(link.kind) && ends.every((end) => end?.visible);
  }
}

/**
 * Count objectives, each once in however many drawings it stands.
 *
 * @param {Iterable<Card>} cards
 */
export function countObjectives(cards) {
  return new Set([...cards].map((card) => card.ref)).size;
}
