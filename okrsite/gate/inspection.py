"""Goes through a built site, file by file: the last look before it is published, whoever built it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from okrsite.feeds.plain_values import encoded
from okrsite.gate import feeds
from okrsite.gate.feeds import SEARCH_INDEX
from okrsite.gate.files import SiteFile, content_fault, decoded, unpacked, walk
from okrsite.gate.findings import Fault, Finding
from okrsite.gate.headers import AT_ROOT, Policy, make_policy
from okrsite.gate.links import Links
from okrsite.gate.page import PageFacts, PageInspector
from okrsite.gate.theme import Theme, installed
from okrsite.gate.urls import browser_reading
from okrsite.gate.withheld import Withheld

_SHORTEST = 4
"""Characters of a private text; shorter ones are in every file by accident."""


class NotASite(ValueError):  # noqa: N818  # it says what is wrong with the folder
    """A folder holds no page."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A site as the gate saw it."""

    findings: tuple[Finding, ...]
    """By path, line and code; empty for a site that may be published."""
    policy: Policy
    """The headers that it needs."""
    pages: int
    files: int


def inspect(
    root: Path, *, theme: Theme | None = None, private: Iterable[str] = (), links: bool = True
) -> list[Finding]:
    """Return everything in a built site that must not be published; arguments as for `examine`."""
    return list(examine(root, theme=theme, private=private, links=links).findings)


def examine(
    root: Path,
    *,
    theme: Theme | None = None,
    private: Iterable[str] = (),
    withheld: Withheld | None = None,
    links: bool = True,
) -> Examined:
    """Look at every file of a built site.

    Args:
        root: The site's folder; nothing in it is changed.
        theme: Whose inline scripts may stand in pages. Default: those of the theme as it is installed.
        private: Texts that must be nowhere, in any spelling: the build machine's paths, mail addresses, drafts.
        withheld: What the site's audience is not shown.
        links: Whether each link within the site has to lead to something.

    Raises:
        NotASite: the folder holds no page.
        OSError: a file can't be read.
        ValueError: a private text is too short to be looked for.
    """
    return _Inspection(root.resolve(), theme or installed(), private, withheld or Withheld(), links).run()


def machine_paths(*folders: Path) -> list[str]:
    """Return the paths of the build machine that a site must not tell: those so long that nobody means another one.

    `/src` and `/srv/www` may stand in anybody's text.
    """
    return sorted({str(path) for folder in folders if len((path := folder.absolute()).parts) > 3})


class _Inspection:
    """One pass over one site."""

    def __init__(self, root: Path, theme: Theme, private: Iterable[str], withheld: Withheld, links: bool) -> None:
        self._root = root
        self._private = _spellings(private)
        self._withheld = withheld
        self._follow = links
        self._pages: list[PageFacts] = []
        self._inspector = PageInspector(theme)
        self._findings: list[Finding] = []
        self._index: object = None
        self._headers: str | None = None
        self._data_pictures = False

    def run(self) -> Examined:
        """Look at all files, then at what they say about each other."""
        files, findings = walk(self._root)
        if not any(file.kind == "html" for file in files):
            raise NotASite(f"{self._root} holds no page.")
        self._findings += findings
        for file in files:
            self._file(file)
        links = Links((file.path for file in files), self._pages)
        if self._follow:
            self._findings += links.dead()
        if any(file.path == SEARCH_INDEX for file in files):
            found = feeds.search_faults(self._index, self._inspector.fragment, links.leads if self._follow else None)
            self._add(SEARCH_INDEX, found)
        self._loaded(files)
        policy = make_policy(self._inspector.scripts, self._inspector.styles, data_pictures=self._data_pictures)
        self._check_headers(policy)
        ordered = sorted(set(self._findings), key=lambda finding: finding.sort_key)
        return Examined(tuple(ordered), policy, len(self._pages), len(files))

    def _add(self, path: str, faults: Iterable[Fault]) -> None:
        self._findings += [Finding(path, None, fault.code, fault.message, fault.hint) for fault in faults]

    def _file(self, file: SiteFile) -> None:
        data = file.source.read_bytes()
        self._look_for_private(file.path, data)
        if fault := content_fault(file.kind, data):
            self._add(file.path, [fault])
            return
        self._add(file.path, self._faults(file, data))

    def _look_for_private(self, path: str, data: bytes) -> None:
        self._findings += self._withheld.findings(path, data)
        for name, spellings in self._private:
            at = next((at for spelling in spellings if (at := data.find(spelling)) >= 0), -1)
            if at >= 0:
                line = data.count(b"\n", 0, at) + 1
                self._findings.append(Finding(path, line, "GATE107", f"The site says '{name}', which is private."))

    def _faults(self, file: SiteFile, data: bytes) -> Iterator[Fault]:
        """Yield what is wrong with a file, by its kind; remember what other files have to agree with."""
        if file.kind == "gz":
            inner = unpacked(data)
            if inner is None:
                yield Fault("GATE302", "The file can't be unpacked.")
                return
            self._look_for_private(file.path, inner)
            text = decoded(inner)
        elif file.kind in _READERS or file.path == AT_ROOT:
            text = decoded(data)
        else:
            return
        if text is None:
            yield Fault("GATE106", "The text is not UTF-8.")
        elif file.path == AT_ROOT:
            self._headers = text
        elif file.kind == "html":
            facts, found = self._inspector.inspect(file.path, text)
            self._pages.append(facts)
            self._findings += found
        elif file.kind == "json":
            value, faults = feeds.json_value(text)
            yield from faults
            yield from feeds.data_faults(value)
            if file.path == SEARCH_INDEX:
                self._index = value
        elif file.kind in ("xml", "gz", "atom", "svg"):
            root, faults = feeds.xml_root(text)
            yield from faults
            if root is not None:
                svg = file.kind == "svg"
                yield from feeds.svg_faults(root) if svg else feeds.feed_faults(root, self._inspector.fragment)
        elif file.kind == "css":
            self._data_pictures = self._data_pictures or "data:image/" in text
            yield from feeds.css_faults(text)
        elif file.kind == "csv":
            yield from feeds.csv_faults(text)

    def _loaded(self, files: Sequence[SiteFile]) -> None:
        """Refuse scripts and style sheets that neither the theme nor a page's frame brought."""
        apart = [
            file.path for file in files if file.kind in ("js", "css", "map") and not file.path.startswith(_SCRIPTS)
        ]
        loaded = {_beside(page.path, load) for page in self._pages for load in page.loads} if apart else set()
        for path in apart:
            if path.removesuffix(".map") not in loaded:
                self._add(path, [Fault("GATE108", "No page's frame loads this file.", "Take it out of the content.")])

    def _check_headers(self, policy: Policy) -> None:
        """Compare the headers that lie in the site with those that it needs."""
        hint = "Build the site again; headers are written last."
        if self._headers is not None and self._headers != policy.headers_file():
            self._add(AT_ROOT, [Fault("GATE401", "The headers are not those of this site.", hint)])
        declaring = [page for page in self._pages if page.policies]
        for page in self._pages if declaring else ():
            if page.policies != (policy.page_policy,):
                self._add(page.path, [Fault("GATE401", "The page's own security policy is not this site's.", hint)])


# Where the theme, okrsite and the search put theirs; not all of assets/, which authors may have as well.
_SCRIPTS = ("assets/javascripts/", "assets/stylesheets/", "assets/okr/", "search/", "pagefind/")
_READERS = frozenset({"html", "json", "xml", "atom", "svg", "css", "csv", "js", "map", "txt", "ics", "dot"})


def _beside(page: str, load: str) -> str | None:
    """Return the file that a page loads, as a path inside the site."""
    path = browser_reading(load).partition("?")[0].partition("#")[0]
    parts = [] if path.startswith("/") else page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _spellings(private: Iterable[str]) -> list[tuple[str, tuple[bytes, ...]]]:
    """Return each private text with the ways in which pages and data would spell it."""
    found = []
    for text in sorted(set(private)):
        if len(text.strip()) < _SHORTEST:
            raise ValueError(f"{text!r} is too short to be looked for.")
        in_json = (json.dumps(text)[1:-1], encoded(text).decode("utf-8").strip()[1:-1])
        ways = (text, html.escape(text), html.escape(text, quote=False), *in_json, quote(text))
        found.append((text, tuple(dict.fromkeys(way.encode("utf-8", "surrogatepass") for way in ways))))
    return found
