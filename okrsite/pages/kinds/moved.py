"""Pages at former addresses, which lead on: of objectives that had another id, of units and memos that have moved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import ClassVar

from okrsite.model.lengths import MAX_FORMER_IDS
from okrsite.model.organisation import Memo
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import Page, PlannedPage, make_url
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer

_TITLE = "This page has a new address"


class MovedView(PageView, frozen=True):
    """Where something is now that had another address."""

    template: ClassVar[str] = "moved.html"
    title: str
    to: str
    """Its page, from the site's root."""


def build_former_unit_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page for each former one of a unit, or of a unit in a cycle."""
    for address, (unit, cycle) in context.organisation.former.pages.items():
        is_own = address.count("/") == 1 and address.partition("/")[0] in ("teams", "people")
        uri = f"{address}/index.md" if is_own else f"{address}.md"
        build = partial(_build_moved_page, context, renderer, uri, unit, cycle)
        yield PlannedPage(uri, build, f"former page of {unit} {cycle}")
    yield from _build_former_memo_pages(context, renderer)


def _build_former_memo_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page in each former folder of a unit for each memo that lies in the folder of today."""
    memos: dict[str, list[Memo]] = {}
    for memo in context.organisation.memos:
        memos.setdefault(memo.unit, []).append(memo)
    folders = ((address, unit) for address, (unit, cycle) in context.organisation.former.pages.items() if not cycle)
    moved = ((address, memo) for address, unit in folders for memo in memos.get(unit, ()))
    for address, memo in islice(moved, MAX_FORMER_IDS):
        uri = f"{address}/memo-{memo.id}.md"
        build = partial(_build_moved_memo_page, context, renderer, uri, memo)
        yield PlannedPage(uri, build, f"former page of {memo.unit} memo {memo.id}")


def _build_moved_memo_page(context: ViewContext, renderer: TemplateRenderer, uri: str, memo: Memo) -> Page:
    unit = context.organisation.units[memo.unit]
    frame = PageFrame(uri, _TITLE, context.build_unit_crumbs(unit, Crumb(_TITLE)), unit.place)
    body = renderer.render(MovedView(memo.title, addresses.make_memo_url(memo, unit)), frame)
    return Page(uri=uri, title=_TITLE, body=body, layout="navigation toc")


def _build_moved_page(context: ViewContext, renderer: TemplateRenderer, uri: str, key: str, cycle: str) -> Page:
    unit = context.organisation.units[key]
    shown = cycle if cycle in context.list_cycles(unit) else ""
    target = addresses.make_unit_cycle_uri(unit, shown) if shown else addresses.make_unit_uri(unit)
    title = f"{unit.name}, {context.organisation.cycles[shown].name}" if shown else unit.name
    frame = PageFrame(uri, _TITLE, context.build_unit_crumbs(unit, Crumb(_TITLE)), unit.place)
    body = renderer.render(MovedView(title, make_url(target)), frame)
    return Page(uri=uri, title=_TITLE, body=body, layout="navigation toc")
