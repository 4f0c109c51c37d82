"""Units in lists: name, the marks of their current objectives, how far they are."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.model.organisation import Unit
from okrsite.pages.desk import Desk
from okrsite.pages.measures import bar_view
from okrsite.pages.views import UnitRow


def unit_row(desk: Desk, unit: Unit, depth: int = 0) -> UnitRow:
    """Return a unit as a row; its marks are those of the cycles its number goes over."""
    statuses = tuple(
        desk.status(each.ref)
        for cycle in desk.measures.unit_cycles.get(unit.id, ())
        for each in desk.organisation.of(unit.id, cycle)
        if desk.status(each.ref).word != "Dropped"
    )
    return UnitRow(
        desk.unit(unit.id),
        desk.person(unit.lead),
        statuses,
        bar_view(desk.measures.units.get(unit.id), None),
        depth,
        desk.words(unit.mission),
    )


def unit_rows(desk: Desk, units: Iterable[Unit] | None = None) -> tuple[UnitRow, ...]:
    """Return units in tree order (default: all but people), each with how deep it lies."""
    listed = desk.organisation.units.values() if units is None else units
    depths: dict[str, int] = {}
    rows = []
    for unit in desk.organisation.units.values():
        depths[unit.id] = 0 if unit.parent is None else depths.get(unit.parent, 0) + 1
    for unit in listed:
        if not unit.is_person:
            rows.append(unit_row(desk, unit, depths[unit.id]))
    return tuple(rows)
