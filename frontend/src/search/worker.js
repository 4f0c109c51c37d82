// @ts-check
/**
 * Answers Material's search box in the place of Material's own worker, which loads the whole index on every page.
 *
 * Nothing is loaded before somebody types. A small site has its index whole: then Material's worker is started here and
 * answers by itself. A large one has it in parts. Which one it is says what Material has loaded (`search_index.json`),
 * a few lines without entries; with entries, as another plugin may write it, all is left to Material.
 */

import { searchShards } from "./query.js";
import { Shards } from "./shards.js";

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
 * Start the search in an index in parts.
 *
 * @returns {Promise<Engine>}
 */
async function startShards() {
  const manifest = /** @type {import("./shards.js").Manifest} */ (await loadFile("shards.json"));
  const shards = new Shards(loadFile, manifest);
  return async (query) => {
    const number = asked;
    const items = await searchShards(shards, query);
    // An answer to what was typed before must not come after a newer one.
    if (number === asked) sendMessage({ type: RESULT, data: { items } });
  };
}

/**
 * Start what answers, by how the index is kept.
 *
 * @returns {Promise<Engine>}
 */
async function startEngine() {
  if (setup.config["okrsite"] === "shards") return startShards();
  const whole = /** @type {Setup} */ (await loadFile("whole_index.json"));
  return startMaterial({ ...whole, options: setup.options });
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
