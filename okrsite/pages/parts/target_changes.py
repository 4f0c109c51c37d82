"""The past on pages: goalposts that were moved."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.views import NameView, TargetChangeView
from okrsite.progress.explanation import format_percent
from okrsite.progress.target_changes import ADDED, TAKEN_OUT, TargetChange


def build_target_changes(context: ViewContext, objective: Objective) -> tuple[TargetChangeView, ...]:
    """Return what was moved of an objective while its cycle was running, the newest first."""
    target_changes = context.snapshot.target_changes.get(objective.ref, ())
    return tuple(
        TargetChangeView(
            move.date,
            _describe_target_change(move, objective),
            find_author(context, move.author),
            move.reason,
            "easier" if move.eased else "harder" if move.raised else "",
        )
        for move in reversed(target_changes)
    )


def collect_target_change_views(
    context: ViewContext, objectives: Iterable[Objective]
) -> tuple[tuple[NameView, str, TargetChangeView], ...]:
    """Return the moves of several objectives, the newest first: each with its objective and whose that is."""
    views = [
        (
            NameView(objective.title, addresses.make_objective_url(objective)),
            f"{context.organisation.units[objective.unit].name}, {context.organisation.cycles[objective.cycle].name}",
            view,
        )
        for objective in objectives
        for view in build_target_changes(context, objective)
    ]
    return tuple(sorted(views, key=lambda entry: entry[2].day, reverse=True))


def _describe_target_change(move: TargetChange, objective: Objective) -> str:
    key_result = objective.find_key_result(move.result) if move.result else None
    of = f" of “{key_result.title}”" if key_result else " of the objective" if move.result is None else ""
    if move.kind == "milestones":
        if move.after in (ADDED, TAKEN_OUT):
            return f"The step “{move.step}”{of} was {move.after}{_describe_shares(move, 'its')}"
        return f"Step{of} reworded from “{move.before}” to “{move.after}”"
    if move.what == "key result":
        title = key_result.title if key_result else move.title or move.result
        return f"The key result “{title}” was {move.after}{_describe_shares(move)}"
    if move.kind == "title":
        return f"Wording{of} changed from “{move.before}” to “{move.after}”"
    if move.step:
        what = move.what.removesuffix(" of a step")
        of = f" of the step “{move.step}”{of}"
        return f"{_capitalise(what)}{of} moved {_describe_move(move)}{_describe_shares(move, 'its')}"
    return f"{_capitalise(move.what)}{of} moved {_describe_move(move)}{_describe_shares(move)}"


def _describe_move(move: TargetChange) -> str:
    before, after = move.before, move.after
    if move.kind in ("due", "step days"):
        before, after = (_format_day(told) for told in (before, after))
    return f"from {before} to {after}"


def _format_day(told: str) -> str:
    """Return a day as readers see it; what is none, such as the cycle's end, as it is."""
    with suppress(ValueError):
        return format_long_day(date.fromisoformat(told))
    return told


def _describe_shares(move: TargetChange, whose: str = "the objective's") -> str:
    """Say what a change did to progress by itself; nothing where that isn't known."""
    if move.shares is None:
        return ""
    before, after = map(format_percent, move.shares)
    return f", by which {whose} progress went from {before} to {after}"


def _capitalise(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def collect_chart_target_changes(
    context: ViewContext, objective: Objective, key_result: KeyResult
) -> tuple[tuple[date, float, float, str], ...]:
    """Return the moves of a key result's target for its chart: day, from where, to where, and in words."""
    return tuple(
        (
            move.date,
            *move.numbers,
            f"target moved from {move.before} to {move.after} on {format_long_day(move.date)}"
            + (f" by {move.author}" if move.author else "")
            + (f": {move.reason}" if move.reason else ""),
        )
        for move in context.snapshot.target_changes.get(objective.ref, ())
        if move.kind == "to" and move.result == key_result.id and move.numbers is not None
    )


def find_author(context: ViewContext, name: str) -> NameView | None:
    """Return whoever committed something, with their page if people.yml knows the name; None for no name."""
    if not name:
        return None
    known = context.get_ids_by_name().get(name)
    return context.find_person(known) if known else NameView(name)
