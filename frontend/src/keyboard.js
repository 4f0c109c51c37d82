// @ts-check
/** Walks over a drawing by keys: Tab stops at one card only, arrows go from there to the others. */

/** @typedef {import("./graph.js").Card} Card */
/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./highlight.js").Highlight} Highlight */

import { isModified } from "./page.js";

/** The tab stop of a drawing, and what its keys do. */
export class Keyboard {
  #drawing;
  #highlight;
  /** @type {Card | null} */
  #stop = null;

  /**
   * @param {Drawing} drawing
   * @param {Highlight} highlight
   */
  constructor(drawing, highlight) {
    this.#drawing = drawing;
    this.#highlight = highlight;
    for (const card of drawing.graph.cards) this.#setTabIndex(card, "-1");
    this.moveTabStop();
  }

  /**
   * Make one card the only one that Tab stops at: this one, else the one that is it if it's visible, else the first.
   *
   * @param {Card | null} card
   */
  moveTabStop(card = null) {
    const next = card ?? (this.#stop?.visible ? this.#stop : this.#drawing.graph.visibleCards[0]);
    if (this.#stop) this.#setTabIndex(this.#stop, "-1");
    if (next) this.#setTabIndex(next, "0");
    this.#stop = next ?? null;
  }

  /**
   * Set it on a card, and on the link to what is not shown below it.
   *
   * @param {Card} card
   * @param {"0" | "-1"} value
   */
  #setTabIndex(card, value) {
    this.#drawing.getElement(card).setAttribute("tabindex", value);
    this.#drawing.findUnfoldLink(card)?.setAttribute("tabindex", value);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { box } = this.#drawing;
    box.addEventListener("focusin", (event) => this.#takeFocus(event), { signal });
    box.addEventListener(
      "focusout",
      (event) => {
        const next = event.relatedTarget instanceof Element ? event.relatedTarget.closest(".okr-node") : null;
        if (!next) this.#highlight.show(null); // else the next card takes over
      },
      { signal },
    );
    box.addEventListener("keydown", (event) => this.#pressKey(event), { signal });
  }

  /** @param {FocusEvent} event */
  #takeFocus(event) {
    const card = this.#drawing.findCardAt(event.target);
    if (!card) return;
    this.moveTabStop(card);
    this.#highlight.show(card);
  }

  /** @param {KeyboardEvent} event */
  #pressKey(event) {
    const card = this.#drawing.focusedCard;
    if (!card || isModified(event)) return;
    const { graph } = this.#drawing;
    /** @type {Card | undefined} */
    let next;
    if (event.key.startsWith("Arrow")) next = graph.findNextCard(card, event.key);
    else if (event.key === "Home") next = graph.visibleCards[0];
    else if (event.key === "End") next = graph.visibleCards.at(-1);
    else if (event.key === "Escape" && this.#highlight.isOn) {
      this.#highlight.show(null);
      event.stopImmediatePropagation();
    } else return;
    event.preventDefault();
    if (next) this.#focusCard(next);
  }

  /** @param {Card} card */
  #focusCard(card) {
    const element = this.#drawing.getElement(card);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
