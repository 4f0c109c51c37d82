"""Objectives without a heading, and headings that are none.

Fields of an objective stand right under its heading. Where a second group of them begins amid an objective, another
objective was meant: it is read as one, and reported. Else its fields would be check-ins without a date, and its numbers
those of the objective above. A line above them that was meant as the heading is one already (`loose_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import SECTIONS, find_section
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.vocabulary import OBJECTIVE

_LONGEST_TITLE = 200
"""Characters; a longer one with a line of dashes below it is a text."""
_KEY_RESULT = compile_late(
    r"[ \t>#*_`\\+.~-]{0,12}(?:\[.?\] )?(?:KR|Key result)[ ]?#?\d{0,3}[*_]{0,2}\s?[:.)=–—-]", re.IGNORECASE
)
_SENTENCE_END = compile_late(r"[.:;,]\Z")


def restore_headings(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> list[MarkdownBlock]:
    """Return the blocks with a heading where an objective begins without one."""
    restored: list[MarkdownBlock] = []
    has_fields = True
    """Whether the objective in which a block stands has its fields already; before the first, none can have any."""
    for block in blocks:
        if block.kind == "heading" and not _ends_like_a_sentence(reading, block):
            has_fields = has_fields and block.level > 2
            if block.level > 2 and block.text:
                has_fields = has_fields or find_section(reading.make_scalar(block.text).text) is not None
        start = _find_fields(block.children) if block.kind == "list" else None
        if start is None:
            restored.append(_make_text(reading, block) if block.kind == "heading" else block)
            continue
        above = next((before for before in reversed(restored) if before.kind != "html"), None)
        if start <= 1 and above is not None and _ends_in_key_result(reading, above, block):
            reading.settled_lines.update(block.lines)  # what they belong to is asked about
            restored.append(block)
            continue
        if start == 0 and above is not None and _is_rest_of_title(restored, above):
            _ask_about_rest_of_title(reading, restored[-2], above)
            reading.settled_lines.update(block.lines)
        if not has_fields or (start == 0 and above is not None and above.kind == "heading"):
            has_fields = True
            restored.append(block)
            continue
        restored += _divide(reading, block, start)
    return restored


def _is_rest_of_title(blocks: Sequence[MarkdownBlock], above: MarkdownBlock) -> bool:
    """Whether a text of one line stands right below the heading of an objective, and above its fields."""
    heading = blocks[-2] if len(blocks) > 1 and blocks[-1] is above else None
    if heading is None or heading.kind != "heading" or heading.level != 2 or above.kind != "paragraph":
        return False
    return above.first == heading.last and above.last - above.first == 1


def _ask_about_rest_of_title(reading: MarkdownReading, heading: MarkdownBlock, above: MarkdownBlock) -> None:
    line = reading.source.get_lines(above.first, above.last).trim()
    title = heading.text.line if heading.text else ""
    message = "This line stands between a title and its fields, so all of them are read as plain text."
    hint = f"If it is the end of the title, write: ## {title} {line.line}; a text belongs below the fields."
    reading.report("OKR118", line.place, message, hint)


def _ends_in_key_result(reading: MarkdownReading, above: MarkdownBlock, block: MarkdownBlock) -> bool:
    """Whether right above a list stands a key result that is read as text: the fields are its own."""
    between = [reading.source.get_line(number) for number in range(above.last - 1, block.first)]
    words = next((line for line in reversed(between) if line.strip()), "")
    return above.kind != "list" and _KEY_RESULT.match(words) is not None


def _find_fields(items: Sequence[MarkdownBlock]) -> int | None:
    """Return from which item on a list holds the fields of an objective: two or more, its id or owner among them."""
    fields: list[object] = []
    for number, item in enumerate(items):
        said = split_label(item.text, "objective") if item.text else None
        known = said.field if said else None
        if known is not None and known.type is not PROSE and known not in SECTIONS:
            fields.append(known)
            if len(fields) > 1 and (OBJECTIVE.ID in fields or OBJECTIVE.OWNER in fields):
                return number - len(fields) + 1
        elif said is None:
            fields = []
    return None


def _divide(reading: MarkdownReading, block: MarkdownBlock, start: int) -> list[MarkdownBlock]:
    """Return a list as what stands in it before the fields, a heading without words, and the fields; report that."""
    before, fields = block.children[:start], block.children[start:]
    first = fields[0].first
    place = reading.source.get_lines(first, first + 1).trim().place
    message = "Here begin the fields of an objective, and no heading stands above them."
    reading.report("OKR119", place, message, "Type its title above them, with an empty line between: ## Title.")
    parts = [MarkdownBlock("list", before[0].first, before[-1].last, children=before)] if before else []
    heading = MarkdownBlock("heading", first, first, level=2, start=fields[0].start)
    return [*parts, heading, MarkdownBlock("list", first, block.last, start=fields[0].start, children=fields)]


def _is_field(block: MarkdownBlock) -> bool:
    """Whether a heading is `owner: Ana`, between lines of dashes as front matter has it."""
    said = split_label(block.text, "objective") if block.text else None
    return said is not None and said.field is not None and said.field.type is not PROSE


def _ends_like_a_sentence(reading: MarkdownReading, block: MarkdownBlock) -> bool:
    """Whether a heading is a text with a line of dashes right below it, which was meant to divide."""
    line = reading.source.get_line(block.last - 1).strip()
    if block.level != 2 or block.last - block.first < 2 or line.strip("-") or not block.text:
        return False
    words = block.text.raw
    return _is_field(block) or "\n" in words or _SENTENCE_END.search(words) is not None or len(words) > _LONGEST_TITLE


def _make_text(reading: MarkdownReading, block: MarkdownBlock) -> MarkdownBlock:
    """Return a heading, or the text that it is if a line of dashes alone has made a heading of it."""
    if not _ends_like_a_sentence(reading, block):
        return block
    line = reading.source.get_lines(block.last - 1, block.last).trim()
    message = "This line of dashes makes a heading of the text right above it, which is read as a text all the same."
    if not _is_field(block):  # of which more is said: that it is no bullet
        reading.report("OKR119", line.place, message, "Put an empty line above the dashes.")
    return MarkdownBlock("paragraph", block.first, block.last, start=block.start, text=block.text)
