"""The neighbourhood of some objectives, gathered from near to far until a map is full of cards or of lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from okrsite.alignment.graph import Alignment
from okrsite.alignment.links import Link
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.snapshot import Snapshot


def select_nodes(snapshot: Snapshot, objectives: Iterable[Objective]) -> list[ObjectiveRef]:
    """Return which of some objectives are nodes of maps: all but dropped ones, which are on their own only."""
    return [objective.ref for objective in objectives if objective.ref not in snapshot.measures.dropped]


def list_cycle_nodes(snapshot: Snapshot, cycle: str) -> list[ObjectiveRef]:
    """Return the nodes of the map of all units on the days of a cycle, by its id."""
    return select_nodes(snapshot, snapshot.organisation.list_running_objectives(cycle))


def list_leaving_links(alignment: Alignment, ref: ObjectiveRef) -> tuple[Link, ...]:
    """Return the links that a map draws from an objective."""
    return alignment.up.get(ref, ()) + alignment.needs.get(ref, ())


def _count_lines(alignment: Alignment, ref: ObjectiveRef, others: Collection[ObjectiveRef]) -> int:
    """Return how many lines lead from an objective to others and from them to it."""
    to = {(link.target, link.serves) for link in list_leaving_links(alignment, ref) if link.target in others}
    back = (*alignment.down.get(ref, ()), *alignment.needed_by.get(ref, ()))
    return len(to) + len({(link.source, link.serves) for link in back if link.source in others})


@dataclass(slots=True)
class Neighbourhood:
    """The objectives of a neighbourhood, in the order in which they were found, until a map is full."""

    snapshot: Snapshot
    refs: dict[ObjectiveRef, None]
    most: int
    lines: int = 0
    """Lines among them, once they were thinned out."""
    full: bool = False
    """Whether anything had to be left out."""

    def add(self, candidates: Iterable[ObjectiveRef]) -> list[ObjectiveRef]:
        """Take in what is new and fits; return it."""
        new = [
            ref
            for ref in dict.fromkeys(candidates)
            if ref not in self.refs and ref not in self.snapshot.measures.dropped
        ]
        room = self.most - len(self.refs)
        self.full |= len(new) > room
        self.refs.update(dict.fromkeys(new[:room]))
        return new[:room]

    def add_layers(
        self, start: Sequence[ObjectiveRef], step: Callable[[ObjectiveRef], Iterator[ObjectiveRef]], *, whole: bool
    ) -> list[ObjectiveRef]:
        """Go on from layer to layer and return what was taken in.

        `whole` leaves out a layer that doesn't fit altogether: half a level would look like all of it. Of the first
        layer, as much stays as there is room for.
        """
        taken: list[ObjectiveRef] = []
        layer = list(start)
        while layer and not self.full:
            following = [neighbour for ref in layer for neighbour in step(ref)]
            if whole and taken and self._is_too_large(following):
                self.full = True
                break
            layer = self.add(following)
            taken += layer
        return taken

    def thin_out(self, own: Sequence[ObjectiveRef], most: int) -> None:
        """Leave out the farthest, until there are no more lines among the rest than a map can show."""
        kept: dict[ObjectiveRef, None] = {}
        for ref in self.refs:
            more = _count_lines(self.snapshot.alignment, ref, kept)
            if self.lines + more > most and kept:
                self.full = True
                break
            self.lines += more
            kept[ref] = None
        self.refs = {**kept, **dict.fromkeys(own)}

    def _is_too_large(self, candidates: Iterable[ObjectiveRef]) -> bool:
        new = {ref for ref in candidates if ref not in self.refs and ref not in self.snapshot.measures.dropped}
        return len(self.refs) + len(new) > self.most
