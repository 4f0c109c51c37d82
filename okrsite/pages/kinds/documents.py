"""Pages that are mostly prose: the ordinary documents of the content folder, and memos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import ClassVar

from markupsafe import Markup

from okrsite.languages.words import translate
from okrsite.model.organisation import COMPANY, Document, Memo, Organisation
from okrsite.pages.addresses import find_document_uri, make_memo_uri, make_unit_url
from okrsite.pages.formatting import format_long_day
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.prose.outline import RenderedDocument
from okrsite.pages.prose.pieces import Embed
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.tag_names import has_page_tags, name_tags
from okrsite.pages.views import NameView
from okrsite.pages.wording import describe_internal
from okrsite.snapshot import Snapshot

# Folders of units: what lies in them is reached by links, or the notes of five thousand teams would fill the menu.
_UNITS = frozenset({COMPANY, "teams", "people"})
_DESCRIPTION = 160


class DocumentView(PageView, frozen=True):
    """An ordinary page of prose."""

    template: ClassVar[str] = "document.html"
    body: Markup
    language: str
    """Empty where it is that of the page around it, English."""
    tags: tuple[NameView, ...]


class MemoView(PageView, frozen=True):
    """A memo: who tells the story, when, and the story."""

    template: ClassVar[str] = "memo.html"
    body: Markup
    author: str
    """A name, empty where nobody is named."""
    date: date | None
    unit: NameView


def build_document_pages(
    snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer, embed: Embed | None = None
) -> Iterator[PlannedPage]:
    """Yield a page for each ordinary document, as the navigation has them; `embed` makes pieces of the model."""
    if snapshot.site.host_renders_pages:
        return
    for document, entry in list_documents(snapshot.organisation):
        build = partial(_build_document_page, document, snapshot, prose, renderer, embed)
        yield PlannedPage(find_document_uri(document, snapshot.site), build, source=document.place, entry=entry)


def list_documents(organisation: Organisation) -> Iterator[tuple[Document, NavigationEntry | None]]:
    """Yield the ordinary documents in the order of the navigation, each with its place in it, where it has one."""
    for document in sorted(organisation.documents, key=_make_sort_key):
        section = _find_nav_section(PurePosixPath(document.inside).parts[:-1])
        yield document, None if section is None else NavigationEntry(document.title, section)


def build_memo_pages(snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page for each memo."""
    for memo in snapshot.organisation.memos:
        uri = make_memo_uri(memo, snapshot.organisation.units[memo.unit])
        yield PlannedPage(uri, partial(_build_memo_page, memo, snapshot, prose, renderer), source=memo.place)


def _make_sort_key(document: Document) -> tuple[tuple[bool, str], ...]:
    """Files before folders, and a folder's own page before all."""
    *folders, name = PurePosixPath(document.inside).parts
    own = "" if document.is_folder_page or PurePosixPath(name).stem.lower() == "index" else name
    return (*((True, folder) for folder in folders), (False, own))


def _build_document_page(
    document: Document, snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer, embed: Embed | None
) -> Page:
    uri = find_document_uri(document, snapshot.site)
    article = prose.render_ordinary_page(document.body, uri, embed)
    tags = document.tags if has_page_tags(snapshot.site) else ()
    folders = PurePosixPath(document.inside).parts[:-1]
    # Where a navigation is typed, that alone says below what a page stands.
    below_guide = not snapshot.site.navigation and not (folders and folders[0] in _UNITS)
    crumbs = (
        Crumb(snapshot.organisation.name),
        *([Crumb(translate("Guide"), make_url("guide/index.md"))] if below_guide else []),
        Crumb(document.title),
    )
    frame = PageFrame(
        uri, article.title or document.title, crumbs, document.place, internal=describe_internal(document.audience)
    )
    return Page(
        uri=uri,
        title=document.title,
        body=renderer.render(DocumentView(article.body, _find_language(snapshot), name_tags(tags)), frame),
        headings=article.headings,
        search=_add_tags(build_search_entries(document.title, article), tags) if document.is_found else (),
        source=document.place,
        nav=_find_nav_section(folders),
        description=document.description or shorten_at_word(article.intro),
        layout=" ".join(document.hidden),
    )


def _add_tags(entries: tuple[SearchEntry, ...], tags: tuple[str, ...]) -> tuple[SearchEntry, ...]:
    """Return what can be found of a page, and by its tags too."""
    first, *rest = entries
    return (SearchEntry(first.anchor, first.title, " ".join((first.text, *tags)).strip()), *rest) if tags else entries


def _find_language(snapshot: Snapshot) -> str:
    language = snapshot.site.language
    return "" if language == snapshot.site.words_language else language


def _find_nav_section(folders: tuple[str, ...]) -> tuple[str, ...] | None:
    if not folders:
        return (translate("Guide"),)
    return (
        None
        if folders[0] in _UNITS
        else (
            translate("Guide"),
            folders[0].replace("-", " ").replace("_", " ").capitalize(),
        )
    )


def _build_memo_page(memo: Memo, snapshot: Snapshot, prose: ProseRenderer, renderer: TemplateRenderer) -> Page:
    organisation = snapshot.organisation
    unit = organisation.units[memo.unit]
    uri = make_memo_uri(memo, unit)
    article = prose.render_page(memo.body, uri)
    above = () if unit.id == COMPANY else (Crumb(unit.name, make_unit_url(unit)),)
    crumbs = (Crumb(organisation.name), *above, Crumb(memo.title))
    frame = PageFrame(uri, memo.title, crumbs, memo.place, internal=describe_internal(memo.audience | unit.audience))
    known = organisation.people.get(memo.author or "")
    author = known.name if known else memo.author or ""
    written = " ".join(filter(None, (author, format_long_day(memo.date) if memo.date else "")))
    first, *rest = build_search_entries(memo.title, article)
    return Page(
        uri=uri,
        title=memo.title,
        body=renderer.render(
            MemoView(article.body, author, memo.date, NameView(unit.name, make_unit_url(unit))), frame
        ),
        headings=article.headings,
        search=(SearchEntry("", first.title, f"{written} {first.text}".strip()), *rest),
        source=memo.place,
        description=shorten_at_word(article.intro),
        layout="navigation",
    )


def build_search_entries(title: str, article: RenderedDocument) -> tuple[SearchEntry, ...]:
    """Return what can be found: the page by its beginning, and each section."""
    return (
        SearchEntry("", title, article.intro),
        *(SearchEntry(section.anchor, section.title, section.text) for section in article.sections),
    )


def shorten_at_word(text: str) -> str:
    """Return the beginning of a text, cut between two words."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[: _DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
