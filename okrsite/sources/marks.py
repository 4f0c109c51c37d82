"""Marks that were meant to keep something back, looked for in the words that a reader sees.

Decides which lines of a text may be meant as such a mark. Whether one is read where it
stands is for the caller to know; what a label or a title means is decided in `mark_words`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.sources.fenced_code import find_fenced_lines, find_indented_fenced_lines
from okrsite.sources.likely_marks import may_hold_mark
from okrsite.sources.mark_sentences import find_callout_mark, find_item_mark, find_sentence_mark
from okrsite.sources.mark_titles import find_hashtag, find_loud_mark, find_title_mark
from okrsite.sources.mark_words import (
    find_ban_field,
    find_mark_field,
    find_pair_field,
    find_secrecy_field,
    find_switch_field,
)

_AT_MOST = 200
"""Characters of a line that may be a mark, with all its markup."""
_PAIR = compile_late(r"(?P<label>\w[\w '’/&-]{0,40}?)\s*(?:[:=]+>?|->|=>|→|⇒|\s[-–—]\s)\s*(?P<value>\S.*)")
_ALONE = compile_late(r"(?P<label>\w[\w ]{0,40}?)\s*(?P<sign>[:=]?)")
# What stands before the words: signs of lists and quotations, a box, the number of a footnote or of an item.
_LEADING = compile_late(
    r"(?:[^\w\[({<]+|[\[(](?:[ xX✓✔]?)[\])]|\[\^[^\]]{0,40}\]:?|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)](?=\s)"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}\.?(?=\s))\s*"
)
_WITHIN = compile_late(r"\b(audience|visibility)\W{0,4}[:=]\W{0,4}(?:internal|draft|private)\b", re.IGNORECASE)
_IN_BRACKETS = compile_late(r"[(\[{]\s*([A-Za-z]{6,12})\s*[:=]\s*([^()\[\]{}]{1,40})[)\]}]")
_HEADING = compile_late(r" {0,3}#{1,6}(?:\s+|$)(?P<words>.*?)(?:\s+#+)?\s*")
_UNDERLINE = compile_late(r" {0,3}(?:=+|-{3,})\s*")
_ITEM = compile_late(r"\s*(?:[-+*]\s|\d+[.)]\s|\|)")
_BOX = compile_late(r"\s*(?:[-+*]|\d+[.)])\s+\[[ xX]?\]")
_DECORATED = compile_late(r"\s*(?:\*\*|__|[\[(#]){1,3}[^*\[\]()#]{3,60}(?:\*\*|__|[\])]){0,3}[.!]?\s*")
_RULE = compile_late(r"[\s|:-]*-[\s|:-]*")
_TAG = compile_late(r"</?[A-Za-z][^<>]*>|<!--|-->")
_COMMENT = compile_late(
    r"<!--(?P<html>[^<>]{1,60})-->|^\s*\[[^\[\]]{0,20}\]:\s*(?:#|<>)\s*[(\"'](?P<hidden>[^()\"']{1,60})[)\"']\s*\Z"
)
"""`<!-- draft -->`, and `[comment]: # (draft)`."""
_PARTS = compile_late(r"\s*[,;]\s*|\s[-–—]\s")
_LONE_TAG = compile_late(r"\s*</?(?P<tag>[A-Za-z]+)\s*/?>\s*")
_SHORTCODE = compile_late(r"(?<!\S):[a-z][a-z0-9_+-]{1,30}:(?=\s|\Z)")
"""`:lock:`, which becomes a picture."""
_LINK = compile_late(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_CODE = compile_late(r"(`+)(.+?)\1")
_ODD_BLANK = compile_late("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_QUOTED = "\ufffc"
"""Stands for code in which somebody writes about a mark."""


class Mark(msgspec.Struct, frozen=True):
    """Something that may be meant as a mark."""

    line: int
    """From 0."""
    field: str
    """`audience` or `visibility`: what is meant."""
    said: str
    """Its words, as a reader sees them."""


def find_marks(text: str, *, strict: bool, first: int = 0) -> list[Mark]:
    """Find what may be a mark in Markdown, outside of blocks of code that are fenced and closed.

    In pages such a block may be indented by any number of blanks, as below a tab.

    Args:
        text: The text, front matter and all.
        strict: Whether it holds objectives and the like, where a mark within a sentence counts too; a page may speak
            of anything.
        first: The first line to look at, from 0.
    """
    if not may_hold_mark(text):
        return []
    lines = text.splitlines()
    marks = list(_LineScanner(lines, strict=strict).find_marks(first))
    if not marks or ("```" not in text and "~~~" not in text):
        return marks
    code = find_fenced_lines(text) | (set() if strict else find_indented_fenced_lines(lines))
    return [mark for mark in marks if mark.line not in code]


def name_odd_blank(line: str) -> str:
    """Name the first blank in a line that is none of the keyboard's: `U+00A0 no-break space`; or ''."""
    match = _ODD_BLANK.search(line)
    return f"U+{ord(match[0]):04X} {unicodedata.name(match[0]).lower()}" if match else ""


def extract_reader_words(line: str) -> str:
    """Return a line of Markdown as a reader sees it: without markup, tags, references and odd spellings of letters.

    Code that holds a sign between two words is left out, because that is how one writes about a mark.
    """
    if "`" in line:
        line = _CODE.sub(lambda code: _QUOTED if re.search(r"\S\s*[:=]", code[2]) else code[2], line)
    if "&" in line:
        line = html.unescape(line)
    if "<" in line or "-->" in line:
        line = _TAG.sub(" ", line)
    if "[" in line:
        line = _LINK.sub(r"\1", line)
    if ":" in line:
        line = _SHORTCODE.sub("", line)
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
    return " ".join(re.sub(r"\\(?=[^\w\s])|[*~\"“”„]", "", line).replace("_", " ").split())


class _LineScanner:
    """Looks at the lines of one text, one after the other."""

    def __init__(self, lines: list[str], *, strict: bool) -> None:
        self._lines = lines
        self._strict = strict
        self._label = ""
        """What stands alone on the line before, and may be a label for this one."""
        self._columns: list[str] = []
        """Heads of the table in which this line stands."""

    def find_marks(self, first: int) -> Iterator[Mark]:
        for number in range(first, len(self._lines)):
            line = self._lines[number]
            if not line.strip() or len(line) > _AT_MOST:
                self._label = self._label if not line.strip() else ""
                self._columns = []
                continue
            if mark := self._inspect_line(number, line):
                yield Mark(number, *mark)

    def _inspect_line(self, number: int, line: str) -> tuple[str, str] | None:
        """Judge one line; return the field that it means and its words."""
        if _UNDERLINE.fullmatch(line):
            return None
        if mark := _find_hidden_mark(line):
            return mark
        heading = _HEADING.fullmatch(line)
        below = self._lines[number + 1] if number + 1 < len(self._lines) else ""
        if heading or (_UNDERLINE.fullmatch(below) and "|" not in line):
            words = extract_reader_words(heading["words"] if heading else line)
            level = line.strip().find(" ") if heading else 1
            if mark := self._inspect_within(words):
                return mark
            field, said = find_title_mark(words, loosely=level == 1 or (self._strict and level == 2))
            if self._strict and not field:
                field, said = find_secrecy_field(words, exactly=True), words
            return (field, said) if field else self._inspect_label_or_value(words, heading=True)
        if "|" in line and ((mark := self._inspect_row(line, below)) or line.lstrip()[:1] == "|"):
            return mark
        words = extract_reader_words(line)
        if mark := self._inspect_within(words):
            return mark
        parts = re.split(r"\s*[|·•;]\s*", words)
        if len(parts) == 1 and words.count(":") > 1:
            parts = re.split(r",\s*", words)
            parts = parts if all(":" in part for part in parts) else [words]
        for part in parts if len(parts) > 1 else ():
            if mark := self._inspect_pair(_strip_leading_marks(part)):
                return mark
        if self._says_nothing_else(number, words) and (field := find_secrecy_field(words, exactly=True)):
            return field, words
        if self._strict and (mark := find_hashtag(line) or (None if _BOX.match(line) else find_loud_mark(words))):
            return mark
        if mark := self._inspect_sentences(number, line, words):
            return mark
        return self._inspect_label_or_value(words, heading=False)

    def _inspect_sentences(self, number: int, line: str, words: str) -> tuple[str, str] | None:
        """Judge what a line says in words: as the first of a paragraph, as a call-out, as an item among fields."""
        above, below = (self._lines[at] if 0 <= at < len(self._lines) else "" for at in (number - 1, number + 1))
        field, said = find_callout_mark(line)
        if not field and (not above.strip() or _HEADING.fullmatch(above)) and not _ITEM.match(line):
            field, said = find_sentence_mark(_strip_leading_marks(words) or words)
        if not field and self._strict and _ITEM.match(line):
            field, said = find_item_mark(line, above if above.strip() else self._find_above(number), below)
        return (field, said) if field else None

    def _find_above(self, number: int) -> str:
        """Return the line above an empty one."""
        return self._lines[number - 2] if number > 1 else ""

    def _inspect_label_or_value(self, words: str, *, heading: bool) -> tuple[str, str] | None:
        """Judge one line: a label with its value, a value whose label stood above, words that forbid something."""
        bare = _strip_leading_marks(words)
        before, self._label = self._label, ""
        if mark := self._inspect_pair(bare):
            return mark
        if before and (
            field := find_pair_field(before, bare) if find_secrecy_field(bare) else find_switch_field(before, bare)
        ):
            return field, f"{before}: {bare}"
        alone = _ALONE.fullmatch(bare)
        if alone and (alone["sign"] or find_mark_field(alone["label"])):
            self._label = alone["label"]
        elif bare and not heading and (field := find_ban_field(bare)):
            return field, bare
        return None

    def _inspect_pair(self, bare: str) -> tuple[str, str] | None:
        match = _PAIR.fullmatch(bare)
        if match and (field := find_pair_field(match["label"], match["value"])):
            return field, bare
        label, _, value = bare.partition(" ")
        return (field, bare) if (field := find_pair_field(label.rstrip(":="), value, sign=False)) else None

    def _inspect_within(self, words: str) -> tuple[str, str] | None:
        """Find a mark within a line: in brackets anywhere, in a sentence where objectives are told."""
        if self._strict and (match := _WITHIN.search(words)):
            return match[1].casefold(), match[0]
        for match in _IN_BRACKETS.finditer(words) if ":" in words or "=" in words else ():
            if find_mark_field(match[1]) and (field := find_pair_field(match[1], match[2])):
                return field, match[0]
        return None

    def _inspect_row(self, line: str, below: str) -> tuple[str, str] | None:
        """Judge a row of a table by its cells, their neighbours, and the heads of their columns."""
        cells = [
            _strip_leading_marks(extract_reader_words(cell)) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))
        ]
        if "|" in below and _RULE.fullmatch(below):
            self._columns = cells
            return None
        if _RULE.fullmatch(line):
            return None
        for head, cell in zip(self._columns, cells, strict=False):
            if find_mark_field(head) and (field := find_pair_field(head, cell)):
                return field, f"{head}: {cell}"
            if self._strict and (field := find_switch_field(head, cell)):
                return field, f"{head}: {cell}"
        for label, value in pairwise(cells):
            spoken = "`" in line and not self._strict
            alike = not spoken and (find_mark_field(label) or len(cells) == 2) and find_secrecy_field(value)
            if alike and (field := find_pair_field(label, value)):
                return field, f"{label}: {value}"
            if self._strict and len(cells) == 2 and (field := find_switch_field(label, value)):
                return field, f"{label}: {value}"
        return next((mark for cell in cells if (mark := self._inspect_pair(cell))), None)

    def _says_nothing_else(self, number: int, words: str) -> bool:
        """Whether a line is no item of a list, and what it says is no part of a sentence around it.

        That is a paragraph of its own, a line in brackets, in bold or in capitals, and where objectives are told one
        that begins with a capital or behind the end of a sentence.
        """
        line = self._lines[number]
        if _ITEM.match(line):
            return False
        above, below = (
            self._lines[at].strip() if 0 <= at < len(self._lines) else "" for at in (number - 1, number + 1)
        )
        if not (above or below) or _DECORATED.fullmatch(line) or (words.isupper() and len(words) > 3):
            return True
        return self._strict and (words.lstrip("[(#")[:1].isupper() or above[-1:] in (*".!?:", ""))


def _find_hidden_mark(line: str) -> tuple[str, str] | None:
    """Find a comment within a line, in HTML or as Markdown has none, that is a mark and nothing else."""
    lone = _LONE_TAG.fullmatch(line) if "<" in line else None
    if lone and (field := find_secrecy_field(lone["tag"], exactly=True)):
        return field, line.strip()
    if "<!--" not in line and "]:" not in line:
        return None
    for match in _COMMENT.finditer(_CODE.sub("", line)):
        words = (match["html"] or match["hidden"]).strip()
        for part in (words, *_PARTS.split(words)):
            if field := find_secrecy_field(part, exactly=True) or find_ban_field(part):
                return field, words
    return None


def _strip_leading_marks(words: str) -> str:
    """Return words without what stands before them in lists, quotations, tables and checkboxes."""
    for _ in range(6):
        match = _LEADING.match(words)
        if not match or not match[0]:
            break
        words = words[match.end() :]
    return words.strip(" |")
