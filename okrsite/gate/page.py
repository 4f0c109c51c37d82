"""Inspects pages: one after another, with what has been learned about tags on the pages before.

A site repeats itself: of a page's thousand tags nearly all have been seen. So each tag is judged once, and what is
left of a page is a list of dictionary look-ups.
"""

from __future__ import annotations

import json
from collections import Counter

import msgspec

from okrsite.gate.findings import Fault, Finding, shorten_for_message
from okrsite.gate.markup import MARKUP_LIKE, RawElement, is_sound, list_telling_tags, parse_html, read_tag
from okrsite.gate.tags import NOTHING, TagVerdict, judge_plain_tag, judge_tag
from okrsite.gate.theme import ThemeInlineCode

# Where authors' words begin, the first of these that a page has, and where they end.
_CONTENT = (
    ('<article class="md-content__inner', "</article>"),
    ("<article", "</article>"),
    ("<main", "</main>"),
)
_DATA = frozenset({"application/json", "application/ld+json"})
_MEMORY = 200_000
"""Tags that are remembered; beyond that, memory starts anew."""


class PageFacts(msgspec.Struct, frozen=True):
    """What other pages, and the headers, need to know about a page."""

    path: str
    ids: frozenset[str]
    links: tuple[str, ...]
    """Each address on this site once, as a browser reads it; relative to the page."""
    loads: tuple[str, ...]
    """Scripts and style sheets that the page's frame loads."""
    policies: tuple[str, ...]
    """Content security policies that the page declares."""
    scripts: tuple[str, ...] = ()
    """Inline scripts of the theme that stand in the page."""
    styles: tuple[str, ...] = ()
    """Inline style sheets of the theme that stand in it."""


class _DoubtfulTagError(ValueError):
    """A text has to be taken apart to know which tags it has."""


class _ContentVerdicts(dict[str, TagVerdict | None]):
    """What there is to say about each tag in the content of pages, which is found when it is first asked for.

    It has only tags of which `is_sound` holds.
    """

    def __missing__(self, tag: str) -> TagVerdict | None:
        verdict = judge_plain_tag(tag)
        if verdict is None:
            if not is_sound(tag):
                raise _DoubtfulTagError(tag)
            verdict = judge_tag(tag, content=True)
        self[tag] = verdict = None if verdict is NOTHING else verdict
        return verdict


class PageInspector:
    """Inspects the pages of one site."""

    def __init__(self, theme: ThemeInlineCode) -> None:
        """Take the theme whose scripts may stand in pages."""
        self._theme = theme
        self._frame: dict[str, TagVerdict | None] = {}
        self._content = _ContentVerdicts()
        self._raws: dict[tuple[bool, str, str], Fault | None] = {}
        self._of_theme: set[tuple[str, str]] = set()
        """Kind and content of the theme's inline scripts and style sheets that were met."""

    def inspect_page(self, path: str, text: str) -> tuple[PageFacts, list[Finding]]:
        """Return what a page says, and what is wrong with it."""
        start, end = _find_content(text)
        findings: list[Finding] = []
        met: list[TagVerdict] = []
        raws: list[RawElement] = []
        for first, last, inside in ((0, start, False), (start, end, True), (end, len(text), False)):
            if first < last:
                raws += self._inspect_part(path, text, first, last, inside, met, findings)
        ids = [tag_verdict.id for tag_verdict in met if tag_verdict.id]
        unique = frozenset(ids)
        if len(unique) < len(ids):
            findings += _find_repeated_ids(path, text, ids)
        links = dict.fromkeys(link for tag_verdict in met for link in tag_verdict.links)
        loads = dict.fromkeys(load for tag_verdict in met for load in tag_verdict.loads)
        policies = tuple(tag_verdict.policy for tag_verdict in met if tag_verdict.policy)
        code = {
            kind: tuple(
                dict.fromkeys(raw.body for raw in raws if raw.kind == kind and (kind, raw.body) in self._of_theme)
            )
            for kind in ("script", "style")
        }
        facts = PageFacts(path, unique, tuple(links), tuple(loads), policies, code["script"], code["style"])
        return facts, findings

    def inspect_fragment(self, text: str) -> tuple[list[str], list[Fault]]:
        """Return the tags of a piece of HTML that a program puts into a page, and what is wrong with it."""
        if "<" not in text:
            return [], []
        parsed = parse_html(text, self._content)
        faults = [_create_ambiguity_fault(text, at) for at in parsed.trouble]
        for tag in parsed.tags:
            tag_verdict = judge_tag(tag, content=True)
            faults += tag_verdict.faults if tag_verdict else ()
        return parsed.tags, faults

    def _inspect_part(
        self, path: str, text: str, first: int, last: int, inside: bool, met: list[TagVerdict], findings: list[Finding]
    ) -> list[RawElement]:
        """Inspect the part of a page between two places, and add what it says to `met` and `findings`.

        Returned are its scripts and style sheets.
        """
        part = text[first:last]
        if inside and (there := self._judge_at_a_glance(part)) is not None:
            met += there
            return []
        # What opens a script is known of frames, and must not be of contents, which are judged tag by tag above.
        known = {} if inside else self._frame
        if len(known) > _MEMORY:
            known.clear()
        parsed = parse_html(part, known)
        for tag in parsed.new:
            known[tag] = judge_tag(tag, content=inside)
        verdicts = [verdict for verdict in map(known.__getitem__, parsed.tags) if verdict]
        met += verdicts
        if any(verdict.faults for verdict in verdicts):
            for tag in dict.fromkeys(parsed.tags):
                verdict = known[tag]
                findings += _place_faults(path, text, first + part.index(tag), verdict.faults if verdict else ())
        for at in parsed.trouble:
            findings += _place_faults(path, text, first + at, (_create_ambiguity_fault(part, at),))
        for raw in parsed.raws:
            if fault := self._check_raw_cached(raw, inside):
                findings += _place_faults(path, text, first + raw.at, (fault,))
        return parsed.raws

    def _judge_at_a_glance(self, content: str) -> list[TagVerdict] | None:
        """Return what the tags of a page's content say, None where there are faults, or may be."""
        if len(self._content) > _MEMORY:
            self._content.clear()
        try:
            verdicts = list(filter(None, map(self._content.__getitem__, list_telling_tags(content))))
        except _DoubtfulTagError:
            return None
        return None if any(verdict.faults for verdict in verdicts) else verdicts

    def _check_raw_cached(self, raw: RawElement, inside: bool) -> Fault | None:
        key = (inside, raw.opening, raw.body)
        if key not in self._raws:
            if len(self._raws) > 1000:
                self._raws.clear()
            self._raws[key] = self._check_raw(raw, inside)
        return self._raws[key]

    def _check_raw(self, raw: RawElement, inside: bool) -> Fault | None:
        """Say what is wrong with a script or a style; the theme's own is remembered."""
        _, pairs = read_tag(raw.opening)
        values = dict(reversed(pairs))
        code, what = ("GATE204", "script") if raw.kind == "script" else ("GATE206", "style")
        if inside:
            return Fault(code, f"There is a {what} in the content: {shorten_for_message(raw.body or raw.opening)}")
        if raw.kind == "script" and "src" in values:
            return (
                Fault("GATE204", f"A loaded script has a content: {shorten_for_message(raw.body)}")
                if raw.body.strip()
                else None
            )
        if raw.kind == "script" and values.get("type", "").lower() in _DATA:
            return _check_script_data(raw.body)
        if values.get("type") in (None, "", "text/javascript", "text/css") and self._theme.has_inline_code(
            raw.kind, raw.body
        ):
            self._of_theme.add((raw.kind, raw.body))
            return None
        return Fault(
            code,
            f"A {what} stands in a page that no template of the theme has: {shorten_for_message(raw.body)}",
            "If it is your own theme's, name its folder of templates.",
        )


def _find_content(text: str) -> tuple[int, int]:
    """Return where the content begins and ends; an end that an author typed makes it longer, never shorter."""
    for opening, closing in _CONTENT:
        start = text.find(opening)
        if start >= 0:
            end = text.rfind(closing)
            return start, end if end > start else len(text)
    return 0, 0


def _check_script_data(body: str) -> Fault | None:
    if MARKUP_LIKE.search(body):
        return Fault("GATE201", f"Data for a script holds markup: {shorten_for_message(body)}")
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return Fault("GATE302", f"Data for a script is no JSON: {shorten_for_message(body)}")
    return None


def _create_ambiguity_fault(text: str, at: int) -> Fault:
    return Fault(
        "GATE201",
        f"This can be read in more than one way: {shorten_for_message(text[at : at + 200])}",
        "Escape the `<`.",
    )


def _place_faults(path: str, text: str, at: int, faults: tuple[Fault, ...]) -> list[Finding]:
    if not faults:
        return []
    line = text.count("\n", 0, at) + 1
    return [Finding(path, line, fault.code, fault.message, fault.hint) for fault in faults]


def _find_repeated_ids(path: str, text: str, ids: list[str]) -> list[Finding]:
    findings = []
    for name, times in sorted(Counter(ids).items()):
        if times > 1:
            second = text.find(f'id="{name}"', text.find(f'id="{name}"') + 1)
            line = text.count("\n", 0, second) + 1 if second >= 0 else None
            findings.append(
                Finding(path, line, "GATE209", f"{times} elements have the id '{shorten_for_message(name)}'.")
            )
    return findings
