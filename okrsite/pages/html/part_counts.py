"""How many entries of a long list stand on which of its pages."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.number_style import format_count
from okrsite.pages.html.marks import render_name
from okrsite.pages.views import PartCount


def render_part_counts(counts: Iterable[PartCount]) -> Markup:
    """Return a list of pages, each with the number of entries that it has."""
    entries = (
        f'<li>{render_name(count.part)} <span class="okr-dim">{format_count(count.number)}</span></li>'
        for count in counts
    )
    return Markup(f'<ul class="okr-columns">{"".join(entries)}</ul>')
