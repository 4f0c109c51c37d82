// @ts-check
/**
 * What only the pages of an offline copy load, before all other scripts. From a page that was opened as a file browsers
 * fetch nothing and start no worker, but they load scripts. So each JSON file that scripts need lies there as a script, too
 * (`okrsite/data_scripts.py`), the search runs in the page, and what calculates “what if” is loaded with it.
 */

import { makeElement } from "./page.js";
import { SearchAnswers } from "./search/answers.js";
import { openTrial } from "./what-if-trial.js";

/** In the address of the worker that answers the search box; others are left alone. */
const WORKER = "/workers/okr-search.js";
const LOADED = "okr-data";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../../", script.src);

/**
 * Take what a data file holds; each of them calls this, and nothing else.
 *
 * @param {string} text
 */
function takeData(text) {
  document.currentScript?.dispatchEvent(new CustomEvent(LOADED, { detail: JSON.parse(text) }));
}

/**
 * Load a JSON file of the site by the script beside it.
 *
 * @param {URL} address
 * @returns {Promise<any>}
 */
function loadData(address) {
  return new Promise((resolve, reject) => {
    const element = makeElement("script", { src: `${address.href}.js` });
    const fail = () => {
      element.remove();
      reject(new Error(`${address}: not there`));
    };
    element.addEventListener(LOADED, (event) => resolve(/** @type {CustomEvent} */ (event).detail));
    element.addEventListener("error", fail);
    // It comes after the data; where there were none, the file isn't one of ours.
    element.addEventListener("load", fail);
    document.head.append(element);
  });
}

/** The worker of the search box, in the page: Material sends it messages and listens to it as to one. */
class SearchInPage extends EventTarget {
  #answers = new SearchAnswers({
    load: (name) => loadData(new URL(`search/${name}`, root)),
    send: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
    startMaterial: null,
  });

  /** @param {any} message */
  postMessage(message) {
    queueMicrotask(() => this.#answers.takeMessage(message));
  }
}

Object.assign(globalThis, {
  okrData: takeData,
  okrOfflineCopy: { loadData, openTrial },
  Worker: new Proxy(Worker, {
    construct: (target, given) =>
      String(given[0]).includes(WORKER) ? new SearchInPage() : Reflect.construct(target, given),
  }),
});
