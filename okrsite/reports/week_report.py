"""A snapshot and a week become a report: every part of it is collected by its module, in the order of the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from okrsite.feeds.export_values import simplify_optional_number
from okrsite.feeds.report_records import (
    WeeklyConcern,
    WeeklyCounts,
    WeeklyCycle,
    WeeklyPeriod,
    WeeklyReport,
    WeeklyUnit,
)
from okrsite.languages.words import translate
from okrsite.reports.concerns import collect_blockers, collect_concerns, collect_low_confidence
from okrsite.reports.decisions import collect_unconfirmed, collect_ungraded
from okrsite.reports.goal_changes import collect_goal_changes, collect_target_changes
from okrsite.reports.hindsights import collect_weekly_hindsights
from okrsite.reports.movements import collect_conclusions, collect_moves
from okrsite.reports.scope import ReportScope
from okrsite.reports.silences import collect_due_next, collect_outdated, collect_units
from okrsite.reports.weeks import Week
from okrsite.snapshot import Snapshot


def report_week(snapshot: Snapshot, week: Week, units: Iterable[str] = ()) -> WeeklyReport:
    """Return what happened in a week that has begun, for the audience of the snapshot.

    Args:
        snapshot: What is known today.
        week: The week.
        units: The units that it is about, by id, each with all below it; none for the whole company.
    """
    scope = ReportScope(snapshot, week, units)
    organisation = scope.organisation
    concerns = collect_concerns(scope)
    by_unit = tuple(collect_units(scope))
    url = snapshot.site.url.strip()
    return WeeklyReport(
        organisation=organisation.name,
        site_url=url.rstrip("/") + "/" if url.startswith(("https://", "http://")) else None,
        week=WeeklyPeriod(name=week.name, start=week.start, end=week.end),
        as_of=scope.day,
        audience="public" if snapshot.is_public else "internal",
        scope=tuple(organisation.units[unit].name for unit in scope.asked),
        incomplete=any(problem.severity == "error" for problem in snapshot.problems),
        history=_find_history_notice(snapshot),
        cycle=None if scope.asked else _build_cycle(scope),
        counts=_build_counts(scope, concerns, by_unit),
        concerns=concerns,
        moves=tuple(collect_moves(scope)),
        conclusions=tuple(collect_conclusions(scope)),
        goals=tuple(collect_goal_changes(scope)),
        targets=tuple(collect_target_changes(scope)),
        blocked=tuple(collect_blockers(scope)),
        outdated=tuple(collect_outdated(scope)),
        due_next=tuple(collect_due_next(scope)),
        units=by_unit,
        low_confidence=tuple(collect_low_confidence(scope)),
        ungraded=tuple(collect_ungraded(scope)),
        unconfirmed=tuple(collect_unconfirmed(scope)),
        hindsights=tuple(collect_weekly_hindsights(scope)),
    )


def _find_history_notice(snapshot: Snapshot) -> str | None:
    """Return why not all that git knows could be read; where nothing is kept in git, and for single versions, nothing.

    The public isn't told what is the matter with a repository that it can't see.
    """
    notices = (
        notice for notice in snapshot.past.notices if notice.kind in ("no git", "not trusted", "shallow", "not read")
    )
    message = next((notice.message for notice in notices), None)
    return translate("The history isn't known in full.") if message and snapshot.is_public else message


def _build_cycle(scope: ReportScope) -> WeeklyCycle | None:
    cycle = scope.now.current_cycle
    if cycle is None:
        return None
    return WeeklyCycle(
        id=cycle.id,
        name=cycle.name,
        progress_before=simplify_optional_number(scope.get_cycle_progress_before(cycle.id)),
        progress=simplify_optional_number(scope.now.measures.cycles[cycle.id]),
    )


def _build_counts(scope: ReportScope, concerns: Iterable[WeeklyConcern], units: Iterable[WeeklyUnit]) -> WeeklyCounts:
    shown = Counter(scope.measure(objective).status.shown for objective in scope.open)
    return WeeklyCounts(
        open=len(scope.open),
        on_track=shown["on track"],
        at_risk=shown["at risk"],
        off_track=shown["off track"],
        outdated=shown["outdated"],
        without_data=shown["no data"],
        newly_worse=sum(concern.is_new for concern in concerns),
        reported=sum(unit.reported for unit in units),
        blocked=sum(bool(objective.blockers) for objective in scope.unsettled),
    )
