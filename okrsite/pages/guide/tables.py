"""The guide's tables of fields and settings, made of the vocabulary and of the settings themselves."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite import field_types as types
from okrsite.fields import Field, Record
from okrsite.languages.words import mark_text, translate, translate_in
from okrsite.options import DeclaredCycle, DeclaredRemote, Option, list_options
from okrsite.vocabulary import KPI, LINK, RECORDS


class FieldRow(msgspec.Struct, frozen=True):
    """A field of a record."""

    name: str
    """The key in YAML."""
    labels: tuple[str, ...]
    """How Markdown spells it, the usual one first; without those that are the name itself."""
    type: str
    """What it holds, in words."""
    help: str
    words: tuple[str, ...]
    """The words that it knows; empty for any."""
    record: str
    """Anchor of the record whose fields stand below it; empty for none."""
    required: bool


class RecordTable(msgspec.Struct, frozen=True):
    """A group of fields."""

    anchor: str
    title: str
    help: str
    stands: tuple[tuple[str, str, str], ...]
    """Anchor and title of the record in which it stands, and the field's name there; empty: in a file of its own."""
    short: str
    """The field that a bare text stands for; empty for none."""
    rows: tuple[FieldRow, ...]


class SettingRow(msgspec.Struct, frozen=True):
    """A setting."""

    name: str
    anchor: str
    kind: str
    """What it takes, in words."""
    default: str
    """As it is typed in YAML; empty for none."""
    help: str


_TITLES = {
    "cycle_file": mark_text("A cycle's file"),
    "checkin": mark_text("Check-in"),
    "checkin_file": mark_text("A check-in file"),
    "checkin_report": mark_text("One objective of a check-in file"),
    "kpi": mark_text("KPI"),
    "team": mark_text("A unit's file"),
    "person": mark_text("Person"),
    "link": mark_text("Link to a goal"),
    "named_link": mark_text("Link to the web"),
}
_KINDS: dict[object, str] = {
    str: mark_text("text"),
    bool: mark_text("true or false"),
    int: mark_text("a whole number"),
    float: mark_text("a number"),
    date | None: mark_text("a date"),
    dict[str, DeclaredCycle]: mark_text("cycles by name"),
    dict[str, DeclaredRemote]: mark_text("organisations by id"),
    dict[str, str]: mark_text("severities by code"),
}
_OTHER_KINDS = {"terms": mark_text("words by term")}
"""Of options whose type says less than their name."""


def build_record_tables() -> tuple[RecordTable, ...]:
    """Return a table for each record of the vocabulary, in its order."""
    return tuple(_build_table(record) for record in RECORDS.values())


def _build_table(record: Record) -> RecordTable:
    above = tuple(
        (_make_anchor(other.name), _make_title(other), field.name)
        for other in RECORDS.values()
        for field in other.fields
        if _find_record(field) is record
    )
    return RecordTable(
        _make_anchor(record.name),
        _make_title(record),
        translate(record.help),
        above,
        record.text_field.name if record.text_field else "",
        tuple(map(_build_row, record.fields)),
    )


def _build_row(field: Field[object]) -> FieldRow:
    return FieldRow(
        name=field.name,
        labels=tuple(
            label
            for label in (field.label, *(label.capitalize() for label in field.labels))
            if label.lower() != field.name
        ),
        type=translate(field.type.help),
        help=translate(field.help),
        words=field.choices,
        record=_make_anchor(record.name) if (record := _find_record(field)) else "",
        required=field.required,
    )


def _find_record(field: Field[object]) -> Record | None:
    """Return the record whose fields stand below a field, None where words are the usual way to fill it."""
    if field.type is types.REFERENCES:
        return LINK
    return KPI if field.type is types.KPIS else field.record


def _make_anchor(name: str) -> str:
    return name.replace("_", "-")


def name_record(record: Record) -> str:
    """Return the title of a record's table, in English."""
    return _TITLES.get(record.name) or record.name.replace("_", " ").capitalize()


def _make_title(record: Record) -> str:
    return translate(name_record(record))


def build_setting_rows() -> tuple[SettingRow, ...]:
    """Return a row for each setting, in the order in which they are declared."""
    return tuple(
        SettingRow(
            option.name,
            f"setting-{_make_anchor(option.name)}",
            _describe_kind(option),
            _format_default(option.default),
            translate(option.help),
        )
        for option in list_options()
    )


def _describe_kind(option: Option) -> str:
    """Return what a setting takes: its words, or a kind of value."""
    if option.words:
        return translate_in("between the words that a setting takes", " or ").join(option.words)
    return translate(_OTHER_KINDS.get(option.name) or _KINDS[option.type])


def _format_default(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value or "")
