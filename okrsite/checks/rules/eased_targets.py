"""OKR521: a target was made easier while its cycle was running, and nobody said why.

What: a target, a range, a deadline, a weight or the like was moved so that it is easier to reach, or a key result was
taken out or given up, within its cycle; the commit says no reason, and the key result has no `notes`.
Why: goals may change, and what makes the change fair is that everybody can read the reason. A target that was eased in
silence looks as if it had been reached.
Instead: say why in the key result's `notes`, and next time in the first line of the commit.
Taught by: John Doerr, *Measure What Matters* (goals may change while their cycle is running, and all who depend on
them are told).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.languages.words import say_in_english
from okrsite.problems import Problem, create_problem
from okrsite.progress.target_changes import find_unexplained_easings
from okrsite.snapshot import Snapshot

_TOLD_ELSEWHERE = ("milestones", "result added")
"""Of steps that are taken out and of key results that are added, OKR627 speaks."""


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each move without a reason; notes on the key result count as one.

    A preview shows moves on its pages: what is typed in drafts isn't named beside public lines.
    """
    for ref, move in () if snapshot.preview else find_unexplained_easings(snapshot.target_changes):
        objective = snapshot.organisation.objectives[ref]
        key_result = objective.find_key_result(move.result) if move.result else None
        if move.kind in _TOLD_ELSEWHERE or (key_result is not None and key_result.notes):
            continue
        where = key_result.places.get(move.kind, key_result.place) if key_result else objective.place
        name = key_result.title if key_result else objective.title
        before, after = (say_in_english(said) for said in (move.before, move.after))
        changed = f"was {after}" if move.what == "key result" else f"from {before} to {after}"
        what = f"{move.what}, '{move.step}'," if move.step else move.what
        yield create_problem(
            "OKR521",
            where,
            f"The {what} of '{name}' was made easier on {move.date}: {changed}.",
            "Say why in the key result's `notes`, and next time in the commit's first line.",
        )
