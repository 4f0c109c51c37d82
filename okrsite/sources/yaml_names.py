"""Names of fields as lines of YAML have them: which there are, and which can stand beside each other in one record."""

from __future__ import annotations

from collections.abc import Collection

from okrsite.vocabulary import RECORDS

NAME = r"(?:[A-Za-z_][\w.-]*|\d{4}-\d\d-\d\d|\d+(?:\.\d+)?|\"[^\"]*\"|'[^']*')"
"""A name or a day in front of a colon, in a regular expression."""
NAMES = frozenset(field.name for record in RECORDS.values() for field in record.fields)
"""Every field's name, whatever it belongs to."""

_RECORDS = tuple(frozenset(field.name for field in record.fields) for record in RECORDS.values())

SELDOM_IN_TEXTS = frozenset(
    {"id", "title", "owner", "confidence", "keep", "status", "due", "weight", "grade", "because"}
)
"""Names of fields that hardly begin the part of a text behind a comma."""

HOLDERS = frozenset({"now", "confidence", "values", "phases"})
"""Fields that hold values by name."""
BESIDE_VALUES = frozenset({"now", "confidence", "note", "by", "date", "status", "title", "owner"})
"""Names of fields that stand beside such values, and hardly ever name one."""


RECORD_NAMES = frozenset(
    field.name for record in RECORDS.values() for field in record.fields if field.record is not None
)
"""Names of fields that hold records."""


def fits_in_record(name: str, names: Collection[str]) -> bool:
    """Whether a field can stand in one record with fields of other names."""
    known = {name, *(other for other in names if other in NAMES)}
    return any(known <= fields for fields in _RECORDS)
