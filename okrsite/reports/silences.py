"""Who reported in a week, and who is due: check-ins by unit, what is outdated, and what will be next week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from okrsite.feeds.export_values import simplify_optional_number
from okrsite.feeds.report_records import WeeklySilence, WeeklyUnit
from okrsite.model.objectives import Objective
from okrsite.reports.scope import ReportScope


def collect_outdated(scope: ReportScope) -> Iterator[WeeklySilence]:
    """Yield the open objectives that have the status outdated."""
    for objective in scope.open:
        if scope.measure(objective).status.shown == "outdated":
            yield _build_silence(scope, objective)


def collect_due_next(scope: ReportScope) -> Iterator[WeeklySilence]:
    """Yield the open objectives that are outdated by the end of the next week, if nothing is heard of them."""
    last = scope.week.end + timedelta(days=7)
    for objective in scope.open:
        # Of some the public isn't told when they were heard of.
        if objective.heard or scope.measure(objective).status.shown == "outdated":
            continue
        end = scope.organisation.cycles[objective.cycle].end
        if scope.day < _find_outdated_day(scope, objective) <= min(last, end):
            yield _build_silence(scope, objective)


def _build_silence(scope: ReportScope, objective: Objective) -> WeeklySilence:
    return WeeklySilence(
        objective=scope.name_objective(objective),
        last_report=scope.measure(objective).last_report,
        outdated_on=_find_outdated_day(scope, objective),
    )


def _find_outdated_day(scope: ReportScope, objective: Objective) -> date:
    """Return the first day on which it is outdated without further news."""
    since = scope.measure(objective).last_report or scope.organisation.cycles[objective.cycle].start
    return since + timedelta(days=scope.now.site.settings.outdated_after_days + 1)


def collect_units(scope: ReportScope) -> Iterator[WeeklyUnit]:
    """Yield the units with open objectives: how far they are, and of how many there is a check-in."""
    expected = Counter(objective.unit for objective in scope.open)
    reported = Counter(objective.unit for objective in scope.list_reported())
    for unit in scope.organisation.units.values():
        if unit.id in expected:
            yield WeeklyUnit(
                id=unit.id,
                name=unit.name,
                progress_before=simplify_optional_number(scope.get_unit_progress_before(unit.id)),
                progress=simplify_optional_number(scope.now.measures.units[unit.id]),
                open=expected[unit.id],
                reported=reported[unit.id],
            )
