"""The navigation as MkDocs wants it: nested lists of titles and addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import markdown_extensions

from okrsite.config_lines import find_typed_entry
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.pages.addresses import find_document_uri
from okrsite.pages.page import Page
from okrsite.pages.typed_navigation import is_navigation_known
from okrsite.settings import Site
from okrsite.site.mkdocs.aborts import ConfigAbort
from okrsite.site.mkdocs.ordinary_pages import list_host_pages, list_pages_of_files
from okrsite.site.mkdocs.pages import OkrPage
from okrsite.snapshot import Snapshot

HOME = "index.md"
_CORRECT = "Correct the name in `nav`, or take the entry out."


class NavigationMaker:
    """Gives a configuration its navigation: ours, or the one that somebody typed, with his titles and our pages."""

    def __init__(self) -> None:
        """Begin without a configuration."""
        self._config: MkDocsConfig | None = None
        self._typed: list[object] = []
        """What that configuration said before it was given anything."""

    def set_navigation(
        self,
        config: MkDocsConfig,
        snapshot: Snapshot,
        pages: Mapping[str, Page],
        host_pages: Mapping[str, OkrPage],
        files: Files,
    ) -> None:
        """Set the navigation, and the titles that it gives; the same configuration may come again with other pages.

        Raises:
            ConfigAbort: it names a page that isn't there.
        """
        site, organisation = snapshot.site, snapshot.organisation
        if config is not self._config:  # one that was read anew
            self._config, self._typed = config, config.nav or []
        if not self._typed:
            config.nav = build_navigation([*pages.values(), *list_host_pages(site, organisation)])
            return
        made = {document.inside: find_document_uri(document, site) for document in organisation.documents}
        made |= list_pages_of_files(snapshot)
        typed = choose_entries(self._typed, partial(find_entry, files, made, config, site))
        for uri, title in list_typed_titles(typed):
            if page := host_pages.get(uri):
                page.title = str(escape(title))
        if site.settings.navigation == "completed":
            documents = {find_document_uri(document, site) for document in organisation.documents}
            typed = complete_navigation(typed, pages.values(), documents)
        config.nav = typed


def find_entry(files: Files, made: Mapping[str, str], config: MkDocsConfig, site: Site, typed: str) -> str:
    """Return what an entry of a typed navigation leads to; empty for a page that is not published.

    Args:
        files: All files of the site.
        made: The pages that are made of files, by the files' paths.
        config: The host's configuration.
        site: The same, as okrsite knows it.
        typed: The file of a page, or an address.

    Raises:
        ConfigAbort: there is no such page, and whoever listed the problems of the content could not know.
    """
    parts, path = urlsplit(typed), posixpath.normpath(typed.lstrip("/"))
    if parts.scheme or parts.netloc:
        return typed
    if uri := path if files.get_file_from_path(path) else made.get(path):
        return uri
    if path.lower().endswith(markdown_extensions):
        if Path(config.docs_dir, path).is_file() or is_navigation_known(site):
            return ""
    elif parts.path and _is_address(posixpath.normpath(parts.path.lstrip("/")), files):
        return typed.lstrip("/")
    elsewhere = typed.startswith("/")
    place = find_typed_entry((site.config, *site.inherited), site.base, "nav", typed)
    raise ConfigAbort(
        f"{place.path}:{place.line}: the navigation names {escape_control_characters(typed)}, "
        "and there is no such page. "
        + ("Of another site write the whole address, with https:// before it." if elsewhere else _CORRECT)
    )


def _is_address(path: str, files: Files) -> bool:
    return any(path == posixpath.normpath(file.url) for file in files)


def choose_entries(typed: Sequence[object], find: Callable[[str], str]) -> list[object]:
    """Return a typed navigation with what its entries lead to, without those that lead nowhere; it isn't changed.

    A section goes with its last entry.
    """
    return [entry for item in typed if (entry := _choose_entry(item, find)) is not None]


def _choose_entry(item: object, find: Callable[[str], str]) -> object:
    if isinstance(item, str):
        return find(item) or None
    if isinstance(item, list):
        return choose_entries(item, find) or None
    if not isinstance(item, dict):
        return item
    below = {title: _choose_entry(inner, find) for title, inner in item.items()}
    return {title: inner for title, inner in below.items() if inner is not None} or None


def build_navigation(pages: Iterable[Page]) -> list[object]:
    """Return the navigation made of the pages that name a place in it, in their order."""
    root: list[object] = []
    sections: dict[tuple[str, ...], list[object]] = {(): root}
    for page in pages:
        if page.nav is None:
            continue
        for depth in range(len(page.nav)):
            path = page.nav[: depth + 1]
            if path not in sections:
                sections[path] = []
                sections[path[:-1]].append({str(escape(path[-1])): sections[path]})
        # A page's own title stands in the page; MkDocs takes it from there.
        sections[page.nav].append(page.uri)
    return root


def complete_navigation(typed: Sequence[object], pages: Iterable[Page], documents: Collection[str]) -> list[object]:
    """Return a navigation that somebody typed, with those of our pages that it doesn't name.

    Args:
        typed: The navigation of the configuration; it isn't changed.
        pages: All pages, those with a place in the navigation in its order.
        documents: Ordinary pages, by URI: which of them are named is up to who typed it.
    """
    named = frozenset(list_typed_pages(typed)) | frozenset(documents)
    before: list[object] = []
    behind: list[object] = list(typed)
    for entry in build_navigation(page for page in pages if page.uri not in named):
        section, below = next(iter(entry.items())) if isinstance(entry, dict) else ("", [])
        place = next((n for n, item in enumerate(behind) if isinstance(item, dict) and [*item] == [section]), None)
        known = behind[place] if place is not None else None
        if place is not None and isinstance(known, dict) and isinstance(known[section], list):
            behind[place] = {section: [*known[section], *below]}
        else:
            (before if entry == HOME else behind).append(entry)
    return [*before, *behind]


def list_typed_titles(nav: object) -> Iterator[tuple[str, str]]:
    """Yield the pages to which a navigation in the configuration gives a title, by URI, with the title."""
    if isinstance(nav, dict):
        for title, below in nav.items():
            if isinstance(below, str):
                yield below, str(title)
            else:
                yield from list_typed_titles(below)
    elif isinstance(nav, list):
        for below in nav:
            yield from list_typed_titles(below)


def list_typed_pages(nav: object) -> Iterator[str]:
    """Yield the pages that a navigation in the configuration names, by URI."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for below in nav.values():
            yield from list_typed_pages(below)
    elif isinstance(nav, list):
        for below in nav:
            yield from list_typed_pages(below)
