"""From a diagram to a picture with every position decided.

The steps, each in its module: collapse what is too large, plan rows and stacks, let Graphviz place the blocks, find
the ways of the links; here, rows get their heights and lanes their panels; ways become paths. What leads to the right
has an order of its own, in `columns`. Nothing is measured with a font and nothing depends on chance: the same diagram
gives an equal layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec.structs import replace

from okrsite.maps.cards import CardText, compute_card_heights, fit_card_text, select_card_style
from okrsite.maps.collapse import MAX_NODES, collapse_diagram
from okrsite.maps.diagram import Diagram
from okrsite.maps.edge_paths import build_edge_paths, compute_corners, measure_heading, move_headings_clear
from okrsite.maps.hints import HINT_STEP, measure_hint, wrap_hint
from okrsite.maps.horizontal_layout import layout_horizontally
from okrsite.maps.layout_shapes import DiagramShape, fill_in_texts
from okrsite.maps.picture import HintLine, LaneBox, Layout, PlacedCard
from okrsite.maps.placement import EDGE, STACK_GAP, Geometry, place_blocks
from okrsite.maps.plan import LOOSE, Plan, make_plan
from okrsite.maps.routes import TRACK_STEP, Routes, find_routes
from okrsite.maps.text_metrics import clean_text

_TOP = 4.0
_HEADER = 30.0
_FOOT = 14.0
_LANE_GAP = 12.0
_ROW_AIR = 34.0
_FIRST_TRACK = 14.0
_FEW = 40
"""Cards; pictures of more are hardly ever alike, and large."""


@dataclass(slots=True)
class _VerticalCanvas:
    """The picture while it grows downwards."""

    row_top: list[float] = field(default_factory=list)
    row_bottom: list[float] = field(default_factory=list)
    lanes: list[LaneBox] = field(default_factory=list)
    hint: tuple[HintLine, ...] = ()
    y: float = _TOP


def layout_diagram(diagram: Diagram, *, max_nodes: int = MAX_NODES) -> Layout:
    """The layout of a diagram, collapsed to at most `max_nodes` cards.

    Runs Graphviz in this process and has no time limit: for diagrams that may be large or that outsiders shape, use
    `layouts`. Raises EngineError when Graphviz is missing or fails.
    """
    diagram = collapse_diagram(diagram, max_nodes)
    shape = DiagramShape(diagram, [fit_card_text(node, diagram.direction) for node in diagram.nodes])
    if len(diagram.nodes) > _FEW:
        return _lay_out(shape)
    return fill_in_texts(_lay_out_cached(shape), shape)


@lru_cache(maxsize=128)
def _lay_out_cached(shape: DiagramShape) -> Layout:
    """Return the layout of one of the shapes that are equal."""
    return _lay_out(shape)


def _lay_out(shape: DiagramShape) -> Layout:
    diagram, texts = shape.diagram, shape.texts
    if diagram.direction == "right":
        return layout_horizontally(diagram, texts)
    widths = [select_card_style(node.level, diagram.direction).width for node in diagram.nodes]
    heights = compute_card_heights(diagram, list(texts))
    plan = make_plan(diagram, widths)
    geometry = place_blocks(plan, widths, heights, _compute_least_width(diagram, plan))
    routes = find_routes(plan, geometry)
    sheet = _stack_rows(diagram, plan, geometry, routes)
    cards = _build_cards(diagram, plan, geometry, sheet, texts)
    points = {way.edge: compute_corners(way, cards, sheet.row_bottom, routes, _FIRST_TRACK) for way in routes.routes}
    return Layout(
        diagram=diagram,
        width=geometry.width,
        height=sheet.y + _TOP,
        lanes=move_headings_clear(sheet.lanes, points.values()),
        cards=tuple(sorted(cards, key=lambda card: _make_reading_order_key(card, sheet))),
        edge_paths=build_edge_paths(diagram, points),
        hint=sheet.hint,
    )


def _make_reading_order_key(card: PlacedCard, sheet: _VerticalCanvas) -> tuple[int, float, float]:
    row = next(number for number, bottom in enumerate(sheet.row_bottom) if card.y < bottom)
    return row, card.x, card.y


def _compute_least_width(diagram: Diagram, plan: Plan) -> float:
    """Every heading has to fit, and the hint where there is one."""
    widest = max((measure_heading(clean_text(lane.label), 9999, 0) for lane in diagram.lanes), default=0.0)
    if _has_unaligned(diagram, plan):
        widest = max(widest, measure_heading(clean_text(diagram.unaligned_label), 999, 999))
        widest = max([widest, *map(measure_hint, wrap_hint(diagram))])
    return float(round(widest + 2 * EDGE))


def _has_unaligned(diagram: Diagram, plan: Plan) -> bool:
    return bool(plan.isolated or diagram.hidden_unaligned or any(key[0] == LOOSE for key in plan.keys))


def _stack_rows(diagram: Diagram, plan: Plan, geometry: Geometry, routes: Routes) -> _VerticalCanvas:
    """Decide all heights: rows from the cards in them, the room below a row from the tracks that run there."""
    sheet = _VerticalCanvas()
    lane_of = [key[:2] if key[0] != LOOSE else (LOOSE, 0) for key in plan.keys]
    lane_of += [(LOOSE, 0)] * (geometry.rows - len(plan.keys))
    heights = _compute_row_heights(plan, geometry)
    members: dict[tuple[int, int], int] = {}
    for row in geometry.row_of.values():
        members[lane_of[row]] = members.get(lane_of[row], 0) + 1
    labels = {lane.level: clean_text(lane.label) for lane in diagram.lanes}
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
            _close_unaligned_lane(sheet, diagram, geometry, top, members[lane])
        else:
            label = labels.get(lane[1], "")
            sheet.lanes.append(_build_lane(label, top, sheet.y, geometry, members[lane]))
            sheet.y += _LANE_GAP
    if diagram.hidden_unaligned and (LOOSE, 0) not in lane_of:
        top = sheet.y
        sheet.y += _HEADER
        _close_unaligned_lane(sheet, diagram, geometry, top, 0)
    elif lane_of and lane_of[-1][0] != LOOSE:
        sheet.y -= _LANE_GAP
    return sheet


def _compute_row_heights(plan: Plan, geometry: Geometry) -> list[float]:
    heights = [0.0] * geometry.rows
    for block in plan.blocks:
        if block.members:
            card = max(geometry.heights[member] for member in block.members)
            whole = block.per_column * (card + STACK_GAP) - STACK_GAP
            heights[block.row] = max(heights[block.row], whole)
    for node in plan.isolated:
        row = geometry.row_of[node]
        heights[row] = max(heights[row], geometry.heights[node])
    return heights


def _close_unaligned_lane(sheet: _VerticalCanvas, diagram: Diagram, geometry: Geometry, top: float, count: int) -> None:
    """End the bottom lane: the hint stands to the right of the last row if there is room, else below it."""
    lines = wrap_hint(diagram)
    if lines:
        last = geometry.rows - 1
        right = max((end for _, end in geometry.spans.get(last, ())), default=0.0) + EDGE
        if count and right + max(map(measure_hint, lines)) + EDGE <= geometry.width:
            x, y = right, sheet.row_top[last] + 36.0
        else:
            x, y = EDGE, sheet.y + 6.0
            sheet.y += HINT_STEP * len(lines)
        sheet.hint = tuple(HintLine(line, x, y + number * HINT_STEP) for number, line in enumerate(lines))
    lane = _build_lane(clean_text(diagram.unaligned_label), top, sheet.y, geometry, count)
    sheet.lanes.append(replace(lane, hidden=diagram.hidden_unaligned, unaligned=True))


def _build_lane(label: str, top: float, bottom: float, geometry: Geometry, count: int) -> LaneBox:
    return LaneBox(label, 1.0, top, geometry.width - 2, bottom - top, EDGE, count, 0, False)


def _build_cards(
    diagram: Diagram, plan: Plan, geometry: Geometry, sheet: _VerticalCanvas, texts: Sequence[CardText]
) -> list[PlacedCard]:
    """All cards, by the index of their node."""
    cards: list[PlacedCard] = []
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
        cards.append(PlacedCard(node, x, y, width, height, text.heading, text.lines, text.cut, loose))
    return cards
