"""Pages of which the host isn't told: they are linked from the last site, or wait on the disk for a cached frame.

Of a large site nearly all pages are such, and MkDocs would look at each of them several times, and keep it. What it
would need them for are the frames, whose kinds they belong to, and the sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from okrsite.pages.page import Page
from okrsite.pages.site_pages import PageSet
from okrsite.site.mkdocs.navigation import list_typed_pages
from okrsite.site.mkdocs.pages import OkrPage, make_web_address

_PLAIN_URI = re.compile(r"(?:[A-Za-z0-9_-]+/)*(?!README\.md)[A-Za-z0-9_-]+\.md")
"""What MkDocs makes an address of in no way of its own."""


class UnlistedPage:
    """A page that has no place in the navigation, and that the host needn't render: what frames and the sitemap ask."""

    __slots__ = ("_site_url", "has_search_attribute", "okr", "reused", "spooled", "update_date", "url")

    edit_url: str | None = None
    is_link = False

    def __init__(
        self, page: Page, site_url: str | None, as_of: str, *, reused: bool, has_search_attribute: bool
    ) -> None:
        """Take the page, the site's address and its day, as it is written; the others as `OkrPage`."""
        self.okr = page
        self.reused = reused
        self.spooled = not reused
        self.has_search_attribute = has_search_attribute
        self.update_date = as_of
        stem = page.uri.removesuffix(".md")
        self.url = f"{stem}/" if stem != "index" and not stem.endswith("/index") else stem.removesuffix("index")
        """Its address from the site's root: a folder's."""
        self._site_url = site_url

    @property
    def dest_uri(self) -> str:
        """Its file, inside the site."""
        return f"{self.url}index.html"

    @property
    def has_web_address(self) -> bool:
        """Whether the site says what its address on the web is."""
        return bool(self._site_url)

    @property
    def canonical_url(self) -> str | None:
        """Its address on the web."""
        return make_web_address(self._site_url, self.url)[0]

    @property
    def abs_url(self) -> str | None:
        """The path in that."""
        return make_web_address(self._site_url, self.url)[1]

    @property
    def page(self) -> UnlistedPage:
        """Itself: the sitemap asks files for their pages."""
        return self


def choose_unlisted_pages(
    page_set: PageSet, pages: Iterable[Page], config: MkDocsConfig, as_of: date, *, are_framed: bool
) -> dict[str, UnlistedPage]:
    """Return those pages, by URI, that the host would neither render nor lead to.

    A site's own templates, and other plugins, may ask which pages there are, so with such it is told of all.

    Args:
        page_set: How pages were made.
        pages: All of them as they are published.
        config: The host's configuration.
        as_of: The day of the site.
        are_framed: Whether those that were made may go into cached frames without the host.
    """
    if config.theme.custom_dir or not config.use_directory_urls:
        return {}
    spooled = page_set.spooled if are_framed else {}
    typed, day = frozenset(list_typed_pages(config.nav)), as_of.isoformat()
    unlisted = {}
    for page in pages:
        waiting, reused = spooled.get(page.uri), page.uri in page_set.reused
        if page.nav is None and (waiting or reused) and page.uri not in typed and _PLAIN_URI.fullmatch(page.uri):
            has_search_attribute = waiting is not None and waiting.has_search_attribute
            unlisted[page.uri] = UnlistedPage(
                page, config.site_url, day, reused=reused, has_search_attribute=has_search_attribute
            )
    return unlisted


def pop_unframed_pages(unlisted: dict[str, UnlistedPage], framed: Container[str]) -> list[Page]:
    """Take out those that were made, and of which no frame is among the `framed`; return them."""
    left = [uri for uri, page in unlisted.items() if not page.reused and uri not in framed]
    return [unlisted.pop(uri).okr for uri in left]


def list_all_pages(
    files: Files, uris: Iterable[str], unlisted: Mapping[str, UnlistedPage], others: Mapping[str, OkrPage]
) -> list[OkrPage | UnlistedPage]:
    """Return the pages of these URIs: those of which the host isn't told, and those of others that it still has.

    A hook may have taken some out of its list of files.
    """
    there = files.src_uris
    return [
        unlisted[uri] if uri in unlisted else others[uri]
        for uri in uris
        if uri in unlisted or there.get(uri) is others[uri].file
    ]


def name_all_pages(
    files: Iterable[File], uris: Collection[str], unlisted: Mapping[str, UnlistedPage], others: Mapping[str, OkrPage]
) -> list[object]:
    """Return what answers the sitemap for all pages: the host's own files, and ours in their order."""
    own = [file for file in files if file.src_uri not in uris]
    return [*own, *(unlisted[uri] if uri in unlisted else others[uri].file for uri in uris)]
