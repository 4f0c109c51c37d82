"""The past on pages: goalposts that were moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.views import MoveView, NameView
from okrsite.pages.words import long_day
from okrsite.progress.goalposts import Move


def move_views(desk: Desk, each: Objective) -> tuple[MoveView, ...]:
    """Return what was moved of an objective while its cycle was running, the newest first."""
    found = desk.snapshot.moves.get(each.ref, ())
    return tuple(
        MoveView(move.date, _sentence(move, each), author(desk, move.author), move.reason, move.eased)
        for move in reversed(found)
    )


def moves_of_many(desk: Desk, objectives: Iterable[Objective]) -> tuple[tuple[NameView, str, MoveView], ...]:
    """Return the moves of several objectives, the newest first: each with its objective and whose that is."""
    found = [
        (
            NameView(each.title, addresses.objective_url(each)),
            f"{desk.organisation.units[each.unit].name}, {desk.organisation.cycles[each.cycle].name}",
            view,
        )
        for each in objectives
        for view in move_views(desk, each)
    ]
    return tuple(sorted(found, key=lambda entry: entry[2].day, reverse=True))


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


def author(desk: Desk, name: str) -> NameView | None:
    """Return whoever committed something, with their page if people.yml knows the name; None for no name."""
    if not name:
        return None
    known = next((key for key, person in desk.organisation.people.items() if person.name == name), None)
    return desk.person(known) if known else NameView(name)
