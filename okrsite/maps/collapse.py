"""Which part of a very large diagram is drawn: nobody reads a picture of five hundred cards.

Upper levels stay whole; what is left out is counted on the visible card above it. Unfolding is left to the reader's
browser and to the pictures of single neighbourhoods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from okrsite.maps.diagram import Diagram, Node

MAX_NODES = 150
"""Above this many cards a map opens collapsed."""
MOST_COUNTED = 1000
"""Counting what stands below a card ends here: in a tangle, every card may have everything below it."""


def collapse(diagram: Diagram, limit: int = MAX_NODES, *, keep: Callable[[Node], bool] | None = None) -> Diagram:
    """The diagram with at most `limit` nodes; the same object when it is small enough.

    Whole levels are kept from the top as long as they fit; unaligned objectives count as a level of their own, after
    all others. If not even the first level fits, its first `limit` nodes stay. `keep` says beforehand which nodes may
    stay at all.
    """
    if keep is None and len(diagram.nodes) <= limit:
        return diagram
    kept = _kept([node for node in diagram.nodes if keep is None or keep(node)], limit)
    if len(kept) == len(diagram.nodes):
        return diagram
    served_by: dict[str, list[str]] = defaultdict(list)
    for edge in diagram.edges:
        if edge.kind != "depends" and edge.source not in kept:
            served_by[edge.target].append(edge.source)
    visible = [node for node in diagram.nodes if node.id in kept]
    below = count_hidden([node.id for node in visible], kept, lambda node_id: served_by.get(node_id, ()))
    reached = _reached(kept, served_by)
    return replace(
        diagram,
        nodes=tuple(
            replace(node, hidden_children=node.hidden_children + below[node.id]) if below[node.id] else node
            for node in visible
        ),
        edges=tuple(edge for edge in diagram.edges if edge.source in kept and edge.target in kept),
        hidden_unaligned=diagram.hidden_unaligned + len(diagram.nodes) - len(kept) - len(reached),
    )


def count_hidden(
    visible: Iterable[str], kept: Collection[str], served_by: Callable[[str], Iterable[str]]
) -> dict[str, int]:
    """How many hidden nodes stand below each visible one, past no other kept one; at most `MOST_COUNTED`.

    A hidden node that serves two visible ones is counted on both: each card tells the truth about itself.
    """
    below: dict[str, int] = {}
    for node_id in visible:
        seen: set[str] = set()
        waiting = [node_id]
        while waiting and len(seen) < MOST_COUNTED:
            for found in served_by(waiting.pop()):
                if found not in kept and found not in seen:
                    seen.add(found)
                    waiting.append(found)
        below[node_id] = min(len(seen), MOST_COUNTED)
    return below


def _kept(nodes: Iterable[Node], limit: int) -> set[str]:
    levels: dict[tuple[bool, int], list[str]] = defaultdict(list)
    for node in nodes:
        levels[(not node.aligned, node.level)].append(node.id)
    kept: list[str] = []
    for key in sorted(levels):
        if len(kept) + len(levels[key]) > limit:
            break
        kept += levels[key]
    return set(kept or (levels[min(levels)][:limit] if levels else ()))


def _reached(kept: Iterable[str], served_by: dict[str, list[str]]) -> set[str]:
    """All hidden nodes below any kept one."""
    reached: set[str] = set()
    waiting = [found for node_id in kept for found in served_by.get(node_id, ())]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting += served_by.get(current, ())
    return reached
