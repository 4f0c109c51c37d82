"""What several rules ask about goals that are still pursued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import CheckIn, KeyResult, Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.measures import KeyResultMeasure
from okrsite.progress.status import CLOSING
from okrsite.snapshot import Snapshot

STARTED_SHARE = 1 / 3
"""From this part of a cycle on something should have been reported."""


def list_open_objectives(snapshot: Snapshot) -> Iterator[Objective]:
    """Yield the objectives of which something can still be changed, planned ones and drafts too, by reference."""
    objectives = snapshot.organisation.objectives
    for ref in _sort_refs(snapshot.open_objectives):
        yield objectives[ref]


@lru_cache(maxsize=1)  # many rules go through the same ones
def _sort_refs(refs: frozenset[ObjectiveRef]) -> tuple[ObjectiveRef, ...]:
    return tuple(sorted(refs))


def list_running_objectives(snapshot: Snapshot) -> Iterator[tuple[Objective, Cycle]]:
    """Yield the objectives of running cycles, but for drafts and what is done, dropped or paused."""
    organisation, numbers = snapshot.organisation, snapshot.measures.objectives
    running = {cycle.id: cycle for cycle in organisation.cycles.values() if cycle.contains(snapshot.today)}
    for objective in organisation.objectives.values():
        cycle = running.get(objective.cycle)
        if cycle is not None and not objective.draft and numbers[objective.ref].status.shown not in CLOSING:
            yield objective, cycle


def list_open_key_results(snapshot: Snapshot, objective: Objective) -> Iterator[tuple[KeyResult, KeyResultMeasure]]:
    """Yield the key results of an objective, with their numbers, that nobody has closed."""
    numbers, ref = snapshot.measures.key_results, objective.ref
    for key_result in objective.key_results:
        if key_result.status not in CLOSING:
            yield key_result, numbers[ref.make_key_result_ref(key_result.id)]


def find_newest_checkin(objective: Objective, today: date) -> CheckIn | None:
    """Return the newest check-in up to a day, None where there is none."""
    return next((checkin for checkin in reversed(objective.checkins) if checkin.date <= today), None)


def is_new(snapshot: Snapshot, objective: Objective) -> bool:
    """Whether an objective was written down only lately, as far as git knows; what nobody has committed yet is new."""
    past = snapshot.past
    created = [event.date for event in past.list_events(objective.ref) if event.kind == "created"]
    if not created:
        # Of what was there where a shallow clone begins, no commit is known.
        return bool(past.events) and all(notice.kind != "shallow" for notice in past.notices)
    return (snapshot.today - max(created)).days <= snapshot.site.settings.outdated_after_days


def was_never_reported(snapshot: Snapshot, objective: Objective) -> bool:
    """Whether nothing says that anything has been done: no check-in, value, step, status or begun initiative."""
    if snapshot.measures.objectives[objective.ref].last_report or objective.status:
        return False
    if any(initiative.status in ("doing", "done") for initiative in objective.initiatives):
        return False
    return not any(_has_news(key_result) for key_result in objective.key_results)


def _has_news(key_result: KeyResult) -> bool:
    started = key_result.start.value if key_result.start else None
    return bool(
        key_result.status
        or key_result.done
        or key_result.level not in (None, "none")
        or (key_result.now is not None and key_result.now.value != started)
        or any(step.done for step in key_result.milestones)
    )
