"""A file's fields as YAML, in the style of the example: objectives in lines, what stands below them in braces.

Works on the positioned tree that both spellings become, so what was typed in Markdown is written as it was typed.
"""

from __future__ import annotations

from okrsite.editing.written_lines import WrittenLine, find_origin, indent_lines, join_lines
from okrsite.editing.yaml_texts import escape_text, spell_text, spell_value
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar
from okrsite.vocabulary import CHECKIN, CYCLE_FILE, KEY_RESULT, OBJECTIVE

_FIRST = (KEY_RESULT.ID.name, OBJECTIVE.TITLE.name, OBJECTIVE.WHY.name)
"""What a record begins with, in whichever order it was typed."""
_LAST = (
    CYCLE_FILE.INTRO.name,
    OBJECTIVE.NOTES.name,
    CYCLE_FILE.OBJECTIVES.name,
    OBJECTIVE.KEY_RESULTS.name,
    OBJECTIVE.INITIATIVES.name,
    OBJECTIVE.CHECKINS.name,
    OBJECTIVE.DECISION.name,
    OBJECTIVE.RETROSPECTIVE.name,
)
"""What an objective or a file ends with."""
_REPORTED = (CHECKIN.NOW.name, CHECKIN.CONFIDENCE.name)
_LONGEST_RECORD, _LONGEST_GROUP, _LONGEST_LIST = 200, 100, 70
"""Characters of a record, a group of named values and a list that stand in brackets on one line."""


def write_yaml(node: MapNode) -> str:
    """Return the fields of a file as the text of a YAML file; what is absent is left out."""
    return join_lines(write_yaml_lines(node))


def write_yaml_lines(node: MapNode) -> list[WrittenLine]:
    """Return the fields of a file, or of a record, as lines of YAML."""
    return [line for entry in _sort_entries(node) for line in _write_entry(entry)]


def _sort_entries(node: MapNode) -> list[MapEntry]:
    """Return the fields that say something, in the order in which they are written."""

    def find_rank(entry: MapEntry) -> int:
        name = entry.key.text
        if name in _FIRST:
            return _FIRST.index(name) - len(_FIRST)
        if isinstance(entry.value, MapNode) and name in _REPORTED:
            return 1  # a check-in says in words what happened, and then in numbers
        return _LAST.index(name) + 1 if name in _LAST else 0

    return sorted((entry for entry in node if not _is_absent(entry.value)), key=find_rank)


def _is_absent(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.is_absent
    return not (node.items if isinstance(node, ListNode) else node.entries)


def _write_entry(entry: MapEntry) -> list[WrittenLine]:
    name, value, origin = spell_text(entry.key.text, flow=False, key=True), entry.value, find_origin(entry)
    if isinstance(value, Scalar):
        texts = spell_value(value.text, name)
        return [WrittenLine(texts[0], origin, True), *(WrittenLine(text, is_yaml=True) for text in texts[1:])]
    if isinstance(value, MapNode):
        flow = _write_flow(value)
        if flow is not None and len(flow) <= _LONGEST_GROUP and _holds_texts(value):
            return [WrittenLine(f"{name}: {flow}", origin, True)]
        return [WrittenLine(f"{name}:", origin, True), *indent_lines(write_yaml_lines(value), "  ")]
    flow = _write_flow(value) if all(isinstance(item, Scalar) for item in value.items) else None
    if flow is not None and len(flow) <= _LONGEST_LIST:
        return [WrittenLine(f"{name}: {flow}", origin, True)]
    lines = [WrittenLine(f"{name}:", origin, True)]
    for item in value.items:
        in_lines = entry.key.text == CYCLE_FILE.OBJECTIVES.name
        lines += indent_lines(_write_item(item, in_lines=in_lines), "  ")
    return lines


def _write_item(node: Node, *, in_lines: bool) -> list[WrittenLine]:
    """Return an item of a list; `in_lines` says that its fields have a line each, however few they are."""
    if isinstance(node, Scalar):
        return [WrittenLine(f"- {_spell_scalar(node, flow=False)}", node.place.line, True)]
    flow = None if in_lines else _write_flow(node)
    if isinstance(node, ListNode) or (flow is not None and len(flow) <= _LONGEST_RECORD and _is_flat(node)):
        return [WrittenLine(f"- {flow or '[]'}", node.place.line, True)]
    first, *rest = write_yaml_lines(node) or [WrittenLine("{}", node.place.line, True)]
    origin = min(line for line in (node.place.line, first.origin) if line) if first.origin else first.origin
    return [WrittenLine(f"- {first.text}", origin, True), *indent_lines(rest, "  ")]


def _holds_texts(node: MapNode) -> bool:
    """Whether the values of a group are single texts, so that the group is not one of records."""
    return all(isinstance(entry.value, Scalar) for entry in node)


def _is_flat(node: MapNode) -> bool:
    """Whether a record holds no list of records."""
    return not any(
        isinstance(entry.value, ListNode) and any(isinstance(item, MapNode) for item in entry.value.items)
        for entry in node
    )


def _write_flow(node: Node) -> str | None:
    """Return a node between brackets; None for one that holds a text of several lines."""
    if isinstance(node, Scalar):
        return None if "\n" in node.text.strip("\n") else _spell_scalar(node, flow=True)
    if isinstance(node, MapNode):
        opening, closing = "{", "}"
        parts = [
            (f"{spell_text(entry.key.text, flow=True, key=True)}: ", _write_flow(entry.value))
            for entry in _sort_entries(node)
        ]
    else:
        opening, closing = "[", "]"
        parts = [("", _write_flow(item)) for item in node.items if not _is_absent(item)]
    if any(value is None for _, value in parts):
        return None
    return f"{opening}{', '.join(f'{name}{value}' for name, value in parts)}{closing}"


def _spell_scalar(scalar: Scalar, *, flow: bool) -> str:
    text = scalar.text.strip("\n")
    return escape_text(text) if "\n" in text else spell_text(text, flow=flow)
