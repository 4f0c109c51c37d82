"""The pages of a site, each made when somebody asks for it: for a preview, in which one page is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from markupsafe import Markup

from okrsite.maps import LayoutCache
from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.input_tracking import InputTracker, KeptValues
from okrsite.pages.kinds.week_texts import DescribeWeek, describe_no_week
from okrsite.pages.making import PageMaker
from okrsite.pages.maps.page_maps import create_map_problem, plan_page_maps
from okrsite.pages.page import Page, SideFile
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.side_files import SideFileMaker
from okrsite.pages.site_pages import plan_pages
from okrsite.problems import Problem, apply_severity_rules
from okrsite.snapshot import Snapshot


class PageOnDemand(msgspec.Struct, frozen=True):
    """A page that somebody asked for."""

    page: Page
    files: tuple[SideFile, ...]
    """What lies beside it."""
    problems: tuple[Problem, ...]
    """Why its map could not be drawn; empty where it could."""


class PagesOnDemand:
    """Knows which pages a site has, and makes those that are asked for."""

    def __init__(
        self,
        snapshot: Snapshot,
        layouts: LayoutCache | None = None,
        prepare_files: Callable[[ViewContext], SideFileMaker] = lambda context: SideFileMaker(),
        kept: KeptValues | None = None,
        describe_week: DescribeWeek = describe_no_week,
    ) -> None:
        """Plan the pages of a snapshot.

        Args:
            snapshot: What they are made of.
            layouts: Layouts of maps that are known, and that are found; without it all is the same.
            prepare_files: Returns what makes further files beside pages.
            describe_week: Tells of the week, for its pages.
            kept: What was made of earlier snapshots with the same settings; without it all is the same.
        """
        self.snapshot = snapshot
        tracker = InputTracker(snapshot, kept)
        prose = ProseRenderer(snapshot, tracker)
        self._context = ViewContext(snapshot, prose, tracker)
        self._page_maps = plan_page_maps(self._context, layouts)
        self._page_maps.lay_out(())  # none before its page is asked for
        self.files = prepare_files(self._context)
        """Makes the further files beside pages."""
        renderer = create_renderer(self._context)
        planned, self.conflicts = plan_pages(self._context, renderer, self._page_maps, self.files, describe_week)
        """Pages whose address is that of another one, and those that the navigation names in vain, as problems."""
        self._maker = PageMaker(planned, self._page_maps, prose, tracker.recorder, snapshot.site.url, self.files)

    def list_uris(self) -> tuple[str, ...]:
        """Return the URIs of all pages, in the order of the navigation."""
        return tuple(self._maker.planned)

    def __contains__(self, uri: str) -> bool:
        """Whether there is such a page."""
        return uri in self._maker.planned

    def list_navigation(self) -> Iterator[Page]:
        """Yield the pages of the navigation, of which title and place are known and nothing else."""
        for uri, plan in self._maker.planned.items():
            if plan.entry is not None:
                yield Page(uri, plan.entry.title, Markup(), nav=plan.entry.sections)

    def make_page(self, uri: str) -> PageOnDemand:
        """Return a page as a build would make it; KeyError where there is none."""
        failures = [failure for _, failure in self._page_maps.lay_out((uri,))]
        made = self._maker.make_page(uri)
        problems = [create_map_problem(self._context, uri, failure) for failure in failures]
        rules = self.snapshot.site.settings.rules
        return PageOnDemand(made.page, made.files, tuple(apply_severity_rules(problems, rules)))
