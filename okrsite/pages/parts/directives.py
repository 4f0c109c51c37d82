"""Pieces of the model inside ordinary pages: `<!-- okr: objective marketing/events -->` and its like.

What a piece is made of is found once, however many pages and comments ask for it; how many a page may hold is the
prose's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from markupsafe import Markup
from msgspec.structs import replace

from okrsite.maps import Diagram
from okrsite.model.organisation import COMPANY
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.html.embeds import (
    render_embedded_map,
    render_embedded_rows,
    render_embedded_tags,
    render_missing_map,
)
from okrsite.pages.maps.diagrams import build_organisation_diagram, build_unit_diagram
from okrsite.pages.maps.drawing import MapDrawer
from okrsite.pages.maps.nested_list import render_map_list
from okrsite.pages.maps.page_maps import PageMap, list_line_kinds
from okrsite.pages.page import make_url
from okrsite.pages.page_links import resolve_links
from okrsite.pages.parts.directive_lookup import MAX_ROWS, find_objective, select_objectives
from okrsite.pages.parts.tag_rows import declare_tag_rows
from okrsite.pages.prose.pieces import Embed
from okrsite.pages.tag_names import collect_site_tags


def make_embedder(context: ViewContext) -> Embed:
    """Return the function that makes the pieces."""
    pieces = _Pieces(context)
    kinds: dict[str, Callable[[str, str], Markup | None]] = {
        "map": pieces.render_map,
        "objective": pieces.render_objective,
        "status": pieces.render_objectives,
        "tags": pieces.render_tags,
    }

    def embed(kind: str, argument: str, uri: str) -> Markup | None:
        make = kinds.get(kind)
        piece = make(argument.strip(), uri) if make else None
        return None if piece is None else resolve_links(piece, uri)

    return embed


class _Pieces:
    """Makes pieces of the model, whose links are still marked; remembers lists, and each map's layout."""

    def __init__(self, context: ViewContext) -> None:
        self._context = context
        self._get_tag_rows = declare_tag_rows(context, lambda: collect_site_tags(context.snapshot))
        self._lists: dict[tuple[str, str], Markup | None] = {}
        """By kind and argument."""
        self._maps: dict[str, tuple[Diagram, MapDrawer] | None] = {}
        self._on_page: Counter[str] = Counter()
        """Maps by page: the ids inside a drawing begin with its own."""

    def render_map(self, argument: str, uri: str) -> Markup | None:
        """Return the map of a unit, or of all."""
        unit = argument or COMPANY
        if unit not in self._context.organisation.units:
            return None
        if unit not in self._maps:
            self._maps[unit] = self._lay_out(unit)
        laid_out = self._maps[unit]
        if laid_out is None:
            return render_missing_map(self._context.organisation.units[unit].name)
        diagram, drawer = laid_out
        self._on_page[uri] += 1
        prefix = f"embedded-{self._on_page[uri]}"
        picture = drawer.draw_map(uri, diagram, prefix=prefix)
        drawn = picture if isinstance(picture, Markup) else None
        listed = render_map_list(replace(diagram, id=prefix), uri)
        page_map = PageMap(drawn, listed, len(diagram.nodes), diagram.left_out, list_line_kinds(diagram))
        return render_embedded_map(page_map)

    def _lay_out(self, unit: str) -> tuple[Diagram, MapDrawer] | None:
        context = self._context
        current = context.snapshot.current_cycle
        if unit == COMPANY:
            diagram = build_organisation_diagram(context.snapshot, current.id) if current else None
        else:
            cycle = context.find_shown_cycle(context.organisation.units[unit])
            diagram = build_unit_diagram(context.snapshot, unit, cycle) if cycle else None
        if diagram is None or not diagram.nodes:
            return None
        diagram = replace(diagram, id="embedded")
        return diagram, MapDrawer((diagram,))

    def render_objective(self, argument: str, _uri: str) -> Markup | None:
        """Return one objective as a row."""
        key = ("objective", argument)
        if key not in self._lists:
            objective = find_objective(self._context.snapshot, argument)
            self._lists[key] = render_embedded_rows((self._context.build_row(objective),)) if objective else None
        return self._lists[key]

    def render_objectives(self, argument: str, _uri: str) -> Markup | None:
        """Return the objectives of a choice as rows; the first ones, and how many more there are."""
        key = ("status", argument)
        if key not in self._lists:
            self._lists[key] = self._render_choice(argument)
        return self._lists[key]

    def render_tags(self, _argument: str, _uri: str) -> Markup:
        """Return the list of all tags."""
        return render_embedded_tags(self._get_tag_rows().values())

    def _render_choice(self, argument: str) -> Markup | None:
        objectives = select_objectives(self._context.snapshot, argument)
        if objectives is None:
            return None
        current = self._context.snapshot.current_cycle
        return render_embedded_rows(
            tuple(map(self._context.build_row, objectives[:MAX_ROWS])),
            max(len(objectives) - MAX_ROWS, 0),
            make_url(addresses.make_cycle_uri(current.id)) if current else "",
        )
