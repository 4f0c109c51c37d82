// @ts-check
/** What a key result is moved by: a slider with a number, a choice, or a box for each of its steps. */

import { makeElement } from "./page.js";
import { LEVEL_NAMES, chooseScale, findPublished } from "./what-if-values.js";

/** @typedef {import("./what-if-numbers.js").KeyResult} KeyResult */
/** @typedef {import("./what-if-numbers.js").Value} Value */
/** @typedef {{element: HTMLElement, show: (value: Value | null, worth: string) => void}} Control shows a value, and what it is worth */

/** How what can only be chosen is offered, by the value that it stands for. */
const ANSWERS = /** @type {[string, string][]} */ ([["0", "no"], ["1", "yes"]]);

/**
 * Make the control of a key result.
 *
 * @param {KeyResult} keyResult
 * @param {(value: Value | null) => void} onMove null: where it is published
 * @returns {Control}
 */
export function makeControl(keyResult, onMove) {
  const parts = choosePart(keyResult)(keyResult, onMove);
  const verb = keyResult.kind === "milestones" ? "has reached" : "reaches";
  const name = { class: "okr-whatif__control", "aria-label": `What if “${keyResult.title}” ${verb}` };
  const output = makeElement("b");
  const element = makeElement("fieldset", name, makeElement("legend", {}, `What if it ${verb}`), ...parts.elements, output);
  /** @type {Control["show"]} */
  const show = (value, worth) => {
    element.classList.toggle("is-moved", value !== null);
    output.textContent = value === null ? "" : `= ${worth}`;
    parts.show(value ?? findPublished(keyResult));
  };
  return { element, show };
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
  const slider = makeElement("input", { type: "range", "aria-label": "Value, by a slider", ...scale });
  const number = makeElement("input", { type: "number", step: "any", "aria-label": "Value", inputmode: "decimal" });
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
 * @param {KeyResult} keyResult
 * @param {(value: Value | null) => void} onMove
 */
function makeChoice(keyResult, onMove) {
  const offered = keyResult.kind === "yes-no" ? ANSWERS : LEVEL_NAMES.map((name) => /** @type {[string, string]} */ ([name, name]));
  const nothing = findPublished(keyResult) === null ? [new Option("nothing yet", "")] : [];
  const select = makeElement("select", { "aria-label": "Value" }, ...nothing, ...offered.map(([value, title]) => new Option(title, value)));
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
