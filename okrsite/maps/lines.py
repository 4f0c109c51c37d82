"""How each kind of link is drawn, and what legends say of it.

The style sheet has a class for each of these lines, under its key.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from okrsite.alignment.link_kinds import LinkKind
from okrsite.languages.words import mark_text

LineKey = Literal["direct", "indirect", "dep", "open"]


class LineStyle(msgspec.Struct, frozen=True):
    """A kind of line."""

    key: LineKey
    """The end of its classes, and what the filter of the legend calls it."""
    links: tuple[LinkKind, ...]
    """The kinds of links that it stands for."""
    meaning: str
    """What it means, for the legend of a map; in English."""
    after_others: str
    """The same for a legend that has all lines, where each is read after the one before it."""
    layer: int
    """Lines of a higher layer are drawn above the others."""
    dot_style: str
    """Graphviz' word for how it is drawn."""
    dash: str = ""
    """SVG's lengths of dashes and gaps; empty for a solid line."""
    dotted: bool = False
    """Whether its dashes are round dots."""
    confirmed: bool = True
    """False: it stands for links that the other side has not answered."""


LINES = (
    LineStyle("direct", ("direct", "continues"), mark_text("contributes"), mark_text("contributes"), 2, "solid"),
    LineStyle(
        "indirect",
        ("indirect",),
        mark_text("supports, not counted"),
        mark_text("supports, not counted"),
        1,
        "dashed",
        "6 4",
    ),
    LineStyle(
        "dep", ("depends",), mark_text("depends on"), mark_text("depends on"), 0, "dotted", ".1 4.5", dotted=True
    ),
    LineStyle(
        "open",
        ("depends",),
        mark_text("depends on, not confirmed yet"),
        mark_text("not confirmed yet"),
        0,
        "dotted",
        ".1 9",
        dotted=True,
        confirmed=False,
    ),
)
"""In the order of legends."""
LEGEND: tuple[tuple[str, str], ...] = tuple((line.key, line.after_others) for line in LINES)
"""Key and meaning of each line, in English, for a legend that has all of them."""
_BY_LINK = {(kind, line.confirmed): line for line in LINES for kind in line.links}


def find_line(kind: LinkKind, *, confirmed: bool = True) -> LineStyle:
    """Return how a link of a kind is drawn; what is always known to both sides needs no confirmation."""
    return _BY_LINK.get((kind, confirmed)) or _BY_LINK[(kind, True)]
