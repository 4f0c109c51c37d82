"""Which gaps come first, which are those of planned cycles, and who is the one to talk to about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from okrsite.model.refs import ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.views import NameView

Build = TypeVar("Build")
"""What makes the entry of a gap; of no interest here."""
_STATUSES = {"off": 0, "risk": 1}
"""By mark: what is in trouble comes first."""


class RankedGap(msgspec.Struct, frozen=True):
    """A gap, as what decides on its place."""

    refs: tuple[ObjectiveRef, ...]
    """The objectives that it is about; empty where it is about units."""
    key_result: str | None = None
    """The key result of the first that it is about."""
    contacts: tuple[ObjectiveRef, ...] = ()
    """The objectives whose owners are to be talked to."""
    leads: tuple[str, ...] = ()
    """The units whose leads are."""


def is_planned(context: ViewContext, gap: RankedGap) -> bool:
    """Whether a gap is one of a cycle that hasn't begun: it can wait until its goals are settled."""
    return any(context.days.is_planned(ref.cycle) for ref in gap.refs)


def sort_gaps(context: ViewContext, gaps: Iterable[tuple[RankedGap, Build]]) -> list[tuple[RankedGap, Build]]:
    """Return gaps with the weightiest first: what is in trouble, then what stands near the company's goals."""
    depths: dict[str, int] = {}

    def find_depth(unit: str) -> int:
        if unit not in depths:
            depths[unit] = len(context.organisation.list_ancestry(unit))
        return depths[unit]

    def rank(gap: RankedGap) -> tuple[int, int]:
        if not gap.refs:
            return 0, 0
        worst = min(_STATUSES.get(context.build_status(ref).key, len(_STATUSES)) for ref in gap.refs)
        return worst, min(find_depth(ref.unit) for ref in gap.refs)

    return sorted(gaps, key=lambda pair: rank(pair[0]))


def list_contacts(context: ViewContext, gap: RankedGap) -> tuple[NameView, ...]:
    """Return who is to be talked to about a gap: owners, and where nobody owns it the leads of units."""
    people = []
    for ref in gap.contacts:
        objective = context.organisation.objectives[ref]
        key_result = objective.find_key_result(gap.key_result) if gap.key_result and ref == gap.refs[0] else None
        owner = (key_result.owner if key_result else None) or objective.owner
        people.append(owner or context.organisation.units[ref.unit].lead)
    people += [context.organisation.units[unit].lead for unit in gap.leads]
    return context.list_people(dict.fromkeys(person for person in people if person))
