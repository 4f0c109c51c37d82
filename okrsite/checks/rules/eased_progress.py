"""OKR627: progress rose because an open step was taken out, or because a key result was added that was nearly reached.

What: while its cycle was running, a key result lost steps that weren't done, by which those that were done count for
more; or an objective got a key result of which at least 70 % was there already when it was added, and its progress is 5
points or more higher with it. The commit's first line says no reason, and the key result has no notes. Steps that were
renamed, and a key result in the place of another, aren't meant; of one that was taken out there is another remark.
Why: the bar moved, and nothing was done. Who only sees the bar believes the opposite.
Instead: say the reason in the commit's first line or in the `notes` of the key result; what isn't needed any more may
go, and what was forgotten may be added, when everybody can read why.
Taught by: Charles Goodhart, in Marilyn Strathern's words: when a measure becomes a target, it ceases to be a good
measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from okrsite.checks.running_goals import list_running_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.history.compare import ChangeKind
from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.problems import Problem, create_problem
from okrsite.progress.explanation import format_english_percent
from okrsite.progress.goal_easing import judge_change
from okrsite.progress.past_shares import PastShares
from okrsite.progress.target_changes import find_reason
from okrsite.snapshot import Snapshot

_SAY_WHY = "Say why in the key result's `notes`, and next time in the commit's first line."
_REPLACED: ChangeKind = "result removed"


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each way in which progress rose without anything done and without a reason."""
    for objective, cycle in list_running_objectives(snapshot):
        if events := snapshot.past.list_events(objective.ref):
            yield from _check_steps(snapshot, objective, cycle, events)
            yield from _check_added(snapshot, objective, cycle, events)


def _check_steps(
    snapshot: Snapshot, objective: Objective, cycle: Cycle, events: Sequence[ChangeEvent]
) -> Iterator[Problem]:
    done: dict[str | None, set[str]] = {}
    for event in events:
        if event.kind == "value":
            done[event.result] = _list_titles(event.after)
        if event.kind != "milestones" or not _counts(snapshot, cycle, event):
            continue
        before, after, reached = _list_titles(event.before), _list_titles(event.after), done.get(event.result, set())
        key_result = objective.find_key_result(event.result or "")
        gone = before - after - reached
        if key_result is None or key_result.notes or not gone or not after < before or not after & reached:
            continue
        steps = f"{len(gone)} open steps" if len(gone) > 1 else "An open step"
        verb = "were" if len(gone) > 1 else "was"
        yield create_problem(
            "OKR627",
            key_result.place,
            f"{steps} of {quote_shortened(key_result.title)} {verb} taken out on {event.date}, by which its progress "
            "rose, and nobody said why.",
            _SAY_WHY,
        )


def _check_added(
    snapshot: Snapshot, objective: Objective, cycle: Cycle, events: Sequence[ChangeEvent]
) -> Iterator[Problem]:
    if snapshot.measures.objectives[objective.ref].parts.objectives:
        return  # its progress is made of others, too
    if not any(event.kind == "result added" for event in events):
        return
    shares = PastShares(objective, snapshot.organisation, events)
    for _, group in groupby(sorted(events, key=lambda event: event.date), key=lambda event: event.commit.id):
        commit = list(group)
        shares.take_commit(commit)
        if any(event.kind == _REPLACED for event in commit):
            continue
        for event in commit:
            key_result = objective.find_key_result(event.result) if event.result else None
            if event.kind != "result added" or key_result is None or not _counts(snapshot, cycle, event):
                continue
            if key_result.is_dropped or key_result.notes:
                continue
            effect, _ = judge_change(event, key_result, None, shares, cycle)
            share = shares.measure(key_result, event.date)
            if effect == "eased" and share is not None:
                yield create_problem(
                    "OKR627",
                    key_result.place,
                    f"{quote_shortened(key_result.title)} was added on {event.date} with "
                    f"{format_english_percent(share)} of it there already, by which the "
                    "progress of its objective rose, and nobody said why.",
                    _SAY_WHY,
                )


def _counts(snapshot: Snapshot, cycle: Cycle, event: ChangeEvent) -> bool:
    """Whether a change was made while the cycle was running, without a reason."""
    return cycle.start < event.date <= snapshot.today and not find_reason(event)


def _list_titles(told: PastValue) -> set[str]:
    return set(told) if isinstance(told, tuple) else set()
