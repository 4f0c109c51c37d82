"""What decides where things stand on a diagram, without what its cards say.

The neighbourhoods of many objectives are one picture under many names: two objectives below one goal. Such a picture
is laid out once.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from okrsite.maps.cards import CardText, compute_card_heights
from okrsite.maps.diagram import Diagram
from okrsite.maps.picture import EdgePath, Layout, PlacedCard


class DiagramShape:
    """A diagram with the texts of its cards; equal to others in which all stands at the same places."""

    def __init__(self, diagram: Diagram, texts: Sequence[CardText]) -> None:
        """Take a diagram that is not too large, and the texts as they fit on its cards."""
        self.diagram = diagram
        self.texts = texts
        places = {node.id: place for place, node in enumerate(diagram.nodes)}
        self._key = (
            diagram.direction,
            tuple((node.level, node.aligned, node.rank_hint) for node in diagram.nodes),
            # Of a text, it is its lines that count: by them, each card is as high as it is.
            tuple(compute_card_heights(diagram, list(texts))),
            tuple((places[edge.source], places[edge.target], edge.kind, edge.confirmed) for edge in diagram.edges),
            tuple((lane.level, lane.label) for lane in diagram.lanes),
            *(diagram.unaligned_label, diagram.hint, diagram.hidden_unaligned),
        )

    def __eq__(self, other: object) -> bool:
        """Whether all stands at the same places."""
        return isinstance(other, DiagramShape) and self._key == other._key

    def __hash__(self) -> int:
        """Return the hash of what decides that."""
        return hash(self._key)


def fill_in_texts(layout: Layout, shape: DiagramShape) -> Layout:
    """Return the layout of a shape, given that of an equal one."""
    known, diagram, texts = layout.diagram, shape.diagram, shape.texts
    if known is diagram:
        return layout
    nodes = {node.id: place for place, node in enumerate(known.nodes)}
    edges = {edge: place for place, edge in enumerate(known.edges)}

    def fill_in(card: PlacedCard) -> PlacedCard:
        place = nodes[card.node.id]
        text = texts[place]
        return replace(card, node=diagram.nodes[place], heading=text.heading, lines=text.lines, cut=text.cut)

    return replace(
        layout,
        diagram=diagram,
        cards=tuple(map(fill_in, layout.cards)),
        edge_paths=tuple(EdgePath(diagram.edges[edges[one.edge]], one.path) for one in layout.edge_paths),
    )
