"""OKR603: a key result names an activity, or counts what one does oneself.

What: the title of a key result says what is done (“Launch the app”, “Hold 20 meetings”, “Newsletter verschicken”), or
counts own work (“Posts published”). Looked for are words of English and German; a title that also says what the work is
good for (“Launch the app in 3 cities”, “Write articles that are read to the end”) is let pass, and so is each key
result of a learning objective. Milestones and yes/no are steps by nature: they are let pass beside a key result that is
no activity.
Why: work can all be done while nothing has changed for anybody, and then the objective looks reached.
Instead: measure what the work is to change for whom, and write the work down under initiatives, where it can change as
soon as it turns out not to help.
Taught by: Joshua Seiden, *Outcomes Over Output*; Christina Wodtke, *Radical Focus*; Google's OKR playbook, as printed
in *Measure What Matters* (“key results must describe outcomes, not activities”).
Disagrees: Andy Grove, *High Output Management*, and many teams that build things, for whom a date that is kept is a
result; where an outcome can't be seen within the cycle, a yes/no beside a first sign of it is honest.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.activities import counts_own_work, names_activity
from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

_STEPS = ("milestones", "yes-no")


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each key result of an open objective that is an activity."""
    for objective in list_open_objectives(snapshot):
        if objective.ambition != "learning":
            yield from _check_objective(objective)


def _check_objective(objective: Objective) -> Iterator[Problem]:
    counted = objective.undropped_key_results
    activities = [key_result for key_result in counted if _is_activity(key_result)]
    for key_result in activities:
        if key_result.is_settled or (key_result.kind in _STEPS and len(activities) < len(counted)):
            continue
        yield create_problem(
            "OKR603",
            key_result.place,
            f"{quote_shortened(key_result.title)} says what is done, not what comes of it.",
            "Measure what it is to change for whom, and put the work under initiatives.",
        )


def _is_activity(key_result: KeyResult) -> bool:
    if names_activity(key_result.title):
        # A rate of what is done well is more than a count: `Write the report on the spot`, from 20% to 60%.
        return key_result.unit != "%" or (key_result.target is not None and key_result.target.value == 100)
    falls = key_result.start and key_result.target and key_result.target.value < key_result.start.value
    return key_result.kind == "reach" and key_result.unit != "%" and not falls and counts_own_work(key_result.title)
