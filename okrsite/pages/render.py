"""Renders a page's body: one Jinja environment per build, which escapes everything that isn't `Markup`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.pages.addresses import make_ref_url, make_relative_url
from okrsite.pages.edit_links import make_edit_link, make_place_link
from okrsite.pages.formatting import format_full_day, format_long_day, format_plural
from okrsite.pages.html.days import render_short_day
from okrsite.pages.page_links import resolve_links
from okrsite.problems import Place
from okrsite.progress.explanation import format_percent
from okrsite.snapshot import Snapshot

THEME = Path(__file__).parent.parent / "theme"


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
    internal: str = ""
    """What of the page outsiders don't see, in words; empty for nothing."""


class PageView(msgspec.Struct, frozen=True):
    """What one kind of page prints between its head and its foot: the fields are the variables of its template.

    Values are ready to be printed: safe HTML as `Markup`, plain values and other views, never objects of the model.
    """

    template: ClassVar[str]
    """The file in `theme/okr/pages/`."""


class TemplateRenderer:
    """Renders templates of `theme/okr/pages/` into the content area of a page."""

    def __init__(self, snapshot: Snapshot, functions: Mapping[str, Callable[..., Markup]]) -> None:
        """Prepare the environment; what is the same on all pages is set here once.

        `functions` are what templates may call, by name.
        """
        self._settings = snapshot.site.settings
        self._public = snapshot.is_public
        self._here = ""
        self._links: dict[str, str] = {}
        self.environment = Environment(
            loader=FileSystemLoader(THEME),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(
            link=self._make_link,
            percent=format_percent,
            day=format_long_day,
            short_time=render_short_day,
            plural=format_plural,
            ref_url=make_ref_url,
            edit=lambda place: make_place_link(self._settings, place),
        )
        self.environment.globals.update(
            as_of=snapshot.today,
            as_of_words=format_full_day(snapshot.today),
            commit=snapshot.commit,
            commit_url=self._make_commit_url(snapshot),
            **functions,
        )

    def _make_commit_url(self, snapshot: Snapshot) -> str:
        base = self._settings.edit_url.rstrip("/")
        if not snapshot.commit or "{path}" in base or not base.startswith(("https://", "http://")):
            return ""
        return f"{base}{'/-' if 'gitlab' in base.lower() else ''}/commit/{snapshot.commit}"

    def render(self, view: PageView, frame: PageFrame) -> Markup:
        """Render a page; its template gets the view's fields as variables, and `frame` and `edit_url` besides."""
        self._here, self._links = frame.uri, {}
        if self._public:
            frame = replace(frame, source=None)
        template = self.environment.get_template(f"okr/pages/{view.template}")
        edit_url = make_edit_link(self._settings, frame.source.path, frame.source.line) if frame.source else ""
        variables = {**msgspec.structs.asdict(view), "frame": frame, "edit_url": edit_url}
        return resolve_links(template.render(variables), frame.uri)

    # Jinja computes filters of constants once for all pages, unless they ask for the context.
    @pass_context
    def _make_link(self, context: Context, url: str) -> str:
        """Make an address from the site's root relative to the page that is being rendered."""
        found = self._links.get(url)
        if found is None:
            found = self._links[url] = make_relative_url(self._here, url)
        return found
