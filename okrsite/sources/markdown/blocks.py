"""The blocks of a document, as CommonMark and GitHub's tables see them.

Decides where headings, bullets, tables and paragraphs begin and end. Only what counts is told apart; quotes, code and
HTML are `other`, so that nothing inside them can be taken for an objective.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.quick_rules import use_quick_rules
from okrsite.sources.markdown.spans import BLANKS, BULLETS, SourceText, Span

BlockKind = Literal["heading", "paragraph", "list", "item", "table", "html", "other"]

_KINDS: dict[str, BlockKind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "table_open": "table",
    "html_block": "html",
}
# As `loose_lines` lets them through: with any blank or none, with any dash.
_MARKER = re.compile(
    rf"[ \t{BLANKS}]*(?:(?:[-*+{BULLETS}]|\d{{1,9}}[.)])(?:[ \t{BLANKS}]+|$)|[-{BULLETS}](?=[^\W\d_]|\[|[*_]{{2}})"
    r"|-(?=\d{4}-\d)|-- (?=\S)|(?:o|\\[-*+])[ \t]+(?=KR\d{0,3}[:.)]))"
)
_ATX = re.compile(rf"[ \t]*#{{1,6}}(?:[ \t{BLANKS}]+|(?=[^#\s])|$)")
# What may stand before and behind the words of a heading that was found by what stands below it.
_LOST_HEADING = compile_late(rf"(?:[ \t{BLANKS}>\\`#＃]|<h[1-6]>|[-*+{BULLETS}](?=[ \t]))*")
_LOST_END = compile_late(r"(?:</h[1-6]>|`|[ \t])+$")
_ATX_END = re.compile(r"(?:(?<=[ \t])|^)#+[ \t]*$")

# Words are read later, and only where a value stands: here blocks are enough.
_BLOCKS = use_quick_rules(MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"]))


class PreparedLines(msgspec.Struct, frozen=True):
    """A text for the block parser, which says on which lines blocks stand; their words are taken from the file."""

    text: str
    numbers: Sequence[int]
    """The line of the file for each of its lines, from 0; an added one has the number of the line that follows."""


@dataclass(slots=True)
class MarkdownBlock:
    """One block, with the lines it covers (from 0, the end exclusive)."""

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    """Of a heading: 1 to 6; 0 for everything else."""
    start: int = 0
    """Offset in the file where its own text begins, behind bullet signs."""
    children: list[MarkdownBlock] = field(default_factory=list)
    text: Span | None = None
    """The words of a heading or paragraph; of an item, those of the paragraph it begins with."""

    @property
    def items(self) -> Iterator[MarkdownBlock]:
        """The items of the lists directly inside."""
        for child in self.children:
            if child.kind == "item":
                yield child
            elif child.kind == "list":
                yield from child.children

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.first, self.last)

    @property
    def head(self) -> range:
        """Of an item: the lines of the paragraph it begins with."""
        for child in self.children[:1]:
            if child.kind == "paragraph":
                return range(self.first, child.last)
        return range(self.first, self.first + 1)


def read_blocks(
    source: SourceText, first: int, prepared: PreparedLines | None = None
) -> tuple[list[MarkdownBlock], dict[str, object]]:
    """Return the top-level blocks from a line on, and the link targets that the document defines by name.

    `prepared` are the file's lines as they are meant; None for those that stand there.
    """
    names: dict[str, object] = {}
    # Lines above are blanked out, not cut off, so that line numbers are those of the file.
    text = prepared.text if prepared else "\n" * first + source.text[source.find_line_start(first) :]
    numbers = prepared.numbers if prepared else range(source.line_count)
    tokens = _BLOCKS.parse(text, names)
    root = MarkdownBlock("other", first, source.line_count)
    open_blocks = [root]
    skip = 0
    for token in tokens:
        if skip:
            skip += token.nesting
            continue
        if token.nesting < 0:
            if len(open_blocks) > 1:
                open_blocks.pop()
            continue
        if token.type == "inline" or not token.map:
            continue
        begin, end = token.map
        lines = numbers[begin], numbers[end] if end < len(numbers) else source.line_count
        block = _build_block(source, token, lines, open_blocks[-1])
        open_blocks[-1].children.append(block)
        if token.nesting > 0:
            if block.kind in ("table", "other"):
                skip = 1  # what is inside is read by its lines, or not at all
            else:
                open_blocks.append(block)
    return root.children, names


def _build_block(source: SourceText, token: Token, lines: tuple[int, int], parent: MarkdownBlock) -> MarkdownBlock:
    first, last = lines
    kind = _KINDS.get(token.type, "other")
    block = MarkdownBlock(kind, first, min(last, source.line_count))
    begins_with_parent = parent.kind in ("item", "list") and parent.first == first
    block.start = parent.start if begins_with_parent else source.find_line_start(first)
    if kind == "item":
        marker = _MARKER.match(source.text, block.start, source.find_line_end(first))
        block.start = marker.end() if marker else block.start
    elif kind == "heading":
        block.level = int(token.tag[1:])
        block.text = _find_heading_text(source, block, token.markup)
    elif kind == "paragraph":
        block.text = Span(source, block.start, max(block.start, source.find_line_end(block.last - 1))).trim()
        if parent.kind == "item" and not parent.children:
            parent.text = block.text
    return block


def _find_heading_text(source: SourceText, block: MarkdownBlock, markup: str) -> Span:
    """Return the words of a heading: without its number signs, or without the line drawn under it."""
    if not markup.startswith("#"):
        return Span(source, block.start, max(block.start, source.find_line_end(block.last - 2))).trim()
    end = source.find_line_end(block.first)
    opening = _ATX.match(source.text, block.start, end)
    if opening is None and (lost := _LOST_HEADING.match(source.text, block.start, end)):
        words = Span(source, lost.end(), end)
        behind = _LOST_END.search(words.raw)
        return words.cut_span(0, behind.start() if behind else None)
    span = Span(source, opening.end() if opening else block.start, end)
    closing = _ATX_END.search(span.raw)
    return span.cut_span(0, closing.start() if closing else None)


def strip_blank_lines(source: SourceText, numbers: Sequence[int]) -> Sequence[int]:
    """Drop empty lines at both ends."""
    first, last = 0, len(numbers)
    while first < last and not source.get_line(numbers[first]).strip():
        first += 1
    while last > first and not source.get_line(numbers[last - 1]).strip():
        last -= 1
    return numbers[first:last]
