"""Goes through a built site, file by file: the last look before it is published, whoever built it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

import msgspec

from okrsite.activity import NOBODY, Activity
from okrsite.gate import feeds
from okrsite.gate.file_inspection import FileInspector, Seen, make_seen_policy
from okrsite.gate.files import SiteFile, list_site_files
from okrsite.gate.findings import Fault, Finding, shorten_for_message
from okrsite.gate.headers import AT_ROOT, SecurityPolicy
from okrsite.gate.links import LinkTargets, SiteLinks, resolve_load
from okrsite.gate.page import PageFacts
from okrsite.gate.theme import ThemeInlineCode, load_installed_theme
from okrsite.gate.withheld import WithheldTextFinder
from okrsite.search.files import STUB


class NotASiteError(ValueError):  # it says what is wrong with the folder
    """A folder holds no page."""


class KnownFiles(msgspec.Struct, frozen=True):
    """Files that are byte for byte those in which nothing was found before: they are not read again."""

    pages: Mapping[str, PageFacts] = msgspec.field(default_factory=dict)
    """By path, with what was seen of them: their links are followed."""
    others: frozenset[str] = frozenset()
    """Files that nothing else has to agree with, such as maps to take away."""
    search: frozenset[str] = frozenset()
    """All files of the search index."""
    targets: LinkTargets = msgspec.field(default_factory=dict)
    """To what these pages and search results led before: where all of that is still there, they lead there now."""


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
    targets: LinkTargets = msgspec.field(default_factory=dict)
    """To what the links of all pages lead; nothing where they were not followed."""


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
        self.files = FileInspector(theme or load_installed_theme(), private, withheld, activity)
        self.seen = Seen()
        """What was seen so far. Whoever has looked at further files with `files` adds it here."""
        self._root = root.resolve()
        self._known = known or KnownFiles()
        self._follow = links

    def inspect_files(self, coming: int = 0) -> None:
        """Look at every file that is there now and isn't known; so many pages are still to be written.

        Raises:
            OSError: a file can't be read.
        """
        files, _ = list_site_files(self._root)
        pages = sum(file.kind == "html" for file in files)
        self.activity.begin("Inspecting", coming + pages - len(self._known.pages))
        for file in files:
            if facts := self._known.pages.get(file.path):
                self.seen.pages.append(facts)
            elif file.path not in self._known.others and file.path not in self._known.search:
                self.files.inspect_file(file.path, Path(file.source).read_bytes(), self.seen)

    def finish(self) -> InspectionResult:
        """Look at what the files say about each other, now that all are there.

        Raises:
            NotASiteError: the folder holds no page.
        """
        files, findings = list_site_files(self._root)
        if not any(file.kind == "html" for file in files):
            raise NotASiteError(f"{self._root} holds no page.")
        self.seen.findings += findings
        links = SiteLinks((file.path for file in files), self.seen.pages)
        settled: Set[str] = frozenset()
        if self._follow:
            # Of a site in which a target is gone, all links are followed: any of them may have led there.
            settled = self._known.pages.keys() if links.has_targets(self._known.targets) else settled
            self.seen.findings += links.find_dead_links(settled)
        if not settled:
            for file in files:
                if file.path in self._known.search:
                    self.files.inspect_file(file.path, Path(file.source).read_bytes(), self.seen)
        if not (settled and self._known.search):
            self._check_search(links, {file.path for file in files})
        self._check_loaded_files(files)
        policy = make_seen_policy(self.seen)
        self._check_headers(policy)
        ordered = sorted(set(self.seen.findings), key=lambda finding: finding.sort_key)
        targets = links.list_targets(self._known.targets if settled else {})
        return InspectionResult(
            tuple(ordered), policy, len(self.seen.pages), len(files), tuple(self.seen.pages), targets
        )

    def _check_search(self, links: SiteLinks, paths: Set[str]) -> None:
        """Look at what search finds, now that it is known where everything leads and which files there are."""
        leads = links.is_alive if self._follow else None
        for path, index in self.seen.search_entries.items():
            self.seen.add_faults(path, feeds.check_search_index(index, self.files.pages.inspect_fragment, leads))
        entry_ids = {
            entry_id for index in self.seen.search_entries.values() for entry_id in feeds.list_entry_ids(index)
        }
        for path, index in self.seen.search_terms.items():
            self.seen.add_faults(path, feeds.check_search_terms(index, entry_ids))
        for promised in feeds.list_promised_files(self.seen.search_entries.get(STUB), self.seen.search_manifest):
            if promised not in paths:
                missing = f"The search asks for {shorten_for_message(promised)}, and there is no such file."
                self.seen.add_faults(STUB, [Fault("GATE301", missing, "Build the site again.")])

    def _check_loaded_files(self, files: Sequence[SiteFile]) -> None:
        """Refuse scripts and style sheets that neither the theme nor a page's frame brought."""
        apart = [
            file.path for file in files if file.kind in ("js", "css", "map") and not file.path.startswith(_SCRIPTS)
        ]
        loaded = {resolve_load(page.path, load) for page in self.seen.pages for load in page.loads} if apart else set()
        for path in apart:
            if path.removesuffix(".map") not in loaded:
                self.seen.add_faults(
                    path, [Fault("GATE108", "No page's frame loads this file.", "Take it out of the content.")]
                )

    def _check_headers(self, policy: SecurityPolicy) -> None:
        """Compare the headers that lie in the site with those that it needs."""
        hint = "Build the site again; headers are written last."
        if self.seen.headers is not None and self.seen.headers != policy.format_headers_file():
            self.seen.add_faults(AT_ROOT, [Fault("GATE401", "The headers are not those of this site.", hint)])
        declaring = [page for page in self.seen.pages if page.policies]
        for page in self.seen.pages if declaring else ():
            if page.policies != (policy.page_policy,):
                self.seen.add_faults(
                    page.path, [Fault("GATE401", "The page's own security policy is not this site's.", hint)]
                )


# Where the theme, okrsite and the search put theirs; not all of assets/, which authors may have as well.
_SCRIPTS = ("assets/javascripts/", "assets/stylesheets/", "assets/okr/", "search/", "pagefind/")
