"""Whether a layout that was kept can be one of its diagram: nothing of it is missing, hidden or counted otherwise.

Where exactly cards stand nobody can tell without laying them out anew. But each of them lies in the picture and on no
other one, all lines are there, and headings count what stands below them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrsite.late_patterns import compile_late
from okrsite.maps.diagram import Diagram
from okrsite.maps.picture import LaneBox, Layout, PlacedCard
from okrsite.maps.text_metrics import clean_text

_BEGIN = compile_late(r"M(-?[0-9]{1,8}(?:\.[0-9]{1,3})?) (-?[0-9]{1,8}(?:\.[0-9]{1,3})?)[hvq0-9 .-]*")
_LONGEST = 4_000
"""Characters of a line's path."""
_MARGIN = 100.0
"""Pixels beside whatever lies farthest to the right or to the bottom."""
_OF_NOTHING = (300.0, 100.0)
"""Pixels that a picture may have in which nothing stands."""
_NEARLY = 0.5
"""Pixels by which numbers may differ that were rounded."""


def is_sound_layout(layout: Layout) -> bool:
    """Whether a layout can be one of its diagram."""
    return (
        _are_sound_cards(layout)
        and _are_sound_lanes(layout.lanes, layout.cards, layout.diagram)
        and _are_sound_edges(layout)
        and _is_no_larger_than_needed(layout)
    )


def _are_sound_cards(layout: Layout) -> bool:
    inside = all(
        card.width > 0
        and card.height > 0
        and card.x >= 0
        and card.y >= 0
        and card.x + card.width <= layout.width + _NEARLY
        and card.y + card.height <= layout.height + _NEARLY
        for card in layout.cards
    )
    return inside and not _do_overlap(layout.cards)


def _do_overlap(cards: Sequence[PlacedCard]) -> bool:
    """Whether one card lies on another one."""
    ordered = sorted(cards, key=lambda card: card.y)
    for number, card in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.y >= card.y + card.height - _NEARLY:
                break
            if other.x < card.x + card.width - _NEARLY and card.x < other.x + other.width - _NEARLY:
                return True
    return False


def _are_sound_lanes(lanes: Iterable[LaneBox], cards: Iterable[PlacedCard], diagram: Diagram) -> bool:
    loose = [lane for lane in lanes if lane.unaligned]
    others = [lane for lane in lanes if not lane.unaligned]
    unaligned = [card.unaligned for card in cards]
    return (
        len(loose) == (1 if any(unaligned) or diagram.hidden_unaligned else 0)
        and sum(lane.count for lane in loose) == unaligned.count(True)
        and sum(lane.count for lane in others) == unaligned.count(False)
        and all(lane.hidden == diagram.hidden_unaligned for lane in loose)
        and all(lane.label == clean_text(diagram.unaligned_label) for lane in loose)
        and all(lane.count and not lane.hidden for lane in others)
        and all(lane.width >= 0 and lane.height >= 0 for lane in lanes)
    )


def _are_sound_edges(layout: Layout) -> bool:
    drawn = [path.edge for path in layout.edge_paths]
    return len(drawn) == len(layout.diagram.edges) == len(set(drawn)) and all(
        len(path.path) <= _LONGEST
        and (begin := _BEGIN.fullmatch(path.path)) is not None
        and -_NEARLY <= float(begin[1]) <= layout.width + _NEARLY
        and -_NEARLY <= float(begin[2]) <= layout.height + _NEARLY
        for path in layout.edge_paths
    )


def _is_no_larger_than_needed(layout: Layout) -> bool:
    ends = [_OF_NOTHING, *((card.x + card.width, card.y + card.height) for card in layout.cards)]
    ends += [(lane.x + lane.width, lane.y + lane.height) for lane in layout.lanes]
    right, bottom = max(x for x, _ in ends), max(y for _, y in ends)
    lines = max((line.y for line in layout.hint), default=0.0)
    return layout.width <= right + _MARGIN and layout.height <= max(bottom, lines) + _MARGIN
