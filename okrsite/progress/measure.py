"""All numbers of an organisation on a day: key results, objectives, units, cycles.

Three numbers are never mixed: progress looks back, confidence looks forward, a grade is given at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.choices import DROPPED, ReportedStatus
from okrsite.model.cycles import Cycle, State
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.contribution import Contribution, compute_contributions
from okrsite.progress.current_values import CurrentValues, Report, compute_current_values
from okrsite.progress.key_results import clamp_share, compute_expected_progress, compute_progress, find_last_day
from okrsite.progress.known_measures import KnownMeasures, LastMeasures
from okrsite.progress.measures import KeyResultMeasure, Measures, ObjectiveMeasure
from okrsite.progress.outcomes import OutcomeInputs, judge_outcome
from okrsite.progress.rollup import (
    AlignedMeans,
    average_progress,
    compute_aligned_means,
    compute_cycle_means,
    compute_weighted_mean,
    has_withheld_numbers,
    round_if_withheld,
)
from okrsite.progress.status import StatusInputs, compute_status
from okrsite.settings import Settings

__all__ = ["KeyResultMeasure", "Measures", "ObjectiveMeasure", "find_reported_status", "measure_organisation"]


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
    told: Mapping[KeyResultRef, tuple[Report, ...]] = from_git or {}
    known = KnownMeasures(last, organisation, settings, today, told)
    standings: dict[KeyResultRef, CurrentValues] = {}
    for objective in organisation.objectives.values():
        standings |= known.find_current_values(objective) or {
            ref: compute_current_values(
                objective, key_result, organisation.cycles[objective.cycle], organisation.kpis, today, told.get(ref, ())
            )
            for key_result in objective.key_results
            for ref in (objective.ref.make_key_result_ref(key_result.id),)
        }
    contributed = compute_contributions(organisation, alignment, standings)
    measurer = _Measurer(organisation, settings, today, standings, contributed)
    results: dict[KeyResultRef, KeyResultMeasure] = {}
    for objective in organisation.objectives.values():
        results |= known.find_key_results(objective, contributed) or measurer.measure_key_results(objective)
    dropped = frozenset(
        objective.ref
        for objective in organisation.objectives.values()
        if find_reported_status(objective, today) == DROPPED
    )
    own: dict[ObjectiveRef, float | None] = {}
    for objective in organisation.objectives.values():
        before = known.find_objective(objective.ref)
        own[objective.ref] = before.progress if before else measurer.compute_rounded_progress(objective, results)
    aligned = compute_aligned_means(organisation, alignment, own, dropped, today)
    objectives: dict[ObjectiveRef, ObjectiveMeasure] = {}
    for objective in organisation.objectives.values():
        before = known.find_objective(objective.ref)
        if before is None or before.aligned != aligned[objective.ref]:
            before = measurer.measure_objective(objective, results, aligned[objective.ref])
        objectives[objective.ref] = before
    unit_cycles = {unit: _select_unit_cycles(organisation, unit, settings, today) for unit in organisation.units}
    return Measures(
        today=today,
        key_results=results,
        objectives=objectives,
        units={
            unit: average_progress(
                (objective for cycle in cycles for objective in organisation.list_objectives(unit, cycle)), own, dropped
            )
            for unit, cycles in unit_cycles.items()
        },
        unit_cycles=unit_cycles,
        cycles=compute_cycle_means(organisation, own, dropped),
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


def find_reported_status(objective: Objective, today: date) -> ReportedStatus | None:
    """Return a person's word on an objective: the typed one, else the newest check-in's."""
    if objective.status is not None:
        return objective.status
    said = [checkin.status for checkin in objective.checkins if checkin.status and checkin.date <= today]
    return said[-1] if said else None


class _Measurer(msgspec.Struct, frozen=True):
    organisation: Organisation
    settings: Settings
    today: date
    current_values: Mapping[KeyResultRef, CurrentValues]
    contributions: Mapping[KeyResultRef, Contribution]

    def measure_key_results(self, objective: Objective) -> dict[KeyResultRef, KeyResultMeasure]:
        last = self._find_last_report_day(objective)
        return {
            objective.ref.make_key_result_ref(key_result.id): self._measure_key_result(objective, key_result, last)
            for key_result in objective.key_results
        }

    def _find_last_report_day(self, objective: Objective) -> date | None:
        days = [checkin.date for checkin in objective.checkins if checkin.date <= self.today]
        days += [objective.reported] if objective.reported else []
        for key_result in objective.key_results:
            last = self.current_values[objective.ref.make_key_result_ref(key_result.id)].last_report
            days += [last] if last else []
        return max(days, default=None)

    def _find_last_news(self, objective: Objective, last: date | None) -> date | None:
        """Return the day up to which there is news of an objective."""
        return self.today if objective.heard else last

    def _measure_key_result(self, objective: Objective, key_result: KeyResult, last: date | None) -> KeyResultMeasure:
        cycle = self.organisation.cycles[objective.cycle]
        ref = objective.ref.make_key_result_ref(key_result.id)
        stands = self.current_values[ref]
        progress = compute_progress(key_result, stands)
        expected = compute_expected_progress(key_result, stands, cycle, self.today)
        last_news = self._find_last_news(objective, last)
        readings = StatusInputs(progress, expected, stands.confidence, key_result.status, last_news, cycle, self.today)
        return KeyResultMeasure(
            current_values=stands,
            progress=progress,
            expected=expected,
            day=min(self.today, find_last_day(key_result, cycle)),
            status=compute_status(readings, self.settings),
            proposed_grade=None if progress is None else clamp_share(progress),
            contribution=self.contributions.get(ref),
            outcome=judge_outcome(
                OutcomeInputs(key_result.grade, progress, key_result.status, objective.ambition),
                self._get_state(cycle),
            ),
        )

    def _get_state(self, cycle: Cycle) -> State:
        return cycle.compute_state(self.today, self.settings.grading_days)

    def compute_rounded_progress(
        self, objective: Objective, results: Mapping[KeyResultRef, KeyResultMeasure]
    ) -> float | None:
        return round_if_withheld(
            self.compute_own_progress(objective, results), withheld=has_withheld_numbers(objective)
        )

    def compute_own_progress(
        self, objective: Objective, results: Mapping[KeyResultRef, KeyResultMeasure]
    ) -> float | None:
        pairs = [
            (clamp_share(progress), key_result.weight)
            for key_result, _, progress in self._list_with_data(objective, results)
        ]
        return compute_weighted_mean(pairs)

    def _list_with_data(
        self, objective: Objective, results: Mapping[KeyResultRef, KeyResultMeasure]
    ) -> list[tuple[KeyResult, KeyResultMeasure, float]]:
        pairs = (
            (key_result, results[objective.ref.make_key_result_ref(key_result.id)])
            for key_result in objective.key_results
        )
        return [
            (key_result, numbers, numbers.progress) for key_result, numbers in pairs if numbers.progress is not None
        ]

    def _list_with_confidence(
        self, objective: Objective, results: Mapping[KeyResultRef, KeyResultMeasure]
    ) -> list[tuple[KeyResult, float]]:
        pairs = (
            (key_result, results[objective.ref.make_key_result_ref(key_result.id)].current_values.confidence)
            for key_result in objective.key_results
        )
        return [(key_result, share) for key_result, share in pairs if share is not None]

    def measure_objective(
        self,
        objective: Objective,
        results: Mapping[KeyResultRef, KeyResultMeasure],
        aligned: AlignedMeans,
    ) -> ObjectiveMeasure:
        known = self._list_with_data(objective, results)
        progress = self.compute_own_progress(objective, results)
        due = [
            (numbers.expected, key_result.weight) for key_result, numbers, _ in known if numbers.expected is not None
        ]
        expected = compute_weighted_mean(due)
        confident = self._list_with_confidence(objective, results)
        confidence = compute_weighted_mean([(share, key_result.weight) for key_result, share in confident])
        withheld = has_withheld_numbers(objective)
        grade = round_if_withheld(_compute_grade(objective), withheld=withheld)
        missing = len(objective.key_results) - len(known)
        last = self._find_last_report_day(objective)
        cycle = self.organisation.cycles[objective.cycle]
        word, heard = find_reported_status(objective, self.today), self._find_last_news(objective, last)
        readings = StatusInputs(progress, expected, confidence, word, heard, cycle, self.today)
        told = round_if_withheld(progress, withheld=withheld)
        return ObjectiveMeasure(
            progress=told,
            expected=round_if_withheld(expected, withheld=withheld),
            confidence=round_if_withheld(confidence, withheld=withheld),
            grade=grade,
            status=compute_status(readings, self.settings),
            last_report=last,
            aligned=aligned,
            without_data=missing,
            outcome=judge_outcome(
                OutcomeInputs(grade, told, word, objective.ambition, objective.decision), self._get_state(cycle)
            ),
        )


def _compute_grade(objective: Objective) -> float | None:
    """Return the weighted mean of the grades of an objective's key results, None unless all that need one have one."""
    needed = [key_result for key_result in objective.key_results if key_result.counts_in_grade]
    graded = [(key_result.grade, key_result.weight) for key_result in needed if key_result.grade is not None]
    return compute_weighted_mean(graded) if len(graded) == len(needed) else None
