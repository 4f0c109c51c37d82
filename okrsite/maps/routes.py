"""Which way the links run: down from a goal, along a channel between two rows, down to what serves it.

All links of one goal share their way as far as they can. Two ways that would lie on each other in a channel get a
track each. What does not lead from row to row (a dependency, a link between equals) leaves and enters its cards at
the right, where there is always air.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import msgspec

from okrsite.maps.placement import Geometry
from okrsite.maps.plan import INDENT, Plan

TRACK_STEP = 8.0
"""Pixels between two tracks of a channel."""
MOST_TRACKS = 24
"""Beyond this, ways in one channel lie on each other: better than a picture that is mostly channel."""
_ENTRY_STEP = 14.0
_CORNER_ROOM = 8.0
_GUTTER = 5.0

BusKey = tuple[str, int]


class Route(msgspec.Struct, frozen=True):
    """A link whose horizontal places are known: what is missing are heights only."""

    edge: int
    """The edge by its index in the diagram."""
    upper: int
    """The node where it begins."""
    lower: int
    """The node where it ends."""
    bus: BusKey
    """Whose track it uses."""
    start: float
    """Horizontal place where it leaves the upper card, or the gutter beside it."""
    hops: tuple[tuple[int, float], ...]
    """(channel, horizontal place reached in it), in order; channel n lies below row n."""
    ending: str
    """`top`: enters from above; `trunk`: at the left; `joining`: at the right; `gutter`: from right to right."""


@dataclass(slots=True)
class Routes:
    """All ways, and the tracks they run on."""

    routes: list[Route] = field(default_factory=list)
    """In the order of the edges, those along the tree first."""
    tracks: dict[tuple[int, BusKey], int] = field(default_factory=dict)
    """(channel, bus) -> track, counted from above."""
    track_count: dict[int, int] = field(default_factory=dict)
    """Tracks of each channel."""


def find_routes(plan: Plan, geometry: Geometry, *, at_the_first: bool = False) -> Routes:
    """The ways of all edges of a plan whose blocks are placed.

    `at_the_first`: the links of a goal leave it where the first of them runs straight on, instead of in the middle.
    """
    routes = Routes()
    spans: dict[tuple[int, BusKey], list[float]] = defaultdict(list)
    _route_tree_edges(plan, geometry, routes, spans, at_the_first)
    taken: dict[int, int] = defaultdict(int)
    for edge in sorted([*plan.cross_edges, *plan.joining]):
        upper, lower = plan.ends[edge]
        joins = edge in plan.joining
        start = geometry.compute_centre(upper) if joins else _find_gutter(upper, geometry, taken)
        aim = _find_gutter(lower, geometry, taken)
        hops = _route_around(geometry, upper, lower, start, aim)
        at = start
        for channel, reached in hops:
            spans[(channel, ("aside", edge))] += [at, reached]
            at = reached
        ending = "joining" if joins else "gutter"
        routes.routes.append(Route(edge, upper, lower, ("aside", edge), start, tuple(hops), ending))
    _assign_tracks(routes, spans)
    return routes


def _route_tree_edges(
    plan: Plan, geometry: Geometry, routes: Routes, spans: dict[tuple[int, BusKey], list[float]], at_the_first: bool
) -> None:
    entries = _compute_entries(plan, geometry)
    hops: dict[int, list[tuple[int, float]]] = {}
    leaving: dict[int, set[float]] = defaultdict(set)
    for edge, upper, lower in plan.tree:
        first, last = geometry.row_of[upper], geometry.row_of[lower] - 1
        through = [_find_conduit_x(plan, geometry, upper, row + 1) for row in range(first, last)]
        hops[edge] = list(zip(range(first, last + 1), [*through, entries[edge]], strict=True))
        leaving[upper].add(hops[edge][0][1])
    starts = {upper: _find_start(geometry, upper, {min(xs)} if at_the_first else xs) for upper, xs in leaving.items()}
    for edge, upper, lower in plan.tree:
        x = starts[upper]
        bus = ("goal", upper)
        for channel, reached in hops[edge]:
            spans[(channel, bus)] += [x, reached]
            x = reached
        ending = "trunk" if plan.blocks[plan.block_of[lower]].stack_of is not None else "top"
        routes.routes.append(Route(edge, upper, lower, bus, starts[upper], tuple(hops[edge]), ending))


def _find_conduit_x(plan: Plan, geometry: Geometry, upper: int, row: int) -> float:
    block = plan.conduits[(upper, row)]
    return geometry.block_x[block] + plan.blocks[block].width / 2


def _find_start(geometry: Geometry, upper: int, leaving: set[float]) -> float:
    """Where the links of a goal leave it: in the middle, or straight above their only aim."""
    left = geometry.card_x[upper]
    if len(leaving) == 1:
        (aim,) = leaving
        if left + _CORNER_ROOM <= aim <= left + geometry.widths[upper] - _CORNER_ROOM:
            return aim
    return geometry.compute_centre(upper)


def _compute_entries(plan: Plan, geometry: Geometry) -> dict[int, float]:
    """Horizontal place where every link of the tree reaches its lower card; several stand side by side."""
    arriving: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for edge, upper, lower in plan.tree:
        row = geometry.row_of[lower] - 1
        passed = row > geometry.row_of[upper]
        x = _find_conduit_x(plan, geometry, upper, row) if passed else geometry.compute_centre(upper)
        arriving[lower].append((x, edge))
    entries: dict[int, float] = {}
    for lower, links in arriving.items():
        if plan.blocks[plan.block_of[lower]].stack_of is not None:
            entries.update((edge, geometry.card_x[lower] - INDENT / 2) for _, edge in links)
            continue
        step = min(_ENTRY_STEP, (geometry.widths[lower] - 3 * _CORNER_ROOM) / max(1, len(links) - 1))
        left = geometry.compute_centre(lower) - step * (len(links) - 1) / 2
        entries.update((edge, left + step * number) for number, (_, edge) in enumerate(sorted(links)))
    return entries


def _route_around(geometry: Geometry, upper: int, lower: int, start: float, aim: float) -> list[tuple[int, float]]:
    """The hops from one gutter to another, through the gaps of the rows between them."""
    high, low = geometry.row_of[upper], geometry.row_of[lower]
    channels = [high] if high == low else list(range(min(high, low), max(high, low)))
    if high > low:
        channels.reverse()
    hops: list[tuple[int, float]] = []
    at = start
    for channel in channels[:-1]:
        # The row to be passed next: below the channel on the way down, above it on the way up.
        at = _find_free_gap(geometry, channel + 1 if high < low else channel, at, aim)
        hops.append((channel, at))
    return [*hops, (channels[-1], aim)]


def _find_gutter(node: int, geometry: Geometry, taken: dict[int, int]) -> float:
    taken[node] += 1
    return geometry.card_x[node] + geometry.widths[node] + _GUTTER + 2.0 * ((taken[node] - 1) % 3)


def _find_free_gap(geometry: Geometry, row: int, start: float, aim: float) -> float:
    """The gap of a row that makes the least detour."""
    spans = geometry.spans[row]
    gaps = [spans[0][0] - _CORNER_ROOM, *(end + _GUTTER for _, end in spans)]
    return min(gaps, key=lambda gap: (abs(gap - start) + abs(gap - aim), gap))


def _assign_tracks(routes: Routes, spans: dict[tuple[int, BusKey], list[float]]) -> None:
    """Give every way the uppermost track that is free where it runs, from left to right."""
    free: dict[int, list[float]] = defaultdict(list)
    for (channel, bus), xs in sorted(spans.items(), key=lambda item: (item[0][0], min(item[1]), max(item[1]), item[0])):
        low, high = min(xs), max(xs)
        if low == high:
            continue
        ends = free[channel]
        track = next((number for number, end in enumerate(ends) if end + TRACK_STEP <= low), len(ends))
        if track >= MOST_TRACKS:
            track %= MOST_TRACKS
        elif track == len(ends):
            ends.append(high)
        ends[track] = max(ends[track], high)
        routes.tracks[(channel, bus)] = track
    routes.track_count = {channel: len(ends) for channel, ends in free.items()}
