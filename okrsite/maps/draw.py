"""A layout as SVG: every attribute is resolved here, so that `svg_markup` only spells it.

Looks come from the style sheet through classes; nothing carries an inline style, and whatever an author typed is
escaped there, after the characters that XML forbids were taken out here.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from typing import Literal

from markupsafe import Markup

from okrsite.maps.card_views import build_card_view, collect_related_titles
from okrsite.maps.cards import select_card_style
from okrsite.maps.diagram import Diagram, DiagramNode, Direction, Edge
from okrsite.maps.drawing_views import DrawingView, EdgePathView
from okrsite.maps.lines import find_line
from okrsite.maps.map_words import MapWords, translate_map_words
from okrsite.maps.picture import Layout
from okrsite.maps.svg_markup import render_drawing
from okrsite.maps.text_metrics import clean_text
from okrsite.maps.whole_markup import render_whole_drawing

Screens = Literal["all", "wide", "narrow"]


def draw_layout(
    layout: Layout,
    *,
    href_for: Callable[[DiagramNode], str] | None = None,
    prefix: str | None = None,
    words: MapWords | None = None,
    mini: bool = False,
    screens: Screens = "all",
    twin: Layout | None = None,
    whole: bool = False,
) -> Markup:
    """The picture as safe HTML, which is well-formed XML too.

    `href_for` gives a node's address on this page, if the same layout stands on pages at several depths; without it
    the nodes' own addresses are printed. `prefix` begins the ids inside the picture and has to be unique on the page;
    it is made from the diagram's id if left out. `mini` marks a picture that shrinks to the width of its column,
    `screens` one that has a twin for the other screens beside it: the style sheet shows one of the two. The second one
    gets the layout of the first one as `twin`, with the prefix of that one, and leaves to it what both say of a card.
    `whole` says everything in the picture, for whoever has no style sheet of ours. `words` are those of the site's
    language unless others are given.
    """
    words = words or translate_map_words()
    direction = layout.diagram.direction
    cycle = _find_common_cycle(layout.diagram)
    prefix = _make_identifier(prefix if prefix is not None else (twin or layout).diagram.id)
    own = _list_identities(layout, prefix) if screens == "wide" else {}
    twins = _list_identities(twin, prefix) if twin and _say_the_same(twin, layout) else {}
    related = {} if twins else collect_related_titles(layout, words)
    places = {card.node.id: place for place, card in enumerate(layout.cards)}
    view = DrawingView(
        width=layout.width,
        height=layout.height,
        label=clean_text(layout.diagram.label),
        prefix=prefix,
        classes=_list_classes(direction, mini=mini, screens=screens),
        cycle=cycle,
        lanes=layout.lanes,
        edge_paths=[
            EdgePathView(places[wire.edge.source], places[wire.edge.target], classify_line(wire.edge), wire.path)
            for wire in layout.edge_paths
        ],
        cards=[
            build_card_view(
                *(card, select_card_style(card.node.level, direction), related, href_for, words, cycle),
                identity=own.get(card.node.id, ""),
                twin=twins.get(card.node.id, ""),
            )
            for card in layout.cards
        ],
        hint=layout.hint,
    )
    return render_whole_drawing(view) if whole else render_drawing(view)


def _list_identities(layout: Layout, prefix: str) -> dict[str, str]:
    """What each card of a picture is called on its page, by the id of its node: no heading's id has a dot in it."""
    return {card.node.id: f"{prefix}.{place}" for place, card in enumerate(layout.cards)}


def _say_the_same(one: Layout, other: Layout) -> bool:
    """Whether two pictures are of the same cards with the same links."""
    return one.diagram.nodes == other.diagram.nodes and one.diagram.edges == other.diagram.edges


def classify_line(edge: Edge) -> str:
    """How a link is drawn, as the legend calls it: `direct`, `indirect`, `dep`, or `open` for one not confirmed."""
    return find_line(edge.kind, confirmed=edge.confirmed).key


def _find_common_cycle(diagram: Diagram) -> str:
    """The cycle that most cards are of, so that it has to be told once for all of them; empty for none."""
    cycles = Counter(clean_text(node.cycle) for node in diagram.nodes)
    return max(cycles, key=lambda cycle: (cycles[cycle], cycle), default="")


def _list_classes(direction: Direction, *, mini: bool, screens: Screens) -> str:
    wanted = {"right": direction == "right", "mini": mini, "wide": screens == "wide", "narrow": screens == "narrow"}
    return " ".join(["okr-map", *(f"okr-map--{name}" for name, is_so in wanted.items() if is_so)])


def _make_identifier(text: str) -> str:
    """A word that may stand in an id and in `url(#…)`; different texts give different words."""
    word = re.sub(r"[^A-Za-z0-9_-]+", "-", text)
    if word != text or not word[:1].isalpha():
        word = f"map-{word.strip('-')}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return word
