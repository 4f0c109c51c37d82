// @ts-check
/**
 * A map, and what works on it: one drawing, or one for wide and one for narrow screens, of which the style sheet shows
 * one. Its listeners are there while it stands on the page, and no longer.
 */

import { Drawing } from "./drawing.js";
import { Highlight } from "./highlight.js";
import { Keyboard } from "./keyboard.js";
import { listenForPanning } from "./pan.js";
import { findElement } from "./page.js";
import { Zoom } from "./zoom.js";

/** @typedef {import("./graph.js").Card} Card */

/**
 * @typedef {object} Part a drawing with what works on it
 * @property {Drawing} drawing
 * @property {Highlight} highlight
 * @property {Keyboard} keyboard
 * @property {Zoom | null} zoom a small map has no room for controls
 */

/** What is shown in the place of a map. */
export class MapView {
  /** @type {[Part, ...Part[]]} */
  #parts;
  #attached = new AbortController();

  /**
   * @param {Element} element a drawing, or what holds two
   * @param {Element | null} list the same as a nested list
   * @param {string | null} ref the objective whose neighbourhood it is; null for what the page came with
   * @param {boolean} hasControls
   */
  constructor(element, list, ref, hasControls) {
    this.element = element;
    this.list = list;
    this.ref = ref;
    this.label = findElement(element, ".okr-map__svg").getAttribute("aria-label");
    const boxes = element.matches(".okr-map") ? [element] : [...element.querySelectorAll(".okr-map")];
    const [first, ...twins] = boxes.map((box) => makePart(new Drawing(box), hasControls));
    if (!first) throw new Error("A map without a drawing.");
    this.#parts = [first, ...twins];
  }

  get drawings() {
    return this.#parts.map((part) => part.drawing);
  }

  /** The drawing that the style sheet shows. */
  get shownDrawing() {
    return this.#shownPart.drawing;
  }

  get #shownPart() {
    return this.#parts.find(({ drawing }) => drawing.box.getClientRects().length > 0) ?? this.#parts[0];
  }

  get zoom() {
    return this.#shownPart.zoom;
  }

  get highlight() {
    return this.#shownPart.highlight;
  }

  /** The element of the first card that is visible. */
  get firstCard() {
    const { drawing } = this.#shownPart;
    const card = drawing.graph.visibleCards[0];
    return card ? drawing.getElement(card) : null;
  }

  /** The elements of the visible cards of the company's own goals; without any, of the first card. */
  get topCards() {
    const { drawing } = this.#shownPart;
    const visible = drawing.graph.visibleCards.map((card) => drawing.getElement(card));
    const top = visible.filter((element) => element.classList.contains("okr-node--company"));
    return top.length > 0 ? top : visible.slice(0, 1);
  }

  /**
   * Find the element of the card of an objective, if it's visible.
   *
   * @param {string | null} ref
   */
  findCard(ref) {
    const { drawing } = this.#shownPart;
    const card = ref === null ? undefined : drawing.graph.findCard(ref);
    return card?.visible ? drawing.getElement(card) : null;
  }

  /** Begin to listen. Return the signal that ends it, for whoever listens to the same elements. */
  attach() {
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    for (const { drawing, highlight, keyboard, zoom } of this.#parts) {
      highlight.listen(signal);
      keyboard.listen(signal); // before the zoom: Escape puts out the light first
      zoom?.listen(signal);
      if (zoom) listenForPanning(drawing.box, signal);
    }
    return signal;
  }

  /** Listen no longer, because something else is shown. */
  detach() {
    this.#attached.abort();
  }

  /** See to it that Tab stops at a card that is visible. */
  moveTabStops() {
    for (const { keyboard } of this.#parts) keyboard.moveTabStop();
  }

  /**
   * Open the drawing at a card; without one, with the company's goals in view.
   *
   * @param {Element | null} card
   */
  openAt(card) {
    if (card) this.zoom?.openAt(card);
    else this.zoom?.openAtAll(this.topCards);
    this.scrollPageTo(card ?? this.firstCard);
  }

  /**
   * Bring a card into the window where it is the page that scrolls the drawing up and down.
   *
   * @param {Element | null} card
   */
  scrollPageTo(card) {
    if (!card || !this.shownDrawing.graph.turned) return;
    const { top, bottom } = card.getBoundingClientRect();
    if (top >= 0 && bottom <= window.innerHeight) return;
    card.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  }
}

/**
 * @param {Drawing} drawing
 * @param {boolean} hasControls
 * @returns {Part}
 */
function makePart(drawing, hasControls) {
  const highlight = new Highlight(drawing);
  return {
    drawing,
    highlight,
    keyboard: new Keyboard(drawing, highlight),
    zoom: hasControls ? new Zoom(drawing) : null,
  };
}
