// @ts-check
/** One drawing on the page: its graph, and which element draws which card or link. */

import { Graph } from "./graph.js";
import { findElement, readSize } from "./page.js";

/** @typedef {import("./graph.js").Card} Card */
/** @typedef {import("./graph.js").Link} Link */

/** The elements of a drawing. The box around it scrolls; the picture inside has the size that zooming gives it. */
export class Drawing {
  /** @type {Map<Card | Link, SVGElement>} */
  #elements = new Map();
  /** @type {Map<Element, Card>} */
  #cards = new Map();

  /** @param {Element} box */
  constructor(box) {
    this.box = /** @type {HTMLElement} */ (box);
    this.svg = /** @type {SVGSVGElement} */ (findElement(box, ".okr-map__svg"));
    const cards = listElements(this.svg, ".okr-node").map((element) => this.#remember(element, readCard(element)));
    const links = listElements(this.svg, ".okr-edges path").map((element) => this.#remember(element, readLink(element, cards)));
    this.graph = new Graph(cards, links, box.matches(".okr-map--right"));
    for (const card of cards) this.#cards.set(this.getElement(card), card);
  }

  /**
   * @template {Card | Link} Part
   * @param {SVGElement} element
   * @param {Part} part
   */
  #remember(element, part) {
    this.#elements.set(part, element);
    return part;
  }

  /**
   * Return the element that draws a card or a link.
   *
   * @param {Card | Link} part
   * @returns {SVGElement}
   */
  getElement(part) {
    const element = this.#elements.get(part);
    if (!element) throw new Error("A card or a link of another drawing.");
    return element;
  }

  /**
   * Find the card that an element belongs to.
   *
   * @param {EventTarget | null} target
   */
  findCardAt(target) {
    const element = target instanceof Element ? target.closest(".okr-node") : null;
    return (element && this.#cards.get(element)) ?? null;
  }

  /** The card that has the focus of the keyboard. */
  get focusedCard() {
    return this.findCardAt(document.activeElement);
  }

  /**
   * Find the link to what is not shown below a card, if there is one.
   *
   * @param {Card} card
   */
  findUnfoldLink(card) {
    const next = this.getElement(card).nextElementSibling;
    return next?.classList.contains("okr-unfold") ? next : null;
  }

  /** Draw what the graph says is visible, and nothing else. */
  drawVisible() {
    for (const [part, element] of this.#elements) setShown(element, part.visible);
    for (const card of this.graph.cards) {
      const unfold = this.findUnfoldLink(card);
      if (unfold) setShown(unfold, card.visible);
    }
  }
}

/**
 * @param {Element} within
 * @param {string} selector
 * @returns {SVGElement[]}
 */
function listElements(within, selector) {
  return [.../** @type {NodeListOf<SVGElement>} */ (within.querySelectorAll(selector))];
}

/**
 * Read what is said of a card, and write its reference where everybody finds it.
 *
 * @param {SVGElement} element
 * @returns {Card}
 */
function readCard(element) {
  const { dataset } = findTold(element);
  const [unit = "", ...owner] = (element.querySelector("text")?.textContent ?? "").split(" · ");
  /** @param {string | undefined} value */
  const listed = (value) => (value ? [value] : []);
  const ref = dataset.ref ?? readAddress(element);
  element.dataset.ref = ref;
  return {
    ref,
    measure: () => measureCard(element),
    status: readClass(element, "is-"),
    values: {
      team: listed(ref.split("/")[0]),
      level: listed(readClass(element, "okr-node--")),
      owner: listed(dataset.owner),
      tags: (dataset.tags ?? "").split("\n").filter(Boolean),
      cycle: listed(dataset.cycle ?? element.ownerSVGElement?.dataset.cycle),
    },
    printed: { team: unit, owner: owner.join(" · ") },
    visible: isShown(element),
  };
}

/**
 * Find the element that says what a card is: that of the same card in the other drawing, where its name is said there.
 *
 * @param {SVGElement} element
 * @returns {SVGElement}
 */
function findTold(element) {
  const id = element.getAttribute("aria-labelledby");
  // What was fetched from another page isn't in the document yet.
  return (id && element.closest(".okr-maps")?.querySelector(`[id="${CSS.escape(id)}"]`)) || element;
}

/**
 * Read the reference of an objective in the address of its page.
 *
 * @param {Element} card
 */
function readAddress(card) {
  const href = card.getAttribute("href");
  if (href === null) return "";
  const { pathname } = new URL(href, document.baseURI);
  return pathname.match(/\/objectives\/([\w-]+\/[\w-]+\/[\w-]+)(?:\/|\/index\.html|\.html)$/u)?.[1] ?? "";
}

/**
 * Measure a card that is on the page: the style sheet knows how large it is.
 *
 * @param {SVGElement} element
 * @returns {import("./graph.js").Box}
 */
function measureCard(element) {
  // Where a card stands is where its text begins, which is as far from its edge on all of them.
  const place = element.closest("[transform]")?.getAttribute("transform") ?? "";
  const [left = 0, top = 0] = place.match(/-?[\d.]+/gu)?.map(Number) ?? [];
  const { width, height } = readSize(findElement(element, "rect"));
  return { x: left + width / 2, y: top + height / 2, width, height };
}

/**
 * Read what stands in a class behind a prefix.
 *
 * @param {Element} element
 * @param {string} prefix
 */
function readClass(element, prefix) {
  // The first is what a card is; `okr-node--loose` comes behind its level.
  return [...element.classList].find((name) => name.startsWith(prefix))?.slice(prefix.length) ?? "";
}

/**
 * @param {SVGElement} element
 * @param {Card[]} cards of its drawing, whose places it names
 * @returns {Link}
 */
function readLink(element, cards) {
  const [from = "", to = ""] = (element.dataset.ends ?? "").split(" ").map((place) => cards[Number(place)]?.ref);
  const kind = element.parentElement ? readClass(element.parentElement, "okr-edge--") : "";
  return { from, to, kind, visible: isShown(element) };
}

/** @param {Element} element */
function isShown(element) {
  return element.getAttribute("display") !== "none";
}

/**
 * @param {Element} element
 * @param {boolean} shown
 */
function setShown(element, shown) {
  // An attribute and no style: the site's policy allows no inline styles.
  if (shown) element.removeAttribute("display");
  else element.setAttribute("display", "none");
}
