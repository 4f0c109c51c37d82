"""What several rules ask about goals whose cycle has ended."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.snapshot import Snapshot


def list_closed_objectives(snapshot: Snapshot) -> Iterator[tuple[Objective, Cycle]]:
    """Yield the objectives of the cycles that ended last, one of each length, but for drafts and what was dropped.

    What was before these is history, of which nobody is asked any more.
    """
    last = {cycle.id: cycle for cycle in _find_last_cycles(snapshot)}
    for objective in snapshot.organisation.objectives.values():
        cycle = last.get(objective.cycle)
        if cycle is not None and not objective.draft and objective.ref not in snapshot.measures.dropped:
            yield objective, cycle


def _find_last_cycles(snapshot: Snapshot) -> list[Cycle]:
    used = {objective.cycle for objective in snapshot.organisation.objectives.values()}
    ended = [snapshot.organisation.cycles[cycle] for cycle in used]
    ended = [cycle for cycle in ended if cycle.end < snapshot.today]
    return [cycle for cycle in ended if not any(_replaces(other, cycle) for other in ended)]


def _replaces(other: Cycle, cycle: Cycle) -> bool:
    """Whether a cycle is of the same kind as another, as quarters are, and ended later."""
    return other.end > cycle.end and abs(other.days - cycle.days) <= 0.1 * max(other.days, cycle.days)
