"""The navigation as MkDocs wants it: nested lists of titles and addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from okrsite.pages.addresses import make_document_uri
from okrsite.pages.page import Page
from okrsite.site.mkdocs.ordinary_pages import list_host_pages
from okrsite.site.mkdocs.pages import OkrPage
from okrsite.snapshot import Snapshot

HOME = "index.md"


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
    ) -> None:
        """Set the navigation, and the titles that it gives; the same configuration may come again with other pages."""
        site, organisation = snapshot.site, snapshot.organisation
        if config is not self._config:  # one that was read anew
            self._config, self._typed = config, config.nav or []
        if not self._typed:
            config.nav = build_navigation([*pages.values(), *list_host_pages(site, organisation)])
            return
        for uri, title in list_typed_titles(self._typed):
            if page := host_pages.get(uri):
                page.title = str(escape(title))
        if site.settings.navigation == "completed":
            documents = {make_document_uri(document.inside) for document in organisation.documents}
            config.nav = complete_navigation(self._typed, pages.values(), documents)


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
