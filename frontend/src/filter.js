// @ts-check
/**
 * The controls that choose what a map shows: the legend with checkboxes, and a choice each of team, level, owner, tag and
 * cycle. The address remembers what is chosen.
 */

import { Choices } from "./choices.js";
import { makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { makeFilterButton } from "./toolbar.js";
import { CHOICE_NAMES, countObjectives, listChoices, markVisible, nameChoices } from "./wanted.js";
import { translate } from "./words.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */

/** The two legends: statuses of cards, kinds of links. */
const LEGENDS = /** @type {const} */ (["status", "kind"]);

/** The filter of a map, whichever drawings stand in its place. */
export class Filter {
  #onChange;
  /** @type {Drawing[]} */
  #drawings = [];
  /** @type {Record<typeof LEGENDS[number], HTMLInputElement[]>} */
  #checkboxes = { status: [], kind: [] };
  #choices = new Choices(() => this.#choose());
  #fields = makeElement("span", { class: "okr-filters" });
  #count = makeElement("span", { class: "okr-tools__count", role: "status" });
  #showAll = makeButton(translate("Show all"), () => this.reset());

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
    this.#choices.clear();
    for (const name of CHOICE_NAMES) this.#choices.add(name, listChoices(this.#cards, name));
    this.#fields.replaceChildren(...this.#choices.makeLabels(nameChoices()));
    this.readAddress();
  }

  /** Take what is chosen from the address. */
  readAddress() {
    const query = readQuery();
    for (const name of LEGENDS) {
      const wanted = query.get(name)?.split(",");
      for (const input of this.#checkboxes[name]) input.checked = !wanted || wanted.includes(input.value);
    }
    this.#choices.readAddress();
    this.#apply();
  }

  /** Show everything. */
  reset() {
    for (const name of LEGENDS) {
      for (const input of this.#checkboxes[name]) input.checked = true;
    }
    this.#choices.reset();
    this.#choose();
  }

  /** Make what stands above the map. The checkboxes stand in the legend. */
  makeControls() {
    return [makeFilterButton(), this.#fields, this.#showAll, this.#count];
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
      chosen: this.#choices.chosen,
    };
    for (const drawing of this.#drawings) {
      markVisible(drawing.graph, wanted);
      drawing.drawVisible();
    }
    const all = countObjectives(this.#cards);
    const shown = countObjectives(this.#cards.filter((card) => card.visible));
    this.#count.textContent = shown < all ? translate("{shown} of {all} shown", { shown, all }) : "";
    this.#showAll.hidden =
      wanted.hiddenStatuses.size + wanted.hiddenKinds.size === 0 && !this.#choices.isChosen;
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
    this.#choices.writeTo(query);
    return query;
  }
}
