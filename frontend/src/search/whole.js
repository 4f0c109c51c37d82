// @ts-check
/** An index that was loaded whole, asked as one in parts is: what is typed finds the same on a site of any size. */

import { unescapeHtml } from "./excerpt.js";
import { ID_LENGTH, LETTERS, findInTerms } from "./shards.js";
import { listWords } from "./words.js";

/** @import { Entry, Matches, TermFile } from "./shards.js" */
/** @typedef {{ location: string, title: string, text: string, tags?: string[], boost?: number }} Document as Material's plugin writes it */

/** What a word weighs in a text; in a title; and what it gains there by making up much of it: as in `search/terms.py`. */
const IN_TEXT = 2.5;
const IN_TITLE = 10;
const ALONE_IN_TITLE = 20;
const LEVELS = LETTERS.length - 1;

/**
 * Return a number as the id of an entry.
 *
 * @param {number} number
 */
function makeId(number) {
  let [id, rest] = ["", number];
  while (id.length < ID_LENGTH) {
    id = LETTERS.charAt(rest % LETTERS.length) + id;
    rest = Math.floor(rest / LETTERS.length);
  }
  return id;
}

/**
 * Return HTML of plain text, without the elements of a page.
 *
 * @param {string} html
 */
function dropElements(html) {
  return html.includes("<") ? html.replaceAll(/<[^<>]*>/gu, " ") : html;
}

/**
 * Return the levels of words in the title and in the text of an entry.
 *
 * @param {number} boost how much search prefers it
 * @param {number} count words of the title
 */
function weighWords(boost, count) {
  const share = Math.min(Math.max(boost, 0.25), 4);
  const inTitle = IN_TITLE + ALONE_IN_TITLE / Math.max(1, count);
  return { inTitle: Math.min(LEVELS, Math.round(share * inTitle)), inText: Math.max(1, Math.round(share * IN_TEXT)) };
}

/** All entries of a site, with their words. */
export class WholeIndex {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Map<string, Entry>} */
  #pages = new Map();
  /** @type {TermFile} */
  #terms;

  /** @param {Document[]} documents */
  constructor(documents) {
    /** @type {Map<string, string>} */
    const postings = new Map();
    for (const [number, document] of documents.entries()) this.#addDocument(makeId(number), document, postings);
    this.#terms = { terms: [...postings].flat() };
  }

  /**
   * @param {string} id
   * @param {Document} document
   * @param {Map<string, string>} postings by word
   */
  #addDocument(id, { location, title, text, tags = [], boost = 1 }, postings) {
    const said = [dropElements(text), tags.join(", ")].filter(Boolean).join(" ");
    const entry = { id, location, title: dropElements(title), text: said, boost };
    this.#entries.set(id, entry);
    if (!location.includes("#")) this.#pages.set(location, entry);
    const words = listWords(unescapeHtml(entry.title));
    const levels = weighWords(boost, words.length);
    const inTitle = new Set(words);
    const all = new Set([...words, ...listWords(unescapeHtml(entry.text))]);
    for (const word of all) {
      const level = inTitle.has(word) ? levels.inTitle : levels.inText;
      postings.set(word, (postings.get(word) ?? "") + LETTERS.charAt(LEVELS - level) + id);
    }
  }

  /**
   * Find the entries that hold a word which begins as a typed one, or nearly so where none does.
   *
   * @param {string} typed
   * @returns {Promise<Matches>}
   */
  findTyped(typed) {
    return Promise.resolve(findInTerms(this.#terms, typed));
  }

  /**
   * Return entries, and those of the pages on which they stand.
   *
   * @param {string[]} ids
   * @returns {Promise<Map<string, Entry>>} by id
   */
  loadEntries(ids) {
    /** @type {Map<string, Entry>} */
    const found = new Map();
    for (const id of ids) {
      const entry = this.#entries.get(id);
      const page = entry && this.#pages.get(entry.location.split("#", 1)[0] ?? "");
      for (const one of [entry, page]) if (one) found.set(one.id, one);
    }
    return Promise.resolve(found);
  }
}
