"""What needs attention: counts that lead to lists."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import capitalise_first


class Concern(msgspec.Struct, frozen=True):
    """One reason to look at objectives."""

    id: str
    """The anchor of its list on the cycle's page."""
    mark: str
    title: str
    """Heading of the list."""
    phrase: str
    """After a number: `4 off track`."""
    refs: tuple[ObjectiveRef, ...]


_STATUSES = (
    ("off-track", "off", mark_text("off track")),
    ("at-risk", "risk", mark_text("at risk")),
    ("outdated", "stale", mark_text("outdated")),
)


def collect_concerns(context: ViewContext, objectives: Iterable[Objective]) -> tuple[Concern, ...]:
    """Return what needs attention among objectives, the most urgent first; nothing is listed that there is none of."""
    measures = context.measures.objectives
    pairs = ((objective, measures[objective.ref]) for objective in objectives)
    listed = [(objective, numbers) for objective, numbers in pairs if not numbers.status.is_settled]
    # Of an objective whose cycle has ended the outcome is told: nothing is expected of it any more.
    by_word: dict[str, list[ObjectiveRef]] = {}
    for objective, numbers in listed:
        by_word.setdefault(numbers.word, []).append(objective.ref)
    concerns = [
        Concern(
            key,
            mark,
            capitalise_first(translate(word)),
            translate(word),
            tuple(by_word.get(word, ())),
        )
        for key, mark, word in _STATUSES
    ]
    ungraded = tuple(
        objective.ref for objective, numbers in listed if numbers.outcome is not None and numbers.outcome.is_ungraded
    )
    concerns.append(Concern("ungraded", "none", translate("Not graded"), translate("not graded"), ungraded))
    concerns.append(
        Concern(
            "no-goal",
            "unlinked",
            translate("Linked to no goal"),
            translate("linked to no goal"),
            tuple(
                objective.ref
                for objective, _ in listed
                if not objective.unaligned and context.snapshot.is_unaligned(objective)
            ),
        )
    )
    concerns.append(
        Concern(
            "no-owner",
            "nobody",
            translate("Without an owner"),
            translate("without an owner"),
            tuple(objective.ref for objective, _ in listed if objective.owner is None),
        )
    )
    blocked = tuple(objective.ref for objective, _ in listed if objective.blockers)
    concerns.append(Concern("blocked", "block", translate("Blocked"), translate("blocked"), blocked))
    moved = tuple(
        objective.ref
        for objective, _ in listed
        if any(move.kind == "to" for move in context.snapshot.target_changes.get(objective.ref, ()))
    )
    concerns.append(Concern("moved", "goal", translate("Targets moved"), translate("with a moved target"), moved))
    return tuple(concern for concern in concerns if concern.refs)
