"""Plain YAML and JSON trees: objectives with key results and children under the usual names, and exports as JSON.

Decides which mapping is an objective: one with a title that holds key results or stands in a list of objectives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrsite.importing.cells import ShareColumn
from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.evidence import is_placeholder
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective, Found
from okrsite.importing.line_parts import take_apart
from okrsite.importing.plain_dialects import unwrap_dialects
from okrsite.importing.plain_fields import (
    CHILDREN,
    LISTS,
    NOTES,
    OWNERS,
    RESULTS,
    SCORES,
    SHARES,
    TEAMS,
    WHYS,
    Fields,
    holds_goals,
    list_shares,
    list_texts,
    normalise_key,
    read_text,
)
from okrsite.importing.plain_results import list_results, make_named_goal, make_result
from okrsite.importing.plain_values import Plain, PlainMapping, merge_mappings
from okrsite.importing.scope import Scope
from okrsite.importing.values import read_score

_VAGUE = frozenset(("data", "items", "targets", "okr", "results", "nodes", "records", "goal", "issues"))
"""Keys of lists that hold goals only where their items say so."""
_UNITS = frozenset(("departments", "teams", "units", "groups", "squads", "divisions"))
"""Keys of lists whose items are teams, with goals somewhere inside."""
_WORK = frozenset(("projects", "initiatives", "programs", "programmes", "themes", "pillars", "plans"))
"""Keys of lists whose items are named after what is done, not after who does it."""
_KEY_RESULT_KINDS = frozenset(("keyresult", "kr", "outcome"))
_WORK_KINDS = frozenset(("project", "initiative", "task", "subtask", "action", "epic"))


def read_plain_tree(path: str, value: Plain, scope: Scope) -> Found:
    """Return the goals of a value.

    Args:
        path: The path of its file.
        value: What the file says.
        scope: The cycle and team that its path names.
    """
    value = unwrap_dialects(value)
    reader = _TreeReader(Draft(path), ShareColumn(list_shares(value)))
    reader.visit_value(value, scope, in_list=isinstance(value, list) and _tells_goals(value))
    reader.link_goals()
    return reader.draft.freeze()


class _TreeReader:
    """Walks through a value and picks the goals out of it."""

    def __init__(self, draft: Draft, shares: ShareColumn) -> None:
        self.draft = draft
        self._read_share = shares.read
        self._by_id: dict[str, DraftObjective] = {}
        self._named: list[tuple[DraftObjective, str, str]] = []
        self._loose: list[tuple[DraftKeyResult, str, PlainMapping]] = []
        self._measured: dict[int, tuple[DraftKeyResult | None, list[str]]] = {}
        """By identity of an objective with a metric of its own: the key result that it is below another one, and what
        the metric says, for the notes of an objective that has key results beside it."""

    def visit_value(self, value: Plain, scope: Scope, *, in_list: bool, line: int = 1, among: str = "") -> None:
        """Look for goals in a value; `in_list` says that it stands in a list of objectives, `among` the list's key."""
        if isinstance(value, list):
            for item in value:
                self.visit_value(item, scope, in_list=in_list, line=line, among=among)
        elif isinstance(value, PlainMapping):
            self._visit_mapping(value, scope, in_list=in_list, among=among)
        elif isinstance(value, str) and value.strip():
            if in_list and len(value.split()) > 1:
                goal = PlainMapping(title=value)
                goal.line = line
                self._add_objective(goal, " ".join(value.split()), scope)
            else:
                self.draft.add_fate(line, "prose", value, "It says no goal.")

    def _visit_mapping(self, value: PlainMapping, scope: Scope, *, in_list: bool, among: str = "") -> None:
        fields = Fields(value)
        title, _ = fields.find_goal_title() if in_list else fields.find_title()
        kind = fields.find_kind()
        if title and in_list and kind in _KEY_RESULT_KINDS:
            self._add_loose_result(value, fields, scope)
            return
        if title and in_list and kind in _WORK_KINDS and scope.objective is None and fields.find_objective_link():
            self._leave_goal_out(value, title, f"It is work of the type “{kind}”, and no goal.")
            self.draft.add_problem(value.line, f"“{title}” is of the type “{kind}”, which is no goal; it was left out.")
            return
        if title and in_list and kind in _WORK_KINDS and scope.objective is not None:
            fields.mark_read(fields.find_goal_title()[1])
            scope.objective.notes += [f"{kind.capitalize()}: {title}", *fields.list_rest()]
            self.draft.add_fate(value.line, "note", title, "It is work for the objective above.")
            return
        inner = fields.get("objective")
        if not title and isinstance(inner, PlainMapping):  # `objective: {title: …}, key_results: […]`
            self._visit_mapping(merge_mappings(value, inner), scope, in_list=True)
            return
        nested = [name for name in fields.names if isinstance(fields.get(name), list | PlainMapping)]
        has_results = any(name in RESULTS for name in nested)
        is_holder = not has_results and any(name in ("objectives", "okrs", "goals") for name in nested)
        if title and (has_results or (in_list and not (is_holder and _names_holder(title, fields)))):
            self._add_objective(value, title, scope)
            return
        is_unit = among in _UNITS or (is_holder and among not in _WORK)
        holder = title if title and is_unit and not find_cycle(title) else None
        here = replace(
            scope,
            cycle=fields.take_cycle() or find_cycle(title) or scope.cycle,
            team=fields.take_names(TEAMS) or holder or scope.team,
        )
        self._visit_fields(value, here, in_list=in_list)

    def _visit_fields(self, value: PlainMapping, scope: Scope, *, in_list: bool) -> None:
        """Look into the fields of a mapping that is no goal: their keys may be cycles, teams or titles of goals."""
        said: list[str] = []
        for key, inner in value.items():
            if not isinstance(inner, list | PlainMapping):
                said += [f"{key}: {text}"] if (text := read_text(inner)) else []
                continue
            name = normalise_key(key)
            cycle = find_cycle(key)
            if name in RESULTS and isinstance(inner, list) and _name_objectives(inner):
                for item in inner:
                    if isinstance(item, PlainMapping):
                        self._add_loose_result(item, Fields(item), scope)
                    else:
                        self.visit_value(item, scope, in_list=False, line=value.line)
                continue
            if in_list and not cycle and name not in LISTS and (goal := make_named_goal(key, inner, value.line)):
                self._add_objective(goal, " ".join(key.split()), scope)
                continue
            here = scope
            if cycle:
                here = replace(here, cycle=cycle)
            elif not in_list and isinstance(inner, PlainMapping) and name not in LISTS and holds_goals(inner):
                here = replace(here, team=key)
            is_list = name in LISTS or name.endswith(("goals", "objectives", "okrs"))
            if name in _VAGUE:
                is_list = isinstance(inner, list) and _tells_goals(inner)
            self.visit_value(inner, here, in_list=is_list or (cycle is not None), line=value.line, among=name)
        if said:
            self.draft.add_fate(value.line, "context", ", ".join(said), "It says no goal.")

    def _add_objective(self, value: PlainMapping, title: str, scope: Scope) -> None:
        if is_placeholder(title):
            self._leave_goal_out(value, title, "It is a gap to be filled in.")
            return
        fields = Fields(value)
        fields.mark_read(fields.find_goal_title()[1])
        parts = take_apart(title)
        objective = DraftObjective(
            parts.title or title, value.line, cycle=fields.take_cycle() or scope.cycle, parent=scope.objective
        )
        objective.owner = fields.take_names(OWNERS) or parts.owner
        objective.team = fields.take_names(TEAMS) or scope.team
        objective.score = fields.take_number(SCORES, read_score)
        objective.progress = fields.take_number(SHARES, self._read_share)
        objective.status = fields.take_text(("status",))[0] or None
        objective.why = fields.take_text(WHYS)[0] or None
        self.draft.objectives.append(objective)
        reason = "It has a title, and stands among objectives or has key results."
        self.draft.add_fate(value.line, "objective", objective.title, reason)
        for name in ("id", "gid", "ref", "key"):
            if key := read_text(fields.get(name)):
                self._by_id.setdefault(key, objective)
        self._by_id.setdefault(title, objective)
        links = fields.take_links()
        if scope.objective is None and links:
            key = next(iter(links))
            self._named.append((objective, key, links.pop(key)))
        objective.notes += [f"Parent: {name}" for name in links.values()]
        self._add_inner(objective, value, scope, fields)
        while text := fields.take_rest_text(NOTES):
            objective.notes.append(text)
        objective.notes += fields.list_rest()

    def _add_inner(self, objective: DraftObjective, value: PlainMapping, scope: Scope, fields: Fields) -> None:
        """Add what stands inside an objective."""
        inner = replace(scope, objective=objective, cycle=objective.cycle, team=objective.team)
        is_task = read_text(fields.get("resourcetype")) == "task"
        for name in fields.names:
            one = fields.get(name)
            if (name in RESULTS and one is not None) or (is_task and name == "subtasks"):
                if name == "metrics" and "keyresults" in fields.names:
                    continue
                fields.mark_read(name)
                self._add_results(objective, one, value.line)
            elif name in CHILDREN and isinstance(one, list | PlainMapping):
                fields.mark_read(name)
                self.visit_value(one, inner, in_list=True, line=value.line)
            elif name == "metric" and isinstance(one, PlainMapping):
                notes = [f"Metric: {said}" for said in Fields(one).list_rest(("precision", "progresssource"))]
                self._measured[id(objective)] = make_result(value, value.line, self._read_share), notes
                fields.mark_read(name)

    def _add_results(self, objective: DraftObjective, value: Plain, line: int) -> None:
        for item in list_results(value):
            if (result := make_result(item, line, self._read_share)) is not None:
                self._give_result(objective, result)
            elif item is not None:
                self._leave_out(item, item.line if isinstance(item, PlainMapping) else line)

    def _add_loose_result(self, value: PlainMapping, fields: Fields, scope: Scope) -> None:
        """Keep a key result that stands among objectives, or names its own, until all of these are known."""
        result = make_result(value, value.line, self._read_share)
        if result is None:
            self._leave_out(value, value.line)
        elif scope.objective is not None:
            self._give_result(scope.objective, result)
        else:
            self._loose.append((result, fields.find_objective_link(), value))

    def _leave_out(self, value: Plain, line: int) -> None:
        """Say of each text in a key result without a title that it is left out, at full length."""
        for text in list(list_texts(value)) or ["-"]:
            self.draft.add_fate(line, "left out", text, "It is of a key result without a title.")

    def _leave_goal_out(self, value: PlainMapping, title: str, reason: str) -> None:
        """Say of a goal that it is left out, and of whatever it says beside its title."""
        beside = [note for note in Fields(value).list_rest() if not note.endswith(f": {title}")]
        for text in (title, *beside):
            self.draft.add_fate(value.line, "left out", text, reason)

    def _give_result(self, objective: DraftObjective, result: DraftKeyResult) -> None:
        objective.key_results.append(result)
        self.draft.add_fate(result.line, "key result", result.title, f"It is a key result of “{objective.title}”.")

    def link_goals(self) -> None:
        """Put objectives below those that they name by an id or a title, and measured ones among key results."""
        for result, name, value in self._loose:
            if (own := self._by_id.get(name)) is not None:
                self._give_result(own, result)
            else:
                self._leave_goal_out(value, result.title, "It names no objective of this file.")
        for objective, key, name in self._named:
            above = self._by_id.get(key)
            at = above
            while at is not None and at is not objective:
                at = at.parent
            if above is not None and at is None:
                objective.parent = above
            else:  # nobody whom the file knows, or itself by way of others
                objective.notes.append(f"Parent: {name}")
        parents = {id(one.parent) for one in self.draft.objectives if one.parent is not None}
        for objective in list(self.draft.objectives):
            measured, notes = self._measured.get(id(objective), (None, []))
            if measured is None or objective.key_results:
                objective.notes += notes
            elif objective.parent is not None and id(objective) not in parents:
                # A goal with a number below another one is what others call a key result.
                objective.parent.key_results.append(measured)
                self.draft.objectives.remove(objective)
            else:
                objective.key_results.append(measured)


def _tells_goals(items: Sequence[Plain]) -> bool:
    """Whether the items of a list say that they are goals."""
    for item in items:
        if isinstance(item, PlainMapping):
            fields = Fields(item)
            kind = read_text(fields.get("resourcetype"))
            if "goal" in (kind, read_text(fields.get("object"))) or fields.find_kind() in ("goal", "objective"):
                return True
            if any(name in RESULTS or name in ("objective", "objectives") for name in fields.names):
                return True
            if kind == "task" and fields.get("subtasks"):
                return True
    return False


def _name_objectives(items: Sequence[Plain]) -> bool:
    """Whether key results in a list name the objectives that they belong to."""
    mappings = [item for item in items if isinstance(item, PlainMapping)]
    return bool(mappings) and all(Fields(item).find_objective_link() for item in mappings)


def _names_holder(title: str, fields: Fields) -> bool:
    """Whether a title is that of a team or a cycle, which holds objectives and is none."""
    return find_cycle(title) is not None or ("name" in fields.names and len(title.split()) < 4)
