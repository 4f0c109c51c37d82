"""The past on pages: goalposts that were moved, and check-ins that git remembers."""

from __future__ import annotations

from datetime import date

from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages.desk import Desk
from okrsite.pages.measures import quantity
from okrsite.pages.views import CheckinView, MoveView, NameView
from okrsite.pages.words import long_day, percent
from okrsite.progress.goalposts import Move
from okrsite.progress.values import Report


def move_views(desk: Desk, each: Objective) -> tuple[MoveView, ...]:
    """Return what was moved of an objective while its cycle was running, the newest first."""
    found = desk.snapshot.moves.get(each.ref, ())
    return tuple(
        MoveView(move.date, _sentence(move, each), _author(desk, move.author), move.reason, move.eased)
        for move in reversed(found)
    )


def _sentence(move: Move, each: Objective) -> str:
    result = each.key_result(move.result) if move.result else None
    of = f" of “{result.title}”" if result else " of the objective" if move.result is None else ""
    if move.kind == "result removed":
        return f"The key result “{move.before if move.before != 'nothing' else move.result}” was taken out"
    if move.kind == "title":
        return f"Wording{of} changed from “{move.before}” to “{move.after}”"
    return f"{move.what[:1].upper()}{move.what[1:]}{of} moved from {move.before} to {move.after}"


def target_moves(desk: Desk, each: Objective, result: KeyResult) -> tuple[tuple[date, float, float, str], ...]:
    """Return the moves of a key result's target for its chart: day, from where, to where, and in words."""
    return tuple(
        (
            move.date,
            *move.numbers,
            f"target moved from {move.before} to {move.after} on {long_day(move.date)}"
            + (f" by {move.author}" if move.author else "")
            + (f": {move.reason}" if move.reason else ""),
        )
        for move in desk.snapshot.moves.get(each.ref, ())
        if move.kind == "to" and move.result == result.id and move.numbers is not None
    )


def git_checkins(desk: Desk, each: Objective) -> list[CheckinView]:
    """Return what commits reported on an objective, one for each commit, the newest first."""
    by_report: dict[tuple[date, str | None, str], list[tuple[KeyResult, Report]]] = {}
    for result in each.key_results:
        for report in desk.measures.key_results[f"{each.ref}#{result.id}"].standing.reports:
            if report.origin == "git":
                by_report.setdefault((report.date, report.by, report.note), []).append((result, report))
    return [
        CheckinView(
            day=day,
            by=desk.person(by),
            note=note,
            status="",
            values=tuple(said for result, report in reports if (said := _values(result, report))),
            origin="from git",
        )
        for (day, by, note), reports in sorted(by_report.items(), key=lambda pair: pair[0][0], reverse=True)
    ]


def _values(result: KeyResult, report: Report) -> str:
    parts = []
    if report.now is not None:
        parts.append(report.now if isinstance(report.now, str) else quantity(report.now, result.unit))
    if report.confidence is not None:
        parts.append(f"{percent(report.confidence)} confident")
    return f"{result.title}: {', '.join(parts)}" if parts else f"{result.title} went on"


def _author(desk: Desk, name: str) -> NameView | None:
    if not name:
        return None
    known = next((key for key, person in desk.organisation.people.items() if person.name == name), None)
    return desk.person(known) if known else NameView(name)
