"""Redacts the past for a site for the public: only changes of what is shown today stay, each with the day alone.

A commit loses its subject, which may speak of anything else in it, its author, who may be named nowhere else, and its
id, which belongs to a repository that the public can't read.
"""

from __future__ import annotations

from msgspec.structs import replace

from okrsite.history.events import ChangeEvent, Past
from okrsite.history.normalise import strip_untold_parts_of_value
from okrsite.history.versions import NUMBER_FIELDS, PastValue
from okrsite.model.audience import ALL, round_to_whole_percent
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef

_SHARES = ("confidence", "grade")
"""What is told of a key result whose numbers are withheld, in whole percent as today's."""


def redact_past(past: Past, organisation: Organisation) -> Past:
    """Leave out the events of everything that isn't shown today, or whose numbers aren't; make commits nameless.

    Args:
        past: Read from versions without what was internal when they were made.
        organisation: What of today's is shown.
    """
    numbers: dict[str, str] = {}
    events: list[ChangeEvent] = []
    for event in past.events:
        told = _round_event(event, organisation) if _is_shown(event, organisation) else None
        if told is not None:
            # Which changes were made at once is known by it; counted are only those that are told.
            name = numbers.setdefault(event.commit.id, str(len(numbers) + 1))
            commit = replace(event.commit, id=name, author="", subject="")
            before, after = strip_untold_parts_of_value(told.before), strip_untold_parts_of_value(told.after)
            events.append(replace(told, commit=commit, before=before, after=after))
    by_objective: dict[ObjectiveRef, list[ChangeEvent]] = {}
    for event in events:
        by_objective.setdefault(event.ref, []).append(event)
    return replace(
        past,
        file_days={},
        events=tuple(events),
        by_objective={ref: tuple(change_events) for ref, change_events in sorted(by_objective.items())},
    )


def _is_shown(event: ChangeEvent, organisation: Organisation) -> bool:
    objective = organisation.objectives.get(event.ref)
    if objective is None or event.kind == "kpi":
        return False
    if event.result is None:
        return True
    key_result = objective.find_key_result(event.result)
    if key_result is None or ALL in key_result.audience:
        return False
    return key_result.withheld is None or event.kind not in NUMBER_FIELDS


def _round_event(event: ChangeEvent, organisation: Organisation) -> ChangeEvent | None:
    """Return a change as it is told; None for one that isn't seen in whole percent."""
    key_result = organisation.objectives[event.ref].find_key_result(event.result) if event.result else None
    if key_result is None or key_result.withheld is None or event.kind not in _SHARES:
        return event
    before, after = _round_value(event.before), _round_value(event.after)
    return None if before == after else replace(event, before=before, after=after)


def _round_value(told: PastValue) -> PastValue:
    return round_to_whole_percent(told) if isinstance(told, float) else told
