/** The small index in parts that `tests/search/small_index.py` writes, for the tests. */

import { readFile } from "node:fs/promises";

import { Shards } from "../src/search/shards.js";

/** @type {Record<string, any>} what is in each file of the index, by its name */
export const FILES = JSON.parse(await readFile(new URL("../../tests/search/small_index.json", import.meta.url), "utf8"));

/** Return what asks the index; `asked` lists the files that were loaded. */
export function makeShards() {
  /** @type {string[]} */
  const asked = [];
  const load = (name) => {
    asked.push(name);
    return Object.hasOwn(FILES, name) ? Promise.resolve(FILES[name]) : Promise.reject(new Error(name));
  };
  return { shards: new Shards(load, FILES["shards.json"]), asked };
}
