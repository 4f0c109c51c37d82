"""What the pages of cycles say about grades and about how well people knew what they would reach."""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.model.cycles import Cycle
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.measures import grade_text
from okrsite.pages.page import url_of
from okrsite.pages.views import NameView
from okrsite.pages.words import percent
from okrsite.progress.calibration import MIN_CASES, USUAL, Score, calibration
from okrsite.progress.grading import BANDS, CarriedStep, CycleGrades, GradeStatistics, carried, cycle_grades


@dataclass(frozen=True, slots=True)
class BandView:
    """How many objectives were graded in a band, with its part of a bar: percentages of the bar's width."""

    words: str
    number: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class GradeRow:
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


@dataclass(frozen=True, slots=True)
class StepOfLine:
    """An objective in one of its cycles."""

    cycle: NameView
    grade: str
    """Its grade, else empty."""
    here: bool


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """An objective that was carried through several cycles."""

    title: str
    url: str
    unit: str
    steps: tuple[StepOfLine, ...]
    """The oldest first."""


@dataclass(frozen=True, slots=True)
class GradesView:
    """The grades of a cycle."""

    total: GradeRow
    rows: tuple[GradeRow, ...]
    before: NameView | None
    """The cycle to compare with."""
    carried: tuple[CarriedLine, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How well a unit's confidence met what came."""

    unit: NameView | None
    """None for all together."""
    cases: int
    brier: str
    bands: tuple[str, ...]
    """Of what was held at 80, 50 and 20 percent, how much came true: `7 of 9`."""


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """How well people knew what they would reach."""

    cases: int
    least: int
    """How many cases it takes."""
    usual: tuple[str, ...]
    """The confidences of the bands: `80%`."""
    rows: tuple[ScoreRow, ...]
    """All together first; empty below the least."""


def grades_view(desk: Desk, cycle: Cycle) -> GradesView:
    """Return the grades of a cycle."""
    found = cycle_grades(desk.organisation, desk.measures, cycle)
    before = found.before
    lines = carried(desk.organisation, desk.alignment, desk.measures, cycle.id)
    return GradesView(
        total=_row(found, None, desk),
        rows=tuple(_row(found, unit, desk) for unit in found.units),
        before=NameView(before.name, url_of(addresses.cycle_uri(before.id))) if before else None,
        carried=tuple(_line(desk, line, cycle.id) for line in lines),
    )


def _row(found: CycleGrades, unit: str | None, desk: Desk) -> GradeRow:
    now = found.total if unit is None else found.units[unit]
    before = found.total_before if unit is None else found.units_before.get(unit)
    mean_before = before.mean if before else None
    bands = _bands(now)
    return GradeRow(
        unit=None if unit is None else desk.unit(unit),
        objectives=now.objectives,
        key_results=now.key_results,
        graded=now.graded,
        bands=bands,
        label=", ".join(f"{band.number} {band.words}" for band in bands),
        mean=grade_text(now.mean),
        before=grade_text(mean_before),
        change=change(mean_before, now.mean),
    )


def change(before: float | None, now: float | None) -> str:
    """Return a change of grades as a reader gets it who subtracts what is shown: `+0.1`, `−0.05`, `±0`."""
    if before is None or now is None:
        return ""
    hundredths = round(float(f"{now:.2f}") * 100) - round(float(f"{before:.2f}") * 100)
    if not hundredths:
        return "±0"
    return f"{'+' if hundredths > 0 else '−'}{grade_text(abs(hundredths) / 100)}"


def _bands(now: GradeStatistics) -> tuple[BandView, ...]:
    views, start = [], 0
    for words, number in zip(BANDS, now.bands, strict=True):
        views.append(BandView(words, number, _part(start, now.graded), _part(number, now.graded)))
        start += number
    return tuple(views)


def _part(number: int, of: int) -> str:
    return (f"{100 * number / of:.2f}".rstrip("0").rstrip(".") if of else "") or "0"


def _line(desk: Desk, line: tuple[CarriedStep, ...], cycle: str) -> CarriedLine:
    steps = []
    for step in line:
        each = desk.organisation.objectives[step.ref]
        name = NameView(desk.organisation.cycles[step.cycle].name, addresses.objective_url(each))
        steps.append(StepOfLine(name, grade_text(step.grade), step.cycle == cycle))
    own = next(desk.organisation.objectives[step.ref] for step in line if step.cycle == cycle)
    return CarriedLine(own.title, addresses.objective_url(own), desk.organisation.units[own.unit].name, tuple(steps))


def calibration_view(desk: Desk) -> CalibrationView:
    """Return the calibration over all closed cycles."""
    found = calibration(desk.organisation, desk.measures, desk.settings)
    rows = [_score(None, found.score)] if found.score else []
    rows += [_score(desk.unit(unit), score) for unit, score in found.units.items()]
    return CalibrationView(len(found.cases), MIN_CASES, tuple(map(percent, USUAL)), tuple(rows))


def _score(unit: NameView | None, score: Score) -> ScoreRow:
    return ScoreRow(
        unit,
        score.cases,
        f"{score.brier:.2f}",
        tuple(f"{band.reached} of {band.cases}" if band.cases else "–" for band in score.bands),
    )
