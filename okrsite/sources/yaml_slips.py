"""What is typed in YAML, can be read, and means something else than it says.

A comma between brackets ends a text, a `#` begins a comment, an item with a long dash is no item: the parser takes all
of them without a word. They are noted while a text is read.
"""

from __future__ import annotations

import re
from collections.abc import Container

import yaml

from okrsite import field_types as types
from okrsite.late_patterns import compile_late
from okrsite.problems import Problem, create_problem
from okrsite.sources.corrected_lines import quote_yaml_value
from okrsite.sources.records import Scalar
from okrsite.sources.text import LineIndex
from okrsite.sources.yaml_blocks import explain_block
from okrsite.sources.yaml_comments import LONE_COMMENT, explain_lone_comment
from okrsite.sources.yaml_continuations import (
    explain_continuation,
    explain_first_item,
    explain_joined_item,
    measure_widest_line,
)
from okrsite.sources.yaml_events import ErrorFinder
from okrsite.sources.yaml_lines import BULLETS, ODD_BLANKS, explain_bullet
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_quotes import QUOTES, explain_open_quote, explain_typographic_quotes, shorten
from okrsite.sources.yaml_repairs import LineRepairs, show_line
from okrsite.sources.yaml_steps import explain_step
from okrsite.sources.yaml_values import correct_value, is_text
from okrsite.vocabulary import RECORDS

MOST_TRIED = 50
"""Lines of a text that are tried as they may have been meant."""

_ODD_KEY = compile_late(rf"[{BULLETS}-]|\d{{1,2}}[.)]\s|.*[{ODD_BLANKS}]|\w+\s*=+\s")
_ODD_ITEM = re.compile(rf"[{BULLETS}]\s*\S|-[A-Za-z{ODD_BLANKS}]|\d{{1,2}}[.)]\s+\S")
_OTHER_SIGN = compile_late(r"(?P<sign>\d{1,2}[.)]|[a-z]\)|\((?:\d{1,2}|[a-z])\)|\+|-{2,3})[ \t]+(?=\S)")
"""What begins the item of a list elsewhere."""
_LIST_NAMES = frozenset(
    field.name for record in RECORDS.values() for field in record.fields if field.type in types.SEVERAL
)
_LINK_NAMES = frozenset(
    field.name
    for record in RECORDS.values()
    for field in record.fields
    if field.type in (types.REFERENCE, types.REFERENCES, types.GOALS)
)
_ANCHOR = compile_late(r"#[\w-]+")
_COMMENT = compile_late(r"[ \t]+#(?=[\w\"'“„‘«(\[{])")
_EMPTY_BEFORE_COMMENT = compile_late(r":[ \t]{1,80}#[ \t]")
_INCHES = compile_late(r"(?:\A|[\s'’])\d{1,3}(?:[.,]\d{1,2})?\"\Z")
_CLOSING = {"]": "[", "}": "{", '"': '"', "”": "“"}
_ANY_COMMENT = compile_late(r"[ \t]#[\w\"'“„‘«(\[{]")
_TYPOGRAPHIC = frozenset(QUOTES) - {'"', "'"}
_SWALLOWED_BY_QUOTES = re.compile(rf"[\r\n](?P<start>[ \t]*(?:-[ ]+)*)(?:{'|'.join(sorted(NAMES))}):(?=\s)")
_START_OF_LINE = re.compile(r"[ ]*(?:-[ ]+)*")
_STRAY = frozenset(":?")
# No emoji such as `:rocket:`.
_STRAY_SIGN = compile_late(r"(?P<sign>[:?])(?=[^\W_])(?!\w+:)")
_LINE = compile_late(r"[^\r\n]*")
_FIRST_SIGNS = frozenset(BULLETS) | frozenset("-0123456789")


class SlipFinder:
    """Notes slips of one text while it is read."""

    def __init__(self, text: str, lines: LineIndex) -> None:
        """Take the text and its lines."""
        self._text = text
        self._lines = lines
        self._has_comment = "#" in text and _ANY_COMMENT.search(text) is not None
        self._has_lone_comment = "#" in text and _EMPTY_BEFORE_COMMENT.search(text) is not None
        self._repairs: LineRepairs | None = None
        self._tried: dict[int, bool] = {}
        """Lines that may be something else, each with whether that has been told."""
        self._suggested = self._widest = 0
        self.problems: list[Problem] = []
        self.is_misread = False
        """Whether what was read isn't what was typed, so that nothing should be made of it."""

    def is_plainly_text(self, event: yaml.ScalarEvent) -> bool:
        """Whether a text without quotes, on one line, begins with a letter, or is one word, and hides no comment."""
        value = event.value
        assert event.start_mark is not None and event.end_mark is not None  # a parser says where its events stand
        return (
            not self._has_comment
            and event.start_mark.line == event.end_mark.line
            and "- " not in value
            and value[-1] not in _CLOSING
            and (value[-1] != ")" or not explain_step(value))
            and value[1:3] != ") "
            and (value[0].isalpha() or (value[0].isdigit() and " " not in value))
        )

    def note_key(self, name: str, at: int) -> None:
        """Note a field's name that is something else: an item with a long dash, a name behind an unusual blank."""
        if (name[0] in _FIRST_SIGNS or not name.isascii() or "=" in name) and _ODD_KEY.match(name):
            self.is_misread |= self._explain_line("OKR102", at)

    def note_bare_key(self, at: int, inside: str) -> bool:
        """Whether a name without colon and value between brackets is explained: it is a part of a text, or the like.

        `inside` is the bracket, if that opened on a line above.
        """
        return self._explain_line("OKR103", at, inside)

    def suggest_line(self, at: int) -> str:
        """Return the line of an offset as it should be, for a hint; '' where that isn't known."""
        self._suggested += 1
        if self._suggested > MOST_TRIED:
            return ""
        fault = self._make_repairs().repair(self._make_repairs().find_line(at), 0)
        return f" Write: {fault.line}" if fault and fault.line else ""

    def note_text(self, event: yaml.ScalarEvent, *, known: Container[str], flow: bool, name: str) -> Scalar | None:
        """Note a text that may be something else; return what is meant by it, if that is known.

        Args:
            event: The text, which is no field's name.
            known: The names of the fields before it.
            flow: Whether it stands between brackets.
            name: The field to which it belongs; '' for an item of a list.
        """
        assert event.start_mark is not None and event.end_mark is not None  # a parser says where its events stand
        start, end, value = event.start_mark.index, event.end_mark.index, event.value
        if name in ("", "title") and (step := explain_step(value)):
            self.problems.append(create_problem("OKR118", self._lines.make_place(start, end), *step))
        if event.style:
            if event.style in "|>":
                problem = explain_block(self._text, self._lines, value, start, end, known)
                self.problems += [problem] if problem else []
            elif self._takes_in_fields(start, end):
                self._note_open_quote(start)
            elif self._text[end : end + 1] == "#":
                return self._explain_glued_comment(value, start, end, name)
            return None
        first = value[:1]
        if not (flow or name) and "\n" in self._text[start:end]:
            self._widest = self._widest or measure_widest_line(self._text)
            problem = explain_continuation(self._text, self._lines, start, end, self._widest)
            self.problems += [problem] if problem else []
        if name and not flow and "\n" in self._text[start:end] and not _ODD_ITEM.match(value):
            question = explain_first_item(self._text, self._lines, start, end, is_list=name in _LIST_NAMES)
            self.problems += [question] if question else []
        if not (flow or name) and "- " in value and (problem := explain_joined_item(self._lines, value, start, end)):
            self.problems.append(problem)
        if not flow and name in _LIST_NAMES and (sign := _OTHER_SIGN.match(value)) and self._stands_alone(start, end):
            return self._note_only_item(sign, value, start, end)
        if first in _FIRST_SIGNS and first and not flow and _ODD_ITEM.match(value):
            self._note_item(first, start, end)
        elif first in _TYPOGRAPHIC and len(value) > 2 and value[-1] in QUOTES[first]:
            message = f"{explain_typographic_quotes(value)} They are read as a part of a text."
            place = self._lines.make_place(start, end)
            self.problems.append(create_problem("OKR118", place, message, correction=value[1:-1]))
        elif first in _STRAY and (stray := _STRAY_SIGN.match(value)):
            message = f"This text begins with `{stray['sign']}`, which is read as a part of it."
            place = self._lines.make_place(start, end)
            meant = value[stray.end() :]
            self.problems.append(
                create_problem("OKR118", place, message, correction=meant if "\n" not in meant else None)
            )
        elif value and value[-1] in _CLOSING:
            self._note_end(value, start, end, name)
        if self._has_lone_comment and not value and not flow and (lone := LONE_COMMENT.match(self._text, end)):
            question = explain_lone_comment(lone, name, self._lines)
            self.problems += [question] if question else []
        if self._has_comment and not flow and (comment := _COMMENT.match(self._text, end)):
            return self._explain_comment(value, start, end, comment.end() - 1, name)
        return None

    def _takes_in_fields(self, start: int, end: int) -> bool:
        """Whether a text in quotes holds fields: lines of a sentence stand deeper than the name of their field."""
        line = max(self._text.rfind("\n", 0, start), self._text.rfind("\r", 0, start)) + 1
        name = _START_OF_LINE.match(self._text, line)
        column = name.end() - line if name else 0
        inner = _SWALLOWED_BY_QUOTES.finditer(self._text, start, end)
        return any(len(match["start"]) <= column for match in inner)

    def _note_open_quote(self, start: int) -> None:
        """Note a quotation mark that took in the fields of lines below it."""
        line = _LINE.match(self._text, start)
        quote = self._text[start]
        message = f"{explain_open_quote(quote)} So it takes in what stands on the next."
        place = self._lines.make_place(start, start + 1)
        typed = self._text[self._text.rfind("\n", 0, start) + 1 : line.end() if line else start]
        self.problems.append(create_problem("OKR102", place, message, f"Write: {show_line(typed)}{quote}"))
        self.is_misread = True

    def _note_end(self, value: str, start: int, end: int, name: str) -> None:
        """Note a bracket or quotation mark that closes a text, and that none opened."""
        closing = value[-1]
        opening = _CLOSING[closing]
        if opening == closing:
            is_opened = value.count(closing) > 1 or any(sign in value for sign in _TYPOGRAPHIC)
        else:
            is_opened = value.count(opening) >= value.count(closing)
        if is_opened or _INCHES.search(value):
            return
        place = self._lines.make_place(start, end)
        inner = value[:-1].rstrip()
        message = f"`{closing}` ends this text, and nothing opened it, so it is read as a part of the text."
        hint = f"Delete it, or put `{opening}` before what it belongs to."
        correction = inner if inner and "\n" not in inner else None
        if closing == "]" and name in _LIST_NAMES and correction and "," in inner:
            hint, correction = f"Put `[` before its first item. Write: {name}: [{inner}]", None
        self.problems.append(create_problem("OKR118", place, message, hint, correction=correction))

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether a text stands on one line, and nothing before it."""
        line = max(self._text.rfind("\n", 0, start), self._text.rfind("\r", 0, start)) + 1
        return not self._text[line:start].strip() and "\n" not in self._text[start:end]

    def _note_only_item(self, sign: re.Match[str], value: str, start: int, end: int) -> Scalar:
        """Note the only item of a list, below its field, with another sign than a hyphen; return what it says."""
        meant = value[sign.end() :]
        message = explain_bullet(sign["sign"])
        hint = f"It is read without that sign. Write: - {quote_yaml_value(meant)}"
        self.problems.append(create_problem("OKR118", self._lines.make_place(start, end), message, hint))
        return Scalar(meant, self._lines.make_place(start + sign.end(), end))

    def _note_item(self, first: str, start: int, end: int) -> None:
        before = self._text[max(self._text.rfind("\n", 0, start), self._text.rfind("\r", 0, start)) + 1 : start]
        alone = first.isdigit() and "\n" not in self._text[start:end]
        if not before.strip(" -") and not alone:
            self.is_misread |= self._explain_line("OKR102", start)

    def _explain_comment(self, value: str, start: int, end: int, comment: int, name: str) -> Scalar | None:
        """Say that a `#` hides a part of a line; return what is meant, where nothing else stands there."""
        rest = _LINE.match(self._text, comment)
        hidden = rest[0].rstrip() if rest else ""
        message = f"Behind a blank, `#` begins a comment, so `{shorten(hidden)}` isn't read."
        hint = "A comment has a blank behind its #. If it belongs to the text, put that in quotes."
        first = start if value else comment
        place = self._lines.make_place(first, comment + len(hidden))
        text = f"{self._text[first:comment]}{hidden}"
        if value and not is_text(name):
            text = correct_value(name, text).strip("\"'")
        if value and name in _LINK_NAMES and _ANCHOR.fullmatch(hidden):
            text = f"{value}{hidden}"
        if not value and correct_value(name, text)[:1] not in ('"', "'"):
            text = correct_value(name, text)
            hint = "A comment has a blank behind its #; here the sign says nothing."
        code = "OKR125" if value else "OKR103"
        self.problems.append(create_problem(code, place, message, hint, correction=text))
        return None if value else Scalar(text, place)

    def _explain_glued_comment(self, value: str, start: int, end: int, name: str) -> Scalar:
        """Say that YAML takes a `#` right behind quotation marks for a comment; return what is meant."""
        rest = _LINE.match(self._text, end)
        hidden = rest[0].rstrip() if rest else ""
        message = f"Behind the quotation marks stands `{shorten(hidden)}`, which YAML takes for a comment."
        place = self._lines.make_place(start, end + len(hidden))
        meant = f"{value}{hidden}" if is_text(name) or name in _LINK_NAMES else value
        hint = "Delete it." if meant == value else "Put it between them, or delete it."
        self.problems.append(create_problem("OKR103", place, message, hint, correction=meant))
        return Scalar(meant, place)

    def _explain_line(self, code: str, at: int, inside: str = "") -> bool:
        repairs = self._make_repairs()
        number = repairs.find_line(at)
        if number in self._tried or len(self._tried) >= MOST_TRIED:
            return self._tried.get(number, False)
        fault = repairs.repair(number, 0, code=code, inside=inside)
        self._tried[number] = fault is not None
        if fault is not None:
            self.problems.append(fault.problem)
        return fault is not None

    def _make_repairs(self) -> LineRepairs:
        if self._repairs is None:
            self._repairs = LineRepairs(self._text, self._lines, ErrorFinder())
        return self._repairs
