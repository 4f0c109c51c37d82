// @ts-check
/** What a result shows of a text: where it was found, with the words marked, as safe HTML. */

import { compareWords, listWords } from "./words.js";

const ENTITIES = new Map(Object.entries({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" }));
const ESCAPES = new Map(Array.from(ENTITIES, ([entity, letter]) => [letter, entity]));
/** Characters of a text that are shown, and how many of them before the first match. */
const LENGTH = 280;
const BEFORE = 80;

/** @typedef {{ typed: string, isNear: boolean }} Term a word of a query; whether it was found with one letter wrong */

/**
 * Return the text that escaped HTML without elements stands for.
 *
 * @param {string} html
 */
export function unescapeHtml(html) {
  return html.replaceAll(/&(?:amp|lt|gt|quot|#x27);/gu, (entity) => ENTITIES.get(entity) ?? entity);
}

/**
 * Return HTML that shows a text as it is.
 *
 * @param {string} text
 */
function escapeHtml(text) {
  return text.replaceAll(/[&<>"']/gu, (letter) => ESCAPES.get(letter) ?? letter);
}

/**
 * Find the words of a text that answer to a query, as they stand there.
 *
 * @param {string} text
 * @param {Term[]} terms
 * @yields {{ word: string, index: number }}
 */
function* findWords(text, terms) {
  // A letter may be written with marks that stand for themselves.
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const [folded = ""] = listWords(word);
    if (terms.some(({ typed, isNear }) => compareWords(typed, folded, isNear) > 0)) yield { word, index };
  }
}

/**
 * Return HTML in which the words that were found are marked.
 *
 * @param {string} text
 * @param {Term[]} terms
 */
export function markWords(text, terms) {
  let html = "";
  let end = 0;
  for (const { word, index } of findWords(text, terms)) {
    html += `${escapeHtml(text.slice(end, index))}<mark data-md-highlight>${escapeHtml(word)}</mark>`;
    end = index + word.length;
  }
  return html + escapeHtml(text.slice(end));
}

/**
 * Return HTML of the part of a text in which the first match is.
 *
 * @param {string} text
 * @param {Term[]} terms
 */
export function makeExcerpt(text, terms) {
  const [first] = findWords(text, terms);
  const place = first?.index ?? 0;
  let start = place > BEFORE ? text.lastIndexOf(" ", place - BEFORE) + 1 : 0;
  if (place - start > 2 * BEFORE) start = place;
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + LENGTH - BEFORE);
  const part = markWords(text.slice(start, end), terms);
  return `${start > 0 ? "… " : ""}${part}${end < text.length ? " …" : ""}`;
}
