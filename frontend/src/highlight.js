// @ts-check
/** Lights up a card with all that hangs together with it: what it serves, what serves it, and the links between. */

/** @typedef {import("./graph.js").Card} Card */
/** @typedef {import("./drawing.js").Drawing} Drawing */

/** How long, in ms, the pointer may be on no card before the light goes off. */
const PATIENCE = 150;

/** Which card of a drawing is lit. */
export class Highlight {
  #drawing;
  /** @type {Card | null} */
  #lit = null;
  /** @type {Element[]} */
  #bright = [];

  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.#drawing = drawing;
  }

  get isOn() {
    return this.#lit !== null;
  }

  /**
   * Light up a card, or none.
   *
   * @param {Card | null} card
   */
  show(card) {
    if (this.#lit === card) return;
    this.#lit = card;
    for (const element of this.#bright) element.classList.remove("is-lit", "is-focus");
    const related = card ? this.#drawing.graph.collectRelated(card) : [];
    this.#bright = [...related].map((part) => this.#drawing.getElement(part));
    for (const element of this.#bright) element.classList.add("is-lit");
    if (card) this.#drawing.getElement(card).classList.add("is-focus");
    this.#drawing.box.classList.toggle("okr-map--focus", card !== null);
  }

  /**
   * Follow the pointer; away from all cards, the one that has the focus is lit.
   *
   * @param {AbortSignal} signal
   */
  listen(signal) {
    const { box } = this.#drawing;
    /** @type {number | undefined} */
    let soon;
    const showFocused = () => this.show(this.#drawing.focusedCard);
    box.addEventListener(
      "pointerover",
      (event) => {
        const card = this.#drawing.findCardAt(event.target);
        window.clearTimeout(soon);
        if (card) this.show(card);
        // The way to the next card leads over a gap: all of the map would flicker, and hundreds of cards be styled twice.
        else soon = window.setTimeout(showFocused, PATIENCE);
      },
      { signal },
    );
    box.addEventListener(
      "pointerleave",
      () => {
        window.clearTimeout(soon);
        showFocused();
      },
      { signal },
    );
    signal.addEventListener("abort", () => window.clearTimeout(soon), { once: true });
  }
}
