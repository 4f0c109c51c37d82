"""Where a key result stands on a day: its start, its value, its confidence, and the reports they come from.

A typed value wins over a reported one; a KPI's series is a key result's own. Reports after `today` don't count yet, nor
do a KPI's values after the end of the cycle: a closed quarter keeps the number with which it closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Literal

import msgspec

from okrsite.amounts import Quantity
from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Level, Objective
from okrsite.model.organisation import Kpi
from okrsite.problems import Place
from okrsite.prose import NO_PROSE, Prose
from okrsite.vocabulary import KEY_RESULT

Origin = Literal["file", "kpi", "git", "sum"]


class Report(msgspec.Struct, frozen=True, gc=False):
    """What was reported on one key result on one day."""

    date: date
    by: str | None
    now: float | Level | None
    """A number in the key result's unit, or a level."""
    confidence: float | None
    note: Prose
    """Of a check-in; nothing else has one."""
    origin: Origin
    place: Place | None
    confidence_place: Place | None = None
    subject: str = ""
    """Of a commit: its first line, which is no Markdown."""
    filed: bool = False
    """Of a check-in: whether it is a file of its own."""


class SourcedValue(msgspec.Struct, frozen=True, gc=False):
    """A value with the place in which it was typed, and how it came to be this one."""

    value: float
    place: Place | None
    origin: str
    """In words, for an explanation: `typed`, `check-in of 2026-10-12`, `KPI of 2026-09-30`, `known since …`."""


class CurrentValues(msgspec.Struct, frozen=True):
    """A key result's values on a day."""

    start: SourcedValue | None
    now: SourcedValue | None
    level: Level | None
    level_place: Place | None
    confidence: float | None
    confidence_place: Place | None
    reports: tuple[Report, ...]
    """Oldest first, up to the day."""

    @property
    def last_report(self) -> date | None:
        """The day of the newest report, None where there is none."""
        return self.reports[-1].date if self.reports else None


def compute_current_values(
    objective: Objective,
    key_result: KeyResult,
    cycle: Cycle,
    kpis: Mapping[str, Kpi],
    today: date,
    from_git: Sequence[Report] = (),
) -> CurrentValues:
    """Return where a key result stands on a day; `from_git` are its reports that nobody wrote down."""
    reports = _collect_reports(objective, key_result, cycle, kpis, today)
    kpi = kpis.get(key_result.kpi) if key_result.kpi else None
    confidence, confidence_place = key_result.confidence, key_result.find_place(KEY_RESULT.CONFIDENCE)
    filed = _find_newer_report(reports, "confidence", confidence)
    if filed is not None:
        confidence, confidence_place = filed.confidence, filed.confidence_place
    elif confidence is None:
        newest = next((report for report in reversed(reports) if report.confidence is not None), None)
        if newest is not None:
            confidence, confidence_place = newest.confidence, newest.confidence_place
    level, level_place = key_result.level, key_result.find_place(KEY_RESULT.NOW)
    filed = _find_newer_report(reports, "now", level)
    if filed is not None and isinstance(filed.now, str):
        level, level_place = filed.now, filed.place
    elif level is None:
        told = ((report.now, report.place) for report in reversed(reports) if isinstance(report.now, str))
        level, level_place = next(told, (None, None))
    return CurrentValues(
        start=_find_start_value(key_result, reports, kpi, cycle),
        now=_find_newest_value(key_result, reports, kpi, min(today, cycle.end)),
        level=level,
        level_place=level_place,
        confidence=confidence,
        confidence_place=confidence_place,
        # Git tells when something was said, never what holds now: a shallow clone must give the same numbers.
        reports=_sort_reports((*reports, *from_git)) if from_git else reports,
    )


def _collect_reports(
    objective: Objective, key_result: KeyResult, cycle: Cycle, kpis: Mapping[str, Kpi], today: date
) -> tuple[Report, ...]:
    key, now, confidence = key_result.id, f"now.{key_result.id}", f"confidence.{key_result.id}"
    reports = [
        Report(
            date=checkin.date,
            by=checkin.by,
            now=_extract_value(checkin.now.get(key)),
            confidence=checkin.confidence.get(key),
            note=checkin.note,
            origin="file",
            place=checkin.places.get(now, checkin.place),
            confidence_place=checkin.places.get(confidence),
            filed=checkin.filed,
        )
        for checkin in objective.checkins
        if checkin.date <= today and (key in checkin.now or key in checkin.confidence)
    ]
    kpi = kpis.get(key_result.kpi) if key_result.kpi else None
    if kpi is None and not any(report.filed for report in reports):
        return tuple(reports)  # in their order already
    if kpi is not None:
        reports += [
            Report(day, kpi.owner, value, None, NO_PROSE, "kpi", kpi.value_places.get(day))
            for day, value in kpi.values
            if cycle.start <= day <= min(today, cycle.end)
        ]
    return _sort_reports(reports)


def _find_newer_report(
    reports: Sequence[Report], name: Literal["now", "confidence"], typed: float | str | None
) -> Report | None:
    """Return the newest report if it is a file of its own and newer than the value that is typed in the key result.

    A typed value has no day of its own. It is as old as the newest check-in of the list beside it, where that says the
    same; where no list says anything, the file is newer. A list that contradicts the typed value leaves it in force.
    """
    if typed is None or not any(report.filed for report in reports):
        return None
    told = [
        (report, value)
        for report in reports
        if report.origin == "file" and (value := report.now if name == "now" else report.confidence) is not None
    ]
    if not told or not told[-1][0].filed:
        return None
    listed = next((value for report, value in reversed(told) if not report.filed), None)
    return told[-1][0] if listed is None or listed == typed else None


_get_order = attrgetter("date", "origin", "filed")


def _sort_reports(reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=_get_order))


def _extract_value(value: Quantity | Level | None) -> float | Level | None:
    return value.value if isinstance(value, Quantity) else value


def _find_start_value(
    key_result: KeyResult, reports: tuple[Report, ...], kpi: Kpi | None, cycle: Cycle
) -> SourcedValue | None:
    if key_result.start is not None:
        return SourcedValue(
            key_result.start.value,
            key_result.find_place(KEY_RESULT.FROM),
            key_result.describe_origin(KEY_RESULT.FROM),
        )
    if kpi is not None:
        before = [pair for pair in kpi.values if pair[0] <= cycle.start]
        if before:
            day, value = before[-1]
            return SourcedValue(value, kpi.value_places.get(day), translate("KPI of {day}", day=day))
    if key_result.kind != "reach":
        return None
    first = next((report for report in reports if isinstance(report.now, float)), None)
    if first is None:
        return None
    return SourcedValue(
        float(first.now or 0.0),
        first.place,
        translate("KPI of {day}", day=first.date)
        if first.origin == "kpi"
        else translate("check-in of {day}", day=first.date),
    )


def _find_newest_value(
    key_result: KeyResult, reports: tuple[Report, ...], kpi: Kpi | None, until: date
) -> SourcedValue | None:
    filed = _find_newer_report(reports, "now", key_result.now.value if key_result.now else None)
    if filed is not None and isinstance(filed.now, float):
        return SourcedValue(filed.now, filed.place, translate("check-in of {day}", day=filed.date))
    if key_result.now is not None:
        return SourcedValue(
            key_result.now.value, key_result.find_place(KEY_RESULT.NOW), key_result.describe_origin(KEY_RESULT.NOW)
        )
    if kpi is not None:
        past = [pair for pair in kpi.values if pair[0] <= until]
        if past:
            day, value = past[-1]
            return SourcedValue(value, kpi.value_places.get(day), translate("KPI of {day}", day=day))
        return None
    newest = next((report for report in reversed(reports) if isinstance(report.now, float)), None)
    if newest is None:
        return None
    return SourcedValue(float(newest.now or 0.0), newest.place, translate("check-in of {day}", day=newest.date))
