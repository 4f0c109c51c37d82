"""Lines and bullets that belong to the bullet above them, or seem to: what is asked where that may not be meant.

Markdown adds a line to a bullet where no empty line stands between them, and a bullet to the one above it by its
indentation alone.
"""

from __future__ import annotations

from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import SECTIONS
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.list_values import (
    ask_about_first_value,
    ask_about_joined_values,
    takes_items,
    takes_one_word,
)
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.unread_lines import find_look

_NO_BULLET = compile_late(r"[ \t]*(?P<sign>o(?=[ \t]+[A-ZÀ-ÖØ-Þ0-9\[])|\\[-*+](?=[ \t]))")
"""What a word processor, or a converter, makes of a bullet."""
_DEEP_BULLET = compile_late(r"[ \t]*[-*+][ \t]+\S")
"""A bullet that stands so far to the right that it is a part of the text above."""
_LONGEST_SHOWN = 80
_OPEN_END = compile_late(r"[,;:(–—-]\s*\Z|\([^()]*\Z")


def ask_about_continuations(reading: MarkdownReading, item: MarkdownBlock, *, is_field: bool) -> None:
    """Ask about lines that Markdown adds to a bullet because no empty line stands above them.

    Lines that an editor has wrapped are indented, or go on in the middle of a sentence.
    """
    for number in item.head[1:]:
        raw, above = reading.source.get_line(number), reading.source.get_line(number - 1)
        look = find_look(reading, number)
        if number == item.first + 1 and look is None and takes_items(item):
            ask_about_first_value(reading, item, number)
            break
        begins = raw[:1] not in " \t" and not _OPEN_END.search(above) and (is_field or not raw[:1].islower())
        odd, deep = _NO_BULLET.match(raw), _DEEP_BULLET.match(raw)
        margin, first = _measure_margin(raw), _measure_margin(reading.source.get_line(item.first))
        is_beside = is_field and 0 < margin <= first and not (raw.strip()[:1].islower() or _OPEN_END.search(above))
        if look is None and not (begins or odd or deep or is_beside):
            continue
        # What was asked about is no part of the value, which would be wrong with it, and neither is what follows.
        is_cut = is_field and bool(item.text) and bool(look or odd or deep or takes_one_word(item))
        place = reading.source.get_lines(number, item.head[-1] + 1 if is_cut else number + 1).trim().place
        message = "This line is read as a part of the one above it."
        if look is not None:
            message = f"This line looks like {look[0]}, and is read as a part of the one above it."
        hint = "Put an empty line above it; where it belongs to the line above, begin it with two blanks."
        if look is not None and look[0] == "a field" and not (odd or deep or raw.lstrip()[:1] in "|>`<"):
            hint = f"Fields are bullets: `{raw[:margin]}- {raw.strip()[:_LONGEST_SHOWN]}`."
        elif is_beside:
            hint = "Begin it with a dash and a space, as the line above; with two blanks more if it belongs to that."
        if deep and look is None:
            message = "This bullet begins so far to the right that it is read as a part of the one above it."
            hint = f"Begin it in column {first + 1}, as that one."
        elif odd:
            message = f"`{odd['sign']}` is no bullet, so this line is read as a part of the one above it."
            hint = "Begin it with a dash and a space, as the line above."
        reading.report("OKR118", place, message + " So are those below." * (place.end_line > place.line), hint)
        if is_cut and item.text:
            item.text = item.text.cut_span(0, max(0, reading.source.find_line_end(number - 1) - item.text.start))
        break
    for inner in item.items:
        ask_about_continuations(reading, inner, is_field=True)


def ask_about_nested_fields(reading: MarkdownReading, item: MarkdownBlock) -> None:
    """Ask about fields of an objective that stand indented below another one, and so are read as its values."""
    above = split_label(item.text, "objective") if item.text else None
    in_values = above is not None and above.field is not None and above.field.type is not PROSE
    ask_about_joined_values(reading, item)
    for inner in item.items:
        said = split_label(inner.text, "objective") if inner.text else None
        if said and said.field and (in_values or said.field.type is not PROSE) and said.field not in SECTIONS:
            message = f"“{said.label.flat_text}” looks like a field, but is indented below one, and read as its value."
            reading.report("OKR118", said.label.place, message, "Begin the line without blanks.")


def ask_about_values_beside(reading: MarkdownReading, above: MarkdownBlock, item: MarkdownBlock) -> None:
    """Ask about a bullet without a label below a field that has its values in bullets, or none."""
    said = split_label(above.text, "objective") if above.text else None
    if said and said.field and not said.value and item.text and split_label(item.text, "objective") is None:
        message = f"This may be a value of “{said.label.flat_text}”, but stands beside it, and is read as plain text."
        reading.report("OKR118", item.text.place, message, "Begin the line with two blanks more.")


def _measure_margin(line: str) -> int:
    return len(line) - len(line.lstrip())
