"""Each thing that happened as a line: what the digest and the agenda say in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from okrsite.feeds.report_records import (
    WeeklyBlocker,
    WeeklyConcern,
    WeeklyConclusion,
    WeeklyHindsight,
    WeeklySilence,
    WeeklyTargetChange,
    WeeklyUnit,
)
from okrsite.languages.words import mark_text, translate
from okrsite.number_style import format_count
from okrsite.pages.formatting import capitalise_first, format_plural, format_short_day
from okrsite.pages.wording import name_status
from okrsite.progress.target_changes import ADDED, GIVEN_UP, TAKEN_OUT, name_moved_thing
from okrsite.reports.lines import (
    Line,
    Piece,
    Quoted,
    compose,
    join_clauses,
    join_pieces,
    list_with_more,
    name_key_result,
    name_objective,
    tell_of,
)

_MOST_NAMED = 3
"""How many objectives of somebody are named in a line."""
_MOST_OWNERS = 8
_MOST_UNITS = 8
"""How many owners, and how many units, are named in a line."""


def tell_concern(concern: WeeklyConcern, *, asked: bool = False) -> Line:
    """Return a concern with its reason; `asked` for what its owner asks for as well."""
    lead = name_status(concern.status)
    before = concern.status_before
    if concern.is_new and before:
        lead = translate("{status}, new (was {before})", status=lead, before=translate(before))
    elif concern.is_new:
        lead = translate("{status}, new", status=lead)
    note: tuple[Piece, ...] = (" ", Quoted(concern.note, is_speech=True)) if concern.note else ()
    needs: tuple[Piece, ...] = ()
    if asked and concern.needs:
        needs = (" ", *compose(translate("Asked for: {needs}"), needs=Quoted(concern.needs, is_speech=True)))
    return Line((*tell_of(name_objective(concern.objective), f"{concern.why}."), *note, *needs), lead)


def tell_conclusion(conclusion: WeeklyConclusion) -> Line:
    """Return what was reached or given up."""
    title = conclusion.key_result_title
    named = name_key_result(title, conclusion.objective) if title else name_objective(conclusion.objective)
    return Line(named, name_status(conclusion.outcome))


def tell_target_change(change: WeeklyTargetChange) -> Line:
    """Return a goalpost that was moved, with the reason that the commit says."""
    title = change.key_result_title
    named = name_key_result(title, change.objective) if title else name_objective(change.objective)
    what = tell_of(named, Quoted(change.step)) if change.step else named
    if change.after in (ADDED, TAKEN_OUT, GIVEN_UP) and change.what in ("key result", "step"):
        told = compose(translate(_CAME_OR_WENT[change.after]), thing=what)
    else:
        told = tell_of(what, (Quoted(change.before), " → ", Quoted(change.after)))
    parts: dict[str, Piece | tuple[Piece, ...]] = {
        "told": told,
        "day": format_short_day(change.date),
        "person": Quoted(change.by),
    }
    if change.reason and change.by:
        said = compose(translate("{told} on {day} by {person}: {reason}"), **parts, reason=Quoted(change.reason))
    elif change.reason:
        said = compose(translate("{told} on {day}: {reason}"), **parts, reason=Quoted(change.reason))
    elif change.by:
        said = compose(translate("{told} on {day} by {person}, without a reason"), **parts)
    else:
        said = compose(translate("{told} on {day}, without a reason"), **parts)
    lead = capitalise_first(name_moved_thing(change.what))
    if change.eased:
        lead = translate("{thing} eased", thing=lead)
    elif change.raised:
        lead = translate("{thing} raised", thing=lead)
    return Line(said, lead)


_CAME_OR_WENT = {
    ADDED: mark_text("{thing} was added"),
    TAKEN_OUT: mark_text("{thing} was taken out"),
    GIVEN_UP: mark_text("{thing} was given up"),
}


def tell_blocker(blocker: WeeklyBlocker) -> Line:
    """Return what is in the way of an objective, and who is named."""
    reasons = join_clauses([(Quoted(text),) for text in blocker.blockers])
    named: tuple[Piece, ...] = ()
    if blocker.consulted:
        people = tuple(join_pieces([(Quoted(name),) for name in blocker.consulted]))
        named = (". ", *compose(translate("To be consulted: {people}"), people=people))
    return Line((*tell_of(name_objective(blocker.objective), reasons), *named))


def tell_outdated(silences: Iterable[WeeklySilence]) -> Iterator[Line]:
    """Yield for each owner of what nothing was heard for too long, owners in the order of their first objective."""
    by_owner: dict[str | None, list[WeeklySilence]] = {}
    for silence in silences:
        by_owner.setdefault(silence.objective.owner_name, []).append(silence)
    for owner, own in by_owner.items():
        named = list_with_more([_tell_silence(silence) for silence in own], _MOST_NAMED)
        who: Piece = Quoted(owner) if owner else translate("without an owner")
        yield Line(tell_of(who, named), name_status("outdated"))


def _tell_silence(silence: WeeklySilence) -> tuple[Piece, ...]:
    last = silence.last_report
    objective = Quoted(silence.objective.title, silence.objective.url)
    if last is None:
        return compose(translate("{objective} (never heard of)"), objective=objective)
    said = translate("{objective} (last heard of on {day})")
    return compose(said, objective=objective, day=format_short_day(last))


def tell_due(silences: Iterable[WeeklySilence]) -> Iterator[Line]:
    """Yield for each day the owners of what is outdated then, if nothing is heard of it: a check-in is due before."""
    by_day: dict[date, dict[str | None, list[WeeklySilence]]] = {}
    for silence in silences:
        by_day.setdefault(silence.outdated_on, {}).setdefault(silence.objective.owner_name, []).append(silence)
    for day, owners in sorted(by_day.items()):
        told = list_with_more([_tell_due_owner(owner, own) for owner, own in owners.items()], _MOST_OWNERS)
        yield Line(told, translate("Due before {day}", day=format_short_day(day)))


def _tell_due_owner(owner: str | None, own: Sequence[WeeklySilence]) -> tuple[Piece, ...]:
    """Return an owner with the one objective, or with how many there are."""
    who: Piece = Quoted(owner) if owner else translate("nobody")
    objective = own[0].objective
    what: Piece = Quoted(objective.title, objective.url) if len(own) == 1 else format_plural(len(own), "objective")
    return (who, " (", what, ")")


def tell_missing(units: Iterable[WeeklyUnit]) -> Iterator[Line]:
    """Yield in a line how many objectives of which units got no check-in, the most first."""
    missing = [(unit.open - unit.reported, unit) for unit in units if unit.reported < unit.open]
    missing.sort(key=lambda pair: -pair[0])
    if missing:
        told = [
            (
                *(Quoted(unit.name), " "),
                translate("{number} of {total}", number=format_count(number), total=format_count(unit.open)),
            )
            for number, unit in missing
        ]
        yield Line(list_with_more(told, _MOST_UNITS), translate("None this week"))


def tell_hindsight(found: WeeklyHindsight) -> Line:
    """Return a question that the record of a cycle asks its team."""
    return Line(tell_of(name_objective(found.objective), Quoted(found.sentence)))
