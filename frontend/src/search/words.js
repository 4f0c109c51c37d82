// @ts-check
/** What counts as a word, and which spellings of it are the same; `okrsite/search/words.py` does it likewise. */

/** Characters of a word that are told apart; what is longer is found by its beginning. */
const WORD_LENGTH = 24;

/** Letters that don't come apart into a plain one and a mark. */
const SPELLED_OUT = new Map(Object.entries({
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ",
}));

/**
 * Return a text without what readers leave out when they type: capitals, accents, ligatures.
 *
 * @param {string} text
 */
function fold(text) {
  const lower = text.toLowerCase();
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  if (/^[\u0000-\u007F]*$/u.test(lower)) return lower;
  const plain = lower.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "");
  return plain.replaceAll(/[ßæœøłđðþıς]/gu, (letter) => SPELLED_OUT.get(letter) ?? letter);
}

/** Signs of Chinese and Japanese, which stand without blanks between words. */
const CJK = String.raw`\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}`;
const HAS_CJK = new RegExp(`[${CJK}]`, "u");
const PIECE = new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu");
/** Where Material's plugin for search has cut words. */
const CUT = new RegExp(String.raw`(?<=[${CJK}])\u200B+(?=[${CJK}])`, "gu");

/**
 * Tell whether a text has such signs.
 *
 * @param {string} text
 */
export function isWithoutBlanks(text) {
  return HAS_CJK.test(text);
}

/**
 * List the words of a text as they are looked for, in their order. Of Chinese and Japanese these are pairs of signs that
 * stand side by side, and the last sign: so a word is found inside of what has no blanks.
 *
 * @param {string} text
 */
export function listWords(text) {
  const words = Array.from(fold(text).replaceAll(CUT, "").matchAll(/[\p{L}\p{N}]+/gu), ([word]) => word);
  return words.flatMap((word) => (isWithoutBlanks(word) ? listPieces(word) : [word]))
    .map((word) => (word.length > WORD_LENGTH ? [...word].slice(0, WORD_LENGTH).join("") : word));
}

/**
 * List the words of a folded text that has no blanks.
 *
 * @param {string} text
 * @returns {string[]}
 */
function listPieces(text) {
  return Array.from(text.matchAll(PIECE), ([piece]) => piece).flatMap((piece) => {
    if (!isWithoutBlanks(piece)) return [piece];
    const signs = [...piece];
    return signs.map((sign, place) => sign + (signs[place + 1] ?? ""));
  });
}

/**
 * Tell whether a word begins with what was typed, if one letter of it may be wrong, missing, too many, or in the place
 * of its neighbour.
 *
 * @param {string} typed
 * @param {string} word
 */
export function beginsNearly(typed, word) {
  let place = 0;
  while (place < typed.length && typed[place] === word[place]) place += 1;
  if (place === typed.length) return true;
  const rest = typed.slice(place + 1);
  if (word.startsWith(rest, place + 1) || word.startsWith(rest, place)) return true;
  if (word.startsWith(typed.slice(place), place + 1)) return true;
  const isSwapped = typed[place] === word[place + 1] && typed[place + 1] === word[place];
  return isSwapped && word.startsWith(typed.slice(place + 2), place + 2);
}

/**
 * Say how well a word answers to what was typed, from 0 (not at all) to 1 (it is the same).
 *
 * @param {string} typed
 * @param {string} word
 * @param {boolean} nearly whether one letter may be wrong
 */
export function compareWords(typed, word, nearly) {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.5 + 0.4 * (typed.length / word.length);
  return nearly && beginsNearly(typed, word) ? 0.3 : 0;
}
