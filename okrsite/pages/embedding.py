"""Pieces of the model inside ordinary pages: `<!-- okr: objective marketing/events -->` and its like.

What a piece is made of is found once, however many pages and comments ask for it; how many a page may hold is the
prose's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from okrsite.maps import Diagram
from okrsite.model.organisation import COMPANY
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.diagrams import organisation_diagram, unit_diagram
from okrsite.pages.embedded import MAX_ROWS, objective_named, objectives_chosen
from okrsite.pages.map_drawing import MapDrawer
from okrsite.pages.map_list import map_list
from okrsite.pages.maps_wanted import MapView, lines_of
from okrsite.pages.page import url_of
from okrsite.pages.render import Renderer

Embed = Callable[[str, str, str], Markup | None]
"""(kind, argument, URI of the page) → a piece of the page; None: there is no such thing."""


def embedder(desk: Desk, renderer: Renderer) -> Embed:
    """Return the function that makes the pieces."""
    pieces = _Pieces(desk, renderer)
    kinds: dict[str, Callable[[str, str], Markup | None]] = {
        "map": pieces.map,
        "objective": pieces.objective,
        "status": pieces.status,
    }

    def embed(kind: str, argument: str, uri: str) -> Markup | None:
        make = kinds.get(kind)
        return make(argument.strip(), uri) if make else None

    return embed


class _Pieces:
    """Makes pieces of the model; remembers lists by page and what they ask for, and each map's layout."""

    def __init__(self, desk: Desk, renderer: Renderer) -> None:
        self._desk = desk
        self._renderer = renderer
        self._lists: dict[tuple[str, str, str], Markup | None] = {}
        self._maps: dict[str, tuple[Diagram, MapDrawer] | None] = {}
        self._on_page: Counter[str] = Counter()
        """Maps by page: the ids inside a drawing begin with its own."""

    def map(self, argument: str, uri: str) -> Markup | None:
        """Return the map of a unit, or of all."""
        unit = argument or COMPANY
        if unit not in self._desk.organisation.units:
            return None
        if unit not in self._maps:
            self._maps[unit] = self._laid_out(unit)
        found = self._maps[unit]
        if found is None:
            return self._renderer.part("embed-none.html", uri, name=self._desk.organisation.units[unit].name)
        diagram, drawer = found
        self._on_page[uri] += 1
        prefix = f"embedded-{self._on_page[uri]}"
        picture = drawer.draw(uri, diagram, prefix=prefix)
        drawn = picture if isinstance(picture, Markup) else None
        listed = map_list(replace(diagram, id=prefix), uri)
        view = MapView(drawn, listed, len(diagram.nodes), diagram.left_out, lines_of(diagram))
        return self._renderer.part("embed-map.html", uri, drawing=view)

    def _laid_out(self, unit: str) -> tuple[Diagram, MapDrawer] | None:
        desk = self._desk
        current = desk.snapshot.current_cycle
        if unit == COMPANY:
            diagram = organisation_diagram(desk.snapshot, current.id) if current else None
        else:
            cycle = desk.current_cycle_of(desk.organisation.units[unit])
            diagram = unit_diagram(desk.snapshot, unit, cycle) if cycle else None
        if diagram is None or not diagram.nodes:
            return None
        diagram = replace(diagram, id="embedded")
        return diagram, MapDrawer((diagram,))

    def objective(self, argument: str, uri: str) -> Markup | None:
        """Return one objective as a row."""
        key = ("objective", argument, uri)
        if key not in self._lists:
            found = objective_named(self._desk.snapshot, argument)
            rows = (self._desk.row(found),) if found else ()
            self._lists[key] = self._renderer.part("embed-rows.html", uri, rows=rows, more=0) if found else None
        return self._lists[key]

    def status(self, argument: str, uri: str) -> Markup | None:
        """Return the objectives of a choice as rows; the first ones, and how many more there are."""
        key = ("status", argument, uri)
        if key not in self._lists:
            self._lists[key] = self._listed(argument, uri)
        return self._lists[key]

    def _listed(self, argument: str, uri: str) -> Markup | None:
        found = objectives_chosen(self._desk.snapshot, argument)
        if found is None:
            return None
        current = self._desk.snapshot.current_cycle
        return self._renderer.part(
            "embed-rows.html",
            uri,
            rows=tuple(map(self._desk.row, found[:MAX_ROWS])),
            more=max(len(found) - MAX_ROWS, 0),
            rest=url_of(addresses.cycle_uri(current.id)) if current else "",
        )
