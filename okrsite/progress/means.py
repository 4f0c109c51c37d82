"""Means over objectives, each with its terms: of a unit, of a cycle, of its grades, of what is aligned with a goal.

The values are those of `measure`; what stands here says what went into them and what was left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.alignment.graph import Alignment
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.progress.explanation import Explanation, Term, percent
from okrsite.progress.measure import Measures, mean, reported


@dataclass(frozen=True, slots=True)
class Mean:
    """A plain mean with where it comes from."""

    value: float | None
    """0.0 to 1.0; None where there is nothing to take it of."""
    why: Explanation


def dropped(each: Objective, measures: Measures) -> bool:
    """Whether an objective was dropped, and so is left out of every mean."""
    return reported(each, measures.today) == "dropped"


def progress_mean(objectives: Iterable[Objective], measures: Measures, of: str) -> Mean:
    """Return the mean progress of objectives; `of` says what they are of: `2026-Q4`."""
    terms = tuple(_progress_term(each, measures) for each in objectives)
    value = mean(term.number for term in terms)
    if not terms:
        return Mean(None, Explanation("There are no objectives."))
    return Mean(value, Explanation(f"The mean of the objectives with data in {of}: {percent(value)}.", terms, "mean"))


def _progress_term(each: Objective, measures: Measures) -> Term:
    share = measures.objectives[each.ref].progress
    if dropped(each, measures):
        return Term(each.title, "dropped, left out", each.place, each.ref)
    said = "no data yet, left out" if share is None else percent(share)
    return Term(each.title, said, each.place, each.ref, share)


def unit_mean(organisation: Organisation, measures: Measures, unit: str) -> Mean:
    """Return a unit's number: the mean over its active cycles, else over its newest."""
    cycles = measures.unit_cycles.get(unit, ())
    objectives = [each for cycle in cycles for each in organisation.of(unit, cycle)]
    return progress_mean(objectives, measures, " and ".join(cycles))


def grade_mean(objectives: Iterable[Objective], measures: Measures, of: str) -> Mean:
    """Return the mean grade of the objectives of which all key results are graded; `of` as for `progress_mean`."""
    terms = []
    for each in objectives:
        grade = measures.objectives[each.ref].grade
        if dropped(each, measures):
            terms.append(Term(each.title, "dropped, left out", each.place, each.ref))
        else:
            said = "not graded, left out" if grade is None else f"{grade:.2f}"
            terms.append(Term(each.title, said, each.place, each.ref, grade))
    value = mean(term.number for term in terms)
    if value is None:
        return Mean(None, Explanation("Nothing is graded yet.", tuple(terms)))
    return Mean(value, Explanation(f"The mean of the graded objectives in {of}: {value:.2f}.", tuple(terms), "mean"))


def aligned_mean(
    objective: Objective, organisation: Organisation, alignment: Alignment, measures: Measures, kind: str
) -> Mean:
    """Return the mean progress of the objectives of other units that link up to one by a `kind`, direct or indirect.

    Dropped ones are left out of it, and of the list.
    """
    numbers = measures.objectives[objective.ref]
    value = numbers.aligned_direct if kind == "direct" else numbers.aligned_indirect
    terms: dict[str, Term] = {}
    for link in alignment.down.get(objective.ref, ()):
        other = organisation.objectives[link.source]
        if link.kind == kind and other.unit != objective.unit and not dropped(other, measures):
            share = measures.objectives[other.ref].progress
            said = "no data yet, left out" if share is None else percent(share)
            terms.setdefault(other.ref, Term(other.title, said, link.place, other.ref, share))
    verb = "contribute" if kind == "direct" else "support"
    if not terms:
        return Mean(None, Explanation(f"No objectives of other units {verb}."))
    sentence = f"The plain mean of the objectives of other units that {verb}: {percent(value)}."
    return Mean(value, Explanation(sentence, tuple(terms.values()), "mean"))
