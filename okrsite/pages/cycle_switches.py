"""The switch at the top of pages that leads to the same page in other cycles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from okrsite.model.cycles import Cycle
from okrsite.model.organisation import Unit
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import make_url
from okrsite.pages.render import CycleEntry, CycleSwitch

_Cycle = TypeVar("_Cycle")
MAX_SWITCH = 60
"""Cycles between which a page switches; from each of them others are reached."""


def build_cycle_switch(context: ViewContext, unit: Unit, shown: str | None, home: bool = False) -> CycleSwitch:
    """Return the cycle switch of a unit's pages; the current cycle's page is the unit's own, or the home page."""
    current = context.find_shown_cycle(unit)
    entries = []
    for key in select_nearby_cycles(context.list_cycles(unit), shown):
        cycle = context.organisation.cycles[key]
        uri = addresses.HOME if key == current and home else context.find_unit_page(unit, key)
        entries.append(CycleEntry(cycle.name, make_url(uri), context.describe_state(cycle), key == shown))
    return CycleSwitch(tuple(entries))


def build_used_cycle_switch(context: ViewContext, shown: Cycle | None, make_uri: Callable[[str], str]) -> CycleSwitch:
    """Return the switch between pages that each used cycle has; `make_uri` gives the page by the cycle's id."""
    return CycleSwitch(
        tuple(
            CycleEntry(
                cycle.name,
                make_url(make_uri(cycle.id)),
                context.describe_state(cycle),
                shown is not None and cycle.id == shown.id,
            )
            for cycle in select_nearby_cycles(context.used_cycles, shown)
        )
    )


def select_nearby_cycles(cycles: Sequence[_Cycle], shown: _Cycle | None) -> Sequence[_Cycle]:
    """Return the cycles that a page switches to: all, or of very many those around the one that is shown."""
    if len(cycles) <= MAX_SWITCH:
        return cycles
    place = cycles.index(shown) if shown is not None and shown in cycles else 0
    first = min(max(place - MAX_SWITCH // 2, 0), len(cycles) - MAX_SWITCH)
    return cycles[first : first + MAX_SWITCH]
