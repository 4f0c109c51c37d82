"""A diagram with every position decided: what is drawn and what a cache keeps.

All lengths are CSS pixels; the origin is the upper left corner of the picture.
"""

from __future__ import annotations

import msgspec

from okrsite.maps.diagram import Diagram, DiagramNode, Edge


class PlacedCard(msgspec.Struct, frozen=True):
    """An objective at its place."""

    node: DiagramNode
    """What it shows."""
    x: float
    """Left edge."""
    y: float
    """Upper edge."""
    width: float
    """Width of the box."""
    height: float
    """Height of the box; where links lead down, the same for all cards of one level."""
    heading: str
    """Unit and owner on one line, shortened to fit."""
    lines: tuple[str, ...]
    """The title, one to three lines, or four where links lead to the right."""
    cut: bool
    """True: the title did not fit and ends in an ellipsis."""
    unaligned: bool
    """True: it stands in the bottom lane."""


class EdgePath(msgspec.Struct, frozen=True):
    """A link with its way."""

    edge: Edge
    """What it joins."""
    path: str
    """SVG path data; it begins at the upper objective, where the arrow head belongs."""


class LaneBox(msgspec.Struct, frozen=True):
    """A lane: the panel behind one level, or behind what is linked to nothing."""

    label: str
    """Its heading; may be empty."""
    x: float
    """Left edge of the panel."""
    y: float
    """Upper edge."""
    width: float
    """Width of the panel."""
    height: float
    """Height of the panel."""
    label_x: float
    """Left end of the heading: where no link runs through it."""
    count: int
    """Objectives in it."""
    hidden: int
    """Objectives that belong into it and are left out."""
    unaligned: bool
    """True for the bottom lane."""


class HintLine(msgspec.Struct, frozen=True):
    """A line of the hint in the bottom lane."""

    text: str
    """Text with code between backticks."""
    x: float
    """Left end."""
    y: float
    """Base line."""


class Layout(msgspec.Struct, frozen=True):
    """A diagram that knows where everything stands. The same diagram gives an equal layout."""

    diagram: Diagram
    """What was laid out, collapsed if it was too large."""
    width: float
    """Width of the picture."""
    height: float
    """Height of the picture."""
    lanes: tuple[LaneBox, ...]
    """From top to bottom, or from left to right; the one of what is linked to nothing comes last."""
    cards: tuple[PlacedCard, ...]
    """In reading order: lane by lane, row by row from left to right, or column by column from top to bottom."""
    edge_paths: tuple[EdgePath, ...]
    """In the order of drawing: links that do not count come first, so that those that do lie on top of them."""
    hint: tuple[HintLine, ...]
    """What to do about the bottom lane."""


class LayoutFailure(msgspec.Struct, frozen=True):
    """A diagram without a picture: the page shows its list instead, and the build goes on."""

    diagram_id: str
    """Id of the diagram."""
    sentence: str
    """What happened, for the log and for the page."""

    def __str__(self) -> str:
        return self.sentence
