// @ts-check
/**
 * “What if this reaches 80%?”: a button on an objective's page. The numbers of the page stay as they are published; what
 * is calculated with is fetched from the site's own data, once somebody asks.
 */

import { makeButton, makeElement, readQuery } from "./page.js";
import { fetchObjectives, findReference, loadLineage } from "./what-if-data.js";
import { Trial } from "./what-if-trial.js";

/** The button that opens and closes it. */
class WhatIfButton {
  #section;
  #root;
  #ref;
  /** @type {Trial | null} */
  #trial = null;
  #button = makeButton("What if…", () => this.#toggle(), { class: "okr-whatif__open", "aria-expanded": "false" });

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
    const heading = this.#section.querySelector("h2");
    const head = makeElement("div", { class: "okr-section__head" });
    heading?.replaceWith(head);
    head.append(heading ?? "", this.#button);
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
      this.#button.after(makeElement("span", { class: "okr-meta", role: "status" }, "The numbers can't be loaded now."));
    });
  }

  async #open() {
    const lineage = await loadLineage(this.#ref, (unit, cycle) => fetchObjectives(this.#root, unit, cycle));
    const objective = lineage.get(this.#ref);
    if (!objective) throw new Error(`No data of ${this.#ref}.`);
    this.#trial = new Trial(this.#section, this.#root, objective, lineage);
    this.#trial.open();
    this.#button.disabled = false;
    this.#button.setAttribute("aria-expanded", "true");
  }
}

/** Offer it on the page of an objective; where a site is opened as files, nothing can be fetched. */
export function startWhatIf() {
  const data = document.querySelector(".okr-source a[href$='data/okr.json']");
  const section = document.querySelector("#results:has(.okr-krs)");
  if (!(data instanceof HTMLAnchorElement) || !section || !/^https?:$/u.test(location.protocol)) return;
  const root = new URL("../", data.href).href;
  const ref = findReference(root, location.origin + location.pathname);
  if (ref) new WhatIfButton(section, root, ref).start();
}
