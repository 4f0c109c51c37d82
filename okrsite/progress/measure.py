"""All numbers of an organisation on a day: key results, objectives, units, cycles.

Three numbers are never mixed: progress looks back, confidence looks forward, a grade is given at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsite.alignment.graph import Alignment
from okrsite.choices import DROPPED
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.contribution import compute_contributions
from okrsite.progress.current_values import CurrentValues, Report, compute_current_values
from okrsite.progress.known_measures import KnownMeasures, LastMeasures
from okrsite.progress.measurer import Measurer, PartsBelow, find_reported_status
from okrsite.progress.measures import KeyResultMeasure, Measures, ObjectiveMeasure
from okrsite.progress.progress_sources import choose_counted_parts
from okrsite.progress.rollup import (
    ToldProgress,
    average_progress,
    compute_aligned_means,
    compute_cycle_means,
    find_chains,
    list_linked_objectives,
)
from okrsite.progress.sums import sum_key_results
from okrsite.settings import Settings

__all__ = ["KeyResultMeasure", "Measures", "ObjectiveMeasure", "measure_organisation"]


def measure_organisation(
    organisation: Organisation,
    alignment: Alignment,
    settings: Settings,
    today: date,
    from_git: Mapping[KeyResultRef, tuple[Report, ...]] | None = None,
    last: LastMeasures | None = None,
) -> Measures:
    """Return every number of the organisation on a day.

    `from_git` are reports by key result that nobody wrote down. What is known of `last` time and is the same now isn't
    computed again.
    """
    reported: Mapping[KeyResultRef, tuple[Report, ...]] = from_git or {}
    known = KnownMeasures(last, organisation, settings, today, reported)
    standings: dict[KeyResultRef, CurrentValues] = {}
    for objective in organisation.objectives.values():
        standings |= known.find_current_values(objective) or {
            ref: compute_current_values(
                objective,
                key_result,
                organisation.cycles[objective.cycle],
                organisation.kpis,
                today,
                reported.get(ref, ()),
            )
            for key_result in objective.key_results
            for ref in (objective.ref.make_key_result_ref(key_result.id),)
        }
    dropped = frozenset(
        objective.ref
        for objective in organisation.objectives.values()
        if find_reported_status(objective, today) == DROPPED
    )
    chains = find_chains(organisation, alignment, today)
    sums = sum_key_results(organisation, alignment, chains, dropped, standings)
    contributed = compute_contributions(organisation, alignment, standings)
    measurer = Measurer(organisation, settings, today, standings, contributed, sums)
    results: dict[KeyResultRef, KeyResultMeasure] = {}
    for objective in organisation.objectives.values():
        results |= known.find_key_results(objective, contributed) or measurer.measure_key_results(objective)
    linked = list_linked_objectives(organisation, alignment, dropped, chains)
    counted = choose_counted_parts(organisation, linked, settings)
    told: dict[ObjectiveRef, ToldProgress] = {}
    for ref, parts in counted.items():
        before = known.find_objective(ref, parts)
        told[ref] = (
            ToldProgress(before.progress, before.is_rounded)
            if before
            else measurer.tell_progress(organisation.objectives[ref], results, parts, told)
        )
    measured: dict[ObjectiveRef, ObjectiveMeasure] = {}
    for ref, parts in counted.items():
        aligned = compute_aligned_means(organisation, linked[ref], told)
        before = known.find_objective(ref, parts)
        if before is None or before.aligned != aligned:
            below = PartsBelow(parts, {child: measured[child] for child in parts.objectives})
            before = measurer.measure_objective(organisation.objectives[ref], results, aligned, below)
        measured[ref] = before
    unit_cycles = {unit: _select_unit_cycles(organisation, unit, settings, today) for unit in organisation.units}
    return Measures(
        today=today,
        key_results=results,
        objectives={ref: measured[ref] for ref in organisation.objectives},
        units={
            unit: average_progress(
                (objective for cycle in cycles for objective in organisation.list_objectives(unit, cycle)),
                told,
                dropped,
            )
            for unit, cycles in unit_cycles.items()
        },
        unit_cycles=unit_cycles,
        cycles=compute_cycle_means(organisation, told, dropped),
        dropped=dropped,
    )


def _select_unit_cycles(organisation: Organisation, unit: str, settings: Settings, today: date) -> tuple[str, ...]:
    """A unit's active cycles, else its newest one that has begun, else its newest."""
    own = [organisation.cycles[cycle] for cycle in organisation.by_unit.get(unit, {})]
    active = [cycle.id for cycle in own if cycle.compute_state(today, settings.grading_days) == "active"]
    if active or not own:
        return tuple(active)
    begun = [cycle for cycle in own if cycle.start <= today]
    return (max(begun or own, key=lambda cycle: (cycle.start, -cycle.days, cycle.id)).id,)
