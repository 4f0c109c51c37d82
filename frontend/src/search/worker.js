// @ts-check
/**
 * Answers Material's search box in the place of Material's own worker, which loads the whole index on every page.
 *
 * Nothing is loaded before somebody types. A small site has its index whole: where nothing is found in that, Material's
 * worker is started here and answers. A large one has it in parts. Which one it is says what Material has loaded (`search_index.json`),
 * a few lines without entries; with entries, as another plugin may write it, all is left to Material.
 */

import { searchIndex } from "./query.js";
import { Shards } from "./shards.js";
import { WholeIndex } from "./whole.js";

/** What Material and its worker send each other. */
const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

/**
 * @typedef {{ config: Record<string, unknown>, docs: unknown[], options: unknown }} Setup
 * @typedef {(query: string) => void | Promise<void>} Engine
 */

const here = new URL(location.href);
const folder = new URL("../../../search/", here);

/** @type {Setup} */
let setup = { config: {}, docs: [], options: {} };
/** @type {Promise<Engine> | null} */
let engine = null;
/** @type {Promise<Engine> | null} */
let material = null;
let asked = 0;
let isPassing = false;

/**
 * Send Material a message.
 *
 * @param {unknown} message
 */
function sendMessage(message) {
  postMessage(message);
}

/**
 * Load a file of the index.
 *
 * @param {string} name
 * @returns {Promise<unknown>}
 */
async function loadFile(name) {
  const response = await fetch(new URL(name, folder));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/**
 * Hand a message on to Material's worker, which listens here as well.
 *
 * @param {unknown} data
 */
function passMessage(data) {
  isPassing = true;
  dispatchEvent(new MessageEvent("message", { data }));
  isPassing = false;
}

/**
 * Start Material's worker with an index; its name stands in our address.
 *
 * @param {Setup} data
 * @returns {Promise<Engine>}
 */
async function startMaterial(data) {
  const scope = /** @type {{ importScripts: (address: string) => void }} */ (/** @type {unknown} */ (globalThis));
  scope.importScripts(new URL(here.hash.slice(1), here).href);
  passMessage({ type: SETUP, data });
  // It has set itself up when all that it waits for has happened, none of which is a matter of time.
  await new Promise((resolve) => { setTimeout(resolve); });
  return (query) => passMessage({ type: QUERY, data: query });
}

/**
 * Return what answers from an index.
 *
 * @param {import("./query.js").Index} index
 * @param {((query: string) => Promise<void>) | null} [askOther] answers where nothing is found
 * @returns {Engine}
 */
function makeEngine(index, askOther = null) {
  return async (query) => {
    const number = asked;
    const items = await searchIndex(index, query);
    // An answer to what was typed before must not come after a newer one.
    if (number !== asked) return;
    if (items.length > 0 || !askOther || query.trim() === "") sendMessage({ type: RESULT, data: { items } });
    else await askOther(query);
  };
}

/**
 * Start the search in an index in parts.
 *
 * @returns {Promise<Engine>}
 */
async function startShards() {
  const manifest = /** @type {import("./shards.js").Manifest} */ (await loadFile("shards.json"));
  return makeEngine(new Shards(loadFile, manifest));
}

/**
 * Start the search in an index that is loaded whole. Where it finds nothing, Material's answers: it knows the endings of
 * words of many languages.
 *
 * @returns {Promise<Engine>}
 */
async function startWhole() {
  const whole = /** @type {Setup} */ (await loadFile("whole_index.json"));
  const documents = /** @type {import("./whole.js").Document[]} */ (whole.docs);
  return makeEngine(new WholeIndex(documents), async (query) => {
    const number = asked;
    material ??= startMaterial({ ...whole, options: setup.options });
    material.catch(() => { material = null; });
    const askMaterial = await material;
    if (number === asked) await askMaterial(query);
  });
}

/**
 * Start what answers, by how the index is kept.
 *
 * @returns {Promise<Engine>}
 */
function startEngine() {
  return setup.config["okrsite"] === "shards" ? startShards() : startWhole();
}

/**
 * Answer what was typed; what can't be loaded is tried again with the next key.
 *
 * @param {string} query
 */
async function answerQuery(query) {
  asked += 1;
  const number = asked;
  if (!engine && query.trim() === "") {
    sendMessage({ type: RESULT, data: { items: [] } });
    return;
  }
  try {
    engine ??= startEngine();
    const askEngine = await engine;
    if (number === asked) await askEngine(query);
  } catch {
    // Whoever typed on is answered by the newer query, which takes care of the engine, too.
    if (number !== asked) return;
    engine = null;
    sendMessage({ type: RESULT, data: { items: [] } });
  }
}

addEventListener("message", (event) => {
  if (isPassing) return;
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === QUERY) {
    void answerQuery(data);
    return;
  }
  setup = data;
  engine = setup.docs.length > 0 ? startMaterial(setup) : null;
  if (!engine) sendMessage({ type: READY });
});
