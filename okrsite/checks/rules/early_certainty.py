"""OKR626: early in the cycle a goal that is meant as a stretch is all but certain.

What: an objective says `ambition: aspirational`, less than a third of its cycle is over, and the confidence in it, the
mean of its key results, is 95 % or more.
Why: a stretch that everybody is sure of is none; the team could have aimed higher, or promises what it will do anyway
under the name of an aspiration. Of aspirational goals about 70 % are reached.
Instead: raise the targets until it is even money, or say `ambition: committed`, of which 1.0 is expected.
Taught by: Google's re:Work (who always reaches everything doesn't aim high enough); Christina Wodtke, *Radical Focus*
(a confidence of five out of ten at the start).
Disagrees: teams whose first cycle it is, which do well to begin with goals that they reach.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import STARTED_SHARE, list_running_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.problems import Problem, create_problem
from okrsite.progress.explanation import format_english_percent
from okrsite.snapshot import Snapshot

_CERTAIN = 0.95 - 1e-9


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each aspirational objective that is certain in the first third of its cycle."""
    for objective, cycle in list_running_objectives(snapshot):
        confidence = snapshot.measures.objectives[objective.ref].confidence
        if objective.ambition != "aspirational" or confidence is None or confidence < _CERTAIN:
            continue
        if cycle.compute_elapsed_share(snapshot.today) < STARTED_SHARE:
            yield create_problem(
                "OKR626",
                objective.place,
                f"{quote_shortened(objective.title)} is meant to be aspirational, and confidence in it is "
                f"{format_english_percent(confidence)} already.",
                "Raise its targets until it is even money, or say `ambition: committed`.",
            )
