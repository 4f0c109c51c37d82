"""The guide: texts of ours beside this module, and tables made of the code, so that neither can tell an old story.

The texts are rendered by the same hand as authors' prose; what a page shows below its text comes from
`okrsite.pages.guide_tables`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from okrsite.pages.documents import search_entries, shortened
from okrsite.pages.guide_anchors import text_of
from okrsite.pages.guide_problems import ProblemGroup, problem_groups
from okrsite.pages.guide_tables import RecordTable, record_tables, setting_rows
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.prose import Prose
from okrsite.pages.prose_links import GUIDE_PAGES
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Supplement:
    """What a page shows below its text, and how it is found."""

    template: str = "guide.html"
    views: tuple[tuple[str, Any], ...] = ()
    headings: tuple[Heading, ...] = ()
    search: tuple[SearchEntry, ...] = ()


def guide_pages(snapshot: Snapshot, prose: Prose, renderer: Renderer) -> list[Page]:
    """Return the pages of the guide, the one for newcomers first."""
    return [_guide_page(name, snapshot, prose, renderer) for name in GUIDE_PAGES]


def _guide_page(name: str, snapshot: Snapshot, prose: Prose, renderer: Renderer) -> Page:
    uri = f"guide/{name}.md"
    article = prose.article(text_of(name), source=uri, page_uri=uri)
    more = _SUPPLEMENTS[name](prose, uri) if name in _SUPPLEMENTS else Supplement()
    crumbs = (
        Crumb(snapshot.organisation.name),
        *([] if name == "index" else [Crumb("Guide", "guide/")]),
        Crumb("Guide" if name == "index" else article.title),
    )
    frame = Frame(uri, article.title, crumbs)
    return Page(
        uri=uri,
        title="How to read this site" if name == "index" else article.title,
        body=renderer.render(more.template, frame, body=article.body, neighbours=_neighbours(name), **dict(more.views)),
        headings=(*article.headings, *more.headings),
        search=(*search_entries(article.title, article), *more.search),
        nav=("Guide",),
        description=shortened(article.intro),
        # Whoever searches for a word of their goals means the goals.
        boost=0.5,
    )


def _neighbours(name: str) -> tuple[Crumb, ...]:
    """Return the page that is read next, none after the last."""
    place = GUIDE_PAGES.index(name) + 1
    return tuple(Crumb(_title(after), f"guide/{after}/") for after in GUIDE_PAGES[place : place + 1])


def _title(name: str) -> str:
    return text_of(name).partition("\n")[0].removeprefix("# ").strip()


def _fields(prose: Prose, uri: str) -> Supplement:
    tables = record_tables()
    return Supplement(
        "guide_fields.html",
        (("tables", tables),),
        tuple(Heading(table.anchor, table.title) for table in tables),
        tuple(SearchEntry(table.anchor, table.title, _words(table)) for table in tables),
    )


def _words(table: RecordTable) -> str:
    return " ".join([table.help, *(f"{row.name}: {row.help}" for row in table.rows)])


def _settings(prose: Prose, uri: str) -> Supplement:
    rows = setting_rows()
    return Supplement(
        "guide_settings.html",
        (("rows", rows),),
        (Heading("all-settings", "All settings"),),
        tuple(SearchEntry(row.anchor, row.name, row.help) for row in rows),
    )


def _problems(prose: Prose, uri: str) -> Supplement:
    groups = problem_groups()
    advice = {row.code: prose.inline(row.advice, source=uri, page_uri=uri) for group in groups for row in group.rows}
    return Supplement(
        "guide_problems.html",
        (("groups", groups), ("advice", advice)),
        tuple(Heading(group.anchor, group.title) for group in groups),
        tuple(entry for group in groups for entry in _entries(group, prose)),
    )


def _entries(group: ProblemGroup, prose: Prose) -> tuple[SearchEntry, ...]:
    return tuple(SearchEntry(row.anchor, f"{row.code}: {row.meaning}", prose.plain(row.advice)) for row in group.rows)


_SUPPLEMENTS: dict[str, Callable[[Prose, str], Supplement]] = {
    "fields": _fields,
    "settings": _settings,
    "problems": _problems,
}
