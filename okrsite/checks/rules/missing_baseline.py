"""OKR612: a key result has a target, and nothing says where it begins.

What: a key result that is to reach a number has no `from`, no check-in with a value, and no KPI that has one. Of one
that has `now` it is said already (OKR254), and of one without any number, too (OKR251).
Why: without a baseline nobody knows how far it is, so that the target is a guess, and there is no progress to show.
Instead: measure once before the cycle begins, and add `from`; if it begins with nothing, that is `from: 0`. Where
finding out would take weeks, make the finding out a learning objective of its own.
Taught by: many practitioners; Ben Lamorte (where there is no baseline yet, finding it is a first key result).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.vocabulary import KEY_RESULT


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each key result of an open objective that has a target and no baseline."""
    for objective in list_open_objectives(snapshot):
        for key_result in objective.key_results:
            target = key_result.target if key_result.kind == "reach" and key_result.keep is None else None
            if target is None or key_result.is_settled or key_result.unread:
                continue
            values = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values
            if values.start is None and values.now is None:
                yield create_problem(
                    "OKR612",
                    key_result.find_place(KEY_RESULT.TO) or key_result.place,
                    f"{quote_shortened(key_result.title)} is to reach {target.text}, and nothing says from where.",
                    "Add `from` with the value of today; if it begins with nothing, that is 0.",
                )
