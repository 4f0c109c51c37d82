"""The guide: texts of ours beside this module, and tables made of the code, so that neither can tell an old story.

The texts are rendered by the same hand as authors' prose; what a page shows below its text comes from
`okrsite.pages.guide.tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.languages.words import mark_text, translate
from okrsite.number_style import write_numbers
from okrsite.pages.guide.anchors import read_guide_text, read_translated_guide_text
from okrsite.pages.guide.number_examples import write_example_numbers
from okrsite.pages.guide.problem_pages import ProblemGroup, build_problem_groups
from okrsite.pages.guide.tables import RecordTable, SettingRow, build_record_tables, build_setting_rows
from okrsite.pages.kinds.documents import build_search_entries, shorten_at_word
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.prose.link_targets import GUIDE_PAGES
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.snapshot import Snapshot

_SECTION = mark_text("Guide")
"""Of the navigation, in which its pages stand; looked up when the language is known."""


class GuideView(PageView, frozen=True):
    """A page of the guide that is a text only."""

    template: ClassVar[str] = "guide.html"
    body: Markup
    next_page: Crumb | None
    """The page that is read next, None after the last."""


class GuideFieldsView(GuideView, frozen=True):
    """The page of all fields that can be typed."""

    template: ClassVar[str] = "guide_fields.html"
    tables: tuple[RecordTable, ...]


class GuideSettingsView(GuideView, frozen=True):
    """The page of all settings."""

    template: ClassVar[str] = "guide_settings.html"
    rows: tuple[SettingRow, ...]


class LabelledText(msgspec.Struct, frozen=True):
    """A text behind its label."""

    label: str
    text: Markup


class ProblemEntry(msgspec.Struct, frozen=True):
    """A code with what it means."""

    code: str
    anchor: str
    severity: str
    meaning: str
    advice: Markup
    """What to do about it; empty where nobody has written it down yet."""
    reasons: tuple[LabelledText, ...] = ()
    """Of a rule: why it is there, who teaches it, who disagrees."""


class ProblemEntries(msgspec.Struct, frozen=True):
    """The codes of one hundred."""

    anchor: str
    title: str
    rows: tuple[ProblemEntry, ...]


class GuideProblemsView(GuideView, frozen=True):
    """The page of all codes, to which messages, feeds and annotations link."""

    template: ClassVar[str] = "guide_problems.html"
    groups: tuple[ProblemEntries, ...]


class GuideSupplement(msgspec.Struct, frozen=True):
    """What a page of the guide is made of besides its text, and how that is found."""

    make_view: Callable[[Markup, Crumb | None], GuideView] = GuideView
    """(text, page that is read next) → the page."""
    headings: tuple[Heading, ...] = ()
    search: tuple[SearchEntry, ...] = ()


def build_guide_pages(snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the pages of the guide, the one for newcomers first."""
    for name in GUIDE_PAGES:
        build = partial(_build_guide_page, name, snapshot, prose, renderer)
        yield PlannedPage(
            f"guide/{name}.md", build, f"guide {name}", entry=NavigationEntry(_find_title(name), (translate(_SECTION),))
        )


def _build_guide_page(name: str, snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer) -> Page:
    uri = f"guide/{name}.md"
    original, text = read_guide_text(name), read_translated_guide_text(name)
    article = prose.render_document(
        write_example_numbers(name, text), source=uri, page_uri=uri, original="" if text == original else original
    )
    more = _SUPPLEMENTS[name](prose, uri) if name in _SUPPLEMENTS else GuideSupplement()
    crumbs = (
        Crumb(snapshot.organisation.name),
        *([] if name == "index" else [Crumb(translate(_SECTION), make_url("guide/index.md"))]),
        Crumb(translate(_SECTION) if name == "index" else article.title),
    )
    frame = PageFrame(uri, article.title, crumbs)
    return Page(
        uri=uri,
        title=_find_title(name),
        body=renderer.render(more.make_view(article.body, _find_next_page(name)), frame),
        headings=(*article.headings, *more.headings),
        search=(*build_search_entries(article.title, article), *more.search),
        nav=(translate(_SECTION),),
        description=shorten_at_word(article.intro),
        # Whoever searches for a word of their goals means the goals.
        boost=0.5,
    )


def _find_next_page(name: str) -> Crumb | None:
    place = GUIDE_PAGES.index(name) + 1
    if place == len(GUIDE_PAGES):
        return None
    return Crumb(_find_title(GUIDE_PAGES[place]), make_url(f"guide/{GUIDE_PAGES[place]}.md"))


def _find_title(name: str) -> str:
    return read_translated_guide_text(name).partition("\n")[0].removeprefix("# ").strip()


def _build_fields_supplement(prose: ProseRenderer, uri: str) -> GuideSupplement:
    tables = tuple(_write_table_numbers(table) for table in build_record_tables())
    return GuideSupplement(
        lambda body, next_page: GuideFieldsView(body, next_page, tables),
        tuple(Heading(table.anchor, table.title) for table in tables),
        tuple(SearchEntry(table.anchor, table.title, _list_table_words(table)) for table in tables),
    )


def _write_table_numbers(table: RecordTable) -> RecordTable:
    rows = tuple(replace(row, help=write_numbers(row.help)) for row in table.rows)
    return replace(table, help=write_numbers(table.help), rows=rows)


def _list_table_words(table: RecordTable) -> str:
    return " ".join([table.help, *(f"{row.name}: {row.help}" for row in table.rows)])


def _build_settings_supplement(prose: ProseRenderer, uri: str) -> GuideSupplement:
    rows = build_setting_rows()
    return GuideSupplement(
        lambda body, next_page: GuideSettingsView(body, next_page, rows),
        (Heading("all-settings", translate("All settings")),),
        tuple(SearchEntry(row.anchor, row.name, row.help) for row in rows),
    )


def _build_problems_supplement(prose: ProseRenderer, uri: str) -> GuideSupplement:
    groups = build_problem_groups()
    entries = tuple(
        ProblemEntries(
            group.anchor,
            group.title,
            tuple(
                ProblemEntry(
                    row.code,
                    row.anchor,
                    row.severity,
                    row.meaning,
                    prose.render_inline(write_numbers(row.advice), source=uri, page_uri=uri),
                    tuple(
                        LabelledText(label, prose.render_inline(write_numbers(text), source=uri, page_uri=uri))
                        for label, text in row.reasons
                    ),
                )
                for row in group.rows
            ),
        )
        for group in groups
    )
    return GuideSupplement(
        lambda body, next_page: GuideProblemsView(body, next_page, entries),
        tuple(Heading(group.anchor, group.title) for group in groups),
        tuple(entry for group in groups for entry in _build_search_entries(group, prose)),
    )


def _build_search_entries(group: ProblemGroup, prose: ProseRenderer) -> tuple[SearchEntry, ...]:
    return tuple(
        SearchEntry(row.anchor, f"{row.code}: {row.meaning}", prose.extract_plain_text(write_numbers(row.advice)))
        for row in group.rows
    )


_SUPPLEMENTS: dict[str, Callable[[ProseRenderer, str], GuideSupplement]] = {
    "fields": _build_fields_supplement,
    "settings": _build_settings_supplement,
    "problems": _build_problems_supplement,
}
