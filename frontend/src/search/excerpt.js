// @ts-check
/** What a result shows of a text: where it was found, with the words marked, as safe HTML. */

import { compareWords, isWithoutBlanks, listWords } from "./words.js";

const ENTITIES = new Map(Object.entries({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#x27;": "'", "&#39;": "'" }));
const ESCAPES = new Map(Object.entries({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }));
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
  return html.replaceAll(/&(?:amp|lt|gt|quot|#34|#x27|#39);/gu, (entity) => ENTITIES.get(entity) ?? entity);
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
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}\u200B]+/gu)) {
    if (isWithoutBlanks(word)) {
      yield* findInside(word, index, terms);
      continue;
    }
    const [folded = ""] = listWords(word);
    if (terms.some(({ typed, isNear }) => compareWords(typed, folded, isNear) > 0)) yield { word, index };
  }
}

/**
 * Find what answers to a query inside of a text without blanks: neighbouring signs that are found stand together.
 *
 * @param {string} text
 * @param {number} start where it begins
 * @param {Term[]} terms
 * @yields {{ word: string, index: number }}
 */
function* findInside(text, start, terms) {
  // A sign with the marks that stand for themselves, and what cuts words behind it.
  const signs = Array.from(text.matchAll(/[^\p{M}\u200B][\p{M}\u200B]*/gu), ({ 0: sign, index }) => ({ sign, index }));
  const folded = signs.map(({ sign }) => listWords(sign)[0] ?? "");
  const found = folded.map(() => false);
  for (const [place, sign] of folded.entries()) {
    const pair = sign + (folded[place + 1] ?? "");
    if (terms.some(({ typed }) => typed === pair)) found[place + 1] = true;
    if (terms.some(({ typed }) => typed === pair || typed === sign)) found[place] = true;
  }
  let place = found.indexOf(true);
  while (place >= 0) {
    const index = signs[place]?.index ?? 0;
    while (found[place]) place += 1;
    yield { word: text.slice(index, signs[place]?.index ?? text.length), index: start + index };
    place = found.indexOf(true, place);
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
