"""What all parts of the Markdown reader share: the file, its problems, and records in the making."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.common.utils import normalizeReference

from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.markdown.html_tags import find_unknown_tag
from okrsite.sources.markdown.spans import MarkdownLink, SourceText, Span, find_links
from okrsite.sources.markdown.words import extract_line_words, holds_markup, strip_unbalanced_bold
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar
from okrsite.sources.text import make_printable

_NAMED = compile_late(
    r"^[ \t]{0,8}[-*+][ \t](?:(?P<field>owner|reviewer|contributors):|\d{4}-\d\d-\d\d,)[ \t]"
    r"(?P<names>[^:\n(|]{1,80})(?=[:\n(]|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
"""Where people are named."""
_AROUND_LINKS = "*_~→↑.:;, \t\r\n"
"""Signs that may stand around a link without saying anything."""


@dataclass(slots=True)
class MarkdownReading:
    """One file while it is read."""

    source: SourceText
    names: dict[str, object] = field(default_factory=dict)
    """Link targets that the document defines by name, as the Markdown parser keeps them."""
    problems: list[Problem] = field(default_factory=list)
    text_lines: set[int] = field(default_factory=set)
    """Lines, from 0, that are read as text where a part of the format might be meant."""
    settled_lines: set[int] = field(default_factory=set)
    """Lines, from 0, of which nothing more needs to be said: the heading above them was asked about."""
    structure_lines: set[int] = field(default_factory=set)
    """Lines, from 0, of what is no text: headings, fields, key results and the like; some of them may be text too."""
    _told_tags: set[Place] = field(default_factory=set)

    named_people: frozenset[str] | None = None
    """Names in small letters that fields and check-ins of this file hold, once somebody has asked for them."""
    people_in_fields: frozenset[str] = frozenset()
    """Those of them that a field holds; what begins a check-in may be words of its note."""

    def find_named_people(self) -> frozenset[str]:
        """Return whom the fields and the check-ins of this file name, in small letters."""
        if self.named_people is None:
            names = [
                (name.strip(" @*_`").casefold(), bool(match["field"]))
                for match in _NAMED.finditer(self.source.text)
                for name in match["names"].split(",")
            ]
            self.named_people = frozenset(name for name, _ in names if name)
            self.people_in_fields = frozenset(name for name, is_in_field in names if name and is_in_field)
        return self.named_people

    def is_named_in_field(self, name: str) -> bool:
        """Return whether a field of this file names somebody; what a check-in begins with may be no name."""
        self.find_named_people()
        return name.casefold() in self.people_in_fields

    def report(self, code: str, place: Place, message: str, hint: str = "", *, correction: str | None = None) -> None:
        """Note a problem; `correction` is what should stand in its place, where that is known."""
        self.problems.append(create_problem(code, place, message, hint, correction=correction))

    def make_scalar(self, span: Span) -> Scalar:
        """Return a span as a value: its words without markup, at its place."""
        source, start, end = span.source, span.start, span.end
        raw = source.text[start:end]
        if not holds_markup(raw):  # as most don't
            words = span.line if "\n" in raw or "\r" in raw else raw.strip()
            return Scalar(words, source.make_place(start, end))
        inner = strip_unbalanced_bold(span)
        if "<" in inner.raw:
            self._ask_about_unknown_tag(span)
        return inner.to_scalar(extract_line_words(inner.line, self.names))

    def _ask_about_unknown_tag(self, span: Span) -> None:
        """Ask about `<Anna>`, of which HTML makes a tag that nobody sees."""
        match = find_unknown_tag(span.mask_markup)
        if match is None or (place := span.cut_span(*match.span()).place) in self._told_tags:
            return
        self._told_tags.add(place)
        message = f"“{match[0]}” is a tag of HTML, or none, and is read as nothing."
        hint = f"Type {match['words']} without the brackets, or \\{match[0]} to show them."
        self.report("OKR118", place, message, hint, correction=match["words"])

    def find_link_target(self, link: MarkdownLink) -> str:
        """Return where a link leads, as typed; empty when its name is defined nowhere."""
        if not link.name:
            return link.target.raw
        targets = self.names.get("references")
        target = targets.get(normalizeReference(link.name)) if isinstance(targets, dict) else None
        return str(target.get("href", "")) if isinstance(target, dict) else ""

    def make_reference(self, span: Span) -> Scalar:
        """Return a reference: the target of the link that the span holds, or its words."""
        markdown_links = [link for link in find_links(span) if self.find_link_target(link)]
        if len(markdown_links) == 1:
            self._ask_about_text_beside(span, markdown_links[0])
            return span.to_scalar(make_printable(unquote(self.find_link_target(markdown_links[0]))))
        return self.make_scalar(span)

    def _ask_about_text_beside(self, span: Span, link: MarkdownLink) -> None:
        before, behind = span.cut_span(0, link.whole.start - span.start), span.cut_span(link.whole.end - span.start)
        for part in (before, behind):
            if part.raw.strip(_AROUND_LINKS):
                message = f"“{part.line}” stands beside a link, where it says nothing."
                hint = "Write share and reason in parentheses behind the link: (40 %, because …)."
                self.report("OKR118", part.place, message, hint)


class RecordBuilder:
    """A record in the making: each field once, in the order in which they come."""

    def __init__(self, reading: MarkdownReading, called: str) -> None:
        self._reading = reading
        self._called = called
        self._entries: dict[str, MapEntry] = {}

    def __contains__(self, field: Field[object]) -> bool:
        return field.name in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, field: Field[object]) -> Node | None:
        """Return what a field holds so far."""
        entry = self._entries.get(field.name)
        return entry.value if entry else None

    def add_field(self, field: Field[object], value: Node | None, key: Place | None = None) -> None:
        """Add a field; None adds nothing, a second one of the same name is a problem."""
        self.add_entry(field.name, value, key)

    def add_entry(self, name: str, value: Node | None, key: Place | None = None) -> None:
        """Add what somebody typed under a name, known or not; else as `add_field`."""
        if value is None:
            return
        place = key or value.place
        known = self._entries.get(name)
        if known is None:
            self._entries[name] = MapEntry(Scalar(name, place), value)
            return
        first = known.key.place.line
        message = f"“{name.replace('_', ' ')}” is said twice in this {self._called}; the first is on line {first}."
        self._reading.report("OKR104", place, message, "Keep one of the two.")

    def add_prose(self, field: Field[object], value: Scalar | None) -> None:
        """Add prose; what stands in several places is one text, with empty lines between."""
        known = self._entries.get(field.name)
        if value is None or known is None or not isinstance(known.value, Scalar):
            self.add_field(field, value)
            return
        place = known.value.place.span_to(value.place) if known.value.place <= value.place else known.value.place
        joined = Scalar(f"{known.value.text}\n\n{value.text}".strip("\n"), place)
        self._entries[field.name] = MapEntry(known.key, joined)

    def add_records(self, field: Field[object], records: list[Node]) -> None:
        """Add a list of records, if there are any; lists from several places are one, in the order of the file."""
        known = self._entries.pop(field.name, None)
        before = list(known.value.items) if known and isinstance(known.value, ListNode) else []
        both = sorted(before + records, key=lambda node: (node.place.line, node.place.column))
        if both:
            self.add_field(
                field, ListNode(tuple(both), both[0].place.span_to(both[-1].place)), known.key.place if known else None
            )

    def build_node(self, place: Place, number: int = 0) -> MapNode:
        """Return the finished record; with a `number` if it calls itself by one, as `KR2: …` does."""
        return MapNode(tuple(self._entries.values()), place, number)
