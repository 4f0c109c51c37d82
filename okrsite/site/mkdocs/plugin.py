"""The door to MkDocs: hooks only.

MkDocs asks for configuration, files, navigation and rendered pages; each hook hands over what the pipeline made. All
problems of the content are listed before anything is written; while serving, an author's mistake never raises.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext
from msgspec.structs import replace

from okrsite.config_lines import name_line_of_setting
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.number_style import format_english_plural
from okrsite.option_values import read_settings
from okrsite.pages.page import find_section
from okrsite.pipeline import make_content
from okrsite.request import BuildRequest, Source, apply_request, make_source
from okrsite.settings import ConfigurationError, Settings, Site
from okrsite.site.content import SiteContent
from okrsite.site.mkdocs import content_files
from okrsite.site.mkdocs.aborts import ConfigAbort, HostAbort
from okrsite.site.mkdocs.compact_html import compact_frame
from okrsite.site.mkdocs.configuration import list_built_templates, read_host_site
from okrsite.site.mkdocs.frame_cache import NOT_WANTED, create_frame_cache
from okrsite.site.mkdocs.left_out_pages import refuse_left_out_pages
from okrsite.site.mkdocs.local_requests import require_local_host
from okrsite.site.mkdocs.logs import log_problems, make_logs_harmless
from okrsite.site.mkdocs.navigation import NavigationMaker
from okrsite.site.mkdocs.ordinary_pages import make_redirects_plain, prepare_host_pages, tell_redirects
from okrsite.site.mkdocs.pages import OkrPage, add_pages, create_filled_page, create_page
from okrsite.site.mkdocs.panel import add_problem_panel
from okrsite.site.mkdocs.search_index import divide_search_index, fill_search_index, set_title_boost
from okrsite.site.mkdocs.side_files import create_side_file, make_side_files
from okrsite.site.mkdocs.theme import add_language, move_icons, prepare_theme, set_theme_language
from okrsite.site.mkdocs.unlisted_pages import choose_unlisted_pages, list_all_pages, name_all_pages, pop_unframed_pages
from okrsite.site.outcome import WrittenSearch
from okrsite.site.page_reuse import ReuseRefusedError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.okrsite")


class OkrsitePlugin(BasePlugin):  # type: ignore[type-arg]  # its options are a dataclass of okrsite's own
    """Adds the OKR pages to a MkDocs site."""

    read_navigation: Callable[[Site], SiteContent] | None = None
    """In a preview by `okrsite serve`: reads the content, and gives the pages of the navigation without their bodies.

    All other pages, and the files beside them, are made when somebody asks for them.
    """
    source: Source | None = None
    """In a build by `okrsite`: what was read."""
    search: WrittenSearch | None = None
    """The search index of this build."""
    content: SiteContent
    """What is published; in a build by `okrsite` it is there before the host begins."""

    def load_config(
        self, options_typed: dict[str, object], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options with okrsite's own settings."""
        self.config = {}
        make_logs_harmless()
        self.settings = Settings()
        self._navigation = NavigationMaker()
        try:
            with name_line_of_setting(config_file_path):
                self.settings = read_settings(options_typed)
        except ConfigurationError as error:
            return [("okrsite", Exception(f"{error} {error.hint}".strip()))], []
        return [], []

    # Defined so that the instance, and with it whatever it caches, survives the rebuilds of `mkdocs serve`.
    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is a preview."""
        self.serving = command == "serve"

    # After other plugins, such as that for reading without a server, which says how addresses are spelled.
    @event_priority(-50)
    def _read_content(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the content, list its problems, and stop before the host empties the last good site."""
        self.serving = getattr(self, "serving", False)
        if objection := prepare_theme(config, self.source):
            raise ConfigAbort(objection)
        set_title_boost(config)
        try:
            self.content = self._find_content(config)
        except ConfigurationError as error:
            raise ConfigAbort(escape_control_characters(f"{error} {error.hint}".strip())) from error
        content, snapshot = self.content, self.content.snapshot
        if self.read_navigation is None:
            log_problems(self.content, serving=self.serving)
        if content.is_blocked:
            raise HostAbort(f"Nothing was published: {format_english_plural(content.errors, 'error')} in the content.")
        self._as_of = snapshot.today
        prepare_host_pages(config, snapshot)
        self._attachments = content_files.list_published_files(content, config)
        if snapshot.is_public:
            config.repo_url = config.repo_name = config.edit_uri = config.edit_uri_template = None
        self._pages = {page.uri: page for page in content.page_set.pages}
        if self.serving:
            self._pages = {uri: add_problem_panel(page, snapshot) for uri, page in self._pages.items()}
        self._side_files: dict[str, str | bytes] = {**add_language(config), **move_icons(config)}
        if self.read_navigation is None:
            self._side_files |= make_side_files(content, all_of_them=self.source is None)
        return config

    on_config = CombinedEvent(set_theme_language, _read_content)

    def _find_content(self, config: MkDocsConfig) -> SiteContent:
        """Return what was made before the host began, if its configuration still says the same; else make it now.

        Raises:
            ConfigurationError: what the host says can't be read, or other commands would read something else.
        """
        source = self.source
        site = read_host_site(config, self.settings, offline=source is not None and source.request.offline)
        if self.read_navigation is not None:
            return self.read_navigation(site)
        if source is None:  # MkDocs runs alone
            request = BuildRequest(site.config, strict=config.strict)
            return make_content(make_source(replace(request, preview=self.serving), site))
        # Where it goes and what templates there are changes nothing that is read.
        if replace(source.site, output=site.output, theme=site.theme) == apply_request(source.request, site):
            return self.content
        # A hook has changed the address of the site, or somebody the file.
        return make_content(make_source(source.request, site, source.as_of_commit))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Let the preview answer only those who asked for this machine."""
        if (application := server.get_app()) is not None:
            server.set_app(require_local_host(application, config.dev_addr.host))
        return server

    # Before other plugins make something of it.
    @event_priority(100)
    def _take_out_kept_back_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out the Markdown of which no ordinary page is published."""
        for file in content_files.list_kept_back_files(files, config, self.content.snapshot):
            files.remove(file)
        return files

    # After other plugins have added their files, so that nobody adds a page at an address that is ours.
    @event_priority(-50)
    def _fill_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out what would be published as it is, but for attachments that may be; put the pages in."""
        unwanted = content_files.list_unwanted_files(files, config, self._attachments)
        for file in unwanted:
            files.remove(file)
        if content_files.has_theme_file(unwanted, config):
            files.add_files_from_theme(config.theme.get_env(), config)
        wanted = self.settings.render == "stamped" and self.read_navigation is None
        cache, page_set = create_frame_cache(config, is_wanted=wanted), self.content.page_set
        self._frame_cache = cache
        pages = self._pages.values() if self.source is not None else ()  # MkDocs alone writes all pages itself
        unlisted = choose_unlisted_pages(page_set, pages, config, self._as_of, are_framed=cache.takes_unlisted_pages)
        self._unlisted_pages = unlisted
        create = partial(create_page, config, self._as_of, page_set)
        self.host_pages = add_pages(files, self._pages.values(), unlisted, create)
        for uri, content in self._side_files.items():
            files.append(create_side_file(config, uri, content))
        self._navigation.set_navigation(config, self.content.snapshot, self._pages, self.host_pages, files)
        tell_redirects(config, files, unlisted)
        return files

    on_files = CombinedEvent(_take_out_kept_back_files, refuse_left_out_pages, _fill_files)

    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note the navigation, on which every page's frame depends."""
        self.nav = nav
        return nav

    # After other plugins have changed the templates' environment.
    @event_priority(-50)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Prepare the frame of the pages, unless each is to be rendered, or another plugin wants to see each."""
        cache, page_set = self._frame_cache, self.content.page_set
        if not cache.reason_not_reusable:
            every = list_all_pages(files, self._pages, self._unlisted_pages, self.host_pages)
            create = partial(create_filled_page, config, files, self._as_of, page_set)
            cache.compile_frames(every, env, config, self.nav, files, self._enter_frame, self._exit_frame, create)
            # Those for which there is no frame are rendered by the host after all.
            self.host_pages |= add_pages(files, pop_unframed_pages(self._unlisted_pages, cache), (), create)
        self.env, self.documents = env, list(files.documentation_pages())
        every = list_all_pages(files, self._pages, self._unlisted_pages, self.host_pages)
        self.page_files = {page.okr.uri: page.dest_uri for page in every}
        self.frames = cache.list_digests()
        # MkDocs alone inspects nothing, and writes all pages itself.
        self.framed_pages = cache.list_framed_pages(every) if self.source is not None else ()
        self._not_rendered = page_set.reused | {page.uri for page in self.framed_pages}
        if self.read_navigation is not None:
            self._not_rendered |= self.host_pages.keys()
        self._files, self._templates = files, set(list_built_templates(env, config, files))
        if cache.reason_not_reusable and cache.reason_not_reusable != NOT_WANTED:
            log.info("%s The frame is rendered for each page.", cache.reason_not_reusable)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name all pages, in their order, for the sitemap: those of which the host isn't told among them."""
        if self._unlisted_pages:
            named = name_all_pages(context["pages"], self._pages, self._unlisted_pages, self.host_pages)
            context["pages"] = named  # type: ignore[typeddict-item]  # all of them answer what the sitemap asks
        return context

    # After other plugins, which may want to see the last template too.
    @event_priority(-50)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Take out the pages that others write, once the sitemap has named them: the host would render them."""
        self._templates.discard(template_name)
        for uri in self._not_rendered if not self._templates else ():
            if file := self._files.src_uris.get(uri):
                self._files.remove(file)
        return compact_frame(output_content, "") if template_name == "404.html" else output_content

    # Before other plugins, which may want to see the content.
    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: object
    ) -> TemplateContext:
        """Hand over the page: in its frame already, or its content and layout for the template to make one."""
        # A site's own template may ask which pages there are: all, also those that others write.
        context["pages"] = self.documents
        if isinstance(page, OkrPage):
            if page.reused:
                raise ReuseRefusedError(f"the host renders {page.okr.uri} all the same")
            stamped = self._frame_cache.render_in_frame(page)
            if stamped is not None:
                context["okr_stamped"] = stamped  # type: ignore[typeddict-unknown-key]  # it takes more
                return context
            page.fill_content()
            self._enter_frame(page, context)
        return context

    # After other plugins, for the same reason.
    @event_priority(-50)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Take back what was done for this page."""
        if isinstance(page, OkrPage):
            if page.content:  # rendered here, and in no cached frame
                output = compact_frame(output, page.content, with_tabs=True)
            self._exit_frame(page)
            page.drop_content()
        return output

    def _enter_frame(self, page: OkrPage, context: Any) -> None:
        context["okr_page"] = page.okr
        self._mark_section(page, active=True)

    def _exit_frame(self, page: OkrPage) -> None:
        self._mark_section(page, active=False)

    def _mark_section(self, page: OkrPage, *, active: bool) -> None:
        """Show in the navigation where a page belongs that isn't in it: a team's page lights up Teams."""
        section = self.host_pages.get(find_section(page.okr.uri))
        if section is not None and section.okr.nav is not None and page.okr.nav is None:
            section.active = active

    # Before the search plugin writes its index.
    @event_priority(50)
    def _fill_search_index(self, *, config: MkDocsConfig) -> None:
        """Put what the model says into the search index, with the anchors to land on."""
        fill_search_index(config, self._pages.values())

    # After it.
    @event_priority(-50)
    def _divide_search_index(self, *, config: MkDocsConfig) -> None:
        """Keep the index so that nothing of it is loaded before somebody searches, and little then."""
        known = self.content.page_set.known_search if self.source is not None else ""
        self.search = divide_search_index(Path(config.site_dir), known=known)
        make_redirects_plain(config)

    on_post_build = CombinedEvent(_fill_search_index, _divide_search_index)


def find_plugin(config: MkDocsConfig) -> OkrsitePlugin:
    """Return okrsite's plugin of a configuration.

    Raises:
        ConfigurationError: it doesn't use it.
    """
    for plugin in config.plugins.values():
        if isinstance(plugin, OkrsitePlugin):
            return plugin
    raise ConfigurationError("mkdocs.yml doesn't use the plugin okrsite.", "Write `plugins: [search, okrsite]`.")
