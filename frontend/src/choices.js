// @ts-check
/** Select elements, each for one thing that can be chosen; the address of the page remembers what is. */

import { makeElement, readQuery } from "./page.js";
import { translate } from "./words.js";

/** The choices that a filter offers, by the names that they have in the address. */
export class Choices {
  #onChoose;
  /** @type {Map<string, HTMLSelectElement>} */
  #selects = new Map();

  /** @param {() => void} onChoose called when somebody has chosen something */
  constructor(onChoose) {
    this.#onChoose = onChoose;
  }

  /** Offer nothing any more. */
  clear() {
    this.#selects.clear();
  }

  /**
   * Offer values, if there are several to choose from.
   *
   * @param {string} name
   * @param {Iterable<[string, string]>} values each with its title
   */
  add(name, values) {
    const options = Array.from(values, ([value, title]) => new Option(title, value));
    if (options.length < 2) return;
    const select = makeElement("select", {}, new Option(translate("all"), ""), ...options);
    select.addEventListener("change", () => this.#onChoose());
    this.#selects.set(name, select);
  }

  /**
   * Make what stands on the page, each select with its label.
   *
   * @param {Record<string, string>} titles
   */
  makeLabels(titles) {
    return Array.from(this.#selects, ([name, select]) =>
      makeElement("label", { class: "okr-filter" }, `${titles[name]} `, select),
    );
  }

  /** What is chosen, by name; an empty text where it is everything. */
  get chosen() {
    return Object.fromEntries(Array.from(this.#selects, ([name, select]) => [name, select.value]));
  }

  /** Whether anything is chosen. */
  get isChosen() {
    return Object.values(this.chosen).some(Boolean);
  }

  /** Take what is chosen from the address; what is unknown chooses nothing. */
  readAddress() {
    const query = readQuery();
    for (const [name, select] of this.#selects) {
      const wanted = query.get(name) ?? "";
      select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
    }
  }

  /**
   * Write what is chosen into a query; the rest of it stays as it is.
   *
   * @param {URLSearchParams} query
   */
  writeTo(query) {
    for (const [name, value] of Object.entries(this.chosen)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
  }

  /** Choose everything. */
  reset() {
    for (const select of this.#selects.values()) select.value = "";
  }
}
