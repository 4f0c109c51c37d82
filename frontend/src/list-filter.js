// @ts-check
/**
 * Controls above a list of objectives: a choice each of team, status, owner and cycle, with how many there are of each,
 * and what is listed as CSV or JSON. The address remembers what is chosen. The list itself is on the page without it.
 */

import { Choices } from "./choices.js";
import { makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { makeFilterButton } from "./toolbar.js";
import { compareNames, translate } from "./words.js";

/** @typedef {"team" | "status" | "owner" | "cycle"} FacetName */
/** @typedef {Record<FacetName, string>} Facets */
/** @typedef {{element: HTMLElement, facets: Facets, title: string, address: string, progress: string, note: string}} Row */

/** @type {FacetName[]} */
const NAMES = ["team", "status", "owner", "cycle"];

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

/** The filter of one list. */
class ListFilter {
  #list;
  #rows;
  #choices = new Choices(() => this.#choose());
  #count = makeElement("span", { class: "okr-tools__count", role: "status" });
  #showAll = makeButton(translate("Show all"), () => this.#reset());

  /**
   * @param {HTMLElement} list
   * @param {Row[]} rows
   */
  constructor(list, rows) {
    this.#list = list;
    this.#rows = rows;
    for (const name of NAMES) {
      const counts = [...countValues(rows.map((row) => row.facets[name]))];
      this.#choices.add(name, counts.map(([value, number]) => [value, `${value} (${number})`]));
    }
  }

  start() {
    const downloads = makeElement(
      "span",
      { class: "okr-tools__zoom", role: "group", "aria-label": translate("This list as a file") },
      makeButton("CSV", () => this.#download("csv", "text/csv", formatCsv(this.#shownRows))),
      makeButton("JSON", () => this.#download("json", "application/json", formatJson(this.#shownRows))),
    );
    const labels = this.#choices.makeLabels({
      team: translate("Team"),
      status: translate("Status"),
      owner: translate("Owner"),
      cycle: translate("Cycle"),
    });
    const fields = makeElement("span", { class: "okr-filters" }, ...labels);
    const controls = [makeFilterButton(), fields, this.#count, this.#showAll, downloads];
    this.#list.before(makeElement("div", { class: "okr-tools" }, ...controls));
    window.addEventListener("popstate", () => this.#readAddress());
    this.#readAddress();
  }

  get #shownRows() {
    return this.#rows.filter((row) => !row.element.hidden);
  }

  /** Take what is chosen from the address. */
  #readAddress() {
    this.#choices.readAddress();
    this.#apply();
  }

  #reset() {
    this.#choices.reset();
    this.#choose();
  }

  /** Show what is chosen, and have the address say it. */
  #choose() {
    const query = readQuery();
    this.#choices.writeTo(query);
    history.replaceState(history.state, "", makeAddress(query));
    this.#apply();
  }

  #apply() {
    const chosen = Object.entries(this.#choices.chosen);
    for (const { element, facets } of this.#rows) {
      element.hidden = chosen.some(([name, value]) => value && facets[/** @type {FacetName} */ (name)] !== value);
    }
    // A heading above nothing says nothing.
    for (const group of this.#list.querySelectorAll(".okr-rows")) {
      const isEmpty = [...group.children].every((row) => row instanceof HTMLElement && row.hidden);
      const heading = group.previousElementSibling;
      if (group instanceof HTMLElement) group.hidden = isEmpty;
      if (heading instanceof HTMLElement && heading.matches(".okr-group")) heading.hidden = isEmpty;
    }
    const shown = this.#shownRows.length;
    const all = this.#rows.length;
    this.#count.textContent = describeCount(shown, all);
    this.#showAll.hidden = !this.#choices.isChosen;
  }

  /**
   * @param {string} suffix
   * @param {string} type
   * @param {string} text
   */
  #download(suffix, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    makeElement("a", { href: address, download: `${this.#list.dataset.list}.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(address));
  }
}

/** Put the controls above each list of the page that can be filtered: one that is short is seen whole, and isn't marked. */
export function startListFilters() {
  for (const list of document.querySelectorAll("[data-list]")) {
    new ListFilter(/** @type {HTMLElement} */ (list), readRows(list)).start();
  }
}

/**
 * Read the objectives that a list has right below its headings.
 *
 * @param {Element} list
 * @returns {Row[]}
 */
function readRows(list) {
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".okr-rows > li")]);
  return rows.filter((row) => !row.parentElement?.closest("li")).map((row) => readRow(row));
}

/**
 * @param {HTMLElement} element
 * @returns {Row}
 */
function readRow(element) {
  const link = /** @type {HTMLAnchorElement | null} */ (element.querySelector(".okr-row__t"));
  return {
    element,
    facets: {
      team: readText(element, ".okr-row__team"),
      status: readText(element, "[class^=okr-status--]"),
      owner: element.dataset.owner ?? "",
      cycle: readCycle(element),
    },
    title: readText(element, ".okr-row__t"),
    address: link ? link.href : "",
    progress: readText(element, ".okr-progress b"),
    note: readText(element, ".okr-meta"),
  };
}

/**
 * Return the cycle that stands above a row, empty where the list isn't one of cycles.
 *
 * @param {HTMLElement} row
 */
function readCycle(row) {
  const heading = row.closest("[data-groups=cycle] .okr-rows")?.previousElementSibling;
  return (heading?.firstChild?.textContent ?? "").trim();
}

/**
 * @param {Element} element
 * @param {string} selector
 */
function readText(element, selector) {
  return (element.querySelector(selector)?.textContent ?? "").trim();
}

/**
 * Say how many of a list are shown.
 *
 * @param {number} shown
 * @param {number} all
 */
export function describeCount(shown, all) {
  return shown === all ? translate("{number} listed", { number: all }) : translate("{shown} of {all} listed", { shown, all });
}

/**
 * Count values, the empty one left out; as they are sorted.
 *
 * @param {string[]} values
 */
export function countValues(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].toSorted(([one], [other]) => compareNames(one, other)));
}

/**
 * What a row is called in a file, and what it says.
 *
 * @param {Row} row
 * @returns {Record<string, string>}
 */
function describeRow({ title, facets, progress, note, address }) {
  return { title, ...facets, progress, note, address };
}

/**
 * Write rows as a table for spreadsheets; no cell is a formula.
 *
 * @param {Row[]} rows
 */
export function formatCsv(rows) {
  const described = rows.map((row) => describeRow(row));
  const names = Object.keys(described[0] ?? {}).filter((name) => described.some((row) => row[name]));
  const lines = [names, ...described.map((row) => names.map((name) => row[name] ?? ""))];
  return lines.map((cells) => `${cells.map((cell) => formatCell(cell)).join(",")}\r\n`).join("");
}

/** @param {string} text */
function formatCell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {Row[]} rows */
export function formatJson(rows) {
  return `${JSON.stringify(rows.map((row) => describeRow(row)), null, 2)}\n`;
}
