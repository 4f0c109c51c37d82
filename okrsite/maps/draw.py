"""A layout as SVG: every attribute is resolved here, so that the template only spells it.

Looks come from the style sheet through classes; nothing carries an inline style, and whatever an author typed passes
through the escaping of the template, after the characters that XML forbids were taken out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from okrsite.maps.card_views import ENGLISH, MapWords, build_card_view, collect_related_titles
from okrsite.maps.cards import select_card_style
from okrsite.maps.diagram import Direction, Edge, Node
from okrsite.maps.picture import HintLine, Layout
from okrsite.maps.svg_paths import format_length
from okrsite.maps.text_metrics import clean_text

TEMPLATE = "okr/parts/map.html"
_THEME = Path(__file__).parent.parent / "theme"
Screens = Literal["all", "wide", "narrow"]
_KINDS = {"direct": "direct", "indirect": "indirect", "depends": "dep"}


class EdgePathView(msgspec.Struct, frozen=True):
    """A link as the template spells it."""

    source: str
    """Id of the lower objective."""
    target: str
    """Id of the upper objective."""
    kind: str
    """`direct`, `indirect`, `dep` or `open`, as the legend's filter calls it."""
    path: str
    """SVG path data."""


def draw_layout(
    layout: Layout,
    *,
    href_for: Callable[[Node], str] | None = None,
    prefix: str | None = None,
    words: MapWords = ENGLISH,
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
    template = (environment or create_theme_environment()).get_template(TEMPLATE)
    related = collect_related_titles(layout, words)
    direction = layout.diagram.direction
    return Markup(
        template.render(
            layout=layout,
            label=clean_text(layout.diagram.label),
            prefix=_make_identifier(prefix if prefix is not None else layout.diagram.id),
            classes=_list_classes(direction, mini=mini, screens=screens),
            lanes=layout.lanes,
            wires=[
                EdgePathView(
                    clean_text(wire.edge.source), clean_text(wire.edge.target), classify_line(wire.edge), wire.path
                )
                for wire in layout.edge_paths
            ],
            kinds=sorted({classify_line(wire.edge) for wire in layout.edge_paths}),
            cards=[
                build_card_view(card, select_card_style(card.node.level, direction), related, href_for, words)
                for card in layout.cards
            ],
            hint=[(line, _split_hint(line)) for line in layout.hint],
            n=format_length,
        )
    )


def classify_line(edge: Edge) -> str:
    """How a link is drawn, as the legend calls it: `direct`, `indirect`, `dep`, or `open` for one not confirmed."""
    return _KINDS[edge.kind] if edge.confirmed else "open"


@lru_cache(maxsize=1)
def create_theme_environment() -> Environment:
    """The templates of our theme, for what is drawn without a page around it; whatever they print is escaped."""
    return Environment(
        loader=FileSystemLoader(_THEME),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _list_classes(direction: Direction, *, mini: bool, screens: Screens) -> str:
    wanted = {"right": direction == "right", "mini": mini, "wide": screens == "wide", "narrow": screens == "narrow"}
    return " ".join(["okr-map", *(f"okr-map--{name}" for name, is_so in wanted.items() if is_so)])


def _make_identifier(text: str) -> str:
    """A word that may stand in an id and in `url(#…)`; different texts give different words."""
    word = re.sub(r"[^A-Za-z0-9_-]+", "-", text)
    if word != text or not word[:1].isalpha():
        word = f"map-{word.strip('-')}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return word


def _split_hint(line: HintLine) -> list[tuple[bool, str]]:
    """The pieces of a line: (is code, text)."""
    return [(place % 2 == 1, part) for place, part in enumerate(line.text.split("`")) if part]
