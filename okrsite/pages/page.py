"""A finished page as a plain value: what a host needs to put it on a site, and nothing about any host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from os import sep
from os.path import splitdrive
from urllib.parse import quote, urljoin

import msgspec
from markupsafe import Markup

from okrsite.address_style import uses_directory_addresses
from okrsite.late_patterns import compile_late
from okrsite.problems import Place

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*\Z")
# An author's text has no bare quotation mark: what it says of such an attribute is no attribute.
_SEARCH_ATTRIBUTE = compile_late(r"data-search-\w+=\"")


NO_BODY = Markup()
"""The body of a page that lies elsewhere."""


class Heading(msgspec.Struct, frozen=True):
    """An entry of a page's table of contents."""

    id: str
    """The anchor on the page."""
    title: str
    """Plain text, not escaped."""
    children: tuple[Heading, ...] = ()


class SearchEntry(msgspec.Struct, frozen=True):
    """What a reader can find and land on."""

    anchor: str
    """The anchor on the page; empty for the page itself."""
    title: str
    """Plain text, not escaped."""
    text: str
    """Plain text, not escaped: ids, people and prose to be found by."""


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page of the site."""

    uri: str
    """Where it lies, as a Markdown file would: `teams/marketing/index.md`."""
    title: str
    """For the browser's tab, search and navigation: plain text, not escaped."""
    body: Markup = NO_BODY
    """Safe HTML for the content area."""
    headings: tuple[Heading, ...] = ()
    search: tuple[SearchEntry, ...] = ()
    source: Place | None = None
    """Where it was typed, for the edit link; None for pages made of many files."""
    nav: tuple[str, ...] | None = None
    """Titles of the navigation's sections above it (empty tuple: top level); None: reached by links and search only."""
    description: str = ""
    """One sentence for link previews: plain text, not escaped."""
    layout: str = ""
    """What of the host's frame is left out: `navigation` (the column on the left), `toc` (the one on the right)."""
    feed: str = ""
    """The address of its feed, relative to it; empty for none."""
    boost: float = 1.0
    """How much search prefers it."""


class SideFile(msgspec.Struct, frozen=True):
    """A file that lies beside the pages, such as a map to take away."""

    uri: str
    """Where it lies on the site: `teams/marketing/map.svg`."""
    content: str


def has_search_attribute(body: str) -> bool:
    """Whether a body may hold what the host's search reads and takes out of pages."""
    return "data-search-" in body and _SEARCH_ATTRIBUTE.search(body) is not None


class NavigationEntry(msgspec.Struct, frozen=True):
    """The place of a page in the navigation, known before the page is made."""

    title: str
    """As `Page.title`."""
    sections: tuple[str, ...] = ()
    """As `Page.nav`."""


def _build_no_files() -> tuple[SideFile, ...]:
    return ()


class PlannedPage(msgspec.Struct, frozen=True):
    """A page that is to be made."""

    uri: str
    build: Callable[[], Page]
    subject: str = ""
    """What it is about, such as `objective sales/2026-Q4/win`; empty for a page that is made in every build.

    `build` reads all that a page with a subject is made of from the snapshot: so what it read tells whether the page
    that an earlier build made of the same subject is the same.
    """
    source: Place | None = None
    """The file that it is made of; None for pages made of many."""
    build_files: Callable[[], Iterable[SideFile]] = _build_no_files
    """Makes what lies beside it, of what is read in the same way."""
    entry: NavigationEntry | None = None
    """What the page will say of its place in the navigation; None where it has none."""


def find_section(uri: str) -> str:
    """Return the page under whose entry of the navigation a page belongs: `teams/index.md` for every team's page.

    The company's own goals are those of the home page, and gaps are what the map lacks.
    """
    first, _, rest = uri.partition("/")
    if first == "objectives":
        return "index.md" if rest.startswith("company/") else "teams/index.md"
    if first == "changes":
        return "changes.md"
    if uri == "gaps.md" or first in ("map", "gaps", "organisations"):
        return "map.md"
    if uri == "pillars.md" or first == "pillars":
        return "roadmap.md"
    if first in ("compared-cycles", "review-packs"):
        return "cycles/index.md"
    if first in ("tags", "tags-by-letter"):
        return "tags.md"
    if first in ("kpis", "pulse", "initiatives", "roadmap"):
        return f"{first}.md"
    return f"{first}/index.md" if first in ("teams", "people", "cycles", "guide") else "index.md"


def lies_inside(uri: str) -> bool:
    """Whether a URI leads to a place inside of the site, on every system; whatever names it may come from a cache."""
    return not splitdrive(uri)[0] and all(part not in ("", ".", "..") for part in uri.replace(sep, "/").split("/"))


def make_url(uri: str) -> str:
    """Return a page's address from the site's root: `teams/marketing/index.md` is `teams/marketing/`.

    What an address can't hold is percent-encoded: `handbook/a#b.md` is `handbook/a%23b/`. Where the site's addresses
    are those of files, they are `teams/marketing/index.html` and `handbook/a%23b.html`.
    """
    return _make_url(uri, uses_directory_addresses())


@lru_cache(maxsize=2048)
def _make_url(uri: str, directories: bool) -> str:
    stem = uri.removesuffix(".md")
    if not _PLAIN.match(stem):
        stem = quote(stem)
    if not directories:
        return f"{stem}.html"
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


@lru_cache(maxsize=4096)
def make_whole_url(site: str, url: str) -> str:
    """Return where something lies on the web, by its address from the site's root; that one where `site` is empty."""
    return urljoin(f"{site.rstrip('/')}/", url) if site else url


def list_spellings(address: str) -> tuple[str, ...]:
    """Return how people type a page's address from the site's root, first as a folder without its slash."""
    if not address.endswith(".html"):
        return (address.rstrip("/"),)
    stem = address.removesuffix(".html")
    return (stem.removesuffix("/index") if stem != "index" else "", address)
