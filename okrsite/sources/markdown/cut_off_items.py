"""Bullets that a line parts from the bullet which they are indented below, so that they are text."""

from __future__ import annotations

from itertools import takewhile

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.key_results import is_key_result_line
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.reading import MarkdownReading

_INDENTED_BULLET = compile_late(r"(?: {4}|\t)[ \t]*[-*+][ \t]")
_QUOTED_BULLET = compile_late(r" {0,3}>[> \t]*[-*+][ \t]")
_LONGEST_SHOWN = 60


def ask_about_cut_off_items(
    reading: MarkdownReading, above: MarkdownBlock | None, block: MarkdownBlock, *, in_records: bool
) -> int:
    """Ask about bullets that are indented below a line which came between them and the bullet they belong to.

    Args:
        reading: The file.
        above: The last bullet above that was read as a part of the format; None for none.
        block: The next list, or indented code.
        in_records: Whether each bullet is a record of its own here, so that these would be some, too.

    Returns:
        How many bullets at the start of the list they are. They remain text; so does code that begins with a bullet.
    """
    source = reading.source
    if above is None:
        return 0
    if block.kind == "other" and above.last == block.first and _QUOTED_BULLET.match(source.get_line(block.first)):
        _ask_about_quotation(reading, above, block)
        return 0
    margin = _measure_margin(source.get_line(above.first)) + 2
    cut_off = list(takewhile(lambda item: _measure_margin(source.get_line(item.first)) >= margin, block.children))
    is_code = block.kind == "other" and _INDENTED_BULLET.match(source.get_line(block.first)) is not None
    between = range(above.last, block.first)
    is_one_run = all(source.get_line(number).strip() for number in between)
    is_key_result = bool(cut_off) and cut_off[0].text is not None and is_key_result_line(cut_off[0].text)
    if not (cut_off or is_code) or not (in_records or is_one_run) or is_key_result:
        return 0
    # Without a line between them the bullet above is a numbered one, and so one of another list.
    parting = next((number for number in reversed(between) if source.get_line(number).strip()), above.first)
    words = source.get_line(parting).strip()[:_LONGEST_SHOWN]
    message = (
        f"“{words}” in line {parting + 1} stands between this and the bullet that it is indented below, "
        "so it is read as plain text."
    )
    place = source.get_lines(block.first, cut_off[-1].last if cut_off else block.last).trim().place
    reading.report("OKR118", place, message, f"Delete line {parting + 1}, or move it below.")
    return len(cut_off)


def _ask_about_quotation(reading: MarkdownReading, above: MarkdownBlock, block: MarkdownBlock) -> None:
    """Ask about bullets of a quotation right below a field that has its values in bullets, or none."""
    said = split_label(above.text, "objective") if above.text else None
    if said and said.field and not said.value:
        message = f"`>` makes a quotation of this line, so it is no value of “{said.label.flat_text}”, but plain text."
        place = reading.source.get_lines(block.first, block.last).trim().place
        reading.report(
            "OKR118", place, message, "Delete the `>`, and begin the line with two blanks, a dash and a space."
        )


def _measure_margin(line: str) -> int:
    return len(line) - len(line.lstrip())
