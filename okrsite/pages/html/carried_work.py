"""What somebody has to do with: what is due, then objectives by the kind of involvement."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate_html
from okrsite.pages.html.marks import render_mark, render_name
from okrsite.pages.html.rows import render_rows_by_cycle
from okrsite.pages.parts.carried_work import CarriedWork, DueView


def render_carried_work(work: CarriedWork) -> Markup:
    """Return the sections of a person's page."""
    return Markup("\n".join(_list_sections(work)))


def _list_sections(work: CarriedWork) -> Iterator[str]:
    if work.due:
        lines = "\n".join(map(_render_due, work.due))
        title = translate_html("Due")
        yield f'<section class="okr-section" id="due"><h2>{title}</h2><ul class="okr-due">\n{lines}\n</ul></section>'
    for section in work.sections:
        yield (
            f'<section class="okr-section"><h2>{escape(section.title)}</h2>'
            f"{render_rows_by_cycle(section.groups)}</section>"
        )
    if work.results:
        lines = "".join(f"<li>{render_name(result)}</li>" for result in work.results)
        yield (
            f'<section class="okr-section"><h2>{translate_html("Answers for key results of others")}</h2>'
            f'<ul class="okr-plain">{lines}</ul></section>'
        )


def _render_due(due: DueView) -> str:
    mark = f'<span class="is-stale">{render_mark("stale")}</span> ' if due.is_late else ""
    about = f' <span class="okr-dim">{escape(due.about)}</span>' if due.about else ""
    return (
        f'<li><span>{render_name(due.name)}{about}</span><span class="okr-meta">{mark}{escape(due.words)}</span></li>'
    )
