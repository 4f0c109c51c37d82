"""Where in a YAML file a value or an item of a list is put: between the lines that stand there, in their style."""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile
from okrsite.editing.yaml_texts import spell_text, spell_value
from okrsite.editing.yaml_values import YamlValue, write_block_map, write_flow_map
from okrsite.late_patterns import compile_late
from okrsite.sources.corrected_lines import quote_yaml_value
from okrsite.sources.records import ListNode, MapNode, Node, Scalar

_BLANKS = compile_late(r"[ \t]*")
_COMMENT_OR_BLANK = compile_late(r"[ \t]*(?:#.*)?")


def replace_yaml_value(file: TypedFile, value: Scalar, text: str) -> TextEdit:
    """Return the edit that puts a text in the place of a value, in the quotes that the value has."""
    start, end = file.find_span(value.place)
    typed = file.text[start:end]
    if typed:
        # Whether it stands between brackets isn't asked: what can stand there can stand anywhere.
        spelled = quote_yaml_value(text, typed) if typed[0] in "\"'" else spell_text(text, flow=True)
        return TextEdit(start, end, spelled)
    # Right behind the colon.
    blank = "" if file.text[start - 1 : start].isspace() else " "
    return TextEdit(start, start, f"{blank}{spell_text(text, flow=True)}")


def set_yaml_field(file: TypedFile, record: MapNode, name: str, text: str) -> TextEdit:
    """Return the edit that gives a record a value: in the place of the old one, or behind all its other fields.

    Raises:
        EditRefusedError: a list or a group of fields stands there.
    """
    value = record.get(name)
    if isinstance(value, Scalar):
        return replace_yaml_value(file, value, text)
    if value is not None:
        message = f"'{name}' takes one value, in {file.found.path}, line {value.place.line}."
        raise EditRefusedError(message, "Mend it by hand first.")
    start, _ = file.find_span(record.place)
    if file.text.startswith("{", start):
        at = find_end(file, record.entries[-1].value) if record.entries else start + 1
        return TextEdit(at, at, f"{', ' if record.entries else ''}{name}: {spell_text(text, flow=True)}")
    margin = " " * (record.entries[0].key.place.column - 1)
    at = file.find_line_end(find_end(file, record))
    return TextEdit(at, at, "".join(f"{file.line_end}{margin}{line}".rstrip(" ") for line in spell_value(text, name)))


def add_yaml_item(
    file: TypedFile, record: MapNode, name: str, item: Mapping[str, YamlValue], position: int
) -> TextEdit:
    """Return the edit that adds an item to a list of a record, or begins the list.

    Args:
        file: The file.
        record: The record that has the list, or is to have it.
        name: The name of the list.
        item: The item's values.
        position: Before which item of the list it is put; behind the last one where there is no such item.
    """
    listed = record.get(name)
    if isinstance(listed, ListNode) and listed.items:
        return _add_to_list(file, listed, item, position)
    if listed is not None:
        return _fill_list(file, record, name, listed, item)
    return _begin_list(file, record, name, item)


def _add_to_list(file: TypedFile, listed: ListNode, item: Mapping[str, YamlValue], position: int) -> TextEdit:
    start, _ = file.find_span(listed.place)
    if file.text.startswith("[", start):
        if position < len(listed.items):
            at = file.find_span(listed.items[position].place)[0]
            return TextEdit(at, at, f"{write_flow_map(item)}, ")
        at = find_end(file, listed.items[-1])
        return TextEdit(at, at, f", {write_flow_map(item)}")
    neighbour = listed.items[min(position, len(listed.items) - 1)]
    at = file.find_span(neighbour.place)[0]
    line = file.find_line_start(at)
    before = file.text[line:at]  # the hyphen with the blanks around it
    margin = before[: before.rfind("-")] if "-" in before else before
    is_flow = file.text.startswith("{", at) or not isinstance(neighbour, MapNode)
    lines = [write_flow_map(item)] if is_flow else write_block_map(item)
    written = [f"{margin}- {lines[0]}", *(f"{margin}  {further}" for further in lines[1:])]
    if position < len(listed.items):
        return TextEdit(line, line, "".join(f"{text}{file.line_end}" for text in written))
    end = file.find_line_end(find_end(file, neighbour))
    return TextEdit(end, end, "".join(f"{file.line_end}{text}" for text in written))


def _fill_list(file: TypedFile, record: MapNode, name: str, value: Node, item: Mapping[str, YamlValue]) -> TextEdit:
    """Put the first item into a list that is empty: `[]`, `null` or nothing behind the colon."""
    start, end = file.find_span(value.place)
    if file.text[start:end]:
        return TextEdit(start, end, f"[{write_flow_map(item)}]")
    key = next(entry.key for entry in record if entry.key.text == name)
    margin = " " * (key.place.column - 1)
    behind = file.find_line_end(start)
    if _COMMENT_OR_BLANK.fullmatch(file.text, start, behind):
        return TextEdit(behind, behind, f"{file.line_end}{margin}  - {write_flow_map(item)}")
    return TextEdit(start, start, f" [{write_flow_map(item)}]")


def _begin_list(file: TypedFile, record: MapNode, name: str, item: Mapping[str, YamlValue]) -> TextEdit:
    start, end = file.find_span(record.place)
    if file.text.startswith("{", start):
        at = find_end(file, record.entries[-1].value) if record.entries else start + 1
        sign = ", " if record.entries else ""
        return TextEdit(at, at, f"{sign}{name}: [{write_flow_map(item)}]")
    margin = " " * (record.entries[0].key.place.column - 1)
    inner = margin + " " * _find_list_indentation(file, record, len(margin))
    end = file.find_line_end(find_end(file, record))
    return TextEdit(end, end, f"{file.line_end}{margin}{name}:{file.line_end}{inner}- {write_flow_map(item)}")


def _find_list_indentation(file: TypedFile, record: MapNode, margin: int) -> int:
    """Return by how much the lists of a record are indented below their names; 2 where it has none in lines."""
    for entry in record:
        if isinstance(entry.value, ListNode) and entry.value.items and entry.value.place.line > entry.key.place.line:
            at = file.find_span(entry.value.items[0].place)[0]
            before = file.text[file.find_line_start(at) : at]
            if "-" in before:
                return max(0, before.rfind("-") - margin)
    return 2


def find_end(file: TypedFile, node: Node) -> int:
    """Return the offset behind the last character of a value, without the lines below that hold nothing of it."""
    start, end = file.find_span(node.place)
    if not isinstance(node, Scalar):
        children = node.items if isinstance(node, ListNode) else [entry.value for entry in node]
        if children and file.text[start : start + 1] not in "[{":
            return max(find_end(file, children[-1]), file.find_span(children[-1].place)[0])
        return end
    # A text of several lines ends, for the parser, where the next thing begins.
    while end > start and file.text[end - 1].isspace():
        end -= 1
    return end
