"""Check-ins that nobody wrote down: a commit that typed a value or a confidence is a report by its author on its day.

It is one whether it changes a value or says the first one. Merged with the written check-ins of the same key result and
never counted twice: what a written check-in between this change and the one before says already is left out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from operator import attrgetter

from okrsite.amounts import Quantity
from okrsite.history.events import ChangeEvent, Past
from okrsite.model.objectives import LEVEL_SCORES, KeyResult, Level, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef
from okrsite.progress.current_values import Report
from okrsite.prose import NO_PROSE

_REPORTS = ("value", "confidence")
_get_day = attrgetter("commit.day")


def collect_git_reports(past: Past, organisation: Organisation, today: date) -> dict[KeyResultRef, tuple[Report, ...]]:
    """Return the reports from git by key result, oldest first, up to a day.

    Counted is what was typed within the cycle or after it: setting up a plan is no report. Of a key result that is new
    a number, a level or a confidence is one, and what of it is done already is not.
    """
    people = {person.name.casefold(): key for key, person in organisation.people.items()}
    by_key_result: dict[KeyResultRef, tuple[Report, ...]] = {}
    for ref, events in past.by_objective.items():
        objective = organisation.objectives.get(ref)
        if objective is None:
            continue
        start = organisation.cycles[objective.cycle].start
        told: dict[str | None, list[ChangeEvent]] = {}
        for event in events:
            if event.kind in _REPORTS and start <= event.commit.day <= today:
                told.setdefault(event.result, []).append(event)
        if not told:
            continue
        created = _find_creating_commits(events)
        for key_result in objective.key_results:
            own = [
                event
                for event in told.get(key_result.id, ())
                if _says_something(event, key_result) or not _is_in(event, key_result, created)
            ]
            if own:
                by_key_result[ref.make_key_result_ref(key_result.id)] = _build_reports(
                    objective, key_result, own, people
                )
    return by_key_result


def _find_creating_commits(events: Sequence[ChangeEvent]) -> set[tuple[str, str | None]]:
    """The commits in which an objective, or one of its key results, came into the world."""
    return {
        (event.commit.id, event.result if event.kind == "result added" else None)
        for event in events
        if event.kind in ("created", "result added")
    }


def _is_in(event: ChangeEvent, key_result: KeyResult, created: Set[tuple[str, str | None]]) -> bool:
    """Whether a change belongs to a commit in which the key result came into the world."""
    return not created.isdisjoint({(event.commit.id, None), (event.commit.id, key_result.id)})


def _says_something(event: ChangeEvent, key_result: KeyResult) -> bool:
    """Whether a change names a value that can be reported: a number, a level or a confidence."""
    value = _extract_confidence(event) if event.kind == "confidence" else _extract_value(event, key_result)
    return value is not None


def _build_reports(
    objective: Objective, key_result: KeyResult, events: Sequence[ChangeEvent], people: Mapping[str, str]
) -> tuple[Report, ...]:
    by_commit: dict[str, dict[str, ChangeEvent]] = {}
    for event in sorted(events, key=_get_day):
        by_commit.setdefault(event.commit.id, {})[event.kind] = event
    reports: list[Report] = []
    before = date.min
    for changed in by_commit.values():
        first = next(iter(changed.values()))
        value, sure = _extract_value(changed.get("value"), key_result), _extract_confidence(changed.get("confidence"))
        day, key, said = first.commit.day, key_result.id, False
        for checkin in objective.checkins:
            if not before < checkin.date <= day:
                continue
            if value is not None and _extract_number(checkin.now.get(key)) == value:
                value = None
            if sure is not None and checkin.confidence.get(key) == sure:
                sure = None
            # Where the check-in says all of it, the commit that brought both is not a second report.
            said = said or key in checkin.now or key in checkin.confidence
        before = day
        if value is None and sure is None and said:
            continue
        author = first.commit.author
        reports.append(
            Report(
                date=day,
                by=people.get(author.casefold(), author) or None,
                now=value,
                confidence=sure,
                note=NO_PROSE,
                origin="git",
                place=None,
                subject=first.commit.subject,
            )
        )
    return tuple(reports)


def _extract_value(event: ChangeEvent | None, key_result: KeyResult) -> float | Level | None:
    """The value after a change, None where it is no number in today's unit, and no level."""
    if event is None:
        return None
    after = event.after
    if isinstance(after, Quantity):
        return after.value if after.unit in ("", key_result.unit) else None
    return next((level for level in LEVEL_SCORES if level == after), None) if key_result.kind == "levels" else None


def _extract_confidence(event: ChangeEvent | None) -> float | None:
    return event.after if event is not None and isinstance(event.after, float) else None


def _extract_number(value: Quantity | Level | None) -> float | Level | None:
    return value.value if isinstance(value, Quantity) else value
