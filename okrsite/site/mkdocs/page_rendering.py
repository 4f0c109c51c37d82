"""One page rendered as the host renders all of them, with the configuration and navigation of its last build."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from okrsite.pages.page import Page
from okrsite.pages.site_pages import PageSet
from okrsite.site.mkdocs.pages import OkrPage
from okrsite.site.mkdocs.plugin import OkrsitePlugin

_SITEMAP = "sitemap.xml"


def render_host_page(page: Page, plugin: OkrsitePlugin, config: MkDocsConfig) -> bytes:
    """Return a page as a build would write it; plugins are told of it as they are in a build."""
    events, files = config.plugins, Files(plugin.documents)
    host_page = _find_host_page(page, plugin, config)
    host_page.okr = page
    events.on_pre_page(host_page, config=config, files=files)
    host_page.read_source(config)
    host_page.markdown = events.on_page_markdown(host_page.markdown or "", page=host_page, config=config, files=files)
    host_page.render(config, files)
    host_page.content = events.on_page_content(host_page.content or "", page=host_page, config=config, files=files)
    host_page.active = True
    try:
        context = get_context(plugin.nav, plugin.documents, config, host_page)
        template = plugin.env.get_template(str(host_page.meta.get("template", "main.html")))
        context = events.on_page_context(context, page=host_page, config=config, nav=plugin.nav)
        output = events.on_post_page(template.render(context), page=host_page, config=config)
    finally:
        host_page.active = False
    return output.encode("utf-8", "xmlcharrefreplace")


def find_page_path(uri: str, config: MkDocsConfig) -> str:
    """Return where the host would write a page, inside the site."""
    return File.generated(config, uri, content="").dest_uri


def render_sitemap(uris: Iterable[str], plugin: OkrsitePlugin, config: MkDocsConfig) -> bytes:
    """Return the list of all pages for search engines: those of others, and ours by URI."""
    others = [file for file in plugin.documents if file.src_uri not in plugin.host_pages]
    ours = [_find_host_page(Page(uri, "", Markup()), plugin, config).file for uri in uris]
    template = plugin.env.get_template(_SITEMAP)
    return template.render(get_context(plugin.nav, [*others, *ours], config, base_url=".")).encode()


def _find_host_page(page: Page, plugin: OkrsitePlugin, config: MkDocsConfig) -> OkrPage:
    """Return what the host renders of a page: that which its navigation knows, where it does."""
    known = plugin.host_pages.get(page.uri)
    if known is not None:
        return known
    file = File.generated(config, page.uri, content="")
    return OkrPage(page, file, config, plugin.content.snapshot.today, PageSet((), ()))
