"""Pieces of the model inside ordinary pages: `<!-- okr: objective marketing/events -->` and its like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from okrsite.model.organisation import COMPANY
from okrsite.pages.desk import Desk
from okrsite.pages.diagrams import organisation_diagram, unit_diagram
from okrsite.pages.embedded import objective_named, objectives_chosen
from okrsite.pages.map_drawing import draw_all
from okrsite.pages.map_list import map_list
from okrsite.pages.maps_wanted import MapView, lines_of
from okrsite.pages.render import Renderer

Embed = Callable[[str, str, str], Markup | None]
"""(kind, argument, URI of the page) → a piece of the page; None: there is no such thing."""


def embedder(desk: Desk, renderer: Renderer) -> Embed:
    """Return the function that makes the pieces."""
    maps: Counter[str] = Counter()
    kinds: dict[str, Callable[[str, str], Markup | None]] = {
        "map": lambda argument, uri: _map(desk, renderer, argument, uri, maps),
        "objective": lambda argument, uri: _objective(desk, renderer, argument, uri),
        "status": lambda argument, uri: _status(desk, renderer, argument, uri),
    }

    def embed(kind: str, argument: str, uri: str) -> Markup | None:
        make = kinds.get(kind)
        return make(argument.strip(), uri) if make else None

    return embed


def _map(desk: Desk, renderer: Renderer, argument: str, uri: str, maps: Counter[str]) -> Markup | None:
    """Draw a map; `maps` counts those of each page, because ids inside a drawing begin with its own."""
    unit = argument or COMPANY
    if unit not in desk.organisation.units:
        return None
    current = desk.snapshot.current_cycle
    if unit == COMPANY:
        diagram = organisation_diagram(desk.snapshot, current.id) if current else None
    else:
        cycle = desk.current_cycle_of(desk.organisation.units[unit])
        diagram = unit_diagram(desk.snapshot, unit, cycle) if cycle else None
    if diagram is None or not diagram.nodes:
        return renderer.part("embed-none.html", uri, name=desk.organisation.units[unit].name)
    maps[uri] += 1
    diagram = replace(diagram, id=f"embedded-{maps[uri]}")
    (picture,) = draw_all([(uri, diagram)])
    drawn = picture if isinstance(picture, Markup) else None
    view = MapView(drawn, map_list(diagram, uri), len(diagram.nodes), diagram.left_out, lines_of(diagram))
    return renderer.part("embed-map.html", uri, drawing=view)


def _objective(desk: Desk, renderer: Renderer, argument: str, uri: str) -> Markup | None:
    found = objective_named(desk.snapshot, argument)
    return renderer.part("embed-rows.html", uri, rows=(desk.row(found),)) if found else None


def _status(desk: Desk, renderer: Renderer, argument: str, uri: str) -> Markup | None:
    found = objectives_chosen(desk.snapshot, argument)
    return None if found is None else renderer.part("embed-rows.html", uri, rows=tuple(map(desk.row, found)))
