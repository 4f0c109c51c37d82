"""Units in lists: name, the marks of their current objectives, how far they are."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.model.organisation import Unit
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import build_bar_view
from okrsite.pages.views import UnitRow


def build_unit_row(desk: ViewContext, unit: Unit, depth: int = 0) -> UnitRow:
    """Return a unit as a row; its marks are those of the cycles its number goes over."""
    statuses = tuple(
        desk.build_status(objective.ref)
        for cycle in desk.measures.unit_cycles.get(unit.id, ())
        for objective in desk.organisation.list_objectives(unit.id, cycle)
        if desk.build_status(objective.ref).word != "Dropped"
    )
    return UnitRow(
        desk.name_unit(unit.id),
        desk.find_person(unit.lead),
        statuses,
        build_bar_view(desk.measures.units.get(unit.id), None),
        depth,
        desk.plain(unit.mission),
    )


def build_unit_rows(desk: ViewContext, units: Iterable[Unit] | None = None) -> tuple[UnitRow, ...]:
    """Return units in tree order (default: all but people), each with how deep it lies."""
    listed = desk.organisation.units.values() if units is None else units
    depths: dict[str, int] = {}
    rows = []
    for unit in desk.organisation.units.values():
        depths[unit.id] = 0 if unit.parent is None else depths.get(unit.parent, 0) + 1
    for unit in listed:
        if not unit.is_person:
            rows.append(build_unit_row(desk, unit, depths[unit.id]))
    return tuple(rows)
