"""Sizes and spacing hold with any font: targets are large enough for a finger, and nothing is wider than a phone.

A machine has the fonts it has, so their measures are put on one that is here: how high a line of text stands by itself,
and how wide its letters run.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from kinds import KINDS, NARROW, WIDE

pytestmark = pytest.mark.browser

# Ascent, descent and gap between lines in percent of the size, and the width of letters in percent of DejaVu Sans: the
# widest, the lowest and the highest. Those of other systems lie between them in each measure: Segoe UI with (107.9, 25.1, 0,
# 90), San Francisco with (95.2, 24.1, 0, 90).
FONTS = {
    "DejaVu Sans": (92.8, 23.6, 0, 100),
    "Liberation Sans": (90.5, 21.2, 3.3, 88),
    "Noto Sans": (106.9, 29.3, 0, 95),
}
# Through the object model: the policy of the pages refuses a style that somebody puts into them.
WEAR = """([ascent, descent, gap, width]) => {
  const face = (weight, names) => `@font-face { font-family: Probe; font-weight: ${weight};
    src: ${names.map(name => `local("${name}")`).join()}; size-adjust: ${width}%;
    ascent-override: ${ascent}%; descent-override: ${descent}%; line-gap-override: ${gap}% }`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(face("400 500", ["DejaVu Sans", "Liberation Sans", "Arial", "Helvetica"]) +
    face("600 700", ["DejaVu Sans Bold", "Liberation Sans Bold", "Arial Bold", "Helvetica Bold"]) +
    ":root, [data-md-color-scheme] { --okr-sans: Probe, sans-serif !important }");
  document.adoptedStyleSheets = [sheet];
  document.body.getBoundingClientRect();
  return document.fonts.ready.then(() => document.fonts.check("16px Probe"));
}"""
LOOK = """async () => {
  const found = await axe.run({runOnly: {type: "rule", values: ["target-size"]}, resultTypes: ["violations"]});
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  return [...found.violations.flatMap(each => each.nodes.map(node => node.html.slice(0, 160))),
          ...(wide > 0 ? [`${wide}px too wide`] : [])];
}"""


@pytest.mark.parametrize(
    "kind", ["home", "team", "company", "earlier cycle", "objective", "person", "teams", "guide fields"]
)
def test_targets_and_width_are_right_whatever_the_font(visit, kind):
    page = visit(KINDS[kind], viewport=NARROW)
    page.evaluate(AXE_SCRIPT)
    sizes = {"narrow": NARROW, "wide": WIDE}
    found = {}
    for size, viewport in sizes.items():
        page.set_viewport_size(viewport)
        for name, measures in FONTS.items():
            page.evaluate(WEAR, list(measures))
            found[name, size] = page.evaluate(LOOK)
    assert found == {(name, size): [] for size in sizes for name in FONTS}


def test_a_font_would_show_a_fault(visit):
    page = visit(KINDS["team"], viewport=NARROW)
    page.evaluate(AXE_SCRIPT)
    page.evaluate("for (const each of document.querySelectorAll('.okr-facts')) each.style.lineHeight = 1")
    page.evaluate("for (const each of document.querySelectorAll('.okr-facts a')) each.style.all = 'unset'")
    heights = []
    for name in ("DejaVu Sans", "Noto Sans"):
        page.evaluate(WEAR, list(FONTS[name]))
        assert page.evaluate(LOOK) != []
        heights.append(page.evaluate("document.querySelector('.okr-facts a').getBoundingClientRect().height"))
    assert heights[0] < heights[1]


# Texts that reach over an edge of their card, by a pixel or more.
OVER = """() => [...document.querySelectorAll(".okr-map .okr-node")].flatMap((node) => {
  const card = node.querySelector("rect").getBoundingClientRect();
  return [...node.querySelectorAll("text")]
    .map((text) => [text.getBoundingClientRect(), text.textContent])
    .filter(([box]) => box.width && (box.left < card.left - 1 || box.right > card.right + 1))
    .map(([, words]) => words);
})"""


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_title_reaches_over_the_edge_of_its_card_whatever_the_font(visit, viewport):
    page = visit(KINDS["map"], viewport=viewport)
    page.get_by_role("button", name="Original size").click()
    over = {}
    for name, measures in FONTS.items():
        assert page.evaluate(WEAR, list(measures))
        over[name] = page.evaluate(OVER)
    assert over == {name: [] for name in FONTS}
