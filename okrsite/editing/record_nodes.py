"""Objectives and key results in the tree of their file, found by where their titles stand."""

from __future__ import annotations

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TypedFile
from okrsite.fields import Field
from okrsite.model.objectives import KeyResult, Objective
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.records import ListNode, MapNode, Scalar, list_typed_nodes
from okrsite.vocabulary import CYCLE_FILE, KEY_RESULT, OBJECTIVE


def parse_cycle_file(file: TypedFile) -> MapNode:
    """Return the fields of a cycle file.

    Raises:
        EditRefusedError: it can't be read.
    """
    root, problems = parse_text(file.found.path, file.text, file.found.spelling, CYCLE_FILE.name)
    if root is None:
        errors = tuple(problem for problem in problems if problem.severity == "error")
        raise EditRefusedError(f"{file.found.path} can't be read.", "Mend what is wrong with it first.", errors)
    return root


def find_objective_node(file: TypedFile, objective: Objective) -> MapNode:
    """Return the record of an objective.

    Raises:
        EditRefusedError: the file can't be read, or the objective isn't found in it.
    """
    for item in list_records(parse_cycle_file(file), CYCLE_FILE.OBJECTIVES):
        title = item.get(OBJECTIVE.TITLE.name)
        if title is not None and title.place == objective.place:
            return item
    raise EditRefusedError(f"{objective.ref} isn't found in {file.found.path}.", "Give it a title.")


def find_key_result_node(node: MapNode, key_result: KeyResult) -> MapNode | None:
    """Return the record of a key result of an objective; None for one without fields of its own."""
    for item in list_records(node, OBJECTIVE.KEY_RESULTS):
        title = item.get(KEY_RESULT.TITLE.name)
        if title is not None and title.place == key_result.place:
            return item
    return None


def find_key_result_title(node: MapNode, key_result: KeyResult) -> Scalar | None:
    """Return the text that stands for a key result without fields of its own; None for one with fields."""
    listed = node.get(OBJECTIVE.KEY_RESULTS.name)
    items = list_typed_nodes(listed) if listed is not None else ()
    return next((item for item in items if isinstance(item, Scalar) and item.place == key_result.place), None)


def list_records(node: MapNode, field: Field[object]) -> list[MapNode]:
    """Return the records of a field that takes a list of them."""
    listed = node.get(field.name)
    return [item for item in listed.items if isinstance(item, MapNode)] if isinstance(listed, ListNode) else []


def get_text(record: MapNode, field: Field[object]) -> str:
    """Return the text of a field, empty where there is none."""
    value = record.get(field.name)
    return value.text if isinstance(value, Scalar) else ""
