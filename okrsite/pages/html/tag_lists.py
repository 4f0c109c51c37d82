"""Tags as a list, each with how much it stands on."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.languages.words import translate_html_plural
from okrsite.pages.formatting import format_plural
from okrsite.pages.html.marks import render_name
from okrsite.pages.tag_names import TagRow


def render_tag_rows(rows: Iterable[TagRow]) -> Markup:
    """Return a list of tags."""
    lines = "".join(
        f'<li><span>{render_name(row.tag)}</span><span class="okr-meta">{_describe_objectives(row)}</span>'
        f'<span class="okr-meta">{_describe_others(row)}</span></li>\n'
        for row in rows
    )
    return Markup(f'<ul class="okr-people">\n{lines}</ul>')


def _describe_objectives(row: TagRow) -> str:
    if not row.objectives:
        return ""
    return translate_html_plural(
        "{number} of {objectives} is running",
        "{number} of {objectives} are running",
        row.running,
        objectives=format_plural(row.objectives, "objective"),
    )


def _describe_others(row: TagRow) -> str:
    counts = ((row.units, "unit"), (row.pages, "page"))
    return ", ".join(format_plural(number, what) for number, what in counts if number)
