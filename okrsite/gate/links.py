"""Whether every link of a site leads to something on it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from urllib.parse import unquote

from okrsite.gate.findings import Finding, shorten_for_message
from okrsite.gate.page import PageFacts
from okrsite.gate.urls import normalise_like_browser

LinkTargets = Mapping[str, frozenset[str]]
"""The files to which links of other pages lead, with the anchors in them, as they are spelled in the links."""
MISSING = "404.html"
"""The page for addresses that don't exist can't know how deep it is: only its links begin at the host's root."""
_NONE: frozenset[str] = frozenset()
_ROOT = PageFacts("index.html", frozenset(), (), (), ())


class SiteLinks:
    """The addresses of one site."""

    def __init__(
        self, files: Set[str], pages: Iterable[PageFacts], known: Mapping[str, PageFacts] = MappingProxyType({})
    ) -> None:
        """Take all files of the site, its pages, and those of which everything was seen in an earlier build."""
        self._pages = {page.path: page for page in pages}
        self._known = known
        self._files = files
        self._targets: defaultdict[str, set[str]] = defaultdict(set)
        self._resolved: dict[tuple[str, str], str | None] = {}
        """Files to which addresses lead, by the folder from which they go down, and the way down."""

    def has_targets(self, targets: LinkTargets) -> bool:
        """Whether there are some targets, and all are still there: known pages have the anchors that they had."""
        return (
            bool(targets)
            and targets.keys() <= self._files
            and all(
                _has_anchor(page.ids, anchor)
                for page in self._pages.values()
                if page.path not in self._known
                for anchor in targets.get(page.path, ())
            )
        )

    def list_targets(self, known: LinkTargets) -> LinkTargets:
        """Return the targets of all links that were followed, and those that are known of others."""
        return {**known, **{path: known.get(path, _NONE) | anchors for path, anchors in self._targets.items()}}

    def find_dead_links(self, *, with_known: bool) -> Iterator[Finding]:
        """Yield each link of each page that leads to nothing, those of known pages among them or not."""
        # Nearly all links go up to the site's own folder first: for all pages of one depth they lead to the same.
        alive: defaultdict[int, set[str]] = defaultdict(set)
        for page in (*self._pages.values(), *(self._known.values() if with_known else ())):
            folders = _list_folders(page.path)
            depth = len(folders) - 1
            to_top = "../" * depth if depth and page.path != MISSING else None
            followed = alive[depth] if to_top else _NONE
            for link in page.links:
                if link in followed or (link[:1] == "#" and link[1:] in page.ids):
                    continue
                if trouble := self._explain_dead_link(page, folders, link):
                    yield Finding(page.path, None, "GATE210", f"'{shorten_for_message(link)}' {trouble}.")
                elif to_top and link.startswith(to_top):
                    alive[depth].add(link)

    def _find_page(self, path: str) -> PageFacts | None:
        return self._pages.get(path) or self._known.get(path)

    def is_alive(self, location: str) -> bool:
        """Whether an address, relative to the site's root, leads to something."""
        return not self._explain_dead_link(_ROOT, [""], location)

    def _explain_dead_link(self, page: PageFacts, folders: Sequence[str], link: str) -> str:
        """Return what is wrong with a link, as the end of a sentence; empty for nothing.

        `folders` are that of the page and all that it lies in.
        """
        address, _, anchor = link.partition("#")
        path = unquote(address.partition("?")[0])
        target: str | None = page.path if not path else self._resolve_path(page, folders, path)
        if target is None:
            return "leads to nothing on the site"
        if path:
            self._targets[target].add(anchor)
        if not anchor:
            return ""
        there = self._find_page(target) or (None if path else page)
        if there is not None and not _has_anchor(there.ids, anchor):
            return f"leads to a page without the anchor #{shorten_for_message(unquote(anchor), 40)}"
        return ""

    def _resolve_path(self, page: PageFacts, folders: Sequence[str], path: str) -> str | None:
        if path.startswith("/"):
            if page.path != MISSING:
                return None
            # The site may lie in a folder of its host, which nothing but the address itself tells.
            parts = [part for part in path.split("/") if part not in ("", ".")]
            files = (self._find_file("/".join(parts[skip:])) for skip in range(len(parts) + 1))
            return next((file for file in files if file is not None), None)
        # Thousands of pages lead to the same by as many ways up as it takes, so each way down is gone once.
        up = 0
        while path.startswith("../", 3 * up):
            up += 1
        if up >= len(folders):
            return None  # out of the site
        key = (folders[up], path[3 * up :].lstrip("/"))
        if key not in self._resolved:
            self._resolved[key] = self._go_down(*key)
        return self._resolved[key]

    def _go_down(self, folder: str, path: str) -> str | None:
        joined = posixpath.normpath(f"{folder}/{path}" if folder else path)
        return None if joined.startswith("..") else self._find_file("" if joined == "." else joined)

    def _find_file(self, path: str) -> str | None:
        path = path.rstrip("/")
        if path in self._files:
            return path
        index = f"{path}/index.html" if path else "index.html"
        return index if index in self._files else None


def _list_folders(path: str) -> list[str]:
    """Return the folder of a page and all that it lies in; the last is the site's own, which is empty."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(len(parts), -1, -1)]


def _has_anchor(ids: Collection[str], anchor: str) -> bool:
    return not anchor or anchor in ids or unquote(anchor) in ids or anchor.startswith(":~:") or anchor == "top"


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
