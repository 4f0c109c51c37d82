"""The numbers of one objective and of its key results, once it is known what counts in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from okrsite.choices import Ambition, ReportedStatus
from okrsite.languages.words import mark_sentence
from okrsite.model.cycles import Cycle, State
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.contribution import Contribution
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.key_results import clamp_share, compute_expected_progress, compute_progress, find_last_day
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure
from okrsite.progress.outcomes import OutcomeInputs, judge_outcome
from okrsite.progress.progress_sources import CountedParts
from okrsite.progress.rollup import (
    AlignedMeans,
    CountedNumber,
    ToldProgress,
    compute_weighted_mean,
    has_withheld_numbers,
    round_if_withheld,
)
from okrsite.progress.status import Status, StatusInputs, compute_status
from okrsite.progress.sums import ChildrenSum
from okrsite.progress.thresholds import propose_grade
from okrsite.settings import Settings


def find_reported_status(objective: Objective, today: date) -> ReportedStatus | None:
    """Return a person's word on an objective: the typed one, else the newest check-in's."""
    if objective.status is not None:
        return objective.status
    said = [checkin.status for checkin in objective.checkins if checkin.status and checkin.date <= today]
    return said[-1] if said else None


class PartsBelow(msgspec.Struct, frozen=True):
    """What an objective's progress is made of, with the numbers of the objectives among it."""

    parts: CountedParts
    numbers: Mapping[ObjectiveRef, ObjectiveMeasure]


class _AboutObjective(msgspec.Struct, frozen=True):
    """What all key results of an objective share."""

    cycle: Cycle
    state: State
    last_news: date | None
    """The day up to which there is news of it."""
    ambition: Ambition | None


class Measurer(msgspec.Struct, frozen=True):
    """Measures objectives and key results of one organisation on a day."""

    organisation: Organisation
    settings: Settings
    today: date
    current_values: Mapping[KeyResultRef, CurrentValues]
    contributions: Mapping[KeyResultRef, Contribution]
    sums: Mapping[KeyResultRef, ChildrenSum]

    def measure_key_results(self, objective: Objective) -> dict[KeyResultRef, KeyResultMeasure]:
        """Return the numbers of an objective's key results."""
        last_news = self.today if objective.heard else self._find_last_report_day(objective)
        cycle, ref = self.organisation.cycles[objective.cycle], objective.ref
        about = _AboutObjective(cycle, self._get_state(cycle), last_news, objective.ambition)
        return {
            result: self._measure_key_result(result, key_result, about)
            for key_result in objective.key_results
            for result in (ref.make_key_result_ref(key_result.id),)
        }

    def _find_last_report_day(self, objective: Objective) -> date | None:
        last = next((checkin.date for checkin in reversed(objective.checkins) if checkin.date <= self.today), None)
        if objective.reported and (last is None or objective.reported > last):
            last = objective.reported
        for key_result in objective.key_results:
            reports = self.current_values[objective.ref.make_key_result_ref(key_result.id)].reports
            if reports and (last is None or reports[-1].date > last):
                last = reports[-1].date
        return last

    def _measure_key_result(self, ref: KeyResultRef, key_result: KeyResult, about: _AboutObjective) -> KeyResultMeasure:
        cycle = about.cycle
        stands = self.current_values[ref]
        progress = compute_progress(key_result, stands)
        expected = compute_expected_progress(key_result, stands, cycle, self.today)
        readings = StatusInputs(
            progress, expected, stands.confidence, key_result.status, about.last_news, cycle, self.today
        )
        word = key_result.status or ("done" if is_found(key_result, stands) else None)
        return KeyResultMeasure(
            current_values=stands,
            progress=progress,
            expected=expected,
            day=min(self.today, find_last_day(key_result, cycle)),
            status=self._compute_key_result_status(key_result, readings, stands),
            proposed_grade=propose_grade(key_result, stands, progress),
            contribution=self.contributions.get(ref),
            sum=self.sums.get(ref),
            outcome=judge_outcome(OutcomeInputs(key_result.grade, progress, word, about.ambition), about.state),
        )

    def _compute_key_result_status(
        self, key_result: KeyResult, readings: StatusInputs, stands: CurrentValues
    ) -> Status:
        if key_result.status is None and is_found(key_result, stands):
            return Status("done", None, None, mark_sentence("the value is found"))
        return compute_status(readings, self.settings)

    def _get_state(self, cycle: Cycle) -> State:
        return cycle.compute_state(self.today, self.settings.grading_days)

    def tell_progress(
        self,
        objective: Objective,
        results: Mapping[KeyResultRef, KeyResultMeasure],
        parts: CountedParts,
        told: Mapping[ObjectiveRef, CountedNumber],
    ) -> ToldProgress:
        """Return how far an objective is; `told` has those that count in it."""
        rounded = has_withheld_numbers(objective) or any(told[ref].is_rounded for ref in parts.objectives)
        known = self._list_with_data(objective, results) if parts.counts_key_results else []
        progress = self._compute_progress(known, parts, told)
        return ToldProgress(round_if_withheld(progress, withheld=rounded), rounded)

    def _compute_progress(
        self,
        known: Iterable[tuple[KeyResult, KeyResultMeasure, float]],
        parts: CountedParts,
        told: Mapping[ObjectiveRef, CountedNumber],
    ) -> float | None:
        """Return the progress of an objective; `known` are its key results that have data."""
        pairs = (
            [(clamp_share(progress), key_result.weight) for key_result, _, progress in known]
            if parts.counts_key_results
            else []
        )
        pairs += [
            (progress, self.organisation.objectives[ref].weight)
            for ref in parts.objectives
            if (progress := told[ref].progress) is not None
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
        below: PartsBelow,
    ) -> ObjectiveMeasure:
        """Return the numbers of an objective; those of what counts in it are there already."""
        known = self._list_with_data(objective, results)
        withheld = has_withheld_numbers(objective)
        rounded = withheld or any(other.is_rounded for other in below.numbers.values())
        progress = self._compute_progress(known, below.parts, below.numbers)
        expected = self._compute_expected(known, below)
        confident = self._list_with_confidence(objective, results)
        confidence = compute_weighted_mean([(share, key_result.weight) for key_result, share in confident])
        grade = round_if_withheld(_compute_grade(objective), withheld=withheld)
        last = _find_later(
            (self._find_last_report_day(objective), *(made.last_report for made in below.numbers.values()))
        )
        heard = objective.heard or any(made.is_heard for made in below.numbers.values())
        cycle = self.organisation.cycles[objective.cycle]
        word = find_reported_status(objective, self.today)
        readings = StatusInputs(progress, expected, confidence, word, self.today if heard else last, cycle, self.today)
        told = round_if_withheld(progress, withheld=rounded)
        return ObjectiveMeasure(
            progress=told,
            expected=round_if_withheld(expected, withheld=rounded),
            confidence=round_if_withheld(confidence, withheld=withheld),
            grade=grade,
            status=compute_status(readings, self.settings),
            last_report=last,
            aligned=aligned,
            without_data=_count_measurable(objective) - len(known) if below.parts.counts_key_results else 0,
            outcome=judge_outcome(
                OutcomeInputs(grade, told, word, objective.ambition, objective.decision), self._get_state(cycle)
            ),
            parts=below.parts,
            is_rounded=rounded,
            is_heard=heard,
        )

    def _compute_expected(
        self, known: Iterable[tuple[KeyResult, KeyResultMeasure, float]], below: PartsBelow
    ) -> float | None:
        """Return what is expected of the parts that count in progress, by the same weights."""
        due = [
            (numbers.expected, key_result.weight)
            for key_result, numbers, _ in (known if below.parts.counts_key_results else ())
            if numbers.expected is not None
        ]
        due += [
            (numbers.expected, self.organisation.objectives[ref].weight)
            for ref, numbers in below.numbers.items()
            if numbers.progress is not None and numbers.expected is not None
        ]
        return compute_weighted_mean(due)


def is_found(key_result: KeyResult, stands: CurrentValues) -> bool:
    """Whether a key result that finds out where we are has its value."""
    return key_result.is_baseline and stands.now is not None


def _count_measurable(objective: Objective) -> int:
    """Return how many key results can have progress."""
    return sum(not key_result.is_baseline for key_result in objective.key_results)


def _find_later(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _compute_grade(objective: Objective) -> float | None:
    """Return the weighted mean of the grades of an objective's key results, None unless all that need one have one."""
    needed = [key_result for key_result in objective.key_results if key_result.counts_in_grade]
    graded = [(key_result.grade, key_result.weight) for key_result in needed if key_result.grade is not None]
    return compute_weighted_mean(graded) if len(graded) == len(needed) else None
