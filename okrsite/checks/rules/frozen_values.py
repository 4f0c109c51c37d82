"""OKR623: an objective is on track, it has check-ins, and no value of it has moved for four weeks.

What: a running objective is shown as on track, by a person's word or by its numbers; each value that was reported in
the last four weeks is the one that held four weeks ago, of at least one key result several check-ins say so, and none
of these is reached or ahead of what is expected. Ranges are meant to stay, and don't count; nor does a time in which
nothing was expected to move.
Why: a green light over numbers that stand still is most often a habit. Either nothing is done, or what is done doesn't
move the number, which is the more interesting news of the two.
Instead: say in the next check-in what is going to move it and when, or that it is at risk.
Taught by: Marty Cagan, *Empowered* (results, not the work for them, show progress); many practitioners speak of
watermelon goals: green outside and red inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from okrsite.checks.running_goals import list_open_key_results, list_running_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import Problem, create_problem
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.key_results import compute_expected_progress
from okrsite.progress.measures import KeyResultMeasure
from okrsite.snapshot import Snapshot

_WHILE = timedelta(weeks=4)
_BY_STEPS = ("milestones", "yes-no")


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each objective that is on track although nothing of it moves."""
    for objective, cycle in list_running_objectives(snapshot):
        if snapshot.measures.objectives[objective.ref].status.shown != "on track":
            continue
        since = _find_standstill(snapshot, objective, cycle)
        if since is not None:
            yield create_problem(
                "OKR623",
                objective.place,
                f"{quote_shortened(objective.title)} is on track, and no value of it has moved since {since}.",
                "Say in the next check-in what will move it and when, or that it is at risk.",
            )


def _find_standstill(snapshot: Snapshot, objective: Objective, cycle: Cycle) -> date | None:
    """Return the day since which several check-ins say the same values; None where something moved, or may have."""
    limit = snapshot.today - _WHILE
    if cycle.start > limit:
        return None
    days: list[date] = []
    for key_result, measure in list_open_key_results(snapshot, objective):
        if key_result.kind in _BY_STEPS:
            if _may_have_moved(snapshot, objective, key_result, limit):
                return None
            continue
        told = [report for report in measure.current_values.reports if report.now is not None]
        if key_result.kind == "keep" or not told:
            continue
        same = len(told)
        while same and told[same - 1].now == told[-1].now:
            same -= 1
        first = told[same].date
        if first > limit:
            return None
        is_confirmed = told[-1].date > limit and told[-1].origin != "kpi"
        if is_confirmed and _should_move(key_result, measure, cycle, limit):
            days.append(first)
    return max(days, default=None)


def _may_have_moved(snapshot: Snapshot, objective: Objective, key_result: KeyResult, limit: date) -> bool:
    """Whether a step may have been done lately: only git knows the days of steps."""
    if key_result.done or (key_result.milestones and all(step.done for step in key_result.milestones)):
        return True
    if snapshot.commit is None:
        return True
    events = snapshot.past.list_events(objective.ref, key_result.id)
    return any(event.kind in ("value", "result added") and event.date > limit for event in events)


def _should_move(key_result: KeyResult, measure: KeyResultMeasure, cycle: Cycle, limit: date) -> bool:
    """Whether more was expected in this time, and not all of that is there."""
    if measure.progress is None or measure.expected is None or measure.progress >= min(measure.expected, 1.0):
        return False
    values: CurrentValues = measure.current_values
    before = compute_expected_progress(key_result, values, cycle, limit)
    return before is not None and before < measure.expected
