"""A drawing before it is markup: what is printed and where, with every text as it is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from okrsite.maps.card_views import MapCardView
from okrsite.maps.picture import HintLine, LaneBox


class EdgePathView(msgspec.Struct, frozen=True):
    """A link with its way, ready to print."""

    lower: int
    """Place of the lower objective among the cards."""
    upper: int
    """Place of the upper objective."""
    kind: str
    """`direct`, `indirect`, `dep` or `open`, as the legend's filter calls it."""
    path: str
    """SVG path data."""


class DrawingView(msgspec.Struct, frozen=True):
    """A whole drawing, ready to print."""

    width: float
    height: float
    label: str
    """What the picture is, for screen readers."""
    prefix: str
    """What the ids inside the picture begin with; letters, digits, `-` and `_`."""
    classes: str
    """Classes of the element around the picture."""
    cycle: str
    """The cycle of every card that doesn't name another one; empty for none."""
    lanes: tuple[LaneBox, ...]
    edge_paths: Sequence[EdgePathView]
    cards: Sequence[MapCardView]
    hint: tuple[HintLine, ...]
