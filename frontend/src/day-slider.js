// @ts-check
/**
 * The goals as of one of several days: a slider above the table that compares them, with how many stood how on that day.
 * The address keeps the day. Without a script the table has all of them beside each other.
 */

import { makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { translate } from "./words.js";

/** @typedef {{ percent: number | null, status: string }} Cell */

/**
 * Read what a cell says: "45%", and a sign with its word.
 *
 * @param {string} text
 * @param {string} status
 * @returns {Cell}
 */
export function readCell(text, status) {
  const match = /(\d+)\s?%/u.exec(text);
  return { percent: match ? Number(match[1]) : null, status };
}

/**
 * Say how many goals stood how on a day, the most frequent first.
 *
 * @param {Cell[]} cells
 */
export function countStatuses(cells) {
  const told = cells.filter((cell) => cell.percent !== null);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { status } of told) if (status) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].toSorted(([, one], [, other]) => other - one).map(([status, count]) => `${count} ${status}`);
  const silent = cells.length - told.length;
  if (silent > 0) parts.push(translate("{number} without a number", { number: silent }));
  return parts.join(", ");
}

/**
 * Say by how many points a goal changed since a day.
 *
 * @param {Cell} before
 * @param {Cell} now
 */
export function describePoints(before, now) {
  if (before.percent === null || now.percent === null) return "";
  const points = now.percent - before.percent;
  return points > 0 ? `+${points}` : String(points).replace("-", "\u2212");
}

/** The slider of one table, whose first column are the goals and whose last one the points. */
class DaySlider {
  #heads;
  #rows;
  #days;
  #points;
  #slider = makeElement("input", { type: "range", min: "0", step: "1" });
  #said = makeElement("span", { role: "status" });
  #all = makeButton(translate("All days"), () => this.#choose(null));

  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.#heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    this.#rows = [...table.rows].filter((row) => row.parentElement !== table.tHead && row.cells.length === this.#heads.length);
    this.#days = this.#heads.slice(1, -1).map((head) => head.textContent ?? "");
    this.#points = this.#rows.map((row) => [...row.cells].at(-1)?.textContent ?? "");
    this.#slider.max = String(this.#days.length - 1);
    this.#slider.value = this.#slider.max;
    this.#slider.addEventListener("input", () => this.#choose(this.#slider.valueAsNumber));
  }

  /** @param {Element} place before which it is put */
  start(place) {
    const label = makeElement("label", {}, translate("As of"), " ", this.#slider);
    place.before(makeElement("div", { class: "okr-tools okr-days" }, label, this.#said, this.#all));
    const day = this.#days.indexOf(readQuery().get("day") ?? "");
    this.#show(day < 0 ? null : day);
  }

  /** @param {number | null} day */
  #choose(day) {
    const query = readQuery();
    if (day === null) query.delete("day");
    else query.set("day", this.#days[day] ?? "");
    history.replaceState(history.state, "", makeAddress(query));
    this.#show(day);
  }

  /** @param {number | null} day null: all of them */
  #show(day) {
    const last = this.#days.length - 1;
    this.#slider.value = String(day ?? last);
    const name = day === null ? translate("all days") : (this.#days[day] ?? "");
    this.#slider.setAttribute("aria-valuetext", name);
    showColumn(this.#heads, day);
    const head = this.#heads.at(-1);
    if (head) head.textContent = day === null ? translate("Points") : translate("Points since");
    for (const [place, row] of this.#rows.entries()) {
      showColumn([...row.cells], day);
      const since = day === null ? this.#points[place] : describePoints(readColumn(row, day), readColumn(row, last));
      const points = [...row.cells].at(-1);
      if (points) points.textContent = since ?? "";
    }
    // All of them are named by the button, which is off then.
    this.#said.textContent = day === null ? "" : `${name}: ${countStatuses(this.#rows.map((row) => readColumn(row, day)))}`;
    this.#all.disabled = day === null;
  }
}

/**
 * Show of a row the first cell, the last one and that of a day.
 *
 * @param {HTMLTableCellElement[]} cells
 * @param {number | null} day null: all of them
 */
function showColumn(cells, day) {
  for (const [column, cell] of cells.slice(0, -1).entries()) cell.hidden = day !== null && column > 0 && column !== day + 1;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} day
 */
function readColumn(row, day) {
  const cell = row.cells[day + 1];
  return readCell(cell?.textContent ?? "", cell?.querySelector(".okr-sign")?.textContent ?? "");
}

/** Put a slider above the table of compared days. */
export function startDaySlider() {
  const table = document.querySelector("[data-days] > table");
  if (table instanceof HTMLTableElement && table.parentElement) new DaySlider(table).start(table.parentElement);
}
