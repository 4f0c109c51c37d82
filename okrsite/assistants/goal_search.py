"""Finds objectives by words: of their titles and key results, of whose they are, and of what they are tagged with."""

from __future__ import annotations

from rapidfuzz import fuzz

from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.search.words import fold, list_words
from okrsite.snapshot import Snapshot

_ALIKE = 80
"""Percent from which on two words count as one that was mistyped."""


class GoalSearch:
    """The words of all objectives of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Collect them."""
        organisation = snapshot.organisation
        self._titles: dict[ObjectiveRef, str] = {}
        self._words: dict[ObjectiveRef, frozenset[str]] = {}
        self._ends: dict[ObjectiveRef, int] = {}
        people = organisation.people

        def collect_words(objective: Objective) -> frozenset[str]:
            owner = people.get(objective.owner or "")
            unit = organisation.units[objective.unit].name
            texts = (objective.ref, objective.title, unit, owner.name if owner else "", *objective.tags)
            results = (text for result in objective.key_results for text in (result.id, result.title))
            return frozenset(word for text in (*texts, *results) for word in list_words(text))

        for ref, objective in organisation.objectives.items():
            self._titles[ref] = fold(objective.title)
            self._words[ref] = collect_words(objective)
            self._ends[ref] = organisation.cycles[objective.cycle].end.toordinal()

    def find(self, text: str) -> list[ObjectiveRef]:
        """Return the objectives that have all words of a text, or beginnings of them: in titles first, newest first.

        Where none has them, those are returned that have words like them.
        """
        words = list_words(text)
        if not words:
            return []
        for is_meant in (_begins, _is_alike):
            found = [
                ref
                for ref, known in self._words.items()
                if all(any(is_meant(word, other) for other in known) for word in words)
            ]
            if found:
                return sorted(found, key=lambda ref: (-self._count_in_title(ref, words), -self._ends[ref], ref))
        return []

    def _count_in_title(self, ref: ObjectiveRef, words: list[str]) -> int:
        return sum(word in self._titles[ref] for word in words)


def _begins(word: str, other: str) -> bool:
    return other.startswith(word)


def _is_alike(word: str, other: str) -> bool:
    return fuzz.ratio(word, other) >= _ALIKE
