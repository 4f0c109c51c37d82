/**
 * Which addresses readers see first for what they type: reads an index, as `documents` or as `files`, and queries from its
 * input, and writes for each query the address of the first result of each page.
 */

import { text } from "node:stream/consumers";

import { searchIndex } from "../src/search/query.js";
import { Shards } from "../src/search/shards.js";
import { WholeIndex } from "../src/search/whole.js";

/**
 * Return what asks an index.
 *
 * @param {{documents?: any[], files?: Record<string, any>}} given
 */
function openIndex({ documents, files }) {
  if (documents) return new WholeIndex(documents);
  return new Shards((name) => Promise.resolve(files[name]), files["shards.json"]);
}

const given = JSON.parse(await text(process.stdin));
const index = openIndex(given);
const answers = await Promise.all(given.queries.map((query) => searchIndex(index, query)));
process.stdout.write(JSON.stringify(answers.map((groups) => groups.map(([first]) => first.location))));
