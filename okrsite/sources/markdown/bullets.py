"""Bullets that hold a field: `- Owner: Anna`, under an objective or nested in a key result.

Decides which bullets are fields, which of their lines are used up, and which are asked about because a field may have
been meant; what is left over stays prose.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.sources.markdown.blocks import Block
from okrsite.sources.markdown.labels import known_field, labelled, nearest_label
from okrsite.sources.markdown.milestones import read_milestones
from okrsite.sources.markdown.reading import Fields, Reading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.markdown.values import lines_of_value, read_value


def read_field_bullet(reading: Reading, fields: Fields, record: str, item: Block) -> set[int] | None:
    """Read one bullet as a field of a record.

    Returns:
        The lines that belong to the field. None when the bullet is none; what may have been meant as one is reported.
    """
    said = labelled(item.text, record) if item.text else None
    if said is None:
        return None
    if said.field is None:
        _ask_about_label(reading, said.label, record)
        return None
    if said.field.type == "records":
        if said.field.record != "milestone":
            return None
        fields.add_records(said.field.name, read_milestones(reading, said.value, item.items))
    else:
        fields.put(said.field.name, read_value(reading, said.field, said.value, item), said.label.place)
    if said.field.type == "prose":
        return set(item.lines)
    used = lines_of_value(said.field, said.value, item)
    _ask_about_rest(reading, item, said.label, used)
    return used


def read_nested_fields(
    reading: Reading, fields: Fields, record: str, items: Iterable[Block], without: frozenset[str] = frozenset()
) -> set[int]:
    """Read all nested bullets that are fields of a record, and return the lines that they use up.

    `without` names fields that only stand for themselves elsewhere, so that their words remain prose here.
    """
    used: set[int] = set()
    for item in items:
        said = labelled(item.text, record) if item.text else None
        if said and said.field and said.field.name in without:
            continue
        used.update(read_field_bullet(reading, fields, record, item) or ())
    return used


def _ask_about_label(reading: Reading, label: Span, record: str) -> None:
    """Ask about a bullet that begins with a label which its record doesn't know: a near miss, or another's field."""
    elsewhere = "key_result" if record == "objective" else "objective" if record == "key_result" else ""
    foreign = known_field(label.flat, elsewhere) if elsewhere else None
    meant = nearest_label(label.flat, record)
    meant_elsewhere = nearest_label(label.flat, elsewhere) if elsewhere and not foreign and not meant else ""
    if foreign:
        called = _spoken(elsewhere)
        message = f"“{label.flat}” is a field of {called}, not of {_spoken(record)}, and is read as plain text."
        hint = (
            "Indent it below the key result that it belongs to."
            if record == "objective"
            else "Move it up, right under the objective's heading."
        )
        reading.report("OKR118", label.place, message, hint)
    elif meant:
        message = f"“{label.flat}” looks like the field “{meant}”, and is read as plain text."
        reading.report("OKR118", label.place, message, f"Write “{meant}:” if that is what you mean.")
    elif meant_elsewhere:
        message = (
            f"“{label.flat}” looks like “{meant_elsewhere}”, a field of {_spoken(elsewhere)}, "
            "and is read as plain text."
        )
        reading.report("OKR118", label.place, message, f"Write “{meant_elsewhere}:” there if you mean it.")


def _ask_about_rest(reading: Reading, item: Block, label: Span, used: set[int]) -> None:
    """Ask about lines below a field that are no values of it."""
    rest = [number for number in item.lines if number not in used and reading.source.line(number).strip()]
    if rest:
        place = reading.source.lines(rest[0], rest[0] + 1).trimmed().place
        message = f"This stands below “{label.flat}” and is no value of it, so it is read as plain text."
        reading.report("OKR118", place, message, "Move it out of the list, or write it as a value.")


def _spoken(record: str) -> str:
    """Return how a sentence names one record: `a key result`, `an objective`."""
    words = record.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
