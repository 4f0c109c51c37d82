"""A Markdown document as an outline: headings, lines that work like them, items and tables, each with what it holds.

Decides what stands inside what, as people see it: a bold line before a list is a heading of that list, a `<summary>`
one of its details, and `KR: …` behind a line's end is a line of its own. What any of it means is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrsite.importing.html_parts import read_html_table, read_summary, read_words, split_details
from okrsite.importing.inline_words import RUN_ON_ITEM, InlineLine, read_lines
from okrsite.importing.words import mark_number, read_label
from okrsite.late_patterns import compile_late

NodeKind = Literal["heading", "lead", "item", "text", "table", "code", "quote"]

MAX_NESTING = 60
_BOLD_LEVEL, _OBJECTIVE_LEVEL, _SECTION_LEVEL, _LEAD_LEVEL = 8, 7, 9, 10
"""Levels of lines that work like headings, below the six of Markdown."""
_LONGEST_LEAD = 160
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
_FRONT = compile_late(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_BULLET = compile_late(r"[-*•]\s?(?=[\w£$€@\[(“\"'`])")
_LIQUID = compile_late(r"\{%.*?%\}|<%.*?%>|\{\{<.*?>\}\}|\{::[^}\n]*\}", re.DOTALL)


@dataclass(slots=True)
class OutlineNode:
    """A part of a document, with what it holds."""

    kind: NodeKind
    line: int
    """From 1."""
    text: str = ""
    level: int = 0
    is_bold: bool = False
    """Whether all its words are bold, but for signs around them."""
    bold_head: str = ""
    """The bold words that it begins with."""
    is_struck: bool = False
    is_link: bool = False
    """Whether most of it is a link."""
    is_anchor: bool = False
    """Whether all of it leads to another place of the document."""
    checked: bool | None = None
    ordered: bool = False
    rows: list[list[str]] = field(default_factory=list)
    """Of a table: the words of its cells; the first row is its head."""
    row_lines: list[int] = field(default_factory=list)
    children: list[OutlineNode] = field(default_factory=list)

    @property
    def items(self) -> list[OutlineNode]:
        """The items directly inside."""
        return [child for child in self.children if child.kind == "item"]

    def walk(self) -> Iterator[OutlineNode]:
        """Yield everything inside, from top to bottom."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def read_outline(text: str) -> tuple[OutlineNode, str]:
    """Return a document's outline, and its front matter as text."""
    front = _FRONT.match(text)
    yaml = front["yaml"] if front else ""
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    text = _LIQUID.sub(lambda match: "\n" * match[0].count("\n"), text)
    root = OutlineNode("heading", 0)
    _Builder(root).read(_MARKDOWN.parse(text))
    return root, yaml


class _Builder:
    """Puts the blocks of a document into each other."""

    def __init__(self, root: OutlineNode) -> None:
        self.stack = [root]
        self.in_cell = False

    @property
    def top(self) -> OutlineNode:
        return self.stack[-1]

    def read(self, tokens: Sequence[Token]) -> None:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            end = _find_close(tokens, place)
            inside = tokens[place + 1 : end]
            line = (token.map[0] if token.map else 0) + 1
            if token.type == "heading_open":
                self._add_heading(inside[0], int(token.tag[1:]), line)
            elif token.type == "paragraph_open":
                self._add_paragraph(inside[0], line, before_list=_is_list(tokens, end + 1))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._add_list(self.top, inside, ordered=token.type.startswith("ordered"))
                self._close(_LEAD_LEVEL)
            elif token.type == "table_open":
                self.top.children.append(_read_table(inside, line))
                self._close(_LEAD_LEVEL)
            elif token.type == "blockquote_open":
                self._add_quote(inside, line)
            elif token.type == "code_block" and (items := _read_indented_items(token.content, line - 1)):
                self.read(items)
            elif token.type in ("fence", "code_block"):
                self.top.children.append(OutlineNode("code", line, token.content))
            elif token.type == "html_block":
                self._add_html(token.content, line)
            elif token.type == "hr":
                self._close(_OBJECTIVE_LEVEL)
            place = end + 1

    def _close(self, level: int) -> None:
        """End everything of a level and below."""
        while len(self.stack) > 1 and self.top.level >= level:
            self.stack.pop()

    def _open(self, node: OutlineNode) -> None:
        self._close(node.level)
        self.top.children.append(node)
        self.stack.append(node)

    def _add_heading(self, inline: Token, level: int, line: int) -> None:
        for one in read_lines(inline, line)[:1]:
            whole = mark_number(" ".join(part.text for part in read_lines(inline, line)))
            self._open(
                OutlineNode("heading", one.line, whole, level, one.is_bold, one.bold_head, one.is_struck, one.is_link)
            )

    def _add_paragraph(self, inline: Token, line: int, *, before_list: bool) -> None:
        lines = read_lines(inline, line)
        items = [RUN_ON_ITEM.match(one.text) is not None for one in lines]
        items = items if sum(items) > 1 else [False] * len(lines)
        for number, one in enumerate(lines):
            if items[number]:
                self._add_run_on_item(one, is_first=not items[number - 1] if number else True)
                continue
            goes_on = before_list or any(items[number + 1 : number + 2])
            level = _find_lead_level(
                one,
                is_last=number == len(lines) - 1 or any(items[number + 1 : number + 2]),
                is_only=len(lines) == 1,
                before_list=goes_on,
            )
            node = _make_node("lead" if level else "text", one)
            if level:
                node.level = level
                self._open(node)
            else:
                self.top.children.append(node)

    def _add_run_on_item(self, line: InlineLine, *, is_first: bool) -> None:
        """Add a line that is an item to people only; bullets behind a number stand inside of it."""
        match = RUN_ON_ITEM.match(line.text)
        item = _make_node("item", line)
        item.text = line.text[match.end() :] if match else line.text
        item.ordered = line.text[:1].isdigit()
        above = self.top.children[-1] if self.top.children and not is_first else None
        is_inside = above is not None and above.kind == "item" and above.ordered and not item.ordered
        (above.children if above is not None and is_inside else self.top.children).append(item)

    def _add_list(self, parent: OutlineNode, tokens: Sequence[Token], *, ordered: bool) -> None:
        place = 0
        while place < len(tokens):
            end = _find_close(tokens, place)
            if tokens[place].type == "list_item_open":
                line = (tokens[place].map or [0])[0] + 1
                item = OutlineNode("item", line, ordered=ordered)
                parent.children.append(item)
                self._fill_item(item, tokens[place + 1 : end])
            place = end + 1

    def _fill_item(self, item: OutlineNode, tokens: Sequence[Token]) -> None:
        place, is_first = 0, True
        inner = _Builder(item)
        while place < len(tokens):
            end = _find_close(tokens, place)
            if is_first and tokens[place].type in ("paragraph_open", "heading_open"):
                lines = read_lines(tokens[place + 1], (tokens[place].map or [0])[0] + 1)
                _take_line(item, lines)
                item.children += [_make_node("text", one) for one in lines[1:]]
            else:
                inner.read(tokens[place : end + 1])
            is_first = False
            place = end + 1

    def _add_quote(self, tokens: Sequence[Token], line: int) -> None:
        quote = OutlineNode("quote", line)
        _Builder(quote).read(tokens)
        # A quotation within it has its own words: with them each level would double the text.
        quote.text = " ".join(node.text for node in quote.walk() if node.text and node.kind != "quote")
        self.top.children.append(quote)

    def _add_html(self, html: str, line: int) -> None:
        for offset, piece in split_details(html):
            self._add_html_piece(piece, line + offset)

    def _add_html_piece(self, html: str, line: int) -> None:
        if summary := read_summary(html):
            self._open(OutlineNode("lead", line, summary, _OBJECTIVE_LEVEL, is_bold=True))
        elif "</details" in html:
            self._close(_OBJECTIVE_LEVEL)
        elif rows := read_html_table(html):
            self.top.children.append(OutlineNode("table", line, rows=rows, row_lines=[line] * len(rows)))
        elif words := read_words(html):
            self.top.children.append(OutlineNode("text", line, words))


def _find_lead_level(line: InlineLine, *, is_last: bool, is_only: bool, before_list: bool) -> int:
    """Return the level at which a line works like a heading; 0 for one that doesn't."""
    label = read_label(line.text)
    if label is not None:
        if label.kind == "objective" and (label.rest or label.number or line.is_bold) and not label.is_weak:
            return _OBJECTIVE_LEVEL
        if label.kind in ("objectives", "key results", "deliverables") or (label.kind == "prose" and not label.rest):
            return _SECTION_LEVEL
        if label.kind == "field":
            return _SECTION_LEVEL if not label.rest and before_list and is_last else 0
        if label.kind == "key result":
            return _SECTION_LEVEL if line.is_bold and is_last and is_only else 0
        if label.kind == "objective" and line.is_bold:
            return _OBJECTIVE_LEVEL
    if len(line.text) > _LONGEST_LEAD * 2 or line.is_link or "://" in line.text:
        return 0
    if line.is_bold and (is_last or before_list):
        return _BOLD_LEVEL
    if before_list and is_last:
        if len(line.bold_head) > max(8, 0.6 * len(line.text)):
            return _BOLD_LEVEL
        if line.text.endswith((":", "：")) or (
            is_only and len(line.text) <= _LONGEST_LEAD and not line.text.endswith((".", "?", ";"))
        ):
            return _LEAD_LEVEL
    return 0


def _read_indented_items(code: str, offset: int) -> list[Token]:
    """Return the tokens of a list that Markdown takes for code, because all of it is indented; none for code."""
    lines = [line for line in code.expandtabs(4).split("\n") if line.strip()]
    first = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    outer = [line[first:] for line in lines if not line[first:].startswith(" ")]
    if not outer or sum(1 for line in outer if _BULLET.match(line)) < 0.6 * len(outer):
        return []
    # Each step of the indentation is one level, however wide it is.
    steps = {indent: level for level, indent in enumerate(sorted({len(line) - len(line.lstrip()) for line in lines}))}
    text = "\n".join(
        "  " * steps.get(len(line) - len(line.lstrip()), 0) + _BULLET.sub("- ", line.lstrip())
        for line in code.expandtabs(4).split("\n")
    )
    tokens = [token for token in _MARKDOWN.parse(text) if token.type != "code_block"]
    for token in tokens:
        token.map = [line + offset for line in token.map] if token.map else token.map
    return tokens


def _make_node(kind: NodeKind, line: InlineLine) -> OutlineNode:
    return OutlineNode(kind, line.line, line.text, 0, line.is_bold, line.bold_head, line.is_struck, line.is_link)


def _take_line(item: OutlineNode, lines: Sequence[InlineLine]) -> None:
    for one in lines[:1]:
        item.text, item.is_bold, item.bold_head = one.text, one.is_bold, one.bold_head
        item.is_struck, item.is_link, item.is_anchor = one.is_struck, one.is_link, one.is_anchor
        if match := re.match(r"\[(?P<mark>[ xX✓✔-])\](?:\s+|\Z)", item.text):
            item.checked = match["mark"] in "xX✓✔"
            item.text = item.text[match.end() :]


def _is_list(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].type in ("bullet_list_open", "ordered_list_open", "table_open")


def _find_close(tokens: Sequence[Token], place: int) -> int:
    """Return the place of the token that closes the one at a place; the same for one that needs none."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth <= 0:
            return at
    return len(tokens) - 1


def _read_table(tokens: Sequence[Token], line: int) -> OutlineNode:
    table = OutlineNode("table", line)
    row: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
            table.row_lines.append((token.map[0] if token.map else line - 1) + 1)
        elif token.type == "tr_close":
            table.rows.append(row)
        elif token.type == "inline":
            row.append("\n".join(one.text for one in read_lines(token, line, split_all=True)))
    return table
