"""The words of a line of Markdown, without emphasis, links and pictures, and what of that says something by itself.

Decides where a line that is broken in the file goes on, and where another one begins.
"""

from __future__ import annotations

import re

import msgspec
from markdown_it.token import Token

from okrsite.importing.html_parts import is_place_to_fill
from okrsite.importing.words import read_label
from okrsite.late_patterns import compile_late

_BREAK_TAG = compile_late(r"<br\s*/?>|</?p>|</?div>|</li>", re.IGNORECASE)
_EMBED = compile_late(r"!\[\[[^\]]*\]\]")
"""A picture or a page within a page, as wikis of notes write it."""
_PAGE_LINK = compile_late(r"\[\[[^\[\]]*\]\]")
"""A link to another page, as wikis of notes write it."""
_TAG = compile_late(r"<[^>]*>")
_WORDS_OF_A_LABEL = 4
_LONGEST_TITLE_LINE = 72
_SIGNS = compile_late(r"[\s:：.,;!*_()\[\]\d—–#-]*")


RUN_ON_ITEM = compile_late(r"(?:[•▪◦‣]\s?|\d{1,2}[.)]\s?(?=[^\W\d_]))(?=\S)")
"""What a line within a paragraph begins with that is an item, as people see it: `•One`, `1.One`."""


class InlineLine(msgspec.Struct, frozen=True):
    """A line of a paragraph, a heading, an item or a cell."""

    text: str
    line: int
    """From 1."""
    is_bold: bool = False
    bold_head: str = ""
    is_struck: bool = False
    is_link: bool = False
    """Whether most of it is a link."""
    is_anchor: bool = False
    """Whether all of it leads to another place of the same page, as in a table of contents."""


class _Piece(msgspec.Struct, frozen=True):
    text: str
    bold: bool
    struck: bool
    link: bool
    anchor: bool = False


def read_lines(token: Token, first: int, *, split_all: bool = False) -> list[InlineLine]:
    """Return the lines of an inline token.

    Args:
        token: The token with its children.
        first: The line of the file on which it begins, from 1.
        split_all: Whether each end of a line begins another; else only a hard one, and one before a label.
    """
    groups: list[tuple[int, bool, list[_Piece]]] = [(first, False, [])]
    goes_on: set[int] = set()
    """Places of lines that begin within bold words."""
    bold = struck = link = 0
    anchor = False
    line = first
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
            if bold and child.type == "softbreak":
                goes_on.add(len(groups))
            groups.append((line, child.type == "hardbreak", []))
        elif child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("s_open", "s_close"):
            struck += child.nesting
        elif child.type in ("link_open", "link_close"):
            link += child.nesting
            anchor = child.nesting > 0 and str(child.attrs.get("href", "")).startswith("#")
        elif child.type == "html_inline":
            if _BREAK_TAG.fullmatch(child.content):
                groups.append((line, True, []))
            elif is_place_to_fill(child.content):
                groups[-1][2].append(_Piece(child.content, bold > 0, struck > 0, link > 0, anchor))
        elif child.type in ("text", "text_special", "code_inline"):
            groups[-1][2].append(_Piece(child.content, bold > 0, struck > 0, link > 0, anchor))
    return _join_groups(groups, goes_on, split_all=split_all)


def _join_groups(
    groups: list[tuple[int, bool, list[_Piece]]], goes_on: set[int], *, split_all: bool
) -> list[InlineLine]:
    lines: list[InlineLine] = []
    pieces: list[_Piece] = []
    start = groups[0][0]
    for number, (line, hard, group) in enumerate(groups):
        words = "".join(piece.text for piece in group).strip().rstrip("\\")
        own = number not in goes_on and (_begins_anew(words, pieces) or _is_bold_label(group))
        begins = number > 0 and words and (split_all or hard or own)
        if begins and pieces:
            lines += _make_line(pieces, start)
            pieces, start = [], line
        elif not pieces:
            start = line
        if pieces and group:
            pieces = [*pieces, _Piece(" ", pieces[-1].bold and group[0].bold, False, False)]
        pieces = [*pieces, *group]
    return [*lines, *_make_line(pieces, start)]


def _begins_anew(words: str, before: list[_Piece]) -> bool:
    """Whether a line within a paragraph is one of its own: it has a label, or all before it is bold."""
    if RUN_ON_ITEM.match(words):
        return True
    label = read_label(words)
    told = "".join(piece.text for piece in before)
    if told.count("(") > told.count(")"):
        return False  # `(later, for` ⏎ `KR1.3). Each figure …` goes on
    if label is not None and (label.kind in ("objective", "key result", "key results", "field") and not label.is_weak):
        return True
    shown = [piece for piece in before if piece.text.strip(" :")]
    return (bool(shown) and all(piece.bold for piece in shown)) or _ends_title(words, before)


def _ends_title(words: str, before: list[_Piece]) -> bool:
    """Whether a short line with a label is all of a title: what is wrapped goes on in lines that are nearly full."""
    text = "".join(piece.text for piece in before).strip()
    if not text or len(text) > _LONGEST_TITLE_LINE or not (words[:1].isupper() or words[:1].isdigit()):
        return False
    label = read_label(text)
    return label is not None and label.kind == "objective" and bool(label.rest) and not label.is_weak


def _is_bold_label(group: list[_Piece]) -> bool:
    """Whether a line begins with bold words and a colon: `**Acceptance:** …`."""
    shown = [piece for piece in group if piece.text.strip()]
    if len(shown) < 2 or not shown[0].bold or len(shown[0].text.split()) > _WORDS_OF_A_LABEL:
        return False
    return shown[0].text.rstrip().endswith((":", "：")) or (
        not shown[1].bold and shown[1].text.lstrip().startswith((":", "："))
    )


def _make_line(pieces: list[_Piece], line: int) -> list[InlineLine]:
    text = " ".join("".join(piece.text for piece in pieces).split()).rstrip("\\").strip()
    text = " ".join(_TAG.sub(" ", text).split()) if "<" in text and "</" in text else text
    if not text or _EMBED.fullmatch(text):
        return []
    shown = [piece for piece in pieces if piece.text.strip()]
    plain = [piece for piece in shown if not _SIGNS.fullmatch(piece.text)]
    head = ""
    for piece in shown:
        if not piece.bold:
            break
        head += piece.text
    return [
        InlineLine(
            text,
            line,
            is_bold=bool(plain) and all(piece.bold for piece in plain),
            bold_head=" ".join(head.split()),
            is_struck=bool(plain) and all(piece.struck for piece in plain),
            is_anchor=bool(shown) and all(piece.anchor for piece in plain or shown),
            is_link=_measure(plain, linked=True) > 0.7 * _measure(plain) or _PAGE_LINK.fullmatch(text) is not None,
        )
    ]


def _measure(pieces: list[_Piece], *, linked: bool = False) -> float:
    """Return how many characters pieces have, those of links alone where they are asked for."""
    return sum(len(piece.text) for piece in pieces if piece.link or not linked) or (0.0 if linked else 0.1)
