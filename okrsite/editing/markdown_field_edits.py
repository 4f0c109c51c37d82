"""Fields that are added to an objective or a key result in Markdown: bullets among its bullets, and sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from okrsite.editing.markdown_columns import TypedTable, find_table, set_cells
from okrsite.editing.markdown_edits import find_bullet_end, find_text_end, match_bullet, replace_markdown_value
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.records import MapNode, Scalar
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_UNDERLINE = compile_late(r" {0,3}(?:=+|-+)[ \t]*\Z")
_BELOW: Collection[str] = {
    field.name for field in (OBJECTIVE.TITLE, OBJECTIVE.KEY_RESULTS, OBJECTIVE.INITIATIVES, OBJECTIVE.CHECKINS)
}
"""Fields of an objective that are no bullets among its own."""
_MARKUP = 3
"""Characters that may stand between the sign of a bullet and its label: `**Owner**`."""


def set_key_result_fields(
    file: TypedFile, field: Field[object], values: Iterable[tuple[MapNode, str]], *, at_head: bool
) -> list[TextEdit]:
    """Return the edits that give key results a value of a field: cells of a table, or bullets below theirs.

    Args:
        file: The file.
        field: The field.
        values: The records of the key results, each with its value as it is to be typed.
        at_head: Whether a new bullet stands before the others below its key result, not behind them.

    Raises:
        EditRefusedError: a key result stands where nothing can be added to it.
    """
    edits: list[TextEdit] = []
    rows: dict[TypedTable, dict[int, str]] = {}
    for record, text in values:
        value = record.get(field.name)
        if isinstance(value, Scalar):
            edits.append(replace_markdown_value(file, value, text))
        elif (table := find_table(file, record.place.line)) is not None:
            rows.setdefault(table, {})[record.place.line] = text.replace("|", "\\|")
        else:
            edits.append(_add_nested_bullet(file, record, f"{field.label}: {text}", at_head=at_head))
    for table, cells in rows.items():
        edits += set_cells(file, table, KEY_RESULT.name, field, cells)
    return edits


def _add_nested_bullet(file: TypedFile, record: MapNode, text: str, *, at_head: bool) -> TextEdit:
    first = file.find_line_start(file.find_span(record.place)[0])
    bullet = match_bullet(file, first)
    if bullet is None:
        message = f"Nothing can be added to the key result in {file.found.path}, line {record.place.line}."
        raise EditRefusedError(message, "Type it there by hand: it is no bullet and no row with pipes.")
    end = find_bullet_end(file, record.place, len(bullet["margin"]))
    nested = next(_list_nested(file, first, end, len(bullet["margin"])), None)
    margin = nested["margin"] if nested else " " * len(bullet.group())
    sign = f"{nested['sign']}{nested['gap']}" if nested else "- "
    if at_head and nested is not None:
        at = nested.start()
        return TextEdit(at, at, f"{margin}{sign}{text}{file.line_end}")
    return TextEdit(end, end, f"{file.line_end}{margin}{sign}{text}")


def _list_nested(file: TypedFile, first: int, end: int, margin: int) -> Iterator[re.Match[str]]:
    """Yield the bullets below another one."""
    at = file.find_line_end(first)
    while at < end:
        at += 2 if file.text.startswith("\r\n", at) else 1
        match = match_bullet(file, at)
        if match is not None and len(match["margin"]) > margin:
            yield match
        at = file.find_line_end(at)


def add_objective_bullet(file: TypedFile, node: MapNode, lines: Sequence[str], *, at_head: bool = False) -> TextEdit:
    """Return the edit that adds a bullet behind those of an objective, or below its title where it has none.

    Args:
        file: The file.
        node: The objective.
        lines: The bullet's lines, its hyphen and the blanks before what stands below it included.
        at_head: Whether it stands behind the first of the others, not behind the last.
    """
    bullets = [
        (entry.key.place, match)
        for entry in node
        if entry.key.text not in _BELOW
        and (match := match_bullet(file, file.find_line_start(file.find_span(entry.key.place)[0])))
        and match.end() >= file.find_span(entry.key.place)[0] - _MARKUP
    ]
    if not bullets:
        at = _find_title_end(file, node)
        return TextEdit(at, at, file.line_end + "".join(f"{file.line_end}{line}" for line in lines))
    place, match = (min if at_head else max)(bullets, key=lambda pair: pair[0].line)
    at = find_bullet_end(file, place, len(match["margin"]))
    if len(lines) == 1:
        lines = [f"{match['sign']}{match['gap']}{lines[0].removeprefix('- ')}"]
    return TextEdit(at, at, "".join(f"{file.line_end}{match['margin']}{line}".rstrip(" ") for line in lines))


def _find_title_end(file: TypedFile, node: MapNode) -> int:
    title = node.get(OBJECTIVE.TITLE.name)
    at = file.find_line_end(file.find_span((title or node).place)[1])
    below = at + (2 if file.text.startswith("\r\n", at) else 1)
    line_end = file.find_line_end(below)
    return line_end if _UNDERLINE.match(file.text[below:line_end]) else at


def add_text_section(file: TypedFile, node: MapNode, field: Field[object], lines: Sequence[str]) -> TextEdit:
    """Return the edit that adds a text below a heading of its own at the end of an objective, or below an empty one."""
    start, end = file.find_span(node.place)
    heading = re.compile(rf"^ {{0,3}}#{{3,6}}[ \t]+{field.label}[ \t]*#*[ \t]*$", re.IGNORECASE | re.MULTILINE)
    known = heading.search(file.text, start, end)
    at = known.end() if known else find_text_end(file, start, end)
    written = [*(() if known else ("", f"### {field.label}")), "", *lines]
    return TextEdit(at, at, "".join(f"{file.line_end}{line}" for line in written))


def set_objective_field(file: TypedFile, node: MapNode, field: Field[object], text: str, *, at_head: bool) -> TextEdit:
    """Return the edit that gives an objective a value of one line; `at_head` as for `add_objective_bullet`."""
    value = node.get(field.name)
    if isinstance(value, Scalar):
        return replace_markdown_value(file, value, text)
    return add_objective_bullet(file, node, [f"- {field.label}: {text}"], at_head=at_head)
