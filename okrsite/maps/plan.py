"""What stands in which row, and what stands together: the decisions taken before Graphviz is asked.

A lane is one level; within it, an objective that serves another one of its own level stands a row lower. Objectives
that serve the same single goal and carry nothing themselves stand in one column, as one block; so do those without any
link, where there are many. A link that skips rows
gets a conduit in each of them, a narrow block that keeps the way free. Unaligned objectives and all that hangs only on
them are kept apart, for the lane at the bottom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isqrt

from okrsite.maps.diagram import Diagram

INDENT = 16
"""Pixels from the left edge of a stack, where its trunk runs, to its cards."""
COLUMN_GAP = 12
"""Pixels between two columns of one stack."""
CONDUIT_WIDTH = 8
"""Pixels kept free for a link that passes a row."""

_MODERATE = 40
"""Up to so many cards, width is no worry."""
_FEW_IDLE = 6
"""So many cards without a link may stand side by side in a row; more of them stand in columns."""
DEEPEST = 12
"""Rows within one lane; a longer chain of links within one level goes on in its last row."""

MAIN, LOOSE = 0, 1
RowKey = tuple[int, int, int]
"""Zone (main or unaligned), level, row within the level."""


@dataclass(slots=True)
class Block:
    """What Graphviz places as one box: a card, a stack of cards, or a conduit."""

    row: int
    """Index of its row."""
    width: float
    """Pixels."""
    members: tuple[int, ...] = ()
    """Nodes by index, down the first column, then the next one. Empty: a conduit."""
    stack_of: int | None = None
    """The node all members serve, if they stand in columns along trunks; None for a single card, for a column of cards
    without a link, and for a conduit."""
    per_column: int = 1
    """Cards in one column."""

    @property
    def columns(self) -> int:
        """How many columns a stack has."""
        return -(-len(self.members) // self.per_column)


@dataclass(slots=True)
class Plan:
    """Rows and blocks of a whole diagram; nodes are meant by their index in it."""

    row_of: dict[int, int]
    """Row of every node except the single loose ones, which the last lane arranges by itself."""
    keys: list[RowKey]
    """What each row is; sorted, main rows first."""
    tree: list[tuple[int, int, int]]
    """(edge, upper node, lower node) of every link that leads from a row to one below it."""
    cross_edges: list[int]
    """Edges that are drawn around the cards: dependencies, and links that do not lead upwards."""
    isolated: list[int]
    """Unaligned nodes that nothing hangs on."""
    ends: list[tuple[int, int]]
    """(upper node, lower node) of every edge of the diagram."""
    blocks: list[Block] = field(default_factory=list)
    """All blocks of the rows, in the order in which equals stand from left to right."""
    block_of: dict[int, int] = field(default_factory=dict)
    """Block of every node."""
    conduits: dict[tuple[int, int], int] = field(default_factory=dict)
    """(upper node, row) -> block that keeps the way free."""
    links: list[tuple[int, int, int]] = field(default_factory=list)
    """(upper block, lower block, weight), between neighbouring rows only."""
    joining: list[int] = field(default_factory=list)
    """Edges to the second and further goals of cards in a column: they leave the goal below and enter at the right."""


def make_plan(diagram: Diagram, card_widths: Sequence[float]) -> Plan:
    """The plan of a diagram, given the width of each node's card in pixels.

    Where links lead to the right, rows are columns, one for each level, the widths are heights, and nothing has to be
    stacked; links within a level are all aside.
    """
    index_of = {node.id: index for index, node in enumerate(diagram.nodes)}
    ends = [(index_of[edge.source], index_of[edge.target]) for edge in diagram.edges]
    upward = [
        (lower, upper)
        for (lower, upper), edge in zip(ends, diagram.edges, strict=True)
        if edge.serves and lower != upper
    ]
    loose = find_unaligned_nodes(diagram, upward)
    key_of = _compute_row_keys(diagram, upward, loose)
    if diagram.direction == "right":
        key_of = {index: (zone, level, 0) for index, (zone, level, _) in key_of.items()}
    linked = {node for pair in upward for node in pair}
    singles = [index for index in range(len(diagram.nodes)) if index in loose and index not in linked]
    apart = set(singles)
    placed = [index for index in range(len(diagram.nodes)) if index not in apart]
    keys = sorted({key_of[index] for index in placed})
    row_by_key = {key: row for row, key in enumerate(keys)}
    row_of = {index: row_by_key[key_of[index]] for index in placed}
    plan = Plan(row_of, keys, [], [], singles, [(upper, lower) for lower, upper in ends])
    _sort_edges(plan, diagram)
    _make_blocks(plan, diagram, placed, card_widths)
    _make_links(plan)
    return plan


def find_unaligned_nodes(diagram: Diagram, upward: Sequence[tuple[int, int]]) -> set[int]:
    """Nodes of the bottom lane: unaligned ones, and whatever serves nothing but those; by index, as (lower, upper)."""
    above: dict[int, set[int]] = defaultdict(set)
    for lower, upper in upward:
        above[lower].add(upper)
    loose = {index for index, node in enumerate(diagram.nodes) if not node.aligned and not above[index]}
    grown = bool(loose)
    while grown:
        more = {index for index, goals in above.items() if goals and index not in loose and goals <= loose}
        loose |= more
        grown = bool(more)
    return loose


def _compute_row_keys(diagram: Diagram, upward: Sequence[tuple[int, int]], loose: set[int]) -> dict[int, RowKey]:
    """Zone, level and row within the level of every node; the loose zone knows no levels, only depths."""
    group = [(LOOSE, 0) if index in loose else (MAIN, node.level) for index, node in enumerate(diagram.nodes)]
    above: dict[int, list[int]] = defaultdict(list)
    for lower, upper in upward:
        if group[lower] == group[upper]:
            above[lower].append(upper)
    depth: dict[int, int] = {}
    for start in range(len(diagram.nodes)):
        _compute_depth(start, above, depth, diagram)
    return {index: (*group[index], depth[index]) for index in range(len(diagram.nodes))}


def _compute_depth(start: int, above: dict[int, list[int]], depth: dict[int, int], diagram: Diagram) -> None:
    """Longest way up within one level, without recursion; in a circle, the way ends where it would close."""
    path = [(start, iter(above[start]))] if start not in depth else []
    on_path = {start}
    while path:
        node, rest = path[-1]
        following = next((upper for upper in rest if upper not in depth and upper not in on_path), None)
        if following is not None:
            path.append((following, iter(above[following])))
            on_path.add(following)
            continue
        longest = max((depth[upper] + 1 for upper in above[node] if upper in depth), default=0)
        depth[node] = min(max(longest, diagram.nodes[node].rank_hint), DEEPEST - 1)
        on_path.discard(node)
        path.pop()


def _sort_edges(plan: Plan, diagram: Diagram) -> None:
    seen: set[tuple[int, int, str]] = set()
    for number, ((upper, lower), edge) in enumerate(zip(plan.ends, diagram.edges, strict=True)):
        if lower == upper or (lower, upper, edge.kind) in seen:
            continue
        seen.add((lower, upper, edge.kind))
        falls = lower in plan.row_of and upper in plan.row_of and plan.row_of[lower] > plan.row_of[upper]
        same_zone = falls and plan.keys[plan.row_of[lower]][0] == plan.keys[plan.row_of[upper]][0]
        if edge.serves and same_zone:
            plan.tree.append((number, upper, lower))
        else:
            plan.cross_edges.append(number)


def _make_blocks(plan: Plan, diagram: Diagram, placed: Sequence[int], card_widths: Sequence[float]) -> None:
    carrying = {upper for _, upper, _ in plan.tree}
    busy_rows = _find_busy_rows(plan, carrying)
    stacks = _find_stacks(plan, diagram, placed, carrying, busy_rows) if diagram.direction == "down" else {}
    key_of = {member: key for key, members in stacks.items() for member in members}
    aside = {edge for edge, upper, lower in plan.tree if lower in key_of and key_of[lower][0] != upper}
    plan.tree = [link for link in plan.tree if link[0] not in aside]
    plan.joining = sorted(aside)
    tallest = 4 if len(placed) <= 48 else 5 if len(placed) <= 96 else 6
    if diagram.direction == "down":
        _add_isolated_stacks(plan, placed, carrying, busy_rows, card_widths)
    for node in placed:
        if node in plan.block_of:
            continue
        key = key_of.get(node)
        if key is None:
            plan.block_of[node] = len(plan.blocks)
            plan.blocks.append(Block(plan.row_of[node], card_widths[node], (node,)))
        else:
            _add_stack(plan, stacks[key], key, 2 if key[1] in busy_rows else tallest, card_widths)


def _find_stacks(
    plan: Plan, diagram: Diagram, placed: Sequence[int], carrying: set[int], busy_rows: set[int]
) -> dict[tuple[int, int], list[int]]:
    """What stands in columns together: (goal, row) -> at least two nodes, in the diagram's order.

    A node with several goals joins the column of the first one, if it makes a column of three or more, or of two in a
    large map: a card entered from above by all its goals is clearer, but takes a column for itself, and a map of many
    such columns is too wide to read.
    """
    fewest = 3 if len(placed) <= _MODERATE else 2
    links: dict[int, list[tuple[bool, int, int, int]]] = defaultdict(list)
    for edge, upper, lower in plan.tree:
        if lower not in carrying:
            indirect = not diagram.edges[edge].counts
            links[lower].append((indirect, -plan.row_of[upper], edge, upper))
    stacks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node in placed:
        if links[node]:
            stacks[(min(links[node])[3], plan.row_of[node])].append(node)
    for key, members in stacks.items():
        if len(members) < fewest or key[1] in busy_rows:
            stacks[key] = [member for member in members if len({link[3] for link in links[member]}) == 1]
    # A single card is entered from above: entered from the side it would look lost.
    return {key: members for key, members in stacks.items() if len(members) > 1}


def _find_busy_rows(plan: Plan, carrying: set[int]) -> set[int]:
    """Rows in which most nodes carry others: there, a tall stack would push everything below far away."""
    balance: dict[int, int] = defaultdict(int)
    for node, row in plan.row_of.items():
        balance[row] += 1 if node in carrying else -1
    return {row for row, more in balance.items() if more >= 0}


def _add_isolated_stacks(
    plan: Plan, placed: Sequence[int], carrying: set[int], busy_rows: set[int], card_widths: Sequence[float]
) -> None:
    """Put the cards of a row that serve nothing and that nothing serves into columns: a row may have 150 of them."""
    serving = {lower for _, _, lower in plan.tree}
    idle: dict[int, list[int]] = defaultdict(list)
    for node in placed:
        if node not in carrying and node not in serving:
            idle[plan.row_of[node]].append(node)
    for row, nodes in idle.items():
        if len(nodes) <= _FEW_IDLE:
            continue
        tallest = 2 if row in busy_rows else max(4, isqrt(len(nodes) // 2))
        for start in range(0, len(nodes), tallest):
            members = nodes[start : start + tallest]
            plan.block_of.update(dict.fromkeys(members, len(plan.blocks)))
            width = max(card_widths[member] for member in members)
            plan.blocks.append(Block(row, width, tuple(members), per_column=tallest))


def _add_stack(
    plan: Plan, members: Sequence[int], key: tuple[int, int], tallest: int, card_widths: Sequence[float]
) -> None:
    columns = -(-len(members) // tallest)
    per_column = -(-len(members) // columns)
    columns = -(-len(members) // per_column)
    card = max(card_widths[member] for member in members)
    width = columns * (INDENT + card) + (columns - 1) * COLUMN_GAP
    for member in members:
        plan.block_of[member] = len(plan.blocks)
    plan.blocks.append(Block(key[1], width, tuple(members), key[0], per_column))


def _make_links(plan: Plan) -> None:
    """Conduits for links that skip rows, one for all links of a node, and what hangs on what between neighbours."""
    weights: dict[tuple[int, int], int] = {}
    for _, upper, lower in plan.tree:
        above = plan.block_of[upper]
        for row in range(plan.row_of[upper] + 1, plan.row_of[lower]):
            if (upper, row) not in plan.conduits:
                plan.conduits[(upper, row)] = len(plan.blocks)
                plan.blocks.append(Block(row, CONDUIT_WIDTH))
            weights[(above, plan.conduits[(upper, row)])] = 2
            above = plan.conduits[(upper, row)]
        below = plan.block_of[lower]
        # A stack wants to stand straight under its goal, so that the trunk needs no bend.
        weights[(above, below)] = 8 if plan.blocks[below].stack_of is not None else 1
    plan.links = [(upper, lower, weight) for (upper, lower), weight in weights.items()]
