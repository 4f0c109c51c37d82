"""Reads a built site as a browser would follow it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class BuiltPage:
    """What one page holds."""

    path: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    """What a browser fetches by itself."""
    on_maps: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


class _Reader(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._quiet = 0

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("id"):
            self.page.ids.append(values["id"])
        if tag == "a" and values.get("href") is not None:
            self.page.links.append(values["href"])
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            self.page.loaded.append(values["href"])
        if tag in ("script", "img", "iframe", "source", "video", "audio") and values.get("src"):
            self.page.loaded.append(values["src"])
        if tag == "a" and "okr-node" in (values.get("class") or "").split():
            self.page.on_maps.add("/".join(values["href"].removesuffix(".html").strip("/").split("/")[-3:]))
        self._quiet += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._quiet -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._quiet:
            self.page.words.append(data)


class BuiltSite:
    """All pages of a built site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pages = {}
        for file in sorted(root.rglob("*.html")):
            path = file.relative_to(root).as_posix()
            page = BuiltPage(path)
            _Reader(page).feed(file.read_text(encoding="utf-8"))
            self.pages[path] = page

    def page(self, address: str) -> BuiltPage:
        """The page at an address from the root, such as `teams/marketing/`."""
        return self.pages[posixpath.normpath(posixpath.join(address or ".", "index.html"))]

    def broken(self) -> list[str]:
        """Every internal link that leads nowhere, as `page -> link`."""
        found = []
        for page in self.pages.values():
            for link in (*page.links, *page.loaded):
                if not self._resolves(page, link):
                    found.append(f"{page.path} -> {link}")
        return found

    def _resolves(self, page: BuiltPage, link: str) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
            return True
        if parts.path.startswith("/"):
            # Only the page for addresses that don't exist can't know how deep it is.
            target = parts.path.lstrip("/") if page.path == "404.html" else None
            if target is None:
                return False
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))
        if not parts.path:
            target = page.path
        if target.startswith(".."):
            return False
        file = self.root / target
        if file.is_dir():
            target, file = posixpath.normpath(posixpath.join(target, "index.html")), file / "index.html"
        if not file.is_file():
            return False
        return not parts.fragment or target not in self.pages or unquote(parts.fragment) in self.pages[target].ids
