"""The outline of a text: headings brought to a page's levels, their ids, and the text between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from markdown_it.token import Token
from markupsafe import Markup

from okrsite.late_patterns import compile_late
from okrsite.model.names import make_github_anchor
from okrsite.pages.page import Heading
from okrsite.pages.prose.parser import extract_plain_text

MARK = "s-"
"""What begins an author's ids that would meet one which a page, its frame or the host has uses for."""

_RESERVED = compile_late(r"_|md-|m-|okr-|map-")


class ProseSection(msgspec.Struct, frozen=True):
    """A part of a document that begins with a heading of the second level: what a reader can find and land on."""

    anchor: str
    title: str
    text: str
    """Plain text."""


class RenderedDocument(msgspec.Struct, frozen=True):
    """A whole page of prose."""

    title: str
    """The heading at its very beginning, as plain text; empty where there is none. It is not part of the body."""
    body: Markup
    headings: tuple[Heading, ...]
    intro: str
    """Plain text before the first section."""
    sections: tuple[ProseSection, ...]


def normalise_headings(
    tokens: Sequence[Token], top: int, *, ids: bool, original_titles: Sequence[str] = ()
) -> Iterator[tuple[str, str, int]]:
    """Bring headings to a page's outline, without gaps from `top` on; yield id, title and level of each.

    Args:
        tokens: The text, which is changed.
        top: The level of the highest headings.
        ids: Whether headings get ids.
        original_titles: Of a translated text, those of the original: ids are made of them, so that links lead to the
            same place in all languages.
    """
    taken: dict[str, int] = {}
    openings = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    levels = list_outline_levels([tokens[place].tag for place in openings], top)
    for number, (place, level) in enumerate(zip(openings, levels, strict=True)):
        tokens[place].tag = tokens[place + 2].tag = f"h{level}"
        if ids:
            title = extract_plain_text(tokens[place : place + 3])
            anchor = make_unique_anchor(original_titles[number] if number < len(original_titles) else title, taken)
            tokens[place].attrSet("id", anchor)
            yield anchor, title, level


def list_titles(tokens: Sequence[Token]) -> list[str]:
    """Return the headings of a text as plain texts, of all levels, in their order."""
    places = (place for place, token in enumerate(tokens) if token.type == "heading_open")
    return [extract_plain_text(tokens[place : place + 3]) for place in places]


def list_outline_levels(tags: Sequence[str], top: int) -> Iterator[int]:
    """Yield the levels that headings (`h1` to `h6`) have in a page's outline, without gaps from `top` on."""
    highest = min((int(tag[1]) for tag in tags), default=1)
    level = top - 1
    for tag in tags:
        level = min(top + int(tag[1]) - highest, level + 1, 6)
        yield level


def mark_reserved_id(typed: str) -> str:
    """Return an id of an author's as it stands in a page: one that the page has another use for is marked."""
    return MARK + typed if _RESERVED.match(typed) else typed


def make_unique_anchor(title: str, taken: dict[str, int]) -> str:
    """Return a heading's id as a forge makes it, marked where a page has another use for it, and take it.

    `taken` holds the ids of a page so far, each with the last number that was tried behind it.
    """
    slug = mark_reserved_id(make_github_anchor(title) or "section")
    anchor, number = slug, taken.get(slug, 0)
    while anchor in taken:
        number += 1
        anchor = f"{slug}-{number}"
    taken[slug] = number
    taken.setdefault(anchor, 0)
    return anchor


def split_sections(tokens: Sequence[Token]) -> tuple[str, tuple[ProseSection, ...]]:
    """Return the text before the first heading of the second level, and what follows by such headings."""
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    intro = extract_plain_text(tokens[: starts[0]] if starts else tokens)
    sections = []
    for start, end in pairwise([*starts, len(tokens)]):
        title = extract_plain_text(tokens[start : start + 3])
        sections.append(
            ProseSection(str(tokens[start].attrs["id"]), title, extract_plain_text(tokens[start + 3 : end]))
        )
    return intro, tuple(sections)


def nest_headings(headings: Sequence[tuple[str, str, int]]) -> tuple[Heading, ...]:
    """Nest headings by level."""
    found_headings: list[Heading] = []
    place = 0
    while place < len(headings):
        anchor, title, level = headings[place]
        end = place + 1
        while end < len(headings) and headings[end][2] > level:
            end += 1
        found_headings.append(Heading(anchor, title, nest_headings(headings[place + 1 : end])))
        place = end
    return tuple(found_headings)
