"""Pages that are linked from the last site, and of which the host isn't told.

Of a large site nearly all pages are such after a small edit, and MkDocs would look at each of them several times. What
it would need them for are the frames, whose kinds they belong to, and the sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from okrsite.pages.page import Page
from okrsite.site.mkdocs.navigation import list_typed_pages
from okrsite.site.mkdocs.pages import OkrPage, make_web_address

_PLAIN_URI = re.compile(r"(?:[A-Za-z0-9_-]+/)*(?!README\.md)[A-Za-z0-9_-]+\.md")
"""What MkDocs makes an address of in no way of its own."""


class LinkedPage:
    """A page that is linked from the last site and has no place in the navigation: what frames and the sitemap ask."""

    edit_url: str | None = None
    has_search_attribute = False
    is_link = False

    def __init__(self, page: Page, site_url: str | None, as_of: str) -> None:
        """Take the page, the site's address and its day, as it is written."""
        self.okr = page
        stem = page.uri.removesuffix(".md")
        self.dest_uri = f"{stem}.html" if f"/{stem}".endswith("/index") else f"{stem}/index.html"
        self.url = self.dest_uri.removesuffix("index.html")
        self.canonical_url, self.abs_url = make_web_address(site_url, self.url)
        self.update_date = as_of
        self.meta: dict[str, object] = {}

    @property
    def page(self) -> LinkedPage:
        """Itself: the sitemap asks files for their pages."""
        return self


def choose_linked_pages(
    pages: Iterable[Page], reused: Collection[str], config: MkDocsConfig, as_of: date
) -> dict[str, LinkedPage]:
    """Return those of the reused pages, by URI, that the host would neither render nor lead to.

    A site's own templates may ask which pages there are, so with such it is told of all.
    """
    if config.theme.custom_dir or not config.use_directory_urls:
        return {}
    typed, day = frozenset(list_typed_pages(config.nav)), as_of.isoformat()
    return {
        page.uri: LinkedPage(page, config.site_url, day)
        for page in pages
        if page.nav is None and page.uri in reused and page.uri not in typed and _PLAIN_URI.fullmatch(page.uri)
    }


def list_all_pages(
    pages: Sequence[OkrPage], uris: Iterable[str], linked: Mapping[str, LinkedPage], others: Mapping[str, OkrPage]
) -> Sequence[OkrPage | LinkedPage]:
    """Return the pages of these URIs, those that are linked and those that the host has; `pages` if none is linked."""
    return [linked[uri] if uri in linked else others[uri] for uri in uris] if linked else pages


def list_page_files(linked: Mapping[str, LinkedPage]) -> dict[str, str]:
    """Return the file of each page that is linked, inside the site, by its URI."""
    return {uri: page.dest_uri for uri, page in linked.items()}


def name_linked_pages(
    files: Iterable[File], uris: Collection[str], linked: Mapping[str, LinkedPage], others: Mapping[str, OkrPage]
) -> list[object]:
    """Return what answers the sitemap for all pages: the host's own files, and ours in their order."""
    own = [file for file in files if file.src_uri not in uris]
    return [*own, *(linked[uri] if uri in linked else others[uri].file for uri in uris)]
