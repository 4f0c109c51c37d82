"""Calibration: of what people held at 80, 50 and 20 percent, how much came true?

A forecast is the newest confidence that was reported up to the middle day of a closed cycle: later ones are told by the
result, and one typed without a day may be any of them. It came true where the whole of the key result was reached, for
that is what a confidence is about, whatever the ambition: a given grade of 1.0, or without a grade a progress of 100%
or more. What was dropped, and what has neither grade nor progress, is no case.

The score is Brier's (1950): the mean of (confidence - outcome)² with 1 for reached and 0 for not; 0 is perfect, 0.25 is
what saying 50% to everything gets. Fewer than ten cases say nothing, and so nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef
from okrsite.progress.current_values import Report
from okrsite.progress.measure import KeyResultMeasure, Measures
from okrsite.settings import Settings

MIN_CASES = 10
USUAL = (0.8, 0.5, 0.2)
"""The three confidences that people are taught; others count to the nearest, halves to the higher."""
_CLOSE = 1e-9


class ForecastCase(msgspec.Struct, frozen=True):
    """One key result of a closed cycle, of which somebody said how sure they were."""

    ref: KeyResultRef
    unit: str
    cycle: str
    confidence: float
    """0.0 to 1.0, as of the middle of the cycle."""
    forecast_on: date
    """When it was said."""
    reached: bool


class ConfidenceBand(msgspec.Struct, frozen=True):
    """What was held at about one confidence."""

    confidence: float
    """One of `USUAL`."""
    cases: int
    reached: int


class ForecastScore(msgspec.Struct, frozen=True):
    """How well a set of forecasts met what came."""

    cases: int
    """At least `MIN_CASES`."""
    brier: float
    """0.0 to 1.0, less is better."""
    bands: tuple[ConfidenceBand, ...]
    """One for each of `USUAL`, in its order."""


class Calibration(msgspec.Struct, frozen=True):
    """How well the organisation knows what it will reach."""

    cases: tuple[ForecastCase, ...]
    score: ForecastScore | None
    """None below ten cases."""
    units: Mapping[str, ForecastScore]
    """By unit, in tree order; those with at least ten cases of their own."""


def compute_calibration(organisation: Organisation, measures: Measures, settings: Settings) -> Calibration:
    """Return the calibration over all closed cycles."""
    cases = tuple(_collect_cases(organisation, measures, settings))
    by_unit: dict[str, list[ForecastCase]] = {}
    for case in cases:
        by_unit.setdefault(case.unit, []).append(case)
    scores = {unit: compute_score(by_unit.get(unit, ())) for unit in organisation.units}
    return Calibration(
        cases,
        compute_score(cases),
        {unit: forecast_score for unit, forecast_score in scores.items() if forecast_score is not None},
    )


def find_middle_day(cycle: Cycle) -> date:
    """Return the middle day of a cycle, the earlier one where there are two."""
    return cycle.start + timedelta(days=(cycle.days - 1) // 2)


def find_forecast(reports: Iterable[Report], cycle: Cycle) -> Report | None:
    """Return the newest report with a confidence up to the middle of its cycle, None where there is none."""
    until = find_middle_day(cycle)
    said = [report for report in reports if report.confidence is not None and cycle.start <= report.date <= until]
    return said[-1] if said else None


def find_outcome(key_result: KeyResult, numbers: KeyResultMeasure) -> bool | None:
    """Return whether a key result was reached as a whole; None where nothing says so."""
    judged = key_result.grade if key_result.grade is not None else numbers.progress
    return None if judged is None else judged >= 1 - _CLOSE


def compute_score(cases: Sequence[ForecastCase]) -> ForecastScore | None:
    """Return the score of forecasts, None for fewer than ten of them."""
    if len(cases) < MIN_CASES:
        return None
    brier = sum((case.confidence - case.reached) ** 2 for case in cases) / len(cases)
    bands = []
    for usual in USUAL:
        held = [case for case in cases if round_to_usual_confidence(case.confidence) == usual]
        bands.append(ConfidenceBand(usual, len(held), sum(case.reached for case in held)))
    return ForecastScore(len(cases), brier, tuple(bands))


def round_to_usual_confidence(confidence: float) -> float:
    """Return which of `USUAL` a confidence counts to."""
    return 0.8 if confidence >= 0.65 - _CLOSE else 0.5 if confidence >= 0.35 - _CLOSE else 0.2


def _collect_cases(organisation: Organisation, measures: Measures, settings: Settings) -> Iterator[ForecastCase]:
    closed = {
        cycle.id
        for cycle in organisation.cycles.values()
        if cycle.compute_state(measures.today, settings.grading_days) == "closed"
    }
    for objective in organisation.objectives.values():
        if objective.cycle in closed and objective.ref not in measures.dropped:
            yield from _collect_objective_cases(objective, organisation.cycles[objective.cycle], measures)


def _collect_objective_cases(objective: Objective, cycle: Cycle, measures: Measures) -> Iterator[ForecastCase]:
    for key_result in objective.key_results:
        ref = objective.ref.make_key_result_ref(key_result.id)
        numbers = measures.key_results[ref]
        said, reached = find_forecast(numbers.current_values.reports, cycle), find_outcome(key_result, numbers)
        if said is None or said.confidence is None or reached is None or key_result.is_dropped:
            continue
        yield ForecastCase(ref, objective.unit, objective.cycle, said.confidence, said.date, reached)
