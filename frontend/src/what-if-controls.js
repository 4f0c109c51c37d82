// @ts-check
/** What a key result is moved by: a slider with a number, a choice, or a box for each of its steps. */

import { nameLevel } from "./named-words.js";
import { makeElement } from "./page.js";
import { LEVEL_NAMES, chooseScale, findPublished } from "./what-if-values.js";
import { translate } from "./words.js";

/** @typedef {import("./what-if-numbers.js").KeyResult} KeyResult */
/** @typedef {import("./what-if-numbers.js").Value} Value */
/** @typedef {{element: HTMLElement, show: (value: Value | null, worth: string) => void}} Control shows a value, and what it is worth */

/**
 * Make the control of a key result.
 *
 * @param {KeyResult} keyResult
 * @param {(value: Value | null) => void} onMove null: where it is published
 * @returns {Control}
 */
export function makeControl(keyResult, onMove) {
  const parts = choosePart(keyResult)(keyResult, onMove);
  const { label, legend } = nameControl(keyResult);
  const name = { class: "okr-whatif__control", "aria-label": label };
  const output = makeElement("b");
  const element = makeElement("fieldset", name, makeElement("legend", {}, legend), ...parts.elements, output);
  /** @type {Control["show"]} */
  const show = (value, worth) => {
    element.classList.toggle("is-moved", value !== null);
    output.textContent = value === null ? "" : `= ${worth}`;
    parts.show(value ?? findPublished(keyResult));
  };
  return { element, show };
}

/**
 * Say what a control tries, alone and below its key result; the value stands behind it.
 *
 * @param {Pick<KeyResult, "kind" | "title">} keyResult
 */
export function nameControl({ kind, title }) {
  return kind === "milestones"
    ? { label: translate("What if “{title}” has reached", { title }), legend: translate("What if it has reached") }
    : { label: translate("What if “{title}” reaches", { title }), legend: translate("What if it reaches") };
}

/** @param {KeyResult} keyResult */
function choosePart({ kind }) {
  if (kind === "milestones") return makeBoxes;
  return kind === "levels" || kind === "yes-no" ? makeChoice : makeSlider;
}

/**
 * @param {KeyResult} keyResult
 * @param {(value: Value | null) => void} onMove
 */
function makeSlider(keyResult, onMove) {
  const { min, max, step } = chooseScale(keyResult);
  const scale = { min: String(min), max: String(max), step: String(step) };
  const slider = makeElement("input", { type: "range", "aria-label": translate("Value, by a slider"), ...scale });
  const number = makeElement("input", { type: "number", step: "any", "aria-label": translate("Value"), inputmode: "decimal" });
  const unit = makeElement("span", {}, keyResult.unit);
  slider.addEventListener("input", () => onMove(slider.valueAsNumber));
  number.addEventListener("input", () => {
    const typed = number.valueAsNumber;
    onMove(Number.isFinite(typed) ? typed : null);
  });
  const show = (/** @type {Value | null} */ value) => {
    slider.value = value === null ? slider.min : String(value);
    // What is just being typed stays as it is: "7." on the way to "7.5".
    if (document.activeElement !== number) number.value = value === null ? "" : String(value);
  };
  return { elements: [slider, makeElement("label", {}, number, unit)], show };
}

/**
 * List what can be chosen, each by the value that it stands for.
 *
 * @param {KeyResult} keyResult
 * @returns {[value: string, title: string][]}
 */
function listOffered({ kind }) {
  if (kind === "yes-no") return [["0", translate("no")], ["1", translate("yes")]];
  return LEVEL_NAMES.map((name) => [name, nameLevel(name)]);
}

/**
 * @param {KeyResult} keyResult
 * @param {(value: Value | null) => void} onMove
 */
function makeChoice(keyResult, onMove) {
  const offered = listOffered(keyResult);
  const nothing = findPublished(keyResult) === null ? [new Option(translate("nothing yet"), "")] : [];
  const select = makeElement("select", { "aria-label": translate("Value") }, ...nothing, ...offered.map(([value, title]) => new Option(title, value)));
  select.addEventListener("change", () => {
    const chosen = select.value;
    onMove(chosen === "" ? null : keyResult.kind === "yes-no" ? Number(chosen) : chosen);
  });
  const show = (/** @type {Value | null} */ value) => {
    select.value = value === null ? "" : String(value);
  };
  return { elements: [select], show };
}

/**
 * @param {KeyResult} keyResult
 * @param {(value: Value | null) => void} onMove
 */
function makeBoxes({ milestones }, onMove) {
  const boxes = (milestones ?? []).map(() => makeElement("input", { type: "checkbox" }));
  const labels = boxes.map((box, place) => makeElement("label", {}, box, milestones?.[place]?.title ?? ""));
  for (const box of boxes) box.addEventListener("change", () => onMove(boxes.map((one) => one.checked)));
  const show = (/** @type {Value | null} */ value) => {
    for (const [place, box] of boxes.entries()) box.checked = Array.isArray(value) && Boolean(value[place]);
  };
  return { elements: labels, show };
}
