"""The past on pages: goalposts that were moved."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from okrsite.languages.words import mark_text, say, say_in_english, translate
from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import capitalise_first, format_long_day
from okrsite.pages.parts.change_sentences import name_step
from okrsite.pages.views import NameView, TargetChangeView
from okrsite.progress.explanation import format_percent
from okrsite.progress.target_changes import ADDED, GIVEN_UP, TAKEN_OUT, TargetChange, name_moved_thing


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
    if move.step and key_result is not None:
        return capitalise_first(_describe_step_move(move, key_result)) + _describe_shares(move)
    if move.what == "key result":
        title = key_result.title if key_result else move.title or move.result
        return translate(_CAME_OR_WENT[say_in_english(move.after)], title=title) + _describe_shares(move)
    if move.kind == "title":
        said = translate(
            "{thing} changed from “{before}” to “{after}”",
            thing=_name_thing(move, key_result),
            before=say(move.before),
            after=say(move.after),
        )
        return capitalise_first(said)
    return capitalise_first(_describe_move(move, _name_thing(move, key_result))) + _describe_shares(move)


_CAME_OR_WENT = {
    ADDED: mark_text("The key result “{title}” was added"),
    TAKEN_OUT: mark_text("The key result “{title}” was taken out"),
    GIVEN_UP: mark_text("The key result “{title}” was given up"),
}


def _describe_step_move(move: TargetChange, key_result: KeyResult) -> str:
    step = name_step(move.step, key_result)
    if move.kind == "step days":
        return _describe_move(move, translate("{thing} of {result}", thing=translate("deadline"), result=step))
    if move.kind == "step weights":
        return _describe_move(move, translate("{thing} of {result}", thing=translate("weight"), result=step))
    if move.after == ADDED:
        return translate("{step} was added", step=step)
    if move.after == TAKEN_OUT:
        return translate("{step} was taken out", step=step)
    return translate(
        "step of “{result}” reworded from “{before}” to “{after}”",
        result=key_result.title,
        before=say(move.before),
        after=say(move.after),
    )


def _name_thing(move: TargetChange, key_result: KeyResult | None) -> str:
    """Return what was moved, and whose it is."""
    thing = name_moved_thing(move.what)
    if key_result is not None:
        name = f"“{key_result.title}”"
        return translate("{thing} of {result}", thing=thing, result=name)
    return translate("{thing} of the objective", thing=thing) if move.result is None else thing


def _describe_move(move: TargetChange, thing: str) -> str:
    before, after = say(move.before), say(move.after)
    if move.kind in ("due", "step days"):
        before, after = (_format_day(told) for told in (before, after))
    return translate("{thing} moved from {before} to {after}", thing=thing, before=before, after=after)


def _format_day(told: str) -> str:
    """Return a day as readers see it; what is none, such as the cycle's end, as it is."""
    with suppress(ValueError):
        return format_long_day(date.fromisoformat(told))
    return told


def _describe_shares(move: TargetChange) -> str:
    """Say what a change did to progress by itself; nothing where that isn't known."""
    if move.shares is None:
        return ""
    before, after = map(format_percent, move.shares)
    if move.step:
        return translate(", by which its progress went from {before} to {after}", before=before, after=after)
    return translate(", by which the objective's progress went from {before} to {after}", before=before, after=after)


def collect_chart_target_changes(
    context: ViewContext, objective: Objective, key_result: KeyResult
) -> tuple[tuple[date, float, float, str], ...]:
    """Return the moves of a key result's target for its chart: day, from where, to where, and in words."""
    return tuple(
        (
            move.date,
            *move.numbers,
            _describe_chart_move(move),
        )
        for move in context.snapshot.target_changes.get(objective.ref, ())
        if move.kind == "to" and move.result == key_result.id and move.numbers is not None
    )


def _describe_chart_move(move: TargetChange) -> str:
    values = {"before": say(move.before), "after": say(move.after), "day": format_long_day(move.date)}
    if move.author:
        said = translate("target moved from {before} to {after} on {day} by {person}", **values, person=move.author)
    else:
        said = translate("target moved from {before} to {after} on {day}", **values)
    return f"{said}: {move.reason}" if move.reason else said


def find_author(context: ViewContext, name: str) -> NameView | None:
    """Return whoever committed something, with their page if people.yml knows the name; None for no name."""
    if not name:
        return None
    known = context.get_ids_by_name().get(name)
    return context.find_person(known) if known else NameView(name)
