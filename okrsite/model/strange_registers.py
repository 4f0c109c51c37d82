"""Registers in another form than theirs: people and KPIs below a name for all of them, entries without a colon.

Decides what is said of them in place of what their parts look like.
"""

from __future__ import annotations

import re

from okrsite.fields import Record
from okrsite.problems import Place
from okrsite.sources.records import ListNode, MapEntry, MapNode, Scalar
from okrsite.vocabulary import KPI, PERSON

_ALL = {
    PERSON.name: frozenset(
        ("people", "persons", "members", "staff", "team", "employees", "users", "personen", "leute", "mitglieder")
    ),
    KPI.name: frozenset(
        ("kpis", "kpi", "metrics", "indicators", "measures", "kennzahlen", "indicateurs", "indicadores")
    ),
}
"""What somebody may call all entries of a register, by what they are."""
_EXAMPLES = {PERSON.name: "ana: {name: Ana Berg}", KPI.name: "returning: {name: Riders who return}"}
_NO_COLON = re.compile(r"(?P<id>[^\s:{}]+)\s*:?\s*\{\s*(?P<field>[^\s:{}]+)\Z")
_LONGEST = 200


def explain_name_above_entries(node: MapNode, record: Record) -> tuple[Place, str, str] | None:
    """Return place, message and hint for a register whose entries stand below a name for all of them; else None."""
    if len(node.entries) != 1 or node.entries[0].key.text.casefold() not in _ALL[record.name]:
        return None
    key, entries = node.entries[0].key, node.entries[0].value
    is_map = isinstance(entries, MapNode) and not any(record.find_field(entry.key.text) for entry in entries)
    if not is_map and not isinstance(entries, ListNode):
        return None
    hint = "Delete this line, and begin the entries below it in the first column"
    if not is_map:
        hint += f", each with its id and a colon, without a dash: `{_EXAMPLES[record.name]}`"
    return key.place, f"`{key.text}:` is read as the id of an entry, and its entries as the fields of that.", f"{hint}."


def explain_missing_colon(entry: MapEntry) -> tuple[str, str] | None:
    """Return message and hint for `ana {name: Ana Berg}`, of which YAML makes a key `ana {name`; else None."""
    match = _NO_COLON.match(entry.key.text)
    if match is None or not isinstance(entry.value, Scalar):
        return None
    line = f"{match['id']}: {{{match['field']}: {entry.value.text}"
    return f"Between `{match['id']}` and `{{` belong a colon and a space.", f"Write: {line[:_LONGEST]}"
