// @ts-check
/**
 * What the numbers would be if key results stood elsewhere. It calculates with the terms that the data files of the site
 * give of each number, by the same rules as the builder: tests/progress/what_if.json is what both are tried with. Knows
 * no document.
 */

import { roundHalfUp } from "./rounding.js";

/** @typedef {{label: string, number: number | null, weight: number, ref: string | null}} Term */
/** @typedef {{rule: string | null, terms: Term[]}} Explanation */
/**
 * @typedef {object} KeyResult of the site's data, as far as it is calculated with
 * @property {string} ref
 * @property {string} id
 * @property {string} title
 * @property {"reach" | "keep" | "milestones" | "yes-no" | "levels" | "baseline" | null} kind
 * @property {boolean} withheld
 * @property {number | null} from
 * @property {number | null} to
 * @property {number | string | null} now
 * @property {string} unit
 * @property {{low: number | null, high: number | null} | null} keep
 * @property {{title: string, done: boolean, weight: number}[] | null} milestones
 * @property {number} weight
 * @property {number | null} progress
 * @property {number | null} expected
 * @property {string | null} sum_of
 * @property {{ref: string}[]} contributes_to
 * @property {{sum: Explanation | null, progress: Explanation}} explanations
 */
/**
 * @typedef {object} Objective
 * @property {string} ref
 * @property {string} id
 * @property {string} title
 * @property {string} team
 * @property {string} cycle
 * @property {string} url
 * @property {number | null} progress
 * @property {string} progress_from
 * @property {number} weight
 * @property {number | null} confidence
 * @property {{shown: string, reported: string | null}} status
 * @property {object | null} outcome
 * @property {{direct: number | null}} aligned
 * @property {{ref: string}[]} contributes_to
 * @property {{progress: Explanation, expected: Explanation, aligned: Explanation | null}} explanations
 * @property {KeyResult[]} key_results
 */
/** @typedef {number | string | boolean[]} Value a number, the name of a level, or which steps are done; 0 and 1 are no and yes */
/** @typedef {{start: number | null, now: number | string | null, progress: number | null}} Standing */

/** What each level is worth. */
const LEVELS = new Map([["none", 0], ["commit", 0.3], ["target", 0.7], ["stretch", 1]]);
/** How the start of a sum is labelled that nobody typed. */
const SUMMED_START = "from (sum of ";

/** @param {number} share */
function clamp(share) {
  return Math.min(1, Math.max(0, share));
}

/**
 * Return the mean of shares by weight, null where there is nothing to weigh.
 *
 * @param {[number | null, number][]} pairs
 */
function computeMean(pairs) {
  let [sum, total] = [0, 0];
  for (const [share, weight] of pairs) {
    if (share === null) continue;
    sum += clamp(share) * weight;
    total += weight;
  }
  return total ? sum / total : null;
}

/**
 * Return a share as it is told, in whole percent where numbers behind it are withheld.
 *
 * @param {number | null} share
 * @param {boolean} isRounded
 */
function roundIf(share, isRounded) {
  return share !== null && isRounded ? roundHalfUp(share * 100) / 100 : share;
}

/**
 * Return how far a value keeps within a range.
 *
 * @param {number} value
 * @param {{low: number | null, high: number | null}} range
 */
function measureRange(value, { low, high }) {
  const distance = Math.max(low === null ? 0 : low - value, high === null ? 0 : value - high, 0);
  if (!distance) return 1;
  const width = low !== null && high !== null ? high - low : Math.abs(low ?? high ?? 0);
  return width ? Math.max(0, 1 - distance / width) : 0;
}

/**
 * Return how far it is by its steps.
 *
 * @param {{weight: number}[]} steps
 * @param {boolean[]} done
 */
function measureSteps(steps, done) {
  return computeMean(steps.map(({ weight }, place) => [Number(done[place] ?? false), weight]));
}

/**
 * Return the progress of a key result that stands at a value.
 *
 * @param {KeyResult} keyResult
 * @param {Value | null} value
 * @param {number | null} start
 * @returns {number | null}
 */
export function measure(keyResult, value, start) {
  if (value === null) return null;
  if (Array.isArray(value)) return measureSteps(keyResult.milestones ?? [], value);
  if (typeof value === "string") return LEVELS.get(value) ?? null;
  if (keyResult.kind === "yes-no") return value;
  if (keyResult.kind === "keep" && keyResult.keep) return measureRange(value, keyResult.keep);
  return keyResult.kind === "reach" ? measureWay(value, start, keyResult.to) : null;
}

/**
 * Return how far a value is on the way from the start to the target.
 *
 * @param {number} value
 * @param {number | null} start
 * @param {number | null} to
 */
function measureWay(value, start, to) {
  return start === null || to === null || to === start ? null : (value - start) / (to - start);
}

/** @param {number | string | null} value */
function takeNumber(value) {
  return typeof value === "number" ? value : null;
}

/** The numbers of objectives, where key results are moved. What isn't among the objectives keeps its number. */
export class WhatIf {
  #objectives;
  #moved;
  /** @type {Map<string, KeyResult>} */
  #keyResults = new Map();
  /** @type {Map<string, Standing>} */
  #standings = new Map();
  /** @type {Map<string, number | null>} */
  #progress = new Map();

  /**
   * @param {ReadonlyMap<string, Objective>} objectives by their references
   * @param {ReadonlyMap<string, Value>} moved the values of key results, by their references
   */
  constructor(objectives, moved) {
    this.#objectives = objectives;
    this.#moved = moved;
    for (const objective of objectives.values()) {
      for (const keyResult of objective.key_results) this.#keyResults.set(keyResult.ref, keyResult);
    }
  }

  /**
   * Return where a key result stands.
   *
   * @param {string} ref
   * @returns {Standing}
   */
  getKeyResult(ref) {
    const known = this.#standings.get(ref);
    if (known) return known;
    const keyResult = this.#keyResults.get(ref);
    if (!keyResult) throw new Error(`No key result ${ref}.`);
    const standing = this.#findStanding(keyResult);
    this.#standings.set(ref, standing);
    return standing;
  }

  /**
   * Return how far an objective is.
   *
   * @param {string} ref
   * @returns {number | null}
   */
  getProgress(ref) {
    const known = this.#progress.get(ref);
    if (known !== undefined) return known;
    const objective = this.#getObjective(ref);
    const { rule, terms } = objective.explanations.progress;
    /** @type {[number | null, number][]} */
    const parts = terms.filter((term) => !term.ref?.includes("#")).map((term) => this.#weighObjective(term));
    if (objective.progress_from !== "aligned") {
      parts.unshift(...objective.key_results.map(({ ref: own, weight }) => /** @type {[number | null, number]} */ ([this.getKeyResult(own).progress, weight])));
    }
    const isRounded = rule === null ? objective.key_results.some((one) => one.withheld) : rule === "whole mean";
    const progress = roundIf(computeMean(parts), isRounded);
    this.#progress.set(ref, progress);
    return progress;
  }

  /**
   * Return the mean of the objectives that contribute to one, null where none does.
   *
   * @param {string} ref
   */
  getAligned(ref) {
    const why = this.#getObjective(ref).explanations.aligned;
    return why && roundIf(computeMean(why.terms.map((term) => this.#weighObjective(term))), why.rule === "whole mean");
  }

  /** @param {string} ref */
  #getObjective(ref) {
    const objective = this.#objectives.get(ref);
    if (!objective) throw new Error(`No objective ${ref}.`);
    return objective;
  }

  /**
   * @param {Term} term
   * @returns {[number | null, number]}
   */
  #weighObjective({ ref, number, weight }) {
    return [weight && ref && this.#objectives.has(ref) ? this.getProgress(ref) : number, weight];
  }

  /**
   * @param {KeyResult} keyResult
   * @returns {Standing}
   */
  #findStanding(keyResult) {
    const moved = this.#moved.get(keyResult.ref);
    const { from: start, now, progress } = keyResult;
    if (moved !== undefined) {
      return { start, now: Array.isArray(moved) ? null : moved, progress: measure(keyResult, moved, start) };
    }
    return this.#addUp(keyResult) ?? { start, now, progress };
  }

  /**
   * Return where a sum stands of which parts were moved; null where nothing has changed in it.
   *
   * @param {KeyResult} keyResult
   * @returns {Standing | null}
   */
  #addUp(keyResult) {
    const why = keyResult.explanations.sum;
    if (why?.rule !== "sum") return null;
    const parts = why.terms.filter((term) => term.weight);
    const moved = parts.map((term) => this.#findMovedPart(term));
    if (moved.every((part) => !part)) return null;
    const numbers = parts.map((term, place) => moved[place]?.now ?? term.number).filter((number) => number !== null);
    const now = numbers.reduce((sum, number) => sum + number, 0);
    const start = findStart(keyResult, parts, moved);
    return { start, now, progress: measure(keyResult, now, start) };
  }

  /**
   * Return where a part of a sum stands that was moved; null for one that wasn't.
   *
   * @param {Term} term
   * @returns {{now: number, start: number | null, before: number | null} | null}
   */
  #findMovedPart(term) {
    const keyResult = term.ref ? this.#keyResults.get(term.ref) : undefined;
    if (!keyResult) return null;
    const { start, now } = this.getKeyResult(keyResult.ref);
    const number = takeNumber(now);
    return number === null || number === term.number ? null : { now: number, start, before: keyResult.from };
  }
}

/**
 * Return the start of a sum: its own, else the sum of those of its parts, of which some may have come just now.
 *
 * @param {KeyResult} keyResult
 * @param {Term[]} parts
 * @param {({start: number | null, before: number | null} | null)[]} moved
 */
function findStart(keyResult, parts, moved) {
  const hadParts = parts.some((term) => term.number !== null);
  const isTyped = keyResult.explanations.progress.terms.some(
    ({ label }) => label.startsWith("from ") && !label.startsWith(SUMMED_START),
  );
  if (isTyped || (hadParts && keyResult.from === null)) return keyResult.from;
  let start = hadParts ? keyResult.from ?? 0 : 0;
  for (const [place, part] of moved.entries()) {
    if (!part) continue;
    if (part.start === null) return null;
    start += part.start - (parts[place]?.number === null ? 0 : part.before ?? 0);
  }
  return start;
}
