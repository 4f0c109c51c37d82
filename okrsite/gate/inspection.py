"""Goes through a built site, file by file: the last look before it is published, whoever built it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from urllib.parse import quote

import msgspec

from okrsite.feeds.json_encoding import encode_json
from okrsite.gate import feeds
from okrsite.gate.files import SiteFile, check_content, decode_text, decompress_gzip, list_site_files
from okrsite.gate.findings import Fault, Finding, shorten_for_message
from okrsite.gate.headers import AT_ROOT, SecurityPolicy, make_policy
from okrsite.gate.links import SiteLinks
from okrsite.gate.page import PageFacts, PageInspector
from okrsite.gate.theme import ThemeInlineCode, load_installed_theme
from okrsite.gate.urls import normalise_like_browser
from okrsite.gate.withheld import WithheldTextFinder
from okrsite.search.files import ENTRIES, SHARDS, STUB, TERMS, WHOLE

_SHORTEST = 4
"""Characters of a private text; shorter ones are in every file by accident."""


class NotASiteError(ValueError):  # it says what is wrong with the folder
    """A folder holds no page."""


class KnownFiles(msgspec.Struct, frozen=True):
    """Files that are byte for byte those in which nothing was found before: they are not read again."""

    pages: Mapping[str, PageFacts] = msgspec.field(default_factory=dict)
    """By path, with what was seen of them: their links are followed."""
    others: frozenset[str] = frozenset()
    """Files that nothing else has to agree with, such as maps to take away."""


class InspectionResult(msgspec.Struct, frozen=True):
    """A site as the gate saw it."""

    findings: tuple[Finding, ...]
    """By path, line and code; empty for a site that may be published."""
    policy: SecurityPolicy
    """The headers that it needs."""
    pages: int
    files: int
    facts: tuple[PageFacts, ...] = ()
    """What was seen of each page."""


def list_findings(
    root: Path, *, theme: ThemeInlineCode | None = None, private: Iterable[str] = (), links: bool = True
) -> list[Finding]:
    """Return everything in a built site that must not be published; arguments as for `inspect_site`."""
    return list(inspect_site(root, theme=theme, private=private, links=links).findings)


def inspect_site(
    root: Path,
    *,
    theme: ThemeInlineCode | None = None,
    private: Iterable[str] = (),
    withheld: WithheldTextFinder | None = None,
    links: bool = True,
    known: KnownFiles | None = None,
) -> InspectionResult:
    """Look at every file of a built site.

    Args:
        root: The site's folder; nothing in it is changed.
        theme: Whose inline scripts may stand in pages. Default: those of the theme as it is installed.
        private: Texts that must be nowhere, in any spelling: the build machine's paths, mail addresses, drafts.
        withheld: What the site's audience is not shown.
        links: Whether each link within the site has to lead to something.
        known: Files that were inspected before, by the same gate with the same arguments.

    Raises:
        NotASite: the folder holds no page.
        OSError: a file can't be read.
        ValueError: a private text is too short to be looked for.
    """
    return _SiteInspector(
        root.resolve(),
        theme or load_installed_theme(),
        private,
        withheld or WithheldTextFinder(),
        links,
        known or KnownFiles(),
    ).run()


def compute_policy(root: Path) -> SecurityPolicy:
    """Return the policy of a built site.

    Raises:
        NotASiteError: the folder holds no page.
    """
    return inspect_site(root, links=False).policy


def list_machine_paths(*folders: Path) -> list[str]:
    """Return the paths of the build machine that a site must not tell: those so long that nobody means another one.

    `/src` and `/srv/www` may stand in anybody's text.
    """
    return sorted({str(path) for folder in folders if len((path := folder.absolute()).parts) > 3})


class _SiteInspector:
    """One pass over one site."""

    def __init__(
        self,
        root: Path,
        theme: ThemeInlineCode,
        private: Iterable[str],
        withheld: WithheldTextFinder,
        links: bool,
        known: KnownFiles,
    ) -> None:
        self._root = root
        self._known = known
        self._private = _list_private_spellings(private)
        self._withheld = withheld
        self._follow = links
        self._pages: list[PageFacts] = []
        self._inspector = PageInspector(theme)
        self._findings: list[Finding] = []
        self._search_entries: dict[str, object] = {}
        self._search_terms: dict[str, object] = {}
        self._search_manifest: object = None
        self._headers: str | None = None
        self._data_pictures = False

    def run(self) -> InspectionResult:
        """Look at all files, then at what they say about each other."""
        files, findings = list_site_files(self._root)
        if not any(file.kind == "html" for file in files):
            raise NotASiteError(f"{self._root} holds no page.")
        self._findings += findings
        for file in files:
            if seen := self._known.pages.get(file.path):
                self._pages.append(seen)
            elif file.path not in self._known.others:
                self._inspect_file(file)
        links = SiteLinks((file.path for file in files), self._pages)
        if self._follow:
            self._findings += links.find_dead_links()
        self._check_search(links, {file.path for file in files})
        self._check_loaded_files(files)
        scripts = {script for page in self._pages for script in page.scripts}
        styles = {style for page in self._pages for style in page.styles}
        policy = make_policy(scripts, styles, data_pictures=self._data_pictures)
        self._check_headers(policy)
        ordered = sorted(set(self._findings), key=lambda finding: finding.sort_key)
        return InspectionResult(tuple(ordered), policy, len(self._pages), len(files), tuple(self._pages))

    def _add_findings(self, path: str, faults: Iterable[Fault]) -> None:
        self._findings += [Finding(path, None, fault.code, fault.message, fault.hint) for fault in faults]

    def _inspect_file(self, file: SiteFile) -> None:
        data = file.source.read_bytes()
        self._find_private_texts(file.path, data)
        if fault := check_content(file.kind, data):
            self._add_findings(file.path, [fault])
            return
        self._add_findings(file.path, self._check_file(file, data))

    def _find_private_texts(self, path: str, data: bytes) -> None:
        self._findings += self._withheld.find_withheld_texts(path, data)
        for name, spellings in self._private:
            at = next((at for spelling in spellings if (at := data.find(spelling)) >= 0), -1)
            if at >= 0:
                line = data.count(b"\n", 0, at) + 1
                self._findings.append(Finding(path, line, "GATE107", f"The site says '{name}', which is private."))

    def _check_file(self, file: SiteFile, data: bytes) -> Iterator[Fault]:
        """Yield what is wrong with a file, by its kind; remember what other files have to agree with."""
        if file.kind == "gz":
            inner = decompress_gzip(data)
            if inner is None:
                yield Fault("GATE302", "The file can't be unpacked.")
                return
            self._find_private_texts(file.path, inner)
            text = decode_text(inner)
        elif file.kind in _READERS or file.path == AT_ROOT:
            text = decode_text(data)
        else:
            return
        if text is None:
            yield Fault("GATE106", "The text is not UTF-8.")
        elif file.path == AT_ROOT:
            self._headers = text
        elif file.kind == "html":
            facts, findings = self._inspector.inspect_page(file.path, text)
            self._pages.append(facts)
            self._findings += findings
        elif file.kind == "json":
            value, faults = feeds.parse_json(text)
            yield from faults
            yield from feeds.check_data(value)
            if file.path in (STUB, WHOLE) or file.path.startswith(ENTRIES):
                self._search_entries[file.path] = value
            elif file.path.startswith(TERMS):
                self._search_terms[file.path] = value
            elif file.path == SHARDS:
                self._search_manifest = value
        elif file.kind in ("xml", "gz", "atom", "svg"):
            root, faults = feeds.parse_xml(text)
            yield from faults
            if root is not None:
                svg = file.kind == "svg"
                yield from feeds.check_svg(root) if svg else feeds.check_feed(root, self._inspector.inspect_fragment)
        elif file.kind == "css":
            self._data_pictures = self._data_pictures or "data:image/" in text
            yield from feeds.check_css(text)
        elif file.kind == "csv":
            yield from feeds.check_csv(text)

    def _check_search(self, links: SiteLinks, paths: Set[str]) -> None:
        """Look at what search finds, now that it is known where everything leads and which files there are."""
        leads = links.is_alive if self._follow else None
        for path, index in self._search_entries.items():
            self._add_findings(path, feeds.check_search_index(index, self._inspector.inspect_fragment, leads))
        entry_ids = {entry_id for index in self._search_entries.values() for entry_id in feeds.list_entry_ids(index)}
        for path, index in self._search_terms.items():
            self._add_findings(path, feeds.check_search_terms(index, entry_ids))
        for promised in feeds.list_promised_files(self._search_entries.get(STUB), self._search_manifest):
            if promised not in paths:
                missing = f"The search asks for {shorten_for_message(promised)}, and there is no such file."
                self._add_findings(STUB, [Fault("GATE301", missing, "Build the site again.")])

    def _check_loaded_files(self, files: Sequence[SiteFile]) -> None:
        """Refuse scripts and style sheets that neither the theme nor a page's frame brought."""
        apart = [
            file.path for file in files if file.kind in ("js", "css", "map") and not file.path.startswith(_SCRIPTS)
        ]
        loaded = {_resolve_load(page.path, load) for page in self._pages for load in page.loads} if apart else set()
        for path in apart:
            if path.removesuffix(".map") not in loaded:
                self._add_findings(
                    path, [Fault("GATE108", "No page's frame loads this file.", "Take it out of the content.")]
                )

    def _check_headers(self, policy: SecurityPolicy) -> None:
        """Compare the headers that lie in the site with those that it needs."""
        hint = "Build the site again; headers are written last."
        if self._headers is not None and self._headers != policy.format_headers_file():
            self._add_findings(AT_ROOT, [Fault("GATE401", "The headers are not those of this site.", hint)])
        declaring = [page for page in self._pages if page.policies]
        for page in self._pages if declaring else ():
            if page.policies != (policy.page_policy,):
                self._add_findings(
                    page.path, [Fault("GATE401", "The page's own security policy is not this site's.", hint)]
                )


# Where the theme, okrsite and the search put theirs; not all of assets/, which authors may have as well.
_SCRIPTS = ("assets/javascripts/", "assets/stylesheets/", "assets/okr/", "search/", "pagefind/")
_READERS = frozenset({"html", "json", "xml", "atom", "svg", "css", "csv", "js", "map", "txt", "ics", "dot"})


def _resolve_load(page: str, load: str) -> str | None:
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


def _list_private_spellings(private: Iterable[str]) -> list[tuple[str, tuple[bytes, ...]]]:
    """Return each private text with the ways in which pages and data would spell it."""
    spellings = []
    for text in sorted(set(private)):
        if len(text.strip()) < _SHORTEST:
            raise ValueError(f"{text!r} is too short to be looked for; give at least {_SHORTEST} characters.")
        in_json = (json.dumps(text)[1:-1], encode_json(text).decode("utf-8").strip()[1:-1])
        ways = (text, html.escape(text), html.escape(text, quote=False), *in_json, quote(text))
        spellings.append((text, tuple(dict.fromkeys(way.encode("utf-8", "surrogatepass") for way in ways))))
    return spellings
