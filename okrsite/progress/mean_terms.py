"""The mean of an objective's key results in words and terms: what went into it, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.model.objectives import KeyResult, Objective
from okrsite.progress.explanation import Explanation, Term, percent


def mean_why(
    what: str, mean: float | None, parts: Sequence[tuple[KeyResult, float | None, Objective]], missing: int
) -> Explanation:
    """Return how the mean of an objective's key results came about.

    Args:
        what: What it is a mean of: `progress`, `confidence`.
        mean: Its value, 0.0 to 1.0; None where there is none.
        parts: The key results that count, each with its number and its objective.
        missing: How many are left out for lack of data.
    """
    terms = tuple(
        Term(
            result.title,
            percent(share) + (f", weight {result.weight:g}" if result.weight != 1 else ""),
            result.place,
            f"{objective.ref}#{result.id}",
            share,
            result.weight,
        )
        for result, share, objective in parts
    )
    left_out = f" {missing} without data {'is' if missing == 1 else 'are'} left out." if missing else ""
    if mean is None:
        return Explanation(f"There is no {what} yet.{left_out}", terms)
    weighted = "weighted " if len({result.weight for result, _, _ in parts}) > 1 else ""
    return Explanation(
        f"The {weighted}mean of {len(parts)} key result{'s' if len(parts) != 1 else ''}: {percent(mean)}.{left_out}",
        terms,
        "mean",
    )
