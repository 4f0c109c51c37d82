"""The means of an objective in words and terms: what went into them, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.explanation import (
    Explanation,
    ExplanationRule,
    Term,
    choose_mean_rule,
    describe_weight,
    format_percent,
)
from okrsite.progress.key_results import clamp_share
from okrsite.progress.means import build_share_term
from okrsite.progress.measures import Measures
from okrsite.progress.progress_sources import CountedParts
from okrsite.progress.rollup import has_withheld_numbers


class ObjectiveExplanations(msgspec.Struct, frozen=True):
    """How the numbers of an objective came about."""

    progress: Explanation
    expected: Explanation
    confidence: Explanation
    grade: Explanation


def explain_objective(objective: Objective, organisation: Organisation, measures: Measures) -> ObjectiveExplanations:
    """Return how an objective's numbers came about."""
    numbers, parts = measures.objectives[objective.ref], measures.objectives[objective.ref].parts
    pairs = [
        (key_result, measures.key_results[objective.ref.make_key_result_ref(key_result.id)])
        for key_result in objective.key_results
    ]
    known = [(key_result, measure) for key_result, measure in pairs if measure.progress is not None]
    counted = known if parts.counts_key_results else []
    others = [(organisation.objectives[ref], measures.objectives[ref]) for ref in parts.objectives]
    measured = [(other, made) for other, made in others if made.progress is not None]
    told, own = (
        choose_mean_rule(is_rounded=rounded) for rounded in (numbers.is_rounded, has_withheld_numbers(objective))
    )
    missing = _describe_missing(numbers.without_data, len(others) - len(measured))
    return ObjectiveExplanations(
        _explain_mean(
            "progress",
            numbers.progress,
            (
                *(
                    _build_term(objective, key_result, clamp_share(made.progress))
                    for key_result, made in counted
                    if made.progress is not None
                ),
                *(build_share_term(other, made.progress, other.place) for other, made in others),
            ),
            told,
            missing + _describe_choice(parts) + _describe_baselines(objective),
        ),
        _explain_mean(
            "expected progress",
            numbers.expected,
            (
                *(_build_term(objective, key_result, made.expected) for key_result, made in counted),
                *(build_share_term(other, made.expected, other.place) for other, made in measured),
            ),
            told,
            missing,
        ),
        _explain_mean(
            "confidence",
            numbers.confidence,
            tuple(
                _build_term(objective, key_result, measure.current_values.confidence)
                for key_result, measure in pairs
                if measure.current_values.confidence is not None
            ),
            own,
        ),
        _explain_mean(
            "grade",
            numbers.grade,
            tuple(
                _build_term(objective, key_result, key_result.grade)
                for key_result, _ in pairs
                if key_result.counts_in_grade
            ),
            own,
        ),
    )


def _describe_choice(parts: CountedParts) -> str:
    """Say what counts in an objective's progress, where that isn't its key results by themselves."""
    if parts.lacking == "nothing contributes":
        return " Nothing contributes directly, so its own key results count."
    if parts.lacking == "circle":
        return " Its links form a circle, so its own key results count."
    return " Its own key results don't count in it." if parts.source == "aligned" else ""


def _describe_baselines(objective: Objective) -> str:
    number = sum(key_result.is_baseline for key_result in objective.key_results)
    if not number:
        return ""
    return f" {number} find{'s' if number == 1 else ''} out where we are, and counts in no mean."


def _describe_missing(key_results: int, objectives: int) -> str:
    counts = []
    if key_results:
        counts.append(f"{key_results} without data {'is' if key_results == 1 else 'are'} left out.")
    if objectives:
        verb = "has no data yet and is" if objectives == 1 else "have no data yet and are"
        counts.append(f"{objectives} that contribute{'s' if objectives == 1 else ''} {verb} left out.")
    return "".join(f" {said}" for said in counts)


def _build_term(objective: Objective, key_result: KeyResult, share: float | None) -> Term:
    return Term(
        key_result.title,
        format_percent(share) + describe_weight(key_result.weight),
        key_result.place,
        objective.ref.make_key_result_ref(key_result.id),
        share,
        key_result.weight,
    )


def _explain_mean(
    what: str, mean: float | None, terms: tuple[Term, ...], rule: ExplanationRule, remarks: str = ""
) -> Explanation:
    """Return how a number of an objective came about.

    Args:
        what: What it is a mean of: `progress`, `confidence`.
        mean: Its value, 0.0 to 1.0; None where there is none.
        terms: The key results that count, then the objectives.
        rule: Whether it is told in whole percent.
        remarks: What is left out for lack of data, and what counts where that isn't the usual, in sentences.
    """
    if mean is None:
        return Explanation(f"There is no {what} yet.{remarks}", terms, rule if terms else None)
    known = [term for term in terms if term.number is not None]
    weighted = "weighted " if len({term.weight for term in known}) > 1 else ""
    return Explanation(f"The {weighted}mean of {_count_terms(known)}: {format_percent(mean)}.{remarks}", terms, rule)


def _count_terms(terms: Sequence[Term]) -> str:
    objectives = sum(isinstance(term.ref, ObjectiveRef) for term in terms)
    key_results = len(terms) - objectives
    counts = []
    if key_results or not objectives:
        counts.append(f"{key_results} key result{'s' if key_results != 1 else ''}")
    if objectives:
        counts.append(
            f"{objectives} objective{'s that contribute' if objectives != 1 else ' that contributes'} directly"
        )
    return " and ".join(counts)
