/** The graph of a drawing: what hangs together, and where arrows lead. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Graph } from "../src/graph.js";
import { draw, refs } from "./drawings.js";

/*
 *            mission
 *          /         \
 *      growth        quality       lonely
 *      /    \        /
 *  sales    checkout
 */
const COMPANY = {
  cards: { mission: [500, 0], growth: [200, 100], quality: [700, 100], lonely: [1200, 100], sales: [100, 200], checkout: [400, 200] },
  links: ["growth > mission", "quality > mission", "sales > growth", "checkout > growth", "checkout > quality"],
};

describe("what hangs together with a card", () => {
  const graph = draw(COMPANY);

  it("is what it serves, up to the top, and what serves it, down to the bottom", () => {
    assert.deepEqual(refs(graph.collectRelated(graph.findCard("growth"))), ["checkout", "growth", "mission", "sales"]);
  });

  it("is not what serves the same goal beside it", () => {
    assert.deepEqual(refs(graph.collectRelated(graph.findCard("sales"))), ["growth", "mission", "sales"]);
  });

  it("holds the links on the way, and no others", () => {
    const related = graph.collectRelated(graph.findCard("quality"));
    const links = graph.links.filter((link) => related.has(link)).map((link) => `${link.from} > ${link.to}`);
    assert.deepEqual(links, ["quality > mission", "checkout > quality"]);
  });

  it("is the card alone where nothing is linked", () => {
    assert.deepEqual(refs(graph.collectRelated(graph.findCard("lonely"))), ["lonely"]);
  });

  it("ends where goals serve each other in a circle", () => {
    const circle = draw({ cards: { a: [0, 0], b: [0, 100], c: [0, 200] }, links: ["a > b", "b > c", "c > a"] });
    assert.deepEqual(refs(circle.collectRelated(circle.findCard("b"))), ["a", "b", "c"]);
  });

  it("takes each card once, however many ways lead to it", () => {
    // Forty levels of two, each serving both above: a walk along all ways would take 2^40 steps.
    const cards = Object.fromEntries(
      Array.from({ length: 80 }, (_, place) => [`${Math.floor(place / 2)}-${place % 2}`, [place % 2, Math.floor(place / 2)]]),
    );
    const links = Array.from({ length: 39 }, (_, level) => level).flatMap((level) =>
      [0, 1].flatMap((from) => [0, 1].map((to) => `${level + 1}-${from} > ${level}-${to}`)),
    );
    const ladder = draw({ cards, links });
    let asked = 0;
    const { listNeighbours } = ladder;
    ladder.listNeighbours = (card, direction) => {
      asked += 1;
      return listNeighbours.call(ladder, card, direction);
    };
    assert.equal(refs(ladder.collectRelated(ladder.findCard("0-0"))).length, 79);
    assert.ok(asked <= 2 * 80, `${asked} cards were asked`);
  });

  it("leaves out links to cards that are not drawn", () => {
    const part = draw({ cards: { a: [0, 0] }, links: ["a > elsewhere", "elsewhere > a"] });
    assert.deepEqual(refs(part.collectRelated(part.findCard("a"))), ["a"]);
    assert.deepEqual(part.listNeighbours(part.findCard("a"), "up"), []);
  });

  it("passes over what the filter hides", () => {
    const filtered = draw(COMPANY);
    for (const link of filtered.links) link.visible = link.to !== "growth";
    assert.deepEqual(refs(filtered.collectRelated(filtered.findCard("growth"))), ["growth", "mission"]);
  });
});

describe("where an arrow leads", () => {
  const graph = draw(COMPANY);
  const from = (start, key) => graph.findNextCard(graph.findCard(start), key)?.ref;

  it("is along a link, to the nearest of several", () => {
    assert.equal(from("growth", "ArrowUp"), "mission");
    assert.equal(from("growth", "ArrowDown"), "sales");
    assert.equal(from("checkout", "ArrowUp"), "growth");
  });

  it("is to the nearest card that way where nothing is linked", () => {
    assert.equal(from("lonely", "ArrowUp"), "mission");
    assert.equal(from("lonely", "ArrowDown"), "checkout");
  });

  it("is to the card beside it, on the same level only", () => {
    assert.equal(from("growth", "ArrowRight"), "quality");
    assert.equal(from("lonely", "ArrowLeft"), "quality");
  });

  it("is to the next row at the end of one, so that a card alone in its row is reached without a link", () => {
    assert.equal(from("lonely", "ArrowRight"), "sales");
    assert.equal(from("sales", "ArrowLeft"), "lonely");
    assert.equal(from("mission", "ArrowRight"), "growth");
    const alone = draw({ cards: { a: [0, 0], b: [100, 0], alone: [50, 100], c: [0, 200] }, links: ["c > a"] });
    const seen = new Set([alone.findCard("a")]);
    for (const card of seen) {
      for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) seen.add(alone.findNextCard(card, key) ?? card);
    }
    assert.deepEqual(refs(seen), ["a", "alone", "b", "c"]);
  });

  it("is nowhere at the first and the last edge, and with any other key", () => {
    for (const [start, key] of [["mission", "ArrowUp"], ["mission", "ArrowLeft"], ["checkout", "ArrowRight"], ["sales", "ArrowDown"]]) {
      assert.equal(from(start, key), undefined, `${start} ${key}`);
    }
  });

  it("passes over what the filter hides", () => {
    const filtered = draw(COMPANY);
    filtered.findCard("quality").visible = false;
    for (const link of filtered.links) link.visible = ![link.from, link.to].includes("quality");
    assert.equal(filtered.findNextCard(filtered.findCard("growth"), "ArrowRight")?.ref, "lonely");
    assert.deepEqual(refs(filtered.visibleCards), ["checkout", "growth", "lonely", "mission", "sales"]);
  });

  it("follows the drawing where that leads from left to right", () => {
    const across = Object.fromEntries(Object.entries(COMPANY.cards).map(([ref, [x, y]]) => [ref, [y, x]]));
    const turned = draw({ ...COMPANY, cards: across }, true);
    const step = (start, key) => turned.findNextCard(turned.findCard(start), key)?.ref;
    assert.equal(step("growth", "ArrowLeft"), "mission");
    assert.equal(step("growth", "ArrowRight"), "sales");
    assert.equal(step("growth", "ArrowDown"), "quality");
    assert.equal(step("quality", "ArrowUp"), "growth");
  });
});

it("an empty drawing answers every question", () => {
  const graph = new Graph([], []);
  assert.deepEqual([graph.visibleCards, graph.findCard("a")], [[], undefined]);
});
