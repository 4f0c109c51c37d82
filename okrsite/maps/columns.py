"""A picture from left to right, for screens that are higher than wide: a level is a column with its heading on top.

Blocks are placed and ways are found as if it grew downwards; in the end the axes are exchanged. What is linked to
nothing stands below all columns, and shares their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from okrsite.maps.cards import CardText, card_heights, style_of
from okrsite.maps.diagram import Diagram
from okrsite.maps.hints import HINT_STEP, hint_lines, hint_width
from okrsite.maps.outline import Outline, outline
from okrsite.maps.paths import Point
from okrsite.maps.picture import Card, HintLine, LaneBox, Layout
from okrsite.maps.plan import MAIN, make_plan
from okrsite.maps.routes import TRACK_STEP, Routes, find_routes
from okrsite.maps.text import clean
from okrsite.maps.wires import clear_headings, corners, heading_width, wires

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
class _Sheet:
    """The picture while it grows to the right."""

    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    lanes: list[LaneBox] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def layout_to_the_right(diagram: Diagram, texts: Sequence[CardText]) -> Layout:
    """The layout of a diagram that is not too large, given the texts of its cards."""
    heights = card_heights(diagram, list(texts))
    widths = [style_of(node.level, diagram.direction).width for node in diagram.nodes]
    plan = make_plan(diagram, heights)
    places = outline(plan, diagram, heights, widths, _EDGE + _HEADER, _INSET + _LANE_GAP + _HEADER)
    geometry = places.geometry
    routes = find_routes(plan, geometry, at_the_first=True)
    sheet = _columns(diagram, [key[1] for key in plan.keys if key[0] == MAIN], places, routes)
    cards: list[Card] = []
    for index, node in enumerate(diagram.nodes):
        x, y = sheet.left[geometry.row_of[index]] + places.indent.get(index, 0) * _INDENT, geometry.card_x[index]
        text = texts[index]
        box = (x, y, widths[index], heights[index])
        cards.append(Card(node, *box, text.heading, text.lines, text.cut, index in places.loose))
    hint = _close_loose(diagram, places, sheet)
    points = {edge: _inside(cards, *plan.ends[edge]) for edge in places.inside}
    turned = [replace(card, x=card.y, y=card.x, width=card.height, height=card.width) for card in cards]
    for way in routes.ways:
        points[way.edge] = [(x, y) for y, x in corners(way, turned, sheet.right, routes, _FIRST_TRACK)]
    column_of = {card.node.id: geometry.row_of[index] for index, card in enumerate(cards)}
    return Layout(
        diagram=diagram,
        width=sheet.width,
        height=sheet.height + _EDGE,
        lanes=clear_headings(sheet.lanes, points.values()),
        cards=tuple(sorted(cards, key=lambda card: (card.loose, column_of[card.node.id], card.y))),
        wires=wires(diagram, points),
        hint=hint,
    )


def _inside(cards: Sequence[Card], upper: int, lower: int) -> list[Point]:
    """From below a goal to the left of what stands indented below it, above the place of other links."""
    x, y = cards[upper].x + _INDENT / 2, cards[lower].y + 14.0
    return [(x, cards[upper].y + cards[upper].height), (x, y), (cards[lower].x, y)]


def _columns(diagram: Diagram, levels: Sequence[int], places: Outline, routes: Routes) -> _Sheet:
    """Decide all horizontal places, from the cards in the columns and the links between them."""
    sheet = _Sheet()
    labels = {lane.level: clean(lane.label) for lane in diagram.lanes}
    bottom = places.main_end + _INSET
    row_of = places.geometry.row_of
    x = _EDGE
    for column in range(places.geometry.rows):
        indent = max((places.indent.get(node, 0) for node, row in row_of.items() if row == column), default=0)
        left = x
        sheet.left.append(left + _INSET)
        sheet.right.append(left + _INSET + indent * _INDENT + style_of(0, diagram.direction).width)
        x = sheet.right[-1] + _FIRST_TRACK + max(0, routes.track_count.get(column, 0) - 1) * TRACK_STEP
        if column < len(levels):
            label = labels.get(levels[column], "")
            count = sum(row == column for node, row in row_of.items() if node not in places.loose)
            x = max(x, left + heading_width(label, count, 0) + 2 * _INSET)
            sheet.lanes.append(LaneBox(label, left, _EDGE, x - left, bottom - _EDGE, left + _INSET, count, 0, False))
        x += _LANE_GAP
    sheet.width = max(x - _LANE_GAP, _EDGE) + _EDGE
    sheet.height = bottom if levels else 0.0
    return sheet


def _close_loose(diagram: Diagram, places: Outline, sheet: _Sheet) -> tuple[HintLine, ...]:
    """Draw the lane of what is linked to nothing below all columns, if there is any, and its hint below its cards."""
    count = len(places.loose)
    if not count and not diagram.hidden_unaligned:
        return ()
    label, lines = clean(diagram.unaligned_label), hint_lines(diagram)
    needed = [heading_width(label, count, diagram.hidden_unaligned), *map(hint_width, lines)]
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
