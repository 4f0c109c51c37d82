"""Goes through a built site, file by file: the last look before it is published, whoever built it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Set
from pathlib import Path

import msgspec

from okrsite.activity import NOBODY, Activity
from okrsite.data_scripts import ENDING, INDEX_SCRIPT, OFFLINE_SCRIPT, format_data_script, format_index_script
from okrsite.folder_walk import BuiltFile
from okrsite.gate import feeds
from okrsite.gate.file_inspection import FileInspector, Seen, is_judged_alone, make_seen_policy
from okrsite.gate.files import decode_text, find_kind, list_site_files
from okrsite.gate.findings import Fault, Finding, shorten_for_message
from okrsite.gate.headers import AT_ROOT, SecurityPolicy
from okrsite.gate.kept_facts import list_looks
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
    """By path, with what was seen of them: their links are followed where something to which one led is gone."""
    others: frozenset[str] = frozenset()
    """Files that nothing else has to agree with, such as maps to take away."""
    search: frozenset[str] = frozenset()
    """All files of the search index."""
    targets: LinkTargets = msgspec.field(default_factory=dict)
    """To what these pages and search results led before: where all of that is still there, they lead there now."""
    digests: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The SHA-256, by path, of files in which nothing was found: of the same, it isn't looked for again.

    They are read all the same, and private texts looked for.
    """


class InspectionResult(msgspec.Struct, frozen=True):
    """A site as the gate saw it."""

    findings: tuple[Finding, ...]
    """By path, line and code; empty for a site that may be published."""
    policy: SecurityPolicy
    """The headers that it needs."""
    pages: int
    files: int
    facts: tuple[PageFacts, ...] = ()
    """What was seen of each page that was looked at."""
    targets: LinkTargets = msgspec.field(default_factory=dict)
    """To what the links of all pages lead; nothing where they were not followed."""
    listing: Mapping[str, BuiltFile] = msgspec.field(default_factory=dict)
    """All files as they lay there, by path."""
    digests: Mapping[str, str] = msgspec.field(default_factory=dict)
    """See `KnownFiles.digests`."""


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
        self._digests: dict[str, str] = {}
        self.seen.looks.update(list_looks(self._known.pages))

    def inspect_files(self, coming: int = 0) -> None:
        """Look at every file that is there now and isn't known; so many pages are still to be written.

        Raises:
            OSError: a file can't be read.
        """
        files, _ = list_site_files(self._root)
        there = [path for path in files if not self._is_known(path)]
        self.activity.begin("Inspecting", coming + sum(find_kind(path) == "html" for path in there))
        for path in there:
            self._inspect_file(path)

    def _is_known(self, path: str) -> bool:
        return path in self._known.pages or path in self._known.others or path in self._known.search

    def _inspect_file(self, path: str) -> None:
        data = (self._root / path).read_bytes()
        if not is_judged_alone(path):
            self.files.inspect_file(path, data, self.seen)
            return
        before, digest = len(self.seen.findings), hashlib.sha256(data).hexdigest()
        if self._known.digests.get(path) == digest:
            self.files.inspect_known_file(path, data, self.seen)
        else:
            self.files.inspect_file(path, data, self.seen)
        if len(self.seen.findings) == before:
            self._digests[path] = digest

    def finish(self) -> InspectionResult:
        """Look at what the files say about each other, now that all are there.

        Raises:
            NotASiteError: the folder holds no page.
            DamagedFactsError: what is known of pages can't be read.
        """
        files, findings = list_site_files(self._root)
        for path in sorted(files.keys() - set(self.seen.paths)):
            if not self._is_known(path):  # it has come since
                self._inspect_file(path)
        known = self._known.pages
        if not any(find_kind(path) == "html" for path in files):
            raise NotASiteError(f"{self._root} holds no page.")
        self.seen.findings += findings
        links = SiteLinks(files.keys(), self.seen.pages, known)
        settled = False
        if self._follow:
            # Of a site in which a target is gone, all links are followed: any of them may have led there.
            settled = links.has_targets(self._known.targets)
            self.seen.findings += links.find_dead_links(with_known=not settled)
        if not settled:
            for path in sorted(self._known.search & files.keys()):
                self._inspect_file(path)
        if not (settled and self._known.search):
            self._check_search(links, files.keys())
        self._check_loaded_files(files)
        self._check_data_scripts(files)
        policy = make_seen_policy(self.seen)
        self._check_headers(policy)
        return InspectionResult(
            tuple(sorted(set(self.seen.findings), key=lambda finding: finding.sort_key)),
            policy,
            len(self.seen.pages) + sum(path in files for path in known),
            len(files),
            tuple(self.seen.pages),
            links.list_targets(self._known.targets if settled else {}),
            files,
            self._digests,
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

    def _check_loaded_files(self, files: Iterable[str]) -> None:
        """Refuse scripts and style sheets that neither the theme nor a page's frame brought."""
        apart = [
            path
            for path in files
            if find_kind(path) in _LOADED and not path.startswith(_SCRIPTS) and not path.endswith(ENDING)
        ]
        pages = [*self.seen.pages, *self._known.pages.values()] if apart else []
        loaded = {resolve_load(page.path, load) for page in pages for load in page.loads}
        for path in apart:
            if path.removesuffix(".map") not in loaded:
                self.seen.add_faults(
                    path, [Fault("GATE108", "No page's frame loads this file.", "Take it out of the content.")]
                )

    def _check_data_scripts(self, files: Collection[str]) -> None:
        """Refuse a script that calls itself that of a data file, and isn't: each file is looked at as JSON."""
        wanted = {path: (path.removesuffix(".js"), format_data_script) for path in files if path.endswith(ENDING)}
        if OFFLINE_SCRIPT in files and INDEX_SCRIPT in files:
            wanted[INDEX_SCRIPT] = (STUB, format_index_script)
        for path, (source, write) in wanted.items():
            data = (self._root / source).read_bytes() if source in files else None
            text = None if data is None else decode_text(data)
            if data is None or text is None or (self._root / path).read_bytes() != write(data):
                message = f"The script isn't what {shorten_for_message(source)} makes."
                self.seen.add_faults(path, [Fault("GATE109", message, "Build the copy again.")])

    def _check_headers(self, policy: SecurityPolicy) -> None:
        """Compare the headers that lie in the site with those that it needs."""
        hint = "Build the site again; headers are written last."
        if self.seen.headers is not None and self.seen.headers != policy.format_headers_file():
            self.seen.add_faults(AT_ROOT, [Fault("GATE401", "The headers are not those of this site.", hint)])
        if not any(page.policies for page in self.seen.pages):
            return
        declared = {page.path: page.policies for page in (*self.seen.pages, *self._known.pages.values())}
        for path, policies in declared.items():
            if policies != (policy.page_policy,):
                self.seen.add_faults(
                    path, [Fault("GATE401", "The page's own security policy is not this site's.", hint)]
                )


# Where the theme, okrsite and the search put theirs; not all of assets/, which authors may have as well.
_SCRIPTS = ("assets/javascripts/", "assets/stylesheets/", "assets/okr/", "search/", "pagefind/")
_LOADED = frozenset({"js", "mjs", "css", "map"})
