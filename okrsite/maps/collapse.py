"""Which part of a very large diagram is drawn: nobody reads a picture of five hundred cards.

Upper levels stay whole, and what is left out is counted on the visible card above it; where that leaves next to nothing
to see, the next level is opened goal by goal. The reader unfolds the rest: in place of the drawing comes the one of the
goal's neighbourhood, or, without a script, its page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from okrsite.maps.diagram import Diagram, DiagramNode
from okrsite.maps.plan import find_unaligned_nodes

_Id = TypeVar("_Id", bound=str)
MAX_NODES = 150
"""Above this many cards a map opens collapsed."""
MAX_EDGES = 400
"""Above this many lines too: nobody can follow them, and laying them out takes minutes."""
FEW = 12
"""With fewer cards than this a map says little: the next level is opened as far as there is room."""
UNALIGNED_SHARE = 6
"""One in so many cards is kept for what is linked to nothing, if there is any: it must not vanish from a large map."""
MOST_COUNTED = 1000
"""Counting what stands below a card ends here: in a tangle, every card may have everything below it."""


def collapse_diagram(
    diagram: Diagram,
    limit: int = MAX_NODES,
    *,
    lines: int = MAX_EDGES,
    keep: Callable[[DiagramNode], bool] | None = None,
) -> Diagram:
    """The diagram with at most `limit` nodes and `lines` edges; the same object when it is small enough.

    Whole levels are kept from the top as long as they fit. If those are few cards, then of the next level, goal by goal
    in the order of the diagram, all that serves the goal is kept, or nothing: half a family would look like all of it.
    Only where no family fits, the first one is cut. Unaligned objectives, and what serves only those, have some room of
    their own and what the others leave. `keep` says beforehand which nodes may stay at all.
    """
    if keep is None and len(diagram.nodes) <= limit and len(diagram.edges) <= lines:
        return diagram
    serving: dict[str, list[str]] = defaultdict(list)
    for edge in diagram.edges:
        if edge.serves:
            serving[edge.target].append(edge.source)
    kept = _select_kept(
        [node for node in diagram.nodes if keep is None or keep(node)], limit, serving, _find_unaligned(diagram)
    )
    kept = _thin_out(diagram, kept, lines)
    if len(kept) == len(diagram.nodes):
        return diagram
    served_by = {target: [ref for ref in refs if ref not in kept] for target, refs in serving.items()}
    visible = [node for node in diagram.nodes if node.id in kept]
    below = count_hidden([node.id for node in visible], kept, lambda node_id: served_by.get(node_id, ()))
    reached = _find_hidden_below(kept, served_by)
    return replace(
        diagram,
        nodes=tuple(
            replace(node, hidden_children=node.hidden_children + below[node.id]) if below[node.id] else node
            for node in visible
        ),
        edges=tuple(edge for edge in diagram.edges if edge.source in kept and edge.target in kept),
        hidden_unaligned=diagram.hidden_unaligned + len(diagram.nodes) - len(kept) - len(reached),
        left_out=diagram.left_out + len(diagram.nodes) - len(kept),
    )


def count_hidden(
    visible: Iterable[_Id], kept: Collection[_Id], served_by: Callable[[_Id], Iterable[_Id]]
) -> dict[_Id, int]:
    """How many hidden nodes stand below each visible one, past no other kept one; at most `MOST_COUNTED`.

    A hidden node that serves two visible ones is counted on both: each card tells the truth about itself.
    """
    below: dict[_Id, int] = {}
    for node_id in visible:
        seen: set[_Id] = set()
        waiting = [node_id]
        while waiting and len(seen) < MOST_COUNTED:
            for lower in served_by(waiting.pop()):
                if lower not in kept and lower not in seen:
                    seen.add(lower)
                    waiting.append(lower)
        below[node_id] = min(len(seen), MOST_COUNTED)
    return below


def _thin_out(diagram: Diagram, kept: set[str], lines: int) -> set[str]:
    """Of the nodes that are kept those of the upper levels, as many as have no more edges among them than may be."""
    if sum(edge.source in kept and edge.target in kept for edge in diagram.edges) <= lines:
        return kept
    ends: dict[str, list[str]] = defaultdict(list)
    for edge in diagram.edges:
        ends[edge.source].append(edge.target)
        ends[edge.target].append(edge.source)
    thinned: set[str] = set()
    edges = 0
    for node in sorted(diagram.nodes, key=lambda node: node.level):
        if node.id in kept:
            edges += sum(other in thinned for other in ends[node.id])
            if edges > lines:
                break
            thinned.add(node.id)
    return thinned


def _find_unaligned(diagram: Diagram) -> set[str]:
    """What stands in the bottom lane, by id: among the goals, what serves one that is left out would look aligned."""
    index_of = {node.id: index for index, node in enumerate(diagram.nodes)}
    upward = [(index_of[edge.source], index_of[edge.target]) for edge in diagram.edges if edge.serves]
    return {diagram.nodes[index].id for index in find_unaligned_nodes(diagram, upward)}


def _select_kept(
    nodes: Iterable[DiagramNode], limit: int, serving: Mapping[str, Sequence[str]], apart: Collection[str]
) -> set[str]:
    levels: dict[int, list[str]] = defaultdict(list)
    unaligned: list[str] = []
    for node in sorted(nodes, key=lambda node: node.level):
        (unaligned if node.id in apart else levels[node.level]).append(node.id)
    room = limit - min(len(unaligned), limit // UNALIGNED_SHARE)
    kept: dict[str, None] = {}
    for _, level in sorted(levels.items()):
        if len(kept) + len(level) > room:
            if len(kept) < FEW:
                kept.update(
                    dict.fromkeys(_select_families(level, kept, room - len(kept), serving) if kept else level[:room])
                )
            break
        kept.update(dict.fromkeys(level))
    return {*kept, *unaligned[: limit - len(kept)]}


def _select_families(
    level: Iterable[str], goals: Iterable[str], room: int, serving: Mapping[str, Sequence[str]]
) -> list[str]:
    """Of a level that doesn't fit, what serves the goals above it: the whole family of as many goals as there is room.

    Whoever serves a member of a family and stands in the same level belongs to it.
    """
    rest = set(level)
    taken: list[str] = []
    first: list[str] = []
    for goal in goals:
        family: dict[str, None] = {}
        waiting = [goal]
        while waiting:
            new = [ref for ref in serving.get(waiting.pop(), ()) if ref in rest and ref not in family]
            family.update(dict.fromkeys(new))
            waiting += new
        first = first or list(family)
        if len(taken) + len(family) <= room:
            taken += family
            rest.difference_update(family)
    return taken or first[:room]


def _find_hidden_below(kept: Iterable[str], served_by: Mapping[str, Sequence[str]]) -> set[str]:
    """All hidden nodes below any kept one."""
    reached: set[str] = set()
    waiting = [lower for node_id in kept for lower in served_by.get(node_id, ())]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting += served_by.get(current, ())
    return reached
