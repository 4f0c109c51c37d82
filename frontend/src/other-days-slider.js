// @ts-check
/** The slider that shows a page as of another day. */

import { KnownDay } from "./other-days-data.js";
import { DayPage } from "./other-days-view.js";
import { makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { loadData } from "./site-data.js";
import { translate } from "./words.js";

/** @typedef {import("./other-days-data.js").DaysFile} DaysFile */

const QUERY = "as-of";

/** The slider of a page. */
class DayControl {
  #file;
  #root;
  #shown;
  #slider = makeElement("input", { type: "range", min: "0", step: "1" });
  #said = makeElement("b", { role: "status" });
  #today = makeButton(translate("Today"), () => this.#choose(this.#last));
  element;

  /**
   * @param {DaysFile} file
   * @param {string} root the address of the site
   * @param {Element} okr
   */
  constructor(file, root, okr) {
    this.#file = file;
    this.#root = root;
    this.#shown = new DayPage(okr);
    this.#slider.max = String(this.#last);
    this.#slider.addEventListener("input", () => this.#choose(this.#slider.valueAsNumber));
    const label = makeElement("label", {}, translate("As of"), " ", this.#slider);
    this.element = makeElement(
      "section",
      { class: "okr-tools okr-days okr-days--page", "aria-label": translate("As of another day") },
      label,
      this.#said,
      this.#today,
      makeElement(
        "p",
        { class: "okr-meta" },
        translate("Progress, statuses and values as of that day, against the targets and links of today. What isn't known of it is left out."),
      ),
    );
    document.addEventListener("click", (event) => this.#keepDay(event));
    document.addEventListener("auxclick", (event) => this.#keepDay(event));
  }

  get #last() {
    return this.#file.days.length - 1;
  }

  /** Show the day of the address, else the one before today. */
  start() {
    const asked = this.#file.days.findIndex(({ day }) => day === readQuery().get(QUERY));
    this.#choose(asked < 0 ? Math.max(0, this.#last - 1) : asked);
  }

  focus() {
    this.#slider.focus();
  }

  /** @param {number} place */
  #choose(place) {
    const query = readQuery();
    const day = place < this.#last ? new KnownDay(this.#file, place, this.#root) : null;
    if (day) query.set(QUERY, day.day);
    else query.delete(QUERY);
    history.replaceState(history.state, "", makeAddress(query));
    this.#slider.value = String(place);
    const words = day ? day.words : translate("today");
    this.#slider.setAttribute("aria-valuetext", words);
    this.#said.textContent = words;
    this.#today.disabled = !day;
    this.#shown.show(day);
  }

  /**
   * Let a link that is followed lead to the page of the same day.
   *
   * @param {Event} event
   */
  #keepDay(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const day = readQuery().get(QUERY);
    const href = link?.getAttribute("href");
    if (!link || !href || href.startsWith("#") || day === null || link.hasAttribute("download")) return;
    const address = new URL(href, location.href);
    if (!address.href.startsWith(this.#root) || address.searchParams.has(QUERY)) return;
    address.searchParams.set(QUERY, day);
    link.setAttribute("href", address.href);
  }
}

/** @type {DayControl | null} */
let opened = null;

/**
 * Open the slider of the page.
 *
 * @param {HTMLAnchorElement} link below whose line it stands
 * @param {string} root the address of the site
 */
export async function openSlider(link, root) {
  const okr = link.closest(".okr");
  if (!okr) throw new Error("No page of okrsite.");
  if (opened) {
    opened.focus();
    return;
  }
  const file = await loadData(new URL("changes/days.json", root));
  opened = new DayControl(file, root, okr);
  link.closest(".okr-topline")?.after(opened.element);
  opened.start();
  link.hidden = true;
}
