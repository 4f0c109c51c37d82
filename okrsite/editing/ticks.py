"""Steps and yes-or-no key results that are ticked off where they stand: check-ins have no field for them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
from okrsite.editing.markdown_edits import replace_markdown_value
from okrsite.editing.read_back import read_cycle_text, refuse_new_errors
from okrsite.editing.record_nodes import find_key_result_node, find_objective_node
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile, apply_edits
from okrsite.editing.yaml_edits import set_yaml_field
from okrsite.editing.yaml_values import write_flow_map
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.settings import Settings
from okrsite.sources.misreads import Misread
from okrsite.sources.numbers import parse_boolean
from okrsite.sources.records import MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import KEY_RESULT, MILESTONE

_MARKUP = compile_late(r"([\\`*_\[\]<>&!|{}#])")
_BOXES = {True: "x", False: " "}


class Ticks(msgspec.Struct, frozen=True):
    """What a report ticks off in an objective."""

    done: Mapping[str, bool]
    """By the id of a yes-or-no key result."""
    steps: Mapping[str, frozenset[int]]
    """Steps that are reached, each by its place among all, from 0; by the id of their key result."""

    @property
    def is_empty(self) -> bool:
        """Whether it ticks nothing."""
        return not (self.done or self.steps)


def find_ticks(objective: Objective, report: NewCheckIn) -> Ticks:
    """Return what a report ticks off, as far as that isn't said yet.

    Raises:
        EditRefusedError: a step isn't there, or yes or no can't be read.
    """
    done: dict[str, bool] = {}
    steps: dict[str, frozenset[int]] = {}
    for key, told in report.values.items():
        key_result = objective.find_key_result(key)
        if key_result is None:
            continue
        if told.steps:
            found = [_find_step(key_result, wanted) for wanted in told.steps]
            if open_ones := frozenset(at for at in found if not key_result.milestones[at].done):
                steps[key_result.id] = open_ones
        if told.now and key_result.kind == "yes-no":
            value = parse_boolean(told.now)
            if isinstance(value, Misread):
                raise EditRefusedError(f"'{key_result.id}' is reached or not: {value.message}", "Say --now yes or no.")
            if value != key_result.done:
                done[key_result.id] = value
    return Ticks(done, steps)


def _find_step(key_result: KeyResult, wanted: str) -> int:
    """Return the place of the step that is meant by its number, its title, or the only beginning or part of one."""
    listed = key_result.milestones
    if not listed:
        hint = "Report its value with --now." if key_result.kind else "Give it steps first."
        raise EditRefusedError(f"'{key_result.id}' has no steps.", hint)
    word = " ".join(wanted.casefold().split())
    if word.isdecimal() and 1 <= int(word) <= len(listed):
        return int(word) - 1
    titles = [" ".join(step.title.casefold().split()) for step in listed]
    found: list[int] = []
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [at for at, title in enumerate(titles) if fits(title, word)]
        if len(found) == 1:
            return found[0]
        if found:
            break
    offered = "; ".join(f"{number} {step.title}" for number, step in enumerate(listed, 1))
    said = f"Several steps of '{key_result.id}' fit" if found else f"'{key_result.id}' has no step"
    raise EditRefusedError(f"{said} '{wanted}'.", f"Its steps are: {offered}.")


def drop_ticks(objective: Objective, report: NewCheckIn, ticks: Ticks, *, is_file: bool) -> NewCheckIn | None:
    """Return what a check-in has to say beside the ticks; None for nothing.

    Where check-ins are listed, one names in words what was ticked off, so that its day is known.

    Args:
        objective: The objective, as it was before.
        report: The report.
        ticks: What of it is ticked off.
        is_file: Whether check-ins are files of their own.
    """
    values: dict[str, ReportedValues] = {}
    for key, told in report.values.items():
        key_result = objective.find_key_result(key)
        is_ticked = key_result is not None and key_result.kind == "yes-no"
        rest = replace(told, now="" if is_ticked else told.now, steps=())
        if rest.now or rest.confidence:
            values[key] = rest
    note = report.note
    if not note and not ticks.is_empty and (report.always_listed or objective.checkins or is_file):
        note = _describe(objective, ticks)
    return replace(report, values=values, note=note) if values or note or report.status else None


def _describe(objective: Objective, ticks: Ticks) -> str:
    """Return what is ticked off, as a note."""
    titles = [(known.title, ticks.done[known.id]) for known in objective.key_results if known.id in ticks.done]
    reached = [
        step.title
        for known in objective.key_results
        for at, step in enumerate(known.milestones)
        if at in ticks.steps.get(known.id, ())
    ]
    reached += [title for title, is_done in titles if is_done]
    undone = [title for title, is_done in titles if not is_done]
    parts = [(word, listed) for word, listed in (("Done", reached), ("Not done", undone)) if listed]
    return "; ".join(f"{word}: {', '.join(map(_escape_markup, listed))}" for word, listed in parts)


def _escape_markup(title: str) -> str:
    return _MARKUP.sub(r"\\\1", title)


def plan_ticks(
    file: TypedFile, objective: Objective, ticks: Ticks, organisation: Organisation, settings: Settings
) -> str:
    """Return what an objective's file becomes by ticks.

    Raises:
        EditRefusedError: the file is broken, or would say something else.
    """
    before = read_cycle_text(file.found, file.text, organisation, settings)
    current = before.get_objective(file.found.path, objective.id)
    node = find_objective_node(file, current)
    edits: list[TextEdit] = []
    for key_result in current.key_results:
        record = find_key_result_node(node, key_result)
        if record is not None and key_result.id in ticks.done:
            edits.append(_set_done(file, record, KEY_RESULT.DONE, ticks.done[key_result.id]))
        wanted = ticks.steps.get(key_result.id, frozenset())
        listed = record.get(KEY_RESULT.MILESTONES.name) if record is not None else None
        nodes = list_typed_nodes(listed) if listed is not None else ()
        edits += [_tick_step(file, typed) for at, typed in enumerate(nodes) if at in wanted]
    text = apply_edits(file.text, edits)
    after = read_cycle_text(file.found, text, organisation, settings)
    refuse_new_errors(before, after)
    said = after.list_said(current.id, lambda one: one)
    if before.list_said(current.id, lambda one: _tick_objective(one, ticks)) != said:
        message = f"This can't be ticked off in {file.found.path} without changing what else the file says."
        raise EditRefusedError(message, "Tick it off by hand.")
    return text


def _tick_step(file: TypedFile, typed: Node) -> TextEdit:
    if isinstance(typed, MapNode):
        return _set_done(file, typed, MILESTONE.DONE, True)
    start, end = file.find_span(typed.place)
    title = typed.text if isinstance(typed, Scalar) else ""
    return TextEdit(start, end, write_flow_map({MILESTONE.TITLE.name: title, MILESTONE.DONE.name: "true"}))


def _set_done(file: TypedFile, record: MapNode, field: Field[bool], is_done: bool) -> TextEdit:
    """Return the edit that says in a record whether it is done, in the words that stand there."""
    typed = record.get(field.name)
    old = file.text[slice(*file.find_span(typed.place))] if typed is not None else ""
    words = ("yes", "no") if old.strip("\"' ").casefold() in ("yes", "no") else ("true", "false")
    word = words[0] if is_done else words[1]
    if file.found.spelling == "yml":
        return set_yaml_field(file, record, field.name, word)
    if isinstance(typed, Scalar):
        start, end = file.find_span(typed.place)
        if file.text[start - 1 : start] == "[" and file.text[end : end + 1] == "]":
            return TextEdit(start, end, _BOXES[is_done])
        return replace_markdown_value(file, typed, word)
    # Without a box: it gets one before its title.
    title = record.get(MILESTONE.TITLE.name)
    start = file.find_span((title or record).place)[0]
    return TextEdit(start, start, f"[{_BOXES[is_done]}] ")


def _tick_objective(objective: Objective, ticks: Ticks) -> Objective:
    return replace(objective, key_results=tuple(_tick_key_result(known, ticks) for known in objective.key_results))


def _tick_key_result(key_result: KeyResult, ticks: Ticks) -> KeyResult:
    wanted = ticks.steps.get(key_result.id, frozenset())
    steps = tuple(replace(step, done=step.done or at in wanted) for at, step in enumerate(key_result.milestones))
    return replace(key_result, milestones=steps, done=ticks.done.get(key_result.id, key_result.done))
