// @ts-check
/** Cards of maps as of another day. */

import { layOutBar, makeSvg, writePercent } from "./other-days-page.js";
import { readSize } from "./page.js";
import { translate } from "./words.js";

/** @typedef {import("./other-days-page.js").Exchange} Exchange */
/** @typedef {import("./other-days-page.js").Standing} Standing */

/**
 * Exchange what a card of a map says.
 *
 * @param {Exchange} exchange
 * @param {Element} card
 * @param {Standing} standing
 * @param {string} day
 */
export function showOnMap(exchange, card, standing, day) {
  const { key, word } = standing.status;
  const percent = writePercent(standing.progress);
  exchange.setAttribute(card, "aria-label", translate("{title}. {status}, {percent} on {day}.", { title: readTitle(card), status: word, percent, day }));
  exchange.setAttribute(card, "class", (card.getAttribute("class") ?? "").replace(/\bis-[a-z]+/u, `is-${key}`));
  const foot = card.querySelector(":scope > g");
  if (foot) exchange.replace(foot, copyFoot(foot, standing));
}

/**
 * Return the title on a card: what has no place of its own behind the team's name, each line for itself.
 *
 * @param {Element} card
 */
function readTitle(card) {
  const [, ...lines] = card.querySelectorAll(":scope > text:not([x])");
  return lines.map((line) => line.textContent).join(" ");
}

/**
 * Copy the foot of a card (mark, word, number, bar) with what it says of another day; a bar there has the units of the map.
 *
 * @param {Element} foot
 * @param {Standing} standing
 */
function copyFoot(foot, { progress, expected, status }) {
  const copy = /** @type {Element} */ (foot.cloneNode(true));
  copy.firstElementChild?.replaceWith(makeSvg("path", { d: status.mark }));
  for (const [place, text] of [status.word, writePercent(progress)].entries()) {
    copy.querySelectorAll("text")[place]?.replaceChildren(text);
  }
  const [, ...parts] = copy.querySelectorAll("rect");
  for (const part of parts) part.remove();
  const rail = foot.querySelector("rect");
  const width = rail ? readSize(rail).width : 0;
  const scale = (/** @type {number} */ percent) => String(Math.round(percent * width) / 100);
  const { fill, gap, tick } = layOutBar(progress, expected);
  if (gap) copy.append(makeSvg("rect", { x: scale(fill), width: scale(gap) }));
  if (fill) copy.append(makeSvg("rect", { width: scale(fill) }));
  if (tick) copy.append(makeSvg("rect", { x: scale(tick) }));
  return copy;
}
