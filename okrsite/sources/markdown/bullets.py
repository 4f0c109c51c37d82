"""Bullets that hold a field: `- Owner: Anna`, under an objective or nested in a key result.

Decides which bullets are fields, which of their lines are used up, and which are asked about because a field may have
been meant; what is left over stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite import field_types as types
from okrsite.field_types import PROSE, SEVERAL_RECORDS
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.field_values import list_value_lines, read_value
from okrsite.sources.markdown.labels import LabelledText, find_field, find_nearest_label, split_label
from okrsite.sources.markdown.milestones import read_milestones
from okrsite.sources.markdown.other_labels import explain_needless_label, find_other_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span
from okrsite.sources.records import Scalar
from okrsite.vocabulary import KEY_RESULT, MILESTONE, OBJECTIVE

# What may stand between a value and the name of the next field.
_FURTHER_LABEL = re.compile(r"\s*[,;/|]\s*|\s+(?:[-–—*•]\s*)?|<br\s*/?>\s*")
_SHORT_VALUES = (
    types.PERSON,
    types.PEOPLE,
    types.ID,
    types.IDS,
    types.HORIZON,
    types.AMBITION,
    types.REPORTED_STATUS,
    types.DECISION,
    types.PROGRESS_SOURCE,
    types.SUM_SOURCE,
    types.VISIBILITY,
    types.MARKS,
)
"""Types whose values hold no sentence, and so no colon."""
_LONGEST_VALUE = 300
"""Characters in which a second field is looked for; what is longer is no value of these types."""
_VALUE = compile_late(r"(?:none|commit|target|stretch)\Z|[~<>≈−-]?\s?(?:[A-Z]{3}\s?|[€$£])?\d")
_DATED_NUMBER = compile_late(r"\d{4}-\d\d-\d\d: ?\d")
_LABEL_WORDS = 2
"""Of a label that nobody knows; a longer one is the beginning of a sentence."""


def read_field_bullet(
    reading: MarkdownReading, fields: RecordBuilder, record: str, item: MarkdownBlock
) -> set[int] | None:
    """Read one bullet as a field of a record.

    Returns:
        The lines that belong to the field. None when the bullet is none; what may have been meant as one is reported.
    """
    said = split_label(item.text, record) if item.text else None
    if said is None:
        return None
    if said.field is None:
        _ask_about_label(reading, said, record)
        return None
    if record == "objective" and (second := _find_second_label(said)):
        _report_second_label(reading, fields, said, second)
        return set(item.head)
    if said.field.type is SEVERAL_RECORDS:
        if said.field.record is not MILESTONE:
            return None
        fields.add_records(said.field, read_milestones(reading, said.value, item.items))
    else:
        fields.add_field(said.field, read_value(reading, said.field, said.value, item), said.label.place)
    if said.field.type is PROSE:
        return set(item.lines)
    used = list_value_lines(said.field, said.value, item)
    _ask_about_rest(reading, item, said.label, used)
    return used


def _find_second_label(said: LabelledText) -> LabelledText | None:
    """Return a further field with its colon within the value of a field that is no text; None for none."""
    if said.field is None or said.field.type not in _SHORT_VALUES or len(said.value.raw) > _LONGEST_VALUE:
        return None
    for match in _FURTHER_LABEL.finditer(said.value.mask_markup):
        second = split_label(said.value.cut_span(match.end()), "objective")
        if second is not None and second.field is not None:
            return second
    return None


def _report_second_label(
    reading: MarkdownReading, fields: RecordBuilder, said: LabelledText, second: LabelledText
) -> None:
    """Report two fields on one line, of which neither is read: where one ends is for its author to say."""
    place = said.label.place.span_to(said.value.place)
    message = f"Two fields stand on this line, “{said.label.flat_text}” and “{second.label.flat_text}”."
    first = said.value.cut_span(0, second.label.start - said.value.start, " ,;/|–—-*_").line.removesuffix("<br>")
    hint = f"Give each its own line: “- {said.label.flat_text}: {first}” and “- {second.label.flat_text}: "
    reading.report("OKR120", place, message, f"{hint}{second.value.line}”.")
    for labelled in (said, second):
        if labelled.field is not None and labelled.field not in fields:
            fields.add_field(labelled.field, Scalar(labelled.value.line, labelled.value.place, refused=True))


def read_nested_fields(
    reading: MarkdownReading, fields: RecordBuilder, record: str, items: Iterable[MarkdownBlock]
) -> set[int]:
    """Read all nested bullets that are fields of a record, and return the lines that they use up."""
    used: set[int] = set()
    for item in items:
        used.update(read_field_bullet(reading, fields, record, item) or ())
    return used


def _ask_about_label(reading: MarkdownReading, said: LabelledText, record: str) -> None:
    """Ask about a bullet that begins with a label which its record doesn't know: a near miss, or another's field."""
    label = said.label
    elsewhere = "key_result" if record == "objective" else "objective" if record == "key_result" else ""
    foreign = find_field(label.flat_text, elsewhere) if elsewhere else None
    if record in ("objective", "key_result") and not foreign and (said_by := explain_needless_label(label.flat_text)):
        message = (
            f"“{label.flat_text}” is not a field of {_name_one_record(record)}, so the line is read as plain text."
        )
        reading.report("OKR118", label.place, message, f"{said_by} Take the line out.")
        return
    meant = find_other_label(label.flat_text, record) or find_nearest_label(label.flat_text, record)
    if record == "key_result" and label.flat_text.casefold() == "no" and _VALUE.match(said.value.raw):
        meant = KEY_RESULT.NOW.label
    meant_elsewhere = find_nearest_label(label.flat_text, elsewhere) if elsewhere and not foreign and not meant else ""
    if foreign:
        called = _name_one_record(elsewhere)
        message = (
            f"“{label.flat_text}” is a field of {called}, not of {_name_one_record(record)}, and is read as plain text."
        )
        hint = (
            "Indent it below the key result that it belongs to."
            if record == "objective"
            else "Move it up, right under the objective's heading."
        )
        reading.report("OKR118", label.place, message, hint)
    elif meant:
        message = f"“{label.flat_text}” looks like the field “{meant}”, and is read as plain text."
        reading.report("OKR118", label.place, message, f"Do you mean “{meant}”?", correction=meant)
    elif meant_elsewhere:
        message = (
            f"“{label.flat_text}” looks like “{meant_elsewhere}”, a field of {_name_one_record(elsewhere)}, "
            "and is read as plain text."
        )
        reading.report("OKR118", label.place, message, f"Write “{meant_elsewhere}:” there if you mean it.")
    elif record == "objective":
        _ask_about_unknown_label(reading, label)
    elif record == "key_result" and (other := _find_other_field(said)):
        message = f"“{label.flat_text}” is not a field of a key result, so the line is read as plain text."
        reading.report("OKR118", label.place, message, f"Do you mean “{other}”?", correction=other)


def _find_other_field(said: LabelledText) -> str:
    """Return the field of a key result that another word, or what stands behind it, means; empty for none."""
    return find_other_label(said.label.flat_text, "key_result") or (
        KEY_RESULT.PHASES.label if _DATED_NUMBER.match(said.value.raw) else ""
    )


def _ask_about_unknown_label(reading: MarkdownReading, label: Span) -> None:
    """Ask about a bullet among the fields of an objective whose label is none of theirs."""
    meant = find_other_label(label.flat_text, "objective")
    if not meant and len(label.flat_text.split()) > _LABEL_WORDS:
        return
    message = f"“{label.flat_text}” is not a field of an objective, so the line is read as plain text."
    known = ", ".join(field.label for field in OBJECTIVE.fields if field.type is not SEVERAL_RECORDS)
    hint = f"Do you mean “{meant}”?" if meant else f"Fields are: {known}. For a text, begin the line without a dash."
    reading.report("OKR118", label.place, message, hint, correction=meant or None)


def _ask_about_rest(reading: MarkdownReading, item: MarkdownBlock, label: Span, used: set[int]) -> None:
    """Ask about lines below a field that are no values of it."""
    rest = [number for number in item.lines if number not in used and reading.source.get_line(number).strip()]
    if rest:
        place = reading.source.get_lines(rest[0], rest[0] + 1).trim().place
        message = f"This stands below “{label.flat_text}” and is no value of it, so it is read as plain text."
        reading.report("OKR118", place, message, "Move it out of the list, or write it as a value.")


def _name_one_record(record: str) -> str:
    """Return how a sentence names one record: `a key result`, `an objective`."""
    words = record.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
