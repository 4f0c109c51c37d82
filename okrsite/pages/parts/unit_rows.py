"""Units in lists: name, the marks of their current objectives, how far they are."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.model.organisation import Unit
from okrsite.pages.context import ViewContext
from okrsite.pages.row_views import UnitRow
from okrsite.pages.wording import build_bar_view


def build_unit_row(context: ViewContext, unit: Unit, depth: int = 0) -> UnitRow:
    """Return a unit as a row; its marks are those of the cycles its number goes over."""
    statuses = tuple(
        context.build_status(objective.ref)
        for cycle in context.measures.unit_cycles.get(unit.id, ())
        for objective in context.organisation.list_objectives(unit.id, cycle)
        if objective.ref not in context.measures.dropped
    )
    return UnitRow(
        context.name_unit(unit.id),
        context.find_person(unit.lead),
        statuses,
        build_bar_view(context.measures.units.get(unit.id), None),
        depth,
        context.extract_words(unit.mission),
    )


def build_unit_rows(context: ViewContext, units: Iterable[Unit] | None = None) -> tuple[UnitRow, ...]:
    """Return units in tree order (default: all but people), each with how deep it lies."""
    listed = context.organisation.units.values() if units is None else units
    depths: dict[str, int] = {}
    rows = []
    for unit in context.organisation.units.values():
        depths[unit.id] = 0 if unit.parent is None else depths.get(unit.parent, 0) + 1
    for unit in listed:
        if not unit.is_person:
            rows.append(build_unit_row(context, unit, depths[unit.id]))
    return tuple(rows)
