/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
(() => {
  // src/page.js
  function makeElement(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script2 = makeElement("script", { src: address.href });
      script2.addEventListener("load", () => resolve(script2));
      script2.addEventListener("error", () => {
        script2.remove();
        reject(new Error(`${address}: not there`));
      });
      document.head.append(script2);
    });
  }

  // src/offline.js
  var WORKER = "/workers/okr-search.js";
  var script = (
    /** @type {HTMLScriptElement} */
    document.currentScript
  );
  var root = new URL("../../", script.src);
  var said = /* @__PURE__ */ new WeakMap();
  function takeData(text) {
    if (document.currentScript) said.set(document.currentScript, JSON.parse(text));
  }
  async function loadData(address) {
    const element = await loadScript(new URL(`${address.href}.js`));
    if (!said.has(element)) throw new Error(`${address}: no data`);
    return said.get(element);
  }
  var SearchInPage = class extends EventTarget {
    #answers;
    /** @param {URL} address of the worker's script */
    constructor(address) {
      super();
      this.#answers = this.#startAnswers(address);
    }
    /** @param {URL} address */
    async #startAnswers(address) {
      await loadScript(address);
      const { okrSearch } = (
        /** @type {{ okrSearch: typeof import("./search/worker.js") }} */
        /** @type {unknown} */
        globalThis
      );
      return new okrSearch.SearchAnswers({
        load: (name) => loadData(new URL(`search/${name}`, root)),
        send: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
        startMaterial: null
      });
    }
    /** @param {any} message */
    async postMessage(message) {
      const answers = await this.#answers;
      answers.takeMessage(message);
    }
  };
  Object.assign(globalThis, {
    okrData: takeData,
    okrOfflineCopy: { loadData },
    Worker: new Proxy(Worker, {
      construct: (target, given) => String(given[0]).includes(WORKER) ? new SearchInPage(new URL(given[0], location.href)) : Reflect.construct(target, given)
    })
  });
})();
