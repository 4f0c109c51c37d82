"""What the tab of a unit's own page is called."""

from __future__ import annotations

from okrsite.languages.words import mark_text, translate
from okrsite.model.organisation import Unit

_LISTS = (
    mark_text("Company"),
    mark_text("Cycles"),
    mark_text("Gaps"),
    mark_text("Guide"),
    mark_text("Initiatives"),
    mark_text("KPIs"),
    mark_text("Map"),
    mark_text("People"),
    mark_text("Pulse"),
    mark_text("Tags"),
    mark_text("Teams"),
)
"""Titles of pages that every site may have."""


def make_unit_title(unit: Unit) -> str:
    """Return what the tab of a unit's own page is called: its name, which many a company has in common with a list."""
    return translate("{unit} (team)", unit=unit.name) if unit.name in map(translate, _LISTS) else unit.name
