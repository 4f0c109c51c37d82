"""Where a key result stands on a day: its start, its value, its confidence, and the reports they come from.

A typed value wins over a reported one; a KPI's series is a key result's own. Reports after `today` don't count yet, nor
do a KPI's values after the end of the cycle: a closed quarter keeps the number with which it closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi
from okrsite.problems import Place
from okrsite.sources.numbers import Quantity

Origin = Literal["file", "kpi", "git"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported on one key result on one day."""

    date: date
    by: str | None
    now: float | str | None
    """A number in the key result's unit, or a level's name."""
    confidence: float | None
    note: str
    origin: Origin
    place: Place | None
    confidence_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value with the place in which it was typed, and how it came to be this one."""

    value: float
    place: Place | None
    origin: str
    """In words, for an explanation: `typed`, `check-in of 2026-10-12`, `KPI of 2026-09-30`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A key result's values on a day."""

    start: Sourced | None
    now: Sourced | None
    level: str | None
    level_place: Place | None
    confidence: float | None
    confidence_place: Place | None
    reports: tuple[Report, ...]
    """Oldest first, up to the day."""

    @property
    def last_report(self) -> date | None:
        """The day of the newest report, None where there is none."""
        return self.reports[-1].date if self.reports else None


def standing(
    objective: Objective,
    result: KeyResult,
    cycle: Cycle,
    kpis: Mapping[str, Kpi],
    today: date,
    from_git: Sequence[Report] = (),
) -> Standing:
    """Return where a key result stands on a day; `from_git` are its reports that nobody wrote down."""
    reports = _reports(objective, result, cycle, kpis, today)
    kpi = kpis.get(result.kpi) if result.kpi else None
    confidence, confidence_place = result.confidence, result.places.get("confidence")
    if confidence is None:
        newest = next((report for report in reversed(reports) if report.confidence is not None), None)
        if newest is not None:
            confidence, confidence_place = newest.confidence, newest.confidence_place
    level, level_place = result.level, result.places.get("now")
    if level is None:
        told = next((report for report in reversed(reports) if isinstance(report.now, str)), None)
        level, level_place = (str(told.now), told.place) if told else (None, None)
    return Standing(
        start=_start(result, reports, kpi, cycle),
        now=_now(result, reports, kpi, min(today, cycle.end)),
        level=level,
        level_place=level_place,
        confidence=confidence,
        confidence_place=confidence_place,
        # Git tells when something was said, never what holds now: a shallow clone must give the same numbers.
        reports=tuple(sorted((*reports, *from_git), key=lambda report: (report.date, report.origin))),
    )


def _reports(
    objective: Objective, result: KeyResult, cycle: Cycle, kpis: Mapping[str, Kpi], today: date
) -> tuple[Report, ...]:
    found = [
        Report(
            date=checkin.date,
            by=checkin.by,
            now=_plain(checkin.now.get(result.id)),
            confidence=checkin.confidence.get(result.id),
            note=checkin.note,
            origin="file",
            place=checkin.places.get(f"now.{result.id}", checkin.place),
            confidence_place=checkin.places.get(f"confidence.{result.id}"),
        )
        for checkin in objective.checkins
        if checkin.date <= today and (result.id in checkin.now or result.id in checkin.confidence)
    ]
    kpi = kpis.get(result.kpi) if result.kpi else None
    if kpi is not None:
        found += [
            Report(day, kpi.owner, value, None, "", "kpi", kpi.value_places.get(day))
            for day, value in kpi.values
            if cycle.start <= day <= min(today, cycle.end)
        ]
    return tuple(sorted(found, key=lambda report: (report.date, report.origin)))


def _plain(value: Quantity | str | None) -> float | str | None:
    return value.value if isinstance(value, Quantity) else value


def _start(result: KeyResult, reports: tuple[Report, ...], kpi: Kpi | None, cycle: Cycle) -> Sourced | None:
    if result.start is not None:
        return Sourced(result.start.value, result.places.get("from"), "typed")
    if kpi is not None:
        before = [pair for pair in kpi.values if pair[0] <= cycle.start]
        if before:
            day, value = before[-1]
            return Sourced(value, kpi.value_places.get(day), f"KPI of {day}")
    if result.kind != "reach":
        return None
    first = next((report for report in reports if isinstance(report.now, float)), None)
    if first is None:
        return None
    return Sourced(
        float(first.now or 0.0), first.place, f"{'KPI' if first.origin == 'kpi' else 'check-in'} of {first.date}"
    )


def _now(result: KeyResult, reports: tuple[Report, ...], kpi: Kpi | None, until: date) -> Sourced | None:
    if result.now is not None:
        return Sourced(result.now.value, result.places.get("now"), "typed")
    if kpi is not None:
        past = [pair for pair in kpi.values if pair[0] <= until]
        if past:
            day, value = past[-1]
            return Sourced(value, kpi.value_places.get(day), f"KPI of {day}")
        return None
    newest = next((report for report in reversed(reports) if isinstance(report.now, float)), None)
    if newest is None:
        return None
    return Sourced(float(newest.now or 0.0), newest.place, f"check-in of {newest.date}")
