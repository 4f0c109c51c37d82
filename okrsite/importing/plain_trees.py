"""Plain YAML and JSON trees: objectives with key results and children under the usual names, and exports as JSON.

Decides which mapping is an objective: one with a title that holds key results or stands in a list of objectives.
"""

from __future__ import annotations

import re

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.field_values import set_key_result_field
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective, Found
from okrsite.importing.line_parts import clean_owner, take_apart
from okrsite.importing.plain_values import Plain, PlainMapping
from okrsite.importing.scope import Scope
from okrsite.importing.values import read_done, read_score, read_share

_TITLES = ("title", "objective", "name", "goal", "summary", "statement", "text", "ziel", "okr", "label")
_LISTS = frozenset(("okrs", "objectives", "goals", "ziele", "objectivelist", "data", "items", "okr", "targets"))
_CHILDREN = frozenset(
    (
        "children",
        "subobjectives",
        "subgoals",
        "childobjectives",
        "objectives",
        "okrs",
        "goals",
        "subtasks",
        "alignedobjectives",
    )
)
_RESULTS = frozenset(
    (
        "keyresults",
        "krs",
        "kr",
        "results",
        "keyresult",
        "measures",
        "metrics",
        "schluesselergebnisse",
        "schlüsselergebnisse",
    )
)
_OWNERS = ("owner", "owners", "lead", "dri", "assignee", "responsible", "ownername", "owneremail", "verantwortlich")
_TEAMS = ("team", "unit", "department", "teamname", "group", "squad")
_CYCLES = ("cycle", "quarter", "period", "timeperiod", "session", "timeframe")
_VALUES = {
    **dict.fromkeys(
        ("from", "start", "baseline", "initial", "startvalue", "initialvalue", "initialnumbervalue"), "from"
    ),
    **dict.fromkeys(("to", "target", "targetvalue", "goalvalue", "targetnumbervalue", "end"), "target"),
    **dict.fromkeys(("now", "current", "currentvalue", "actual", "currentnumbervalue", "value"), "now"),
    **dict.fromkeys(("due", "duedate", "dueon", "deadline", "enddate"), "due"),
    "confidence": "confidence",
}  # fmt: skip
_NOTES = ("notes", "description", "comment", "comments", "retrospective", "needs")
_WHYS = ("why", "description", "notes", "rationale", "motivation")
_LINKS = ("parent", "parentid", "alignedto", "supports", "contributesto", "parentobjective")
_PLAIN = re.compile(r"[^a-zäöüß0-9]")


def read_plain_tree(path: str, value: Plain, scope: Scope) -> Found:
    """Return the goals of a value.

    Args:
        path: The path of its file.
        value: What the file says.
        scope: The cycle and team that its path names.
    """
    reader = _TreeReader(Draft(path))
    reader.visit(value, scope, in_list=isinstance(value, list))
    reader.link()
    return reader.draft.freeze()


class _TreeReader:
    """Walks through a value and picks the goals out of it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._by_id: dict[str, DraftObjective] = {}
        self._named: list[tuple[DraftObjective, str]] = []

    def visit(self, value: Plain, scope: Scope, *, in_list: bool) -> None:
        """Look for goals in a value; `in_list` says that it stands in a list of objectives."""
        if isinstance(value, list):
            for item in value:
                self.visit(item, scope, in_list=in_list)
        elif isinstance(value, PlainMapping):
            self._visit_mapping(value, scope, in_list=in_list)
        elif isinstance(value, str) and in_list and len(value.split()) > 1:
            self._add(PlainMapping(title=value), value, scope)

    def _visit_mapping(self, value: PlainMapping, scope: Scope, *, in_list: bool) -> None:
        fields = {_normalise(key): inner for key, inner in value.items()}
        title = next(
            (str(inner) for name in _TITLES if isinstance(inner := fields.get(name), str) and inner.strip()), ""
        )
        if not title and isinstance(inner := fields.get("objective"), PlainMapping):
            # `objective: {title: …}, key_results: […]`
            merged = PlainMapping(
                {**inner, **{key: one for key, one in value.items() if _normalise(key) != "objective"}}
            )
            merged.line = value.line
            self._visit_mapping(merged, scope, in_list=True)
            return
        has_results = any(name in _RESULTS and isinstance(inner, list | PlainMapping) for name, inner in fields.items())
        if title and (has_results or in_list):
            self._add(value, title, scope)
            return
        inner_scope = scope.enter(
            cycle=_find_cycle(fields) or scope.cycle,
            team=_find_name(fields, _TEAMS) or (title or None if "objectives" in fields else None) or scope.team,
        )
        for key, inner in value.items():
            name = _normalise(key)
            here = inner_scope
            if isinstance(inner, list | PlainMapping):
                if cycle := find_cycle(key):
                    here = here.enter(cycle=cycle)
                elif not in_list and isinstance(inner, PlainMapping) and name not in _LISTS and _holds_goals(inner):
                    here = here.enter(team=key)
                self.visit(
                    inner, here, in_list=name in _LISTS or (isinstance(inner, list) and find_cycle(key) is not None)
                )
            elif inner is not None:
                self.draft.note(value.line, "context", f"{key}: {inner}", "It says no goal.")

    def _add(self, value: PlainMapping, title: str, scope: Scope) -> None:
        fields = {_normalise(key): inner for key, inner in value.items()}
        parts = take_apart(title)
        objective = DraftObjective(
            parts.title, value.line, cycle=_find_cycle(fields) or scope.cycle, parent=scope.objective
        )
        objective.owner = _find_name(fields, _OWNERS) or parts.owner
        objective.team = _find_name(fields, _TEAMS) or scope.team
        objective.score = _read_number(fields, ("score", "grade", "finalscore"), read_score)
        objective.progress = _read_number(fields, ("progress", "completion", "attainment"), read_share)
        objective.status = _text(fields.get("status")) or None
        objective.why = next((text for name in _WHYS if (text := _text(fields.get(name)))), None)
        self.draft.objectives.append(objective)
        self.draft.note(
            value.line, "objective", objective.title, "It has a title, and stands among objectives or has key results."
        )
        for name in ("id", "gid", "ref", "key"):
            if key := _text(fields.get(name)):
                self._by_id.setdefault(key, objective)
        self._by_id.setdefault(title, objective)
        if scope.objective is None:
            self._named += [(objective, found) for name in _LINKS if (found := _find_link(fields.get(name)))][:1]
        inner = scope.enter(objective=objective, cycle=objective.cycle, team=objective.team)
        for key, one in value.items():
            name = _normalise(key)
            if name in _RESULTS:
                self._add_results(objective, one, value.line)
            elif name in _CHILDREN and isinstance(one, list | PlainMapping):
                self.visit(one, inner, in_list=True)
            elif isinstance(one, str) and name in _NOTES and one != objective.why and one.strip():
                objective.notes.append(one)

    def _add_results(self, objective: DraftObjective, value: Plain, line: int) -> None:
        items = value if isinstance(value, list) else [value]
        if isinstance(value, PlainMapping) and not any(_normalise(key) in _TITLES for key in value):
            items = [
                PlainMapping({"title": key, **(one if isinstance(one, PlainMapping) else {"target": one})})
                for key, one in value.items()
            ]
        for item in items:
            result = self._make_result(item, line)
            if result is not None:
                objective.key_results.append(result)
                self.draft.note(result.line, "key result", result.title, f"It is a key result of “{objective.title}”.")

    def _make_result(self, item: Plain, line: int) -> DraftKeyResult | None:
        if isinstance(item, str):
            item = PlainMapping(title=item)
            item.line = line
        if not isinstance(item, PlainMapping):
            return None
        fields = {_normalise(key): inner for key, inner in item.items()}
        title = next(
            (
                text
                for name in ("keyresult", "kr", *_TITLES, "description", "metric")
                if (text := _text(fields.get(name)))
            ),
            "",
        )
        if not title:
            self.draft.note(item.line, "left out", str(dict(item))[:200], "It has no title.")
            return None
        parts = take_apart(title)
        result = DraftKeyResult(
            parts.title,
            item.line,
            _find_name(fields, _OWNERS) or parts.owner,
            parts.result,
            parts.progress,
            parts.score,
            parts.done,
            parts.start,
            parts.target,
        )
        unit = _text(fields.get("unit"))
        for name, field in _VALUES.items():
            if text := _text(fields.get(name)):
                set_key_result_field(
                    result,
                    field,
                    f"{text}{_join_unit(unit)}" if field != "due" and text.replace(".", "").isdigit() else text,
                )
        metric = fields.get("metric")
        for source in (
            fields,
            {_normalise(key): one for key, one in metric.items()} if isinstance(metric, PlainMapping) else {},
        ):
            result.score = _first(_read_number(source, ("score", "grade"), read_score), result.score)
            result.progress = _first(
                _read_number(source, ("progress", "completion", "attainment"), read_share), result.progress
            )
        done = fields.get("done", fields.get("completed", fields.get("achieved")))
        if isinstance(done, bool):
            result.done = done
        elif text := _text(done) or _text(fields.get("status")):
            result.result, result.done = result.result or text, _first_bool(read_done(text), result.done)
        result.notes += [text for name in _NOTES if (text := _text(fields.get(name))) and text != title]
        return result

    def link(self) -> None:
        """Put objectives below those that they name by an id or a title."""
        for objective, name in self._named:
            above = self._by_id.get(name)
            at = above
            while at is not None and at is not objective:
                at = at.parent
            if above is not None and at is None:
                objective.parent = above
            elif above is None:
                objective.notes.append(f"Parent: {name}")


def _normalise(key: str) -> str:
    return _PLAIN.sub("", key.lower())


def _text(value: Plain) -> str:
    """Return a text or number as words; the name of a mapping that has one; empty for anything else."""
    if isinstance(value, PlainMapping):
        return next(
            (
                str(value[name])
                for name in ("name", "display_name", "displayName", "title", "email", "shown")
                if isinstance(value.get(name), str)
            ),
            "",
        )
    return " ".join(str(value).split("\r")).strip() if isinstance(value, str) else ""


def _find_name(fields: dict[str, Plain], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = fields.get(name)
        texts = [_text(item) for item in value] if isinstance(value, list) else [_text(value)]
        if found := [owner for text in texts if text and (owner := clean_owner(text))]:
            return ", ".join(found)
    return None


def _find_cycle(fields: dict[str, Plain]) -> str | None:
    return next((found for name in _CYCLES if (found := find_cycle(_text(fields.get(name))))), None)


def _find_link(value: Plain) -> str:
    if isinstance(value, list):
        return next((found for item in value if (found := _find_link(item))), "")
    if isinstance(value, PlainMapping):
        return next((str(value[name]) for name in ("ref", "id", "gid", "to") if isinstance(value.get(name), str)), "")
    return value.strip() if isinstance(value, str) else ""


def _holds_goals(value: PlainMapping) -> bool:
    return any(_normalise(key) in _LISTS or find_cycle(key) for key in value)


def _read_number(fields: dict[str, Plain], names: tuple[str, ...], read: object) -> float | None:
    for name in names:
        if text := _text(fields.get(name)):
            return read(text)  # type: ignore[operator,no-any-return]  # one of the two readers of shares and grades
    return None


def _first(one: float | None, other: float | None) -> float | None:
    return one if one is not None else other


def _first_bool(one: bool | None, other: bool | None) -> bool | None:
    return one if one is not None else other


def _join_unit(unit: str) -> str:
    return (
        ""
        if not unit or unit in ("none", "number")
        else ("%" if unit in ("%", "percent", "percentage") else f" {unit}")
    )
