/** Drawings as a few words, for the tests. */

import { Graph } from "../src/graph.js";

/**
 * Make a graph of cards that are 160 wide and 60 high.
 *
 * @param {object} drawing
 * @param {Record<string, number[]>} drawing.cards the centre of each, by reference
 * @param {string[]} drawing.links "what serves > what is served"
 * @param {boolean} [turned]
 */
export function draw({ cards, links }, turned = false) {
  const made = Object.entries(cards).map(([ref, [x, y]]) => ({
    ref, measure: () => ({ x, y, width: 160, height: 60 }), status: "on", values: {}, printed: {}, visible: true,
  }));
  const linked = links.map((link) => {
    const [from, to] = link.split(" > ");
    return { from, to, kind: "direct", visible: true };
  });
  return new Graph(made, linked, turned);
}

/**
 * List the references of cards, sorted; links among them are left out.
 *
 * @param {Iterable<object>} parts
 * @returns {string[]}
 */
export function refs(parts) {
  return [...parts].filter((part) => "ref" in part).map((part) => part.ref).toSorted();
}
