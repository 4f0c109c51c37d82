"""A layout as SVG: every attribute is resolved here, so that the template only spells it.

Looks come from the style sheet through classes; nothing carries an inline style, and whatever an author typed passes
through the escaping of the template, after the characters that XML forbids were taken out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from okrsite.maps.cards import style_of
from okrsite.maps.diagram import Direction, Edge, Node
from okrsite.maps.paths import number
from okrsite.maps.picture import HintLine, Layout
from okrsite.maps.text import clean
from okrsite.maps.views import ENGLISH, Words, card_view, related_titles

TEMPLATE = "okr/parts/map.html"
_THEME = Path(__file__).parent.parent / "theme"
Screens = Literal["all", "wide", "narrow"]
_KINDS = {"direct": "direct", "indirect": "indirect", "depends": "dep"}


@dataclass(frozen=True, slots=True)
class WireView:
    """A link as the template spells it."""

    source: str
    """Id of the lower objective."""
    target: str
    """Id of the upper objective."""
    kind: str
    """`direct`, `indirect`, `dep` or `open`, as the legend's filter calls it."""
    path: str
    """SVG path data."""


def draw(
    layout: Layout,
    *,
    href_for: Callable[[Node], str] | None = None,
    prefix: str | None = None,
    words: Words = ENGLISH,
    mini: bool = False,
    screens: Screens = "all",
    environment: Environment | None = None,
) -> Markup:
    """The picture as safe HTML, which is well-formed XML too.

    `href_for` gives a node's address on this page, if the same layout stands on pages at several depths; without it
    the nodes' own addresses are printed. `prefix` begins the ids inside the picture and has to be unique on the page;
    it is made from the diagram's id if left out. `mini` marks a picture that shrinks to the width of its column,
    `screens` one that has a twin for the other screens beside it: the style sheet shows one of the two. `environment`
    replaces our template by another one's `okr/parts/map.html`; it must escape by itself.
    """
    template = (environment or theme_environment()).get_template(TEMPLATE)
    related = related_titles(layout, words)
    direction = layout.diagram.direction
    return Markup(
        template.render(
            layout=layout,
            label=clean(layout.diagram.label),
            prefix=_identifier(prefix if prefix is not None else layout.diagram.id),
            classes=_classes(direction, mini=mini, screens=screens),
            lanes=layout.lanes,
            wires=[
                WireView(clean(wire.edge.source), clean(wire.edge.target), line_of(wire.edge), wire.path)
                for wire in layout.wires
            ],
            kinds=sorted({line_of(wire.edge) for wire in layout.wires}),
            cards=[
                card_view(card, style_of(card.node.level, direction), related, href_for, words) for card in layout.cards
            ],
            hint=[(line, _hint_parts(line)) for line in layout.hint],
            n=number,
        )
    )


def line_of(edge: Edge) -> str:
    """How a link is drawn, as the legend calls it: `direct`, `indirect`, `dep`, or `open` for one not confirmed."""
    return _KINDS[edge.kind] if edge.confirmed else "open"


@lru_cache(maxsize=1)
def theme_environment() -> Environment:
    """The templates of our theme, for what is drawn without a page around it; whatever they print is escaped."""
    return Environment(
        loader=FileSystemLoader(_THEME),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _classes(direction: Direction, *, mini: bool, screens: Screens) -> str:
    wanted = {"right": direction == "right", "mini": mini, "wide": screens == "wide", "narrow": screens == "narrow"}
    return " ".join(["okr-map", *(f"okr-map--{name}" for name, is_so in wanted.items() if is_so)])


def _identifier(text: str) -> str:
    """A word that may stand in an id and in `url(#…)`; different texts give different words."""
    word = re.sub(r"[^A-Za-z0-9_-]+", "-", text)
    if word != text or not word[:1].isalpha():
        word = f"map-{word.strip('-')}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return word


def _hint_parts(line: HintLine) -> list[tuple[bool, str]]:
    """The pieces of a line: (is code, text)."""
    return [(place % 2 == 1, part) for place, part in enumerate(line.text.split("`")) if part]
