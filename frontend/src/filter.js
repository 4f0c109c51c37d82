// @ts-check
/**
 * The controls that choose what a map shows: the legend with checkboxes, and a choice each of team, level, owner, tag and
 * cycle. The address remembers what is chosen.
 */

import { makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { CHOICE_NAMES, CHOICES, countObjectives, listChoices, markVisible } from "./wanted.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./wanted.js").ChoiceName} ChoiceName */

/** The two legends: statuses of cards, kinds of links. */
const LEGENDS = /** @type {const} */ (["status", "kind"]);

/** The filter of a map, whichever drawings stand in its place. */
export class Filter {
  #onChange;
  /** @type {Drawing[]} */
  #drawings = [];
  /** @type {Record<typeof LEGENDS[number], HTMLInputElement[]>} */
  #checkboxes = { status: [], kind: [] };
  /** @type {Map<ChoiceName, HTMLSelectElement>} */
  #selects = new Map();
  #fields = makeElement("span", { class: "okr-filters" });
  #count = makeElement("span", { class: "okr-tools__count", role: "status" });
  #showAll = makeButton("Show all", () => this.reset());

  /**
   * @param {Element | null} legends
   * @param {() => void} onChange called when somebody has chosen something
   */
  constructor(legends, onChange) {
    this.#onChange = onChange;
    for (const chip of legends?.querySelectorAll("li.okr-chip") ?? []) this.#addCheckbox(chip);
  }

  /** Whether anything is hidden. */
  get isFiltering() {
    return !this.#showAll.hidden;
  }

  /**
   * Filter these drawings from now on, as the address says.
   *
   * @param {Drawing[]} drawings
   */
  use(drawings) {
    this.#drawings = drawings;
    this.#selects.clear();
    for (const name of CHOICE_NAMES) this.#addSelect(name);
    const labels = [...this.#selects].map(([name, select]) =>
      makeElement("label", { class: "okr-filter" }, `${CHOICES[name]} `, select),
    );
    this.#fields.replaceChildren(...labels);
    this.readAddress();
  }

  /** Take what is chosen from the address. */
  readAddress() {
    const query = readQuery();
    for (const name of LEGENDS) {
      const wanted = query.get(name)?.split(",");
      for (const input of this.#checkboxes[name]) input.checked = !wanted || wanted.includes(input.value);
    }
    for (const [name, select] of this.#selects) {
      const wanted = query.get(name) ?? "";
      select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
    }
    this.#apply();
  }

  /** Show everything. */
  reset() {
    for (const name of LEGENDS) {
      for (const input of this.#checkboxes[name]) input.checked = true;
    }
    for (const select of this.#selects.values()) select.value = "";
    this.#choose();
  }

  /** Make what stands above the map. The checkboxes stand in the legend. */
  makeControls() {
    // On a narrow screen the choices would push the map out of sight: there they are opened by a button.
    const open = makeButton(
      "Filter",
      () => open.setAttribute("aria-expanded", String(open.getAttribute("aria-expanded") !== "true")),
      { class: "okr-tools__button okr-tools__open", "aria-expanded": "false" },
    );
    return [open, this.#fields, this.#showAll, this.#count];
  }

  /**
   * Turn an entry of the legend into a checkbox.
   *
   * @param {Element} chip
   */
  #addCheckbox(chip) {
    const line = chip.querySelector("[class^='okr-edgekey--']");
    const sign = line ?? chip.querySelector("[class^='is-']");
    if (!sign) return;
    const [value = ""] = (sign.getAttribute("class") ?? "").replace(/^(okr-edgekey--|is-)/u, "").split(" ");
    const input = makeElement("input", { type: "checkbox", value });
    input.checked = true;
    input.addEventListener("change", () => this.#choose());
    const label = makeElement("label", { class: chip.className }, input, ...chip.childNodes);
    chip.className = "";
    chip.append(label);
    this.#checkboxes[line ? "kind" : "status"].push(input);
  }

  /**
   * Offer what the cards have, if that is a choice.
   *
   * @param {ChoiceName} name
   */
  #addSelect(name) {
    const choices = listChoices(this.#cards, name);
    if (choices.length < 2) return;
    const options = choices.map(([value, title]) => new Option(title, value));
    const select = makeElement("select", {}, new Option("all", ""), ...options);
    select.addEventListener("change", () => this.#choose());
    this.#selects.set(name, select);
  }

  get #cards() {
    return this.#drawings.flatMap((drawing) => drawing.graph.cards);
  }

  #choose() {
    history.replaceState(history.state, "", makeAddress(this.#writeQuery()));
    this.#apply();
    this.#onChange();
  }

  /** Show what is chosen. */
  #apply() {
    const wanted = {
      hiddenStatuses: this.#listUnchecked("status"),
      hiddenKinds: this.#listUnchecked("kind"),
      chosen: Object.fromEntries([...this.#selects].map(([name, select]) => [name, select.value])),
    };
    for (const drawing of this.#drawings) {
      markVisible(drawing.graph, wanted);
      drawing.drawVisible();
    }
    const all = countObjectives(this.#cards);
    const shown = countObjectives(this.#cards.filter((card) => card.visible));
    this.#count.textContent = shown < all ? `${shown} of ${all} shown` : "";
    this.#showAll.hidden =
      wanted.hiddenStatuses.size + wanted.hiddenKinds.size === 0 && !Object.values(wanted.chosen).some(Boolean);
  }

  /** @param {typeof LEGENDS[number]} name */
  #listUnchecked(name) {
    return new Set(this.#checkboxes[name].filter((input) => !input.checked).map((input) => input.value));
  }

  /** Return the query of the address with what is chosen; the rest of it stays as it is. */
  #writeQuery() {
    const query = readQuery();
    for (const name of LEGENDS) {
      const checked = this.#checkboxes[name].filter((input) => input.checked);
      const isPart = checked.length < this.#checkboxes[name].length;
      if (isPart) query.set(name, checked.map((input) => input.value).join(","));
      else query.delete(name);
    }
    for (const [name, select] of this.#selects) {
      if (select.value) query.set(name, select.value);
      else query.delete(name);
    }
    return query;
  }
}
