"""How messages speak of records: `an objective`, `a KPI`, `the levels`."""

from __future__ import annotations

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Record

_NAMES = {
    "cycle_file": "file of objectives",
    "checkin": "check-in",
    "checkin_file": "check-in file",
    "checkin_report": "report of a check-in file",
    "kpi": "KPI",
    "named_link": "link",
}
_PLURALS = frozenset({"levels"})

TYPE_HINTS: dict[AnyFieldType, str] = {
    types.DATED_NUMBERS: "{2026-10-31: 130, 2026-11-30: 155}",
    types.DATED_RANGES: '{2026-01-01: ">= 40%", 2026-07-01: ">= 45%"}',
    types.GRADED_TEXTS: "{0.3: what it takes, 0.7: …, 1.0: …}",
    types.NAMED_VALUES: "{key-result: 142}",
    types.NAMED_CONFIDENCES: "{key-result: 50%}",
}
"""By type: how pairs are typed."""


def name_record(record: Record) -> str:
    """Return what people call a record: `key result`."""
    return _NAMES.get(record.name, record.name.replace("_", " "))


def name_one_record(record: Record) -> str:
    """Return what people call one such record: `a key result`."""
    name = name_record(record)
    if record.name in _PLURALS:
        return f"the {name}"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def quote_title(title: str, otherwise: str) -> str:
    """Return a title in quotes, or another word where there is none to quote."""
    return f"'{title}'" if title else otherwise


def capitalise(text: str) -> str:
    """Return a text with its first letter as a capital, and the rest as it is."""
    return text[:1].upper() + text[1:]
