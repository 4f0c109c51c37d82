"""Pages at former addresses, which lead on: of units, of memos and of ordinary pages that have moved.

What has gone from an objective's former address leads on from `objectives`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import ClassVar

from okrsite.languages.words import mark_text, translate
from okrsite.model.lengths import MAX_FORMER_IDS
from okrsite.model.organisation import Document, Memo
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import Page, PlannedPage, make_url
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer

_TITLE = mark_text("This page has a new address")


class MovedView(PageView, frozen=True):
    """Where something is now that had another address."""

    template: ClassVar[str] = "moved.html"
    title: str
    to: str
    """Its page, from the site's root."""


def build_former_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page for each former one of a unit, of a unit in a cycle, of a memo, and of an ordinary page."""
    for address, (unit, cycle) in context.organisation.former.pages.items():
        is_own = address.count("/") == 1 and address.partition("/")[0] in ("teams", "people")
        uri = f"{address}/index.md" if is_own else f"{address}.md"
        build = partial(_build_moved_page, context, renderer, uri, unit, cycle)
        yield PlannedPage(uri, build, f"former page of {unit} {cycle}")
    for uri, item in _list_moved_documents(context):
        yield PlannedPage(uri, partial(_build_moved_document_page, context, renderer, uri, item))


def _list_moved_documents(context: ViewContext) -> Iterator[tuple[str, Memo | Document]]:
    """Yield where memos and ordinary pages lay before: as git remembers them, and in each former folder of a unit."""
    organisation = context.organisation
    items: dict[str, Memo | Document] = {document.place.path: document for document in organisation.documents}
    items |= {memo.place.path: memo for memo in organisation.memos}
    known = (
        (addresses.make_document_uri(path), items.get(place)) for path, place in organisation.former.documents.items()
    )
    yield from ((uri, item) for uri, item in known if item is not None)
    for document in organisation.documents if not context.snapshot.site.host_renders_pages else ():
        if document.is_folder_page:  # until it was its folder's page, it had one of its own
            yield addresses.make_document_uri(document.inside), document
    memos: dict[str, list[Memo]] = {}
    for memo in organisation.memos:
        memos.setdefault(memo.unit, []).append(memo)
    folders = ((address, unit) for address, (unit, cycle) in organisation.former.pages.items() if not cycle)
    moved = ((f"{address}/memo-{memo.id}.md", memo) for address, unit in folders for memo in memos.get(unit, ()))
    yield from islice(moved, MAX_FORMER_IDS)


def _build_moved_document_page(
    context: ViewContext, renderer: TemplateRenderer, uri: str, item: Memo | Document
) -> Page:
    moved = translate(_TITLE)
    if isinstance(item, Memo):
        unit = context.organisation.units[item.unit]
        url, crumbs = addresses.make_memo_url(item, unit), context.build_unit_crumbs(unit, Crumb(moved))
    else:
        url = make_url(addresses.find_document_uri(item, context.snapshot.site))
        crumbs = (Crumb(context.organisation.name), Crumb(moved))
    frame = PageFrame(uri, moved, crumbs, item.place)
    return Page(uri=uri, title=moved, body=renderer.render(MovedView(item.title, url), frame), layout="navigation toc")


def _build_moved_page(context: ViewContext, renderer: TemplateRenderer, uri: str, key: str, cycle: str) -> Page:
    moved = translate(_TITLE)
    unit = context.organisation.units[key]
    shown = cycle if cycle in context.list_cycles(unit) else ""
    target = addresses.make_unit_cycle_uri(unit, shown) if shown else addresses.make_unit_uri(unit)
    title = f"{unit.name}, {context.organisation.cycles[shown].name}" if shown else unit.name
    frame = PageFrame(uri, moved, context.build_unit_crumbs(unit, Crumb(moved)), unit.place)
    body = renderer.render(MovedView(title, make_url(target)), frame)
    return Page(uri=uri, title=moved, body=body, layout="navigation toc")
