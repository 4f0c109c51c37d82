"""Chains of objectives that carry one another on from cycle to cycle, and which of them is the current one.

An objective that is carried from quarter to quarter is one goal with several copies. Where copies of it link up to the
same goal, one of them counts there: the last whose cycle has begun. What two objectives carry on is two goals from then
on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from okrsite.alignment.links import Link
from okrsite.model.refs import ObjectiveRef


class Chains:
    """The chains of an organisation: who carries on whom, over any number of steps, is told without walking."""

    def __init__(
        self,
        continues: Mapping[ObjectiveRef, Link],
        continued_by: Mapping[ObjectiveRef, tuple[Link, ...]],
        begun: Collection[ObjectiveRef],
    ) -> None:
        """Number all copies, each behind what it carries on; a circle has no beginning, and is no chain.

        Args:
            continues: What each objective carries on.
            continued_by: By what each is carried on.
            begun: The objectives whose cycle has begun.
        """
        self._begun = begun
        self._spans: dict[ObjectiveRef, tuple[int, int]] = {}
        """The number of each copy, and the last number of what carries it on."""
        for first in continued_by:
            if first not in continues:
                self._number_copies(first, continued_by)

    def _number_copies(self, first: ObjectiveRef, continued_by: Mapping[ObjectiveRef, tuple[Link, ...]]) -> None:
        entered: dict[ObjectiveRef, int] = {}
        waiting = [(first, False)]
        number = len(self._spans)
        while waiting:
            ref, is_left = waiting.pop()
            if is_left:
                self._spans[ref] = (entered[ref], number - 1)
                continue
            entered[ref] = number
            number += 1
            waiting.append((ref, True))
            waiting += [(link.source, False) for link in continued_by.get(ref, ())]

    def find_superseded(self, refs: Sequence[ObjectiveRef]) -> frozenset[ObjectiveRef]:
        """Return which of some objectives don't count beside the others, because another copy is the current one.

        A copy gives way to a later one that has begun, and one that hasn't begun to an earlier one.
        """
        if len(refs) < 2:
            return frozenset()
        pairs = list(self._pair_with_earlier_copies(refs))
        superseded = {ref for ref, earlier in pairs if earlier is not None and ref not in self._begun}
        is_carried_on: set[ObjectiveRef] = set()
        for ref, earlier in reversed(pairs):  # the latest copies first
            if earlier is not None and (ref in self._begun or ref in is_carried_on):
                is_carried_on.add(earlier)
        return frozenset(superseded | is_carried_on)

    def _pair_with_earlier_copies(
        self, refs: Sequence[ObjectiveRef]
    ) -> Iterator[tuple[ObjectiveRef, ObjectiveRef | None]]:
        """Yield those that are in a chain, the earlier first, each with the nearest earlier copy among them."""
        spans = self._spans
        line: list[ObjectiveRef] = []
        for ref in sorted((ref for ref in set(refs) if ref in spans), key=lambda ref: spans[ref][0]):
            while line and spans[line[-1]][1] < spans[ref][0]:
                line.pop()
            yield ref, line[-1] if line else None
            line.append(ref)
