"""Everything that is known on one day: the model, its links, its numbers and what is wrong with it.

What writes pages, maps and feeds takes this value and decides nothing about content any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from okrsite.alignment.graph import Alignment
from okrsite.model.cycles import Cycle
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem
from okrsite.progress.measure import Measures
from okrsite.settings import Site


@dataclass(frozen=True, slots=True)
class Snapshot:
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

    @property
    def public_problems(self) -> tuple[Problem, ...]:
        """The problems without those that lie inside drafts."""
        spans = self.organisation.draft_spans
        return tuple(
            found
            for found in self.problems
            if not any(
                span.path == found.place.path and span.line <= found.place.line < max(span.end_line, span.line + 1)
                for span in spans
            )
        )

    @property
    def current_cycle(self) -> Cycle | None:
        """The smallest cycle that is active and has objectives; else the newest that has begun; else the first."""
        organisation = self.organisation
        used = {each.cycle for each in organisation.objectives.values()}
        cycles = [cycle for cycle in organisation.cycles.values() if cycle.id in used]
        active = [cycle for cycle in cycles if cycle.start <= self.today <= cycle.end]
        if active:
            return min(active, key=lambda cycle: (cycle.days, cycle.id))
        begun = [cycle for cycle in cycles if cycle.start <= self.today]
        if begun:
            return max(begun, key=lambda cycle: (cycle.start, -cycle.days, cycle.id))
        return min(cycles, key=lambda cycle: (cycle.start, cycle.days, cycle.id), default=None)

    def cycle_shown(self, unit: str) -> str | None:
        """The cycle that a unit's own page shows: the current one if it has it, else its newest that has begun."""
        own = self.organisation.by_unit.get(unit, {})
        current = self.current_cycle
        if current is not None and current.id in own:
            return current.id
        cycles = [self.organisation.cycles[cycle] for cycle in own]
        begun = [cycle for cycle in cycles if cycle.start <= self.today] or cycles
        newest = max(begun, key=lambda cycle: (cycle.start, -cycle.days, cycle.id), default=None)
        return newest.id if newest else None
