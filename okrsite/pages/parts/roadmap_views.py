"""Lanes of a roadmap as views: where each bar begins and how long it is, in twelfths of the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from okrsite.model.cycles import Cycle
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import make_url
from okrsite.pages.parts.roadmap_lanes import RoadmapEntry
from okrsite.pages.views import BarView, NameView, StatusView

STEPS = 12
"""Into so many a year is divided: a cycle stands where it does to a month."""
MOST_COLUMNS = 24
"""Cycles above a roadmap: two lines of months."""


class RoadmapSpan(msgspec.Struct, frozen=True):
    """Where something stands in the year."""

    start: int
    """The twelfth in which it begins, from 1."""
    length: int
    """How many twelfths it takes."""


class RoadmapColumn(msgspec.Struct, frozen=True):
    """A cycle above the lanes."""

    cycle: NameView
    state: str
    span: RoadmapSpan
    is_running: bool


class RoadmapBar(msgspec.Struct, frozen=True):
    """An objective in its lane."""

    title: str
    url: str
    cycle: str
    span: RoadmapSpan
    status: StatusView
    number: str
    """How far it is, as its bar says it."""
    only_supports: bool
    """Whether it helps the goal and is no part of it."""
    is_running: bool


class RoadmapRow(msgspec.Struct, frozen=True):
    """What a unit has in a lane, in the order of its cycles."""

    unit: NameView
    bars: tuple[RoadmapBar, ...]


class RoadmapLane(msgspec.Struct, frozen=True):
    """A goal, and what serves it."""

    goal: NameView
    pillar: NameView | None
    owner: NameView | None
    cycle: str
    status: StatusView
    bar: BarView
    rows: tuple[RoadmapRow, ...]


def build_roadmap_columns(context: ViewContext, year: Cycle, cycles: Sequence[Cycle]) -> tuple[RoadmapColumn, ...]:
    """Return the cycles of a year; of very many the longest."""
    longest = sorted(cycles, key=lambda cycle: -cycle.days)[:MOST_COLUMNS]
    return tuple(
        RoadmapColumn(
            NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))),
            context.describe_state(cycle),
            _find_span(year, cycle),
            context.days.is_running(cycle.id),
        )
        for cycle in cycles
        if cycle in longest
    )


def find_running_span(columns: Iterable[RoadmapColumn]) -> RoadmapSpan | None:
    """Return where the shortest running cycle stands; None where none is running."""
    running = [column.span for column in columns if column.is_running]
    return min(running, key=lambda span: span.length, default=None)


def build_roadmap_lanes(context: ViewContext, year: Cycle, entries: Iterable[RoadmapEntry]) -> tuple[RoadmapLane, ...]:
    """Return the lanes of some entries, in the order of the company's goals."""
    lanes: dict[object, list[RoadmapEntry]] = {}
    for entry in entries:
        lanes.setdefault(entry.lane, []).append(entry)
    return tuple(_build_lane(context, year, listed) for listed in lanes.values())


def _build_lane(context: ViewContext, year: Cycle, entries: Sequence[RoadmapEntry]) -> RoadmapLane:
    head = context.organisation.objectives[entries[0].lane]
    by_unit: dict[str, list[RoadmapEntry]] = {}
    for entry in entries:
        if entry.ref != head.ref or head.cycle != year.id:
            by_unit.setdefault(entry.ref.unit, []).append(entry)
    return RoadmapLane(
        goal=NameView(head.title, addresses.make_objective_url(head)),
        pillar=context.name_pillar(head),
        owner=context.find_person(head.owner),
        cycle=context.organisation.cycles[head.cycle].name,
        status=context.build_status(head.ref),
        bar=context.build_bar(head.ref),
        rows=tuple(
            RoadmapRow(context.name_unit(unit), _build_bars(context, year, listed)) for unit, listed in by_unit.items()
        ),
    )


def _build_bars(context: ViewContext, year: Cycle, entries: Iterable[RoadmapEntry]) -> tuple[RoadmapBar, ...]:
    cycles = context.organisation.cycles
    bars = []
    for entry in sorted(entries, key=lambda entry: (cycles[entry.ref.cycle].start, -cycles[entry.ref.cycle].days)):
        objective, cycle = context.organisation.objectives[entry.ref], cycles[entry.ref.cycle]
        bars.append(
            RoadmapBar(
                title=objective.title,
                url=addresses.make_objective_url(objective),
                cycle=cycle.name,
                span=_find_span(year, cycle),
                status=context.build_status(entry.ref),
                number=context.build_bar(entry.ref).text,
                only_supports=entry.kind == "indirect",
                is_running=context.days.is_running(cycle.id),
            )
        )
    return tuple(bars)


def _find_span(year: Cycle, cycle: Cycle) -> RoadmapSpan:
    """Return where a cycle stands in a year, to the nearest twelfth and at least one of them long."""
    first = round(STEPS * (cycle.start - year.start).days / year.days)
    after = round(STEPS * ((cycle.end - year.start).days + 1) / year.days)
    start = min(max(first, 0), STEPS - 1)
    return RoadmapSpan(start + 1, min(max(after - start, 1), STEPS - start))
