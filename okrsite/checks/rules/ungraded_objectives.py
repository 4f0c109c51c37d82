"""OKR531: a cycle has ended, and an objective of it has no grade.

What: the cycle of an objective is over, and none or not all of its key results have a grade.
Why: without a grade nobody has said what came of it, so that nothing is learned and the next cycle begins without an
end; teams that skip the grading once tend to skip it for good.
Instead: give each key result a `grade` from 0.0 to 1.0; the remark names what is proposed, which is its progress. Where
a key result was given up, say `status: dropped`.
Taught by: John Doerr, *Measure What Matters* (scoring and reflecting); Google, re:Work (grade at the end of a quarter).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsite.model.objectives import KeyResult
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.sources.numbers import render_quantity

_MOST_NAMED = 5


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each objective of a cycle that has ended with key results that have no grade."""
    for objective in snapshot.organisation.objectives.values():
        cycle = snapshot.organisation.cycles[objective.cycle]
        if cycle.end >= snapshot.measures.today or objective.ref in snapshot.measures.dropped:
            continue
        counted = objective.undropped_key_results
        open_ones = [key_result for key_result in counted if key_result.lacks_grade]
        if not open_ones:
            continue
        proposed = [
            f"{key_result.id} {render_quantity(round(grade, 1), '')}"
            for key_result in open_ones[:_MOST_NAMED]
            if (grade := snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].proposed_grade)
            is not None
        ]
        yield create_problem(
            "OKR531",
            objective.place,
            f"{cycle.name} has ended, and {_count(open_ones, counted)} no grade.",
            "Add `grade` to each" + (f"; proposed: {', '.join(proposed)}." if proposed else ", from 0.0 to 1.0."),
        )


def _count(open_ones: Sequence[KeyResult], counted: Sequence[KeyResult]) -> str:
    if len(open_ones) == len(counted):
        return "its key results have" if len(counted) > 1 else "its key result has"
    return f"{len(open_ones)} of its {len(counted)} key results {'has' if len(open_ones) == 1 else 'have'}"
