"""Renders a page's body: one Jinja environment per build, which escapes everything that isn't `Markup`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_reading_uri, relate_to_page
from okrsite.pages.edit_links import make_place_link
from okrsite.pages.html.shared_shapes import add_shared_shapes
from okrsite.pages.page import make_url
from okrsite.pages.page_links import resolve_links
from okrsite.pages.views import NameView
from okrsite.problems import Place
from okrsite.snapshot import Snapshot

if TYPE_CHECKING:
    from jinja2 import Environment


class Crumb(msgspec.Struct, frozen=True):
    """A step of the breadcrumb."""

    title: str
    url: str = ""
    """From the site's root; the site's root itself is empty."""


class CycleEntry(msgspec.Struct, frozen=True):
    """A line of the cycle switch."""

    title: str
    url: str
    """From the site's root."""
    state: str
    """planned, in progress, being graded or closed."""
    current: bool = False


class CycleSwitch(msgspec.Struct, frozen=True):
    """The way from a page to the same page in other cycles."""

    entries: tuple[CycleEntry, ...]
    """Newest first."""

    @property
    def current(self) -> CycleEntry | None:
        """The one on this page."""
        return next((entry for entry in self.entries if entry.current), None)

    @property
    def older(self) -> CycleEntry | None:
        """The one before."""
        return self._find_neighbour(1)

    @property
    def newer(self) -> CycleEntry | None:
        """The one after."""
        return self._find_neighbour(-1)

    def _find_neighbour(self, step: int) -> CycleEntry | None:
        for place, entry in enumerate(self.entries):
            if entry.current:
                return self.entries[place + step] if 0 <= place + step < len(self.entries) else None
        return None


class PageFrame(msgspec.Struct, frozen=True):
    """What every page has around its content."""

    uri: str
    title: str
    crumbs: tuple[Crumb, ...] = ()
    """From the home page down to this page, which is the last and no link."""
    source: Place | None = None
    """Where most of the page was typed: what the edit link opens."""
    cycles: CycleSwitch | None = None
    lead: str = ""
    """A sentence under the title."""
    beside: tuple[NameView, ...] = ()
    """Files that lie beside the page, with addresses relative to it."""
    internal: str = ""
    """What of the page outsiders don't see, in words; empty for nothing."""
    has_other_days: bool = False
    """Whether the script can show it as of an earlier day."""
    before: NameView | None = None
    """The part before this one, where a list is divided into several pages."""
    after: NameView | None = None
    """The part after it."""


class PageView(msgspec.Struct, frozen=True):
    """What one kind of page prints between its head and its foot: the fields are the variables of its template.

    Values are ready to be printed: safe HTML as `Markup`, plain values and other views, never objects of the model.
    """

    template: ClassVar[str]
    """The file in `theme/okr/pages/`."""


class TemplateRenderer:
    """Renders templates of `theme/okr/pages/` into the content area of a page."""

    def __init__(
        self,
        snapshot: Snapshot,
        functions: Mapping[str, Callable[..., Markup]],
        has_come: Callable[[date], bool],
    ) -> None:
        """Take what is the same on all pages.

        Args:
            snapshot: What they are made of.
            functions: What templates may call, by name.
            has_come: Whether a day is today or past.
        """
        self._has_come = has_come
        self._forge = snapshot.site.forge
        self._public = snapshot.is_public
        self._preview = snapshot.preview
        self._past = snapshot.past
        self._has_tables = snapshot.site.settings.tables
        self._here = ""
        self._links: dict[str, str] = {}
        self._functions = functions

    @cached_property
    def environment(self) -> Environment:
        """The templates and what they may use."""
        # Here and not above: `check` plans pages and makes none, and would wait for it.
        from okrsite.pages.page_templates import create_page_environment

        return create_page_environment(self._make_link, partial(make_place_link, self._forge), self._functions)

    def render(self, view: PageView, frame: PageFrame, objective: ObjectiveRef | None = None) -> Markup:
        """Render a page.

        Its template gets the view's fields as variables, and `frame`, `edit_url`, `reading_url`, `changed` and
        `has_tables` besides.
        `objective` is what the whole page is about, where that is one.
        """
        self._here, self._links = make_url(frame.uri), {}
        if self._public:
            frame = replace(frame, source=None)
        changed = self._find_last_change(frame.source, objective)
        template = self.environment.get_template(f"okr/pages/{view.template}")
        edit_url = make_place_link(self._forge, frame.source)
        reading_url = make_url(make_reading_uri(frame.source.path)) if self._preview and frame.source else ""
        around = {"frame": frame, "edit_url": edit_url, "reading_url": reading_url, "changed": changed}
        variables = {**msgspec.structs.asdict(view), **around, "has_tables": self._has_tables}
        return resolve_links(add_shared_shapes(template.render(variables)), frame.uri)

    def _find_last_change(self, source: Place | None, objective: ObjectiveRef | None) -> date | None:
        """Return the day on which what a page was made of last changed, as git remembers it; None for unknown.

        A file is known by its name; an objective, with others in one file, by what changed in it. A site of an earlier
        day than today's tells of no later change.
        """
        if objective is not None:
            days = [event.arrived for event in self._past.by_objective.get(objective, ())]
        else:
            day = self._past.file_days.get(source.path) if source else None
            days = [day] if day else []
        return max(filter(self._has_come, days), default=None)

    def _make_link(self, url: str) -> str:
        """Make an address from the site's root relative to the page that is being rendered."""
        relative = self._links.get(url)
        if relative is None:
            relative = self._links[url] = relate_to_page(self._here, url)
        return relative
