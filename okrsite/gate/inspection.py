"""Goes through a built site, file by file: the last look before it is published, whoever built it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

import msgspec

from okrsite.activity import NOBODY, Activity
from okrsite.gate import feeds
from okrsite.gate.files import SiteFile, check_content, decode_text, decompress_gzip, list_site_files
from okrsite.gate.findings import Fault, Finding, shorten_for_message
from okrsite.gate.headers import AT_ROOT, SecurityPolicy, make_policy
from okrsite.gate.links import SiteLinks, resolve_load
from okrsite.gate.page import PageFacts, PageInspector
from okrsite.gate.private_texts import list_private_spellings
from okrsite.gate.theme import ThemeInlineCode, load_installed_theme
from okrsite.gate.withheld import WithheldTextFinder
from okrsite.search.files import ENTRIES, SHARDS, STUB, TERMS, WHOLE


class NotASiteError(ValueError):  # it says what is wrong with the folder
    """A folder holds no page."""


class KnownFiles(msgspec.Struct, frozen=True):
    """Files that are byte for byte those in which nothing was found before: they are not read again."""

    pages: Mapping[str, PageFacts] = msgspec.field(default_factory=dict)
    """By path, with what was seen of them: their links are followed."""
    others: frozenset[str] = frozenset()
    """Files that nothing else has to agree with, such as maps to take away."""


class Verdicts(msgspec.Struct, frozen=True, array_like=True):
    """What was seen of some files."""

    pages: tuple[PageFacts, ...]
    findings: tuple[Finding, ...]


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
    inspector = SiteInspector(
        root, theme=theme, private=private, withheld=withheld, links=links, known=known or KnownFiles()
    )
    inspector.inspect_files()
    return inspector.finish()


def compute_policy(root: Path) -> SecurityPolicy:
    """Return the policy of a built site.

    Raises:
        NotASiteError: the folder holds no page.
    """
    return inspect_site(root, links=False).policy


class SiteInspector:
    """One pass over one site: first its files, one by one, then what they say about each other."""

    def __init__(
        self,
        root: Path,
        *,
        theme: ThemeInlineCode | None = None,
        private: Iterable[str] = (),
        withheld: WithheldTextFinder | None = None,
        links: bool = True,
        known: KnownFiles | None = None,
        activity: Activity = NOBODY,
    ) -> None:
        """Take what `inspect_site` takes.

        Raises:
            ValueError: a private text is too short to be looked for.
        """
        self.activity = activity
        """Is told of each page that was looked at."""
        self._root = root.resolve()
        self._known = known or KnownFiles()
        self._private = list_private_spellings(private)
        self._withheld = withheld or WithheldTextFinder()
        self._follow = links
        self._pages: list[PageFacts] = []
        self._inspector = PageInspector(theme or load_installed_theme())
        self._findings: list[Finding] = []
        self._search_entries: dict[str, object] = {}
        self._search_terms: dict[str, object] = {}
        self._search_manifest: object = None
        self._headers: str | None = None
        self._data_pictures = False

    def inspect_files(self, coming: int = 0) -> None:
        """Look at every file that is there now and isn't known; so many pages are still to be written.

        Raises:
            OSError: a file can't be read.
        """
        files, _ = list_site_files(self._root)
        pages = sum(file.kind == "html" for file in files)
        self.activity.begin("Inspecting", coming + pages - len(self._known.pages))
        for file in files:
            if seen := self._known.pages.get(file.path):
                self._pages.append(seen)
            elif file.path not in self._known.others:
                self._inspect_data(file.path, file.kind, file.source.read_bytes())

    def inspect_new_file(self, path: str, data: bytes) -> None:
        """Look at what is to be written into the site, at a path inside of it."""
        self._inspect_data(path, path.rpartition(".")[2].lower(), data)

    def forget_pages(self, paths: Set[str]) -> None:
        """Forget what was seen of some pages, for they are looked at once more."""
        self._pages = [page for page in self._pages if page.path not in paths]
        self._findings = [finding for finding in self._findings if finding.path not in paths]

    def take_verdicts(self) -> Verdicts:
        """Return what was seen since the last time, and forget it; for another process, which adds it to its own."""
        verdicts = Verdicts(tuple(self._pages), tuple(self._findings))
        self._pages, self._findings = [], []
        return verdicts

    def add_verdicts(self, verdicts: Verdicts) -> None:
        """Add what another process has seen of files that have no part in search, headers or style."""
        self._pages += verdicts.pages
        self._findings += verdicts.findings

    def make_policy(self) -> SecurityPolicy:
        """Return the policy of what was seen so far."""
        scripts = {script for page in self._pages for script in page.scripts}
        styles = {style for page in self._pages for style in page.styles}
        return make_policy(scripts, styles, data_pictures=self._data_pictures)

    def finish(self) -> InspectionResult:
        """Look at what the files say about each other, now that all are there.

        Raises:
            NotASiteError: the folder holds no page.
        """
        files, findings = list_site_files(self._root)
        if not any(file.kind == "html" for file in files):
            raise NotASiteError(f"{self._root} holds no page.")
        self._findings += findings
        links = SiteLinks((file.path for file in files), self._pages)
        if self._follow:
            self._findings += links.find_dead_links()
        self._check_search(links, {file.path for file in files})
        self._check_loaded_files(files)
        policy = self.make_policy()
        self._check_headers(policy)
        ordered = sorted(set(self._findings), key=lambda finding: finding.sort_key)
        return InspectionResult(tuple(ordered), policy, len(self._pages), len(files), tuple(self._pages))

    def _add_findings(self, path: str, faults: Iterable[Fault]) -> None:
        self._findings += [Finding(path, None, fault.code, fault.message, fault.hint) for fault in faults]

    def _inspect_data(self, path: str, kind: str, data: bytes) -> None:
        self._find_private_texts(path, data)
        if fault := check_content(kind, data):
            self._add_findings(path, [fault])
            return
        self._add_findings(path, self._check_file(path, kind, data))

    def _find_private_texts(self, path: str, data: bytes) -> None:
        self._findings += self._withheld.find_withheld_texts(path, data)
        for name, spellings in self._private:
            at = next((at for spelling in spellings if (at := data.find(spelling)) >= 0), -1)
            if at >= 0:
                line = data.count(b"\n", 0, at) + 1
                self._findings.append(Finding(path, line, "GATE107", f"The site says '{name}', which is private."))

    def _check_file(self, path: str, kind: str, data: bytes) -> Iterator[Fault]:
        """Yield what is wrong with a file, by its kind; remember what other files have to agree with."""
        if kind == "gz":
            inner = decompress_gzip(data)
            if inner is None:
                yield Fault("GATE302", "The file can't be unpacked.")
                return
            self._find_private_texts(path, inner)
            text = decode_text(inner)
        elif kind in _READERS or path == AT_ROOT:
            text = decode_text(data)
        else:
            return
        if text is None:
            yield Fault("GATE106", "The text is not UTF-8.")
        elif path == AT_ROOT:
            self._headers = text
        elif kind == "html":
            facts, findings = self._inspector.inspect_page(path, text)
            self.activity.advance()
            self._pages.append(facts)
            self._findings += findings
        elif kind == "json":
            value, faults = feeds.parse_json(text)
            yield from faults
            yield from feeds.check_data(value)
            if path in (STUB, WHOLE) or path.startswith(ENTRIES):
                self._search_entries[path] = value
            elif path.startswith(TERMS):
                self._search_terms[path] = value
            elif path == SHARDS:
                self._search_manifest = value
        elif kind in ("xml", "gz", "atom", "svg"):
            root, faults = feeds.parse_xml(text)
            yield from faults
            if root is not None:
                svg = kind == "svg"
                yield from feeds.check_svg(root) if svg else feeds.check_feed(root, self._inspector.inspect_fragment)
        elif kind == "css":
            self._data_pictures = self._data_pictures or "data:image/" in text
            yield from feeds.check_css(text)
        elif kind == "csv":
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
        loaded = {resolve_load(page.path, load) for page in self._pages for load in page.loads} if apart else set()
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
