"""What git says of a week: goals that are new or changed, and goalposts that were moved."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.feeds.report_records import WeeklyGoalChange, WeeklyTargetChange
from okrsite.history.events import ChangeEvent
from okrsite.languages.words import mark_text, say
from okrsite.model.objectives import Objective
from okrsite.progress.target_changes import WHAT, TargetChange
from okrsite.reports.scope import ReportScope

_FIELDS: dict[str, str] = {
    **{kind: what for kind, what in WHAT.items() if kind != "status"},
    "why": mark_text("reasons"),
    "result removed": mark_text("key results"),
    "result added": mark_text("key results"),
    **{rule.field.name: rule.noun for rule in LINK_KINDS.values()},
    "milestones": mark_text("milestones"),
    "levels": mark_text("levels"),
}
"""What of a goal changed, by the kind of change; values, confidence, status and grades are no goal."""


def collect_goal_changes(scope: ReportScope) -> Iterator[WeeklyGoalChange]:
    """Yield the goals that are new, and those that changed but for what counts as a moved goalpost.

    What was taken out isn't told: it may have become a draft, of which nobody is told.
    """
    for objective in scope.objectives:
        if scope.organisation.cycles[objective.cycle].end < scope.week.start:
            continue
        events = [event for event in scope.now.past.list_events(objective.ref) if scope.is_in_week(event.date)]
        if scope.is_created_in_week(objective):
            yield WeeklyGoalChange(objective=scope.name_objective(objective), change="new", fields=())
            continue
        moved = {(move.commit, move.kind, move.result) for move in _list_moves(scope, objective)}
        if fields := tuple(dict.fromkeys(_list_changed_fields(events, moved))):
            yield WeeklyGoalChange(objective=scope.name_objective(objective), change="changed", fields=fields)


def _list_changed_fields(events: list[ChangeEvent], moved: set[tuple[str, str, str | None]]) -> Iterator[str]:
    added = {event.result for event in events if event.kind == "result added"}
    for event in events:
        known = (event.commit.id, event.kind, event.result) in moved
        if event.kind in _FIELDS and not known and (event.kind == "result added" or event.result not in added):
            yield _FIELDS[event.kind]


def _list_moves(scope: ReportScope, objective: Objective) -> Iterator[TargetChange]:
    for move in scope.now.target_changes.get(objective.ref, ()):
        if scope.is_in_week(move.date):
            yield move


def collect_target_changes(scope: ReportScope) -> Iterator[WeeklyTargetChange]:
    """Yield the goalposts that were moved in the week while their cycle was running."""
    for objective in scope.objectives:
        for move in _list_moves(scope, objective):
            key_result = objective.find_key_result(move.result) if move.result else None
            yield WeeklyTargetChange(
                objective=scope.name_objective(objective),
                key_result=objective.ref.make_end_ref(move.result) if move.result else None,
                key_result_title=key_result.title if key_result else move.title or move.result,
                what=move.what,
                before=say(move.before),
                after=say(move.after),
                step=move.step or None,
                eased=move.eased,
                raised=move.raised,
                date=move.date,
                by=move.author,
                reason=move.reason,
            )
