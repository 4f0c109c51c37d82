"""What a card says, as `svg_markup` spells it: texts resolved, lengths printed, addresses judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

import msgspec

from okrsite.maps.card_faces import CardFace, make_card_face
from okrsite.maps.cards import HEADING_SIZE, INSET, CardStyle, format_hidden_count
from okrsite.maps.diagram import DiagramNode
from okrsite.maps.map_words import ENGLISH, MapWords
from okrsite.maps.picture import Layout, PlacedCard
from okrsite.maps.svg_paths import format_length
from okrsite.maps.text_metrics import clean_text, measure_text

OWN_MAP = "#map"
"""Where an objective's page has the map of its neighbourhood."""
UNFOLD_HEIGHT = 24.0
# Relative, or http(s). The pages judge addresses too, but a picture must not depend on who draws it.
_HARMLESS = re.compile(r"(?!//|/?\\)(?:https?://|[^:]*(?:[/?#]|$))", re.IGNORECASE)
# The script of pages reads it in the same way, of the whole address.
_SAID_BY_ADDRESS = re.compile(r"(?:.*/)?objectives/([\w-]+/[\w-]+/[\w-]+)(?:/|\.html)", re.ASCII)


class UnfoldLink(msgspec.Struct, frozen=True):
    """A link around "+12", beside that of the card: a link can't stand in a link."""

    href: str
    """The objective's own map."""
    name: str
    """What it does, for screen readers."""
    x: str
    """Left end."""
    y: str
    """Upper edge."""
    box_y: str
    """Upper edge of what is seen of it."""
    width: str
    """Its width; it is as high as a finger needs at least."""


class MapCardView(msgspec.Struct, frozen=True):
    """A card as `svg_markup` spells it: attributes are ready, texts are not yet escaped."""

    face: CardFace
    """What is the same wherever it stands."""
    ref: str
    """Its full reference; empty where the address says it."""
    href: str
    """Address; empty: no link."""
    outside: bool
    """Whether that lies on another site."""
    name: str
    """The whole card in a sentence, for screen readers; empty where the same card of another drawing says it."""
    identity: str
    """What others on the page may call it by; empty: nobody does."""
    twin: str
    """The identity of the same card in another drawing, which says what both are; empty: this one says it."""
    unfold: UnfoldLink | None
    """The link to what is below the card and not shown; None: all is shown."""
    place: str
    """Where its text begins and where its upper edge is: `31 34`. All other places are counted from there."""


Related = dict[tuple[str, bool], list[str]]


def collect_related_titles(layout: Layout, words: MapWords = ENGLISH) -> Related:
    """Titles of what each objective serves (False) and depends on (True)."""
    titles = {node.id: clean_text(node.title) for node in layout.diagram.nodes}
    related: Related = defaultdict(list)
    for edge in layout.diagram.edges:
        related_titles = related[(edge.source, not edge.serves)]
        title = titles[edge.target].rstrip(".")
        title = title if edge.confirmed else words.unconfirmed.format(title=title)
        if edge.source != edge.target and title not in related_titles:
            related_titles.append(title)
    return related


def build_card_view(
    card: PlacedCard,
    style: CardStyle,
    related: Related,
    href_for: Callable[[DiagramNode], str] | None,
    words: MapWords,
    cycle: str = "",
    identity: str = "",
    twin: str = "",
) -> MapCardView:
    """Everything that is printed of a card; `cycle` is the one that the whole drawing names.

    `identity` is what it is called by, `twin` what the same card in another drawing of the page is.
    """
    node = card.node
    href = clean_text(node.href if href_for is None else href_for(node))
    href = href if _HARMLESS.match(href) else ""
    face = make_card_face(card, style, words, cycle)
    return MapCardView(
        face=face,
        ref="" if twin or (href and _is_said_by_address(node)) else clean_text(node.id),
        href=href,
        outside=bool(node.outside),
        name="" if twin else _build_accessible_name(face, node, related, words),
        identity=identity,
        twin=twin,
        unfold=_build_unfold_link(card, href, words),
        place=f"{format_length(card.x + INSET)} {format_length(card.y)}",
    )


def _is_said_by_address(node: DiagramNode) -> bool:
    """Whether the address of an objective's page says its reference, wherever the page is that leads there."""
    said = _SAID_BY_ADDRESS.fullmatch(node.href)
    return said is not None and said[1] == node.id


def _build_unfold_link(card: PlacedCard, href: str, words: MapWords) -> UnfoldLink | None:
    if not card.node.hidden_children or not href or "#" in href:
        return None
    count = format_hidden_count(card.node.hidden_children)
    width = max(measure_text(f"+{count}", HEADING_SIZE) + 12, UNFOLD_HEIGHT)
    x = card.x + card.width - INSET + 6 - width
    return UnfoldLink(
        href + OWN_MAP,
        words.unfold.format(count=count),
        format_length(x),
        format_length(card.y + 2),
        format_length(card.y + 5),
        format_length(width),
    )


def _build_accessible_name(face: CardFace, node: DiagramNode, related: Related, words: MapWords) -> str:
    parts = [face.facts]
    for key, phrase in ((False, words.serves), (True, words.depends)):
        titles = related.get((node.id, key))
        if titles:
            parts.append(phrase.format(titles="; ".join(titles)))
    return " ".join((*parts, *face.remarks))
