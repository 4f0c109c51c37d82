"""What was changed of goals, and what people wrote in check-ins: for the page of changes and for feeds.

A change is what one commit did to one objective. A value that was typed because of a check-in is no news beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from markupsafe import Markup

from okrsite.amounts import Quantity
from okrsite.history.events import ChangeEvent
from okrsite.languages.words import translate
from okrsite.model.objectives import CheckIn, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.parts.change_sentences import describe_change
from okrsite.pages.parts.checkin_log import build_written_checkin
from okrsite.pages.parts.target_changes import find_author
from okrsite.pages.views import NameView

_LATE = 7
"""Days after a check-in within which its value is typed into the key result: that is no news of its own."""


class ChangeView(msgspec.Struct, frozen=True):
    """What was changed at once of an objective, or a check-in."""

    day: date
    objective: NameView
    unit: str
    sentence: str
    """What was changed; of a check-in the status that it says, or nothing."""
    by: NameView | None
    subject: str
    """The commit's first line; empty for a check-in."""
    note: str | Markup = ""
    """What somebody wrote in a check-in."""
    values: tuple[str, ...] = ()
    """What a check-in says of the key results."""
    internal: str = ""
    """What of a check-in outsiders don't see, in words; empty for nothing."""


class ToldChange(msgspec.Struct, frozen=True):
    """What was changed at once of an objective, in sentences that begin with a small letter and end without a stop."""

    event: ChangeEvent
    """The first of what was changed."""
    kinds: tuple[str, ...]
    """What was changed, each with the key result: they stay the same when somebody rewords anything."""
    sentences: tuple[str, ...]


def tell_changes(context: ViewContext, objective: Objective) -> Iterator[ToldChange]:
    """Yield what was changed of an objective, the oldest first."""
    at_once: dict[str, list[ChangeEvent]] = {}
    for event in context.snapshot.past.by_objective.get(objective.ref, ()):
        at_once.setdefault(event.commit.id, []).append(event)
    for events in sorted(at_once.values(), key=lambda group: group[0].date):
        told = tell_change(context, objective, events)
        if told is not None:
            yield told


def list_changes(context: ViewContext) -> Iterator[tuple[int, Objective, ToldChange]]:
    """Yield what was changed of all objectives, the newest first, with its place among all that ever was.

    Of a long past nobody asks for more than the beginning.
    """
    at_once: dict[tuple[str, ObjectiveRef], list[ChangeEvent]] = {}
    for event in context.snapshot.past.events:
        at_once.setdefault((event.commit.id, event.ref), []).append(event)
    groups = sorted(at_once.values(), key=lambda group: group[0].date)
    for number, everything in reversed(list(enumerate(groups))):
        objective = context.organisation.objectives.get(everything[0].ref)
        if objective is not None and (told := tell_change(context, objective, everything)) is not None:
            yield number, objective, told


def list_checkins(context: ViewContext) -> list[tuple[Objective, CheckIn]]:
    """Return what people wrote up to today, the newest first; of one day in the order of goals."""
    written = [
        (objective, checkin)
        for objective in context.organisation.objectives.values()
        for checkin in objective.checkins
        if checkin.date <= context.snapshot.today
    ]
    return sorted(written, key=lambda pair: pair[1].date, reverse=True)


def tell_change(context: ViewContext, objective: Objective, events: Sequence[ChangeEvent]) -> ToldChange | None:
    """Return what one commit changed of an objective; None where that says nothing to readers."""
    group = [event for event in events if is_listed(context, event)]
    sentences = tuple(told for event in group for told in _describe_change(context, event, group, objective))
    if not sentences:
        return None
    return ToldChange(group[0], tuple(f"{event.kind} {event.result or ''}".rstrip() for event in group), sentences)


def _describe_change(
    context: ViewContext, event: ChangeEvent, group: Sequence[ChangeEvent], objective: Objective
) -> Iterator[str]:
    effects = {
        translate(", which made it easier to reach") if move.eased else translate(", which made it harder to reach")
        for move in context.snapshot.target_changes.get(objective.ref, ())
        if (move.commit, move.kind, move.result) == (event.commit.id, event.kind, event.result)
        and (move.eased or move.raised)
    }
    effect = effects.pop() if len(effects) == 1 else ""
    for sentence in describe_change(context, event, group, objective):
        yield f"{sentence}{effect}"


def is_listed(context: ViewContext, event: ChangeEvent) -> bool:
    """Whether a change is told: that of a goal that is there, and up to today."""
    objective = context.organisation.objectives.get(event.ref)
    if objective is None or not context.days.has_come(event.date):
        return False
    return event.kind not in ("value", "confidence") or not _is_reported(event, objective)


def _is_reported(event: ChangeEvent, objective: Objective) -> bool:
    """Whether a value was typed because of a check-in, which says it too."""
    for checkin in objective.checkins:
        if event.result is not None and 0 <= (event.date - checkin.date).days <= _LATE:
            told = checkin.now.get(event.result) if event.kind == "value" else checkin.confidence.get(event.result)
            if told is not None and _get_number(told) == _get_number(event.after):
                return True
    return False


def _get_number(told: object) -> object:
    return told.value if isinstance(told, Quantity) else told


def build_change_view(context: ViewContext, objective: Objective, told: ToldChange) -> ChangeView:
    """Return a change as the page of changes lists it."""
    return ChangeView(
        day=told.event.date,
        objective=NameView(objective.title, addresses.make_objective_url(objective)),
        unit=name_place(context, objective),
        sentence=f"{'; '.join(told.sentences)}.",
        by=find_author(context, told.event.commit.author),
        subject=told.event.commit.subject,
    )


def build_checkin_view(context: ViewContext, objective: Objective, checkin: CheckIn) -> ChangeView:
    """Return a check-in as the page of changes lists it."""
    told = build_written_checkin(context, objective, checkin)
    return ChangeView(
        day=told.day,
        objective=NameView(objective.title, addresses.make_objective_url(objective)),
        unit=name_place(context, objective),
        sentence=f"{translate(told.status)}." if told.status else "" if told.note else translate("a check-in."),
        by=told.by,
        subject="",
        note=told.note,
        values=told.values,
        internal=told.internal,
    )


def name_place(context: ViewContext, objective: Objective) -> str:
    """Return whose an objective is, and of when."""
    return f"{context.organisation.units[objective.unit].name}, {context.organisation.cycles[objective.cycle].name}"
