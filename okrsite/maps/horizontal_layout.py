"""A picture from left to right, for screens that are higher than wide: a level is a column with its heading on top.

Blocks are placed and ways are found as if it grew downwards; in the end the axes are exchanged. What is linked to
nothing stands below all columns, and shares their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from okrsite.maps.cards import CardText, compute_card_heights, select_card_style
from okrsite.maps.diagram import Diagram
from okrsite.maps.edge_paths import build_edge_paths, compute_corners, measure_heading, move_headings_clear
from okrsite.maps.hints import HINT_STEP, measure_hint, wrap_hint
from okrsite.maps.horizontal_placement import HorizontalPlaces, place_horizontally
from okrsite.maps.picture import HintLine, LaneBox, Layout, PlacedCard
from okrsite.maps.plan import MAIN, make_plan
from okrsite.maps.routes import TRACK_STEP, Routes, find_routes
from okrsite.maps.svg_paths import Point
from okrsite.maps.text_metrics import clean_text

_EDGE = 4.0
"""Pixels between the edge of the picture and its lanes."""
_INSET = 9.0
"""Pixels between the edge of a lane and its cards."""
_HEADER = 34.0
"""Room for a heading."""
_LANE_GAP = 6.0
_FIRST_TRACK = 12.0
_INDENT = 14.0


@dataclass(slots=True)
class _HorizontalCanvas:
    """The picture while it grows to the right."""

    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    lanes: list[LaneBox] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def layout_horizontally(diagram: Diagram, texts: Sequence[CardText]) -> Layout:
    """The layout of a diagram that is not too large, given the texts of its cards."""
    heights = compute_card_heights(diagram, list(texts))
    widths = [select_card_style(node.level, diagram.direction).width for node in diagram.nodes]
    plan = make_plan(diagram, heights)
    places = place_horizontally(plan, diagram, heights, widths, _EDGE + _HEADER, _INSET + _LANE_GAP + _HEADER)
    geometry = places.geometry
    routes = find_routes(plan, geometry, at_the_first=True)
    sheet = _place_columns(diagram, [key[1] for key in plan.keys if key[0] == MAIN], places, routes)
    cards: list[PlacedCard] = []
    for index, node in enumerate(diagram.nodes):
        x, y = sheet.left[geometry.row_of[index]] + places.indent.get(index, 0) * _INDENT, geometry.card_x[index]
        text = texts[index]
        box = (x, y, widths[index], heights[index])
        cards.append(PlacedCard(node, *box, text.heading, text.lines, text.cut, index in places.unaligned))
    hint = _close_unaligned_lane(diagram, places, sheet)
    points = {edge: _route_within_level(cards, *plan.ends[edge]) for edge in places.within_level}
    turned = [replace(card, x=card.y, y=card.x, width=card.height, height=card.width) for card in cards]
    for way in routes.routes:
        points[way.edge] = [(x, y) for y, x in compute_corners(way, turned, sheet.right, routes, _FIRST_TRACK)]
    column_of = {card.node.id: geometry.row_of[index] for index, card in enumerate(cards)}
    return Layout(
        diagram=diagram,
        width=sheet.width,
        height=sheet.height + _EDGE,
        lanes=move_headings_clear(sheet.lanes, points.values()),
        cards=tuple(sorted(cards, key=lambda card: (card.unaligned, column_of[card.node.id], card.y))),
        edge_paths=build_edge_paths(diagram, points),
        hint=hint,
    )


def _route_within_level(cards: Sequence[PlacedCard], upper: int, lower: int) -> list[Point]:
    """From below a goal to the left of what stands indented below it, above the place of other links."""
    x, y = cards[upper].x + _INDENT / 2, cards[lower].y + 14.0
    return [(x, cards[upper].y + cards[upper].height), (x, y), (cards[lower].x, y)]


def _place_columns(
    diagram: Diagram, levels: Sequence[int], places: HorizontalPlaces, routes: Routes
) -> _HorizontalCanvas:
    """Decide all horizontal places, from the cards in the columns and the links between them."""
    sheet = _HorizontalCanvas()
    labels = {lane.level: clean_text(lane.label) for lane in diagram.lanes}
    bottom = places.main_end + _INSET
    row_of = places.geometry.row_of
    x = _EDGE
    for column in range(places.geometry.rows):
        indent = max((places.indent.get(node, 0) for node, row in row_of.items() if row == column), default=0)
        left = x
        sheet.left.append(left + _INSET)
        sheet.right.append(left + _INSET + indent * _INDENT + select_card_style(0, diagram.direction).width)
        x = sheet.right[-1] + _FIRST_TRACK + max(0, routes.track_count.get(column, 0) - 1) * TRACK_STEP
        if column < len(levels):
            label = labels.get(levels[column], "")
            count = sum(row == column for node, row in row_of.items() if node not in places.unaligned)
            x = max(x, left + measure_heading(label, count, 0) + 2 * _INSET)
            sheet.lanes.append(LaneBox(label, left, _EDGE, x - left, bottom - _EDGE, left + _INSET, count, 0, False))
        x += _LANE_GAP
    sheet.width = max(x - _LANE_GAP, _EDGE) + _EDGE
    sheet.height = bottom if levels else 0.0
    return sheet


def _close_unaligned_lane(diagram: Diagram, places: HorizontalPlaces, sheet: _HorizontalCanvas) -> tuple[HintLine, ...]:
    """Draw the lane of what is linked to nothing below all columns, if there is any, and its hint below its cards."""
    count = len(places.unaligned)
    if not count and not diagram.hidden_unaligned:
        return ()
    label, lines = clean_text(diagram.unaligned_label), wrap_hint(diagram)
    needed = [measure_heading(label, count, diagram.hidden_unaligned), *map(measure_hint, lines)]
    sheet.width = max(sheet.width, max(needed) + 2 * (_EDGE + _INSET))
    top = sheet.height + _LANE_GAP if sheet.height else _EDGE
    bottom = places.geometry.width if count else top + _HEADER
    hint = tuple(
        HintLine(line, _EDGE + _INSET, bottom + HINT_STEP * (number + 1.3)) for number, line in enumerate(lines)
    )
    bottom += HINT_STEP * len(lines) + _INSET + (_INSET if lines else 0)
    width = sheet.width - 2 * _EDGE
    sheet.lanes.append(
        LaneBox(label, _EDGE, top, width, bottom - top, _EDGE + _INSET, count, diagram.hidden_unaligned, True)
    )
    sheet.height = bottom
    return hint
