"""A key result of a plain tree: a text, or a mapping with its values under the usual names."""

from __future__ import annotations

import re

from okrsite.importing.evidence import is_placeholder
from okrsite.importing.field_values import make_key_result, set_key_result_field
from okrsite.importing.found import DraftKeyResult
from okrsite.importing.line_parts import take_apart
from okrsite.importing.plain_fields import NOTES, OWNERS, SCORES, SHARES, TITLES, Fields, normalise_key, read_text
from okrsite.importing.plain_values import Plain, PlainMapping
from okrsite.importing.values import read_done, read_score, read_share

_VALUES = {
    "from": ("from", "start", "baseline", "initial", "startvalue", "initialvalue", "initialnumbervalue"),
    "target": ("to", "target", "targetvalue", "goalvalue", "targetnumbervalue", "end"),
    "now": ("now", "current", "currentvalue", "actual", "currentnumbervalue", "value"),
    "due": ("due", "duedate", "dueon", "deadline", "enddate"),
    "confidence": ("confidence",),
}
_MORE_TITLES = ("keyresult", "kr")
_DONE = ("done", "completed", "achieved")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")


def list_results(value: Plain) -> list[Plain]:
    """Return the key results of a field: a list, a mapping by title, or a single one."""
    if isinstance(value, list):
        return value
    if isinstance(value, PlainMapping) and not any(
        normalise_key(key) in TITLES or normalise_key(key) in _MORE_TITLES for key in value
    ):
        items: list[Plain] = []
        for key, inner in value.items():
            fields = inner if isinstance(inner, PlainMapping) else PlainMapping(target=inner)
            # `KR1: Grow by 10%` numbers its text, `Grow: 10%` names a target.
            if isinstance(inner, str) and (re.fullmatch(r"(?i)kr\W?\d*(?:\.\d+)*|\d+", key) or len(inner.split()) > 3):
                fields = PlainMapping(title=inner)
            one = PlainMapping({"title": key, **fields})
            one.line = fields.line if fields.line > 1 else value.line
            items.append(one)
        return items
    return [value] if value is not None else []


def make_result(item: Plain, line: int) -> DraftKeyResult | None:
    """Return the key result that a value says; None for one without a title.

    Args:
        item: The value.
        line: Where it stands, in case it doesn't know itself.
    """
    if isinstance(item, str):
        words = " ".join(item.split())
        item = PlainMapping(title=words)
        item.line = line
    if not isinstance(item, PlainMapping):
        return None
    fields = Fields(item)
    title, name = fields.find_title(_MORE_TITLES)
    if not title:
        title, name = fields.take_text(("description", "metric"))
        title = " ".join(title.split())
    if is_placeholder(title):
        return None
    fields.mark_read(name)
    parts = take_apart(title)
    result = make_key_result(parts, item.line, fields.take_names(OWNERS))
    result.title = parts.title or title
    metric = fields.get("metric")
    if isinstance(metric, PlainMapping):
        fields.mark_read("metric")
        inner = Fields(metric)
        _set_values(result, inner)
        result.notes += [f"Metric: {one}" for one in inner.list_rest(("precision", "progresssource"))]
    _set_values(result, fields)
    while text := fields.take_rest_text(NOTES):
        result.notes.append(text)
    result.notes += fields.list_rest()
    return result


def _set_values(result: DraftKeyResult, fields: Fields) -> None:
    """Give a key result the values of fields."""
    unit = fields.take_text(("unit", "currencycode"))[0]
    for field, names in _VALUES.items():
        text, _ = fields.take_text(names)
        if text:
            is_number = field in ("from", "target", "now") and _NUMBER.match(text)
            set_key_result_field(result, field, f"{text}{_join_unit(unit)}" if is_number else text)
    score, progress = fields.take_number(SCORES, read_score), fields.take_number(SHARES, read_share)
    result.score = result.score if score is None else score
    result.progress = result.progress if progress is None else progress
    for name in (*_DONE, "status", "state"):
        value = fields.get(name)
        if isinstance(value, bool) and name in _DONE:
            result.done = value
            fields.mark_read(name)
        elif text := read_text(value):
            done = read_done(text)
            result.done = done if done is not None else result.done
            if result.result is None:
                result.result = text
                fields.mark_read(name)


def _join_unit(unit: str) -> str:
    if not unit or unit in ("none", "number"):
        return ""
    return "%" if unit in ("%", "percent", "percentage") else f" {unit}"
