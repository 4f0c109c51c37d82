"""The graph of objectives as far as it decides how much of it pages show."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from okrsite.model.refs import ObjectiveRef
from okrsite.snapshot import Snapshot


def describe_graph(snapshot: Snapshot) -> object:
    """Return which objectives there are, in order, how they are linked, and which of them were dropped."""
    links = tuple((link.kind, link.source, link.target) for link in snapshot.alignment.links)
    return tuple(snapshot.organisation.objectives), links, snapshot.measures.dropped


class Below(msgspec.Struct, frozen=True):
    """How much there may be below an objective: never less than there is, for what is reached twice counts twice."""

    objectives: int
    lines: int
    """Lines that lead from these to anything."""


_NOTHING = Below(0, 0)


class GraphBounds:
    """Tells quickly how large parts of the graph can be at most: nearly always that is all there is to know."""

    def __init__(self, snapshot: Snapshot, most: int) -> None:
        """Count what is below each objective, up to `most`, which stands for more as well."""
        self._alignment = snapshot.alignment
        self._most = Below(most, most)
        self._below = self._count_below()

    def _count_below(self) -> dict[ObjectiveRef, Below]:
        """Go from those below which nothing is to those above; what is in a circle, or above one, isn't reached."""
        up, down = self._alignment.up, self._alignment.down
        missing = {ref: len(links) for ref, links in down.items() if links}
        below: dict[ObjectiveRef, Below] = {}
        ready = [ref for ref in up if ref not in missing]
        while ready:
            ref = ready.pop()
            sources = [link.source for link in down.get(ref, ())]
            objectives = sum(1 + self.get_below(source, below).objectives for source in sources)
            lines = sum(self._count_leaving(source) + self.get_below(source, below).lines for source in sources)
            most = self._most
            below[ref] = Below(min(objectives, most.objectives), min(lines, most.lines))
            for link in up.get(ref, ()):
                missing[link.target] -= 1
                if not missing[link.target]:
                    ready.append(link.target)
        return below

    def get_below(self, ref: ObjectiveRef, counted: dict[ObjectiveRef, Below] | None = None) -> Below:
        """Return how much there may be below an objective; `counted` has what is known while it is counted."""
        known = (self._below if counted is None else counted).get(ref)
        return known or (self._most if self._alignment.down.get(ref) else _NOTHING)

    def bound_neighbours(self, own: Iterable[ObjectiveRef]) -> int:
        """Return how many cards or lines, whichever are more, the map of some objectives has at most."""
        alignment = self._alignment
        refs = dict.fromkeys(own)
        waiting, below = list(refs), [self.get_below(ref) for ref in refs]
        beside = [link.target for ref in refs for link in alignment.needs.get(ref, ())]
        beside += [link.source for ref in refs for link in alignment.needed_by.get(ref, ())]
        while waiting:
            for link in alignment.up.get(waiting.pop(), ()):
                if link.target not in refs:
                    refs[link.target] = None
                    waiting.append(link.target)
        refs.update(dict.fromkeys(beside))
        cards = len(refs) + sum(part.objectives for part in below)
        return max(cards, sum(map(self._count_leaving, refs)) + sum(part.lines for part in below))

    def _count_leaving(self, ref: ObjectiveRef) -> int:
        return len(self._alignment.up.get(ref, ())) + len(self._alignment.needs.get(ref, ()))
