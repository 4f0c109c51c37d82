"""The pages of a site as they are planned, of which a test makes only those that it looks at."""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.maps.page_maps import plan_page_maps
from okrsite.pages.page import Page, make_url
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.site_pages import plan_pages
from okrsite.snapshot import Snapshot

_LINK = re.compile(r'href="([^"]*)"')
_ANCHOR = re.compile(r' id="([^"]*)"')
_ROW = re.compile(r'<li[^>]*><div class="okr-row">.*?href="([^"]*)"', re.DOTALL)
_BESIDE = (".json", ".svg", ".dot")
"""What lies beside pages."""


class PlannedSite:
    """The pages of a snapshot by URI."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.tracker = InputTracker(snapshot)
        context = ViewContext(snapshot, ProseRenderer(snapshot, self.tracker), self.tracker)
        self.planned, self.conflicts = plan_pages(context, create_renderer(context), plan_page_maps(context))
        self._uris = {make_url(uri): uri for uri in self.planned}
        self._made: dict[str, Page] = {}

    def make(self, uri: str) -> Page:
        """Return a page, made once."""
        if uri not in self._made:
            self._made[uri] = self.planned[uri].build()
        return self._made[uri]

    def list_uris(self, begin: str) -> list[str]:
        """Return the URIs of the pages that begin so, in order."""
        return [uri for uri in self.planned if uri.startswith(begin)]

    def list_links(self, uri: str) -> list[str]:
        """Return where the links of a page lead on the site, from its root."""
        links = (unescape(link) for link in _LINK.findall(str(self.make(uri).body)))
        return [resolve_address(uri, link) for link in links if not re.match(r"[a-z]+:", link)]

    def list_rows(self, uri: str, section: str = "") -> list[str]:
        """Return the addresses of the objectives that a page lists, from an anchor on."""
        body = str(self.make(uri).body)
        return [
            resolve_address(uri, url) for url in _ROW.findall(body[body.index(f'id="{section}"') if section else 0 :])
        ]

    def find_dead_links(self, uri: str) -> list[str]:
        """Return the links of a page that lead to no page, or to an anchor that isn't there."""
        return [link for link in dict.fromkeys(self.list_links(uri)) if not self._is_alive(link)]

    def _is_alive(self, link: str) -> bool:
        address, _, anchor = link.partition("#")
        if address.endswith(_BESIDE):
            return True
        uri = self._uris.get(address.partition("?")[0])
        return uri is not None and (not anchor or anchor in _ANCHOR.findall(str(self.make(uri).body)))


def resolve_address(uri: str, link: str) -> str:
    """Return where a link of a page leads, from the site's root."""
    address, hash_, anchor = link.partition("#")
    here = make_url(uri)
    if not address:
        return f"{here}#{anchor}"
    parts: list[str] = []
    for part in PurePosixPath(here, unquote(address)).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    joined = "/".join(parts)
    return (joined if not joined or address.endswith(_BESIDE) else f"{joined}/") + hash_ + anchor
