"""Goalposts that were moved: targets, deadlines, steps, weights, owners and wordings that changed during their cycle.

Each is called easier or harder by what it does to what has to be done, whatever was edited for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

import msgspec

from okrsite.amounts import Quantity
from okrsite.choices import DROPPED
from okrsite.history.events import ChangeEvent, Past
from okrsite.languages.words import MarkedSentence, Said, mark_sentence, mark_text, say, translate
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_shortest
from okrsite.progress.easing import Effect
from okrsite.progress.explanation import mark_quantity
from okrsite.progress.goal_easing import judge_change
from okrsite.progress.past_shares import PastShares
from okrsite.progress.step_changes import list_step_changes

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
    "step",
    "deadline of a step",
    "weight of a step",
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
    "result added": "key result",
    "result removed": "key result",
    "status": "key result",
    "milestones": "step",
    "step days": "deadline of a step",
    "step weights": "weight of a step",
}
"""What each kind of move is called, as it is exported; `name_moved_thing` has the words for readers."""
_WORDS: dict[MovedThing, str] = {
    "target": mark_text("target"),
    "start": mark_text("start"),
    "range": mark_text("range"),
    "deadline": mark_text("deadline"),
    "interim targets": mark_text("interim targets"),
    "kind of measure": mark_text("kind of measure"),
    "KPI": mark_text("KPI"),
    "wording": mark_text("wording"),
    "owner": mark_text("owner"),
    "weight": mark_text("weight"),
    "ambition": mark_text("ambition"),
    "key result": mark_text("key result"),
    "step": mark_text("step"),
    "deadline of a step": mark_text("deadline of a step"),
    "weight of a step": mark_text("weight of a step"),
}
KINDS = tuple(WHAT)
ADDED, TAKEN_OUT, GIVEN_UP = mark_text("added"), mark_text("taken out"), mark_text("given up")
"""What became of a key result or a step that came or went, as it is exported."""
_OF_CHOICES = frozenset(("status", "ambition", "measure"))
"""Fields whose values are words of ours."""
_MEASURES = mark_text("reach"), mark_text("keep"), mark_text("yes-no"), mark_text("baseline")
"""Kinds of measure; the others are called as their fields."""
# What the web editors of forges write by themselves, and words that say only that something changed.
_NO_REASON = compile_late(
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
    before: Said
    """As readers see it, with its unit; `nothing` where nothing was said."""
    after: Said
    """The same; `added`, `taken out` or `given up` where a key result or a step came or went."""
    numbers: tuple[float, float] | None
    """Before and after, where both are numbers of today's unit."""
    eased: bool
    """Whether it became easier to reach."""
    reason: str
    """The commit's subject where it says more than that something changed; else empty."""
    commit: str
    step: str = ""
    """The title of the step that it is about; else empty."""
    title: str = ""
    """The title of a key result that isn't there any more; else empty."""
    raised: bool = False
    """Whether it became harder to reach."""
    shares: tuple[float, float] | None = None
    """The progress of the key result before and after steps were changed, and of the objective where a key result was
    added or weighed otherwise: by that alone, on that day. None where it didn't change, or isn't known.
    """


def name_moved_thing(what: MovedThing) -> str:
    """Return what was moved in the words of the site."""
    return translate(_WORDS[what])


def collect_target_changes(
    past: Past, organisation: Organisation, today: date
) -> dict[ObjectiveRef, tuple[TargetChange, ...]]:
    """Return what was moved within its cycle, by objective, oldest first, up to a day."""
    changes: dict[ObjectiveRef, tuple[TargetChange, ...]] = {}
    for ref, events in past.by_objective.items():
        objective = organisation.objectives.get(ref)
        if objective is not None and (own := tuple(_collect_own(objective, events, organisation, today))):
            changes[ref] = own
    return changes


def _collect_own(
    objective: Objective, told: Sequence[ChangeEvent], organisation: Organisation, today: date
) -> Iterator[TargetChange]:
    if not any(map(_counts, told)):
        return
    cycle = organisation.cycles[objective.cycle]
    events = sorted(told, key=lambda event: event.date)
    shares = PastShares(objective, organisation, events)
    for _, group in groupby(events, key=lambda event: event.commit.id):
        commit = list(group)
        shares.take_commit(commit)
        day = commit[0].date
        if cycle.start < day <= min(today, cycle.end) and not any(event.kind == "created" for event in commit):
            for event in commit:
                if _counts(event):
                    yield from _build_target_changes(event, commit, objective, organisation, shares)


def _counts(event: ChangeEvent) -> bool:
    """Whether a change is one of what has to be done: of a key result's status only that it was given up."""
    if event.kind == "status":
        return event.result is not None and event.after == DROPPED
    return event.kind in WHAT


def _build_target_changes(
    event: ChangeEvent,
    commit: Sequence[ChangeEvent],
    objective: Objective,
    organisation: Organisation,
    shares: PastShares,
) -> Iterator[TargetChange]:
    key_result = objective.find_key_result(event.result) if event.result else None
    if event.kind in ("milestones", "step days", "step weights"):
        if key_result is not None:
            for step in list_step_changes(event, commit, key_result, shares, organisation.cycles[objective.cycle].end):
                yield _build_target_change(event, step.effect, step.shares, step.title, step.before, step.after)
        return
    numbers = _extract_numbers(event, key_result)
    effect, jump = judge_change(event, key_result, numbers, shares, organisation.cycles[objective.cycle])
    before, after = (tell_past_value(event.kind, told, organisation) for told in (event.before, event.after))
    title = ""
    match event.kind:
        case "result removed":
            title, after = say(before) if _is_said(event.before) else "", TAKEN_OUT
        case "result added":
            before, after = after, ADDED
        case "status":
            before, after = key_result.title if key_result else "", GIVEN_UP
        case "due":
            end = mark_sentence("the cycle's end")
            before, after = (before if _is_said(event.before) else end), (after if _is_said(event.after) else end)
    yield _build_target_change(event, effect, jump, "", before, after, numbers=numbers, title=title)


def _build_target_change(
    event: ChangeEvent,
    effect: Effect | None,
    shares: tuple[float, float] | None,
    step: str,
    before: Said,
    after: Said,
    *,
    numbers: tuple[float, float] | None = None,
    title: str = "",
) -> TargetChange:
    return TargetChange(
        kind=event.kind,
        step=step,
        what=WHAT[event.kind],
        result=event.result,
        title=title,
        date=event.date,
        author=event.commit.author,
        before=before,
        after=after,
        numbers=numbers,
        eased=effect == "eased",
        raised=effect == "raised",
        shares=shares,
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


def format_past_value(kind: str, told: object, organisation: Organisation) -> str:
    """Return a value of the past as readers see it, with its unit; `nothing` where nothing was said.

    Args:
        kind: The field that it was typed in, as changes have it.
        told: The value.
        organisation: Whose people are named.
    """
    return say(tell_past_value(kind, told, organisation))


def tell_past_value(kind: str, told: object, organisation: Organisation) -> Said:
    """Return what `format_past_value` does, to be said in any language."""
    if not _is_said(told):
        return mark_sentence("nothing")
    match told:
        case str() if kind in _OF_CHOICES:
            return MarkedSentence(told)
        case str() if kind == "owner" and told in organisation.people:
            return organisation.people[told].name
        case Quantity():
            return mark_quantity(told.value, told.unit)
        case bool():
            return mark_sentence("yes") if told else mark_sentence("no")
        case float():
            return format_shortest(told)
        case tuple():
            return "; ".join(map(str, told))
    return str(told)


def _is_said(told: object) -> bool:
    return told is not None and told not in ("", ())


def find_unexplained_easings(
    changes: Mapping[ObjectiveRef, tuple[TargetChange, ...]],
) -> list[tuple[ObjectiveRef, TargetChange]]:
    """Return the moves that made something easier and say no reason, by objective."""
    return [(ref, move) for ref, listed in changes.items() for move in listed if move.eased and not move.reason]
