"""A key result of a plain tree: a text, or a mapping with its values under the usual names."""

from __future__ import annotations

import re
from collections.abc import Callable

from okrsite.importing.cells import parse_day
from okrsite.importing.evidence import is_placeholder
from okrsite.importing.field_values import make_key_result, set_key_result_field
from okrsite.importing.found import DraftKeyResult
from okrsite.importing.line_parts import take_apart
from okrsite.importing.plain_fields import (
    NOTES,
    OWNERS,
    RESULTS,
    SCORES,
    SHARES,
    TITLES,
    Fields,
    normalise_key,
    read_text,
)
from okrsite.importing.plain_values import Plain, PlainMapping
from okrsite.importing.values import read_done, read_score, read_share
from okrsite.late_patterns import compile_late

ReadShare = Callable[[str], float | None]
_VALUES = {
    "from": (
        *("from", "start", "baseline", "baselinevalue", "initial", "startvalue", "initialvalue", "initialnumbervalue"),
        *("startingamount", "initialdata", "startingvalue", "stepsstart"),
    ),
    "target": (
        "to",
        "target",
        "targetvalue",
        "goalvalue",
        "targetnumbervalue",
        "endingamount",
        "targetamount",
        "end",
        "stepsend",
    ),
    "now": (
        *("now", "current", "currentvalue", "actual", "actualvalue", "currentnumbervalue", "currentamount"),
        *("achievetarget", "value", "stepscurrent"),
    ),
    "due": ("due", "duedate", "dueon", "deadline", "enddate", "endsat", "targetdate"),
    "confidence": ("confidence",),
}
_MORE_TITLES = ("keyresult", "kr")
_DONE = ("done", "completed", "achieved")
_NUMBER = compile_late(r"-?\d+(?:\.\d+)?\Z")


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


def make_result(item: Plain, line: int, read_progress: ReadShare = read_share) -> DraftKeyResult | None:
    """Return the key result that a value says; None for one without a title.

    Args:
        item: The value.
        line: Where it stands, in case it doesn't know itself.
        read_progress: How shares are read, by all that are in the file: `1` may be all of it, or one percent.
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
        _set_values(result, inner, read_progress)
        result.notes += [f"Metric: {one}" for one in inner.list_rest(("precision", "progresssource"))]
    _set_values(result, fields, read_progress)
    while text := fields.take_rest_text(NOTES):
        result.notes.append(text)
    result.notes += fields.list_rest()
    return result


def make_named_goal(key: str, inner: Plain, line: int) -> PlainMapping | None:
    """Return the goal that a key names: `Grow revenue: [KR, KR]`, `Grow revenue: {key_results: …}`."""
    if len(key.split()) < 2:
        return None
    if isinstance(inner, list):
        if not inner or not all(isinstance(item, str | PlainMapping) for item in inner):
            return None
        goal = PlainMapping({"title": key, "key_results": inner})
    elif (
        isinstance(inner, PlainMapping)
        and any(normalise_key(name) in RESULTS for name in inner)
        and not Fields(inner).find_title()[0]
    ):
        goal = PlainMapping({"title": key, **inner})
    else:
        return None
    goal.line = inner.line if isinstance(inner, PlainMapping) else line
    return goal


def _set_values(result: DraftKeyResult, fields: Fields, read_progress: ReadShare) -> None:
    """Give a key result the values of fields."""
    unit = fields.take_text(("unit", "currencycode", "scoreformat"))[0] or _find_percents(fields)
    for field, names in _VALUES.items():
        text, _ = fields.take_text(names)
        if text:
            is_number = field in ("from", "target", "now") and _NUMBER.match(text)
            if field == "due" and (day := parse_day(text)) is not None:
                text = day.isoformat()
            set_key_result_field(result, field, f"{text}{_join_unit(unit)}" if is_number else text)
    _set_goal_and_score(result, fields, unit)
    score, progress = fields.take_number(SCORES, read_score), fields.take_number(SHARES, read_progress)
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


def _set_goal_and_score(result: DraftKeyResult, fields: Fields, unit: str) -> None:
    """Take a number called `goal` for the target, and a `score` beyond 1 for the value of today."""
    goal, score = read_text(fields.get("goal")), read_text(fields.get("score"))
    if result.target is None and _NUMBER.match(goal):
        fields.mark_read("goal")
        set_key_result_field(result, "target", f"{goal}{_join_unit(unit)}")
    if result.now is None and result.target is not None and _NUMBER.match(score) and abs(float(score)) > 1:
        fields.mark_read("score")
        set_key_result_field(result, "now", f"{score}{_join_unit(unit)}")


def _find_percents(fields: Fields) -> str:
    """Return the unit that the kind of a number names: percents, or none."""
    kinds = (read_text(fields.get(name)).lower() for name in ("type", "amounttype", "metrictype"))
    return "%" if any(kind in ("percent", "percentage") for kind in kinds) else ""


def _join_unit(unit: str) -> str:
    if not unit or unit in ("none", "number"):
        return ""
    return "%" if unit in ("%", "percent", "percentage") else f" {unit}"
