"""Whether every link of a site leads to something on it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from okrsite.gate.findings import Finding, shorten_for_message
from okrsite.gate.page import PageFacts
from okrsite.gate.urls import normalise_like_browser

MISSING = "404.html"
"""The page for addresses that don't exist can't know how deep it is: only its links begin at the host's root."""


class SiteLinks:
    """The addresses of one site."""

    def __init__(self, files: Iterable[str], pages: Iterable[PageFacts]) -> None:
        """Take all files of the site, and its pages."""
        self._pages = {page.path: page for page in pages}
        self._files = frozenset(files)
        self._folders = {
            folder: f"{folder}/{name}" if folder else name
            for folder, _, name in (path.rpartition("/") for path in self._files)
            if name == "index.html"
        }

    def find_dead_links(self) -> Iterator[Finding]:
        """Yield each link of each page that leads to nothing."""
        for page in self._pages.values():
            folder = posixpath.dirname(page.path)
            for link in page.links:
                if trouble := self._explain_dead_link(page, folder, link):
                    yield Finding(page.path, None, "GATE210", f"'{shorten_for_message(link)}' {trouble}.")

    def is_alive(self, location: str) -> bool:
        """Whether an address, relative to the site's root, leads to something."""
        return not self._explain_dead_link(PageFacts("index.html", frozenset(), (), (), ()), "", location)

    def _explain_dead_link(self, page: PageFacts, folder: str, link: str) -> str:
        address, _, anchor = link.partition("#")
        path = unquote(address.partition("?")[0])
        target: str | None = page.path if not path else self._resolve_path(page, folder, path)
        if target is None:
            return "leads to nothing on the site"
        there = page if not path and page.path not in self._pages else self._pages.get(target)
        if anchor and there is not None and not _has_anchor(there.ids, anchor):
            return f"leads to a page without the anchor #{shorten_for_message(unquote(anchor), 40)}"
        return ""

    def _resolve_path(self, page: PageFacts, folder: str, path: str) -> str | None:
        if path.startswith("/"):
            if page.path != MISSING:
                return None
            # The site may lie in a folder of its host, which nothing but the address itself tells.
            parts = [part for part in path.split("/") if part not in ("", ".")]
            files = (self._find_file("/".join(parts[skip:])) for skip in range(len(parts) + 1))
            return next((file for file in files if file is not None), None)
        joined = posixpath.normpath(f"{folder}/{path}" if folder else path)
        return None if joined.startswith("..") else self._find_file("" if joined == "." else joined)

    def _find_file(self, path: str) -> str | None:
        path = path.rstrip("/")
        return path if path in self._files else self._folders.get(path)


def _has_anchor(ids: Collection[str], anchor: str) -> bool:
    return anchor in ids or unquote(anchor) in ids or anchor.startswith(":~:") or anchor == "top"


def resolve_load(page: str, load: str) -> str | None:
    """Return the file that a page loads, as a path inside the site."""
    path = normalise_like_browser(load).partition("?")[0].partition("#")[0]
    parts = [] if path.startswith("/") else page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
