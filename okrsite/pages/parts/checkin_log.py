"""The log of an objective: what people wrote, what commits reported, what its KPIs said."""

from __future__ import annotations

from datetime import date

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import CheckIn, KeyResult, Objective
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_quantity
from okrsite.pages.page_links import ANY_PAGE
from okrsite.pages.views import CheckinView
from okrsite.pages.wording import describe_internal
from okrsite.progress.current_values import Report
from okrsite.progress.explanation import format_percent
from okrsite.sources.numbers import render_quantity

ORIGINS = {
    "kpi": mark_text("from the KPI"),
    "git": mark_text("from git"),
    "sum": mark_text("sum of what contributes"),
}
"""What is said of values that nobody wrote into a check-in."""


def collect_checkins(context: ViewContext, objective: Objective) -> tuple[CheckinView, ...]:
    """Return everything that was reported on an objective up to today, the newest first.

    Of one day come first the words that were written, then those of commits, then what a KPI said.
    """
    written = [
        build_written_checkin(context, objective, report)
        for report in reversed(objective.checkins)
        if context.days.has_come(report.date)
    ]
    told = [
        *written,
        *_build_reported_checkins(context, objective, "git"),
        *_build_reported_checkins(context, objective, "kpi"),
    ]
    return tuple(sorted(told, key=lambda view: view.day, reverse=True))


def build_written_checkin(context: ViewContext, objective: Objective, report: CheckIn) -> CheckinView:
    """Return a check-in that somebody wrote, with its values by key result."""
    note = context.render_line(report.note, ANY_PAGE)
    said = []
    for key_result in objective.key_results:
        now, sure = report.now.get(key_result.id), report.confidence.get(key_result.id)
        parts = [] if now is None else [now if isinstance(now, str) else render_quantity(now.value, key_result.unit)]
        parts += [] if sure is None else [translate("{percent} confident", percent=format_percent(sure))]
        if parts:
            said.append(f"{key_result.title}: {', '.join(parts)}")
    marks = describe_internal(report.audience)
    return CheckinView(
        report.date, context.find_person(report.by), note, report.status or "", tuple(said), internal=marks
    )


def _build_reported_checkins(context: ViewContext, objective: Objective, origin: str) -> list[CheckinView]:
    """What was reported on the key results, together where it was said at once; a KPI's value is nobody's word."""
    at_once: dict[tuple[date, str | None, str], list[tuple[KeyResult, Report]]] = {}
    for key_result in objective.key_results:
        for report in context.measures.key_results[
            objective.ref.make_key_result_ref(key_result.id)
        ].current_values.reports:
            if report.origin == origin:
                by = None if origin == "kpi" else report.by
                at_once.setdefault((report.date, by, report.subject), []).append((key_result, report))
    return [
        CheckinView(
            day=day,
            by=context.find_person(by),
            note=subject,
            status="",
            values=tuple(_describe_report(key_result, report) for key_result, report in reports),
            origin=translate(ORIGINS[origin]),
            spoken=origin != "kpi",
        )
        for (day, by, subject), reports in at_once.items()
    ]


def _describe_report(key_result: KeyResult, report: Report) -> str:
    parts = []
    if report.now is not None:
        parts.append(report.now if isinstance(report.now, str) else format_quantity(report.now, key_result.unit))
    if report.confidence is not None:
        parts.append(translate("{percent} confident", percent=format_percent(report.confidence)))
    if not parts:
        return translate("{title} went on", title=key_result.title)
    return f"{key_result.title}: {', '.join(parts)}"
