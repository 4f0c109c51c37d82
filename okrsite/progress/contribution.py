"""Contribution arithmetic: does what teams promise add up to what the key result above them plans?

Only movements in the same unit of measure are added; nothing is averaged across units.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from okrsite.alignment.gaps import UncountedLink, UncoveredResult
from okrsite.alignment.graph import Alignment
from okrsite.alignment.links import Link
from okrsite.languages.words import MarkedSentence, mark_sentence
from okrsite.model.objectives import KeyResult
from okrsite.model.organisation import Organisation
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.explanation import Explanation, Term, mark_quantity
from okrsite.sources.numbers import render_quantity

Verdict = Literal["covered", "short", "promised twice"]


class Contribution(msgspec.Struct, frozen=True):
    """What is promised below a key result, against its own planned movement."""

    planned: float
    """The key result's own movement, `to - from`, in its unit."""
    covered: float
    """The sum of what contributes to it, in the same unit."""
    verdict: Verdict
    sentence: MarkedSentence
    terms: tuple[Term, ...]

    @property
    def why(self) -> Explanation:
        """How `covered` came about."""
        return Explanation(self.sentence.translate(), self.terms, "sum")


def compute_contributions(
    organisation: Organisation, alignment: Alignment, standings: Mapping[KeyResultRef, CurrentValues]
) -> dict[KeyResultRef, Contribution]:
    """Return the contribution of each key result to which something comparable contributes, by reference."""
    incoming: dict[KeyResultRef, list[Link]] = {}
    for link in alignment.links:
        if link.counts and link.target_result is not None:
            incoming.setdefault(link.target.make_key_result_ref(link.target_result), []).append(link)
    contributions = {}
    for ref, links in incoming.items():
        key_result = organisation.objectives[ref.objective].find_key_result(ref.id)
        movement = _compute_planned_movement(key_result, standings.get(ref)) if key_result else None
        if key_result is None or not movement:
            continue
        if any(_is_target_withheld(link, organisation) for link in links):
            continue  # a sum without one of its parts would be wrong, and with it would tell the part
        parts = [
            (link, _compute_promised_movement(link, key_result, movement, organisation, standings)) for link in links
        ]
        known = [(link, part) for link, part in parts if part is not None]
        if known:
            contributions[ref] = _sum_promises(key_result, movement, known, organisation)
    return contributions


def find_uncovered_results(
    organisation: Organisation,
    contributions: Mapping[KeyResultRef, Contribution | None],
    open_refs: Collection[ObjectiveRef],
) -> tuple[UncoveredResult, ...]:
    """Return the key results of open objectives to which something else contributes than they plan."""
    return tuple(
        UncoveredResult(ref, key_result.id, contribution.sentence)
        for ref, objective in organisation.objectives.items()
        if ref in open_refs
        for key_result in objective.key_results
        if (contribution := contributions[ref.make_key_result_ref(key_result.id)]) is not None
        and contribution.verdict != "covered"
    )


def find_uncounted_links(
    organisation: Organisation, alignment: Alignment, open_refs: Collection[ObjectiveRef]
) -> tuple[UncountedLink, ...]:
    """Return the direct links between open key results that are measured in different units and say no share."""
    found = []
    for link in alignment.links:
        if not link.counts or link.source_result is None or link.target_result is None or link.share is not None:
            continue
        if link.source not in open_refs or link.target not in open_refs:
            continue
        child = organisation.objectives[link.source].find_key_result(link.source_result)
        parent = organisation.objectives[link.target].find_key_result(link.target_result)
        if child is None or parent is None or not (_has_number(child) and _has_number(parent)):
            continue
        if child.unit != parent.unit:
            found.append(UncountedLink(link, (child.unit, parent.unit), parent.sum_of is not None))
    return tuple(found)


def _has_number(key_result: KeyResult) -> bool:
    return key_result.kind in ("reach", "keep") and not key_result.withheld and not key_result.is_dropped


def _is_target_withheld(link: Link, organisation: Organisation) -> bool:
    """Whether what a link promises may be withheld: by its key result, or by an objective that tells no numbers."""
    source = organisation.objectives[link.source]
    if link.source_result is None:
        return (
            link.share is None
            and any(map(_is_withheld, source.key_results))
            and all(map(_is_withheld, source.key_results))
        )
    key_result = source.find_key_result(link.source_result)
    return key_result is not None and _is_withheld(key_result)


def _is_withheld(key_result: KeyResult) -> bool:
    return key_result.withheld is not None


def _compute_planned_movement(key_result: KeyResult, standing: CurrentValues | None) -> float | None:
    if key_result.kind != "reach" or key_result.target is None or standing is None or standing.start is None:
        return None
    return key_result.target.value - standing.start.value


def _compute_promised_movement(
    link: Link,
    parent: KeyResult,
    movement: float,
    organisation: Organisation,
    standings: Mapping[KeyResultRef, CurrentValues],
) -> float | None:
    """Return what one link promises: the typed share of the parent's movement, else the child's own movement."""
    if link.share is not None:
        return link.share * movement
    if link.source_result is None:
        return None
    child = organisation.objectives[link.source].find_key_result(link.source_result)
    if child is None or child.unit != parent.unit:
        return None
    return _compute_planned_movement(child, standings.get(link.source.make_key_result_ref(link.source_result)))


def _sum_promises(
    key_result: KeyResult, movement: float, parts: list[tuple[Link, float]], organisation: Organisation
) -> Contribution:
    covered = sum(part for _, part in parts)
    # Movements may fall as well as rise: compared is how far the promises go in the parent's own direction.
    ratio = covered / movement
    unit = key_result.unit
    planned_text, covered_text = mark_quantity(movement, unit), mark_quantity(covered, unit)
    verdict: Verdict
    if abs(ratio - 1) < 1e-9:
        verdict, sentence = (
            "covered",
            mark_sentence("What contributes adds up to the planned {planned}.", planned=planned_text),
        )
    elif ratio < 1:
        verdict = "short"
        missing = mark_quantity(abs(movement - covered), unit)
        sentence = mark_sentence(
            "What contributes adds up to {covered} of {planned} planned: short by {missing}.",
            covered=covered_text,
            planned=planned_text,
            missing=missing,
        )
    else:
        verdict = "promised twice"
        twice = mark_quantity(abs(covered - movement), unit)
        sentence = mark_sentence(
            "What contributes adds up to {covered} for a planned {planned}: {twice} are promised twice.",
            covered=covered_text,
            planned=planned_text,
            twice=twice,
        )
    terms = tuple(
        Term(organisation.objectives[link.source].title, render_quantity(part, unit), link.place, link.source_ref, part)
        for link, part in parts
    )
    return Contribution(movement, covered, verdict, sentence, terms)
