"""How many objectives stand below each one, in graphs where counting them one by one would take too long.

What is below an objective is a number with one bit for each objective, put together from those of what is right below
it: a walk over all links, once, whoever asks afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from okrsite.alignment.circles import find_strongly_connected_components
from okrsite.model.refs import ObjectiveRef


class Below(msgspec.Struct, frozen=True, dict=True):
    """What is below each objective, given by what is right below it."""

    right_below: Mapping[ObjectiveRef, Sequence[ObjectiveRef]]

    @cached_property
    def _bits(self) -> dict[ObjectiveRef, int]:
        refs = (ref for lower in self.right_below.values() for ref in lower)
        return {ref: 1 << position for position, ref in enumerate(dict.fromkeys([*self.right_below, *refs]))}

    @cached_property
    def _below(self) -> dict[ObjectiveRef, int]:
        """The set below each objective, whoever is in a circle with others included."""
        below: dict[ObjectiveRef, int] = {}
        # Each group comes after those that it leads to.
        for group in find_strongly_connected_components(self.right_below):
            bits = self._pack_bits(group) if len(group) > 1 else 0
            for ref in group:
                for lower in self.right_below.get(ref, ()):
                    if lower not in group:
                        bits |= self._bits[lower] | below.get(lower, 0)
            below.update(dict.fromkeys(group, bits))
        return below

    def count_hidden(self, refs: Iterable[ObjectiveRef], shown: Iterable[ObjectiveRef]) -> dict[ObjectiveRef, int]:
        """Return how many are below each of some objectives and not among those that are shown."""
        seen = ~self._pack_bits(shown)
        return {ref: (self._below.get(ref, 0) & seen & ~self._bits.get(ref, 0)).bit_count() for ref in refs}

    def _pack_bits(self, refs: Iterable[ObjectiveRef]) -> int:
        bits = 0
        for ref in refs:
            bits |= self._bits.get(ref, 0)
        return bits
