"""What people answer to links and likenesses: a dependency is confirmed, two things are declared to be different.

Decides which dependencies count as agreed on by both sides. An answer looks at something that is there already, so a
reference into another time is no surprise here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from okrsite.alignment.links import Link
from okrsite.alignment.references import LinkEnd, ReferenceResolver
from okrsite.model.objectives import Objective, TypedLink
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef


class Distinction(msgspec.Struct, frozen=True):
    """Somebody's word that two things only look alike, with the reason."""

    source: ObjectiveRef
    """The objective in which it was typed."""
    target: ObjectiveRef
    """The other objective."""
    target_result: str | None
    """The other's key result that is meant; None for all of the objective."""
    because: str


def collect_confirmations(
    organisation: Organisation, resolver: ReferenceResolver, needs: Iterable[Link], upward: Iterable[Link]
) -> frozenset[tuple[ObjectiveRef, ObjectiveRef]]:
    """Return the dependencies that both sides know of, as (who needs it, who gives it).

    The other side answers by `confirms`, by doing it jointly (`with`), or by any link of its own to who needs it.
    Within one unit nobody has to answer.
    """
    objectives = organisation.objectives
    needs = tuple(needs)
    said = {(link.target, link.source) for link in (*needs, *upward)}
    for objective in objectives.values():
        said |= {
            (end.objective.ref, objective.ref)
            for _, end in _resolve_references(objective.confirms, objective, resolver)
        }
    return frozenset(
        (link.source, link.target)
        for link in needs
        if (link.source, link.target) in said
        or objectives[link.source].unit in (objectives[link.target].unit, *objectives[link.target].joint)
    )


def collect_distinctions(organisation: Organisation, resolver: ReferenceResolver) -> tuple[Distinction, ...]:
    """Return what `differs_from` declares; without a reason it ends no question."""
    return tuple(
        Distinction(objective.ref, end.objective.ref, end.key_result_id, reference.because)
        for objective in organisation.objectives.values()
        for reference, end in _resolve_references(objective.differs_from, objective, resolver)
        if reference.because
    )


def _resolve_references(
    references: Iterable[TypedLink], objective: Objective, resolver: ReferenceResolver
) -> Iterator[tuple[TypedLink, LinkEnd]]:
    for reference in references:
        end = resolver.resolve(reference, objective, back=True)
        if end is not None and end.objective.ref != objective.ref:
            yield reference, end
