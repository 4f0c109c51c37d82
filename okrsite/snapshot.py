"""Everything that is known on one day: the model, its links, its numbers and what is wrong with it.

What writes pages, maps and feeds takes this value and decides nothing about content any more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.alignment.gaps import Gaps
from okrsite.alignment.graph import Alignment
from okrsite.alignment.overlaps import Overlap
from okrsite.history.events import LeftOutObjective, Past
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Place, Problem
from okrsite.progress.measure import Measures
from okrsite.progress.target_changes import TargetChange
from okrsite.settings import Site


class Snapshot(msgspec.Struct, frozen=True):
    """An organisation on a day."""

    site: Site
    organisation: Organisation
    alignment: Alignment
    measures: Measures
    problems: tuple[Problem, ...]
    """All of them, in order, those inside drafts included."""
    today: date
    commit: str | None
    """The short hash of the commit that was read, None where there is no repository."""
    preview: bool = False
    """Whether drafts are part of it: a preview on an author's machine, never published."""
    gaps: Gaps = Gaps()
    """Where the goals that are still open don't hang together."""
    open_objectives: frozenset[ObjectiveRef] = frozenset()
    """Objectives of which something can still be changed: not over, not done, not dropped."""
    overlaps: tuple[Overlap, ...] = ()
    """Where those of different units do the same, or pull against each other."""
    past: Past = Past()
    """What git remembers of it all."""
    target_changes: Mapping[ObjectiveRef, tuple[TargetChange, ...]] = msgspec.field(default_factory=dict)
    """Goalposts that were moved while their cycle was running, by objective, oldest first."""
    withheld: tuple[str, ...] = ()
    """In a snapshot for the public: texts that must be nowhere in what is published."""
    isolated: Mapping[str, tuple[Problem, ...]] = msgspec.field(default_factory=dict)
    """What is wrong in files that were left out, in words for everybody, by the unit whose page says it."""
    last_known: Mapping[str, tuple[LeftOutObjective, ...]] = msgspec.field(default_factory=dict)
    """Objectives that are left out, as git could read them last, by unit; only where nothing may be kept back."""
    unread_problems: frozenset[Problem] = frozenset()
    """Errors that cost single values only, which their pages say; whoever leaves out files needn't."""
    current_cycle: Cycle | None = None
    """The smallest cycle that is active and has objectives; else the newest that has begun; else the first.

    Found whenever a snapshot is made, whatever is passed.
    """

    def __post_init__(self) -> None:
        """Find the current cycle once: every unit's pages ask for it, and it takes a look at every objective."""
        msgspec.structs.force_setattr(self, "current_cycle", self._find_current_cycle())

    @property
    def is_public(self) -> bool:
        """Whether it is for the public: nothing of it is internal, and nothing of it leads to the repository."""
        return self.site.settings.audience == "public"

    def is_unaligned(self, objective: Objective) -> bool:
        """Whether an objective links to no goal and should; one that was dropped leads nowhere any more.

        A goal of another organisation is one.

        The public isn't told: it may have one that is internal. One with a link that can't be read has a goal, and so
        has one whose goal is left out.
        """
        # First what is true of nearly all: this is asked of every objective several times.
        up, dropped = self.alignment.up.get(objective.ref, ()), self.measures.dropped
        if any(link.target not in dropped for link in up):
            return False
        if objective.unit == COMPANY or self.is_public or objective.has_unread_goal:
            return False
        if self.organisation.left_out and any(
            link.source == objective.ref and link.upward for link in self.alignment.pending
        ):
            return False
        return not (self.site.settings.federation and self.alignment.outside.get(objective.ref))

    @property
    def public_problems(self) -> tuple[Problem, ...]:
        """The problems without those that lie inside drafts."""
        ends: dict[str, tuple[list[int], list[int]]] = {}
        for span in self.organisation.draft_spans:  # in order
            starts, stops = ends.setdefault(span.path, ([], []))
            stop = max(span.end_line, span.line + 1)
            starts.append(span.line)
            stops.append(max(stop, stops[-1]) if stops else stop)

        def is_inside(place: Place) -> bool:
            starts, stops = ends.get(place.path, ([], []))
            before = bisect_right(starts, place.line)
            return before > 0 and place.line < stops[before - 1]

        return tuple(problem for problem in self.problems if not is_inside(problem.place))

    def _find_current_cycle(self) -> Cycle | None:
        organisation = self.organisation
        used = {objective.cycle for objective in organisation.objectives.values()}
        cycles = [cycle for cycle in organisation.cycles.values() if cycle.id in used]
        active = [cycle for cycle in cycles if cycle.contains(self.today)]
        if active:
            return min(active, key=lambda cycle: (cycle.days, cycle.id))
        begun = [cycle for cycle in cycles if cycle.start <= self.today]
        if begun:
            return max(begun, key=lambda cycle: (cycle.start, -cycle.days, cycle.id))
        return min(cycles, key=lambda cycle: (cycle.start, cycle.days, cycle.id), default=None)

    def find_shown_cycle(self, unit: str) -> str | None:
        """The cycle that a unit's own page shows: the current one if it has it, else its newest that has begun."""
        own = self.organisation.by_unit.get(unit, {})
        current = self.current_cycle
        if current is not None and current.id in own:
            return current.id
        cycles = [self.organisation.cycles[cycle] for cycle in own]
        begun = [cycle for cycle in cycles if cycle.start <= self.today] or cycles
        newest = max(begun, key=lambda cycle: (cycle.start, -cycle.days, cycle.id), default=None)
        return newest.id if newest else None
