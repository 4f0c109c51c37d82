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
from okrsite.number_style import format_count
from okrsite.pages.formatting import format_short_day
from okrsite.progress.target_changes import ADDED, GIVEN_UP, TAKEN_OUT
from okrsite.reports.lines import Line, Piece, Quoted, join_pieces, name_key_result, name_objective

_MOST_NAMED = 3
"""How many objectives of somebody are named in a line."""
_MOST_OWNERS = 8
_MOST_UNITS = 8
"""How many owners, and how many units, are named in a line."""


def tell_concern(concern: WeeklyConcern, *, asked: bool = False) -> Line:
    """Return a concern with its reason; `asked` for what its owner asks for as well."""
    status = concern.status.capitalize()
    before = concern.status_before
    lead = f"{status}, new{f' (was {before})' if before else ''}" if concern.is_new else status
    note: tuple[Piece, ...] = (" ", Quoted(concern.note, is_speech=True)) if concern.note else ()
    needs: tuple[Piece, ...] = ()
    if asked and concern.needs:
        needs = (" Asked for: ", Quoted(concern.needs, is_speech=True))
    return Line((*name_objective(concern.objective), f": {concern.why}.", *note, *needs), lead)


def tell_conclusion(conclusion: WeeklyConclusion) -> Line:
    """Return what was reached or given up."""
    title = conclusion.key_result_title
    named = name_key_result(title, conclusion.objective) if title else name_objective(conclusion.objective)
    return Line(named, conclusion.outcome.capitalize())


def tell_target_change(change: WeeklyTargetChange) -> Line:
    """Return a goalpost that was moved, with the reason that the commit says."""
    title = change.key_result_title
    named = name_key_result(title, change.objective) if title else name_objective(change.objective)
    told: tuple[Piece, ...]
    step: tuple[Piece, ...] = (": ", Quoted(change.step)) if change.step else ()
    if change.after in (ADDED, TAKEN_OUT, GIVEN_UP) and change.what in ("key result", "step"):
        told = (*step, f" was {change.after}")
    elif change.step:
        told = (*step, ": ", Quoted(change.before), " → ", Quoted(change.after))
    else:
        told = (": ", Quoted(change.before), " → ", Quoted(change.after))
    by: tuple[Piece, ...] = (" by ", Quoted(change.by)) if change.by else ()
    reason: tuple[Piece, ...] = (": ", Quoted(change.reason)) if change.reason else (", without a reason",)
    effect = " eased" if change.eased else " raised" if change.raised else ""
    lead = f"{change.what[:1].upper()}{change.what[1:]}{effect}"
    return Line((*named, *told, f" on {format_short_day(change.date)}", *by, *reason), lead)


def tell_blocker(blocker: WeeklyBlocker) -> Line:
    """Return what is in the way of an objective, and who is named."""
    reasons = join_pieces([(Quoted(text),) for text in blocker.blockers], "; ")
    named: tuple[Piece, ...] = ()
    if blocker.consulted:
        named = (". To be consulted: ", *join_pieces([(Quoted(name),) for name in blocker.consulted]))
    return Line((*name_objective(blocker.objective), ": ", *reasons, *named))


def tell_outdated(silences: Iterable[WeeklySilence]) -> Iterator[Line]:
    """Yield for each owner of what nothing was heard for too long, owners in the order of their first objective."""
    by_owner: dict[str | None, list[WeeklySilence]] = {}
    for silence in silences:
        by_owner.setdefault(silence.objective.owner_name, []).append(silence)
    for owner, own in by_owner.items():
        named = join_pieces([_tell_silence(silence) for silence in own[:_MOST_NAMED]])
        who: Piece = Quoted(owner) if owner else "without an owner"
        yield Line((who, ": ", *named, _count_more(len(own) - _MOST_NAMED)), "Outdated")


def _tell_silence(silence: WeeklySilence) -> tuple[Piece, ...]:
    last = silence.last_report
    when = f"last heard of on {format_short_day(last)}" if last else "never heard of"
    return (Quoted(silence.objective.title, silence.objective.url), f" ({when})")


def tell_due(silences: Iterable[WeeklySilence]) -> Iterator[Line]:
    """Yield for each day the owners of what is outdated then, if nothing is heard of it: a check-in is due before."""
    by_day: dict[date, dict[str | None, list[WeeklySilence]]] = {}
    for silence in silences:
        by_day.setdefault(silence.outdated_on, {}).setdefault(silence.objective.owner_name, []).append(silence)
    for day, owners in sorted(by_day.items()):
        told = [_tell_due_owner(owner, own) for owner, own in list(owners.items())[:_MOST_OWNERS]]
        more = _count_more(len(owners) - _MOST_OWNERS)
        yield Line((*join_pieces(told), more), f"Due before {format_short_day(day)}")


def _tell_due_owner(owner: str | None, own: Sequence[WeeklySilence]) -> tuple[Piece, ...]:
    """Return an owner with the one objective, or with how many there are."""
    who: Piece = Quoted(owner) if owner else "nobody"
    objective = own[0].objective
    what: Piece = Quoted(objective.title, objective.url) if len(own) == 1 else f"{format_count(len(own))} objectives"
    return (who, " (", what, ")")


def tell_missing(units: Iterable[WeeklyUnit]) -> Iterator[Line]:
    """Yield in a line how many objectives of which units got no check-in, the most first."""
    missing = [(unit.open - unit.reported, unit) for unit in units if unit.reported < unit.open]
    missing.sort(key=lambda pair: -pair[0])
    if missing:
        told = [
            (Quoted(unit.name), f" {format_count(number)} of {format_count(unit.open)}")
            for number, unit in missing[:_MOST_UNITS]
        ]
        yield Line((*join_pieces(told), _count_more(len(missing) - _MOST_UNITS)), "None this week")


def _count_more(number: int) -> str:
    return f" and {format_count(number)} more" if number > 0 else ""


def tell_hindsight(found: WeeklyHindsight) -> Line:
    """Return a question that the record of a cycle asks its team."""
    return Line((*name_objective(found.objective), ": ", Quoted(found.sentence)))
