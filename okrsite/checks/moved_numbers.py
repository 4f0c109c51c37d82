"""OKR225 and OKR268: a check-in names a key result by its number, and another one has that number by now.

`KR2 45%` means the second key result. Whoever deletes the first, moves one, or types one in between makes all these
numbers mean others, and no line of a check-in has changed. What they meant is known from git.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from okrsite.history.numbered_names import NamedThen, NamesThen
from okrsite.model.numbered_names import NumberedName
from okrsite.model.objectives import CheckIn, KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem, create_problem, join_names
from okrsite.sources.lost_key_results import BY_NUMBERS
from okrsite.sources.misreads import quote_text
from okrsite.sources.text import ReadLines

_MOST_LISTED = 3


class _Moved(msgspec.Struct, frozen=True):
    """A number that means another key result by now."""

    checkin: CheckIn
    name: NumberedName
    then: NamedThen
    now: KeyResult
    still: KeyResult | None
    """What was meant, if it is still there."""


def check_moved_numbers(
    organisation: Organisation, names: NamesThen, problems: Iterable[Problem], read_lines: ReadLines
) -> Iterator[Problem]:
    """Yield a problem for each objective whose check-ins name key results by numbers that mean others by now.

    Args:
        organisation: Today's.
        names: What numbers meant when they were typed.
        problems: What is wrong with the files; where that is the cause, nothing more is said.
        read_lines: Has the lines of check-ins, to show them as they should be.
    """
    if not (names.listed or names.filed):
        return
    problems = list(problems)
    told = [problem.place for problem in problems if BY_NUMBERS in problem.message]
    asked = {(problem.place.path, problem.place.line) for problem in problems}
    for objective in organisation.objectives.values():
        moved = [
            found
            for checkin in objective.checkins
            for name in checkin.numbered
            if (then := names.find(objective.ref, checkin, name))
            and (found := _compare(objective, checkin, name, then))
        ]
        if not moved or any(_lies_in(place, objective, organisation.objective_extents) for place in told):
            continue
        certain = [one for one in moved if not _may_be_renamed(one)]
        # Of a line with something wrong in it nobody knows yet what its title is.
        uncertain = [
            one for one in moved if one not in certain and (one.now.place.path, one.now.place.line) not in asked
        ]
        for code, listed in (("OKR225", certain), ("OKR268", uncertain)):
            if listed:
                yield _create_problem(code, listed, read_lines)


def _compare(objective: Objective, checkin: CheckIn, name: NumberedName, then: NamedThen) -> _Moved | None:
    still = objective.find_key_result(then.id)
    now = next((one for one in objective.key_results if one.id == name.key_result), None)
    return None if now is None or now is still else _Moved(checkin, name, then, now, still)


def _may_be_renamed(moved: _Moved) -> bool:
    """Whether what has the number now may be what had it then, under another title: it wasn't there beside it."""
    return moved.still is None and moved.now.id not in moved.then.beside


def _lies_in(place: Place, objective: Objective, extents: Mapping[str, Iterable[Place]]) -> bool:
    """Whether a place lies in the lines of an objective."""
    return place.path == objective.place.path and any(
        extent.line <= place.line <= extent.end_line and extent.line <= objective.place.line <= extent.end_line
        for extent in extents.get(place.path, ())
    )


def _create_problem(code: str, moved: list[_Moved], read_lines: ReadLines) -> Problem:
    first = moved[0]
    line = first.name.place.line
    beside = [one for one in moved if one.name.place.line == line and one.name.place.path == first.name.place.path]
    now = "may be another one now" if code == "OKR268" else "is the name of another one now"
    message = (
        f"'KR{first.name.number}' was {quote_text(first.then.title)} when this check-in was made, and {now}: "
        f"{quote_text(first.now.title)}."
    )
    others = [f"KR{one.name.number}" for one in beside[1:]]
    path = first.name.place.path
    lines = sorted({one.name.place.line for one in moved if one.name.place.path == path} - {line})
    files = sorted({f"{one.name.place.path}:{one.name.place.line}" for one in moved if one.name.place.path != path})
    more = [join_names(others, _MOST_LISTED)] if others else []
    if lines:
        more.append(f"{'lines' if lines[1:] else 'line'} {join_names(list(map(str, lines)), _MOST_LISTED)}")
    if files:
        more.append(join_names(files, _MOST_LISTED))
    if more:
        message += f" The same holds for {' and for '.join(more)}."
    return create_problem(code, first.name.place, message, _make_hint(code, first, beside, read_lines))


def _make_hint(code: str, first: _Moved, beside: list[_Moved], read_lines: ReadLines) -> str:
    if code == "OKR268":
        alias = (
            f"`- Aliases: {first.then.id}`" if first.now.place.path.endswith(".md") else f"`aliases: [{first.then.id}]`"
        )
        return (
            f"If it is the same one under a new title, add {alias} to it. If it is another one, take its values out of "
            "the check-ins made before."
        )
    lost = [one for one in beside if one.still is None]
    if lost:
        return (
            f"Name key results by their ids, as in `{first.now.id} …`. {quote_text(lost[0].then.title)} isn't there "
            "any more: take its values out, or put it back as it was, with the status dropped."
        )
    ids = join_names([f"`{one.still.id}` for KR{one.name.number}" for one in beside if one.still], _MOST_LISTED)
    return f"Name key results by their ids: {ids}.{_show_line(beside, read_lines)}"


def _show_line(moved: list[_Moved], read_lines: ReadLines) -> str:
    """Return the line of a check-in with ids in the place of numbers; empty where that isn't certain."""
    place = moved[0].name.place
    lines = read_lines(place.path)
    if not 0 < place.line <= len(lines):
        return ""
    text = lines[place.line - 1]
    for one in sorted(moved, key=lambda one: one.name.place, reverse=True):
        where = one.name.place
        typed = text[where.column - 1 : where.end_column - 1]
        if one.still is None or typed[:2].casefold() != "kr":
            return ""
        text = text[: where.column - 1] + one.still.id + text[where.end_column - 1 :]
    return f" Write: {text.strip()}"
