"""Looks at the files of a site one by one, and collects what they have to agree about with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from okrsite.activity import NOBODY, Activity
from okrsite.asset_names import writes_styles
from okrsite.gate import feeds
from okrsite.gate.files import check_content, decode_text, decompress_gzip, find_kind
from okrsite.gate.findings import Fault, Finding
from okrsite.gate.headers import AT_ROOT, SecurityPolicy, make_policy
from okrsite.gate.kept_facts import PageLook
from okrsite.gate.page import PageFacts, PageInspector
from okrsite.gate.private_texts import list_private_spellings
from okrsite.gate.theme import ThemeInlineCode
from okrsite.gate.withheld import WithheldTextFinder
from okrsite.search.files import ENTRIES, FOLDER, SHARDS, STUB, TERMS, WHOLE

_READERS = frozenset(
    {"html", "json", "xml", "atom", "svg", "css", "csv", "js", "mjs", "map", "txt", "ics", "dot", "md"}
)
_ALONE = frozenset({"xml", "gz"})
"""The sitemap: of a large site, to take it apart takes longer than all other files that each build writes.

That nothing was found in it is told by a cache, which may come from anybody; so no file with words of authors is one.
"""
_PICTURE = "data:image/"


@dataclass
class Seen:
    """What was seen of some files of a site."""

    paths: list[str] = field(default_factory=list)
    """The files that were looked at."""
    pages: list[PageFacts] = field(default_factory=list)
    looks: set[PageLook] = field(default_factory=set)
    """Of pages that were looked at by an earlier build."""
    findings: list[Finding] = field(default_factory=list)
    search_entries: dict[str, object] = field(default_factory=dict)
    """What search finds, by the file."""
    search_terms: dict[str, object] = field(default_factory=dict)
    search_manifest: object = None
    headers: str | None = None
    """What the file with headers says; None where there is none."""
    data_pictures: bool = False
    """Whether a style sheet holds pictures."""

    def add(self, other: Seen) -> None:
        """Add what was seen of other files."""
        self.paths += other.paths
        self.pages += other.pages
        self.looks |= other.looks
        self.findings += other.findings
        self.search_entries |= other.search_entries
        self.search_terms |= other.search_terms
        self.search_manifest = self.search_manifest if other.search_manifest is None else other.search_manifest
        self.headers = self.headers if other.headers is None else other.headers
        self.data_pictures = self.data_pictures or other.data_pictures

    def add_faults(self, path: str, faults: Iterable[Fault]) -> None:
        """Add what is wrong with a file as a whole."""
        self.findings += [Finding(path, None, fault.code, fault.message, fault.hint) for fault in faults]


def make_seen_policy(*those: Seen) -> SecurityPolicy:
    """Return the policy that a site of these files needs."""
    looks: list[PageFacts | PageLook] = []
    for seen in those:
        looks += seen.pages
        looks += seen.looks
    scripts = {script for look in looks for script in look.scripts}
    styles = {style for look in looks for style in look.styles}
    return make_policy(
        scripts,
        styles,
        data_pictures=any(seen.data_pictures for seen in those),
        written_styles=writes_styles({load for look in looks for load in look.loads}),
    )


def is_judged_alone(path: str) -> bool:
    """Whether a file's bytes alone decide what is wrong with it, but for private texts, and it takes long to tell."""
    return find_kind(path) in _ALONE and not path.startswith(FOLDER)


class FileInspector:
    """Looks at the files of one site."""

    def __init__(
        self,
        theme: ThemeInlineCode,
        private: Iterable[str] = (),
        withheld: WithheldTextFinder | None = None,
        activity: Activity = NOBODY,
    ) -> None:
        """Take what no file may say, whose scripts may stand in pages, and who is told of each page.

        Raises:
            ValueError: a private text is too short to be looked for.
        """
        self.pages = PageInspector(theme)
        self._private = list_private_spellings(private)
        self._withheld = withheld or WithheldTextFinder()
        self._activity = activity

    def inspect_file(self, path: str, data: bytes, seen: Seen) -> None:
        """Look at a file that lies, or is to lie, at a path inside the site; what is seen of it is added to `seen`."""
        kind = find_kind(path)
        seen.paths.append(path)
        self._find_private_texts(path, data, seen)
        fault = check_content(kind, data)
        seen.add_faults(path, [fault] if fault else self._check_file(path, kind, data, seen))

    def inspect_known_file(self, path: str, data: bytes, seen: Seen) -> None:
        """Look at a file in which nothing was found before: private texts are others in each build, the rest is not.

        It must be one for which `is_judged_alone` holds.
        """
        seen.paths.append(path)
        self._find_private_texts(path, data, seen)
        kind = find_kind(path)
        if kind == "gz":
            self._find_private_texts(path, decompress_gzip(data) or b"", seen)
        seen.data_pictures = seen.data_pictures or (kind == "css" and _PICTURE.encode() in data)

    def _find_private_texts(self, path: str, data: bytes, seen: Seen) -> None:
        seen.findings += self._withheld.find_withheld_texts(path, data)
        for name, spellings in self._private:
            at = next((at for spelling in spellings if (at := data.find(spelling)) >= 0), -1)
            if at >= 0:
                line = data.count(b"\n", 0, at) + 1
                seen.findings.append(Finding(path, line, "GATE107", f"The site says '{name}', which is private."))

    def _check_file(self, path: str, kind: str, data: bytes, seen: Seen) -> Iterator[Fault]:
        """Yield what is wrong with a file, by its kind; add to `seen` what other files have to agree with."""
        if kind == "gz":
            inner = decompress_gzip(data)
            if inner is None:
                yield Fault("GATE302", "The file can't be unpacked.")
                return
            self._find_private_texts(path, inner, seen)
            text = decode_text(inner)
        elif kind in _READERS or path == AT_ROOT:
            text = decode_text(data)
        else:
            return
        if text is None:
            yield Fault("GATE106", "The text is not UTF-8.")
        elif path == AT_ROOT:
            seen.headers = text
        elif kind == "html":
            facts, findings = self.pages.inspect_page(path, text)
            self._activity.advance()
            seen.pages.append(facts)
            seen.findings += findings
        elif kind == "json":
            value, faults = feeds.parse_json(text)
            yield from faults
            yield from feeds.check_data(value)
            if path in (STUB, WHOLE) or path.startswith(ENTRIES):
                seen.search_entries[path] = value
            elif path.startswith(TERMS):
                seen.search_terms[path] = value
            elif path == SHARDS:
                seen.search_manifest = value
        elif kind in ("xml", "gz", "atom", "svg"):
            root, faults = feeds.parse_xml(text)
            yield from faults
            if root is not None:
                svg = kind == "svg"
                yield from feeds.check_svg(root) if svg else feeds.check_feed(root, self.pages.inspect_fragment)
        elif kind == "css":
            seen.data_pictures = seen.data_pictures or _PICTURE in text
            yield from feeds.check_css(text)
        elif kind == "csv":
            yield from feeds.check_csv(text)
