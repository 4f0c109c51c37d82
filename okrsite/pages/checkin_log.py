"""The log of an objective: what people wrote, what commits reported, what its KPIs said."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from okrsite.model.objectives import CheckIn, KeyResult, Objective
from okrsite.pages.desk import Desk
from okrsite.pages.measures import quantity
from okrsite.pages.views import CheckinView
from okrsite.pages.words import internal, percent
from okrsite.progress.values import Report
from okrsite.sources.numbers import render_quantity

ORIGINS = {"kpi": "from the KPI", "git": "from git"}
"""What is said of values that nobody wrote into a check-in."""


def checkin_log(desk: Desk, each: Objective, uri: str) -> tuple[CheckinView, ...]:
    """Return everything that was reported on an objective up to today, the newest first, for the page `uri`.

    Of one day come first the words that were written, then those of commits, then what a KPI said.
    """
    written = [_written(desk, each, report, uri) for report in reversed(each.checkins) if report.date <= desk.today]
    told = [*written, *_told(desk, each, "git"), *_told(desk, each, "kpi")]
    return tuple(sorted(told, key=lambda view: view.day, reverse=True))


def _written(desk: Desk, each: Objective, report: CheckIn, uri: str) -> CheckinView:
    note = desk.prose.inline(report.note, source=desk.inside(report.place), page_uri=uri) if report.note else Markup()
    said = []
    for result in each.key_results:
        now, sure = report.now.get(result.id), report.confidence.get(result.id)
        parts = [] if now is None else [now if isinstance(now, str) else render_quantity(now.value, result.unit)]
        parts += [] if sure is None else [f"{percent(sure)} confident"]
        if parts:
            said.append(f"{result.title}: {', '.join(parts)}")
    marks = internal(report.audience)
    return CheckinView(report.date, desk.person(report.by), note, report.status or "", tuple(said), internal=marks)


def _told(desk: Desk, each: Objective, origin: str) -> list[CheckinView]:
    """What was reported on the key results, together where it was said at once; a KPI's value is nobody's word."""
    at_once: dict[tuple[date, str | None, str], list[tuple[KeyResult, Report]]] = {}
    for result in each.key_results:
        for report in desk.measures.key_results[f"{each.ref}#{result.id}"].standing.reports:
            if report.origin == origin:
                by = None if origin == "kpi" else report.by
                at_once.setdefault((report.date, by, report.note), []).append((result, report))
    return [
        CheckinView(
            day=day,
            by=desk.person(by),
            note=note,
            status="",
            values=tuple(_values(result, report) for result, report in reports),
            origin=ORIGINS[origin],
            spoken=origin != "kpi",
        )
        for (day, by, note), reports in at_once.items()
    ]


def _values(result: KeyResult, report: Report) -> str:
    parts = []
    if report.now is not None:
        parts.append(report.now if isinstance(report.now, str) else quantity(report.now, result.unit))
    if report.confidence is not None:
        parts.append(f"{percent(report.confidence)} confident")
    return f"{result.title}: {', '.join(parts)}" if parts else f"{result.title} went on"
