"""OKR633: a grade is far above what the numbers say, and nobody says why.

What: of the cycle that ended last, the grade of a key result is at least 0.3 above the one that its numbers propose,
and there is no word about it: no notes of the key result or the objective, no retrospective, no note in the last
check-in, and no rubric of what a grade means.
Why: a grade that differs from the numbers says that the numbers don't tell all. That may be so; without a reason it
looks as if the goal had been moved afterwards.
Instead: say the reason in the notes of the key result, or give the grade that the numbers propose.
Taught by: John Doerr, *Measure What Matters* (self-assessment may correct a score, with a reason for it).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.closed_goals import list_closed_objectives
from okrsite.checks.running_goals import find_newest_checkin
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult
from okrsite.number_style import format_shortest
from okrsite.problems import Problem, create_problem
from okrsite.progress.grade_scale import is_far_above
from okrsite.snapshot import Snapshot
from okrsite.vocabulary import KEY_RESULT


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each key result with a grade that its numbers don't give."""
    for objective, _ in list_closed_objectives(snapshot):
        newest = find_newest_checkin(objective, snapshot.today)
        if objective.retrospective or objective.notes or (newest is not None and newest.note):
            continue
        for key_result in objective.key_results:
            measure = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
            if measure.proposed_grade is not None and _is_generous(key_result, measure.proposed_grade):
                yield create_problem(
                    "OKR633",
                    key_result.find_place(KEY_RESULT.GRADE) or key_result.place,
                    f"{quote_shortened(key_result.title)} was graded with {format_shortest(key_result.grade or 0.0)}, "
                    f"and its numbers say {format_shortest(round(measure.proposed_grade, 2))}.",
                    "Say why in the `notes` of the key result, or give the grade that the numbers say.",
                )


def _is_generous(key_result: KeyResult, proposed: float) -> bool:
    """Whether a key result that counts has a grade far above another, and no word about it."""
    if key_result.grade is None or key_result.is_dropped or key_result.rubric or key_result.notes:
        return False
    return is_far_above(key_result.grade, proposed)
