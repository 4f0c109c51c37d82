// @ts-check
/**
 * The cards of one drawing and the links between them: who serves whom, and where an arrow key leads.
 * Knows no document, so that it can be tested without one; drawing.js makes it from what is on the page.
 */

/**
 * @typedef {object} Card
 * @property {string} ref the reference of its objective, e.g. "payments/2026-Q4/checkout"
 * @property {() => Box} measure where it stands, which isn't known before it is on a page
 * @property {string} status a status as the legend names it, e.g. "risk"; empty if it has none
 * @property {Record<string, string[]>} values what it can be chosen by: the field's name to the card's values
 * @property {Record<string, string>} printed what people call these values, for the fields that the card prints
 * @property {boolean} visible whether the filter lets it through
 */

/**
 * @typedef {object} Box in units of the drawing
 * @property {number} x its centre
 * @property {number} y its centre, downwards
 * @property {number} width
 * @property {number} height
 */

/**
 * @typedef {object} Link from what serves to what is served
 * @property {string} from reference of a card, which need not be in the drawing
 * @property {string} to the same
 * @property {string} kind as the legend names it, e.g. "direct"
 * @property {boolean} visible whether the filter lets it through
 */

/** @typedef {"up" | "down"} Direction "up" leads to what a card serves, "down" to what serves it. */

/** @typedef {{ x: number, y: number, height: number }} Place a card as if all links led upwards */

/**
 * What an arrow does where links lead to the right: as if the drawing were turned to lead down.
 *
 * @type {Record<string, string>}
 */
const TURNED_KEYS = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown", ArrowUp: "ArrowLeft", ArrowDown: "ArrowRight" };

/** The cards and links of one drawing. What is invisible is passed over by every question. */
export class Graph {
  /** @type {Map<string, Card>} */
  #cardByRef;
  /** @type {Map<string, Link[]>} the links of each card, looked for once */
  #linksFrom;
  /** @type {Map<string, Link[]>} */
  #linksTo;
  /** @type {Map<Card, Place>} those that were asked for */
  #places = new Map();

  /**
   * @param {Card[]} cards in the order in which they are read
   * @param {Link[]} links
   * @param {boolean} turned whether the drawing leads from left to right
   */
  constructor(cards, links, turned = false) {
    this.cards = cards;
    this.links = links;
    this.turned = turned;
    this.#cardByRef = new Map(cards.map((card) => [card.ref, card]));
    this.#linksFrom = Map.groupBy(links, (link) => link.from);
    this.#linksTo = Map.groupBy(links, (link) => link.to);
  }

  /** The cards that are shown, in reading order. */
  get visibleCards() {
    return this.cards.filter((card) => card.visible);
  }

  /** @param {string} ref */
  findCard(ref) {
    return this.#cardByRef.get(ref);
  }

  /**
   * List the visible links that begin ("up") or end ("down") at a card.
   *
   * @param {Card} card
   * @param {Direction} direction
   */
  listLinks(card, direction) {
    const links = direction === "up" ? this.#linksFrom : this.#linksTo;
    return (links.get(card.ref) ?? []).filter((link) => link.visible);
  }

  /**
   * List the cards at the other ends of these links.
   *
   * @param {Card} card
   * @param {Direction} direction
   */
  listNeighbours(card, direction) {
    const found = this.listLinks(card, direction).map((link) =>
      this.#cardByRef.get(direction === "up" ? link.to : link.from),
    );
    return found.filter((other) => other !== undefined);
  }

  /**
   * Collect a card, all it serves, all that serves it, and the links on the way. Ends in circles, too.
   *
   * @param {Card} card
   */
  collectRelated(card) {
    /** @type {Set<Card | Link>} */
    const related = new Set([card]);
    for (const direction of /** @type {Direction[]} */ (["up", "down"])) {
      const seen = new Set([card]);
      for (const next of seen) {
        for (const link of this.listLinks(next, direction)) related.add(link);
        for (const other of this.listNeighbours(next, direction)) seen.add(other);
      }
      for (const other of seen) related.add(other);
    }
    return related;
  }

  /**
   * Find where an arrow key leads: along a link, else to the next card that way; at the end of a row, to the next row, so
   * that each card can be reached, and be it alone in its row without a link.
   *
   * @param {Card} card
   * @param {string} key as in KeyboardEvent.key
   */
  findNextCard(card, key) {
    const towards = this.turned ? TURNED_KEYS[key] : key;
    if (towards === "ArrowUp" || towards === "ArrowDown") {
      const direction = towards === "ArrowUp" ? "up" : "down";
      return this.#findNearest(card, this.listNeighbours(card, direction)) ?? this.#findLevel(card, direction);
    }
    const sign = towards === "ArrowLeft" ? -1 : 1;
    return this.#findBeside(card, sign) ?? this.#findInNextRow(card, sign);
  }

  /**
   * @param {Card} card
   * @param {Direction} direction
   */
  #findLevel(card, direction) {
    const here = this.#placeOf(card);
    const others = this.visibleCards.filter((other) => {
      const gap = this.#placeOf(other).y - here.y;
      return direction === "up" ? gap < -here.height / 2 : gap > here.height / 2;
    });
    return this.#findNearest(card, others);
  }

  /**
   * @param {Card} card
   * @param {-1 | 1} sign -1 is to the left
   */
  #findBeside(card, sign) {
    const here = this.#placeOf(card);
    const others = this.visibleCards.filter((other) => {
      const there = this.#placeOf(other);
      return sign * (there.x - here.x) > 0 && Math.abs(there.y - here.y) < here.height / 2;
    });
    return this.#findNearest(card, others);
  }

  /**
   * Find the first card of the row below, or the last one of the row above.
   *
   * @param {Card} card
   * @param {-1 | 1} sign -1 is above
   * @returns {Card | undefined}
   */
  #findInNextRow(card, sign) {
    const here = this.#placeOf(card);
    const others = this.visibleCards.filter((other) => sign * (this.#placeOf(other).y - here.y) > here.height / 2);
    const rank = (/** @type {Card} */ other) => sign * this.#placeOf(other).y;
    const nearest = Math.min(...others.map((other) => rank(other)));
    const row = others.filter((other) => rank(other) - nearest < here.height / 2);
    return row.toSorted((a, b) => sign * (this.#placeOf(a).x - this.#placeOf(b).x))[0];
  }

  /**
   * @param {Card} card
   * @param {Card[]} others
   * @returns {Card | undefined}
   */
  #findNearest(card, others) {
    const here = this.#placeOf(card);
    const distances = others
      .filter((other) => other !== card)
      .map((other) => {
        const there = this.#placeOf(other);
        return { other, distance: Math.hypot(there.x - here.x, there.y - here.y) };
      });
    return distances.toSorted((a, b) => a.distance - b.distance)[0]?.other;
  }

  /**
   * @param {Card} card
   * @returns {Place}
   */
  #placeOf(card) {
    const place = this.#places.get(card) ?? turnBox(card.measure(), this.turned);
    this.#places.set(card, place);
    return place;
  }
}

/**
 * @param {Box} box
 * @param {boolean} turned
 * @returns {Place}
 */
function turnBox({ x, y, width, height }, turned) {
  return turned ? { x: y, y: x, height: width } : { x, y, height };
}
