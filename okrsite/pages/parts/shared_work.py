"""What other units' goals have to do with a unit: done together, its advice wanted, to be told of, waiting for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import msgspec
from msgspec.structs import replace

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.row_views import RowView

MAX_ROWS = 30
"""Goals that are listed of each kind."""

UnitCycle = tuple[str, str]
"""The ids of a unit and of a cycle."""

_HEADINGS = {
    "joint": mark_text("Done together with others"),
    "depends": mark_text("Others wait for"),
    "consult": mark_text("To be asked before it is decided"),
    "inform": mark_text("To be kept informed"),
}
"""What each kind is called on the unit's page, in this order."""


class SharedGoals(msgspec.Struct, frozen=True):
    """Goals of other units that concern one in the same way."""

    heading: str
    rows: tuple[RowView, ...]
    hidden: int
    """How many more there are."""


def declare_shared_work(context: ViewContext) -> Callable[[], Mapping[UnitCycle, tuple[SharedGoals, ...]]]:
    """Return a function that gives what others' goals of a cycle have to do with a unit."""
    find_goals = cache(lambda: _index_goals(context))
    return context.tracker.declare_values(
        "shared work", lambda: find_goals().keys(), lambda key: tuple(_list_shared_goals(context, find_goals()[key]))
    )


def join_shared_goals(lists: Iterable[tuple[SharedGoals, ...]]) -> tuple[SharedGoals, ...]:
    """Return the goals of several cycles as those of one: each kind once."""
    by_heading: dict[str, list[SharedGoals]] = {translate(heading): [] for heading in _HEADINGS.values()}
    for goals in lists:
        for shared in goals:
            by_heading[shared.heading].append(shared)
    return tuple(
        SharedGoals(
            heading,
            tuple(row for part in parts for row in part.rows),
            sum(part.hidden for part in parts),
        )
        for heading, parts in by_heading.items()
        if parts
    )


def _index_goals(context: ViewContext) -> dict[UnitCycle, dict[str, list[ObjectiveRef]]]:
    """Return which goals concern whom: by unit and cycle, then by the kind of concern."""
    index: dict[UnitCycle, dict[str, list[ObjectiveRef]]] = {}
    objectives, units = context.organisation.objectives, context.organisation.units
    for objective in objectives.values():
        if objective.ref in context.measures.dropped:
            continue
        told: set[str] = {objective.unit}
        for kind, concerned in _list_concerned(context, objective):
            if concerned in units and concerned not in told:
                told.add(concerned)
                index.setdefault((concerned, objective.cycle), {}).setdefault(kind, []).append(objective.ref)
    return index


def _list_concerned(context: ViewContext, objective: Objective) -> Iterator[tuple[str, str]]:
    """Yield the units that a goal concerns, each first by what asks most of it."""
    objectives = context.organisation.objectives
    yield from (("joint", unit) for unit in objective.joint)
    needs = context.alignment.needs.get(objective.ref, ())
    yield from (("depends", objectives[link.target].unit) for link in needs)
    yield from (("consult", name) for name in objective.consult)
    yield from (("inform", name) for name in objective.inform)


def _list_shared_goals(context: ViewContext, goals: Mapping[str, list[ObjectiveRef]]) -> Iterator[SharedGoals]:
    for kind, heading in _HEADINGS.items():
        refs = goals.get(kind, [])
        if refs:
            yield SharedGoals(
                translate(heading),
                tuple(_build_row(context, ref) for ref in refs[:MAX_ROWS]),
                max(len(refs) - MAX_ROWS, 0),
            )


def _build_row(context: ViewContext, ref: ObjectiveRef) -> RowView:
    """Return a goal without its key results: they are its own team's."""
    return replace(context.build_row(context.organisation.objectives[ref]), results=())
