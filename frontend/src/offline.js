// @ts-check
/**
 * What only the pages of an offline copy load, before all other scripts. From a page that was opened as a file browsers
 * fetch nothing and start no worker, but they load scripts. So each JSON file that scripts need lies there as a script, too
 * (`okrsite/data_scripts.py`), and the script of the worker that answers the search box is loaded into the page.
 */

import { loadScript } from "./page.js";

/** In the address of the worker that answers the search box; others are left alone. */
const WORKER = "/workers/okr-search.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../../", script.src);

/**
 * What scripts of data have said, by their elements.
 *
 * @type {WeakMap<Element, any>}
 */
const said = new WeakMap();

/**
 * Take what a data file holds; each of them calls this, and nothing else.
 *
 * @param {string} text
 */
function takeData(text) {
  if (document.currentScript) said.set(document.currentScript, JSON.parse(text));
}

/**
 * Load a JSON file of the site by the script beside it.
 *
 * @param {URL} address
 * @returns {Promise<any>}
 * @throws {Error} if there is none, or it isn't one of ours
 */
async function loadData(address) {
  const element = await loadScript(new URL(`${address.href}.js`));
  if (!said.has(element)) throw new Error(`${address}: no data`);
  return said.get(element);
}

/** The worker of the search box, in the page: Material sends it messages and listens to it as to one. */
class SearchInPage extends EventTarget {
  #answers;

  /** @param {URL} address of the worker's script */
  constructor(address) {
    super();
    this.#answers = this.#startAnswers(address);
  }

  /** @param {URL} address */
  async #startAnswers(address) {
    await loadScript(address);
    const { okrSearch } = /** @type {{ okrSearch: typeof import("./search/worker.js") }} */ (/** @type {unknown} */ (globalThis));
    return new okrSearch.SearchAnswers({
      load: (name) => loadData(new URL(`search/${name}`, root)),
      send: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
      startMaterial: null,
    });
  }

  /** @param {any} message */
  async postMessage(message) {
    const answers = await this.#answers;
    answers.takeMessage(message);
  }
}

Object.assign(globalThis, {
  okrData: takeData,
  okrOfflineCopy: { loadData },
  Worker: new Proxy(Worker, {
    construct: (target, given) =>
      String(given[0]).includes(WORKER) ? new SearchInPage(new URL(given[0], location.href)) : Reflect.construct(target, given),
  }),
});
