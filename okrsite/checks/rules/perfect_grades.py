"""OKR631: all aspirational objectives of a unit were graded with 1.0.

What: of the cycle that ended last, a unit has two or more objectives with `ambition: aspirational`, each is graded, and
each has 1.0. It is said at the first of them.
Why: an aspiration that is always reached was a plan. Of a portfolio of aspirational goals about 0.7 is reached; with
1.0 throughout, the unit could have aimed higher, or grades are given so that nobody is sad.
Instead: next time raise the targets until nobody is sure; call commitments commitments; and give grades by the numbers.
Taught by: Google's re:Work (who gets 1.0 again and again isn't aiming high enough); Rick Klau's talk at Google
Ventures; John Doerr, *Measure What Matters* (committed and aspirational goals).
Disagrees: whoever needs grades that people look forward to; then `ambition: committed` says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.closed_goals import list_closed_objectives
from okrsite.model.objectives import Objective
from okrsite.number_style import write_numbers
from okrsite.problems import Problem, create_problem
from okrsite.progress.grade_scale import is_full_grade
from okrsite.snapshot import Snapshot

_FEWEST = 2


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each unit and cycle in which everything aspirational was reached."""
    grouped: dict[tuple[str, str], list[Objective]] = {}
    for objective, _ in list_closed_objectives(snapshot):
        if objective.ambition == "aspirational":
            grouped.setdefault((objective.unit, objective.cycle), []).append(objective)
    for (unit, cycle), objectives in grouped.items():
        grades = [snapshot.measures.objectives[objective.ref].grade for objective in objectives]
        if len(grades) < _FEWEST or any(grade is None or not is_full_grade(grade) for grade in grades):
            continue
        count = "Both" if len(grades) == 2 else f"All {len(grades)}"
        name, of = snapshot.organisation.units[unit].name, snapshot.organisation.cycles[cycle].name
        yield create_problem(
            "OKR631",
            objectives[0].place,
            f"{count} aspirational objectives of {name} in {of} were graded with {write_numbers('1.0')}.",
            f"Aim higher next time (about {write_numbers('0.7')} is a success), or say `ambition: committed`.",
        )
