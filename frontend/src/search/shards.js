// @ts-check
/** The files of an index in parts, as `okrsite/search/` writes them: which ones a query needs, and what is in them. */

import { beginsNearly, compareWords } from "./words.js";

export const LETTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const HIGHEST = LETTERS.length - 1;
const KEYS = "0123456789abcdefghijklmnopqrstuv";
export const ID_LENGTH = 5;
const ID_BITS = 30;
/** Characters of the shortest word of which one letter may be wrong. */
const SHORTEST_FORGIVEN = 5;

/**
 * @typedef {{ bits: number, leaves: string[], nodes: string[] }} Manifest
 * @typedef {{ terms: string[], best?: string, words?: string }} TermFile
 * @typedef {{ id: string, location: string, title: string, text: string, boost?: number }} Entry its texts are HTML
 * @typedef {{ typed: string, scores: Map<string, number>, isWhole: boolean, isNear: boolean }} Matches
 *   entries that hold a typed word, by id; not all of them, if there are many; with one letter wrong, if none holds it
 * @typedef {(name: string) => Promise<unknown>} Load loads a file of the index
 */

/** @type {TermFile} */
const NO_TERMS = { terms: [] };

/**
 * Return what says in which file a word is.
 *
 * @param {string} word
 */
function makeKey(word) {
  return Array.from(word, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 128 ? letter : `_${KEYS[code % KEYS.length]}`;
  }).join("");
}

/**
 * Add postings to what was found; of several for an entry, the best counts.
 *
 * @param {Map<string, number>} scores
 * @param {string} postings
 * @param {number} share of each posting's level
 */
function addPostings(scores, postings, share) {
  for (let at = 0; at < postings.length; at += ID_LENGTH + 1) {
    const score = (HIGHEST - LETTERS.indexOf(postings.charAt(at))) * share;
    const id = postings.slice(at + 1, at + 1 + ID_LENGTH);
    if (score > (scores.get(id) ?? 0)) scores.set(id, score);
  }
}

/**
 * Return the entries that hold a word of a file.
 *
 * @param {TermFile} file
 * @param {string} typed
 * @param {boolean} nearly whether one letter may be wrong
 * @returns {Matches}
 */
function matchTerms(file, typed, nearly = false) {
  const scores = new Map();
  let isWhole = file.best === undefined;
  for (let at = 0; at < file.terms.length; at += 2) {
    const share = compareWords(typed, file.terms[at] ?? "", nearly);
    const postings = file.terms[at + 1] ?? "";
    const isCut = postings.startsWith("*");
    if (share > 0) {
      addPostings(scores, isCut ? postings.slice(1) : postings, share);
      isWhole &&= !isCut;
    }
  }
  addPostings(scores, file.best ?? "", 0.5);
  return { typed, scores, isWhole, isNear: nearly };
}

/**
 * Return the entries that hold a word of a file which begins as a typed one, or nearly so where none does.
 *
 * @param {TermFile} file
 * @param {string} typed
 */
export function findInTerms(file, typed) {
  const matches = matchTerms(file, typed);
  const isForgiven = matches.scores.size === 0 && typed.length >= SHORTEST_FORGIVEN;
  return isForgiven ? matchTerms(file, typed, true) : matches;
}

/** Loads what queries need, each file once. */
export class Shards {
  /**
   * @param {Load} load
   * @param {Manifest} manifest
   */
  constructor(load, manifest) {
    this.load = load;
    this.bits = manifest.bits;
    this.leaves = new Set(manifest.leaves);
    this.nodes = new Set(manifest.nodes);
    /** @type {Map<string, Promise<unknown>>} */
    this.loaded = new Map();
  }

  /**
   * Load a file, or take what was loaded before.
   *
   * @param {string} name
   * @returns {Promise<unknown>}
   */
  takeFile(name) {
    let file = this.loaded.get(name);
    if (!file) {
      file = this.load(name);
      file.catch(() => this.loaded.delete(name));
      this.loaded.set(name, file);
    }
    return file;
  }

  /**
   * Return the name of the file with the words that begin as a typed one does.
   *
   * @param {string} typed
   * @returns {string | null} null if there are none
   */
  findFile(typed) {
    const key = makeKey(typed);
    if (this.nodes.has(key)) return key;
    for (let end = key.length; end > 0; end -= 1) {
      if (this.leaves.has(key.slice(0, end))) return key.slice(0, end);
    }
    return null;
  }

  /**
   * Find the entries that hold a word which begins as a typed one, or nearly so where none does.
   *
   * @param {string} typed
   * @returns {Promise<Matches>}
   */
  async findTyped(typed) {
    const name = this.findFile(typed);
    const file = name === null ? NO_TERMS : await this.takeTerms(name);
    const matches = findInTerms(file, typed);
    return matches.scores.size > 0 || typed.length < SHORTEST_FORGIVEN ? matches : this.findMisspelt(typed, matches);
  }

  /**
   * Find the entries that hold a word of another file which begins nearly as a typed one: with the same letter.
   *
   * @param {string} typed
   * @param {Matches} nothing what was found so far
   * @returns {Promise<Matches>}
   */
  async findMisspelt(typed, nothing) {
    const letter = makeKey(typed).charAt(0);
    if (!this.nodes.has(letter)) return nothing;
    const { words = "" } = await this.takeTerms(letter);
    const near = words.split(" ").filter((word) => beginsNearly(typed, word));
    // A word that is as long as the typed one is likelier than one of which that is the beginning.
    const [word] = near.toSorted((one, other) => one.length - other.length);
    const name = word === undefined ? null : this.findFile(word);
    return name === null ? nothing : matchTerms(await this.takeTerms(name), typed, true);
  }

  /**
   * Load a file of words.
   *
   * @param {string} name
   * @returns {Promise<TermFile>}
   */
  takeTerms(name) {
    return /** @type {Promise<TermFile>} */ (this.takeFile(`terms-${name}.json`));
  }

  /**
   * Load entries with all that lies in the same files: so the pages on which they stand.
   *
   * @param {string[]} ids
   * @returns {Promise<Map<string, Entry>>} by id
   */
  async loadEntries(ids) {
    const names = new Set(ids.map((id) => this.nameEntryFile(id)));
    const files = await Promise.all(Array.from(names, (name) => this.takeFile(name)));
    const entries = files.flatMap((file) => /** @type {{ docs: Entry[] }} */ (file).docs);
    return new Map(entries.map((entry) => [entry.id, entry]));
  }

  /**
   * Return the name of the file in which an entry is.
   *
   * @param {string} id
   */
  nameEntryFile(id) {
    let number = 0;
    for (const letter of id) number = number * LETTERS.length + LETTERS.indexOf(letter);
    return `entries-${Math.floor(number / 2 ** (ID_BITS - this.bits)).toString(16)}.json`;
  }
}
