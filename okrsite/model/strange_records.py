"""Records of YAML in which something of another kind stands: said once, and not of each of its fields.

A check-in that begins too far to the left is an item among the objectives, of which none of its fields is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.fields import Record
from okrsite.late_patterns import compile_late
from okrsite.model.record_names import name_one_record, name_record
from okrsite.problems import join_names
from okrsite.sources.corrected_lines import quote_yaml_value
from okrsite.sources.records import MapEntry, MapNode, Scalar
from okrsite.sources.yaml_steps import explain_key_result
from okrsite.vocabulary import (
    CHECKIN,
    CHECKIN_FILE,
    CHECKIN_REPORT,
    CYCLE_FILE,
    INITIATIVE,
    KEY_RESULT,
    KPI,
    LINK,
    MILESTONE,
    OBJECTIVE,
)

_OTHERS = (CHECKIN, INITIATIVE, KEY_RESULT, MILESTONE, OBJECTIVE)
_HOLDERS = {KEY_RESULT.name: OBJECTIVE, CHECKIN.name: OBJECTIVE, INITIATIVE.name: OBJECTIVE, MILESTONE.name: KEY_RESULT}
"""Of which record they are a part, from whose fields something may have slipped among theirs."""
_PARTS = {CYCLE_FILE.name: OBJECTIVE}
"""Which record is a part of theirs, of whose fields one may have slipped to the left."""
_DAY = compile_late(r"\d{4}-\d\d-\d\d\Z")
_DAY_AND_AUTHOR = compile_late(r"(?P<day>\d{4}-\d\d-\d\d)(?:,|\s)\s*(?P<by>[^\W\d][^:,]{0,40})\Z")
_NAME = compile_late(r"[a-z0-9][a-z0-9-]*\Z")
_FEWEST = 2


def explain_strange_record(node: MapNode, record: Record) -> tuple[str, str] | None:
    """Return what is said of a record that is plainly one of another kind; None where it isn't."""
    names = [entry.key.text for entry in node]
    if len(names) == 1 and record.find_field(names[0]) is None and (told := _explain_line_of_markdown(node, record)):
        return told
    fewest = 1 if record is OBJECTIVE and len(names) > 1 else _FEWEST
    if record not in _OTHERS or sum(record.find_field(name) is None for name in names) < fewest:
        return None
    meant = next((other for other in _OTHERS if all(other.find_field(name) for name in names)), None)
    if meant is None:
        return None
    message = f"This stands where {name_one_record(record)} belongs, and looks like {name_one_record(meant)}."
    return message, f"Begin it in the column of the other {name_record(meant)}s, if it is one."


def explain_strange_fields(unknown: Sequence[MapEntry], record: Record) -> tuple[str, str] | None:
    """Return what is said of values among fields, by day of a KPI or by key result in a check-in; None for others."""
    if (
        record in (CHECKIN, CHECKIN_FILE, CHECKIN_REPORT)
        and (values := [entry for entry in unknown if _is_number(entry)])
        and len(values) == len(unknown)
    ):
        names = join_names([f"`{entry.key.text}`" for entry in values])
        shown = ", ".join(
            f"{entry.key.text}: {entry.value.text}" for entry in values if isinstance(entry.value, Scalar)
        )
        message = f"{names} {'is no field' if len(values) == 1 else 'are no fields'} of {name_one_record(record)}."
        return message, f"Values of key results stand below `now`, as in now: {{{shown}}}."
    if record is not KPI or len(unknown) < _FEWEST or not all(_DAY.match(entry.key.text) for entry in unknown):
        return None
    message = "These days are values, and stand among the fields of a KPI."
    return message, f"Begin them further right than `{KPI.VALUES.name}:`, below it."


def _is_number(entry: MapEntry) -> bool:
    return isinstance(entry.value, Scalar) and entry.value.text[:1].isdigit()


def _explain_line_of_markdown(node: MapNode, record: Record) -> tuple[str, str] | None:
    """Return what is said of a key result, a check-in or a link that is no YAML as it is typed; None for others."""
    entry = node.entries[0]
    value = entry.value.text if isinstance(entry.value, Scalar) else ""
    if record is KEY_RESULT and (told := explain_key_result(entry.key.text, value)):
        return told
    if record is LINK and "/" in value and _NAME.match(entry.key.text):
        message = f"`{entry.key.text}: {value}` is a field with its value for YAML, because of the blank."
        return message, f"Take the blank away, if that is a goal of another organisation: {entry.key.text}:{value}."
    if record is CHECKIN and value and (head := _DAY_AND_AUTHOR.match(entry.key.text)):
        note = f"note: {quote_yaml_value(value)}"
        message = "This check-in is written as in Markdown, and in YAML its parts are fields of their own."
        hint = (
            f"Its fields are: {{date: {head['day']}, by: {head['by']}, {note}}}; values of key results stand in `now`."
        )
        return message, hint
    return None


def explain_displaced_field(entry: MapEntry, record: Record) -> tuple[str, str] | None:
    """Return what is said of a field of the record around, or of one within, that stands among a record's."""
    holder, part, name = _HOLDERS.get(record.name), _PARTS.get(record.name), entry.key.text
    is_text = isinstance(entry.value, Scalar) and not entry.value.is_absent
    if holder is not None and holder.find_field(name) is not None and not is_text:
        whose, way = holder, "left"
    elif part is not None and part.find_field(name) is not None:
        whose, way = part, "right"
    else:
        return None
    message = f"'{name}' is a field of {name_one_record(whose)}, and stands among those of {name_one_record(record)}."
    return message, f"Begin it further {way}, in line with the others of that."


def explain_fields_among_kpis(node: MapNode) -> tuple[str, str] | None:
    """Return what is said where the fields of a KPI stand in the column of KPIs."""
    typed = [entry for entry in node if KPI.find_field(entry.key.text) and isinstance(entry.value, Scalar)]
    if len(typed) < _FEWEST:
        return None
    message = f"`{typed[0].key.text}` is a field of a KPI, and stands in the column of the KPIs."
    return message, "Begin the fields further right than the name of their KPI."
