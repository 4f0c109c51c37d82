// @ts-check
/** What would become of the numbers, in words: beside each published one the one that would be. */

import { nameStatus } from "./named-words.js";
import { makeElement } from "./page.js";
import { roundHalfUp } from "./rounding.js";
import { computeUnitMean } from "./what-if-status.js";
import { addPercentSign, formatNumber, translate } from "./words.js";

/** @typedef {import("./what-if-numbers.js").Objective} Objective */
/** @typedef {import("./what-if-numbers.js").WhatIf} WhatIf */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Write a share in whole percent, as pages do.
 *
 * @param {number | null} share
 */
export function formatPercent(share) {
  return share === null ? translate("no data") : addPercentSign(roundHalfUp(share * 100));
}

/**
 * Say how a number changes; one that doesn't is said alone.
 *
 * @param {string} before
 * @param {string} after
 */
export function describeChange(before, after) {
  return before === after ? translate("stays {percent}", { percent: before }) : `${before} → ${after}`;
}

/**
 * Say how the word on an objective changes; empty where none is said of it.
 *
 * @param {Objective} objective
 * @param {import("./what-if-status.js").WhatIfStatus | null} status
 */
export function describeWord(objective, status) {
  const word = status?.getWord(objective.ref) ?? null;
  if (word === null) return "";
  const { shown, reported } = objective.status;
  if (word !== shown) return `${nameStatus(shown)} → ${nameStatus(word)}`;
  return reported === null
    ? translate("stays {status}", { status: nameStatus(shown) })
    : translate("stays {status}, as a person says", { status: nameStatus(shown) });
}

/**
 * Say in sentences what becomes of an objective, before the list of the goals above it.
 *
 * @param {string} change of its number
 * @param {string} word how the word on it changes; empty for none
 * @param {boolean} hasGoals whether there are goals above it
 */
export function describeObjective(change, word, hasGoals) {
  const own = word
    ? translate("This objective: {change}, {status}.", { change, status: word })
    : translate("This objective: {change}.", { change });
  return hasGoals ? [own, translate("The goals above it:")].join(" ") : own;
}

/**
 * Say what the means of units in cycles would be, of those that change.
 *
 * @param {ReadonlyMap<string, Objective[]>} files the objectives by unit and cycle
 * @param {ReadonlyMap<string, Objective>} lineage those that may change
 * @param {WhatIf} numbers
 * @returns {string[]}
 */
export function listUnitMeans(files, lineage, numbers) {
  const getProgress = (/** @type {Objective} */ one) => lineage.has(one.ref) ? numbers.getProgress(one.ref) : one.progress;
  return [...files].flatMap(([file, objectives]) => {
    const before = formatPercent(computeUnitMean(objectives, (one) => one.progress));
    const after = formatPercent(computeUnitMean(objectives, getProgress));
    return before === after ? [] : [`${file.replace("/", ", ")} ${describeChange(before, after)}`];
  });
}

/**
 * Say in a line each what would become of an objective beside its own progress.
 *
 * @param {Objective} objective
 * @param {WhatIf} numbers
 * @returns {string[]}
 */
export function listDetails(objective, numbers) {
  const lines = [];
  for (const { ref, title, now, unit, progress, sum_of: sum } of objective.key_results) {
    const then = numbers.getKeyResult(ref);
    if (!sum || then.now === now) continue;
    const change = describeChange(formatValue(now, unit), formatValue(then.now, unit));
    const shares = describeChange(formatPercent(progress), formatPercent(then.progress));
    lines.push(translate("{title}, a sum: {change} ({shares})", { title, change, shares }));
  }
  const [before, after] = [formatPercent(objective.aligned.direct), formatPercent(numbers.getAligned(objective.ref))];
  if (before !== after) lines.push(translate("What contributes directly: {change}", { change: describeChange(before, after) }));
  return lines;
}

/**
 * @param {number | string | null} value
 * @param {string} unit
 */
function formatValue(value, unit) {
  if (typeof value !== "number") return translate("no value");
  const digits = formatNumber(value);
  if (unit === "%") return addPercentSign(digits);
  if (!unit) return digits;
  return /^\p{Sc}|^[A-Z]{3}$/u.test(unit) ? `${unit} ${digits}` : `${digits} ${unit}`;
}

/**
 * Make the entry of an objective.
 *
 * @param {Objective} objective
 * @param {WhatIf} numbers
 * @param {string} word how the word on it changes; empty for none
 * @param {string} address
 */
export function makeEntry(objective, numbers, word, address) {
  const share = numbers.getProgress(objective.ref);
  const [before, after] = [formatPercent(objective.progress), formatPercent(share)];
  const details = [...(word ? [translate("Status: {change}", { change: word })] : []), ...listDetails(objective, numbers)];
  const entry = makeElement(
    "li",
    {},
    makeElement("a", { href: address }, objective.title),
    makeElement("span", { class: "okr-meta" }, `${objective.team}, ${objective.cycle}`),
    makeBar(share),
    makeElement("b", {}, describeChange(before, after)),
    ...details.map((line) => makeElement("span", { class: "okr-whatif__detail okr-meta" }, line)),
  );
  entry.classList.toggle("is-same", before === after);
  return entry;
}

/**
 * Draw a bar, which the style sheet knows by the attributes of its parts; the number stands beside it.
 *
 * @param {number | null} share
 */
function makeBar(share) {
  const bar = document.createElementNS(SVG, "svg");
  bar.setAttribute("class", "okr-bar");
  bar.setAttribute("aria-hidden", "true");
  bar.append(document.createElementNS(SVG, "rect"));
  if (share) {
    const filled = document.createElementNS(SVG, "rect");
    filled.setAttribute("width", formatPercent(share));
    bar.append(filled);
  }
  return bar;
}
