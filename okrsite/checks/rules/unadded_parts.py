"""OKR314: something contributes to a key result that is a sum, and can't be added to it.

What: a key result says `sum_of: children`, and what links to it is measured in another unit, by steps, levels or a mere
yes, or is an objective, which has no value of its own.
Why: it is left out of the sum, which looks as if it were all of it.
Instead: measure it in the same unit, link from the key result that has the value, or say with `supports` that it only
helps.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.model.objectives import KeyResult
from okrsite.problems import Problem, create_problem
from okrsite.progress.sums import Obstacle, SumPart
from okrsite.snapshot import Snapshot

_SAID: tuple[Obstacle, ...] = ("objective", "no number", "unit")


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each link to a sum that brings nothing to add."""
    for ref, numbers in snapshot.measures.key_results.items():
        parent = snapshot.organisation.objectives[ref.objective].find_key_result(ref.id) if numbers.sum else None
        if numbers.sum is None or parent is None:
            continue
        for part in numbers.sum.parts:
            if part.obstacle in _SAID:
                yield create_problem("OKR314", part.link.place, _explain(snapshot, part, parent), _HINT[part.obstacle])


_HINT: dict[Obstacle | None, str] = {
    "objective": "Link from the key result that has the value, or say `supports`.",
    "no number": "Give it a number with `from` and `to`, or say `supports`.",
    "unit": "Measure it in the same unit, or say `supports`.",
}


def _explain(snapshot: Snapshot, part: SumPart, parent: KeyResult) -> str:
    source = snapshot.organisation.objectives[part.link.source]
    child = source.find_key_result(part.link.source_result) if part.link.source_result else None
    if child is None:
        return f"'{source.title}' has no value that could be added to '{parent.title}', which is a sum."
    if part.obstacle == "unit":
        units = " and ".join(f"in {unit}" if unit else "without a unit" for unit in (child.unit, parent.unit))
        return f"'{child.title}' can't be added to '{parent.title}': they are measured {units}."
    return f"'{child.title}' is measured without a number, so it can't be added to '{parent.title}', which is a sum."
