"""OKR624: confidence is low, and nobody says why.

What: the confidence in a key result of a running objective is below the setting `low_confidence`, and there is no word
about it: no note in the newest check-in or in the one that says the confidence, no blocker, nothing that is needed, and
no notes of the key result or the objective. It is said once for an objective.
Why: a low confidence is a call for help, and nobody can help who isn't told with what. A number alone is read as an
excuse.
Instead: say in a sentence what is in the way, as a note of the check-in or under `blockers`.
Taught by: Christina Wodtke, *Radical Focus* (confidence is there to begin a conversation each week).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import find_newest_checkin, list_open_key_results, list_running_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult, Objective
from okrsite.problems import Problem, create_problem
from okrsite.progress.explanation import format_english_percent
from okrsite.progress.measures import KeyResultMeasure
from okrsite.progress.status import is_low_confidence
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each running objective with a key result of low confidence and no word of why."""
    for objective, _ in list_running_objectives(snapshot):
        if _is_explained_itself(snapshot, objective):
            continue
        low = [
            (confidence, key_result)
            for key_result, measure in list_open_key_results(snapshot, objective)
            if (confidence := measure.current_values.confidence) is not None
            and is_low_confidence(confidence, snapshot.site.settings)
            and not _is_explained(key_result, measure)
        ]
        if not low:
            continue
        confidence, key_result = min(low, key=lambda pair: pair[0])
        more = f" The same goes for {len(low) - 1} more of its objective." if len(low) > 1 else ""
        yield create_problem(
            "OKR624",
            key_result.place,
            f"Confidence in {quote_shortened(key_result.title)} is {format_english_percent(confidence)}, "
            f"and nobody says why.{more}",
            "Say in a sentence what is in the way: in the note of the next check-in, or under `blockers`.",
        )


def _is_explained_itself(snapshot: Snapshot, objective: Objective) -> bool:
    """Whether something is said of an objective that can be the reason for all of its key results."""
    newest = find_newest_checkin(objective, snapshot.today)
    return bool(objective.blockers or objective.needs or objective.notes or (newest is not None and newest.note))


def _is_explained(key_result: KeyResult, measure: KeyResultMeasure) -> bool:
    """Whether somebody says something of a key result that can be the reason."""
    if key_result.notes:
        return True
    told = [report for report in measure.current_values.reports if report.confidence is not None]
    # A commit's first line is a word, too.
    return bool(told) and bool(told[-1].note or told[-1].subject)
