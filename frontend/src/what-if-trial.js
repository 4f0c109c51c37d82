// @ts-check
/**
 * What is tried on an objective: the controls at its key results, and below them what would become of its number and of
 * those of all goals above it. The address keeps what is tried.
 */

import { makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { makeControl } from "./what-if-controls.js";
import { ObjectiveFiles, loadLineage } from "./what-if-data.js";
import { WhatIf } from "./what-if-numbers.js";
import { describeChange, describeObjective, describeWord, formatPercent, listUnitMeans, makeEntry } from "./what-if-results.js";
import { WhatIfStatus } from "./what-if-status.js";
import { canMove, findPublished, readMoved, writeMoved, writeValue } from "./what-if-values.js";
import { translate } from "./words.js";

/** @typedef {import("./what-if-numbers.js").Objective} Objective */
/** @typedef {import("./what-if-numbers.js").KeyResult} KeyResult */
/** @typedef {import("./what-if-numbers.js").Value} Value */

const TITLE_ID = "what-if-title";

/** What is tried on one objective. */
class Trial {
  #section;
  #root;
  #objective;
  #lineage;
  #files;
  /** @type {Map<string, Value>} */
  #moved = new Map();
  /** @type {Map<string, import("./what-if-controls.js").Control>} */
  #controls = new Map();
  #said = makeElement("p", { role: "status" });
  #list = makeElement("ul");
  #units = makeElement("p", { class: "okr-whatif__units okr-meta" });
  #reset = makeButton(translate("Reset"), () => this.#take(new Map()));
  #panel;

  /**
   * @param {Element} section where the key results stand
   * @param {string} root the address of the site
   * @param {{objective: Objective, lineage: ReadonlyMap<string, Objective>, files: ObjectiveFiles}} found the objective, with all above it, and the files from which they were loaded
   */
  constructor(section, root, { objective, lineage, files }) {
    this.#section = section;
    this.#root = root;
    this.#objective = objective;
    this.#lineage = lineage;
    this.#files = files;
    this.#panel = makeElement(
      "section",
      { class: "okr-whatif", "aria-labelledby": TITLE_ID },
      makeElement("h3", { id: TITLE_ID }, translate("What if"), makeElement("i", {}, translate("not the published numbers"))),
      this.#said,
      this.#list,
      this.#units,
      makeElement("p", { class: "okr-whatif__foot okr-meta" }, this.#reset, translate("The address of this page keeps what you try, so it can be sent.")),
    );
  }

  get keyResults() {
    return this.#objective.key_results.filter((keyResult) => canMove(keyResult));
  }

  /** Show the controls and what follows from them. */
  open() {
    for (const keyResult of this.keyResults) {
      const line = document.querySelector(`#${CSS.escape(`${this.#objective.id}_${keyResult.id}`)} > .okr-krs__what`);
      const control = makeControl(keyResult, (value) => this.#move(keyResult, value));
      this.#controls.set(keyResult.ref, control);
      line?.append(control.element);
    }
    this.#section.append(this.#panel);
    this.#take(readMoved(readQuery(), this.keyResults));
  }

  /** Take all of it away, and what was tried. */
  close() {
    this.#take(new Map());
    for (const control of this.#controls.values()) control.element.remove();
    this.#panel.remove();
  }

  /**
   * @param {KeyResult} keyResult
   * @param {Value | null} value null: where it is published
   */
  #move(keyResult, value) {
    const published = findPublished(keyResult);
    const isSame = value === null || (published !== null && writeValue(value) === writeValue(published));
    const moved = new Map(this.#moved);
    if (isSame) moved.delete(keyResult.ref);
    else moved.set(keyResult.ref, value);
    this.#take(moved);
  }

  /** @param {Map<string, Value>} moved */
  #take(moved) {
    this.#moved = moved;
    const query = readQuery();
    writeMoved(query, moved);
    history.replaceState(history.state, "", makeAddress(query));
    this.#tell();
  }

  #tell() {
    const numbers = new WhatIf(this.#lineage, this.#moved);
    for (const [moved, control] of this.#controls) {
      control.show(this.#moved.get(moved) ?? null, formatPercent(numbers.getKeyResult(moved).progress));
    }
    const { ref, progress } = this.#objective;
    const { rules } = this.#files;
    const status = rules && new WhatIfStatus(this.#lineage, numbers, rules);
    const word = describeWord(this.#objective, status);
    const change = describeChange(formatPercent(progress), formatPercent(numbers.getProgress(ref)));
    const goals = [...this.#lineage.values()].filter((one) => one.ref !== ref);
    const isMoved = this.#moved.size > 0;
    this.#said.textContent = isMoved
      ? describeObjective(change, word, goals.length > 0)
      : translate("Move a key result to see what would become of this objective and of the goals above it.");
    this.#reset.disabled = !isMoved;
    const entries = goals.map((goal) => makeEntry(goal, numbers, describeWord(goal, status), new URL(goal.url, this.#root).href));
    this.#list.replaceChildren(...(isMoved ? entries : []));
    const means = listUnitMeans(this.#files.loaded, this.#lineage, numbers);
    this.#units.textContent = isMoved && means.length > 0 ? translate("Means of units: {means}.", { means: means.join("; ") }) : "";
  }
}

/**
 * Open the trial of an objective; its numbers are those of the site's data.
 *
 * @param {Element} section where its key results stand
 * @param {string} root the address of the site
 * @param {string} ref
 * @returns {Promise<{close: () => void}>}
 */
export async function openTrial(section, root, ref) {
  const files = new ObjectiveFiles(root);
  const lineage = await loadLineage(ref, (unit, cycle) => files.load(unit, cycle));
  const objective = lineage.get(ref);
  if (!objective) throw new Error(`No data of ${ref}.`);
  const trial = new Trial(section, root, { objective, lineage, files });
  trial.open();
  return trial;
}
