// @ts-check
/** A page as of another day: which of its places say how something stands, and of what. */

import { isGoal } from "./other-days-data.js";
import { showOnMap } from "./other-days-map.js";
import { Exchange, makeSign, showNumber, showStanding, writePercent } from "./other-days-page.js";
import { makeElement } from "./page.js";

/** @typedef {import("./other-days-data.js").KnownDay} KnownDay */

/** What is about an objective, by its first link to one. */
const GOALS = ".okr-row, .okr-goal, .okr-carry__head, .okr-card, .okr-links > li";

/** A page that is shown as of a day. */
export class DayPage {
  #exchange = new Exchange();
  #okr;
  #page;

  /** @param {Element} okr what of the page is okrsite's */
  constructor(okr) {
    this.#okr = okr;
    this.#page = location.href;
  }

  /** @param {KnownDay | null} day null: today */
  show(day) {
    this.#exchange.undo();
    this.#okr.classList.toggle("okr--past", day !== null);
    if (!day) return;
    this.#showOwnNumbers(day);
    for (const place of this.#okr.querySelectorAll(GOALS)) this.#showGoal(day, place);
    for (const row of this.#okr.querySelectorAll(".okr-teams > li")) this.#showUnit(day, row);
    for (const card of this.#okr.querySelectorAll("a.okr-node")) this.#showCard(day, card);
    for (const entry of this.#okr.querySelectorAll(".okr-feed > li")) {
      const told = entry.querySelector("time")?.getAttribute("datetime") ?? "";
      if (told > day.day) this.#exchange.setAttribute(entry, "hidden", "");
    }
  }

  /** @param {KnownDay} day */
  #showOwnNumbers(day) {
    const own = day.shorten(this.#page) ?? "";
    const head = this.#okr.querySelector(".okr-head");
    const figure = this.#okr.querySelector(":is(.okr-unitbar, .okr-lead--cycle) .okr-goal__figure");
    if (isGoal(own)) {
      const standing = day.getGoal(own);
      if (head) showStanding(this.#exchange, head, standing);
      if (figure?.parentElement) showStanding(this.#exchange, figure.parentElement, standing);
      this.#showResults(day, own, this.#okr);
    } else if (figure) {
      const mean = day.getMean(own);
      showNumber(this.#exchange, figure, { progress: mean?.page ?? null, expected: null });
    }
  }

  /**
   * @param {KnownDay} day
   * @param {Element} place
   */
  #showGoal(day, place) {
    const links = [...place.querySelectorAll("a")].map((link) => day.shorten(link.href));
    const page = links.find((address) => address !== null && isGoal(address));
    if (!page) return;
    showStanding(this.#exchange, place, day.getGoal(page));
    if (!place.matches(".okr-links > li, .okr-carry__head")) this.#showResults(day, page, place);
  }

  /**
   * Show the key results of an objective: rows have their values in order, lines and figures know them by their anchors.
   *
   * @param {KnownDay} day
   * @param {string} page
   * @param {Element} place
   */
  #showResults(day, page, place) {
    const results = day.getResults(page);
    if (place.matches(".okr-row")) {
      const values = place.querySelectorAll(".okr-row__krs > span > i");
      for (const [order, { words }] of [...results.values()].entries()) this.#exchange.write(values[order], words);
    }
    for (const [anchor, standing] of results) {
      const key = CSS.escape(anchor);
      this.#exchange.write(place.querySelector(`.okr-plain > [id="${key}"] > .okr-num`), standing.words);
      const line = place.querySelector(`:is(.okr-goal__krs, .okr-krs) > li:has(> b > a[href$="#why-${key}"])`);
      if (line) this.#showResult(line, standing);
    }
  }

  /**
   * @param {Element} line
   * @param {import("./other-days-page.js").Standing} standing
   */
  #showResult(line, standing) {
    showNumber(this.#exchange, line, standing);
    const sum = line.querySelector(".okr-krs__sum, .okr-meta");
    if (!sum) return;
    const made = /** @type {Element} */ (sum.cloneNode(false));
    made.append(makeSign(standing.status), makeElement("span", {}, standing.words));
    this.#exchange.replace(sum, made);
  }

  /**
   * @param {KnownDay} day
   * @param {Element} row
   */
  #showUnit(day, row) {
    const link = row.querySelector("a[href]");
    const page = link instanceof HTMLAnchorElement ? day.shorten(link.href) : null;
    const mean = page === null ? null : day.getMean(page);
    this.#exchange.write(row.querySelector(":scope > b"), writePercent(mean?.listed ?? null));
    this.#exchange.replace(
      row.querySelector(".okr-teams__marks"),
      makeElement("span", { class: "okr-teams__marks" }, ...(mean?.statuses ?? []).map((status) => makeSign(status))),
    );
  }

  /**
   * @param {KnownDay} day
   * @param {Element} card
   */
  #showCard(day, card) {
    const href = card.getAttribute("href");
    const page = href === null ? null : day.shorten(new URL(href, this.#page).href);
    if (page !== null && isGoal(page)) showOnMap(this.#exchange, card, day.getGoal(page), day.words);
  }
}
