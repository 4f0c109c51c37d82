"""Records of YAML in which something of another kind stands: said once, and not of each of its fields.

A check-in that begins too far to the left is an item among the objectives, of which none of its fields is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.fields import Record
from okrsite.model.record_names import name_one_record, name_record
from okrsite.sources.records import MapEntry, MapNode, Scalar
from okrsite.vocabulary import CHECKIN, INITIATIVE, KEY_RESULT, KPI, MILESTONE, OBJECTIVE

_OTHERS = (CHECKIN, INITIATIVE, KEY_RESULT, MILESTONE, OBJECTIVE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_FEWEST = 2


def explain_strange_record(node: MapNode, record: Record) -> tuple[str, str] | None:
    """Return what is said of a record that is plainly one of another kind; None where it isn't."""
    names = [entry.key.text for entry in node]
    fewest = 1 if record is OBJECTIVE and len(names) > 1 else _FEWEST
    if record not in _OTHERS or sum(record.find_field(name) is None for name in names) < fewest:
        return None
    meant = next((other for other in _OTHERS if all(other.find_field(name) for name in names)), None)
    if meant is None:
        return None
    message = f"This stands where {name_one_record(record)} belongs, and looks like {name_one_record(meant)}."
    return message, f"Begin it in the column of the other {name_record(meant)}s, if it is one."


def explain_strange_fields(unknown: Sequence[MapEntry], record: Record) -> tuple[str, str] | None:
    """Return what is said of values by their days among the fields of a KPI; None for other entries."""
    if record is not KPI or len(unknown) < _FEWEST or not all(_DAY.match(entry.key.text) for entry in unknown):
        return None
    message = "These days are values, and stand among the fields of a KPI."
    return message, f"Begin them further right than `{KPI.VALUES.name}:`, below it."


def explain_fields_among_kpis(node: MapNode) -> tuple[str, str] | None:
    """Return what is said where the fields of a KPI stand in the column of KPIs."""
    typed = [entry for entry in node if KPI.find_field(entry.key.text) and isinstance(entry.value, Scalar)]
    if len(typed) < _FEWEST:
        return None
    message = f"`{typed[0].key.text}` is a field of a KPI, and stands in the column of the KPIs."
    return message, "Begin the fields further right than the name of their KPI."
