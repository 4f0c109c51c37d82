"""OKR632: a commitment was not kept, and there is no retrospective.

What: of the cycle that ended last, an objective with `ambition: committed` has a grade below 1.0, and no
`retrospective`. Pages may say “reached in part” of it, as well as “missed”: only 1.0 is a commitment that was kept.
Why: a commitment is a promise that others planned with. When it isn't kept, they are owed a word of what happened; and
who planned it learns nothing from a number.
Instead: write under `retrospective`, in two or three sentences, what was in the way and what will be planned otherwise.
Taught by: John Doerr, *Measure What Matters*, with Google's OKR playbook (a committed goal is expected to get 1.0; less
requires an explanation).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.closed_goals import list_closed_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.number_style import format_shortest
from okrsite.problems import Problem, create_problem
from okrsite.progress.grade_scale import is_success
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each committed objective that was not kept, without a word of why."""
    for objective, _ in list_closed_objectives(snapshot):
        grade = snapshot.measures.objectives[objective.ref].grade
        if objective.ambition != "committed" or grade is None or objective.retrospective:
            continue
        if is_success(grade, objective.ambition):
            continue
        shown = format_shortest(min(round(grade, 2), 0.99))
        yield create_problem(
            "OKR632",
            objective.place,
            f"{quote_shortened(objective.title)} was a commitment, and was graded with {shown}.",
            "Say under `retrospective` what was in the way, and what will be planned otherwise.",
        )
