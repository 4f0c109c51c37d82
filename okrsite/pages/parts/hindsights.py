"""What the record of a cycle that is over asks its team: on its page, by `close` and in its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from okrsite.model.objectives import Objective
from okrsite.model.refs import KeyResultRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.views import NameView
from okrsite.progress.hindsight import Hindsight, find_hindsights
from okrsite.snapshot import Snapshot


class HindsightView(msgspec.Struct, frozen=True):
    """One question."""

    objective: NameView
    sentence: str


def collect_hindsights(
    snapshot: Snapshot, objectives: Iterable[Objective], grades: Mapping[KeyResultRef, float] | None = None
) -> Iterator[Hindsight]:
    """Yield the questions that objectives leave whose cycle has ended; for the public none."""
    for objective in objectives if not snapshot.is_public else ():
        cycle = snapshot.organisation.cycles[objective.cycle]
        if snapshot.today > cycle.end:
            moves = snapshot.target_changes.get(objective.ref, ())
            yield from find_hindsights(objective, cycle, snapshot.measures.key_results, moves, grades or {})


def build_hindsights(context: ViewContext, objectives: Iterable[Objective], cycle: str) -> tuple[HindsightView, ...]:
    """Return what a unit's record of a cycle asks; nothing while it runs."""
    if context.snapshot.is_public or not context.days.has_ended(cycle):
        return ()
    days = context.organisation.cycles[cycle]
    return tuple(
        HindsightView(NameView(objective.title, addresses.make_objective_url(objective)), found.sentence)
        for objective in objectives
        for found in find_hindsights(
            objective,
            days,
            context.snapshot.measures.key_results,
            context.snapshot.target_changes.get(objective.ref, ()),
            {},
        )
    )
