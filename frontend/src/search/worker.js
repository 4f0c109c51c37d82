// @ts-check
/**
 * Answers Material's search box in the place of Material's own worker, which loads the whole index on every page. That one
 * is started here where its search is to answer.
 */

import { MESSAGES, SearchAnswers } from "./answers.js";

export { SearchAnswers };

const here = new URL(location.href);
const folder = new URL("../../../search/", here);

let isPassing = false;

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
 * @param {import("./answers.js").Setup} data
 * @returns {Promise<import("./answers.js").Engine>}
 */
async function startMaterial(data) {
  const scope = /** @type {{ importScripts: (address: string) => void }} */ (/** @type {unknown} */ (globalThis));
  scope.importScripts(new URL(here.hash.slice(1), here).href);
  passMessage({ type: MESSAGES.setup, data });
  // It has set itself up when all that it waits for has happened, none of which is a matter of time.
  await new Promise((resolve) => { setTimeout(resolve); });
  return (query) => passMessage({ type: MESSAGES.query, data: query });
}

/** Answer the messages of Material. */
function startWorker() {
  const answers = new SearchAnswers({ load: loadFile, send: (message) => postMessage(message), startMaterial });
  addEventListener("message", (event) => {
    if (isPassing) return;
    event.stopImmediatePropagation();
    answers.takeMessage(event.data);
  });
}

// A page of an offline copy, which can start no worker, loads this as a script, and asks by itself.
if (!("document" in globalThis)) startWorker();
