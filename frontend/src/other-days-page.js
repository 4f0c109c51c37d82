// @ts-check
/** What of a page is exchanged while it is shown as of another day, and how it becomes what it was. */

import { makeElement } from "./page.js";
import { addPercentSign, translate } from "./words.js";

/** @typedef {{ key: string, word: string, mark: string }} Status */
/** @typedef {{ progress: number | null, expected: number | null, status: Status, words: string }} Standing */

const SVG = "http://www.w3.org/2000/svg";
const STATUS_CLASS = /okr-status--[a-z]+/u;

/** Remembers what it exchanges. */
export class Exchange {
  /** @type {(() => void)[]} */
  #undo = [];

  /**
   * Put another element in the place of one.
   *
   * @param {Element | null} old null: it isn't there
   * @param {Element} made
   */
  replace(old, made) {
    if (!old) return;
    old.replaceWith(made);
    this.#undo.push(() => made.replaceWith(old));
  }

  /**
   * Let an element say something else.
   *
   * @param {Element | null | undefined} element undefined or null: it isn't there
   * @param {string} text
   */
  write(element, text) {
    if (!element) return;
    const before = [...element.childNodes];
    element.replaceChildren(text);
    this.#undo.push(() => element.replaceChildren(...before));
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @param {string} value
   */
  setAttribute(element, name, value) {
    const before = element.getAttribute(name);
    element.setAttribute(name, value);
    this.#undo.push(() => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before)));
  }

  /** Let the page be what it was. */
  undo() {
    for (const one of this.#undo.toReversed()) one();
    this.#undo = [];
  }
}

/**
 * Write a percentage as pages do.
 *
 * @param {number | null} percent
 */
export function writePercent(percent) {
  return percent === null ? "–" : addPercentSign(percent);
}

/**
 * Return where the parts of a bar begin and how wide they are, in percent: what is filled, the gap to what was expected,
 * and the tick at that.
 *
 * @param {number | null} progress
 * @param {number | null} expected
 */
export function layOutBar(progress, expected) {
  const fill = Math.min(100, Math.max(0, progress ?? 0));
  const due = expected === null ? 0 : Math.min(100, Math.max(0, expected));
  return { fill, gap: progress === null ? 0 : Math.max(0, due - fill), tick: due };
}

/**
 * Say what a bar shows.
 *
 * @param {number | null} progress
 * @param {number | null} expected
 */
export function describeProgress(progress, expected) {
  const percents = { percent: writePercent(progress), expected: writePercent(expected) };
  if (progress === null) {
    return expected === null ? translate("No number then") : translate("No number then, {expected} expected", percents);
  }
  return expected === null ? translate("{percent} of the way", percents) : translate("{percent} of the way, {expected} expected", percents);
}

/**
 * Make a bar as pages have it, of which the style sheet knows the parts by their attributes.
 *
 * @param {number | null} progress
 * @param {number | null} expected
 */
export function makeBar(progress, expected) {
  const { fill, gap, tick } = layOutBar(progress, expected);
  const bar = makeSvg("svg", { class: "okr-bar", role: "img", "aria-label": describeProgress(progress, expected) });
  bar.append(makeSvg("rect"));
  if (gap) bar.append(makeSvg("rect", { x: `${fill}%`, width: `${gap}%` }));
  if (fill) bar.append(makeSvg("rect", { width: `${fill}%` }));
  if (tick) bar.append(makeSvg("rect", { x: `${tick}%` }));
  return bar;
}

/**
 * Make a part of a drawing.
 *
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 */
export function makeSvg(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/**
 * Make a status as a mark in a line of text.
 *
 * @param {Status} status
 */
export function makeSign({ key, word }) {
  return makeElement("i", { class: `is-${key} okr-sign`, title: word }, word);
}

/**
 * Exchange status, bar, number and sentence of what stands somewhere, as far as they are there.
 *
 * @param {Exchange} exchange
 * @param {Element} place
 * @param {Standing} standing
 */
export function showStanding(exchange, place, standing) {
  showStatus(exchange, place.querySelector('[class*="okr-status--"]'), standing);
  const figure = place.querySelector(".okr-progress, .okr-goal__figure");
  if (!figure) return;
  showNumber(exchange, figure, standing);
  exchange.write(figure.querySelector(".okr-label"), standing.words);
}

/**
 * @param {Exchange} exchange
 * @param {Element | null} element
 * @param {Standing} standing
 */
function showStatus(exchange, element, standing) {
  if (!element) return;
  const { key, word } = standing.status;
  exchange.setAttribute(element, "class", (element.getAttribute("class") ?? "").replace(STATUS_CLASS, `okr-status--${key}`));
  exchange.write(element, word);
}

/**
 * Exchange the bar and the number beside it.
 *
 * @param {Exchange} exchange
 * @param {Element} place
 * @param {{ progress: number | null, expected: number | null }} standing
 */
export function showNumber(exchange, place, standing) {
  exchange.replace(place.querySelector(":scope > .okr-bar"), makeBar(standing.progress, standing.expected));
  const number = place.querySelector(":scope > b");
  exchange.write(number?.querySelector("a") ?? number, writePercent(standing.progress));
}
