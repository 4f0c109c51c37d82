"""OKR634: a grade was given long before the end of the cycle.

What: a key result of a running cycle has a grade, more than the days of the setting `grading_days` are left, and
nothing says that it has come to its end: neither it nor its objective is done or dropped, its value isn't reached, and
its day isn't over.
Why: a grade says what came of a goal. Given early, it ends the work on it in people's heads, and the number that is
reached in the end is another one.
Instead: report a value and a confidence while the cycle is running, and give the grade at its end; or say
`status: done` if nothing more will come.
Taught by: John Doerr, *Measure What Matters* (check in while it lasts, score at the end).
Disagrees: Google, as Rick Klau tells it, graded in the middle of a quarter, too, as a look at how it goes; here that is
what the progress is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import list_open_key_results, list_running_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.number_style import format_shortest
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.vocabulary import KEY_RESULT


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each key result with a grade whose cycle isn't about to end."""
    for objective, cycle in list_running_objectives(snapshot):
        left = (cycle.end - snapshot.today).days
        if left <= snapshot.site.settings.grading_days:
            continue
        if all(key_result.grade is None for key_result in objective.key_results):
            continue  # as most are
        for key_result, measure in list_open_key_results(snapshot, objective):
            if key_result.grade is None or (measure.progress or 0.0) >= 1.0:
                continue
            if key_result.due is not None and key_result.due < snapshot.today:
                continue
            yield create_problem(
                "OKR634",
                key_result.find_place(KEY_RESULT.GRADE) or key_result.place,
                f"{quote_shortened(key_result.title)} has the grade {format_shortest(key_result.grade)}, and "
                f"{cycle.name} ends in {left} days.",
                "Take it out until then, or say `status: done` if nothing more will come.",
            )
