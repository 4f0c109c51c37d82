// @ts-check
/** The search where Material's own can't be had: in a page that was opened as a file. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { MESSAGES, SearchAnswers } from "../src/search/answers.js";

const DOCUMENTS = [{ location: "bread.html", title: "Bread", text: "Rolls &amp; loaves" }];

/** Start a search in an index that is whole; return what asks it, what it sent, and what it loaded. */
function startSearch() {
  /** @type {any[]} */
  const sent = [];
  /** @type {string[]} */
  const loaded = [];
  const load = (/** @type {string} */ name) => {
    loaded.push(name);
    return Promise.resolve({ config: {}, docs: DOCUMENTS });
  };
  const answers = new SearchAnswers({ load, send: (message) => sent.push(message), startMaterial: null });
  answers.takeMessage({ type: MESSAGES.setup, data: { config: { okrsite: "whole" }, docs: [], options: {} } });
  const ask = async (/** @type {string} */ query) => {
    answers.takeMessage({ type: MESSAGES.query, data: query });
    await new Promise((resolve) => { setImmediate(resolve); });
    return sent.at(-1).data.items.map(([item]) => item.location);
  };
  return { sent, loaded, ask };
}

test("what is there is found, the index is loaded once, and what isn't there is answered with nothing", async () => {
  const { sent, loaded, ask } = startSearch();
  assert.deepEqual(sent, [{ type: MESSAGES.ready }]);
  assert.deepEqual(loaded, []);
  assert.deepEqual(await ask("loav"), ["bread.html"]);
  assert.deepEqual(await ask("zebra"), []);
  assert.deepEqual(loaded, ["whole_index.json"]);
});
