"""The mean of an objective's key results in words and terms: what went into it, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.model.objectives import KeyResult, Objective
from okrsite.progress.explanation import Explanation, Term, describe_weight, format_percent


def explain_mean(
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
            key_result.title,
            format_percent(share) + describe_weight(key_result.weight),
            key_result.place,
            objective.ref.make_key_result_ref(key_result.id),
            share,
            key_result.weight,
        )
        for key_result, share, objective in parts
    )
    left_out = f" {missing} without data {'is' if missing == 1 else 'are'} left out." if missing else ""
    if mean is None:
        return Explanation(f"There is no {what} yet.{left_out}", terms)
    weighted = "weighted " if len({key_result.weight for key_result, _, _ in parts}) > 1 else ""
    return Explanation(
        f"The {weighted}mean of {len(parts)} key result{'s' if len(parts) != 1 else ''}: {format_percent(mean)}"
        f".{left_out}",
        terms,
        "mean",
    )
