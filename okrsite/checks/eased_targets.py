"""A target that was made easier while its cycle was running, without a word of why.

Goals may change: what makes the change fair is that everybody can read the reason. The first line of the commit is
where it belongs, and `notes` of the key result is where it can be added afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, problem
from okrsite.progress.goalposts import Move, eased_without_reason


def eased_targets(organisation: Organisation, moved: Mapping[str, tuple[Move, ...]]) -> Iterator[Problem]:
    """Yield a remark for each move without a reason; notes on the key result count as one."""
    for ref, move in eased_without_reason(moved):
        each = organisation.objectives[ref]
        result = each.key_result(move.result) if move.result else None
        if result is not None and result.notes.strip():
            continue
        where = result.places.get(move.kind, result.place) if result else each.place
        name = result.title if result else each.title
        changed = f"from {move.before} to {move.after}" if move.kind != "result removed" else "was taken out"
        yield problem(
            "OKR521",
            where,
            f"The {move.what} of '{name}' was made easier on {move.date}: {changed}.",
            "Say why in the key result's `notes`, and next time in the commit's first line.",
        )
