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
from dataclasses import dataclass
from datetime import date, timedelta

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.progress.measure import KeyResultMeasure, Measures
from okrsite.progress.values import Report
from okrsite.settings import Settings

MIN_CASES = 10
USUAL = (0.8, 0.5, 0.2)
"""The three confidences that people are taught; others count to the nearest, halves to the higher."""
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Case:
    """One key result of a closed cycle, of which somebody said how sure they were."""

    ref: str
    unit: str
    cycle: str
    confidence: float
    """0.0 to 1.0, as of the middle of the cycle."""
    said: date
    """When it was said."""
    reached: bool


@dataclass(frozen=True, slots=True)
class ConfidenceBand:
    """What was held at about one confidence."""

    confidence: float
    """One of `USUAL`."""
    cases: int
    reached: int


@dataclass(frozen=True, slots=True)
class Score:
    """How well a set of forecasts met what came."""

    cases: int
    """At least `MIN_CASES`."""
    brier: float
    """0.0 to 1.0, less is better."""
    bands: tuple[ConfidenceBand, ...]
    """One for each of `USUAL`, in its order."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well the organisation knows what it will reach."""

    cases: tuple[Case, ...]
    score: Score | None
    """None below ten cases."""
    units: Mapping[str, Score]
    """By unit, in tree order; those with at least ten cases of their own."""


def calibration(organisation: Organisation, measures: Measures, settings: Settings) -> Calibration:
    """Return the calibration over all closed cycles."""
    cases = tuple(_cases(organisation, measures, settings))
    by_unit: dict[str, list[Case]] = {}
    for case in cases:
        by_unit.setdefault(case.unit, []).append(case)
    scores = {unit: score(by_unit.get(unit, ())) for unit in organisation.units}
    return Calibration(cases, score(cases), {unit: found for unit, found in scores.items() if found is not None})


def middle(cycle: Cycle) -> date:
    """Return the middle day of a cycle, the earlier one where there are two."""
    return cycle.start + timedelta(days=(cycle.days - 1) // 2)


def forecast(reports: Iterable[Report], cycle: Cycle) -> Report | None:
    """Return the newest report with a confidence up to the middle of its cycle, None where there is none."""
    until = middle(cycle)
    said = [each for each in reports if each.confidence is not None and cycle.start <= each.date <= until]
    return said[-1] if said else None


def outcome(result: KeyResult, numbers: KeyResultMeasure) -> bool | None:
    """Return whether a key result was reached as a whole; None where nothing says so."""
    judged = result.grade if result.grade is not None else numbers.progress
    return None if judged is None else judged >= 1 - _CLOSE


def score(cases: Sequence[Case]) -> Score | None:
    """Return the score of forecasts, None for fewer than ten of them."""
    if len(cases) < MIN_CASES:
        return None
    brier = sum((case.confidence - case.reached) ** 2 for case in cases) / len(cases)
    bands = []
    for usual in USUAL:
        held = [case for case in cases if nearest(case.confidence) == usual]
        bands.append(ConfidenceBand(usual, len(held), sum(case.reached for case in held)))
    return Score(len(cases), brier, tuple(bands))


def nearest(confidence: float) -> float:
    """Return which of `USUAL` a confidence counts to."""
    return 0.8 if confidence >= 0.65 - _CLOSE else 0.5 if confidence >= 0.35 - _CLOSE else 0.2


def _cases(organisation: Organisation, measures: Measures, settings: Settings) -> Iterator[Case]:
    closed = {
        cycle.id
        for cycle in organisation.cycles.values()
        if cycle.state(measures.today, settings.grading_days) == "closed"
    }
    for each in organisation.objectives.values():
        if each.cycle in closed and measures.objectives[each.ref].status.shown != "dropped":
            yield from _of(each, organisation.cycles[each.cycle], measures)


def _of(each: Objective, cycle: Cycle, measures: Measures) -> Iterator[Case]:
    for result in each.key_results:
        ref = f"{each.ref}#{result.id}"
        numbers = measures.key_results[ref]
        said, reached = forecast(numbers.standing.reports, cycle), outcome(result, numbers)
        if said is None or said.confidence is None or reached is None or result.status == "dropped":
            continue
        yield Case(ref, each.unit, each.cycle, said.confidence, said.date, reached)
