/** Indexes in parts as a few words, for the tests. */

import { Shards, makeKey } from "../src/search/shards.js";
import { listWords } from "../src/search/words.js";

const LETTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/**
 * Make an index of entries: a file for each first letter, and one for all entries.
 *
 * @param {{ location: string, title: string, text?: string, level?: number }[]} entries
 * @param {string[]} [cut] words of which only the first entry is told
 */
export function makeIndex(entries, cut = []) {
  /** @type {Map<string, Map<string, string[]>>} */
  const files = new Map();
  const docs = entries.map(({ location, title, text = "" }, place) => ({ id: `----${LETTERS[place]}`, location, title, text }));
  for (const [place, { title, text = "", level = 1 }] of entries.entries()) {
    const inTitle = new Set(listWords(title));
    for (const word of new Set([...inTitle, ...listWords(text)])) {
      const file = makeKey(word).slice(0, 1);
      const terms = files.get(file) ?? new Map();
      const posting = `${LETTERS[63 - (inTitle.has(word) ? level * 8 : level)]}${docs[place].id}`;
      terms.set(word, [...(terms.get(word) ?? []), posting]);
      files.set(file, terms);
    }
  }
  /** @type {Record<string, unknown>} */
  const index = { "entries-0.json": { docs } };
  for (const [file, terms] of files) {
    const told = [...terms].map(([word, postings]) => [word, cut.includes(word) ? `*${postings[0]}` : postings.join("")]);
    index[`terms-${file}.json`] = { terms: told.flat() };
  }
  return index;
}

/**
 * Make an index and what asks it; `asked` lists the files that were loaded.
 *
 * @param {Parameters<typeof makeIndex>} parts
 */
export function makeShards(...parts) {
  const index = makeIndex(...parts);
  /** @type {string[]} */
  const asked = [];
  const leaves = Object.keys(index).filter((name) => name.startsWith("terms-")).map((name) => name.slice(6, -5));
  const load = (name) => {
    asked.push(name);
    return name in index ? Promise.resolve(index[name]) : Promise.reject(new Error(name));
  };
  return { shards: new Shards(load, { bits: 0, leaves, nodes: [] }), asked };
}
