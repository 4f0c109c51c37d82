"""Objectives that a command adds to a file of objectives, or with which it begins one."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.editing.markdown_edits import find_text_end
from okrsite.editing.markdown_trials import UnwritableError
from okrsite.editing.markdown_writer import write_markdown, write_objective
from okrsite.editing.new_nodes import make_list, make_record
from okrsite.editing.record_nodes import list_records, parse_cycle_file
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile, apply_edits
from okrsite.editing.written_lines import indent_lines, join_lines
from okrsite.editing.yaml_edits import find_end
from okrsite.editing.yaml_writer import write_yaml, write_yaml_lines
from okrsite.sources.records import ListNode, MapNode, Node
from okrsite.sources.tree import FileSpelling
from okrsite.vocabulary import CYCLE_FILE


def write_new_file(objectives: Sequence[MapNode], fields: dict[str, Node | str], spelling: FileSpelling) -> str:
    """Return the text of a new file of objectives.

    Args:
        objectives: Their records.
        fields: What the file says of itself.
        spelling: Markdown or YAML.

    Raises:
        EditRefusedError: something of it can't be typed in that spelling.
    """
    node = make_record({**fields, CYCLE_FILE.OBJECTIVES.name: make_list(objectives)})
    try:
        return write_yaml(node) if spelling == "yml" else write_markdown(node, CYCLE_FILE)
    except UnwritableError as error:
        raise EditRefusedError(str(error), error.hint) from None


def add_objectives(file: TypedFile, objectives: Sequence[MapNode]) -> str:
    """Return the text of a file with more objectives behind those that it has; no other byte is another.

    Raises:
        EditRefusedError: the file can't be read, or something can't be typed in its spelling.
    """
    if file.found.spelling == "md":
        try:
            lines = [line for objective in objectives for line in write_objective(objective)]
        except UnwritableError as error:
            raise EditRefusedError(str(error), error.hint) from None
        end = find_text_end(file, 0, len(file.text))
        written = join_lines(lines).rstrip("\n").replace("\n", file.line_end)
        return f"{file.text[:end]}{file.line_end * 2}{written}{file.text[end:] or file.line_end}"
    root = parse_cycle_file(file)
    listed = root.get(CYCLE_FILE.OBJECTIVES.name)
    records = list_records(root, CYCLE_FILE.OBJECTIVES)
    if listed is not None and not records:
        raise EditRefusedError(
            f"{file.found.path} has an empty list of objectives.", "Delete the line `objectives:` first."
        )
    margin = "  "
    if records:
        start = file.find_span(records[0].place)[0]
        before = file.text[file.find_line_start(start) : start]
        if "-" not in before:
            raise EditRefusedError(
                f"{file.found.path} has its objectives in brackets.", "Write each in lines of its own first."
            )
        margin = before[: before.rfind("-")]
    added = [f"{margin}{line}" if line else "" for record in objectives for line in _write_item(record)]
    if not records:
        added.insert(0, f"{CYCLE_FILE.OBJECTIVES.name}:")
    last = listed.items[-1] if isinstance(listed, ListNode) else root
    at = file.find_line_end(find_end(file, last))
    return apply_edits(file.text, [TextEdit(at, at, "".join(f"{file.line_end}{line}" for line in added))])


def _write_item(record: MapNode) -> list[str]:
    texts = [line.text for line in indent_lines(write_yaml_lines(record), "  ")]
    return [f"- {texts[0][2:]}", *texts[1:]]
