"""From a diagram to a picture with every position decided.

The steps, each in its module: collapse what is too large, plan rows and stacks, let Graphviz place the blocks, find
the ways of the links; here, rows get their heights, lanes their panels, and ways become paths. Nothing is measured
with a font and nothing depends on chance: the same diagram gives an equal layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from okrsite.maps.cards import CardText, card_heights, style_of, text_of
from okrsite.maps.collapse import MAX_NODES, collapse
from okrsite.maps.diagram import Diagram
from okrsite.maps.paths import Point, path_data, verticals
from okrsite.maps.picture import Card, HintLine, LaneBox, Layout, Wire
from okrsite.maps.place import EDGE, STACK_GAP, Geometry, place
from okrsite.maps.plan import LOOSE, Plan, make_plan
from okrsite.maps.routes import TRACK_STEP, Routes, Way, find_routes
from okrsite.maps.text import clean, text_width

_TOP = 4.0
_HEADER = 30.0
_FOOT = 14.0
_LANE_GAP = 12.0
_ROW_AIR = 34.0
_FIRST_TRACK = 14.0
_LABEL_SIZE = 12.0
_HINT_SIZE = 13.0
_HINT_STEP = 20.0
_DRAWING_ORDER = {"depends": 0, "indirect": 1, "direct": 2}


@dataclass(slots=True)
class _Sheet:
    """The picture while it grows downwards."""

    row_top: list[float] = field(default_factory=list)
    row_bottom: list[float] = field(default_factory=list)
    lanes: list[LaneBox] = field(default_factory=list)
    hint: tuple[HintLine, ...] = ()
    y: float = _TOP


def layout(diagram: Diagram, *, max_nodes: int = MAX_NODES) -> Layout:
    """The layout of a diagram, collapsed to at most `max_nodes` cards.

    Runs Graphviz in this process and has no time limit: for diagrams that may be large or that outsiders shape, use
    `layouts`. Raises EngineError when Graphviz is missing or fails.
    """
    diagram = collapse(diagram, max_nodes)
    texts = [text_of(node) for node in diagram.nodes]
    widths = [style_of(node.level).width for node in diagram.nodes]
    heights = card_heights(diagram, texts)
    plan = make_plan(diagram, widths)
    geometry = place(plan, widths, heights, _least_width(diagram, plan))
    routes = find_routes(plan, geometry)
    sheet = _stack_rows(diagram, plan, geometry, routes)
    cards = _cards(diagram, plan, geometry, sheet, texts)
    points = [_points(way, cards, sheet, routes) for way in routes.ways]
    order = sorted(range(len(routes.ways)), key=lambda way: _drawing_order(diagram, routes.ways[way].edge))
    return Layout(
        diagram=diagram,
        width=geometry.width,
        height=sheet.y + _TOP,
        lanes=_with_clear_headings(sheet.lanes, points, geometry.width),
        cards=tuple(sorted(cards, key=lambda card: _reading_order(card, sheet))),
        wires=tuple(Wire(diagram.edges[routes.ways[way].edge], path_data(points[way])) for way in order),
        hint=sheet.hint,
    )


def _drawing_order(diagram: Diagram, edge: int) -> tuple[int, int]:
    return _DRAWING_ORDER[diagram.edges[edge].kind], edge


def _reading_order(card: Card, sheet: _Sheet) -> tuple[int, float, float]:
    row = next(number for number, bottom in enumerate(sheet.row_bottom) if card.y < bottom)
    return row, card.x, card.y


def _least_width(diagram: Diagram, plan: Plan) -> float:
    """Every heading has to fit, and the hint where there is one."""
    labels = [f"{clean(lane.label)} 9999" for lane in diagram.lanes]
    widest = max((text_width(label, _LABEL_SIZE) for label in labels), default=0.0)
    if _has_loose(diagram, plan):
        widest = max(widest, text_width(f"{clean(diagram.unaligned_label)} 999 +999", _LABEL_SIZE))
        widest = max([widest, *(_hint_width(line) for line in diagram.hint)])
    return float(round(widest + 2 * EDGE))


def _has_loose(diagram: Diagram, plan: Plan) -> bool:
    return bool(plan.singles or diagram.hidden_unaligned or any(key[0] == LOOSE for key in plan.keys))


def _hint_width(line: str) -> float:
    return text_width(clean(line), _HINT_SIZE, bold=False)


def _stack_rows(diagram: Diagram, plan: Plan, geometry: Geometry, routes: Routes) -> _Sheet:
    """Decide all heights: rows from the cards in them, the room below a row from the tracks that run there."""
    sheet = _Sheet()
    lane_of = [key[:2] if key[0] != LOOSE else (LOOSE, 0) for key in plan.keys]
    lane_of += [(LOOSE, 0)] * (geometry.rows - len(plan.keys))
    heights = _row_heights(plan, geometry)
    members: dict[tuple[int, int], int] = {}
    for row in geometry.row_of.values():
        members[lane_of[row]] = members.get(lane_of[row], 0) + 1
    labels = {lane.level: clean(lane.label) for lane in diagram.lanes}
    for row, lane in enumerate(lane_of):
        if row == 0 or lane_of[row - 1] != lane:
            top = sheet.y
            sheet.y += _HEADER
        sheet.row_top.append(sheet.y)
        sheet.y += heights[row]
        sheet.row_bottom.append(sheet.y)
        extra = max(0, routes.track_count.get(row, 0) - 1) * TRACK_STEP
        if row + 1 < len(lane_of) and lane_of[row + 1] == lane:
            sheet.y += _ROW_AIR + extra
            continue
        sheet.y += _FOOT + extra
        if lane[0] == LOOSE:
            _close_loose(sheet, diagram, geometry, top, members[lane])
        else:
            sheet.lanes.append(LaneBox(labels.get(lane[1], ""), top, sheet.y - top, EDGE, members[lane], 0, False))
            sheet.y += _LANE_GAP
    if diagram.hidden_unaligned and (LOOSE, 0) not in lane_of:
        top = sheet.y
        sheet.y += _HEADER
        _close_loose(sheet, diagram, geometry, top, 0)
    elif lane_of and lane_of[-1][0] != LOOSE:
        sheet.y -= _LANE_GAP
    return sheet


def _row_heights(plan: Plan, geometry: Geometry) -> list[float]:
    heights = [0.0] * geometry.rows
    for block in plan.blocks:
        if block.members:
            card = max(geometry.heights[member] for member in block.members)
            whole = block.per_column * (card + STACK_GAP) - STACK_GAP
            heights[block.row] = max(heights[block.row], whole)
    for node in plan.singles:
        row = geometry.row_of[node]
        heights[row] = max(heights[row], geometry.heights[node])
    return heights


def _close_loose(sheet: _Sheet, diagram: Diagram, geometry: Geometry, top: float, count: int) -> None:
    """End the bottom lane: the hint stands to the right of the last row if there is room, else below it."""
    if diagram.hint:
        last = geometry.rows - 1
        right = max((end for _, end in geometry.spans.get(last, ())), default=0.0) + EDGE
        if count and right + max(map(_hint_width, diagram.hint)) + EDGE <= geometry.width:
            x, y = right, sheet.row_top[last] + 36.0
        else:
            x, y = EDGE, sheet.y + 6.0
            sheet.y += _HINT_STEP * len(diagram.hint)
        sheet.hint = tuple(
            HintLine(clean(line), x, y + number * _HINT_STEP) for number, line in enumerate(diagram.hint)
        )
    label = clean(diagram.unaligned_label)
    sheet.lanes.append(LaneBox(label, top, sheet.y - top, EDGE, count, diagram.hidden_unaligned, True))


def _cards(diagram: Diagram, plan: Plan, geometry: Geometry, sheet: _Sheet, texts: Sequence[CardText]) -> list[Card]:
    """All cards, by the index of their node."""
    cards: list[Card] = []
    for index, node in enumerate(diagram.nodes):
        row = geometry.row_of[index]
        y = sheet.row_top[row]
        if index in plan.block_of:
            block = plan.blocks[plan.block_of[index]]
            pitch = max(geometry.heights[member] for member in block.members) + STACK_GAP
            y += (block.members.index(index) % block.per_column) * pitch
        loose = row >= len(plan.keys) or plan.keys[row][0] == LOOSE
        text = texts[index]
        x, width, height = geometry.card_x[index], geometry.widths[index], geometry.heights[index]
        cards.append(Card(node, x, y, width, height, text.heading, text.lines, text.cut, loose))
    return cards


def _points(way: Way, cards: Sequence[Card], sheet: _Sheet, routes: Routes) -> list[Point]:
    """The corners of a way, from the upper card to the lower one."""
    upper, lower = cards[way.upper], cards[way.lower]
    x = way.start
    if way.ending == "gutter":
        y = upper.y + upper.height * 0.4
        points = [(upper.x + upper.width, y), (x, y)]
    else:
        points = [(x, upper.y + upper.height)]
    for channel, reached in way.hops:
        if reached != x:
            y = sheet.row_bottom[channel] + _FIRST_TRACK + TRACK_STEP * routes.tracks[(channel, way.bus)]
            points += [(x, y), (reached, y)]
        x = reached
    if way.ending == "top":
        points.append((x, lower.y))
    elif way.ending == "trunk":
        points += [(x, lower.y + lower.height / 2), (lower.x, lower.y + lower.height / 2)]
    else:
        y = lower.y + lower.height * 0.6
        points += [(x, y), (lower.x + lower.width, y)]
    return points


def _with_clear_headings(lanes: Sequence[LaneBox], points: Sequence[list[Point]], width: float) -> tuple[LaneBox, ...]:
    """The lanes, with each heading moved right until no link runs through it; where there is no such place, unmoved."""
    runs = [run for way in points for run in verticals(way)]
    cleared: list[LaneBox] = []
    for lane in lanes:
        crossing = sorted({x for x, high, low in runs if high < lane.y + 26 and low > lane.y + 8})
        needed = text_width(f"{lane.label} {lane.count}" + (f" +{lane.hidden}" if lane.hidden else ""), _LABEL_SIZE)
        x = EDGE
        for line in crossing:
            if x - 6 < line < x + needed + 6:
                x = line + 8
        if x + needed > width - EDGE:
            x = EDGE
        cleared.append(LaneBox(lane.label, lane.y, lane.height, x, lane.count, lane.hidden, lane.loose))
    return tuple(cleared)
