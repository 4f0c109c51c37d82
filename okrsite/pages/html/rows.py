"""Objectives in lists: title and unit, key results on the second line, bar and status; and links between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html, translate_html_plural
from okrsite.number_style import format_count
from okrsite.pages.html.explained import render_explanations_folded
from okrsite.pages.html.marks import render_internal, render_line_sample, render_progress, render_status
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.page_links import mark_link
from okrsite.pages.parts.contributors import Contributors
from okrsite.pages.row_views import CycleObjectives, ObjectiveLine, RowView
from okrsite.pages.views import LinkView

_FEW = 6
"""Rows that are seen below another one before anybody unfolds them."""


def render_filterable_rows(rows: Sequence[RowView]) -> Markup:
    """Return a list of objectives that the script can filter: each says who owns it."""
    lines = [
        '<ul class="okr-rows">',
        *(_render_row(row, folded=False, opened=False, owned=True) for row in rows),
        "</ul>",
    ]
    return Markup("\n".join(lines))


def render_rows(rows: Sequence[RowView], folded: bool = False) -> Markup:
    """Return a list of objectives, each with the list of what hangs below it.

    `folded`: what hangs below is one line that counts it by status, and opens. Below the only one of a list a few are
    seen at once.
    """
    opened = len(rows) == 1 and len(rows[0].children) <= _FEW
    lines = ['<ul class="okr-rows">', *(_render_row(row, folded, opened) for row in rows), "</ul>"]
    return Markup("\n".join(lines))


def _render_row(row: RowView, folded: bool, opened: bool, owned: bool = False) -> str:
    url = mark_link(row.url)
    results = "".join(f"<span>{escape(title)} <i>{escape(summary)}</i></span>" for title, summary in row.results)
    parts = [
        f'<li data-owner="{escape(row.owner)}">' if owned and row.owner else "<li>",
        f'<div class="okr-row"><div><a class="okr-row__t" href="{url}">{escape(row.title)}</a> '
        f'<span class="okr-row__team">{escape(row.unit.name)}</span>',
        _render_mark(row.internal),
        f'<div class="okr-row__krs">{results}</div>' if results else "",
        f'<div class="okr-meta">{escape(row.note)}</div>' if row.note else "",
        f"</div>{render_progress(row.bar)}{render_status(row.status)}</div>",
        _render_children(row.children, folded, opened) if row.children else "",
        f'<p class="okr-meta"><a href="{url}">{_count_hidden(row.hidden)}</a></p>' if row.hidden else "",
        "</li>",
    ]
    return "".join(parts)


def _count_hidden(number: int) -> str:
    return translate_html_plural("{number} more below it", "{number} more below it", number)


def _render_children(children: Sequence[RowView], folded: bool, opened: bool) -> str:
    rows = render_rows(children, folded)
    if not folded:
        return rows
    below = list(_list_rows_below(children))
    counts = Counter((row.status.key, row.status.word) for row in below)
    words = ", ".join(
        f"{format_count(number)} {escape(word[:1].lower() + word[1:])}" for (_, word), number in counts.most_common()
    )
    return (
        f'<details class="okr-below"{" open" if opened else ""}>'
        f"<summary>{translate_html_plural('{number} below it', '{number} below it', len(below))}"
        f'<span class="okr-dim">: {words}</span></summary>{rows}</details>'
    )


def _list_rows_below(children: Iterable[RowView]) -> Iterator[RowView]:
    for row in children:
        yield row
        yield from _list_rows_below(row.children)


def render_objective_lines(lines: Iterable[ObjectiveLine], page: str = "") -> Markup:
    """Return objectives and their key results in a line each, with the anchors of cards.

    They lead to the cards on a page, by its address from the site's root; without one, each to the objective's page.
    """
    items = ['<ul class="okr-rows">', *(_render_objective_line(line, page) for line in lines), "</ul>"]
    return Markup("\n".join(items))


def _render_objective_line(line: ObjectiveLine, page: str) -> str:
    target = page or line.url
    anchors = "".join(f'<span id="{escape(anchor)}"></span>' for anchor in line.extra_anchors)
    results = "".join(
        f'<li id="{escape(result.anchor)}"><a class="okr-quiet" href="{mark_link(f"{target}#{result.anchor}")}">'
        f'{escape(result.title)}</a> <span class="okr-num okr-dim">{escape(result.summary)}</span>'
        f"{_render_mark(result.internal)}</li>"
        for result in line.results
    )
    return (
        f'<li id="{escape(line.id)}">{anchors}<div class="okr-row"><div><a class="okr-row__t" '
        f'href="{mark_link(f"{page}#{line.id}" if page else line.url)}">{escape(line.title)}</a>'
        f"{_render_mark(line.internal)}\n"
        f'<ul class="okr-plain">{results}</ul></div>{render_progress(line.bar)}{render_status(line.status)}</div></li>'
    )


def _render_mark(internal: str) -> str:
    """Return the mark of what is internal behind a title; nothing of what everybody may know."""
    return f" {render_internal(internal)}" if internal else ""


def render_rows_by_cycle(groups: Iterable[CycleObjectives], filterable: bool = False) -> Markup:
    """Return lists of objectives, one for each cycle; `filterable`: as the script can filter them."""
    render = render_filterable_rows if filterable else render_rows
    return Markup(
        "".join(
            f'<h3 class="okr-group">{escape(group.name)} <span class="okr-dim">{escape(group.state)}</span></h3>\n'
            f"{render(group.rows)}\n"
            for group in groups
        )
    )


def render_contributors(facts: SiteFacts, carriers: Contributors, rest: str = "", folded: bool = False) -> Markup:
    """Return those who contribute and those who support, each under a line that says what the link means.

    `rest` is the address of a page that lists what is left out here; `folded`: lower levels open one by one.
    """
    return Markup("".join(_list_contributors(facts, carriers, rest, folded)))


def _list_contributors(facts: SiteFacts, carriers: Contributors, rest: str, folded: bool) -> Iterator[str]:
    for group in carriers.groups:
        yield (
            f'<p class="okr-carry__kind">{render_line_sample(group.line)}<span>'
            f"<b>{escape(group.said)}</b>: {escape(group.effect)}</span></p>\n{render_rows(group.rows, folded)}\n"
        )
    if carriers.hidden:
        if rest:
            more = translate_html("{number} more", number=format_count(carriers.hidden))
            words = f'<a href="{mark_link(rest)}">{more}</a>'
        else:
            words = translate_html_plural(
                "{number} more are not listed here.", "{number} more are not listed here.", carriers.hidden
            )
        yield f'<p class="okr-meta">{words}</p>'
    if carriers.aligned:
        words = translate("Aligned: {numbers}", numbers=carriers.aligned.words)
        yield render_explanations_folded(facts, words, carriers.aligned.why)


def render_links(links: Iterable[LinkView]) -> Markup:
    """Return a list of links, each as one of its ends sees the other."""
    lines = ['<ul class="okr-links">', *map(_render_link, links), "</ul>"]
    return Markup("\n".join(lines))


def _render_link(link: LinkView) -> str:
    notes = (
        translate("through “{title}”", title=link.own_result) if link.own_result else "",
        translate("not confirmed yet") if link.open else "",
        link.because,
    )
    parts = [
        f'<li>{render_line_sample(link.kind)}<div><a href="{mark_link(link.url)}">{escape(link.title)}</a>',
        f" <i>›</i> {escape(link.result)}" if link.result else "",
        f" <i>{escape(link.unit)}</i>",
        f' <span class="okr-share">{translate_html("{share} of it", share=link.share)}</span>' if link.share else "",
        *(f'<span class="okr-meta okr-links__own">{escape(note)}</span>' for note in notes if note),
        f"</div>{render_status(link.status)}</li>",
    ]
    return "".join(parts)
