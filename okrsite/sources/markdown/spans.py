"""Pieces of a file that know where they stand.

Everything the reader finds is a `Span`: two offsets into the file. Cutting a span never loses the position, so the
value that comes out at the end can be replaced in the file, character for character. What a span means is for others to
say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import overload

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.records import Scalar

LINE_END = compile_late(r"\r\n?|\n")
BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""For a class of characters: the blanks beside the usual one, which are pasted and can't be told from it."""
BULLETS = "–—―‐‑‒−•·∙▪▫◦‣⁃●○■□"
"""For a class of characters: the signs that word processors put where a dash was typed."""
_TO_SPACE = str.maketrans("\r\n\t", "   ")
_MASKED = re.compile(r"[\r\n\t\[`<\\&]|:(?=//)")
"""Signs of which one is in each text that differs from its mask."""


class SourceText:
    """The text of one file, with the offsets of its lines (counted from 0, as the Markdown parser does)."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []
        for match in LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))
        self._lines = [text[start:end] for start, end in zip(self._starts, self._ends, strict=True)]

    @property
    def line_count(self) -> int:
        """Number of lines; a line break at the end of the file opens one more, which is empty."""
        return len(self._starts)

    def find_line_start(self, line: int) -> int:
        """Offset of the first character of a line; the end of the file for lines behind it."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def find_line_end(self, line: int) -> int:
        """Offset behind the last character of a line, without its line break."""
        return self._ends[line] if line < len(self._ends) else len(self.text)

    def get_line(self, number: int) -> str:
        """Return one line without its line break."""
        return self._lines[number] if number < len(self._lines) else ""

    def get_lines(self, first: int, last: int) -> Span:
        """Return the span of the lines from `first` up to, not including, `last`."""
        return Span(
            self,
            self.find_line_start(first),
            max(self.find_line_start(first), self.find_line_end(last - 1) if last else 0),
        )

    def make_place(self, start: int, end: int) -> Place:
        """Return the place of the characters from one offset up to another."""
        line = bisect_right(self._starts, start)
        last = line if start <= end <= self._ends[line - 1] else bisect_right(self._starts, end)
        return Place(self.path, line, start - self._starts[line - 1] + 1, last, end - self._starts[last - 1] + 1)


class _KeptProperty:
    """A text that is made when somebody asks for it, and kept: `cached_property` without its lock, which costs more."""

    def __init__(self, make: Callable[[Span], str]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, span: None, owner: type[Span]) -> _KeptProperty: ...

    @overload
    def __get__(self, span: Span, owner: type[Span]) -> str: ...

    def __get__(self, span: Span | None, owner: type[Span]) -> str | _KeptProperty:
        if span is None:
            return self
        text = span.__dict__[self._name] = self._make(span)
        return text


class Span(msgspec.Struct, frozen=True, dict=True):
    """A piece of a file, from one offset up to another. Offsets given to its methods count from its own start."""

    source: SourceText
    start: int
    end: int

    @property
    def raw(self) -> str:
        """The characters as they stand in the file."""
        return self.source.text[self.start : self.end]

    @_KeptProperty
    def flat_text(self) -> str:
        """The same number of characters, with line breaks and tabs as spaces."""
        raw = self.source.text[self.start : self.end]
        return raw.translate(_TO_SPACE) if "\n" in raw or "\t" in raw or "\r" in raw else raw

    @_KeptProperty
    def mask_markup(self) -> str:
        """The same number of characters for finding structure: signs in code, links and escapes are hidden."""
        raw = self.source.text[self.start : self.end]
        return mask_text(self.flat_text) if _MASKED.search(raw) else raw

    @property
    def line(self) -> str:
        """The text on one line: a wrapped line is joined with a space."""
        raw = self.source.text[self.start : self.end]
        if "\n" in raw or "\r" in raw:
            return " ".join([part.strip() for part in LINE_END.split(raw)]).strip()
        return raw.strip()

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.source.make_place(self.start, self.end)

    def __bool__(self) -> bool:
        return self.end > self.start

    def cut_span(self, start: int, end: int | None = None, trim: str = "") -> Span:
        """Return a part of it, without outer white space and without the signs in `trim`."""
        source, first = self.source, self.start + start
        raw = source.text[first : self.end if end is None else self.start + end]
        words = "" if trim else raw.strip()
        if words:  # of all spans most are cut in this way
            first += 0 if raw[0] == words[0] else len(raw) - len(raw.lstrip())
            return Span(source, first, first + len(words))
        return _trim(source, first, first + len(raw), trim)

    def trim(self, signs: str = "") -> Span:
        """Return it without white space, and the given signs, at both ends.

        What is empty stands behind the first blank: there a value is inserted.
        """
        return _trim(self.source, self.start, self.end, signs)

    def split_at(self, pattern: re.Pattern[str]) -> list[Span]:
        """Split where a pattern is found in the mask, outside parentheses; empty parts are left out."""
        parts: list[Span] = []
        mask, start, depth, seen = self.mask_markup, 0, 0, 0
        for match in pattern.finditer(mask):
            depth = max(0, depth + mask.count("(", seen, match.start()) - mask.count(")", seen, match.start()))
            seen = match.start()
            if depth == 0:
                parts.append(self.cut_span(start, match.start()))
                start = match.end()
        parts.append(self.cut_span(start))
        return [part for part in parts if part]

    def to_scalar(self, text: str | None = None) -> Scalar:
        """Return it as a value: the text given, or its own. In backticks, `null` is a word like any other."""
        source, start, end = self.source, self.start, self.end
        is_plain = not source.text.startswith("`", start, end)
        return Scalar(self.line if text is None else text, source.make_place(start, end), is_plain)


def _trim(source: SourceText, start: int, end: int, signs: str) -> Span:
    """Return the span from `start` up to `end` as `Span.trim` does."""
    raw = source.text[start:end]
    words = raw.strip()
    if words and not (signs and (words[0] in signs or words[-1] in signs)):
        left = start if raw[0] == words[0] else start + len(raw) - len(raw.lstrip())
        return Span(source, left, left + len(words))
    left, right = 0, len(raw)
    while right and (raw[right - 1] in signs or raw[right - 1].isspace()):
        right -= 1
    while left < right and (raw[left] in signs or raw[left].isspace()):
        left += 1
    if left == right:
        at = start + (1 if raw[:1] in (" ", "\t") else 0)
        return Span(source, at, at)
    return Span(source, start + left, start + right)


def strip_comments(text: str) -> str:
    """Drop HTML comments; one that is never closed reaches to the end."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        parts.append(text[at:start])
        end = text.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(text)
    return "".join([*parts, text[at:]])


def find_last_match(pattern: re.Pattern[str], text: str, start: int = 0) -> re.Match[str] | None:
    """Return the last place where a pattern is found."""
    found_match = None
    for match in pattern.finditer(text, start):
        found_match = match
    return found_match


HIDDEN = "\ue000"
"""Stands in a mask for a sign without meaning. Neither a letter nor white space: no pattern takes it for one."""

LINK = compile_late(
    r"(?<!!)\[(?P<words>[^\[\]]*)\]"
    r"(?:\(\s*+(?:<(?P<angle>[^<>]*)>|(?P<target>(?:[^()\s<]|\([^()\s]*\))*+))"
    r"""(?:\s++(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*+\)"""
    r"|\[(?P<name>[^\[\]]*)\])"
)
ADDRESS = compile_late(
    r"<(?P<angle>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*)>|(?P<bare>\bhttps?://[^\s<>()]*[^\s<>().,;:!?])"
)
_ESCAPE_OR_TICKS = compile_late(r"\\[!-/:-@\[-`{-~]|`+")
_BLANK = "&nbsp;"
"""Comes with what is pasted from a page."""
_HIDE = str.maketrans(dict.fromkeys(",;:()[]{}→>|=", HIDDEN))
_PASTED = re.compile(r"<[^<>]{1,80}>|[\"“”„«»％]")
_NUMBERS_ONLY = compile_late(r"[\d.,\s%]+")


def mask_text(flat: str) -> str:
    """Hide the signs in escapes, code spans, links and web addresses; letters and digits stay, `&nbsp;` is blanks."""
    flat = flat.replace(_BLANK, " " * len(_BLANK))
    if not ("[" in flat or "`" in flat or "<" in flat or "\\" in flat or "://" in flat):
        return flat  # one of them is in everything that a mask hides
    text, code = _blank_escapes_and_code(flat)
    hidden = list(flat)
    for start, end in code:
        if not _NUMBERS_ONLY.fullmatch(flat, start + 1, end - 1):
            hidden[start:end] = flat[start:end].translate(_HIDE)
    for match in _ESCAPE_OR_TICKS.finditer(text):
        if text[match.start()] == "\\":
            hidden[match.start() : match.end()] = HIDDEN * 2
    for pattern in (LINK, ADDRESS):
        for match in pattern.finditer(text):
            hidden[match.start() : match.end()] = "".join(hidden[match.start() : match.end()]).translate(_HIDE)
    return "".join(hidden)


def blank_out_pasted_markup(mask: str) -> str:
    """Return a mask of the same length with blanks in the place of tags, comments and quotes, and a usual percent sign.

    For a share in parentheses, in which nothing but a number belongs.
    """
    if not _PASTED.search(mask):
        return mask
    return _PASTED.sub(lambda match: "%" if match[0] == "％" else " " * len(match[0]), mask)


def _blank_escapes_and_code(flat: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with its code spans blanked out, and where they are."""
    if "`" not in flat:
        return flat, []
    runs = list(_ESCAPE_OR_TICKS.finditer(flat))
    by_length: dict[int, list[int]] = {}
    for match in runs:
        if flat[match.start()] == "`":
            by_length.setdefault(match.end() - match.start(), []).append(match.start())
    spans: list[tuple[int, int]] = []
    done = 0
    for match in runs:
        if match.start() < done or flat[match.start()] != "`":
            continue
        length = match.end() - match.start()
        starts = by_length[length]
        following = bisect_right(starts, match.start())
        if following < len(starts):
            done = starts[following] + length
            spans.append((match.start(), done))
    blank = list(flat)
    for start, end in spans:
        blank[start:end] = HIDDEN * (end - start)
    return "".join(blank), spans


class MarkdownLink(msgspec.Struct, frozen=True):
    """A link in a span: the whole of it, its words, and its target as typed."""

    whole: Span
    words: Span
    target: Span
    name: str = ""
    """For `[words][name]`: what the target is called elsewhere in the file; the target is then empty."""


def find_links(span: Span) -> Iterator[MarkdownLink]:
    """Find the links of a span, `[words](target)` and `[words][name]`, outside code."""
    if "[" not in span.raw:
        return
    text, _ = _blank_escapes_and_code(span.flat_text)
    for match in LINK.finditer(text):
        whole = span.cut_span(match.start(), match.end())
        words = span.cut_span(match.start("words"), match.end("words"))
        name = match["name"]
        if name is not None:
            yield MarkdownLink(whole, words, whole.cut_span(0, 0), name or match["words"])
            continue
        group = "angle" if match["angle"] is not None else "target"
        yield MarkdownLink(whole, words, span.cut_span(match.start(group), match.end(group)))
