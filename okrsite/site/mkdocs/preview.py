"""The site of a preview: the host builds what is its own, and each page of ours is rendered when somebody asks for it.

After an edit the content is read again, and nothing is rendered but what is asked for then. The host builds anew only
when what stands around every page has changed: the configuration, the theme, an attachment, the navigation; and where
another plugin has pages of its own, of which nobody knows what they are made.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from markupsafe import Markup
from mkdocs.commands.build import build as host_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from msgspec.structs import replace

from okrsite.feeds.problem_formats import format_line
from okrsite.feeds.terminal_text import escape_lines
from okrsite.listed_problems import shorten_problems
from okrsite.pages.on_demand import PagesOnDemand
from okrsite.pages.page import Page
from okrsite.pages.site_pages import PageSet
from okrsite.problems import Problem
from okrsite.request import BuildRequest, make_source
from okrsite.search.files import ALWAYS_WHOLE, STUB, WHOLE
from okrsite.settings import ConfigurationError, Site
from okrsite.site.content import SiteContent
from okrsite.site.edited_site import EditedSite, list_problems_of_pages
from okrsite.site.mkdocs.aborts import ConfigAbort, find_configuration_error
from okrsite.site.mkdocs.logs import collect_errors
from okrsite.site.mkdocs.navigation import list_typed_pages
from okrsite.site.mkdocs.page_rendering import find_page_path, render_host_page, render_sitemap
from okrsite.site.mkdocs.panel import add_problem_panel
from okrsite.site.mkdocs.plugin import find_plugin
from okrsite.site.mkdocs.search_index import divide_search_index, refill_search_index
from okrsite.site_assets import find_site_assets
from okrsite.sources.file_states import FileState, read_state, read_states

log = logging.getLogger("mkdocs.plugins.okrsite")

_HOME = "index.md"


class _Surroundings(msgspec.Struct, frozen=True):
    """What of the content decides about more than single pages."""

    navigation: tuple[Page, ...]
    attachments: dict[str, FileState]


class Preview:
    """A site that is rendered page by page."""

    def __init__(self, request: BuildRequest, load: Callable[[], MkDocsConfig], folder: Path) -> None:
        """Take what is asked for.

        Args:
            request: What to show.
            load: Reads the host's configuration, for a site in `folder`.
            folder: An empty folder for what the host builds.
        """
        self._request = replace(request, preview=True)
        self._load, self._folder = load, folder
        self.lock = threading.RLock()
        """Whoever holds it is alone with the preview; each method takes it by itself."""
        self.failure = ""
        """Why nothing can be shown, in words for its author; empty where something can."""
        self._failed_at: object = None
        """What the sources were when that showed."""
        self._site: EditedSite | None = None
        self._surroundings: _Surroundings | None = None
        """None: the host has to build."""
        self._rendered: dict[str, bytes] = {}
        self._reported: PagesOnDemand | None = None
        """The pages of the content whose problems were listed last."""
        self._problems: tuple[Problem, ...] = ()
        """These problems."""
        self._index = ""
        """The file with all that can be searched."""
        self._indexed: PagesOnDemand | None = None
        """The pages that are in it."""

    def build(self) -> MkDocsConfig:
        """Have the host build what isn't ours, and all that stands around our pages; return its configuration.

        Raises:
            ConfigurationError, MkDocsException: the configuration can't be used, or the host fails.
        """
        with self.lock:
            self._surroundings = None
            config = self._load()
            self._plugin = find_plugin(config)
            self._plugin.read_navigation = lambda site: self._read_navigation(site, config)
            host_build(config, serve_url=config.site_url)
            self._config = config
            self._rendered.clear()
            self._indexed = None
            # The search box of the home page says how the index is to be kept.
            Path(self._folder, find_page_path(_HOME, config)).write_bytes(self._render_page(_HOME))
            divided = divide_search_index(self._folder, most_pages=ALWAYS_WHOLE)
            self._index = WHOLE if divided else STUB
            self._surroundings = self._describe_surroundings()
            # What is known of the content stays: looking through all of it for garbage takes longer than an edit.
            gc.unfreeze()  # what an earlier build knew goes
            gc.collect()
            gc.freeze()
            return config

    def update(self) -> bool:
        """Read again what has changed; return whether anything is to be shown anew.

        What can't be shown is a failure from then on, until its sources change.
        """
        with self.lock:
            if self.failure and self._read_sources() == self._failed_at:
                return False
            return self._attempt(self._update)

    def rebuild(self) -> None:
        """Have the host build anew; where it can't, that is a failure."""
        with self.lock:
            self._surroundings = None
            self._attempt(self._update)

    def report_problems(self) -> None:
        """List all problems of the content as it is, if they are others than were listed last.

        Nobody has to wait for that: it looks at all texts.
        """
        if self.failure or self._reported is (pages := self.site.pages):
            return
        self._reported = pages
        gc.collect()  # what was known before the last edits
        problems = list_problems_of_pages(pages)
        if problems != self._problems:
            for problem in shorten_problems(problems):
                # What would stop a build is a warning here.
                log.log(logging.INFO if problem.severity == "info" else logging.WARNING, format_line(problem))
        self._problems = problems

    def list_watched_paths(self) -> list[Path]:
        """Return the files and folders beside the content that the host is made of."""
        custom = self._config.theme.custom_dir
        configs = self._site.source.site.inherited if self._site is not None else ()
        further = (*self._config.watch, *([custom] if custom else []))
        paths = [self._request.config, *configs, *map(Path, further)]
        return [path for path in paths if path.exists()]

    def find_page(self, path: str) -> bytes | None:
        """Return the page of ours that is a file inside the site, `teams/index.html`; None where there is none."""
        with self.lock:
            for uri in _list_possible_uris(path):
                if uri in self.site.pages and find_page_path(uri, self._config) == path:
                    return self._render_page(uri)
            return None

    def find_file(self, path: str) -> bytes | None:
        """Return a file of ours that is no page; None for what lies in the host's folder, and for what isn't there."""
        if path == self._index:
            self._fill_search_index()
            return None
        with self.lock:
            if path == "sitemap.xml":
                return render_sitemap(self.site.pages.list_uris(), self._plugin, self._config)
            content = self.site.find_file(path)
            return content.encode() if isinstance(content, str) else content

    @property
    def site(self) -> EditedSite:
        """What is shown, once it was read."""
        assert self._site is not None
        return self._site

    def _update(self) -> bool:
        if self._site is None or self._surroundings is None:
            self.build()
            return True
        if not self._site.update():
            return False
        if self._has_other_pages() or self._describe_surroundings() != self._surroundings:
            self.build()
        self._rendered.clear()
        return True

    def _attempt(self, action: Callable[[], bool]) -> bool:
        """Do what may fail; return whether anything is to be shown anew."""
        before = self.failure
        try:
            with collect_errors() as logged:
                changed = action()
            self.failure = ""
        except (ConfigurationError, MkDocsException) as error:
            cause = find_configuration_error(error) if isinstance(error, ConfigAbort) else error
            hint = cause.hint if isinstance(cause, ConfigurationError) else ""
            self._fail("\n".join([*logged, f"{cause} {hint}".strip()]))
        except Exception as error:  # a fault of a plugin, or of ours: the next edit may be luckier
            log.exception("The preview can't follow.")
            self._fail(f"{type(error).__name__}: {error}")
        return changed if self.failure == before == "" else self.failure != before

    def _fail(self, sentence: str) -> None:
        if sentence != self.failure:
            log.error(escape_lines(sentence))
        self.failure, self._failed_at = sentence, self._read_sources()

    def _read_sources(self) -> object:
        """Return the states of the configuration and the content."""
        site = self._site.source.site if self._site is not None else None
        configs = [read_state(path) for path in (self._request.config, *(site.inherited if site else ()))]
        return configs, read_states(site.content if site else self._request.config.parent)

    def _read_navigation(self, site: Site, config: MkDocsConfig) -> SiteContent:
        source = make_source(self._request, site)
        if self._site is None or self._site.source != source:
            self._site = EditedSite(source)
        else:
            self._site.update()
        self._typed = tuple(list_typed_pages(config.nav))
        snapshot = self._site.snapshot
        attachments = frozenset(self._site.list_attachments())
        page_set = PageSet(self._list_navigation(), (), attachments=attachments)
        return SiteContent(snapshot, page_set, snapshot.problems, is_blocked=False)

    def _list_navigation(self) -> tuple[Page, ...]:
        """Return the pages of the navigation: ours, and those that the configuration names."""
        pages = {page.uri: page for page in self.site.pages.list_navigation()}
        for uri in self._typed:
            if uri in self.site.pages and uri not in pages:
                made = self.site.pages.make_page(uri).page
                pages[uri] = Page(uri, made.title, Markup(), nav=made.nav)
        return tuple(pages.values())

    def _describe_surroundings(self) -> _Surroundings:
        site = self.site.source.site
        named = find_site_assets(site.content, site.named_files)
        pictures = {path: self.site.get_state(path) for path in named}
        return _Surroundings(self._list_navigation(), self.site.list_attachments() | pictures)

    def _has_other_pages(self) -> bool:
        return len(self._plugin.documents) > len(self._plugin.host_pages)

    def _render_page(self, uri: str) -> bytes:
        """Return a page of ours in its frame; what is wrong with its file stands on top."""
        rendered = self._rendered.get(uri)
        if rendered is None:
            made = self.site.pages.make_page(uri)
            for problem in made.problems:
                log.warning(format_line(problem))
            page = add_problem_panel(made.page, self.site.snapshot)
            rendered = self._rendered[uri] = render_host_page(page, self._plugin, self._config)
        return rendered

    def _fill_search_index(self) -> None:
        """Write the search index of the content as it is: all pages are made for that, and others shown meanwhile."""
        made: list[Page] = []
        pages: PagesOnDemand | None = None
        waiting: Iterator[str] = iter(())
        while True:
            with self.lock:
                if self._indexed is self.site.pages:
                    return
                if pages is not self.site.pages:
                    made, pages = [], self.site.pages
                    waiting = iter(pages.list_uris())
                if (uri := next(waiting, None)) is not None:
                    made.append(replace(pages.make_page(uri).page, body=Markup()))
                    continue
                refill_search_index(self._config, made)
                divide_search_index(self._folder, most_pages=ALWAYS_WHOLE)
                self._indexed = pages


def _list_possible_uris(path: str) -> Iterator[str]:
    """Yield the URIs of pages that may be a file inside the site."""
    stem = path.removesuffix(".html")
    if stem != path:
        yield f"{stem}.md"
        folder = stem.removesuffix("/index")
        if folder != stem:
            yield from (f"{folder}.md", f"{folder}/README.md")
