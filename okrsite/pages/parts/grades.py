"""What the pages of cycles say about grades and about how well people knew what they would reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.number_style import format_decimals
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_grade, format_svg_percentage
from okrsite.pages.page import make_url
from okrsite.pages.views import NameView
from okrsite.progress.calibration import MIN_CASES, USUAL, ForecastScore, compute_calibration
from okrsite.progress.explanation import format_percent
from okrsite.progress.grade_scale import name_grade_bands
from okrsite.progress.grading import (
    CarriedObjectiveStep,
    CycleGrades,
    GradeStatistics,
    collect_carried_objectives,
    compute_cycle_grades,
)


class BandView(msgspec.Struct, frozen=True):
    """How many objectives were graded in a band, with its part of a bar: percentages of the bar's width."""

    words: str
    number: int
    start: str
    width: str


class GradesRow(msgspec.Struct, frozen=True):
    """A unit's grades in a cycle."""

    unit: NameView | None
    """None for all together."""
    objectives: int
    key_results: int
    graded: int
    bands: tuple[BandView, ...]
    label: str
    """The bands in words."""
    mean: str
    before: str
    """The mean of the cycle before, empty for none."""
    change: str
    """`+0.1`, empty where there is nothing to compare."""


class CarriedLineStep(msgspec.Struct, frozen=True):
    """An objective in one of its cycles."""

    cycle: NameView
    grade: str
    """Its grade, else empty."""
    here: bool


class CarriedLine(msgspec.Struct, frozen=True):
    """An objective that was carried through several cycles."""

    title: str
    url: str
    unit: str
    steps: tuple[CarriedLineStep, ...]
    """The oldest first."""


class GradesView(msgspec.Struct, frozen=True):
    """The grades of a cycle."""

    total: GradesRow
    rows: tuple[GradesRow, ...]
    before: NameView | None
    """The cycle to compare with."""
    carried: tuple[CarriedLine, ...]


class ScoreRow(msgspec.Struct, frozen=True):
    """How well a unit's confidence met what came."""

    unit: NameView | None
    """None for all together."""
    cases: int
    brier: str
    bands: tuple[str, ...]
    """Of what was held at 80, 50 and 20 percent, how much came true: `7 of 9`."""


class CalibrationView(msgspec.Struct, frozen=True):
    """How well people knew what they would reach."""

    cases: int
    least: int
    """How many cases it takes."""
    usual: tuple[str, ...]
    """The confidences of the bands: `80%`."""
    rows: tuple[ScoreRow, ...]
    """All together first; empty below the least."""


def build_grades_view(
    context: ViewContext,
    cycle: Cycle,
    before: Cycle | None,
    units: Iterable[str],
    listed: Collection[str],
    objectives: Iterable[Objective],
) -> GradesView:
    """Return the grades of a cycle.

    Args:
        context: The lookups.
        cycle: The cycle.
        before: The cycle to compare with, if there is one.
        units: Whose grades are counted.
        listed: Which of these units have a row.
        objectives: Those of the cycle that are named if they were carried into or out of it.
    """
    grades = compute_cycle_grades(context.organisation, context.measures, cycle, before, units)
    lines = collect_carried_objectives(context.organisation, context.alignment, context.measures, objectives)
    return GradesView(
        total=_build_grades_row(grades, None, context),
        rows=tuple(_build_grades_row(grades, unit, context) for unit in grades.units if unit in listed),
        before=NameView(before.name, make_url(addresses.make_cycle_uri(before.id))) if before else None,
        carried=tuple(_build_carried_line(context, line, cycle.id) for line in lines),
    )


def _build_grades_row(cycle_grades: CycleGrades, unit: str | None, context: ViewContext) -> GradesRow:
    now = cycle_grades.total if unit is None else cycle_grades.units[unit]
    before = cycle_grades.total_before if unit is None else cycle_grades.units_before.get(unit)
    mean_before = before.mean if before else None
    bands = _build_bands(now)
    return GradesRow(
        unit=None if unit is None else context.name_unit(unit),
        objectives=now.objectives,
        key_results=now.key_results,
        graded=now.graded,
        bands=bands,
        label=", ".join(f"{band.number} {band.words}" for band in bands),
        mean=format_grade(now.mean),
        before=format_grade(mean_before),
        change=format_grade_change(mean_before, now.mean),
    )


def format_grade_change(before: float | None, now: float | None) -> str:
    """Return a change of grades as a reader gets it who subtracts what is shown: `+0.1`, `−0.05`, `±0`."""
    if before is None or now is None:
        return ""
    hundredths = round(float(f"{now:.2f}") * 100) - round(float(f"{before:.2f}") * 100)
    if not hundredths:
        return "±0"
    return f"{'+' if hundredths > 0 else '−'}{format_grade(abs(hundredths) / 100)}"


def _build_bands(now: GradeStatistics) -> tuple[BandView, ...]:
    views, start = [], 0
    for words, number in zip(name_grade_bands(), now.bands, strict=True):
        views.append(
            BandView(
                words,
                number,
                format_svg_percentage(start / now.graded if now.graded else 0.0),
                format_svg_percentage(number / now.graded if now.graded else 0.0),
            )
        )
        start += number
    return tuple(views)


def _build_carried_line(context: ViewContext, line: tuple[CarriedObjectiveStep, ...], cycle: str) -> CarriedLine:
    steps = []
    for step in line:
        objective = context.organisation.objectives[step.ref]
        name = NameView(context.organisation.cycles[step.cycle].name, addresses.make_objective_url(objective))
        steps.append(CarriedLineStep(name, format_grade(step.grade), step.cycle == cycle))
    own = next(context.organisation.objectives[step.ref] for step in line if step.cycle == cycle)
    return CarriedLine(
        own.title, addresses.make_objective_url(own), context.organisation.units[own.unit].name, tuple(steps)
    )


def build_calibration_view(context: ViewContext) -> CalibrationView:
    """Return the calibration over all closed cycles."""
    found_calibration = compute_calibration(context.organisation, context.measures, context.settings)
    rows = [_build_score_row(None, found_calibration.score)] if found_calibration.score else []
    rows += [_build_score_row(context.name_unit(unit), score) for unit, score in found_calibration.units.items()]
    return CalibrationView(len(found_calibration.cases), MIN_CASES, tuple(map(format_percent, USUAL)), tuple(rows))


def _build_score_row(unit: NameView | None, score: ForecastScore) -> ScoreRow:
    return ScoreRow(
        unit,
        score.cases,
        format_decimals(score.brier),
        tuple(
            translate("{part} of {whole}", part=band.reached, whole=band.cases) if band.cases else "–"
            for band in score.bands
        ),
    )
