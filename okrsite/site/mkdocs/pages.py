"""Pages whose content is already filled: what MkDocs would render, it is handed."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from okrsite.pages.page import Heading, Page, has_search_attribute
from okrsite.pages.site_pages import PageSet

_PLAIN_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)+")
_PLAIN_BASE = re.compile(r"https?://[a-z0-9.:-]+/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*")


def make_web_address(base: str | None, url: str) -> tuple[str | None, str | None]:
    """Return a page's address on the web, and the path in it, as MkDocs makes them; of a plain path in less time.

    `base` is the site's address; where it doesn't say its own, there is neither.
    """
    if not base:
        return None, None
    root = base if base.endswith("/") else f"{base}/"
    if _PLAIN_PATH.fullmatch(url) and _PLAIN_BASE.fullmatch(root):
        return f"{root}{url}", f"/{root.split('/', 3)[3]}{url}"
    address = urljoin(root, url)
    return address, urlsplit(address).path


class OkrPage(HostPage):
    """A page of the site, made by okrsite and put into the host's frame."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, as_of: date, page_set: PageSet) -> None:
        """Take the place of whatever page the file would have had; `as_of` is the day of the site."""
        spooled = page_set.spooled.get(page.uri)
        self.okr = page
        self.reused = page.uri in page_set.reused
        """Whether it is linked from the last site, and never rendered."""
        self.spooled = spooled is not None
        """Whether its body waits on the disk."""
        self.has_search_attribute = spooled.has_search_attribute if spooled else has_search_attribute(page.body)
        self._page_set = page_set
        # The host's templates print titles without escaping them.
        super().__init__(str(escape(page.title)), file, config)
        # The sitemap prints it, and dates its compressed copy by it: the clock would make each build differ.
        self.update_date = as_of.isoformat()

    @property
    def dest_uri(self) -> str:
        """Its file, inside the site."""
        return str(self.file.dest_uri)

    @property
    def has_web_address(self) -> bool:
        """Whether the site says what its address on the web is."""
        return self.canonical_url is not None

    def _set_canonical_url(self, base: str | None) -> None:
        self.canonical_url, self.abs_url = make_web_address(base, self.url)

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what front matter would have said; there is no source to read."""
        self.markdown = ""
        self.meta: dict[str, object] = {"search": {"exclude": True}, "hide": self.okr.layout.split()}

    # The page's title is the first level, which the host's template leaves out.
    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the finished content, or only its place if nobody looks at it before the page is put together."""
        self.content = str(self.read_body()) if config.plugins.events["page_content"] else ""
        self.toc = TableOfContents([_build_anchor_link(heading, 2) for heading in self.okr.headings])
        self.present_anchor_ids = _collect_heading_ids(self.okr.headings)

    def read_body(self) -> Markup:
        """Return the body."""
        return self._page_set.read_body(self.okr)

    def fill_content(self) -> None:
        """Have the content there for the frame, which takes it next."""
        # MkDocs holds all pages until the last one is written; it needn't hold a copy of all they say.
        self.content = self.content or str(self.read_body())

    def drop_content(self) -> None:
        """Let go of the content; the page is written."""
        self.content = ""


def create_page(config: MkDocsConfig, as_of: date, page_set: PageSet, page: Page) -> OkrPage:
    """Return a page for the host's list of files; `as_of` is the day of the site."""
    file = File.generated(config, page.uri, content="", inclusion=InclusionLevel.INCLUDED)
    return OkrPage(page, file, config, as_of, page_set)


def add_pages(
    files: Files, pages: Iterable[Page], unlisted: Container[str], create: Callable[[Page], OkrPage]
) -> dict[str, OkrPage]:
    """Put pages into the host's list of files, in the place of other ones; return them by URI.

    Of those that are `unlisted`, only what has their place is taken out.
    """
    added = {}
    for page in pages:
        if existing := files.src_uris.get(page.uri):
            files.remove(existing)
        if page.uri not in unlisted:
            added[page.uri] = create(page)
            files.append(added[page.uri].file)
    return added


def create_filled_page(config: MkDocsConfig, files: Files, as_of: date, page_set: PageSet, page: Page) -> OkrPage:
    """Return a page of which the host isn't told, as far as the host would have filled it."""
    created = create_page(config, as_of, page_set, page)
    created.read_source(config)
    created.render(config, files)
    return created


def _build_anchor_link(heading: Heading, level: int) -> AnchorLink:
    link = AnchorLink(str(escape(heading.title)), heading.id, level)
    link.children = [_build_anchor_link(child, level + 1) for child in heading.children]
    return link


def _collect_heading_ids(headings: tuple[Heading, ...]) -> set[str]:
    ids = {heading.id for heading in headings}
    for heading in headings:
        ids |= _collect_heading_ids(heading.children)
    return ids
