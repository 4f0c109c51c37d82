"""Pieces of the model inside ordinary pages: a map, a list of objectives, or the word that there is nothing to show."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from okrsite.languages.words import translate_html
from okrsite.number_style import format_count
from okrsite.pages.html.map_figures import render_map_figure
from okrsite.pages.html.rows import render_rows
from okrsite.pages.html.tag_lists import render_tag_rows
from okrsite.pages.maps.page_maps import PageMap
from okrsite.pages.page_links import mark_link
from okrsite.pages.row_views import RowView
from okrsite.pages.tag_names import TagRow


def render_embedded_map(page_map: PageMap) -> Markup:
    """Return the map of a unit, or of all."""
    return Markup(f'<div class="okr okr-embed">{render_map_figure(page_map)}\n</div>')


def render_missing_map(name: str) -> Markup:
    """Return what stands in the place of the map of a unit without objectives."""
    said = translate_html("{unit} has no objectives to draw.", unit=name)
    return Markup(f'<div class="okr okr-embed"><p class="okr-dim">{said}</p></div>')


def render_embedded_tags(rows: Collection[TagRow]) -> Markup:
    """Return the list of all tags."""
    listed = render_tag_rows(rows) if rows else f'<p class="okr-dim">{translate_html("Nothing is tagged.")}</p>'
    return Markup(f'<div class="okr okr-embed">{listed}</div>')


def render_embedded_rows(rows: Sequence[RowView], more: int = 0, rest: str = "") -> Markup:
    """Return a list of objectives; `more` of them are left out, and stand on the page with the address `rest`."""
    listed = render_rows(rows) if rows else f'<p class="okr-dim">{translate_html("Nothing to show.")}</p>'
    words = translate_html("{number} more", number=format_count(more))
    link = f'<p class="okr-meta"><a href="{mark_link(rest)}">{words}</a></p>' if more else ""
    return Markup(f'<div class="okr okr-embed">{listed}{link}</div>')
