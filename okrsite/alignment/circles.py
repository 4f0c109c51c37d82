"""Circles among links, each printed once and whole: Tarjan's strongly connected components, without recursion.

Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from okrsite.alignment.links import Link
from okrsite.model.refs import ObjectiveRef

_Node = TypeVar("_Node", bound=Hashable)


def find_circles(links: Iterable[Link]) -> list[tuple[Link, ...]]:
    """Return one shortest circle for each group of objectives that reach each other, as the links that make it."""
    leaving: dict[ObjectiveRef, list[Link]] = {}
    for link in links:
        leaving.setdefault(link.source, []).append(link)
    linkses = []
    for group in find_strongly_connected_components(
        {node: [link.target for link in those] for node, those in leaving.items()}
    ):
        if len(group) > 1:
            linkses.append(_find_shortest_circle(min(group), group, leaving))
    return sorted(linkses, key=lambda circle: circle[0].source)


def find_strongly_connected_components(graph: Mapping[_Node, Iterable[_Node]]) -> list[frozenset[_Node]]:
    """Return the strongly connected components of a graph given by the targets of each node."""
    index: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    stack: list[_Node] = []
    on_stack: set[_Node] = set()
    groups: list[frozenset[_Node]] = []
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    groups.append(_pop_component(node, stack, on_stack))
    return groups


def _pop_component(node: _Node, stack: list[_Node], on_stack: set[_Node]) -> frozenset[_Node]:
    group = set()
    while True:
        member = stack.pop()
        on_stack.discard(member)
        group.add(member)
        if member == node:
            return frozenset(group)


def _find_shortest_circle(
    start: ObjectiveRef, group: frozenset[ObjectiveRef], leaving: Mapping[ObjectiveRef, list[Link]]
) -> tuple[Link, ...]:
    """Walk breadth first within the group until the start comes round again."""
    came_by: dict[ObjectiveRef, Link] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for link in leaving.get(node, ()):
            if link.target == start:
                path = [link]
                while path[-1].source != start:
                    path.append(came_by[path[-1].source])
                return tuple(reversed(path))
            if link.target in group and link.target not in came_by:
                came_by[link.target] = link
                waiting.append(link.target)
    return ()
