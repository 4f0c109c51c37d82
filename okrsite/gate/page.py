"""Inspects pages: one after another, with what has been learned about tags on the pages before.

A site repeats itself: of a page's thousand tags nearly all have been seen. So each tag is judged once, and what is
left of a page is a list of dictionary look-ups.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from okrsite.gate.findings import Fault, Finding, shown
from okrsite.gate.markup import MARKUP_LIKE, Raw, read_tag, take_apart
from okrsite.gate.tags import Verdict, judge
from okrsite.gate.theme import Theme

# Where authors' words begin, the first of these that a page has, and where they end.
_CONTENT = (
    ('<article class="md-content__inner', "</article>"),
    ("<article", "</article>"),
    ("<main", "</main>"),
)
_DATA = frozenset({"application/json", "application/ld+json"})
_MEMORY = 200_000
"""Tags that are remembered; beyond that, memory starts anew."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What other pages, and the headers, need to know about a page."""

    path: str
    ids: frozenset[str]
    links: tuple[str, ...]
    """Each address on this site once, as a browser reads it; relative to the page."""
    loads: tuple[str, ...]
    """Scripts and style sheets that the page's frame loads."""
    policies: tuple[str, ...]
    """Content security policies that the page declares."""


class PageInspector:
    """Inspects the pages of one site, and gathers the theme's inline scripts and styles on the way."""

    def __init__(self, theme: Theme) -> None:
        """Take the theme whose scripts may stand in pages."""
        self.scripts: set[str] = set()
        """Inline scripts of the theme that occur on the site."""
        self.styles: set[str] = set()
        self._theme = theme
        self._frame: dict[str, Verdict | None] = {}
        self._content: dict[str, Verdict | None] = {}
        self._raws: dict[tuple[bool, str, str], Fault | None] = {}

    def inspect(self, path: str, text: str) -> tuple[PageFacts, list[Finding]]:
        """Return what a page says, and what is wrong with it."""
        start, end = _content_of(text)
        findings: list[Finding] = []
        met: list[Verdict] = []
        for first, last, inside in ((0, start, False), (start, end, True), (end, len(text), False)):
            if first < last:
                self._part(path, text, first, last, inside, met, findings)
        ids = [each.id for each in met if each.id]
        unique = frozenset(ids)
        if len(unique) < len(ids):
            findings += _twice(path, text, ids)
        links = dict.fromkeys(link for each in met for link in each.links)
        loads = dict.fromkeys(load for each in met for load in each.loads)
        policies = tuple(each.policy for each in met if each.policy)
        return PageFacts(path, unique, tuple(links), tuple(loads), policies), findings

    def fragment(self, text: str) -> tuple[list[str], list[Fault]]:
        """Return the tags of a piece of HTML that a program puts into a page, and what is wrong with it."""
        if "<" not in text:
            return [], []
        made = take_apart(text, self._content)
        faults = [_ambiguous(text, at) for at in made.trouble]
        for tag in made.tags:
            found = judge(tag, content=True)
            faults += found.faults if found else ()
        return made.tags, faults

    def _part(
        self, path: str, text: str, first: int, last: int, inside: bool, met: list[Verdict], findings: list[Finding]
    ) -> None:
        """Inspect the part of a page between two places, and add what it says to `met` and `findings`."""
        part = text[first:last]
        known = self._content if inside else self._frame
        if len(known) > _MEMORY:
            known.clear()
        made = take_apart(part, known)
        faulty = False
        for tag in set(made.tags).difference(known):
            known[tag] = judge(tag, content=inside)
        for tag in made.tags:
            if verdict := known[tag]:
                met.append(verdict)
                faulty = faulty or bool(verdict.faults)
        if faulty:
            for tag in dict.fromkeys(made.tags):
                verdict = known[tag]
                findings += _placed(path, text, first + part.index(tag), verdict.faults if verdict else ())
        for at in made.trouble:
            findings += _placed(path, text, first + at, (_ambiguous(part, at),))
        for raw in made.raws:
            if fault := self._raw(raw, inside):
                findings += _placed(path, text, first + raw.at, (fault,))

    def _raw(self, raw: Raw, inside: bool) -> Fault | None:
        key = (inside, raw.opening, raw.body)
        if key not in self._raws:
            if len(self._raws) > 1000:
                self._raws.clear()
            self._raws[key] = self._judge_raw(raw, inside)
        return self._raws[key]

    def _judge_raw(self, raw: Raw, inside: bool) -> Fault | None:
        """Say what is wrong with a script or a style; the theme's own is remembered for the headers."""
        _, pairs = read_tag(raw.opening)
        values = dict(reversed(pairs))
        code, what = ("GATE204", "script") if raw.kind == "script" else ("GATE206", "style")
        if inside:
            return Fault(code, f"There is a {what} in the content: {shown(raw.body or raw.opening)}")
        if raw.kind == "script" and "src" in values:
            return Fault("GATE204", f"A loaded script has a content: {shown(raw.body)}") if raw.body.strip() else None
        if raw.kind == "script" and values.get("type", "").lower() in _DATA:
            return _data_fault(raw.body)
        if values.get("type") in (None, "", "text/javascript", "text/css") and self._theme.wrote(raw.kind, raw.body):
            (self.scripts if raw.kind == "script" else self.styles).add(raw.body)
            return None
        return Fault(
            code,
            f"A {what} stands in a page that no template of the theme has: {shown(raw.body)}",
            "If it is your own theme's, name its folder of templates.",
        )


def _content_of(text: str) -> tuple[int, int]:
    """Return where the content begins and ends; an end that an author typed makes it longer, never shorter."""
    for opening, closing in _CONTENT:
        start = text.find(opening)
        if start >= 0:
            end = text.rfind(closing)
            return start, end if end > start else len(text)
    return 0, 0


def _data_fault(body: str) -> Fault | None:
    if MARKUP_LIKE.search(body):
        return Fault("GATE201", f"Data for a script holds markup: {shown(body)}")
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return Fault("GATE302", f"Data for a script is no JSON: {shown(body)}")
    return None


def _ambiguous(text: str, at: int) -> Fault:
    return Fault("GATE201", f"This can be read in more than one way: {shown(text[at : at + 200])}", "Escape the `<`.")


def _placed(path: str, text: str, at: int, faults: tuple[Fault, ...]) -> list[Finding]:
    if not faults:
        return []
    line = text.count("\n", 0, at) + 1
    return [Finding(path, line, fault.code, fault.message, fault.hint) for fault in faults]


def _twice(path: str, text: str, ids: list[str]) -> list[Finding]:
    found = []
    for name, times in sorted(Counter(ids).items()):
        if times > 1:
            second = text.find(f'id="{name}"', text.find(f'id="{name}"') + 1)
            line = text.count("\n", 0, second) + 1 if second >= 0 else None
            found.append(Finding(path, line, "GATE209", f"{times} elements have the id '{shown(name)}'."))
    return found
