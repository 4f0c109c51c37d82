"""All numbers of an organisation on a day: key results, objectives, units, cycles.

Three numbers are never mixed: progress looks back, confidence looks forward, a grade is given at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from okrsite.alignment.graph import Alignment
from okrsite.model.audience import in_whole_percent
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.progress.contribution import Contribution, contributions
from okrsite.progress.explanation import Explanation
from okrsite.progress.key_results import cut, expected_of, progress_of
from okrsite.progress.mean_terms import mean_why
from okrsite.progress.status import Readings, Status, status_of
from okrsite.progress.values import Report, Standing, standing
from okrsite.settings import Settings


@dataclass(frozen=True, slots=True)
class KeyResultMeasure:
    """A key result's numbers on a day."""

    standing: Standing
    progress: float | None
    """Unrounded; may lie below 0.0 and above 1.0. None: no data yet."""
    progress_why: Explanation
    expected: float | None
    """0.0 to 1.0."""
    expected_why: Explanation
    status: Status
    proposed_grade: float | None
    """Progress cut to 0.0 to 1.0, the proposal for the grade."""
    contribution: Contribution | None


@dataclass(frozen=True, slots=True)
class ObjectiveMeasure:
    """An objective's numbers on a day."""

    progress: float | None
    """0.0 to 1.0: the weighted mean of its key results with data. None: no data yet."""
    progress_why: Explanation
    expected: float | None
    expected_why: Explanation
    confidence: float | None
    confidence_why: Explanation
    grade: float | None
    """0.0 to 1.0, once all key results are graded."""
    grade_why: Explanation
    status: Status
    last_report: date | None
    aligned_direct: float | None
    """The plain mean of the objectives of other units that contribute to it."""
    aligned_indirect: float | None
    without_data: int
    """How many key results have no data and are left out of the mean."""


@dataclass(frozen=True, slots=True)
class Measures:
    """All numbers. Objectives by full reference, key results by reference with `#id`."""

    today: date
    key_results: Mapping[str, KeyResultMeasure]
    objectives: Mapping[str, ObjectiveMeasure]
    units: Mapping[str, float | None]
    unit_cycles: Mapping[str, tuple[str, ...]]
    """Over which cycles a unit's number goes."""
    cycles: Mapping[str, float | None]


def measure(
    organisation: Organisation,
    alignment: Alignment,
    settings: Settings,
    today: date,
    from_git: Mapping[str, tuple[Report, ...]] | None = None,
) -> Measures:
    """Return every number of the organisation on a day; `from_git` are reports by key result that nobody wrote down."""
    told = from_git or {}
    standings = {
        ref: standing(each, result, organisation.cycles[each.cycle], organisation.kpis, today, told.get(ref, ()))
        for each in organisation.objectives.values()
        for result in each.key_results
        for ref in (f"{each.ref}#{result.id}",)
    }
    contributed = contributions(organisation, alignment, standings)
    measurer = _Measurer(organisation, settings, today, standings, contributed)
    results = {ref: measure for each in organisation.objectives.values() for ref, measure in measurer.key_results(each)}
    dropped = {each.ref for each in organisation.objectives.values() if reported(each, today) == "dropped"}
    quiet = {each.ref for each in organisation.objectives.values() if _withholds(each)}
    own = {
        each.ref: _told(measurer.own_progress(each, results), quiet=each.ref in quiet)
        for each in organisation.objectives.values()
    }
    aligned = _aligned(organisation, alignment, own, dropped, quiet)
    objectives = {
        each.ref: measurer.objective(each, results, aligned[each.ref]) for each in organisation.objectives.values()
    }
    counted = {ref: found.progress for ref, found in objectives.items() if ref not in dropped}
    unit_cycles = {unit: _cycles_of(organisation, unit, settings, today) for unit in organisation.units}
    return Measures(
        today=today,
        key_results=results,
        objectives=objectives,
        units={
            unit: _mean_of(
                {
                    each.ref: counted[each.ref]
                    for cycle in cycles
                    for each in organisation.of(unit, cycle)
                    if each.ref in counted
                },
                quiet,
            )
            for unit, cycles in unit_cycles.items()
        },
        unit_cycles=unit_cycles,
        cycles=_by_cycle(organisation, counted, quiet),
    )


def _by_cycle(
    organisation: Organisation, counted: Mapping[str, float | None], quiet: Collection[str]
) -> dict[str, float | None]:
    found: dict[str, dict[str, float | None]] = {cycle: {} for cycle in organisation.cycles}
    for ref, progress in counted.items():
        found[organisation.objectives[ref].cycle][ref] = progress
    return {cycle: _mean_of(numbers, quiet) for cycle, numbers in found.items()}


def _withholds(objective: Objective) -> bool:
    """Whether numbers of an objective's key results are withheld: then it is told in whole percent, as they are."""
    return any(result.withheld for result in objective.key_results)


def _mean_of(numbers: Mapping[str, float | None], quiet: Collection[str]) -> float | None:
    """Return the mean of objectives' numbers by reference, in whole percent where one of them is `quiet`."""
    return _told(mean(numbers.values()), quiet=any(ref in quiet for ref in numbers))


def _told(share: float | None, *, quiet: bool) -> float | None:
    return in_whole_percent(share) if quiet and share is not None else share


def _cycles_of(organisation: Organisation, unit: str, settings: Settings, today: date) -> tuple[str, ...]:
    """A unit's active cycles, else its newest one that has begun, else its newest."""
    own = [organisation.cycles[cycle] for cycle in organisation.by_unit.get(unit, {})]
    active = [cycle.id for cycle in own if cycle.state(today, settings.grading_days) == "active"]
    if active or not own:
        return tuple(active)
    begun = [cycle for cycle in own if cycle.start <= today]
    return (max(begun or own, key=lambda cycle: (cycle.start, -cycle.days, cycle.id)).id,)


def mean(shares: Iterable[float | None]) -> float | None:
    """Return the plain mean of what is known, None where nothing is."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None


def _weighted(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of (value, weight) pairs; None where there is nothing to weigh."""
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total else None


def reported(objective: Objective, today: date) -> str | None:
    """Return a person's word on an objective: the typed one, else the newest check-in's."""
    if objective.status is not None:
        return objective.status
    said = [checkin.status for checkin in objective.checkins if checkin.status and checkin.date <= today]
    return said[-1] if said else None


def _aligned(
    organisation: Organisation,
    alignment: Alignment,
    own: Mapping[str, float | None],
    dropped: Collection[str],
    quiet: Collection[str],
) -> dict[str, tuple[float | None, float | None]]:
    found = {}
    for each in organisation.objectives.values():
        by_kind: dict[str, dict[str, float | None]] = {"direct": {}, "indirect": {}}
        for link in alignment.down.get(each.ref, ()):
            if organisation.objectives[link.source].unit != each.unit and link.source not in dropped:
                by_kind[link.kind][link.source] = own[link.source]
        found[each.ref] = (_mean_of(by_kind["direct"], quiet), _mean_of(by_kind["indirect"], quiet))
    return found


@dataclass(frozen=True, slots=True)
class _Measurer:
    organisation: Organisation
    settings: Settings
    today: date
    standings: Mapping[str, Standing]
    contributed: Mapping[str, Contribution]

    def key_results(self, objective: Objective) -> list[tuple[str, KeyResultMeasure]]:
        last = self._last_report(objective)
        return [
            (f"{objective.ref}#{result.id}", self._key_result(objective, result, last))
            for result in objective.key_results
        ]

    def _last_report(self, objective: Objective) -> date | None:
        days = [checkin.date for checkin in objective.checkins if checkin.date <= self.today]
        days += [objective.reported] if objective.reported else []
        for result in objective.key_results:
            last = self.standings[f"{objective.ref}#{result.id}"].last_report
            days += [last] if last else []
        return max(days, default=None)

    def _heard(self, objective: Objective, last: date | None) -> date | None:
        """Return the day up to which there is news of an objective."""
        return self.today if objective.heard else last

    def _key_result(self, objective: Objective, result: KeyResult, last: date | None) -> KeyResultMeasure:
        cycle = self.organisation.cycles[objective.cycle]
        ref = f"{objective.ref}#{result.id}"
        stands = self.standings[ref]
        progress, progress_why = progress_of(result, stands)
        expected, expected_why = expected_of(result, stands, cycle, self.today)
        heard = self._heard(objective, last)
        readings = Readings(progress, expected, stands.confidence, result.status, heard, cycle, self.today)
        return KeyResultMeasure(
            standing=stands,
            progress=progress,
            progress_why=progress_why,
            expected=expected,
            expected_why=expected_why,
            status=status_of(readings, self.settings),
            proposed_grade=None if progress is None else cut(progress),
            contribution=self.contributed.get(ref),
        )

    def own_progress(self, objective: Objective, results: Mapping[str, KeyResultMeasure]) -> float | None:
        pairs = [(cut(progress), result.weight) for result, _, progress in self._with_data(objective, results)]
        return _weighted(pairs)

    def _with_data(
        self, objective: Objective, results: Mapping[str, KeyResultMeasure]
    ) -> list[tuple[KeyResult, KeyResultMeasure, float]]:
        pairs = ((result, results[f"{objective.ref}#{result.id}"]) for result in objective.key_results)
        return [(result, numbers, numbers.progress) for result, numbers in pairs if numbers.progress is not None]

    def _confident(
        self, objective: Objective, results: Mapping[str, KeyResultMeasure]
    ) -> list[tuple[KeyResult, float]]:
        pairs = (
            (result, results[f"{objective.ref}#{result.id}"].standing.confidence) for result in objective.key_results
        )
        return [(result, share) for result, share in pairs if share is not None]

    def objective(
        self, objective: Objective, results: Mapping[str, KeyResultMeasure], aligned: tuple[float | None, float | None]
    ) -> ObjectiveMeasure:
        known = self._with_data(objective, results)
        progress = self.own_progress(objective, results)
        due = [(numbers.expected, result.weight) for result, numbers, _ in known if numbers.expected is not None]
        expected = _weighted(due)
        confident = self._confident(objective, results)
        confidence = _weighted([(share, result.weight) for result, share in confident])
        graded = [(result.grade, result.weight) for result in objective.key_results if result.grade is not None]
        grade = _weighted(graded) if len(graded) == len(objective.key_results) else None
        missing = len(objective.key_results) - len(known)
        last = self._last_report(objective)
        cycle = self.organisation.cycles[objective.cycle]
        word, heard = reported(objective, self.today), self._heard(objective, last)
        readings = Readings(progress, expected, confidence, word, heard, cycle, self.today)
        quiet = _withholds(objective)
        return ObjectiveMeasure(
            progress=_told(progress, quiet=quiet),
            progress_why=mean_why(
                "progress", progress, [(result, cut(share), objective) for result, _, share in known], missing
            ),
            expected=_told(expected, quiet=quiet),
            expected_why=mean_why(
                "expected progress",
                expected,
                [(result, numbers.expected, objective) for result, numbers, _ in known],
                missing,
            ),
            confidence=_told(confidence, quiet=quiet),
            confidence_why=mean_why(
                "confidence", confidence, [(result, share, objective) for result, share in confident], 0
            ),
            grade=_told(grade, quiet=quiet),
            grade_why=mean_why(
                "grade", grade, [(result, result.grade, objective) for result in objective.key_results], 0
            ),
            status=status_of(readings, self.settings),
            last_report=last,
            aligned_direct=aligned[0],
            aligned_indirect=aligned[1],
            without_data=missing,
        )
