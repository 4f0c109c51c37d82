"""The next cycle's files: open objectives carried on, each from where it stands.

Decides what of an objective goes on: its words, its people, its links as far as they lead somewhere in the new cycle,
and the key results that are not reached, from their last values. What was reported stays in the old file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from okrsite.choices import SETTLED, Decision
from okrsite.editing.carried_links import LinkCarrier, find_successor
from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.new_nodes import make_list, make_record, make_text
from okrsite.editing.new_objectives import add_objectives, write_new_file
from okrsite.editing.record_nodes import (
    find_key_result_node,
    find_objective_node,
    get_text,
    list_records,
    parse_cycle_file,
)
from okrsite.editing.typed_files import TypedFile
from okrsite.fields import Field
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.snapshot import Snapshot
from okrsite.sources.numbers import render_english_quantity
from okrsite.sources.records import MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import CYCLE_FILE, INITIATIVE, KEY_RESULT, MILESTONE, OBJECTIVE

_KEPT: tuple[Field[object], ...] = (
    OBJECTIVE.ID,
    OBJECTIVE.TITLE,
    OBJECTIVE.WHY,
    OBJECTIVE.OWNER,
    OBJECTIVE.REVIEWER,
    OBJECTIVE.CONTRIBUTORS,
    OBJECTIVE.HORIZON,
    OBJECTIVE.PILLAR,
    OBJECTIVE.AMBITION,
    OBJECTIVE.PROGRESS_FROM,
    OBJECTIVE.WEIGHT,
    OBJECTIVE.UNALIGNED,
    OBJECTIVE.WITH,
    OBJECTIVE.CONSULT,
    OBJECTIVE.INFORM,
    OBJECTIVE.NEEDS,
    OBJECTIVE.TAGS,
    OBJECTIVE.VISIBILITY,
    OBJECTIVE.AUDIENCE,
    OBJECTIVE.NOTES,
)
_LINKS: tuple[Field[object], ...] = (OBJECTIVE.CONTRIBUTES_TO, OBJECTIVE.SUPPORTS, OBJECTIVE.DEPENDS_ON)
_KEPT_OF_KEY_RESULT: tuple[Field[object], ...] = (
    KEY_RESULT.ID,
    KEY_RESULT.TITLE,
    KEY_RESULT.TO,
    KEY_RESULT.COMMIT,
    KEY_RESULT.STRETCH,
    KEY_RESULT.FIND_OUT,
    KEY_RESULT.KEEP,
    KEY_RESULT.LEVELS,
    KEY_RESULT.DONE,
    KEY_RESULT.KPI,
    KEY_RESULT.SUM_OF,
    KEY_RESULT.UNIT,
    KEY_RESULT.OWNER,
    KEY_RESULT.WEIGHT,
    KEY_RESULT.RUBRIC,
    KEY_RESULT.AUDIENCE,
    KEY_RESULT.NOTES,
)
_OPEN_WORK = ("", "todo", "doing")
CARRIED_ON: Decision = "carry on"
"""The decision that an objective goes on; after any other one it doesn't."""


class Rollover(msgspec.Struct, frozen=True):
    """What a rollover makes."""

    carried: tuple[Objective, ...]
    remarks: tuple[str, ...]
    """What of the carried objectives was left out, and why, in sentences."""


def list_open_objectives(snapshot: Snapshot, cycle: str, units: Collection[str]) -> list[Objective]:
    """Return the objectives of a cycle that are neither reached nor dropped, nor decided to end, of some units."""
    return [
        objective
        for objective in snapshot.organisation.objectives.values()
        if objective.cycle == cycle
        and (not units or objective.unit in units)
        and objective.status not in SETTLED
        and objective.decision in (None, CARRIED_ON)
        and list_open_key_results(snapshot, objective)
    ]


def list_open_key_results(snapshot: Snapshot, objective: Objective) -> list[KeyResult]:
    """Return the key results of an objective that are not reached and not dropped."""
    return [
        known for known in objective.key_results if not (known.is_settled or _is_reached(snapshot, objective, known))
    ]


def _is_reached(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> bool:
    progress = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].progress
    return key_result.kind != "keep" and progress is not None and progress >= 1.0


def plan_rollover(snapshot: Snapshot, files: ChangedFiles, cycle: Cycle, objectives: Sequence[Objective]) -> Rollover:
    """Add objectives to the files of a new cycle, as far as they aren't there; nothing is written yet.

    Args:
        snapshot: The content as it is.
        files: Get the new texts.
        cycle: The new cycle.
        objectives: Those that are carried on.

    Raises:
        EditRefusedError: a file can't be read, or an objective can't be typed in its spelling.
        OSError: a file can't be read.
    """
    new = [objective for objective in objectives if find_successor(snapshot, cycle, objective) is None]
    planner = _RolloverPlanner(snapshot, cycle, objectives)
    by_unit: dict[str, list[Objective]] = {}
    for objective in new:
        by_unit.setdefault(objective.unit, []).append(objective)
    for unit, carried in by_unit.items():
        source = files.get(carried[0].place.path)
        nodes = [planner.carry_objective(files.get(objective.place.path), objective) for objective in carried]
        known = files.find_cycle_file(unit, cycle.id)
        if known is not None:
            file = files.get(known)
            files.change(known, add_objectives(file, [_mark(source, node) for node in nodes]))
        else:
            folder, _, name = source.found.path.rpartition("/")
            text = write_new_file(nodes, _list_marks(source), source.found.spelling)
            files.create(f"{folder}/{cycle.id}.{name.rpartition('.')[2]}", text)
    return Rollover(tuple(new), tuple(planner.remarks))


def _list_marks(source: TypedFile) -> dict[str, Node | str]:
    """Return the fields of a file that say who sees it: what is kept back stays so in the new cycle."""
    root = parse_cycle_file(source)
    values = {field.name: root.get(field.name) for field in (CYCLE_FILE.VISIBILITY, CYCLE_FILE.AUDIENCE)}
    return {name: value for name, value in values.items() if value is not None}


def _mark(source: TypedFile, node: MapNode) -> MapNode:
    """Return an objective with the marks of its old file, for a file that hasn't got them."""
    marks = {name: value for name, value in _list_marks(source).items() if node.get(name) is None}
    return MapNode((*node.entries, *make_record(marks).entries), node.place)


class _RolloverPlanner:
    """Makes the records of objectives in a new cycle."""

    def __init__(self, snapshot: Snapshot, cycle: Cycle, objectives: Sequence[Objective]) -> None:
        self.remarks: list[str] = []
        self._snapshot = snapshot
        carried = {
            objective.ref: {known.id for known in list_open_key_results(snapshot, objective)}
            for objective in objectives
        }
        self._links = LinkCarrier(snapshot, cycle, carried, self.remarks)

    def carry_objective(self, file: TypedFile, objective: Objective) -> MapNode:
        node = find_objective_node(file, objective)
        fields: dict[str, Node | str] = {}
        for field in _KEPT:
            value = node.get(field.name)
            if value is not None:
                fields[field.name] = value
        for field in _LINKS:
            links = self._links.carry_links(node.get(field.name), objective)
            if links:
                fields[field.name] = make_list(links)
        fields[OBJECTIVE.CONTINUES.name] = f"{objective.cycle}/{objective.id}"
        still_open = list_open_key_results(self._snapshot, objective)
        for key_result in objective.key_results:
            if key_result not in still_open:
                self.remarks.append(
                    f"{objective.ref}: '{key_result.title}' is reached or settled, and isn't carried on."
                )
        fields[OBJECTIVE.KEY_RESULTS.name] = make_list(
            self._carry_key_result(node, objective, key_result) for key_result in still_open
        )
        ids = {name: known.id for known in reversed(still_open) for name in (*known.aliases, known.id)}
        work = [
            _carry_initiative(item, ids)
            for item in list_typed_nodes(node.get(OBJECTIVE.INITIATIVES.name) or make_list(()))
            if not isinstance(item, MapNode) or get_text(item, INITIATIVE.STATUS) in _OPEN_WORK
        ]
        if work:
            fields[OBJECTIVE.INITIATIVES.name] = make_list(work)
        return make_record(fields)

    def _carry_key_result(self, node: MapNode, objective: Objective, key_result: KeyResult) -> MapNode:
        record = find_key_result_node(node, key_result) or make_record({KEY_RESULT.TITLE.name: key_result.title})
        fields: dict[str, Node | str] = {}
        for field in _KEPT_OF_KEY_RESULT:
            value = record.get(field.name)
            if value is not None:
                fields[field.name] = value
            if field is KEY_RESULT.TITLE and key_result.kind == "reach" and key_result.takes_reports:
                fields[KEY_RESULT.FROM.name] = self._find_last_value(objective, key_result)
        for field in (KEY_RESULT.CONTRIBUTES_TO, KEY_RESULT.SUPPORTS):
            links = self._links.carry_links(record.get(field.name), objective)
            if links:
                fields[field.name] = make_list(links)
        steps = [step for step in list_records(record, KEY_RESULT.MILESTONES) if not _is_done(step)]
        if steps:
            names = (MILESTONE.TITLE, MILESTONE.WEIGHT)
            fields[KEY_RESULT.MILESTONES.name] = make_list(
                make_record({field.name: get_text(step, field) for field in names}) for step in steps
            )
        return make_record(fields)

    def _find_last_value(self, objective: Objective, key_result: KeyResult) -> str:
        """Return the last value as it was typed, else in words; the old start where there is none."""
        ref = objective.ref.make_key_result_ref(key_result.id)
        now = self._snapshot.measures.key_results[ref].current_values.now
        if now is None:
            return key_result.start.text if key_result.start else ""
        typed = [key_result.now, *(checkin.now.get(key_result.id) for checkin in objective.checkins)]
        for value in typed:
            if value is not None and not isinstance(value, str) and value.value == now.value:
                return value.text
        return render_english_quantity(now.value, key_result.unit)


def _is_done(step: MapNode) -> bool:
    return get_text(step, MILESTONE.DONE).casefold() in ("true", "yes", "on", "x")


def _carry_initiative(work: Node, ids: Mapping[str, str]) -> Node:
    """Return work that goes on, without its day; of the key results that it should move, those that are carried on too.

    They are named by their ids of today: former ones aren't carried on.
    """
    if not isinstance(work, MapNode):
        return work
    left_out = (INITIATIVE.MOVES.name, INITIATIVE.DUE.name)
    typed = work.get(INITIATIVE.MOVES.name)
    texts = (node.text for node in list_typed_nodes(typed) if isinstance(node, Scalar)) if typed is not None else ()
    names = (name.strip() for text in texts for name in text.split(","))
    moves = [make_text(key) for key in dict.fromkeys(ids[name] for name in names if name in ids)]
    fields = {entry.key.text: entry.value for entry in work if entry.key.text not in left_out}
    return make_record({**fields, INITIATIVE.MOVES.name: make_list(moves)} if moves else fields)
