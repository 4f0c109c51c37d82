"""Ordinary pages that MkDocs renders itself, with all of its extensions and plugins, where the settings say so.

okrsite decides which of them are published (drafts and, for the public, what is internal are not), leads their links
to files of the content to the pages made of these, and takes comments out. The gate inspects them like all others.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as HostPage

from okrsite.asset_names import is_elsewhere
from okrsite.gate.theme import ThemeInlineCode, load_installed_theme
from okrsite.late_patterns import compile_late
from okrsite.model.organisation import Organisation
from okrsite.pages.addresses import make_memo_uri, make_unit_cycle_uri, make_unit_uri
from okrsite.pages.kinds.documents import list_documents
from okrsite.pages.markdown.code import replace_outside_code
from okrsite.pages.page import Page
from okrsite.settings import Site
from okrsite.site.mkdocs.foreign_pictures import replace_foreign_pictures
from okrsite.site.mkdocs.page_styles import take_styles_out
from okrsite.site.mkdocs.pages import OkrPage
from okrsite.snapshot import Snapshot

log = logging.getLogger("mkdocs.plugins.okrsite")

_LINK = compile_late(
    r"(\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)([^\s()<>#?:]+\.(?:md|ya?ml))(?=[#)\s>]|$)", re.MULTILINE
)
_CLASS = "Use a class, and say how it looks in a style sheet that `extra_css` names."
_COMMENT = compile_late(r"<!--.*?-->", re.DOTALL)
_SCRIPT = compile_late(r"<script>([^<]*)</script>\s*")
_REFRESH = compile_late(r"<meta http-equiv=\"refresh\"[^>]*>\s*")
_PLAIN_ARTICLE = '<article class="md-content__inner'
"""What content stands in, but for pages of other templates."""
_MAIN = compile_late(r"(?<=<main)\b.*(?=</main>)", re.DOTALL)


class HostPagesPlugin(BasePlugin):  # type: ignore[type-arg]  # it has no options
    """Does to pages that MkDocs renders what okrsite does to all; added for such a site only, for speed."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take what is published."""
        self._theme: ThemeInlineCode | None = None
        self._pages = dict(list_pages_of_files(snapshot))

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Take a script of the theme out of the content, where the theme's templates for a blog have one.

        It opens the tab to which an address leads; the gate lets no script into content, whoever wrote it.
        """
        if isinstance(page, OkrPage) or _PLAIN_ARTICLE in output:
            return output
        theme = self._theme = self._theme or load_installed_theme(map(Path, config.theme.dirs))
        known = partial(theme.has_inline_code, "script")
        return _MAIN.sub(lambda main: _SCRIPT.sub(lambda m: "" if known(m[1]) else m[0], main[0]), output)

    @event_priority(-50)
    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Lead links to files of the content, which MkDocs doesn't know of, to the pages that are made of them."""
        if isinstance(page, OkrPage):
            return markdown
        folder = posixpath.dirname(page.file.src_uri)
        return replace_outside_code(markdown, partial(_LINK.sub, lambda link: self._rewrite_link(link, folder)))

    def _rewrite_link(self, link: re.Match[str], folder: str) -> str:
        inside = posixpath.normpath(posixpath.join(folder, link[2]))
        uri = self._pages.get(inside)
        return f"{link[1]}{posixpath.relpath(uri, folder or '.')}" if uri else link[0]

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Take comments out, which are for whoever writes the page, what browsers load from elsewhere, and styles."""
        if isinstance(page, OkrPage):
            return html
        content, linked = replace_foreign_pictures(_COMMENT.sub("", html))
        for url in dict.fromkeys(linked):
            log.info(
                "%s: the picture %s is on another host, so that a link to it stands there.", page.file.src_uri, url
            )
        content, styles = take_styles_out(content)
        if styles:
            typed = f"{styles[0][:80]}{f' and {len(styles) - 1:,} more' if len(styles) > 1 else ''}"
            log.warning("%s: no page styles itself, so that %s is left out. %s", page.file.src_uri, typed, _CLASS)
        return content


def make_redirects_plain(config: MkDocsConfig) -> None:
    """Take the script out of pages that lead on from old addresses, which another plugin writes: they do so anyway.

    One that leads to another host says so, and leaves it to its reader whether to go there.
    """
    plugin = config.plugins.get("redirects")
    redirects = plugin.config.get("redirect_maps") if plugin is not None else None
    for old, new in redirects.items() if isinstance(redirects, dict) else ():
        place = Path(config.site_dir, File(str(old), "", "", config.use_directory_urls).dest_uri)
        if place.is_file():
            page = _SCRIPT.sub("", place.read_text("utf-8"))
            if is_elsewhere(str(new)):
                page = _REFRESH.sub("", page).replace("You're being redirected to a", "This page has moved to a")
            place.write_text(page, encoding="utf-8")


def tell_redirects(config: MkDocsConfig, files: Files, linked: Mapping[str, object]) -> None:
    """Tell another plugin, which leads on from old addresses, which pages there are: ours too, and no draft.

    Args:
        config: The host's configuration.
        files: What is published.
        linked: Pages of which the host isn't told, by URI.
    """
    plugin = config.plugins.get("redirects")
    if plugin is not None and hasattr(plugin, "doc_pages"):
        plugin.doc_pages = {**{file.src_uri: file for file in files.documentation_pages()}, **linked}


def prepare_host_pages(config: MkDocsConfig, snapshot: Snapshot) -> None:
    """Have MkDocs render ordinary pages, if the settings say so."""
    if not snapshot.site.host_renders_pages:
        for name, plugin in config.plugins.items():
            if name.partition(" ")[0].rpartition("/")[2] == "blog":
                plugin.config["enabled"] = False  # its posts are ordinary pages, of which okrsite makes all there is
                # It deletes this folder behind each build, and makes it with its first page.
                Path(getattr(plugin, "temp_dir", config.docs_dir)).mkdir(exist_ok=True)
        return
    config.plugins["okrsite/ordinary-pages"] = HostPagesPlugin(snapshot)
    # A style in an attribute is let into no page; this says the same in another way.
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)


def list_host_documents(site: Site, organisation: Organisation) -> frozenset[str]:
    """Return the files of the content that MkDocs makes pages of, by path inside the folder."""
    return frozenset(document.inside for document in organisation.documents) if site.host_renders_pages else frozenset()


def list_host_pages(site: Site, organisation: Organisation) -> Iterator[Page]:
    """Yield what the navigation has to know of pages that MkDocs renders."""
    for document, entry in list_documents(organisation) if site.host_renders_pages else ():
        if entry is not None:
            yield Page(document.inside, str(escape(document.title)), Markup(), nav=entry.sections)


def list_pages_of_files(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield the files of the content of which okrsite makes a page, with that page's URI."""
    site, organisation = snapshot.site, snapshot.organisation
    content = site.content_prefix
    for unit in organisation.units.values():
        yield unit.place.path.removeprefix(content), make_unit_uri(unit)
        shown = snapshot.find_shown_cycle(unit.id)
        for cycle, text in unit.texts.items():
            uri = make_unit_uri(unit) if cycle == shown else make_unit_cycle_uri(unit, cycle)
            yield text.path.removeprefix(content), uri
    for memo in organisation.memos:
        yield memo.place.path.removeprefix(content), make_memo_uri(memo, organisation.units[memo.unit])
