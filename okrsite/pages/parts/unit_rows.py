"""Units in lists: name, the marks of their current objectives, how far they are."""

from __future__ import annotations

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


def build_unit_rows(context: ViewContext, most: int) -> tuple[UnitRow, ...]:
    """Return the units below the company in tree order, each with how deep it lies.

    Of a larger organisation than one of `most` units, these are so many of those right below the company.
    """
    units = context.organisation.units.values()
    depths: dict[str, int] = {}
    for unit in units:
        depths[unit.id] = 0 if unit.parent is None else depths.get(unit.parent, 0) + 1
    listed = [unit for unit in units if not unit.is_person]
    deepest = 1 if len(listed) > most else len(depths)
    shown = [unit for unit in listed if 0 < depths[unit.id] <= deepest]
    return tuple(build_unit_row(context, unit, depths[unit.id]) for unit in shown[:most])
