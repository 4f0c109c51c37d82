"""Where the blocks of a plan stand: columns from Graphviz, rows and lanes from the levels.

Graphviz orders the blocks and chooses their horizontal places, so that few links cross and goals stand above what
serves them. Heights are not its business: lanes need headings and links need room between the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from okrsite.maps.engine import compute_centres
from okrsite.maps.plan import COLUMN_GAP, INDENT, LOOSE, MAIN, Plan

EDGE = 20.0
"""Pixels between the edge of the picture and the cards."""
BLOCK_GAP = 12.0
"""Least distance between two blocks of a row."""
STACK_GAP = 18.0
"""Distance between two cards of a stack."""
_FEWEST_SINGLES_IN_A_ROW = 4


@dataclass(slots=True)
class Geometry:
    """Places in pixels; what is indexed by node follows the diagram, what is indexed by block the plan."""

    widths: Sequence[float]
    """Width of each node's card."""
    heights: Sequence[float]
    """Height of each node's card."""
    card_x: dict[int, float] = field(default_factory=dict)
    """Left edge of each node's card."""
    block_x: list[float] = field(default_factory=list)
    """Left edge of each block."""
    row_of: dict[int, int] = field(default_factory=dict)
    """Row of every node, those in the grid of single unaligned ones included."""
    rows: int = 0
    """How many rows there are."""
    spans: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    """What stands in each row: left and right ends, sorted."""
    width: float = 0.0
    """Width of the picture."""

    def compute_centre(self, node: int) -> float:
        """Horizontal centre of a card."""
        return self.card_x[node] + self.widths[node] / 2


def place_blocks(plan: Plan, widths: Sequence[float], heights: Sequence[float], least_width: float) -> Geometry:
    """All horizontal places of a plan. Raises EngineError."""
    geometry = Geometry(widths, heights, row_of=dict(plan.row_of), rows=len(plan.keys))
    geometry.block_x = [0.0] * len(plan.blocks)
    for zone in (MAIN, LOOSE):
        _place_zone(plan, zone, geometry)
    for index in range(len(plan.blocks)):
        _place_members(plan, index, geometry)
    straighten_conduits(plan, geometry)
    right = [x + block.width for x, block in zip(geometry.block_x, plan.blocks, strict=True)]
    geometry.width = max([least_width, *(end + EDGE for end in right)])
    for index, block in enumerate(plan.blocks):
        geometry.spans.setdefault(block.row, []).append((geometry.block_x[index], right[index]))
    _place_isolated(plan, geometry)
    for spans in geometry.spans.values():
        spans.sort()
    return geometry


def _place_zone(plan: Plan, zone: int, geometry: Geometry) -> None:
    rows = [row for row, key in enumerate(plan.keys) if key[0] == zone]
    blocks = [index for index, block in enumerate(plan.blocks) if block.row in rows]
    if not blocks:
        return
    local = {block: number for number, block in enumerate(blocks)}
    centres = compute_centres(
        [plan.blocks[block].width for block in blocks],
        [[local[block] for block in blocks if plan.blocks[block].row == row] for row in rows],
        [(local[upper], local[lower], weight) for upper, lower, weight in plan.links if upper in local],
        gap=BLOCK_GAP,
    )
    left = {block: float(round(centres[local[block]] - plan.blocks[block].width / 2)) for block in blocks}
    shift = EDGE - min(left.values())
    for row in rows:
        end = -BLOCK_GAP
        for block in sorted((block for block in blocks if plan.blocks[block].row == row), key=lambda b: (left[b], b)):
            # The engine answers with five digits: far to the right, that is a pixel more or less.
            geometry.block_x[block] = max(left[block] + shift, end + BLOCK_GAP)
            end = geometry.block_x[block] + plan.blocks[block].width


def _place_members(plan: Plan, index: int, geometry: Geometry) -> None:
    block = plan.blocks[index]
    for position, node in enumerate(block.members):
        x = geometry.block_x[index]
        if block.stack_of is not None:
            card = max(geometry.widths[member] for member in block.members)
            x += INDENT + (position // block.per_column) * (INDENT + card + COLUMN_GAP)
        geometry.card_x[node] = x


def straighten_conduits(plan: Plan, geometry: Geometry) -> None:
    """Move a conduit straight above the only thing it leads to, if its row has room there.

    Graphviz aligns middles, but a stack is entered at its left edge.
    """
    aims: dict[tuple[int, int], set[float]] = {}
    goals: dict[int, int] = {}
    for _, _, lower in plan.tree:
        goals[lower] = goals.get(lower, 0) + 1
    for _, upper, lower in plan.tree:
        stacked = plan.blocks[plan.block_of[lower]].stack_of is not None
        # A card with several goals is entered beside its middle: such an aim is never met twice.
        aim = (
            geometry.card_x[lower] - INDENT / 2
            if stacked
            else geometry.compute_centre(lower) + (goals[lower] - 1) * 0.5
        )
        aims.setdefault((upper, plan.row_of[lower] - 1), set()).add(aim)
    for (upper, row), index in sorted(plan.conduits.items(), key=lambda conduit: (-conduit[0][1], conduit[1])):
        width = plan.blocks[index].width
        aims_here = aims.get((upper, row), set())
        if len(aims_here) == 1 and _is_free(plan, geometry, index, min(aims_here)):
            geometry.block_x[index] = min(aims_here) - width / 2
        aims.setdefault((upper, row - 1), set()).add(geometry.block_x[index] + width / 2)


def _is_free(plan: Plan, geometry: Geometry, conduit: int, x: float) -> bool:
    room = plan.blocks[conduit].width
    return all(
        x + room <= geometry.block_x[other] or x - room >= geometry.block_x[other] + block.width
        for other, block in enumerate(plan.blocks)
        if block.row == plan.blocks[conduit].row and other != conduit
    )


def _place_isolated(plan: Plan, geometry: Geometry) -> None:
    """Fill rows of their own with what is linked to nothing, in order, as wide as the rest of the picture."""
    fewest = plan.isolated[:_FEWEST_SINGLES_IN_A_ROW]
    needed = sum(geometry.widths[node] + BLOCK_GAP for node in fewest) - BLOCK_GAP + 2 * EDGE
    geometry.width = max(geometry.width, needed)
    x = geometry.width
    for node in plan.isolated:
        if x + geometry.widths[node] > geometry.width - EDGE:
            geometry.rows += 1
            x = EDGE
        row = geometry.rows - 1
        geometry.card_x[node], geometry.row_of[node] = x, row
        geometry.spans.setdefault(row, []).append((x, x + geometry.widths[node]))
        x += geometry.widths[node] + BLOCK_GAP
