"""Which gaps come first, which are those of planned cycles, and who is the one to talk to about each."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from typing import TypeVar

import msgspec

from okrsite.model.refs import ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.views import NameView

Item = TypeVar("Item")
"""What a gap is; of no interest here."""
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


class GapRanking:
    """Which gaps come first: what is in trouble, then what stands near the company's goals."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups; what an objective and a unit weigh is found once for all gaps that are about it."""
        self._context = context
        self._planned = frozenset(cycle for cycle in context.organisation.cycles if context.days.is_planned(cycle))
        self._weights: dict[ObjectiveRef, tuple[int, int]] = {}
        self._depths: dict[str, int] = {}

    def is_planned(self, gap: RankedGap) -> bool:
        """Whether a gap is one of a cycle that hasn't begun: it can wait until its goals are settled."""
        return bool(self._planned) and any(ref.cycle in self._planned for ref in gap.refs)

    def choose_weightiest(
        self, gaps: Iterable[tuple[RankedGap, Item]], most: int
    ) -> tuple[tuple[RankedGap, Item], ...]:
        """Return so many gaps at most, the weightiest first; of the same weight, in the order given."""
        return tuple(nsmallest(most, gaps, key=lambda pair: self._rank(pair[0])))

    def _rank(self, gap: RankedGap) -> tuple[int, int]:
        weights = [self._weights.get(ref) or self._weigh(ref) for ref in gap.refs]
        return min((worst for worst, _ in weights), default=0), min((depth for _, depth in weights), default=0)

    def _weigh(self, ref: ObjectiveRef) -> tuple[int, int]:
        unit = ref.unit
        depth = self._depths.get(unit)
        if depth is None:
            depth = self._depths[unit] = len(self._context.organisation.list_ancestry(unit))
        worst = _STATUSES.get(self._context.build_status(ref).key, len(_STATUSES))
        weight = self._weights[ref] = (worst, depth)
        return weight


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
