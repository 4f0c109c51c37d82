"""Values below their field, one on each line: what is asked where a dash or the end of a line is missing."""

from __future__ import annotations

from okrsite import field_types as types
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.reading import MarkdownReading

_SEVERAL = frozenset({types.TEXTS, types.PEOPLE, types.IDS, types.REFERENCES, types.GOALS})
_WORDS = frozenset({types.ID, types.PERSON, types.NUMBER, types.DATE, types.CONFIDENCE, types.FRACTION, types.WEIGHT})
_SECOND = compile_late(r"(?<=[\w.!?)]) ?(?P<second>- [A-ZÀ-ÖØ-Þ][\w’']*\s\S.{8})")
"""A second value on the line of one: its beginning, and enough behind it to be one."""
_FEWEST_BEFORE = 12
"""Characters before it, so that the first is one as well."""
_SHOWN = 60


def takes_items(item: MarkdownBlock) -> bool:
    """Whether a bullet is nothing but a field that takes several values, which stand below it."""
    said = split_label(item.text, "objective") if item.text else None
    if said is None or said.field is None or said.field.type not in _SEVERAL:
        return False
    return not said.value or said.value.place.line > said.label.place.line


def takes_one_word(item: MarkdownBlock) -> bool:
    """Whether a bullet is a field whose value is no text: an id, a name, a number, a day."""
    said = (split_label(item.text, record) for record in ("objective", "key_result")) if item.text else ()
    return any(
        labelled is not None and labelled.field is not None and labelled.field.type in _WORDS for labelled in said
    )


def ask_about_first_value(reading: MarkdownReading, item: MarkdownBlock, number: int) -> None:
    """Ask about the line right below such a field, which has no dash."""
    line = reading.source.get_lines(number, number + 1).trim()
    label = reading.source.get_line(item.first).strip(" -*+:_")
    message = f"This line has no dash, and is read as a value of “{label}”, in which commas part several."
    hint = f"Begin it with two blanks, a dash and a space, if it is one: `  - {line.raw[:_SHOWN]}`."
    reading.report("OKR118", line.place, message, hint)


def ask_about_joined_values(reading: MarkdownReading, item: MarkdownBlock) -> None:
    """Ask about a value below a field of lines in which a second one begins: the end of its line was deleted."""
    said = split_label(item.text, "objective") if item.text else None
    if said is None or said.field is None or said.field.type is not types.TEXTS:
        return
    for inner in item.items:
        match = _SECOND.search(inner.text.raw, _FEWEST_BEFORE) if inner.text else None
        if match and inner.text:
            second = inner.text.cut_span(match.start("second"))
            message = "A second value seems to begin within this one, and is read as a part of it."
            reading.report("OKR118", second.place, message, f"Begin it on a line of its own: `{second.line[:_SHOWN]}`.")
