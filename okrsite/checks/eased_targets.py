"""A target that was made easier while its cycle was running, without a word of why.

Goals may change: what makes the change fair is that everybody can read the reason. The first line of the commit is
where it belongs, and `notes` of the key result is where it can be added afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Problem, create_problem
from okrsite.progress.target_changes import TargetChange, find_unexplained_easings


def check_eased_targets(
    organisation: Organisation, moved: Mapping[ObjectiveRef, tuple[TargetChange, ...]]
) -> Iterator[Problem]:
    """Yield a remark for each move without a reason; notes on the key result count as one."""
    for ref, move in find_unexplained_easings(moved):
        objective = organisation.objectives[ref]
        key_result = objective.find_key_result(move.result) if move.result else None
        if key_result is not None and key_result.notes:
            continue
        where = key_result.places.get(move.kind, key_result.place) if key_result else objective.place
        name = key_result.title if key_result else objective.title
        changed = f"from {move.before} to {move.after}" if move.kind != "result removed" else "was taken out"
        yield create_problem(
            "OKR521",
            where,
            f"The {move.what} of '{name}' was made easier on {move.date}: {changed}.",
            "Say why in the key result's `notes`, and next time in the commit's first line.",
        )
