"""OKR621: nobody has reported on a running objective for longer than the setting `outdated_after_days`.

What: the cycle is running, and the newest check-in, value or commit about the objective is older than the setting
`outdated_after_days` says; its status is `outdated` for the same reason. Where nothing was ever reported, it is said
until a third of the cycle has passed, from when on another remark says so, and not of an objective that is new in git.
Why: a goal is steered by talking about it every week or two. What nobody reports on is no longer a goal, and the others
plan with a number that isn't true any more.
Instead: report how it stands, if only that nothing has changed and why; or say that it is paused, done or dropped.
Taught by: Christina Wodtke, *Radical Focus* (a weekly check-in on Mondays); John Doerr, *Measure What Matters*
(conversations, feedback, recognition).
Disagrees: goals of a year move more slowly, and many organisations look at these once a month; the setting can say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import STARTED_SHARE, is_new, list_running_objectives, was_never_reported
from okrsite.checks.title_words import quote_shortened
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each running objective that is outdated."""
    for objective, cycle in list_running_objectives(snapshot):
        measure = snapshot.measures.objectives[objective.ref]
        if measure.status.shown != "outdated":
            continue
        is_late = cycle.compute_elapsed_share(snapshot.today) >= STARTED_SHARE
        # Of the one nothing can be known yet, of the other OKR622 speaks.
        if measure.last_report is None and (
            is_new(snapshot, objective) or (is_late and was_never_reported(snapshot, objective))
        ):
            continue
        yield create_problem(
            "OKR621",
            objective.place,
            f"{quote_shortened(objective.title)} is outdated: {measure.status.why.say_in_english()}.",
            f'Report how it stands, such as `okrsite checkin {objective.ref} --note "…"`, or say that it is paused, '
            "done or dropped (`status`).",
        )
