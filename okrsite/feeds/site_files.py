"""All files beside the pages of a site but its maps, as its settings want them: data, news, dates, badges, Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from okrsite.feeds.badges import BadgeMaker
from okrsite.feeds.calendars import CalendarMaker
from okrsite.feeds.export import CycleDataMaker
from okrsite.feeds.llms_text import LLMS_URI, write_llms_text
from okrsite.feeds.markdown_pages import write_markdown_page
from okrsite.feeds.news import NewsMaker
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_markdown_uri
from okrsite.pages.context import ViewContext
from okrsite.pages.page import Page, SideFile, make_url, make_whole_url
from okrsite.pages.side_files import SideFileMaker


class SiteFileMaker(SideFileMaker):
    """Makes them of what pages look up, so that what each is made of is known as it is of a page."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups of the pages beside which they lie."""
        self._data = CycleDataMaker(context)
        self._context = context
        self._badges = BadgeMaker(context) if context.settings.badges else None
        self._news = NewsMaker(context) if context.settings.feeds else None
        self._calendars = CalendarMaker(context) if context.settings.calendars else None

    def list_cycle_files(self, unit: str, cycle: str) -> Iterable[SideFile]:
        """Return the data of a unit's cycle."""
        return self._data.list_files(unit, cycle)

    def list_unit_files(self, unit: str) -> Iterator[SideFile]:
        """Yield a unit's badge, feed and calendar."""
        if self._badges:
            yield self._badges.draw_unit_badge(unit)
        if self._news:
            yield self._news.write_unit_feed(unit)
        if self._calendars:
            yield self._calendars.write_unit_calendar(unit)

    def list_objective_files(self, ref: ObjectiveRef) -> Iterator[SideFile]:
        """Yield an objective's badge and feed."""
        if self._badges:
            yield self._badges.draw_objective_badge(ref)
        if self._news:
            yield self._news.write_objective_feed(ref)

    def list_person_files(self, person: str) -> Iterator[SideFile]:
        """Yield a person's calendar."""
        if self._calendars:
            yield self._calendars.write_person_calendar(person)

    def list_home_files(self) -> Iterator[SideFile]:
        """Yield what leads assistants around."""
        if self._context.settings.markdown_pages:
            yield SideFile(LLMS_URI, write_llms_text(self._context))

    def list_page_files(self, page: Page) -> Iterator[SideFile]:
        """Yield the page as Markdown."""
        if self._context.settings.markdown_pages:
            site = self._context.snapshot.site.url
            address = make_whole_url(site, make_url(page.uri)) if site else ""
            yield SideFile(unquote(make_markdown_uri(page.uri)), write_markdown_page(page.body, address))

    def list_changes_files(self) -> Iterator[SideFile]:
        """Yield the feed of everything that changes."""
        if self._news:
            yield self._news.write_company_feed()
