"""The visible text of a built page: as blocks, from which an equal page can be written, and as one string to compare.

Visible is what a reader reads in the page's content: headings, paragraphs, lists, tables, folded parts included.
Pictures, the choices of form fields and hidden elements are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal

import msgspec

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:[\s=/]|$)")
_INVISIBLE = frozenset(("svg", "script", "style", "template", "select", "noscript"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
# Whatever stands in one of these stays in the running block.
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|button|cite|code|data|dfn|em|i|img|input|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
)
# okrsite's and Material's content, and that of the lean layout for Hugo.
_CONTENT = (('<article class="md-content__inner', "</article>"), ("<main>", "</main>"))

BlockKind = Literal["text", "heading", "item", "table", "code"]


class Block(msgspec.Struct, frozen=True):
    """A piece of a page that Markdown has a form for."""

    kind: BlockKind
    level: int
    """Of a heading from 1, of a list item from 0; else 0."""
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table."""


class NoContentError(Exception):
    """A page doesn't have the element that holds its content."""


def find_content(html: str) -> str:
    """Return the markup of a page's content, without the frame.

    Raises:
        NoContentError: there is none.
    """
    for begin, end in _CONTENT:
        start = html.find(begin)
        if start >= 0:
            return html[start : html.rindex(end)]
    raise NoContentError("The page has neither Material's article nor a <main>.")


def read_visible_text(html: str) -> str:
    """Return all visible text of markup without any white space, which differs from host to host."""
    return "".join("".join(text for tag, text in _list_tokens(html) if not tag).split())


def read_blocks(html: str) -> list[Block]:
    """Return the blocks of markup, in their order; their texts are the visible text."""
    reader = _BlockReader()
    for tag, text in _list_tokens(html):
        if tag:
            reader.take_tag(tag)
        else:
            reader.take_text(text)
    reader.end_block()
    return reader.blocks


def _list_tokens(html: str) -> Iterator[tuple[str, str]]:
    """Yield tags such as `h1` and `/h1`, each with an empty text, and visible texts, each with an empty tag."""
    position = 0
    while match := _TOKEN.search(html, position):
        position = match.end()
        end, tag, attributes, text = match.groups()
        if text:
            yield "", unescape(text)
        elif tag:
            tag = tag.lower()
            if not end and (tag in _INVISIBLE or (tag not in _VOID and _HIDDEN.search(attributes))):
                position = _find_end(html, position, tag)
            else:
                yield f"{end}{tag}", ""


def _find_end(html: str, position: int, tag: str) -> int:
    """Return where an element ends whose content begins at a position; others of its name may lie in it."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}\b[^>]*>", re.IGNORECASE).finditer(html, position):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(html)


class _BlockReader:
    """Collects blocks. A table holds its cells' texts only; an item ends where another block begins."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._heading = 0
        self._lists = 0
        self._items = 0
        self._tables = 0
        self._rows: list[list[str]] = []
        self._code = False

    def take_text(self, text: str) -> None:
        self._text.append(text)

    def take_tag(self, tag: str) -> None:
        name = tag.removeprefix("/")
        begins = tag is name
        if _INLINE.fullmatch(name) or self._code:
            if not self._code:
                self._text.append(" ")
            elif tag == "/pre":
                self.end_block()
                self._code = False
            return
        if name == "table" or self._tables:
            self._take_table_tag(name, begins)
            return
        self.end_block()
        if re.fullmatch("h[1-6]", name):
            self._heading = int(name[1]) if begins else 0
        elif name in ("ul", "ol"):
            self._lists += 1 if begins else -1
        elif name == "li":
            self._items += 1 if begins else -1
        elif name == "pre":
            self._code = begins

    def end_block(self) -> None:
        """Make a block of the text so far, if there is any."""
        text = "".join(self._text)
        self._text.clear()
        words = " ".join(text.split())
        if not words:
            return
        if self._code:
            self.blocks.append(Block("code", 0, text))
        elif self._heading:
            self.blocks.append(Block("heading", self._heading, words))
        elif self._items:
            self.blocks.append(Block("item", max(0, self._lists - 1), words))
        else:
            self.blocks.append(Block("text", 0, words))

    def _take_table_tag(self, name: str, begins: bool) -> None:
        if name == "table":
            if begins and not self._tables:
                self.end_block()
            self._tables += 1 if begins else -1
            if not self._tables:
                self._end_table()
        elif name == "caption" and not begins:
            self._rows.append([self._take_cell()])
        elif name == "tr" and begins:
            self._rows.append([])
        elif name in ("td", "th") and not begins and self._rows:
            self._rows[-1].append(self._take_cell())
        else:
            self._text.append(" ")

    def _take_cell(self) -> str:
        words = " ".join("".join(self._text).split())
        self._text.clear()
        return words

    def _end_table(self) -> None:
        rows = tuple(tuple(row) for row in self._rows if any(row))
        self._rows.clear()
        if rows:
            self.blocks.append(Block("table", 0, "", rows))
