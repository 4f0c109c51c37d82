"""Means over objectives, each with its terms: of a unit, of a cycle, of its grades, of what is aligned with a goal.

The values are those of `measure`; what stands here says what went into them and what was left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.alignment.link_kinds import LinkKind
from okrsite.alignment.links import Link
from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_decimals
from okrsite.problems import Place
from okrsite.progress.explanation import Explanation, Term, choose_mean_rule, describe_weight, format_percent
from okrsite.progress.measure import Measures
from okrsite.progress.rollup import average_progress, compute_weighted_mean

_ALIGNED_SENTENCES: Mapping[LinkKind, tuple[str, str, str]] = {
    "direct": (
        mark_text("No objectives contribute."),
        mark_text("The mean of the objectives that contribute: {percent}."),
        mark_text("The weighted mean of the objectives that contribute: {percent}."),
    ),
    "indirect": (
        mark_text("No objectives support."),
        mark_text("The mean of the objectives that support: {percent}."),
        mark_text("The weighted mean of the objectives that support: {percent}."),
    ),
}
"""By the kind of the links: what is said where there are none, of a mean, and of one whose terms weigh differently."""


class ExplainedMean(msgspec.Struct, frozen=True):
    """A mean with where it comes from."""

    value: float | None
    """0.0 to 1.0; None where there is nothing to take it of."""
    why: Explanation


def compute_progress_mean(objectives: Iterable[Objective], measures: Measures, of: str) -> ExplainedMean:
    """Return the mean progress of objectives; `of` says what they are of: `2026-Q4`."""
    listed = tuple(objectives)
    terms = tuple(_build_progress_term(objective, measures) for objective in listed)
    counted = (objective.ref for objective in listed if objective.ref not in measures.dropped)
    rule = choose_mean_rule(is_rounded=any(measures.objectives[ref].is_rounded for ref in counted))
    value = average_progress(listed, measures.objectives, measures.dropped)
    if not terms:
        return ExplainedMean(None, Explanation(translate("There are no objectives.")))
    if _are_weighted(terms):
        said = translate(
            "The weighted mean of the objectives with data in {of}: {percent}.", of=of, percent=format_percent(value)
        )
    else:
        said = translate(
            "The mean of the objectives with data in {of}: {percent}.", of=of, percent=format_percent(value)
        )
    return ExplainedMean(value, Explanation(said, terms, rule))


def _build_progress_term(objective: Objective, measures: Measures) -> Term:
    share = measures.objectives[objective.ref].progress
    if objective.ref in measures.dropped:
        return Term(objective.title, translate("dropped, left out"), objective.place, objective.ref)
    return build_share_term(objective, share, objective.place)


def build_share_term(objective: Objective, share: float | None, place: Place | None) -> Term:
    """Return an objective as a part of a mean, with its weight; what has no data is left out of it."""
    missing = share is None
    said = translate("no data yet, left out") if missing else format_percent(share) + describe_weight(objective.weight)
    return Term(objective.title, said, place, objective.ref, share, objective.weight)


def _are_weighted(terms: Iterable[Term]) -> bool:
    """Whether one of the terms that have a number weighs more than another."""
    return len({term.weight for term in terms if term.number is not None}) > 1


def compute_unit_mean(organisation: Organisation, measures: Measures, unit: str) -> ExplainedMean:
    """Return a unit's number: the mean over its active cycles, else over its newest."""
    cycles = measures.unit_cycles.get(unit, ())
    objectives = [objective for cycle in cycles for objective in organisation.list_objectives(unit, cycle)]
    return compute_progress_mean(objectives, measures, translate(" and ").join(cycles))


def compute_grade_mean(objectives: Iterable[Objective], measures: Measures, of: str) -> ExplainedMean:
    """Return the mean grade of the objectives that are fully graded; `of` as for `compute_progress_mean`."""
    terms = []
    for objective in objectives:
        grade = measures.objectives[objective.ref].grade
        if objective.ref in measures.dropped:
            terms.append(Term(objective.title, translate("dropped, left out"), objective.place, objective.ref))
        else:
            weight = describe_weight(objective.weight)
            said = translate("not graded, left out") if grade is None else format_decimals(grade) + weight
            terms.append(Term(objective.title, said, objective.place, objective.ref, grade, objective.weight))
    value = compute_weighted_mean([(term.number, term.weight) for term in terms if term.number is not None])
    if value is None:
        return ExplainedMean(None, Explanation(translate("Nothing is graded yet."), tuple(terms)))
    if _are_weighted(terms):
        said = translate(
            "The weighted mean of the graded objectives in {of}: {grade}.", of=of, grade=format_decimals(value)
        )
    else:
        said = translate("The mean of the graded objectives in {of}: {grade}.", of=of, grade=format_decimals(value))
    return ExplainedMean(value, Explanation(said, tuple(terms), "mean"))


def compute_aligned_mean(
    objective: Objective,
    organisation: Organisation,
    alignment: Alignment,
    measures: Measures,
    kind: LinkKind,
) -> ExplainedMean:
    """Return the mean progress of the objectives that link up to one by a kind that serves, direct or indirect.

    Dropped ones are left out of it, and of the list; of a goal that was carried on, the copies that don't count are
    listed, unless no copy counts.
    """
    numbers = measures.objectives[objective.ref]
    value = numbers.aligned_direct if kind == "direct" else numbers.aligned_indirect
    superseded = numbers.aligned.superseded
    rounded = False
    terms: dict[ObjectiveRef, Term] = {}
    for link in alignment.down.get(objective.ref, ()):
        other = organisation.objectives[link.source]
        if link.kind == kind and other.ref not in measures.dropped:
            terms.setdefault(other.ref, _build_aligned_term(other, link, measures, superseded))
            rounded = rounded or (other.ref not in superseded and measures.objectives[other.ref].is_rounded)
    if superseded.issuperset(terms):
        terms.clear()
    none, mean, weighted_mean = _ALIGNED_SENTENCES[kind]
    if not terms:
        return ExplainedMean(None, Explanation(translate(none)))
    sentence = weighted_mean if _are_weighted(terms.values()) else mean
    rule = choose_mean_rule(is_rounded=rounded)
    said = translate(sentence, percent=format_percent(value))
    return ExplainedMean(value, Explanation(said, tuple(terms.values()), rule))


def _build_aligned_term(
    objective: Objective, link: Link, measures: Measures, superseded: Collection[ObjectiveRef]
) -> Term:
    if objective.ref in superseded:
        said = translate("of {cycle}, left out: its copy of another cycle counts", cycle=objective.cycle)
        return Term(objective.title, said, link.place, objective.ref, weight=0.0)
    share = measures.objectives[objective.ref].progress
    return build_share_term(objective, share, link.place)
