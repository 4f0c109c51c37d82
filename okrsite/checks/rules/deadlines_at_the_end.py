"""OKR608: nothing of an objective is due before the cycle's last day.

What: none of the key results of an objective has a `due`, a milestone or a phase with a day before the last one of its
cycle. Cycles of less than six weeks are short enough, and are let pass. It is said only where the settings give it a
severity.
Why: a plan that can only fail on the last day isn't looked at before it, and by then nothing can be done any more.
Instead: say what will be seen halfway: `due` of the key result that comes first, `phases` of a number, a day for each
milestone.
Taught by: many practitioners; Andy Grove, *High Output Management* (key results answer how one will pace oneself).
Disagrees: whoever checks in each week, and sees by the numbers and the confidence early enough how it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

_SHORTEST = 42
"""Days of a cycle in which something should be due before its end."""


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective whose key results are all due at the end."""
    for objective in list_open_objectives(snapshot):
        cycle = snapshot.organisation.cycles[objective.cycle]
        counted = objective.undropped_key_results
        if not counted or cycle.days < _SHORTEST:
            continue
        if all(day >= cycle.end for key_result in counted for day in _list_days(key_result)):
            yield create_problem(
                "OKR608",
                objective.place,
                f"Nothing of {quote_shortened(objective.title)} is due before {cycle.end}, the last day of the cycle.",
                "Add `due` to the key result that comes first, `phases` to a number, or a day to each milestone.",
            )


def _list_days(key_result: KeyResult) -> Iterator[date]:
    if key_result.due is not None:
        yield key_result.due
    yield from (step.due for step in key_result.milestones if step.due is not None)
    yield from (day for day, _ in key_result.phases)
