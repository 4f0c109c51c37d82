"""OKR622: a third of the cycle has passed, and nobody has reported anything on an objective.

What: the cycle is running, a third of its days are over, and of the objective there is no check-in, no value that
differs from its start, no step or initiative that was begun, and no status. An objective that came into git within the
days of the setting `outdated_after_days`, or isn't there yet, is new, and nothing is said of it.
Why: goals that aren't begun in the first weeks are rarely reached in the last ones; either other work is more
important, which should be said, or nobody feels responsible.
Instead: begin, with a first check-in that says what happens next; or drop it with a word of why, so that the others
have more room.
Taught by: Christina Wodtke, *Radical Focus* (goals that are set and forgotten are the most common way to fail).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import STARTED_SHARE, is_new, list_running_objectives, was_never_reported
from okrsite.checks.title_words import quote_shortened
from okrsite.problems import Problem, create_problem
from okrsite.progress.explanation import format_english_percent
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each objective on which nobody has reported in the first third of its cycle."""
    for objective, cycle in list_running_objectives(snapshot):
        share = cycle.compute_elapsed_share(snapshot.today)
        if share < STARTED_SHARE or not objective.key_results or not was_never_reported(snapshot, objective):
            continue
        if is_new(snapshot, objective):
            continue
        yield create_problem(
            "OKR622",
            objective.place,
            f"{format_english_percent(share)} of {cycle.name} is over, and nobody has reported anything on "
            f"{quote_shortened(objective.title)}.",
            f'Begin with a first check-in, such as `okrsite checkin {objective.ref} --note "…"`, or drop it with a '
            "word of why (`status: dropped`, `notes`).",
        )
