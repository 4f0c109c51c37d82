"""OKR609: an objective is work that runs anyway.

What: the title of an objective says that something goes on as it is (“Keep the lights on”, “Continue to answer
tickets”, “Maintain uptime at 99 %”, “Tagesgeschäft sicherstellen”), or all of its key results are of the kind `keep`,
and none of those is out of its range as far as is known. A `keep` that guards what the other key results could harm is
fine.
Why: what runs anyway is always reached, takes the place of what is to change, and is looked at in a cycle's rhythm
though it should be looked at every day.
Instead: make a KPI of it, whose range says when to worry; if it does become worse, bringing it back is an objective.
Taught by: Google's OKR playbook, as printed in *Measure What Matters* (“business as usual OKRs”); Christina Wodtke,
*Radical Focus* (health metrics stand beside OKRs).
Disagrees: operations teams that want to be seen in the same list as everybody else.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.run_work import names_run_work
from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective that changes nothing."""
    for objective in list_open_objectives(snapshot):
        if names_run_work(objective.title):
            message = f"{quote_shortened(objective.title)} goes on anyway."
            hint = "Watch over it with a KPI, whose range says when to worry, and say here what is to change."
        elif _only_keeps(snapshot, objective):
            message = f"The key results of {quote_shortened(objective.title)} keep everything as it is."
            hint = "Let KPIs watch over it, or add a key result that changes something."
        else:
            continue
        yield create_problem("OKR609", objective.place, message, hint)


def _only_keeps(snapshot: Snapshot, objective: Objective) -> bool:
    counted = objective.undropped_key_results
    return bool(counted) and all(
        key_result.kind == "keep" and not _is_outside(snapshot, objective, key_result) for key_result in counted
    )


def _is_outside(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> bool:
    now = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values.now
    keep = key_result.keep
    if now is None or keep is None:
        return False
    return (keep.low is not None and now.value < keep.low) or (keep.high is not None and now.value > keep.high)
