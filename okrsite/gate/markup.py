"""Takes a page apart into tags, in the one way in which every browser does.

HTML lets the same bytes mean different things, by what stands around them: in a comment, a title, a `noscript`, inside
SVG. Instead of following a parser through all of that, only the part of the language is accepted on which all readings
agree: a `<` is always the beginning of a tag, of a comment without another `<`, or of the document type, and an
attribute's value holds none. What is outside of that part is reported, not interpreted. Whatever is accepted has no
tag that is not in the list of tags, in any reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import msgspec

from okrsite.late_patterns import compile_late

_SPACE = r"[ \t\n\f\r]"
_NAME = r"[a-zA-Z][a-zA-Z0-9:-]*+"
_KEY = r"[^\x00-\x20\"'<>/=\x7f]++"
_VALUE = r"(?:\"[^\"<]*+\"|'[^'<]*+'|[^\x00-\x20\"'<>=`]++)"
_ATTRIBUTE = rf"{_KEY}(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+"
_TAG = rf"<{_NAME}(?:{_SPACE}++{_ATTRIBUTE})*+{_SPACE}*+/?>|</{_NAME}{_SPACE}*+>"
# A comment that every parser ends at the same place: `-->`, and none of the other things that some take for its end.
_COMMENT = r"<!--(?!-?>)(?:(?!--!?>)[^<])*+-->"
_DOCTYPE = r"<![dD][oO][cC][tT][yY][pP][eE] [hH][tT][mM][lL]>"

_PIECE = re.compile(r"<[^>]*+>?+")
_TELLING_PIECE = re.compile(r"<(?!/[a-z][a-z0-9]*+>)[^>]*+>?+")
_SOUND = re.compile(rf"{_TAG}|{_COMMENT}|{_DOCTYPE}")
_RAW = re.compile(r"<(script|style)(?=[ \t\n\f\r/>])[^<>]*+>", re.IGNORECASE)
_RAW_END = {name: compile_late(rf"</{name}{_SPACE}*+>", re.IGNORECASE) for name in ("script", "style")}
_ATTRIBUTES = re.compile(rf"{_SPACE}++({_KEY})(?:{_SPACE}*+={_SPACE}*+({_VALUE}))?+")
_OPENING = re.compile(rf"<({_NAME})")
MARKUP_LIKE = compile_late(r"<[a-zA-Z/!?]")
"""Where a parser that does not know that it is inside a script would see markup."""


class RawElement(msgspec.Struct, frozen=True):
    """A script or a style with its content."""

    kind: str
    opening: str
    body: str
    at: int
    """Characters from the beginning of the text."""


@dataclass(slots=True)
class ParsedHtml:
    """A text of HTML, taken apart."""

    tags: list[str] = field(default_factory=list)
    """Tags, comments and the document type as they stand there, in order."""
    new: set[str] = field(default_factory=set)
    """Those among them that nobody knew."""
    raws: list[RawElement] = field(default_factory=list)
    trouble: list[int] = field(default_factory=list)
    """Where the text leaves the language on which all readings agree; what follows such a place is not read."""


def parse_html(text: str, known: Collection[str] = frozenset()) -> ParsedHtml:
    """Take a text apart; `known` are tags that are known to be sound, which spares a second look."""
    parsed = ParsedHtml()
    position = 0
    while raw := _RAW.search(text, position):
        kind = raw[1].lower()
        end = _RAW_END[kind].search(text, raw.end())
        _collect_tags(text, position, raw.end(), parsed, known)
        if end is None:
            parsed.trouble.append(raw.start())
            return parsed
        parsed.raws.append(RawElement(kind, raw[0], text[raw.end() : end.start()], raw.start()))
        position = end.end()
    _collect_tags(text, position, len(text), parsed, known)
    return parsed


def _collect_tags(text: str, start: int, end: int, parsed: ParsedHtml, known: Collection[str]) -> None:
    pieces = _PIECE.findall(text, start, end)
    new = {piece for piece in pieces if piece not in known}
    # Nearly all tags end at the first `>`. Where one does not, the slow way below says why.
    if all(map(_SOUND.fullmatch, new)):
        parsed.tags += pieces
        parsed.new |= new
        return
    position = start
    while (position := text.find("<", position, end)) >= 0:
        match = _SOUND.match(text, position, end)
        if match is None:
            parsed.trouble.append(position)
            return
        parsed.tags.append(match[0])
        if match[0] not in known:
            parsed.new.add(match[0])
        position = match.end()


def list_telling_tags(text: str) -> list[str]:
    """Return the tags of a text but for closing ones, in which nothing can be wrong, if each of them `is_sound`.

    If one is not, only `parse_html` can tell which tags there are.
    """
    return _TELLING_PIECE.findall(text)


def is_sound(tag: str) -> bool:
    """Whether what `list_telling_tags` found is a tag in all readings, and neither a script's nor a style's."""
    return bool(_SOUND.fullmatch(tag)) and not _RAW.match(tag)


def read_tag(tag: str) -> tuple[str, list[tuple[str, str]]]:
    """Return name and attributes of an opening tag, in small letters, the values as typed; an empty name for others."""
    opening = _OPENING.match(tag)
    if opening is None:
        return "", []
    return opening[1].lower(), list(_parse_attributes(tag, opening.end()))


def _parse_attributes(tag: str, position: int) -> Iterator[tuple[str, str]]:
    for name, value in _ATTRIBUTES.findall(tag, position):
        yield name.lower(), value[1:-1] if value[:1] in ("'", '"') else value
