"""OKR309: a goal that everybody may see links up to one that is internal.

What: an objective without `audience: internal` contributes to, or supports, one that has it.
Why: whoever sees the lower one is to know what it serves, and may not know; its link would have to vanish in silence.
Instead: mark the lower one as internal too, or link to a goal that is for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.internal_goals import leads_to_internal_goal
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each upward link from what everybody sees to an objective that is internal."""
    for link in snapshot.alignment.links:
        lower, upper = snapshot.organisation.objectives[link.source], snapshot.organisation.objectives[link.target]
        if leads_to_internal_goal(link, lower, upper):
            yield create_problem(
                "OKR309",
                link.place,
                f"'{lower.title}' is for everybody, and links up to a goal that is internal.",
                "Mark it with `audience: internal` too, or link to a goal that is for everybody.",
            )
