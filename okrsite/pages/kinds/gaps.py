"""The page of gaps: where the goals don't hang together, and what to do about it; of very many a page for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import mark_text, translate
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import Heading, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.parts.gap_sections import GapSection, GapSections, name_gap_kind
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView

MOST_ON_A_PAGE = 250
"""Gaps of all kinds together; each takes more than half a KB."""
MOST_OF_A_KIND = 250
"""Gaps on the page of one kind."""
FEW = 5
"""Gaps of each kind on the page that leads to those of the kinds."""
TITLE = mark_text("Gaps and overlaps")


class ShownSection(msgspec.Struct, frozen=True):
    """A list of gaps of one kind, or its beginning."""

    section: GapSection
    page: NameView | None
    """The page that has more of them; None where this one has all that are listed."""


class GapsView(PageView, frozen=True):
    """Gaps and overlaps by kind; kinds of which there is none are left out."""

    template: ClassVar[str] = "gaps.html"
    sections: tuple[ShownSection, ...]


def build_gaps_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of gaps and overlaps among everything that is running or planned, and those of its kinds."""
    sections = GapSections(context, MOST_OF_A_KIND)
    counts = sections.count_entries()
    divided = sum(counts.values()) > MOST_ON_A_PAGE
    yield PlannedPage(addresses.GAPS, lambda: _build_gaps_page(context, renderer, sections, divided=divided))
    for kind in counts if divided else ():
        build = partial(_build_kind_page, context, renderer, sections, kind)
        yield PlannedPage(addresses.make_gaps_uri(kind), build)


def _build_gaps_page(context: ViewContext, renderer: TemplateRenderer, lists: GapSections, *, divided: bool) -> Page:
    sections = lists.build_sections(FEW) if divided else lists.build_sections()
    title = translate(TITLE)
    frame = PageFrame(
        addresses.GAPS,
        title,
        context.build_crumbs(Crumb(translate("Map"), make_url(addresses.MAP)), Crumb(title)),
        lead=translate(
            "Where the goals that are running or planned don’t hang together. Each is a reason to talk, not a fault."
        ),
    )
    shown = tuple(
        ShownSection(section, _name_kind(section.id) if divided and section.more else None) for section in sections
    )
    return Page(
        uri=addresses.GAPS,
        title=title,
        body=renderer.render(GapsView(shown), frame),
        headings=tuple(Heading(section.id, section.title) for section in sections),
        search=(SearchEntry("", title, " ".join(section.title for section in sections)),),
        description=translate("Where the goals don’t hang together, and who does the same."),
        layout="navigation toc",
    )


def _build_kind_page(context: ViewContext, renderer: TemplateRenderer, lists: GapSections, kind: str) -> Page:
    kinds = list(lists.count_entries())
    place = kinds.index(kind)
    section = lists.build_section(kind, MOST_OF_A_KIND)
    frame = PageFrame(
        addresses.make_gaps_uri(kind),
        section.title,
        context.build_crumbs(
            Crumb(translate("Map"), make_url(addresses.MAP)),
            Crumb(translate(TITLE), make_url(addresses.GAPS)),
            Crumb(section.title),
        ),
        before=_name_kind(kinds[place - 1]) if place else None,
        after=_name_kind(kinds[place + 1]) if place + 1 < len(kinds) else None,
    )
    return Page(
        uri=frame.uri,
        title=section.title,
        body=renderer.render(GapsView((ShownSection(section, None),)), frame),
        search=(SearchEntry("", section.title, translate(TITLE)),),
        description=translate("{kind}: where the goals don’t hang together.", kind=section.title),
        layout="navigation toc",
    )


def _name_kind(kind: str) -> NameView:
    return NameView(name_gap_kind(kind), make_url(addresses.make_gaps_uri(kind)))
