"""Grades at the end of a cycle: how they are spread, and how they compare with the cycle before.

What a grade means is said by `grade_scale`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.grade_scale import find_grade_band
from okrsite.progress.measure import Measures
from okrsite.progress.rollup import compute_weighted_mean


class GradeStatistics(msgspec.Struct, frozen=True):
    """How a set of objectives was graded; what was dropped is left out, as in every mean."""

    objectives: int
    key_results: int
    graded: int
    """Objectives of which all key results have a grade."""
    bands: tuple[int, int, int]
    """Graded objectives by band."""
    mean: float | None
    """The weighted mean of the graded objectives' grades; None without any."""


class CycleGrades(msgspec.Struct, frozen=True):
    """A cycle's grades, by unit, and those of the cycle before."""

    total: GradeStatistics
    units: Mapping[str, GradeStatistics]
    """By unit, in tree order; those with objectives in the cycle."""
    before: Cycle | None
    """The newest cycle of the same kind that ended before this one began and has objectives."""
    total_before: GradeStatistics | None
    units_before: Mapping[str, GradeStatistics]


class CarriedObjectiveStep(msgspec.Struct, frozen=True):
    """An objective in one of the cycles through which it was carried."""

    ref: ObjectiveRef
    cycle: str
    grade: float | None


def compute_grade_statistics(objectives: Iterable[Objective], measures: Measures) -> GradeStatistics:
    """Return how objectives were graded."""
    counted = [objective for objective in objectives if objective.ref not in measures.dropped]
    graded = [
        (grade, objective.weight)
        for objective in counted
        if (grade := measures.objectives[objective.ref].grade) is not None
    ]
    grades = [grade for grade, _ in graded]
    by_band = [0, 0, 0]
    for grade in grades:
        by_band[find_grade_band(grade)] += 1
    return GradeStatistics(
        objectives=len(counted),
        key_results=sum(len(objective.key_results) for objective in counted),
        graded=len(grades),
        bands=(by_band[0], by_band[1], by_band[2]),
        mean=compute_weighted_mean(graded),
    )


MOST_STEPS = 20
"""Cycles before and after one through which an objective's way is told."""


def find_previous_cycle(organisation: Organisation, cycle: Cycle) -> Cycle | None:
    """Return the cycle of the same kind before a cycle, None where there is none.

    Of the same kind are cycles of about the same length: months with months, quarters with quarters, whatever their
    names.
    """
    used = {objective.cycle for objective in organisation.objectives.values()}
    earlier = [
        other
        for other in organisation.cycles.values()
        if other.id in used
        and other.end < cycle.start
        and abs(other.days - cycle.days) <= 0.1 * max(other.days, cycle.days)
    ]
    return max(earlier, key=lambda other: (other.end, other.start, other.id), default=None)


def compute_cycle_grades(
    organisation: Organisation, measures: Measures, cycle: Cycle, before: Cycle | None, units: Iterable[str]
) -> CycleGrades:
    """Return the grades of some units in a cycle beside those of the cycle before, if there is one."""
    listed = tuple(units)
    total, by_unit = _compute_statistics_by_unit(organisation, measures, cycle.id, listed)
    total_before, units_before = (
        _compute_statistics_by_unit(organisation, measures, before.id, listed) if before else (None, {})
    )
    return CycleGrades(total, by_unit, before, total_before, units_before)


def _compute_statistics_by_unit(
    organisation: Organisation, measures: Measures, cycle: str, listed: Iterable[str]
) -> tuple[GradeStatistics, dict[str, GradeStatistics]]:
    by_unit = {unit: tuple(organisation.list_objectives(unit, cycle)) for unit in listed}
    units = {unit: compute_grade_statistics(objectives, measures) for unit, objectives in by_unit.items() if objectives}
    return compute_grade_statistics(
        (objective for objectives in by_unit.values() for objective in objectives), measures
    ), units


def collect_carried_objectives(
    organisation: Organisation, alignment: Alignment, measures: Measures, objectives: Iterable[Objective]
) -> tuple[tuple[CarriedObjectiveStep, ...], ...]:
    """Return those of a cycle's objectives that were carried into or out of it, each as its line through the cycles."""
    lines = []
    for objective in objectives:
        chain = alignment.find_lineage(objective.ref)
        here = chain.index(objective.ref)
        chain = chain[max(here - MOST_STEPS, 0) : here + MOST_STEPS]
        if len(chain) > 1:
            lines.append(
                tuple(
                    CarriedObjectiveStep(ref, organisation.objectives[ref].cycle, measures.objectives[ref].grade)
                    for ref in chain
                )
            )
    return tuple(lines)
