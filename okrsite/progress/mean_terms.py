"""The means of an objective's key results in words and terms: what went into them, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import KeyResultRef
from okrsite.progress.explanation import Explanation, Term, describe_weight, format_percent
from okrsite.progress.key_results import clamp_share
from okrsite.progress.measures import KeyResultMeasure, ObjectiveMeasure


class ObjectiveExplanations(msgspec.Struct, frozen=True):
    """How the numbers of an objective came about."""

    progress: Explanation
    expected: Explanation
    confidence: Explanation
    grade: Explanation


def explain_objective(
    objective: Objective, numbers: ObjectiveMeasure, results: Mapping[KeyResultRef, KeyResultMeasure]
) -> ObjectiveExplanations:
    """Return how an objective's numbers came about; `results` are those of its key results."""
    pairs = [
        (key_result, results[objective.ref.make_key_result_ref(key_result.id)]) for key_result in objective.key_results
    ]
    known = [(key_result, measure, measure.progress) for key_result, measure in pairs if measure.progress is not None]
    confident = [
        (key_result, measure.current_values.confidence)
        for key_result, measure in pairs
        if measure.current_values.confidence is not None
    ]
    return ObjectiveExplanations(
        _explain_mean(
            objective,
            "progress",
            numbers.progress,
            [(key_result, clamp_share(share)) for key_result, _, share in known],
            numbers.without_data,
        ),
        _explain_mean(
            objective,
            "expected progress",
            numbers.expected,
            [(key_result, measure.expected) for key_result, measure, _ in known],
            numbers.without_data,
        ),
        _explain_mean(objective, "confidence", numbers.confidence, confident, 0),
        _explain_mean(
            objective,
            "grade",
            numbers.grade,
            [(key_result, key_result.grade) for key_result, _ in pairs if key_result.counts_in_grade],
            0,
        ),
    )


def _explain_mean(
    objective: Objective, what: str, mean: float | None, parts: Sequence[tuple[KeyResult, float | None]], missing: int
) -> Explanation:
    """Return how the mean of an objective's key results came about.

    Args:
        objective: The objective.
        what: What it is a mean of: `progress`, `confidence`.
        mean: Its value, 0.0 to 1.0; None where there is none.
        parts: The key results that count, each with its number.
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
        for key_result, share in parts
    )
    left_out = f" {missing} without data {'is' if missing == 1 else 'are'} left out." if missing else ""
    if mean is None:
        return Explanation(f"There is no {what} yet.{left_out}", terms)
    weighted = "weighted " if len({key_result.weight for key_result, _ in parts}) > 1 else ""
    return Explanation(
        f"The {weighted}mean of {len(parts)} key result{'s' if len(parts) != 1 else ''}: {format_percent(mean)}"
        f".{left_out}",
        terms,
        "mean",
    )
