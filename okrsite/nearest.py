"""Which name was probably meant: for the hints of problems about names that aren't there.

Decides how much is spent on it. A hint is a kindness; thousands of wrong names beside thousands of right ones would
cost their product.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

MOST_COMPARED = 2_000_000
"""Names that are looked at for all hints together: some thousand hints in a company of a thousand teams."""
_LONGEST = 200
"""Characters; what is longer is no slip of the pen."""
_FINALISTS = 20
_EACH = 500
"""Names as which a hint counts by itself."""


class NameSuggester:
    """Finds the name that is most like a text, until it has looked at very many."""

    def __init__(self) -> None:
        """Begin with all there is to spend."""
        self._left = MOST_COMPARED

    def find_similar(self, typed: str, names: Collection[str], cutoff: int) -> str:
        """Return the name with most letters in common, at least so many percent; empty where there is none."""
        closest = self._find_candidates(typed, names, cutoff, 1)
        return closest[0] if closest else ""

    def find_closest(self, typed: str, names: Collection[str], cutoff: float = 0.6) -> str:
        """Return the name that `difflib` finds closest, at least so alike (0.0 to 1.0); empty where there is none.

        Whatever it calls alike has as many letters in common, and those are found a thousand times as fast.
        """
        near = get_close_matches(typed, self._find_candidates(typed, names, cutoff * 100, _FINALISTS), 1, cutoff)
        return near[0] if near else ""

    def _find_candidates(self, typed: str, names: Collection[str], cutoff: float, limit: int) -> list[str]:
        if self._left <= 0 or len(typed) > _LONGEST:
            return []
        # Where all names are there, nobody waits for this.
        from rapidfuzz import fuzz, process

        self._left -= len(names) + _EACH
        short = [name for name in names if len(name) <= _LONGEST]
        return [
            name for name, _, _ in process.extract(typed, short, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        ]


def find_close_name(typed: str, names: Collection[str]) -> str:
    """Return the name that somebody probably meant, for a hint that is given by itself; empty where none is near."""
    return NameSuggester().find_closest(typed[:_LONGEST], names)


def suggest_name(name: str, otherwise: str) -> str:
    """Return the hint with a name that is near, or another one where there is none."""
    return f"Did you mean '{name}'?" if name else otherwise
