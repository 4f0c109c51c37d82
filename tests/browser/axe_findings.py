"""What axe finds on a page, by the rules of WCAG 2.2 AA.

Contrast takes more than half of the time, and most of it says again what is known: cards, rows and the frame of the theme
are painted alike. So of all texts that are painted alike, with everything around them, one is looked at. All other rules look
at everything, because they ask where things stand and what they are called.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""The only ones of them that ask for colours."""

_RUN = """async ([rules, left_out]) => {
  const off = Object.fromEntries(left_out.map((rule) => [rule, { enabled: false }]));
  return (await axe.run({ runOnly: rules, rules: off, resultTypes: ["violations"] })).violations;
}"""

# An element is painted as it and all around it says: what style and class they have is its look, kept as a number.
_LOOK_AT_NEW_COLOURS = """async ([rules, known]) => {
  const seen = new Set(known), added = [], looks = new Map([[null, 0]]), fresh = new Set();
  const look = (element) => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const said = [look(element.parentElement), element.localName, element.getAttribute("class"), style.color,
        style.backgroundColor, style.backgroundImage, style.opacity, style.fill, style.fontSize, style.fontWeight,
        style.textDecorationLine, style.filter, style.mixBlendMode, style.textShadow].join(";");
      let high = 0x811c9dc5, low = 0x01000193;
      for (let at = 0; at < said.length; at++) {
        high = Math.imul(high ^ said.charCodeAt(at), 0x01000193);
        low = Math.imul(low ^ said.charCodeAt(at), 0x5bd1e995);
      }
      looks.set(element, (high & 0x1fffff) * 0x100000000 + (low >>> 0));
    }
    return looks.get(element);
  };
  const is_read = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const element of document.body.querySelectorAll("*:not(script, style, noscript)")) {
    if (!element.getClientRects().length || !is_read(element) || seen.has(look(element))) continue;
    seen.add(look(element));
    added.push(look(element));
    fresh.add(element.closest("a[href]") || element);
  }
  const found = fresh.size
    ? (await axe.run({ include: [...fresh] }, { runOnly: { type: "rule", values: rules }, resultTypes: ["violations"] })).violations
    : [];
  return [found, added];
}"""


def findings(page, seen: set[int] | None = None) -> list[str]:
    """What axe finds, as `rule: element`; `seen` keeps which colours have been looked at, from one page to the next."""
    _bring_axe(page)
    return _describe(page.evaluate(_RUN, [RULES, COLOUR_RULES])) + colour_findings(page, seen)


def colour_findings(page, seen: set[int] | None = None) -> list[str]:
    """What axe finds of colours that are not among the ones `seen`, which it adds them to."""
    _bring_axe(page)
    found, looks = page.evaluate(_LOOK_AT_NEW_COLOURS, [COLOUR_RULES, sorted(seen or ())])
    if seen is not None:
        seen.update(looks)
    return _describe(found)


def _bring_axe(page) -> None:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)


def _describe(violations) -> list[str]:
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in violations for node in rule["nodes"]
    ]
