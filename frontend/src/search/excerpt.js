// @ts-check
/** What a result shows of a text: where it was found, with the words marked, as safe HTML. */

import { compareWords, listWords } from "./words.js";

const ENTITIES = new Map(Object.entries({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" }));
const ESCAPES = new Map(Array.from(ENTITIES, ([entity, letter]) => [letter, entity]));
/** Characters of a text that are shown, and how many of them before the first match. */
const LENGTH = 280;
const BEFORE = 80;

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
export function escapeHtml(text) {
  return text.replaceAll(/[&<>"']/gu, (letter) => ESCAPES.get(letter) ?? letter);
}

/**
 * Find a word of a text that answers to what was typed.
 *
 * @param {string} word as it stands in the text
 * @param {string[]} typed
 */
function isWanted(word, typed) {
  const [folded = ""] = listWords(word);
  return typed.some((wanted) => compareWords(wanted, folded, wanted.length > 4) > 0);
}

/**
 * Return HTML in which the words that were found are marked.
 *
 * @param {string} text
 * @param {string[]} typed
 */
export function markWords(text, typed) {
  let html = "";
  let end = 0;
  // A letter may be written with marks that stand for themselves.
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (isWanted(word, typed)) {
      html += `${escapeHtml(text.slice(end, index))}<mark data-md-highlight>${escapeHtml(word)}</mark>`;
      end = index + word.length;
    }
  }
  return html + escapeHtml(text.slice(end));
}

/**
 * Return HTML of the part of a text in which the first match is.
 *
 * @param {string} text
 * @param {string[]} typed
 */
export function excerpt(text, typed) {
  let first = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (isWanted(word, typed)) {
      first = index;
      break;
    }
  }
  let start = first > BEFORE ? text.lastIndexOf(" ", first - BEFORE) + 1 : 0;
  if (first - start > 2 * BEFORE) start = first;
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + LENGTH - BEFORE);
  const part = markWords(text.slice(start, end), typed);
  return `${start > 0 ? "… " : ""}${part}${end < text.length ? " …" : ""}`;
}
