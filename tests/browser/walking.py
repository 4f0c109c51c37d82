"""Walks a map by its keys and along its links, for whoever wants to know which cards they reach."""

from __future__ import annotations

LINKS = """() => [...document.querySelectorAll(".okr-edges path")].map((each) => {
  const cards = each.ownerSVGElement.querySelectorAll(".okr-node");
  return each.dataset.ends.split(" ").map((place) => cards[place].dataset.ref);
})"""
"""References of the cards that each link joins, the lower one first, as a script for the page."""

# Scrolling is tried elsewhere; here it would only cost time.
REACHED_BY_KEYS = """() => {
  Element.prototype.scrollIntoView = () => {};
  const nodes = [...document.querySelectorAll(".okr-node")].filter((node) => node.getClientRects().length);
  const seen = new Set([nodes[0]]), waiting = [nodes[0]];
  while (waiting.length && seen.size < nodes.length) {
    const from = waiting.pop();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "End"]) {
      from.focus();
      from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      const to = document.activeElement;
      if (!seen.has(to)) { seen.add(to); waiting.push(to); }
    }
  }
  return [...seen].map((each) => each.dataset.ref);
}"""
"""References of the cards that can be reached from the first one, as a script for the page."""
