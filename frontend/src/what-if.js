// @ts-check
/**
 * “What if this reaches 80%?”: a button on an objective's page. The numbers of the page stay as they are published; what
 * calculates is loaded once somebody asks, and so are the numbers, from the site's own data.
 */

import { loadScript, makeButton, makeElement, readQuery } from "./page.js";
import { canLoadData, findSiteRoot } from "./site-data.js";
import { findReference } from "./what-if-data.js";
import { translate } from "./words.js";

/** A script of its own, so that no page loads what few readers ask for. */
const SCRIPT = "assets/okr/what-if.js";

/** @typedef {{ okrWhatIf?: typeof import("./what-if-trial.js") }} Loaded */

/**
 * Load what calculates, once.
 *
 * @param {string} root the address of the site
 * @returns {Promise<typeof import("./what-if-trial.js")>}
 */
async function loadTrial(root) {
  const page = /** @type {Loaded} */ (globalThis);
  if (!page.okrWhatIf) await loadScript(new URL(SCRIPT, root));
  if (!page.okrWhatIf) throw new Error("What calculates is another script.");
  return page.okrWhatIf;
}

/** The button that opens and closes it. */
class WhatIfButton {
  #section;
  #root;
  #ref;
  /** @type {{close: () => void} | null} */
  #trial = null;
  #button = makeButton(translate("What if…"), () => this.#toggle(), { class: "okr-whatif__open", "aria-expanded": "false" });

  /**
   * @param {Element} section
   * @param {string} root
   * @param {string} ref
   */
  constructor(section, root, ref) {
    this.#section = section;
    this.#root = root;
    this.#ref = ref;
  }

  start() {
    this.#section.querySelector(".okr-section__head")?.append(this.#button);
    if (readQuery().has("what-if")) this.#toggle();
  }

  #toggle() {
    if (this.#trial) {
      this.#trial.close();
      this.#trial = null;
      this.#button.setAttribute("aria-expanded", "false");
      return;
    }
    this.#button.disabled = true;
    this.#open().catch(() => {
      this.#button.after(makeElement("span", { class: "okr-meta", role: "status" }, translate("The numbers can't be loaded now.")));
    });
  }

  async #open() {
    const { openTrial } = await loadTrial(this.#root);
    this.#trial = await openTrial(this.#section, this.#root, this.#ref);
    this.#button.disabled = false;
    this.#button.setAttribute("aria-expanded", "true");
  }
}

/** Offer it on the page of an objective, where the site's data can be loaded. */
export function startWhatIf() {
  const root = findSiteRoot();
  const section = document.querySelector("#results:has(.okr-krs)");
  if (root === null || !section || !canLoadData()) return;
  const ref = findReference(root, location.href.split(/[?#]/u, 1)[0] ?? "");
  if (ref) new WhatIfButton(section, root, ref).start();
}
