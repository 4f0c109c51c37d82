"""The end of an objective in its file: grades of its key results, what becomes of it, and what was learned.

Decides what a closing changes: each grade and the decision in their place, and the retrospective where there is none
yet. What somebody wrote there already is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import msgspec
from msgspec.structs import replace

from okrsite.editing.markdown_field_edits import (
    add_objective_bullet,
    add_text_section,
    set_key_result_fields,
    set_objective_field,
)
from okrsite.editing.markdown_fields import write_prose_bullet
from okrsite.editing.meaning import normalise_prose
from okrsite.editing.new_problems import list_new_problems
from okrsite.editing.read_back import FileReading, read_cycle_text, refuse_new_errors
from okrsite.editing.record_nodes import find_key_result_node, find_key_result_title, find_objective_node
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile, apply_edits
from okrsite.editing.yaml_edits import set_yaml_field
from okrsite.editing.yaml_values import write_flow_map
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem
from okrsite.prose import NO_PROSE
from okrsite.settings import Settings
from okrsite.sources.misreads import Misread, quote_text
from okrsite.sources.numbers import parse_fraction
from okrsite.sources.records import MapNode
from okrsite.synonyms import find_meant_words, normalise_word
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_CLOSE = 1e-9


class ObjectiveClosing(msgspec.Struct, frozen=True):
    """What is said at the end of a cycle about an objective, as it was typed; empty where nothing is said."""

    objective: Objective
    grades: Mapping[str, str] = msgspec.field(default_factory=dict)
    """By key result id."""
    decision: str = ""
    retrospective: str = ""
    """Markdown."""


class PlannedClosing(msgspec.Struct, frozen=True):
    """What a file becomes by a closing."""

    text: str
    warnings: tuple[Problem, ...]
    """What is newly doubtful about the file."""


class _WantedClosing(msgspec.Struct, frozen=True):
    """What of a closing the file doesn't say yet."""

    grades: Mapping[str, str]
    values: Mapping[str, float]
    """The grades as numbers."""
    decision: str
    retrospective: str

    @property
    def is_empty(self) -> bool:
        return not (self.grades or self.decision or self.retrospective)


def plan_closing(
    file: TypedFile, closing: ObjectiveClosing, organisation: Organisation, settings: Settings
) -> PlannedClosing:
    """Return what an objective's file becomes by a closing; the same text where it says all of it already.

    Raises:
        EditRefusedError: a grade or the decision can't be read, there is another retrospective, the file is broken, or
            it would say something else.
    """
    before = read_cycle_text(file.found, file.text, organisation, settings)
    objective = before.get_objective(file.found.path, closing.objective.id)
    wanted = _find_wanted(objective, closing, settings)
    if wanted.is_empty:
        return PlannedClosing(file.text, ())
    refused: EditRefusedError | None = None
    for edits in _list_attempts(file, objective, wanted):
        text = apply_edits(file.text, edits)
        after = read_cycle_text(file.found, text, organisation, settings)
        try:
            _confirm(before, after, objective, wanted, file)
            return PlannedClosing(text, list_new_problems(before.problems, after.problems))
        except EditRefusedError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def parse_grade(typed: str, called: str, *, decimal_comma: bool) -> float:
    """Return a grade, 0.0 to 1.0.

    Raises:
        EditRefusedError: the text is none; the message names what is graded as it is `called`.
    """
    value = parse_fraction(typed, decimal_comma=decimal_comma)
    if isinstance(value, Misread):
        raise EditRefusedError(f"The grade of {called}: {value.message}", value.hint)
    return value


def parse_decision(typed: str, called: str) -> str:
    """Return the word of a decision.

    Raises:
        EditRefusedError: the text is none; the message names the objective as it is `called`.
    """
    words = OBJECTIVE.DECISION.choices
    word = normalise_word(typed)
    if word in words:
        return word
    meant = find_meant_words(typed, words)
    hint = f"Did you mean `{meant[0]}`?" if meant else f"It is one of: {', '.join(words)}."
    raise EditRefusedError(f"{quote_text(typed)} is no decision about {called}.", hint)


def _find_wanted(objective: Objective, closing: ObjectiveClosing, settings: Settings) -> _WantedClosing:
    grades: dict[str, str] = {}
    values: dict[str, float] = {}
    for key, typed in closing.grades.items():
        key_result = objective.find_key_result(key)
        if key_result is None:
            known = ", ".join(one.id for one in objective.key_results)
            raise EditRefusedError(f"{objective.ref} has no key result '{key}'.", f"It has: {known}.")
        called = str(objective.ref.make_key_result_ref(key_result.id))
        value = parse_grade(typed, called, decimal_comma=settings.decimal_comma)
        if key_result.grade is None or abs(key_result.grade - value) > _CLOSE:
            grades[key_result.id], values[key_result.id] = typed.strip(), value
    decision = parse_decision(closing.decision, str(objective.ref)) if closing.decision else ""
    said = normalise_prose(closing.retrospective)
    known_text = normalise_prose(objective.retrospective.markdown)
    if said and known_text and said != known_text:
        place = objective.find_place(OBJECTIVE.RETROSPECTIVE) or objective.place
        message = f"{objective.ref} has a retrospective already, in {place.path}, line {place.line}."
        raise EditRefusedError(message, "Add the sentence there by hand, or leave it out.")
    is_decided = decision == (objective.decision or "")
    return _WantedClosing(grades, values, "" if is_decided else decision, "" if known_text else said)


def _list_attempts(file: TypedFile, objective: Objective, wanted: _WantedClosing) -> Iterator[list[TextEdit]]:
    """Yield the edits of a file in the ways in which a closing can be typed, the one that reads best first."""
    node = find_objective_node(file, objective)
    graded = [
        (known, find_key_result_node(node, known), wanted.grades[known.id])
        for known in objective.key_results
        if known.id in wanted.grades
    ]
    if file.found.spelling == "yml":
        yield _list_yaml_edits(file, node, graded, wanted)
        return
    values = [(record, text) for _, record, text in graded if record is not None]
    for lines, at_head in product(_list_text_edits(file, node, wanted.retrospective), (False, True)):
        edits = set_key_result_fields(file, KEY_RESULT.GRADE, values, at_head=at_head)
        if wanted.decision:
            edits.append(set_objective_field(file, node, OBJECTIVE.DECISION, wanted.decision, at_head=at_head))
        yield [*edits, *lines]


def _list_yaml_edits(
    file: TypedFile, node: MapNode, graded: Sequence[tuple[KeyResult, MapNode | None, str]], wanted: _WantedClosing
) -> list[TextEdit]:
    edits: list[TextEdit] = []
    for key_result, record, text in graded:
        if record is not None:
            edits.append(set_yaml_field(file, record, KEY_RESULT.GRADE.name, text))
        elif title := find_key_result_title(node, key_result):
            # A bare text stands for its record.
            fields = {KEY_RESULT.TITLE.name: title.text, KEY_RESULT.GRADE.name: text}
            edits.append(TextEdit(*file.find_span(title.place), write_flow_map(fields)))
    said = ((OBJECTIVE.DECISION, wanted.decision), (OBJECTIVE.RETROSPECTIVE, wanted.retrospective))
    added = [(node.get(field.name), set_yaml_field(file, node, field.name, text)) for field, text in said if text]
    # What fills an empty field stands before what is added behind it, though both may begin at one offset.
    return [*(edit for old, edit in added if old is not None), *edits, *(edit for old, edit in added if old is None)]


def _list_text_edits(file: TypedFile, node: MapNode, text: str) -> Iterator[list[TextEdit]]:
    """Yield the ways in which a retrospective can be added: below its heading, and as a bullet."""
    if not text:
        yield []
        return
    yield [add_text_section(file, node, OBJECTIVE.RETROSPECTIVE, text.split("\n"))]
    for written in write_prose_bullet(OBJECTIVE.RETROSPECTIVE.label, text, 0):
        yield [add_objective_bullet(file, node, [line.text for line in written])]


def _confirm(
    before: FileReading, after: FileReading, objective: Objective, wanted: _WantedClosing, file: TypedFile
) -> None:
    """Refuse a closing unless what it says is all by which two readings of its file differ.

    Raises:
        EditRefusedError: it isn't.
    """
    refuse_new_errors(before, after)
    changed = after.find_objective(objective.id)
    if (
        changed is None
        or _list_rest(before, objective, wanted) != _list_rest(after, objective, wanted)
        or not _says(changed, wanted)
    ):
        raise EditRefusedError(
            f"This can't be added to {file.found.path} without changing what else the file says.",
            "Say it in other words, or type it into the file by hand.",
        )


def _says(objective: Objective, wanted: _WantedClosing) -> bool:
    grades = {known.id: known.grade for known in objective.key_results}
    return (
        all((given := grades[key]) is not None and abs(given - value) < _CLOSE for key, value in wanted.values.items())
        and wanted.decision in ("", objective.decision)
        and wanted.retrospective in ("", normalise_prose(objective.retrospective.markdown))
    )


def _list_rest(reading: FileReading, objective: Objective, wanted: _WantedClosing) -> object:
    """Return what a file says without what a closing says of an objective."""
    return reading.list_said(objective.id, lambda one: _forget_closing(one, wanted))


def _forget_closing(objective: Objective, wanted: _WantedClosing) -> Objective:
    key_results = (replace(one, grade=None) if one.id in wanted.grades else one for one in objective.key_results)
    return replace(
        objective,
        key_results=tuple(key_results),
        decision=None if wanted.decision else objective.decision,
        retrospective=NO_PROSE if wanted.retrospective else objective.retrospective,
    )
