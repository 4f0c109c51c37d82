// @ts-check
/** Zooms a drawing by buttons, keys and Ctrl with the wheel. The size is an attribute: the policy allows no styles. */

/** @typedef {import("./drawing.js").Drawing} Drawing */

import { isModified } from "./page.js";

/** One press of a button or a key. */
const STEP = 1.25;
const SMALLEST = 0.2;
const LARGEST = 3;

/** Below this scale a map isn't opened whole: nobody could read it. */
const LEGIBLE = 0.75;

/** Below this scale the cards of a map's top level aren't shown side by side: statuses and lines could not be told apart. */
const DISCERNIBLE = 0.35;

/** Pixels of the drawing beside the outermost of these cards. */
const MARGIN = 20;

/** The part of the window's height that the whole map is fitted into. */
const FITTED = 0.85;

/** How far, in px of wheel, e times larger is. */
const WHEEL = 300;

/** The scale of a drawing, and where it is scrolled to. */
export class Zoom {
  #box;
  #svg;
  #width;
  #height;
  #scale = 1;

  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.#box = drawing.box;
    this.#svg = drawing.svg;
    this.#width = this.#svg.viewBox.baseVal.width;
    this.#height = this.#svg.viewBox.baseVal.height;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.#box.addEventListener("keydown", (event) => this.#pressKey(event), { signal });
    this.#box.addEventListener("wheel", (event) => this.#turnWheel(event), { signal, passive: false });
  }

  zoomIn() {
    this.scaleTo(this.#scale * STEP);
  }

  zoomOut() {
    this.scaleTo(this.#scale / STEP);
  }

  /** Make the whole drawing fit into the window. */
  fit() {
    this.scaleTo(
      Math.min(1, this.#box.clientWidth / this.#width, (window.innerHeight * FITTED) / this.#height),
    );
  }

  /**
   * Zoom, and keep what stands at a point of the box where it is.
   *
   * @param {number} scale 1 is the drawing's own size
   * @param {number} x in px from the left of the box
   * @param {number} y in px from its top
   */
  scaleTo(scale, x = this.#box.clientWidth / 2, y = this.#box.clientHeight / 2) {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale));
    const ratio = next / this.#scale;
    const left = (this.#box.scrollLeft + x) * ratio - x;
    const top = (this.#box.scrollTop + y) * ratio - y;
    this.#scale = next;
    this.#svg.setAttribute("width", String(this.#width * next));
    this.#svg.setAttribute("height", String(this.#height * next));
    this.#box.scrollTo(left, top);
  }

  /**
   * Open the drawing whole where that stays legible, else at a card in its own size.
   *
   * @param {Element | null} card
   */
  openAt(card) {
    const whole = this.#box.clientWidth / this.#width;
    this.scaleTo(whole >= LEGIBLE ? Math.min(1, whole) : 1);
    this.reveal(card);
  }

  /**
   * Open the drawing whole where that stays legible, else so that all these cards are in view from left to right; where
   * they would be too small, at the first of them in its own size.
   *
   * @param {Element[]} cards the first card before the others
   */
  openAtAll(cards) {
    this.openAt(cards[0] ?? null);
    const boxes = cards.map((card) => (card.querySelector("rect") ?? card).getBoundingClientRect());
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const fitting = this.#scale * (this.#box.clientWidth / (right - left + 2 * MARGIN * this.#scale));
    if (cards.length === 0 || fitting >= this.#scale || fitting < DISCERNIBLE) return;
    const middle = (left + right) / 2 - this.#box.getBoundingClientRect().left + this.#box.scrollLeft;
    const ratio = fitting / this.#scale;
    this.scaleTo(fitting, 0, 0);
    this.#box.scrollTo({ left: middle * ratio - this.#box.clientWidth / 2, top: 0, behavior: "instant" });
  }

  /**
   * Bring a card into the box, if it isn't there; the page around the map stays where it is.
   *
   * @param {Element | null} card
   */
  reveal(card) {
    const box = card?.querySelector("rect");
    if (!box) return;
    const there = box.getBoundingClientRect();
    const visible = this.#box.getBoundingClientRect();
    this.#box.scrollBy({
      left: distanceInto(there.left, there.right, visible.left, visible.right),
      top: distanceInto(there.top, there.bottom, visible.top, visible.bottom),
      behavior: "instant",
    });
  }

  /** @param {KeyboardEvent} event */
  #pressKey(event) {
    if (isModified(event)) return;
    if (event.key === "+" || event.key === "=") this.zoomIn();
    else if (event.key === "-") this.zoomOut();
    else if (event.key === "0") this.scaleTo(1);
    else return;
    event.preventDefault();
  }

  /** @param {WheelEvent} event */
  #turnWheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = this.#box.getBoundingClientRect();
    this.scaleTo(this.#scale * Math.exp(-event.deltaY / WHEEL), event.clientX - left, event.clientY - top);
  }
}

/**
 * Say how far to scroll for something to stand in the middle: not at all if all of it is visible.
 *
 * @param {number} start
 * @param {number} end
 * @param {number} from where the visible part begins
 * @param {number} to where it ends
 */
function distanceInto(start, end, from, to) {
  return start >= from && end <= to ? 0 : (start + end - from - to) / 2;
}
