"""What needs attention: counts that lead to lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.model.objectives import Objective
from okrsite.pages.desk import Desk


@dataclass(frozen=True, slots=True)
class Concern:
    """One reason to look at objectives."""

    id: str
    """The anchor of its list on the cycle's page."""
    mark: str
    title: str
    """Heading of the list."""
    phrase: str
    """After a number: `4 off track`."""
    refs: tuple[str, ...]


_STATUSES = (
    ("off-track", "off", "off track"),
    ("at-risk", "risk", "at risk"),
    ("outdated", "stale", "outdated"),
)


def concerns(desk: Desk, objectives: Iterable[Objective]) -> tuple[Concern, ...]:
    """Return what needs attention among objectives, the most urgent first; nothing is listed that there is none of."""
    listed = [each for each in objectives if desk.measures.objectives[each.ref].status.shown not in ("dropped", "done")]
    found = [
        Concern(
            key,
            mark,
            word.capitalize(),
            word,
            tuple(each.ref for each in listed if desk.measures.objectives[each.ref].status.shown == word),
        )
        for key, mark, word in _STATUSES
    ]
    found.append(
        Concern(
            "no-goal",
            "unlinked",
            "Linked to no goal",
            "linked to no goal",
            tuple(each.ref for each in listed if not each.unaligned and desk.snapshot.loose(each)),
        )
    )
    found.append(
        Concern(
            "no-owner",
            "nobody",
            "Without an owner",
            "without an owner",
            tuple(each.ref for each in listed if each.owner is None),
        )
    )
    blocked = tuple(each.ref for each in listed if each.blockers)
    found.append(Concern("blocked", "block", "Blocked", "blocked", blocked))
    moved = tuple(
        each.ref for each in listed if any(move.kind == "to" for move in desk.snapshot.moves.get(each.ref, ()))
    )
    found.append(Concern("moved", "goal", "Targets moved", "with a moved target", moved))
    return tuple(concern for concern in found if concern.refs)
