"""A check-in that is added to an objective's file, and the values of its key results that it replaces.

Decides what a check-in changes: the line of the report, in the style of those that are there, and a typed value or
confidence that would contradict it. An objective whose key results hold their values themselves, and that has no
check-ins, gets none for a value alone: git tells who changed it, and when.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from okrsite.amounts import Quantity
from okrsite.editing.checkin_texts import NewCheckIn, list_spellings, write_fields
from okrsite.editing.markdown_edits import (
    add_bullets,
    add_first_bullet,
    add_section,
    find_text_end,
    is_row,
    replace_markdown_value,
)
from okrsite.editing.new_problems import list_new_problems
from okrsite.editing.read_back import FileReading, drop_places, read_cycle_text, refuse_new_errors
from okrsite.editing.record_nodes import find_key_result_node, find_objective_node, get_text
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile, apply_edits
from okrsite.editing.yaml_edits import add_yaml_item, replace_yaml_value
from okrsite.late_patterns import compile_late
from okrsite.model.names import PeopleDirectory
from okrsite.model.objectives import CheckIn, KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem
from okrsite.prose import Prose
from okrsite.settings import Settings
from okrsite.sources.misreads import quote_text
from okrsite.sources.records import ListNode, MapNode, Scalar
from okrsite.vocabulary import CHECKIN, KEY_RESULT, OBJECTIVE

_RETROSPECTIVE = compile_late(r"^ {0,3}#{3,6}[ \t]+Retro(?:spective)?[ \t]*#*[ \t]*$", re.IGNORECASE | re.MULTILINE)


class PlannedCheckIn(msgspec.Struct, frozen=True):
    """What a file becomes by a check-in."""

    text: str
    objective: Objective
    """As it is then."""
    warnings: tuple[Problem, ...]
    """What is newly doubtful about the file."""


def plan_checkin(
    file: TypedFile, objective: Objective, report: NewCheckIn, organisation: Organisation, settings: Settings
) -> PlannedCheckIn:
    """Return what an objective's file becomes by a check-in; the same text where it says that already.

    Raises:
        EditRefusedError: it can't be added: a value can't be read, the file is broken, or it would say something else.
    """
    before = read_cycle_text(file.found, file.text, organisation, settings)
    current = before.get_objective(file.found.path, objective.id)
    refuse_unreportable(current, report)
    report = replace(report, by=_spell_person(file, current, report.by, organisation))
    filed = tuple(checkin for checkin in objective.checkins if checkin.filed)

    def try_spellings(report: NewCheckIn) -> PlannedCheckIn:
        attempts = list_spellings(report) if file.found.spelling == "md" else [[]]
        refused: EditRefusedError | None = None
        for lines in attempts:
            text = apply_edits(file.text, _list_edits(file, current, filed, report, lines))
            after = read_cycle_text(file.found, text, organisation, settings)
            try:
                changed = _confirm(before, after, current, report, file)
                return PlannedCheckIn(text, changed, list_new_problems(before.problems, after.problems))
            except EditRefusedError as error:
                refused = refused or error
        assert refused is not None
        raise refused

    try:
        return try_spellings(report)
    except _OtherContentError:
        if report.by and _is_possible(try_spellings, replace(report, by="")):
            raise EditRefusedError(
                f"{quote_text(report.by)} can't be read as the name of whoever reports.",
                "Name somebody by an id of people.yml, or by a name such as Ana Berg.",
            ) from None
        if report.note and _is_possible(try_spellings, replace(report, note="")):
            raise EditRefusedError(
                f"The note can't be added to {file.found.path} so that it says the same.",
                "Say it in other words, or type it into the file by hand.",
            ) from None
        raise


def _is_possible(plan: Callable[[NewCheckIn], PlannedCheckIn], report: NewCheckIn) -> bool:
    try:
        plan(report)
    except EditRefusedError:
        return False
    return True


class _OtherContentError(EditRefusedError):
    """A check-in can't be added, because the file would say something else with it."""


def _spell_person(file: TypedFile, objective: Objective, person: str, organisation: Organisation) -> str:
    """Return a person as the check-ins of an objective name the same one; else as it was typed."""
    directory = PeopleDirectory(organisation.people)
    node = find_objective_node(file, objective)
    names = [get_text(record, CHECKIN.BY) for record in _find_position(node, date.max)[0]]
    key = directory.find_key(person)
    return next((name for name in reversed(names) if name and directory.find_key(name) == key), person)


def refuse_unreportable(objective: Objective, report: NewCheckIn) -> None:
    """Refuse a report of key results that aren't there, or that take no value.

    Raises:
        EditRefusedError: it names one.
    """
    for key, values in report.values.items():
        key_result = objective.find_key_result(key)
        if key_result is None:
            known = ", ".join(known.id for known in objective.key_results) or "none yet"
            raise EditRefusedError(f"{objective.ref} has no key result '{key}'.", f"Its key results are: {known}.")
        place = f"{key_result.place.path}:{key_result.place.line}"
        if values.now and key_result.kpi is not None:
            raise EditRefusedError(
                f"'{key_result.id}' takes its values from the KPI {key_result.kpi}.",
                f"Report it there: okrsite checkin {key_result.kpi} --now …; a confidence can be reported here.",
            )
        if values.now and key_result.sum_of is not None:
            raise EditRefusedError(
                f"'{key_result.id}' is the sum of the key results that contribute to it.",
                "Report these; a confidence can be reported here.",
            )
        if values.now and key_result.kind in ("milestones", "yes-no"):
            raise EditRefusedError(
                f"'{key_result.id}' is measured by what is done, so it takes no value.",
                f"Tick a step off with --step, or by hand in {place}; a confidence can be reported here.",
            )


def _list_edits(
    file: TypedFile, objective: Objective, filed: Sequence[CheckIn], report: NewCheckIn, lines: Sequence[str]
) -> list[TextEdit]:
    """Return the edits of a file; `filed` are the check-ins of its objective that are files of their own."""
    node = find_objective_node(file, objective)
    edits = []
    is_newest = all(checkin.date <= report.date for checkin in (*objective.checkins, *filed))
    for key, values in report.values.items():
        key_result = objective.find_key_result(key)
        record = find_key_result_node(node, key_result) if key_result else None
        for field, text in ((KEY_RESULT.NOW, values.now), (KEY_RESULT.CONFIDENCE, values.confidence)):
            value = record.get(field.name) if record else None
            if text and is_newest and isinstance(value, Scalar) and _is_replaced(value, objective):
                edits.append(_replace_value(file, value, text))
    is_listed = bool(report.always_listed or report.note or report.status or objective.checkins or filed)
    if not is_listed and len(edits) == _count_values(report):
        return edits
    if is_known(objective, report):
        return edits
    if file.found.spelling == "yml":
        _, position = _find_position(node, report.date)
        return [*edits, add_yaml_item(file, node, OBJECTIVE.CHECKINS.name, write_fields(report), position)]
    return [*edits, _add_markdown_checkin(file, node, lines, report)]


def _is_replaced(value: Scalar, objective: Objective) -> bool:
    """Whether a value in a key result is replaced: one that is typed, and an empty place where nothing reports it."""
    return not value.is_absent or not objective.checkins


def _count_values(report: NewCheckIn) -> int:
    return sum(bool(values.now) + bool(values.confidence) for values in report.values.values())


def _replace_value(file: TypedFile, value: Scalar, text: str) -> TextEdit:
    if file.found.spelling == "yml":
        return replace_yaml_value(file, value, text)
    return replace_markdown_value(file, value, text)


def _find_position(node: MapNode, day: date) -> tuple[list[MapNode], int]:
    """Return the check-ins of an objective as they are typed, and before which of them one of a day belongs."""
    listed = node.get(OBJECTIVE.CHECKINS.name)
    records = [item for item in listed.items if isinstance(item, MapNode)] if isinstance(listed, ListNode) else []
    days = [get_text(record, CHECKIN.DATE) for record in records]
    wanted = day.isoformat()
    if len(days) > 1 and all(first >= second for first, second in pairwise(days)) and days[0] != days[-1]:
        return records, next((number for number, typed in enumerate(days) if typed <= wanted), len(days))
    later = [number for number, typed in enumerate(days) if typed > wanted]
    return records, (min(later) if later else len(days))


def _add_markdown_checkin(file: TypedFile, node: MapNode, lines: Sequence[str], report: NewCheckIn) -> TextEdit:
    records, position = _find_position(node, report.date)
    bullets = [record.place for record in records if not _is_row(file, record)]
    if bullets:
        return add_bullets(file, bullets, lines, sum(not _is_row(file, record) for record in records[:position]))
    if records:  # a table of check-ins
        end = file.find_line_end(file.find_span(records[-1].place)[1])
        return add_first_bullet(file, lines, end)
    start, end = file.find_span(node.place)
    retrospective = _RETROSPECTIVE.search(file.text, start, end)
    return add_section(
        file, "Check-ins", lines, find_text_end(file, start, retrospective.start() if retrospective else end)
    )


def _is_row(file: TypedFile, record: MapNode) -> bool:
    start = file.find_span(record.place)[0]
    return is_row(file.text[file.find_line_start(start) : file.find_line_end(start)])


def is_known(objective: Objective, report: NewCheckIn) -> bool:
    """Whether a check-in is there already, as somebody reported it before."""
    return any(_says_same(checkin, report) for checkin in objective.checkins)


def _says_same(checkin: CheckIn, report: NewCheckIn) -> bool:
    """Whether a check-in says what is reported; who reported it, and what a status is called, the reader decides."""
    values = {key: told.now for key, told in report.values.items() if told.now}
    shares = {key for key, told in report.values.items() if told.confidence}
    note = " ".join(report.note.split())
    return (
        checkin.date == report.date
        and bool(checkin.status) == bool(report.status)
        and bool(checkin.by) >= bool(report.by)
        and checkin.note in (Prose(note), Prose(f"{note}."), Prose(report.note.strip()))
        and checkin.now.keys() == values.keys()
        and checkin.confidence.keys() == shares
        and all(_has_value(checkin.now[key], typed) for key, typed in values.items())
    )


def _has_value(value: Quantity | str, typed: str) -> bool:
    return isinstance(value, str) or value.text == " ".join(typed.split())


def _confirm(
    before: FileReading, after: FileReading, objective: Objective, report: NewCheckIn, file: TypedFile
) -> Objective:
    """Return an objective with its check-in, if that is all by which two readings of its file differ.

    Raises:
        EditRefusedError: it isn't.
    """
    refuse_new_errors(before, after)
    changed = after.find_objective(objective.id)
    _refuse_new_unit(objective, changed)
    known = [drop_places(checkin) for checkin in objective.checkins]
    new = [one for one in changed.checkins if drop_places(one) not in known] if changed is not None else []
    is_same = _list_rest(before, objective, report) == _list_rest(after, objective, report)
    if changed is None or not is_same or not all(_says_same(checkin, report) for checkin in new) or len(new) > 1:
        raise _OtherContentError(
            f"This can't be added to {file.found.path} without changing what else the file says.",
            "Say it in other words, or type it into the file by hand.",
        )
    return changed


def _refuse_new_unit(objective: Objective, changed: Objective | None) -> None:
    for old, new in zip(objective.key_results, changed.key_results if changed else (), strict=False):
        if old.id == new.id and new.unit != old.unit == "":
            raise EditRefusedError(
                f"The numbers of '{old.id}' have no unit so far, and with this one all would be in '{new.unit}'.",
                "Report the number alone, or type the unit into the key result first.",
            )


def _list_rest(reading: FileReading, objective: Objective, report: NewCheckIn) -> object:
    """Return what a file says without an objective's check-ins and the reported values of its key results."""
    return reading.list_said(objective.id, lambda one: _forget_report(one, report))


def _forget_report(objective: Objective, report: NewCheckIn) -> Objective:
    key_results = tuple(_forget_values(known, report) for known in objective.key_results)
    return replace(objective, checkins=(), key_results=key_results)


def _forget_values(key_result: KeyResult, report: NewCheckIn) -> KeyResult:
    if key_result.id not in report.values:
        return key_result
    told = report.values[key_result.id]
    if told.now:
        key_result = replace(key_result, now=None, level=None, unit="")
    return replace(key_result, confidence=None) if told.confidence else key_result
