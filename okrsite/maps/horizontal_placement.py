"""Where the blocks of a plan stand if links lead to the right: like the lines of an outline.

Every level is one column. A goal stands beside the first of what serves it, all of which stands below each other; what
serves a goal of its own level stands right below it, indented. So the picture begins with its first goal in the upper
corner, is as wide as there are levels, and is read as the list beneath it. Graphviz has no say here: it sets a goal
beside the middle of what serves it, and on a phone that may be three screens further down.

Words are those of a picture that grows downwards, with its axes exchanged: a row is a column here, and the left edge
of a block its upper one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from okrsite.maps.diagram import Diagram
from okrsite.maps.placement import BLOCK_GAP, Geometry, straighten_conduits
from okrsite.maps.plan import LOOSE, Plan

DEEPEST_INDENT = 3
"""How many times a card can be indented; a longer chain within a level goes on at the end of the column."""
_FAMILY_GAP = 20.0
"""Pixels between what serves one goal and what serves the next."""
_FEWEST_ROWS = 2
"""What is linked to nothing stands in so many rows at least."""


@dataclass(slots=True)
class HorizontalPlaces:
    """All places along the rows."""

    geometry: Geometry
    """Where blocks and cards stand."""
    main_end: float
    """Where the main zone ends; its beginning if there is none."""
    unaligned: frozenset[int]
    """Nodes of the unaligned zone."""
    indent: dict[int, int]
    """How often each card is indented."""
    within_level: list[int]
    """Edges from a goal to what stands right below it, indented."""


@dataclass(slots=True)
class _BlockFamily:
    """What belongs to a block, in order; every block belongs to one at most."""

    beside: list[int] = field(default_factory=list)
    """Blocks of the next row."""
    inside: list[tuple[int, int]] = field(default_factory=list)
    """(block, edge) within its own row."""


@dataclass(slots=True)
class _BlockPlacer:
    """Writes the outline, block by block."""

    plan: Plan
    families: dict[int, _BlockFamily]
    block_x: list[float]
    free: dict[int, float] = field(default_factory=dict)
    """The end of what stands in each row."""
    placed: set[int] = field(default_factory=set)
    indent: dict[int, int] = field(default_factory=dict)
    within_level: list[int] = field(default_factory=list)

    def place_family(self, block: int, least: float, *, begins: bool) -> None:
        """Place a block and its family where there is room; `begins`: it is the first one of a goal."""
        self._place_block(block, least, least, 0, _FAMILY_GAP if begins else BLOCK_GAP)

    def _place_block(self, block: int, least: float, abreast: float, indent: int, gap: float) -> float:
        """Return where the block begins. Goes no deeper than there are rows and indents."""
        self.placed.add(block)
        row, width = self.plan.blocks[block].row, self.plan.blocks[block].width
        place = max(least, self.free.get(row, -gap) + gap)
        start = abreast if indent else place
        family = self.families.get(block, _BlockFamily())
        beside = [lower for lower in family.beside if lower not in self.placed]
        for number, lower in enumerate(beside):
            extent = self._place_block(lower, start, start, 0, BLOCK_GAP if number else _FAMILY_GAP)
            if number == 0:
                place = max(place, extent + self._compute_offset(block, lower))
        self.block_x[block] = place
        self.free[row] = place + width
        for node in self.plan.blocks[block].members:
            self.indent[node] = indent
        for lower, edge in family.inside:
            if lower not in self.placed and indent < DEEPEST_INDENT:
                self.within_level.append(edge)
                self._place_block(lower, place, start if indent else place, indent + 1, BLOCK_GAP)
        return place

    def _compute_offset(self, block: int, lower: int) -> float:
        """How much further on a block begins than the first one beside it; ways run straight into middles of cards."""
        one, other = self.plan.blocks[block], self.plan.blocks[lower]
        return 0.0 if one.members and other.members else (other.width - one.width) / 2


def place_horizontally(
    plan: Plan, diagram: Diagram, breadths: list[float], depths: list[float], begin: float, header: float
) -> HorizontalPlaces:
    """All places of a plan along its rows.

    `breadths` and `depths` are the sizes of the cards along and across a row; `begin` is where the first card may
    stand, `header` the room between the zones.
    """
    geometry = Geometry(breadths, depths, row_of=dict(plan.row_of), block_x=[0.0] * len(plan.blocks))
    pen = _BlockPlacer(plan, _group_families(plan, diagram), geometry.block_x)
    apart = {row for row, key in enumerate(plan.keys) if key[0] == LOOSE}
    main = [index for index, block in enumerate(plan.blocks) if block.row not in apart]
    for block in _list_root_blocks(pen, main):
        pen.place_family(block, begin, begins=True)
    geometry.rows = len(plan.keys) - len(apart)
    main_end = max(pen.free.values(), default=begin)
    unaligned = [index for index, block in enumerate(plan.blocks) if block.row in apart]
    end = _place_unaligned(pen, geometry, unaligned, main_end + header if main else begin)
    plan.cross_edges = [edge for edge in plan.cross_edges if edge not in set(pen.within_level)]
    for index, other_block in enumerate(plan.blocks):
        for node in other_block.members:
            geometry.card_x[node] = geometry.block_x[index]
    straighten_conduits(plan, geometry)
    for index, other_block in enumerate(plan.blocks):
        place = geometry.block_x[index]
        geometry.spans.setdefault(other_block.row, []).append((place, place + other_block.width))
    for node in plan.isolated:
        place = geometry.card_x[node]
        geometry.spans.setdefault(geometry.row_of[node], []).append((place, place + breadths[node]))
    for spans in geometry.spans.values():
        spans.sort()
    geometry.width = end
    members = {node for block in unaligned for node in plan.blocks[block].members}
    return HorizontalPlaces(geometry, main_end, frozenset(members.union(plan.isolated)), pen.indent, pen.within_level)


def _group_families(plan: Plan, diagram: Diagram) -> dict[int, _BlockFamily]:
    """What belongs to which block; of several goals, one that it counts for is preferred, then one further up."""
    goals: dict[int, list[tuple[bool, int, int, int]]] = defaultdict(list)
    for edge, upper, lower in plan.tree:
        passes = plan.row_of[lower] - plan.row_of[upper] > 1
        beside = plan.conduits[(upper, plan.row_of[lower] - 1)] if passes else plan.block_of[upper]
        goals[plan.block_of[lower]].append((not diagram.edges[edge].counts, int(passes), edge, beside))
    for edge in plan.cross_edges:
        upper, lower = plan.ends[edge]
        link = diagram.edges[edge]
        if link.serves and upper != lower and plan.row_of.get(upper, -1) == plan.row_of.get(lower, -2):
            goals[plan.block_of[lower]].append((not link.counts, 2, edge, plan.block_of[upper]))
    families: dict[int, _BlockFamily] = defaultdict(_BlockFamily)
    for block in sorted(goals):
        _, where, edge, upper_block = min(goals[block])
        if where < 2:
            families[upper_block].beside.append(block)
        else:
            families[upper_block].inside.append((block, edge))
    # After the cards come the ways to what stands further off.
    for (upper, row), index in sorted(plan.conduits.items(), key=lambda conduit: conduit[1]):
        families[plan.conduits.get((upper, row - 1), plan.block_of[upper])].beside.append(index)
    return dict(families)


def _list_root_blocks(pen: _BlockPlacer, blocks: list[int]) -> Iterator[int]:
    """Blocks that belong to no other one, row by row; then whatever was not placed with them, such as a circle."""
    known = {lower for family in pen.families.values() for lower in family.beside}
    known |= {lower for family in pen.families.values() for lower, _ in family.inside}
    blocks = sorted(blocks, key=lambda block: (pen.plan.blocks[block].row, block))
    yield from [block for block in blocks if block not in known]
    for block in blocks:
        if block not in pen.placed:
            yield block


def _place_unaligned(pen: _BlockPlacer, geometry: Geometry, blocks: list[int], begin: float) -> float:
    """Place what is linked to nothing, family by family where there is most room; return where it ends."""
    plan = pen.plan
    kept = len(blocks) + len(plan.isolated)
    rows = max(geometry.rows, min(_FEWEST_ROWS, kept))
    ends = [begin - BLOCK_GAP] * rows
    for block in _list_root_blocks(pen, blocks):
        row = ends.index(min(ends))
        before = set(pen.placed)
        own = plan.blocks[block].row
        pen.free[own] = ends[row]
        pen.place_family(block, begin, begins=False)
        ends[row] = pen.free[own]
        for card in pen.placed - before:
            plan.blocks[card].row = row
            geometry.row_of.update(dict.fromkeys(plan.blocks[card].members, row))
    for node in plan.isolated:
        row = ends.index(min(ends))
        geometry.card_x[node], geometry.row_of[node] = ends[row] + BLOCK_GAP, row
        ends[row] += BLOCK_GAP + geometry.widths[node]
    geometry.rows = max([geometry.rows, *(row + 1 for row in geometry.row_of.values())])
    return max(ends, default=begin)
