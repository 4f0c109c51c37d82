// @ts-check
/** Which words would be said of objectives, and what the means of units would be, by the rules of the builder. Knows no document. */

import { roundHalfUp } from "./rounding.js";

/** @typedef {import("./what-if-numbers.js").Objective} Objective */
/** @typedef {import("./what-if-numbers.js").WhatIf} WhatIf */
/**
 * @typedef {object} StatusRules from when on the numbers say which word
 * @property {number} at_risk_behind in points behind what is expected
 * @property {number} off_track_behind likewise
 * @property {number} low_confidence in percent
 */

/** Thresholds are met to within a billionth of a point. */
const NEARLY = 1e-9;
/** What stays whatever the numbers say, beside what a person reported. */
const LASTING = new Set(["outdated", "not started"]);

/**
 * Return the word that numbers say.
 *
 * @param {number | null} progress
 * @param {number | null} expected
 * @param {number | null} confidence
 * @param {StatusRules} rules
 */
export function computeWord(progress, expected, confidence, rules) {
  if (progress === null || expected === null) return "no data";
  const behind = (expected - Math.min(1, Math.max(0, progress))) * 100;
  if (behind >= rules.off_track_behind - NEARLY) return "off track";
  if (behind >= rules.at_risk_behind - NEARLY) return "at risk";
  return confidence !== null && confidence * 100 < rules.low_confidence - NEARLY ? "at risk" : "on track";
}

/** The words of objectives, where key results are moved. */
export class WhatIfStatus {
  #objectives;
  #numbers;
  #rules;

  /**
   * @param {ReadonlyMap<string, Objective>} objectives by their references
   * @param {WhatIf} numbers what they would be
   * @param {StatusRules} rules
   */
  constructor(objectives, numbers, rules) {
    this.#objectives = objectives;
    this.#numbers = numbers;
    this.#rules = rules;
  }

  /**
   * Return the word that would be said of an objective; null where its cycle has ended, and an outcome is said.
   *
   * @param {string} ref
   * @returns {string | null}
   */
  getWord(ref) {
    const objective = this.#objectives.get(ref);
    if (!objective || objective.outcome) return null;
    const { shown, reported } = objective.status;
    if (reported !== null || LASTING.has(shown)) return shown;
    return computeWord(this.#numbers.getProgress(ref), this.#getExpected(ref), objective.confidence, this.#rules);
  }

  /**
   * Return what is expected of an objective: the mean of what is expected of its parts that have a number.
   *
   * @param {string} ref
   * @returns {number | null}
   */
  #getExpected(ref) {
    const objective = this.#objectives.get(ref);
    if (!objective) return null;
    const due = [...this.#listDueResults(objective), ...this.#listDueObjectives(objective)];
    const total = due.reduce((sum, [, weight]) => sum + weight, 0);
    return total ? due.reduce((sum, [share, weight]) => sum + share * weight, 0) / total : null;
  }

  /**
   * @param {Objective} objective
   * @returns {[number, number][]} what is expected, and its weight
   */
  #listDueResults(objective) {
    if (objective.progress_from === "aligned") return [];
    return objective.key_results.flatMap(({ ref, expected, weight }) =>
      expected === null || this.#numbers.getKeyResult(ref).progress === null ? [] : [[expected, weight]],
    );
  }

  /**
   * @param {Objective} objective
   * @returns {[number, number][]} likewise
   */
  #listDueObjectives(objective) {
    const expected = new Map(objective.explanations.expected.terms.map((term) => [term.ref, term.number]));
    return objective.explanations.progress.terms.flatMap(({ ref, number, weight }) => {
      if (!ref || ref.includes("#") || !weight) return [];
      const isAbove = this.#objectives.has(ref);
      const share = isAbove ? this.#getExpected(ref) : expected.get(ref) ?? null;
      const progress = isAbove ? this.#numbers.getProgress(ref) : number;
      return share === null || progress === null ? [] : [[share, weight]];
    });
  }
}

/**
 * Return the mean of a unit's objectives in a cycle, as its page says it: of those with a number that weren't dropped.
 *
 * @param {readonly Objective[]} objectives all of the unit in the cycle
 * @param {(objective: Objective) => number | null} getProgress
 * @returns {number | null}
 */
export function computeUnitMean(objectives, getProgress) {
  let [sum, total] = [0, 0];
  let isRounded = false;
  for (const objective of objectives) {
    if (objective.status.shown === "dropped") continue;
    isRounded ||= isRoundedMean(objective);
    const progress = getProgress(objective);
    if (progress === null) continue;
    sum += Math.min(1, Math.max(0, progress)) * objective.weight;
    total += objective.weight;
  }
  if (!total) return null;
  return isRounded ? roundHalfUp((sum / total) * 100) / 100 : sum / total;
}

/**
 * Tell whether a number is told in whole percent, because some behind it are withheld.
 *
 * @param {Objective} objective
 */
export function isRoundedMean({ explanations: { progress }, key_results: results }) {
  return progress.rule === null ? results.some((one) => one.withheld) : progress.rule === "whole mean";
}
