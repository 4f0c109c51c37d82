"""A map with the same as a list beneath; without a drawing the list stands alone."""

from __future__ import annotations

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html
from okrsite.pages.html.marks import render_line_sample
from okrsite.pages.maps.page_maps import PageMap


def render_map_figure(view: PageMap) -> Markup:
    """Return a map with what its lines mean, its list and the files that say the same."""
    parts = [
        f'<p class="okr-panel">{translate_html("This map could not be drawn. The list says the same.")}</p>'
        if view.drawing is None
        else view.drawing,
        _render_legend(view) if view.lines and view.drawing is not None else "",
        view.list,
        _render_downloads(view) if view.files else "",
    ]
    return Markup("".join(parts))


def _render_legend(view: PageMap) -> str:
    entries = "".join(f"<li>{render_line_sample(kind)}{escape(meaning)}</li>" for kind, meaning in view.lines)
    return f'<ul class="okr-mapkey" aria-label="{escape(translate("Lines"))}">{entries}</ul>\n'


def _render_downloads(view: PageMap) -> str:
    links = ", ".join(f'<a href="{escape(url)}" download>{escape(name)}</a>' for name, url in view.files)
    said = translate_html("Download the map: {files}", files=Markup(links))
    return f'\n<p class="okr-meta okr-takeaway">{said}</p>'
