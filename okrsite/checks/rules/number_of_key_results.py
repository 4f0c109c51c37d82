"""OKR602: an objective has one key result only, or more than five.

What: an objective that can still be changed has fewer than two key results, or more than five. Dropped ones don't
count.
Why: one number rarely tells whether an objective is reached, and invites everybody to reach it at any price; with six
or more nobody knows which of them matters in a week that is too short.
Instead: keep the two to five results without which the objective would not be reached, of which one may guard the
quality of the others; move the rest to initiatives, or to KPIs.
Taught by: John Doerr, *Measure What Matters* (three to five); Christina Wodtke, *Radical Focus* (three).
Disagrees: teams with one number that says it all (“one metric that matters”); where that is so, `ignore` says why.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import list_open_objectives
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

FEWEST, MOST = 2, 5


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective with too few or too many key results."""
    for objective in list_open_objectives(snapshot):
        counted = objective.undropped_key_results
        # Of an objective without any it is said that it has none (OKR252).
        if not counted or FEWEST <= len(counted) <= MOST:
            continue
        if len(counted) > MOST:
            message = f"'{objective.title}' has {len(counted)} key results: who has so many has no focus."
            hint = f"Keep the {FEWEST} to {MOST} without which it would not be reached."
        else:
            message = f"'{objective.title}' has one key result only."
            hint = "Add a second, such as one that guards the quality of the first."
        yield create_problem("OKR602", objective.place, message, hint)
