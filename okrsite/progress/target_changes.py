"""Goalposts that were moved: targets, deadlines, owners and wordings that changed while their cycle was running."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from okrsite.amounts import Quantity, Range
from okrsite.history.events import ChangeEvent, Past
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_shortest, uses_decimal_comma
from okrsite.sources.numbers import parse_range, render_quantity

KINDS = (
    "to",
    "from",
    "keep",
    "due",
    "phases",
    "measure",
    "kpi",
    "title",
    "owner",
    "weight",
    "ambition",
    "result removed",
)
MovedThing = Literal[
    "target",
    "start",
    "range",
    "deadline",
    "interim targets",
    "kind of measure",
    "KPI",
    "wording",
    "owner",
    "weight",
    "ambition",
    "key result",
]
WHAT: dict[str, MovedThing] = {
    "to": "target",
    "from": "start",
    "keep": "range",
    "due": "deadline",
    "phases": "interim targets",
    "measure": "kind of measure",
    "kpi": "KPI",
    "title": "wording",
    "owner": "owner",
    "weight": "weight",
    "ambition": "ambition",
    "result removed": "key result",
}
"""What each kind of move is called."""
# What the web editors of forges write by themselves, and words that say only that something changed.
_NO_REASON = re.compile(
    r"(?:(?:update|updates|updated|edit|edits|edited|change|changes|changed|fix|fixes|wip|okrs?|new|values?|numbers?)\b"
    r"[\s:.,-]*)*(?:[\w./-]+\.(?:md|ya?ml))?[\s.]*\Z",
    re.IGNORECASE,
)


class TargetChange(msgspec.Struct, frozen=True):
    """One goalpost that was moved."""

    kind: str
    """One of `KINDS`."""
    what: MovedThing
    result: str | None
    """The key result's id; None for the objective itself."""
    date: date
    author: str
    before: str
    """As readers see it, with its unit; `nothing` where nothing was said."""
    after: str
    numbers: tuple[float, float] | None
    """Before and after, where both are numbers of today's unit."""
    eased: bool
    """Whether it became easier to reach."""
    reason: str
    """The commit's subject where it says more than that something changed; else empty."""
    commit: str


def collect_target_changes(
    past: Past, organisation: Organisation, today: date
) -> dict[ObjectiveRef, tuple[TargetChange, ...]]:
    """Return what was moved within its cycle, by objective, oldest first, up to a day."""
    changes: dict[ObjectiveRef, tuple[TargetChange, ...]] = {}
    for ref, events in past.by_objective.items():
        objective = organisation.objectives.get(ref)
        if objective is None:
            continue
        cycle = organisation.cycles[objective.cycle]
        created = {event.commit.id for event in events if event.kind == "created"}
        own = tuple(
            _build_target_change(event, objective, organisation)
            for event in sorted(events, key=lambda event: event.date)
            if event.kind in KINDS
            and cycle.start < event.date <= min(today, cycle.end)
            and event.commit.id not in created
        )
        if own:
            changes[ref] = own
    return changes


def _build_target_change(event: ChangeEvent, objective: Objective, organisation: Organisation) -> TargetChange:
    key_result = objective.find_key_result(event.result) if event.result else None
    numbers = _extract_numbers(event, key_result)
    return TargetChange(
        kind=event.kind,
        what=WHAT[event.kind],
        result=event.result,
        date=event.date,
        author=event.commit.author,
        before=format_past_value(event.before, organisation),
        after="taken out" if event.kind == "result removed" else format_past_value(event.after, organisation),
        numbers=numbers,
        eased=_is_eased(event, key_result, numbers),
        reason=find_reason(event),
        commit=event.commit.id,
    )


def find_reason(event: ChangeEvent) -> str:
    """Return the first line of a change's commit where it says more than that something changed; else nothing."""
    subject = event.commit.subject.strip()
    return "" if _NO_REASON.match(subject) else subject


def _extract_numbers(event: ChangeEvent, key_result: KeyResult | None) -> tuple[float, float] | None:
    before, after = event.before, event.after
    if not isinstance(before, Quantity) or not isinstance(after, Quantity) or key_result is None:
        return None
    same = {before.unit or key_result.unit, after.unit or key_result.unit} == {key_result.unit}
    return (before.value, after.value) if same else None


def _is_eased(event: ChangeEvent, key_result: KeyResult | None, numbers: tuple[float, float] | None) -> bool:
    """Whether less has to be done: the way to the target is shorter, the range wider, the day later, a result gone."""
    if event.kind == "result removed":
        return True
    if event.kind == "due":
        return isinstance(event.before, date) and isinstance(event.after, date) and event.after > event.before
    if event.kind == "keep":
        return _is_wider(event.before, event.after)
    if key_result is None or numbers is None or key_result.start is None or key_result.target is None:
        return False
    before, after = numbers
    if event.kind == "to":
        return is_target_eased(before, after, key_result.start.value)
    return event.kind == "from" and is_start_eased(before, after, key_result.target.value)


def is_target_eased(before: float, after: float, start: float) -> bool:
    """Whether a target came nearer to the start: 100 to 80 from 20, and 4 to 5 from 9."""
    return (after - before) * (before - start) < 0


def is_start_eased(before: float, after: float, target: float) -> bool:
    """Whether a start came nearer to the target."""
    return abs(target - after) < abs(target - before)


def _is_wider(before: object, after: object) -> bool:
    old, new = (
        parse_range(text, decimal_comma=uses_decimal_comma()) if isinstance(text, str) else None
        for text in (before, after)
    )
    return isinstance(old, Range) and isinstance(new, Range) and is_wider_range(old, new)


def is_wider_range(old: Range, new: Range) -> bool:
    """Whether a range reaches further at an end than it did."""
    lower = old.low is not None and (new.low is None or new.low < old.low)
    higher = old.high is not None and (new.high is None or new.high > old.high)
    return lower or higher


def format_past_value(told: object, organisation: Organisation) -> str:
    """Return a value of the past as readers see it, with its unit; `nothing` where nothing was said."""
    match told:
        case None | "" | ():
            return "nothing"
        case Quantity():
            return render_quantity(told.value, told.unit)
        case bool():
            return "yes" if told else "no"
        case float():
            return format_shortest(told)
        case tuple():
            return "; ".join(map(str, told))
        case str() if told in organisation.people:
            return organisation.people[told].name
    return str(told)


def find_unexplained_easings(
    changes: Mapping[ObjectiveRef, tuple[TargetChange, ...]],
) -> list[tuple[ObjectiveRef, TargetChange]]:
    """Return the moves that made something easier and say no reason, by objective."""
    return [(ref, move) for ref, listed in changes.items() for move in listed if move.eased and not move.reason]
