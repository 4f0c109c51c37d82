"""Which texts need quotes in YAML, and what somebody meant by quotation marks that YAML reads otherwise."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from okrsite.late_patterns import compile_late

QUOTES = {'"': '"', "'": "'", "“": "”“", "”": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«"}
"""Signs with which somebody opens a quotation, and those that close it."""

PUT_IN_QUOTES = "Put the text in straight quotation marks."
_BEGINS = "A text can't begin with '{}' unless it stands in quotes."
_ESCAPE = compile_late(r"\\(?:[0abt\tnvfre \"/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\Z)?")
_DOUBLE = compile_late(r'"(?:[^"\\]|\\.)*"\Z')
_SINGLE = compile_late(r"'(?:[^']|'')*'\Z")
_COLON = compile_late(r":(?=\s|\Z)")
_HASH = compile_late(r"\s#")
_APOSTROPHE = compile_late(r"(?<=\w)'(?=\w)")
_QUOTED_WITH_ANCHOR = compile_late(r"(?P<quote>[\"'])(?P<inner>[^\"']+)(?P=quote)(?P<anchor>#[\w-]+)\Z")
"""`"unit/objective"#key-result`"""
_BLOCK = compile_late(r"[|>](?:[+-]?[1-9]?|[1-9][+-])(?:\s+#.*)?\Z")


class Slip(NamedTuple):
    """Something on a line that YAML takes for something else."""

    start: int
    """Where it begins, in characters from 0."""
    end: int
    message: str
    hint: str = ""
    is_mended: bool = True
    """Whether the line without it is what was meant; a line of which that isn't known is not shown."""


def explain_signs(text: str, *, flow: bool, within: bool = True) -> str:
    """Say for which sign a text without quotes needs them; '' where it needs none.

    Args:
        text: The text, without blanks around it.
        flow: Whether it stands between brackets.
        within: Whether signs within it count too, and not only its first one.
    """
    if not text:
        return ""
    first = text[0]
    if first in "@`%]},*&!?":
        if first != "?" or text[1:2].isspace() or len(text) == 1:
            return _BEGINS.format(first)
    elif first in "|>" and (flow or not _BLOCK.match(text)):
        return _BEGINS.format(first)
    elif first in "\"'":
        return _explain_bad_quotes(text)
    elif first in "[{":
        return _BEGINS.format(first)
    elif first == "#":
        return "A `#` begins a comment, so this text isn't read."
    elif first == "-" and text[1:2].isspace():
        return "A list begins on the line below its name, and text that begins with a dash needs quotes."
    return _explain_inner_signs(text, flow=flow) if within else ""


def _explain_inner_signs(text: str, *, flow: bool) -> str:
    spots: list[tuple[int, str]] = []
    if colon := _COLON.search(text):
        message = "A colon with a space behind it stands in this text, which YAML takes for another field."
        spots.append((colon.start(), message))
    if comment := _HASH.search(text):
        message = (
            f"A `#` with a space before it begins a comment, so `{shorten(text[comment.end() - 1 :])}` isn't read."
        )
        spots.append((comment.start(), message))
    if flow and (bracket := re.search(r"[\[\]{}]", text)):
        message = f"The bracket `{bracket[0]}` stands in this text, which YAML takes for one of its own."
        spots.append((bracket.start(), message))
    if flow and "," in text:
        at = text.index(",")
        rest = shorten(text[at + 1 :].strip())
        message = f"Between brackets a comma ends a value, so `{rest}` is taken for something of its own."
        spots.append((at, message))
    return min(spots)[1] if spots else ""


_BEHIND_QUOTES = compile_late(r"\s*(?:\Z|[,}\]]|# |[a-z_]+\s*:\s)")
"""What stands behind the end of a quotation between brackets."""


def find_quote_end(line: str, start: int, end: int) -> int:
    """Return where a quotation between brackets ends, as a person sees it; 0 where it never closes.

    It ends at a quotation mark with a comma, a closing bracket, a comment or the line's end behind it.
    """
    closing = QUOTES[line[start]]
    at = start + 1
    while at < end:
        sign = line[at]
        if sign == "\\" and line[start] == '"':
            at += 1
        elif sign in closing:
            if sign == "'" and line[at + 1 : at + 2] == "'":
                at += 2
                continue
            if _BEHIND_QUOTES.match(line, at + 1, end):
                return at + 1
        at += 1
    return 0


def read_quoted(typed: str) -> tuple[str, str]:
    """Return the text between quotation marks, and what is wrong with them; nothing where YAML reads them so."""
    first = typed[0]
    if first == '"':
        if _DOUBLE.match(typed):
            wrong = next((match for match in _ESCAPE.finditer(typed) if match[0] == "\\"), None)
            if wrong is None:
                return typed[1:-1], ""
            message = "A backslash in double quotes begins a special character, and this one is none."
            return typed[1:-1].replace("\\\\", "\\"), message
        return typed[1:-1], "A quotation mark stands within text in double quotes, and ends it there."
    if first == "'":
        if _SINGLE.match(typed):
            return typed[1:-1], ""
        message = "An apostrophe (') stands within text in single quotes, and ends it there."
        return typed[1:-1].replace("''", "'"), message
    return typed[1:-1], explain_typographic_quotes(typed)


def explain_typographic_quotes(typed: str) -> str:
    """Say that quotation marks are typographic ones."""
    return f"The quotation marks {typed[0]} {typed[-1]} are none for YAML, which knows straight ones only."


def write_quoted(text: str) -> str:
    """Return a text in the quotes that change nothing of it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote_typed_text(text: str) -> str:
    """Return a text that needs quotes in quotes; a quotation mark that was opened and never closed isn't doubled."""
    if anchor := _QUOTED_WITH_ANCHOR.match(text):
        return write_quoted(f"{anchor['inner']}{anchor['anchor']}")
    opened = text[0] in "\"'" and not _closes_again(text) and len(text) > 1
    return write_quoted(text[1:] if opened else text)


def _closes_again(text: str) -> bool:
    """Whether the quotation mark that a text begins with stands in it again, and not within a word."""
    return _APOSTROPHE.sub("", text[1:]).find(text[0]) >= 0 if text[0] == "'" else text[0] in text[1:]


def name_sign(sign: str) -> str:
    """Name a sign for a message: `U+00A0, no-break space`."""
    return f"U+{ord(sign):04X}, {unicodedata.name(sign, 'a control character').lower()}"


def _explain_bad_quotes(text: str) -> str:
    quote = text[0]
    if _closes_again(text):
        return "Text follows behind the closing quotation mark."
    return explain_open_quote(quote)


def explain_open_quote(quote: str) -> str:
    """Say that a quotation mark opens a text that never ends, or ends somewhere below."""
    return f"The quotation mark {quote} that opens here isn't closed on this line."


def shorten(text: str) -> str:
    """Return a text as a message quotes it, never long."""
    return text if len(text) <= 40 else text[:39] + "…"
