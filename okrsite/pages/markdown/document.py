"""An ordinary page taken apart: its title, its headings in the page's outline, the words of its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.pages.markdown.sanitiser import Comment, End, Piece, Start, Text, has_end
from okrsite.pages.page import Heading
from okrsite.pages.prose.outline import ProseSection, list_outline_levels, make_unique_anchor, nest_headings

_HEADING = compile_late(r"h[1-6]")
_INLINE = frozenset(
    {"em", "strong", "s", "b", "i", "u", "small", "code", "kbd", "samp", "var", "q", "cite", "a", "img", "abbr", "sub"}
    | {"sup", "mark", "ins", "del", "span", "label", "input"}
)
_NO_WORDS = frozenset({"headerlink", "footnote-ref", "footnote-backref", "linenos", "linenodiv", "toc"})
"""Classes of what is no part of what a page says."""


class SitePage(msgspec.Struct):
    """An ordinary page before its links lead anywhere."""

    title: str
    """The heading at its very beginning, as plain text; empty where there is none. It is not among the pieces."""
    pieces: list[Piece]
    headings: list[tuple[str, str, int]]
    """Id, title and level."""
    ids: frozenset[str]
    """All of its elements."""
    left_out: tuple[tuple[str, str, str], ...] = ()
    """What its HTML asks for and doesn't get: as it is typed, why, and what to do."""

    @property
    def outline(self) -> tuple[Heading, ...]:
        """Its headings, those of lower levels in those above."""
        return nest_headings(self.headings)

    def split_sections(self) -> tuple[str, tuple[ProseSection, ...]]:
        """Return the words before the first heading of the second level, and what follows by such headings."""
        starts = [place for place, piece in enumerate(self.pieces) if isinstance(piece, Start) and piece.tag == "h2"]
        intro = extract_words(self.pieces[: starts[0]] if starts else self.pieces)
        titles = {anchor: title for anchor, title, _ in self.headings}
        sections = []
        for start, end in pairwise([*starts, len(self.pieces)]):
            opening = self.pieces[start]
            assert isinstance(opening, Start)
            anchor = opening.attributes["id"]
            body = self.pieces[_find_end(self.pieces, start) + 1 : end]
            sections.append(ProseSection(anchor, titles[anchor], extract_words(body)))
        return intro, tuple(sections)


def arrange_page(pieces: list[Piece]) -> SitePage:
    """Return a page whose headings have their places in the outline; the pieces are changed."""
    title, pieces = _take_title(pieces)
    openings = [
        (place, piece)
        for place, piece in enumerate(pieces)
        if isinstance(piece, Start) and _HEADING.fullmatch(piece.tag)
    ]
    ids = {piece.attributes["id"] for piece in pieces if isinstance(piece, Start) and "id" in piece.attributes}
    taken = dict.fromkeys(ids, 0)
    headings = []
    levels = list_outline_levels([piece.tag for _, piece in openings], 2)
    for (place, opening), level in zip(openings, levels, strict=True):
        end = _find_end(pieces, place)
        words = extract_words(pieces[place + 1 : end])
        closing = pieces[end]
        assert isinstance(closing, End)
        opening.tag = closing.tag = f"h{level}"
        if "id" not in opening.attributes:
            opening.attributes["id"] = make_unique_anchor(words, taken)
        headings.append((opening.attributes["id"], words, level))
    return SitePage(title, pieces, headings, frozenset(ids | {anchor for anchor, _, _ in headings}))


def extract_words(pieces: Sequence[Piece]) -> str:
    """Return the words of some pieces, not escaped, on one line."""
    return " ".join("".join(_list_words(pieces)).split())


def _list_words(pieces: Sequence[Piece]) -> Iterator[str]:
    hidden: list[str] = []
    """The elements that are open inside of one that isn't a part of what the page says, and that one."""
    for piece in pieces:
        if isinstance(piece, Comment):
            continue
        if isinstance(piece, Text):
            if not hidden:
                yield piece.words
        elif isinstance(piece, End):
            if hidden:
                hidden.pop()
            elif piece.tag not in _INLINE:
                yield " "
        elif hidden or piece.tag == "svg" or _NO_WORDS.intersection(piece.classes):
            if has_end(piece.tag):
                hidden.append(piece.tag)
        elif piece.tag == "img":
            yield piece.attributes.get("alt", "")
        elif piece.tag not in _INLINE:
            yield " "


def _take_title(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """Return the heading with which a page begins, and the page without it; its id stays where links lead to it."""
    first = next((n for n, piece in enumerate(pieces) if not (isinstance(piece, Text) and piece.words.isspace())), None)
    opening = pieces[first] if first is not None else None
    if first is None or not isinstance(opening, Start) or opening.tag != "h1":
        return "", pieces
    end = _find_end(pieces, first)
    anchor = opening.attributes.get("id")
    place: list[Piece] = [Start("span", {"id": anchor}), End("span")] if anchor else []
    return extract_words(pieces[first + 1 : end]), [*place, *pieces[end + 1 :]]


def _find_end(pieces: Sequence[Piece], start: int) -> int:
    """Return the place of the end of the element that begins at a place."""
    depth = 0
    for place in range(start, len(pieces)):
        piece = pieces[place]
        if isinstance(piece, Start) and has_end(piece.tag):
            depth += 1
        elif isinstance(piece, End):
            depth -= 1
            if depth == 0:
                return place
    return len(pieces) - 1
