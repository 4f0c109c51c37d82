/** What a filter lets through, and the choices it offers. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { countObjectives, listChoices, markVisible } from "../src/wanted.js";
import { draw, refs } from "./drawings.js";

const ALL = { hiddenStatuses: new Set(), hiddenKinds: new Set(), chosen: {} };

/** Three goals in a line: c serves b, and b serves a. */
function drawLine() {
  const graph = draw({ cards: { a: [0, 0], b: [0, 100], c: [0, 200] }, links: ["c > b", "b > a"] });
  const [a, b, c] = graph.cards;
  Object.assign(a.values, { team: ["company"], tags: ["growth", "money"] });
  Object.assign(b.values, { team: ["sales-north"], tags: ["growth"] });
  Object.assign(c.values, { team: ["sales-north"] });
  Object.assign(b.printed, { team: "Sales No…" });
  Object.assign(c.printed, { team: " Sales North " });
  [a.status, b.status, c.status] = ["on", "risk", "on"];
  return graph;
}

describe("what is wanted", () => {
  const wants = (wanted) => {
    const graph = drawLine();
    markVisible(graph, { ...ALL, ...wanted });
    return [refs(graph.visibleCards), graph.links.filter((link) => link.visible).map((link) => link.from)];
  };

  it("is everything, if nothing is chosen", () => {
    assert.deepEqual(wants({}), [["a", "b", "c"], ["c", "b"]]);
    assert.deepEqual(wants({ chosen: { team: "" } }), [["a", "b", "c"], ["c", "b"]]);
  });

  it("is a link only between two cards that are", () => {
    assert.deepEqual(wants({ hiddenStatuses: new Set(["risk"]) }), [["a", "c"], []]);
    assert.deepEqual(wants({ chosen: { team: "sales-north" } }), [["b", "c"], ["c"]]);
  });

  it("is a card with one of its tags", () => {
    assert.deepEqual(wants({ chosen: { tags: "money" } }), [["a"], []]);
    assert.deepEqual(wants({ chosen: { tags: "growth" } }), [["a", "b"], ["b"]]);
  });

  it("is all that was asked for at once", () => {
    assert.deepEqual(wants({ chosen: { tags: "growth", team: "company" } }), [["a"], []]);
  });

  it("is no link of a hidden kind, and the cards stay", () => {
    assert.deepEqual(wants({ hiddenKinds: new Set(["direct"]) }), [["a", "b", "c"], []]);
  });

  it("is shown again when it is wanted again", () => {
    const graph = drawLine();
    markVisible(graph, { ...ALL, chosen: { tags: "money" } });
    markVisible(graph, ALL);
    assert.deepEqual(refs(graph.visibleCards), ["a", "b", "c"]);
    assert.ok(graph.links.every((link) => link.visible));
  });
});

describe("the choices", () => {
  it("have the name on a card, where it stands there in full, else the identifier as words", () => {
    assert.deepEqual(listChoices(drawLine().cards, "team"), [["company", "Company"], ["sales-north", "Sales North"]]);
  });

  it("are sorted as people sort, tags as they were typed", () => {
    const { cards } = drawLine();
    cards[2].values.tags = ["apple", "Zebra"];
    assert.deepEqual(listChoices(cards, "tags").map(([value]) => value), ["apple", "growth", "money", "Zebra"]);
  });

  it("are none where no card has one", () => {
    assert.deepEqual(listChoices(drawLine().cards, "cycle"), []);
  });
});

it("an objective counts once in however many drawings it stands", () => {
  assert.equal(countObjectives([...drawLine().cards, ...drawLine().cards]), 3);
});
