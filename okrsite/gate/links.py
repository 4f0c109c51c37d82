"""Whether every link of a site leads to something on it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from okrsite.gate.findings import Finding, shorten_for_message
from okrsite.gate.page import PageFacts
from okrsite.gate.urls import normalise_like_browser

LinkTargets = Mapping[str, frozenset[str]]
"""The files to which links of other pages lead, with the anchors in them, as they are spelled in the links."""
MISSING = "404.html"
"""The page for addresses that don't exist can't know how deep it is: only its links begin at the host's root."""
_ROOT = PageFacts("index.html", frozenset(), (), (), ())


class SiteLinks:
    """The addresses of one site."""

    def __init__(self, files: Iterable[str], pages: Iterable[PageFacts]) -> None:
        """Take all files of the site, and its pages."""
        self._pages = {page.path: page for page in pages}
        self._files = frozenset(files)
        self._targets: defaultdict[str, set[str]] = defaultdict(set)
        self._folders = {
            folder: f"{folder}/{name}" if folder else name
            for folder, _, name in (path.rpartition("/") for path in self._files)
            if name == "index.html"
        }

    def has_targets(self, targets: LinkTargets) -> bool:
        """Whether there are some targets, and all of them are still there."""
        return bool(targets) and all(
            path in self._files
            and ((page := self._pages.get(path)) is None or all(_has_anchor(page.ids, anchor) for anchor in anchors))
            for path, anchors in targets.items()
        )

    def list_targets(self, known: LinkTargets) -> LinkTargets:
        """Return the targets of all links that were followed, and those that are known of others."""
        for path, anchors in known.items():
            self._targets[path] |= anchors
        return {path: frozenset(anchors) for path, anchors in self._targets.items()}

    def find_dead_links(self, settled: Collection[str] = ()) -> Iterator[Finding]:
        """Yield each link of each page that leads to nothing; of settled pages it is known that none does."""
        for page in self._pages.values():
            if page.path in settled:
                continue
            folder = posixpath.dirname(page.path)
            for link in page.links:
                if trouble := self._explain_dead_link(page, folder, link):
                    yield Finding(page.path, None, "GATE210", f"'{shorten_for_message(link)}' {trouble}.")

    def is_alive(self, location: str) -> bool:
        """Whether an address, relative to the site's root, leads to something."""
        return not self._explain_dead_link(_ROOT, "", location)

    def _explain_dead_link(self, page: PageFacts, folder: str, link: str) -> str:
        address, _, anchor = link.partition("#")
        path = unquote(address.partition("?")[0])
        target: str | None = page.path if not path else self._resolve_path(page, folder, path)
        if target is None:
            return "leads to nothing on the site"
        if path:
            self._targets[target].add(anchor)
        there = page if not path and page.path not in self._pages else self._pages.get(target)
        if there is not None and not _has_anchor(there.ids, anchor):
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
