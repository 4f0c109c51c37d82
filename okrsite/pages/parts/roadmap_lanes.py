"""What stands on a roadmap: the company's goals of a year as lanes, and in each what serves it, cycle by cycle.

A lane has a goal of the year, the company's own steps to it, and whatever of other units links straight to one of
these. What the company wants without a goal of the year has lanes of its own, one for each chain of objectives that
carry one another on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from okrsite.alignment.link_kinds import LinkKind
from okrsite.model.cycles import Cycle, list_enclosing_cycles, resolve_cycle
from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.pillars import find_pillar_id, list_pillars
from okrsite.model.refs import ObjectiveRef
from okrsite.settings import Settings
from okrsite.snapshot import Snapshot


class RoadmapEntry(msgspec.Struct, frozen=True):
    """An objective in a lane, or the goal that heads it."""

    lane: ObjectiveRef
    """Its head: a goal of the year; where there is none, the latest copy of what the company carries on."""
    ref: ObjectiveRef
    kind: LinkKind | None = None
    """How another unit's objective serves the company; None for what is the company's own."""


def list_roadmap_years(organisation: Organisation, settings: Settings) -> dict[str, Cycle]:
    """Return the stretches of time that have a roadmap, the newest first: cycles with goals that hold other cycles.

    Where the company has goals of shorter cycles only, these are put together by the year in which they lie.
    """
    own = organisation.by_unit.get(COMPANY, {})
    cycles = organisation.cycles
    inside = {outer for cycle in cycles for outer in list_enclosing_cycles(cycle, cycles)}
    years = {key: cycles[key] for key, goals in own.items() if goals and key in inside}
    for key, goals in own.items():
        if goals and key not in years and not any(outer in years for outer in list_enclosing_cycles(key, cycles)):
            year = _find_year(cycles[key], settings)
            years[year.id] = year
    return dict(sorted(years.items(), key=lambda item: (item[1].end, item[1].days, item[0]), reverse=True))


def _find_year(cycle: Cycle, settings: Settings) -> Cycle:
    """Return the year in which a cycle lies; a cycle that lies in none is its own."""
    for number in (cycle.start.year, cycle.start.year + 1, cycle.start.year - 1):
        year = resolve_cycle(str(number), settings)
        if year is not None and year.holds(cycle):
            return year
    return cycle


def find_current_year(years: Mapping[str, Cycle], current: Cycle | None) -> str | None:
    """Return the largest of some years around a cycle; else the newest; None where there is none."""
    around = [year for year in years.values() if current and year.holds(current)]
    return max(around, key=lambda year: year.days).id if around else next(iter(years), None)


def list_inner_cycles(organisation: Organisation, year: Cycle) -> list[Cycle]:
    """Return the cycles that lie in a year and aren't the whole of it, in the order of their days."""
    return [cycle for cycle in organisation.cycles.values() if year.holds(cycle) and cycle.id != year.id]


def collect_roadmap_entries(snapshot: Snapshot, year: Cycle) -> dict[str, tuple[RoadmapEntry, ...]]:
    """Return what stands on the roadmap of a year, by unit in tree order; of the company each goal before its steps."""
    organisation, dropped = snapshot.organisation, snapshot.measures.dropped
    inner = frozenset(cycle.id for cycle in list_inner_cycles(organisation, year))
    lanes = _collect_lanes(snapshot, year, inner)
    by_unit: dict[str, list[RoadmapEntry]] = {COMPANY: []}
    for head, steps in lanes.items():
        by_unit[COMPANY].append(RoadmapEntry(head, head))
        by_unit[COMPANY] += [RoadmapEntry(head, ref) for ref in steps if ref != head]
        served = dict.fromkeys((head, *steps))
        for ref, kind in _list_servants(snapshot, served):
            if (ref.cycle in inner or ref.cycle == year.id) and ref not in dropped:
                by_unit.setdefault(ref.unit, []).append(RoadmapEntry(head, ref, kind))
    return {unit: tuple(by_unit[unit]) for unit in organisation.units if by_unit.get(unit)}


def _collect_lanes(
    snapshot: Snapshot, year: Cycle, inner: Collection[str]
) -> dict[ObjectiveRef, Sequence[ObjectiveRef]]:
    """Return the heads of lanes by their pillars, each with the company's steps in the order of their cycles."""
    organisation, dropped = snapshot.organisation, snapshot.measures.dropped
    order = [
        objective.ref
        for cycle in organisation.cycles
        if cycle in inner
        for objective in organisation.list_objectives(COMPANY, cycle)
        if objective.ref not in dropped
    ]
    steps = {ref: place for place, ref in enumerate(order)}
    goals = [one.ref for one in organisation.list_objectives(COMPANY, year.id) if one.ref not in dropped]
    pillars = {key: place for place, key in enumerate(list_pillars(organisation))}
    lanes: dict[ObjectiveRef, Sequence[ObjectiveRef]] = {}
    placed: set[ObjectiveRef] = set()
    for goal in goals:
        reached = _find_steps(snapshot, goal, steps)
        lanes[goal] = sorted(reached, key=steps.__getitem__)
        placed |= reached
    for ref in order:
        if ref not in placed:
            reached = _find_steps(snapshot, ref, steps) - placed | {ref}
            own = sorted(reached, key=steps.__getitem__)
            lanes[own[-1]] = own
            placed |= reached
    return dict(
        sorted(
            lanes.items(),
            key=lambda lane: pillars.get(find_pillar_id(organisation.objectives[lane[0]]) or "", len(pillars)),
        )
    )


def _find_steps(snapshot: Snapshot, head: ObjectiveRef, steps: Collection[ObjectiveRef]) -> set[ObjectiveRef]:
    """Return which of the company's objectives serve one or carry it on, over any number of steps."""
    alignment = snapshot.alignment
    reached: set[ObjectiveRef] = set()
    waiting = [head]
    while waiting:
        step = waiting.pop()
        for link in (*alignment.down.get(step, ()), *alignment.continued_by.get(step, ())):
            if link.source in steps and link.source not in reached:
                reached.add(link.source)
                waiting.append(link.source)
    return reached


def _list_servants(snapshot: Snapshot, served: Iterable[ObjectiveRef]) -> Iterator[tuple[ObjectiveRef, LinkKind]]:
    """Yield the objectives of other units that link to one of some, each once, with the stronger of its links."""
    kinds: dict[ObjectiveRef, LinkKind] = {}
    for ref in served:
        for link in snapshot.alignment.down.get(ref, ()):
            if link.source.unit != COMPANY and (link.counts or link.source not in kinds):
                kinds[link.source] = link.kind
    yield from kinds.items()
