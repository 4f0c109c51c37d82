import assert from "node:assert/strict";
import { test } from "node:test";

import { FILES } from "./indexes.js";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const ADDRESS = "https://example.org/site/assets/javascripts/workers/okr-search.js#search.min.js";
let workers = 0;

/** Start a worker in the place of a browser; return what asks it, what it sent, and requests that wait for an answer. */
async function startWorker(kind = "shards") {
  /** @type {any[]} */
  const sent = [];
  /** @type {{ name: string, answer: (file: unknown) => void, fail: () => void }[]} */
  const requests = [];
  let listener;
  Object.assign(globalThis, {
    location: { href: ADDRESS },
    addEventListener: (_, listen) => { listener = listen; },
    postMessage: (message) => sent.push(message),
    fetch: ({ href }) => new Promise((resolve, reject) => {
      const name = href.slice("https://example.org/site/search/".length);
      requests.push({
        name,
        answer: (file) => resolve({ ok: true, json: () => file }),
        fail: () => reject(new TypeError("offline")),
      });
    }),
  });
  workers += 1;
  await import(`../src/search/worker.js?${workers}`);
  const ask = (type, data) => listener({ data: { type, data }, stopImmediatePropagation: () => {} });
  ask(SETUP, { config: { okrsite: kind }, docs: [], options: {} });
  return { sent, requests, ask };
}

const settle = () => new Promise((resolve) => { setImmediate(resolve); });

/** Answer requests with the files of the small index until there are none. */
async function answerAll(requests) {
  await settle();
  if (requests.length === 0) return;
  for (const { name, answer } of requests.splice(0)) answer(FILES[name]);
  await answerAll(requests);
}

const list = (message) => message.data.items.map(([item]) => item.location);
const listAll = (sent) => sent.slice(1).map((message) => list(message));

test("nothing is loaded before somebody types", async () => {
  const { sent, requests, ask } = await startWorker();
  assert.deepEqual(sent, [{ type: READY }]);
  ask(QUERY, " ");
  await settle();
  assert.deepEqual(requests, []);
  assert.deepEqual(sent.at(-1), { type: RESULT, data: { items: [] } });
});

test("what was typed last is answered, and nothing else", async () => {
  const { sent, requests, ask } = await startWorker();
  ask(QUERY, "mira");
  ask(QUERY, "needle");
  await answerAll(requests);
  assert.deepEqual(listAll(sent), [["handbook/#visits"]]);
});

test("an older query that fails takes nothing from a newer one", async () => {
  const { sent, requests, ask } = await startWorker();
  ask(QUERY, "mira");
  requests.shift().answer(FILES["shards.json"]);
  await settle();
  const older = requests.shift();
  assert.equal(older.name, "terms-m.json");
  ask(QUERY, "needle");
  await answerAll(requests);
  older.fail();
  await answerAll(requests);
  assert.deepEqual(listAll(sent), [["handbook/#visits"]]);
  ask(QUERY, "kaya");
  await settle();
  assert.deepEqual(requests.map(({ name }) => name), ["terms-k.json"], "what was loaded is kept");
});

test("what can't be loaded finds nothing, and is tried again with the next key", async () => {
  const { sent, requests, ask } = await startWorker();
  ask(QUERY, "needl");
  requests.shift().fail();
  await settle();
  assert.deepEqual(list(sent.at(-1)), []);
  ask(QUERY, "needle");
  await answerAll(requests);
  assert.deepEqual(list(sent.at(-1)), ["handbook/#visits"]);
});

test("an index that is whole is asked here, and by Material's worker only where nothing is found", async () => {
  const { sent, requests, ask } = await startWorker("whole");
  /** @type {any[]} */
  const passed = [];
  /** @type {string[]} */
  const imported = [];
  Object.assign(globalThis, {
    importScripts: (address) => imported.push(address),
    dispatchEvent: ({ data }) => passed.push(data),
  });
  ask(QUERY, "mria kaya mria");
  await settle();
  const [{ name, answer }] = requests.splice(0);
  assert.equal(name, "whole_index.json");
  const docs = [{ location: "people/mira/", title: "Mira Kaya", text: "Dispatch" }];
  answer({ config: { lang: ["en"] }, docs });
  await settle();
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.deepEqual(imported, ["https://example.org/site/assets/javascripts/workers/search.min.js"]);
  assert.deepEqual(passed.map((message) => message.type), [SETUP, QUERY]);
  assert.deepEqual(passed[0].data.docs, docs);
  ask(QUERY, "mira");
  await settle();
  assert.deepEqual(listAll(sent), [["people/mira/"]]);
  assert.equal(passed.length, 2, "what is found here is not asked there");
});
