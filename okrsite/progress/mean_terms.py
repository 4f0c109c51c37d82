"""The means of an objective in words and terms: what went into them, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from okrsite.languages.words import mark_text, translate, translate_plural
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
            mark_text("There is no progress yet."),
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
            mark_text("There is no expected progress yet."),
            numbers.expected,
            (
                *(_build_term(objective, key_result, made.expected) for key_result, made in counted),
                *(build_share_term(other, made.expected, other.place) for other, made in measured),
            ),
            told,
            missing,
        ),
        _explain_mean(
            mark_text("There is no confidence yet."),
            numbers.confidence,
            tuple(
                _build_term(objective, key_result, measure.current_values.confidence)
                for key_result, measure in pairs
                if measure.current_values.confidence is not None
            ),
            own,
        ),
        _explain_mean(
            mark_text("There is no grade yet."),
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
        return " " + translate("Nothing contributes directly, so its own key results count.")
    if parts.lacking == "circle":
        return " " + translate("Its links form a circle, so its own key results count.")
    return " " + translate("Its own key results don't count in it.") if parts.source == "aligned" else ""


def _describe_baselines(objective: Objective) -> str:
    number = sum(key_result.is_baseline for key_result in objective.key_results)
    if not number:
        return ""
    return " " + translate_plural(
        "{number} finds out where we are, and counts in no mean.",
        "{number} find out where we are, and counts in no mean.",
        number,
    )


def _describe_missing(key_results: int, objectives: int) -> str:
    counts = []
    if key_results:
        counts.append(
            translate_plural("{number} without data is left out.", "{number} without data are left out.", key_results)
        )
    if objectives:
        counts.append(
            translate_plural(
                "{number} that contributes has no data yet and is left out.",
                "{number} that contribute have no data yet and are left out.",
                objectives,
            )
        )
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
    lacking: str, mean: float | None, terms: tuple[Term, ...], rule: ExplanationRule, remarks: str = ""
) -> Explanation:
    """Return how a number of an objective came about.

    Args:
        lacking: What is said where there is none.
        mean: Its value, 0.0 to 1.0; None where there is none.
        terms: The key results that count, then the objectives.
        rule: Whether it is told in whole percent.
        remarks: What is left out for lack of data, and what counts where that isn't the usual, in sentences.
    """
    if mean is None:
        return Explanation(translate(lacking) + remarks, terms, rule if terms else None)
    known = [term for term in terms if term.number is not None]
    counted, percent = _count_terms(known), format_percent(mean)
    if len({term.weight for term in known}) > 1:
        said = translate("The weighted mean of {parts}: {percent}.", parts=counted, percent=percent)
    else:
        said = translate("The mean of {parts}: {percent}.", parts=counted, percent=percent)
    return Explanation(said + remarks, terms, rule)


def _count_terms(terms: Sequence[Term]) -> str:
    objectives = sum(isinstance(term.ref, ObjectiveRef) for term in terms)
    key_results = len(terms) - objectives
    own = translate_plural("{number} key result", "{number} key results", key_results)
    if not objectives:
        return own
    others = translate_plural(
        "{number} objective that contributes directly", "{number} objectives that contribute directly", objectives
    )
    return translate("{first} and {last}", first=own, last=others) if key_results else others
