"""Tables: each row is a record, each column a field.

Decides which tables hold records and which are part of the prose, and where the cells of a row stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.field_types import SEVERAL_RECORDS
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.broken_rows import is_broken_row, report_broken_row
from okrsite.sources.markdown.field_values import read_value
from okrsite.sources.markdown.key_results import IDENTIFIER, find_number, strip_prefix
from okrsite.sources.markdown.labels import find_field, find_nearest_label, normalise_label
from okrsite.sources.markdown.milestones import read_milestones
from okrsite.sources.markdown.other_labels import REMARKS, explain_needless_label, find_other_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.row_shapes import fits, has_one_reading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.markdown.table_cells import DASHES, LOOSE_DASHES, has_tabs, split_cells
from okrsite.sources.markdown.table_slips import (
    count_columns,
    exchange_cells,
    find_joined_rows,
    is_repeated_head,
    is_row_of_dashes,
    report_doubled_pipes,
    report_exchanged_cells,
    report_joined_head,
    report_joined_rows,
    report_other_signs,
    report_repeated_line,
    split_at_other_signs,
)
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import RECORDS

_SMALL_NUMBER = compile_late(r"[0-9]{1,4}")
_COUNTERS = frozenset({"", "#", "no", "no.", "nr", "nr."})


def read_table(reading: MarkdownReading, block: MarkdownBlock, record: str) -> list[MapNode]:
    """Return the records of a table, one per row, each with the number by which it calls itself."""
    at_tabs = has_tabs(reading.source, block.first)
    heads = split_cells(reading.source, block.first, at_tabs=at_tabs)
    names = count_columns(heads)
    columns = _match_columns(reading, heads[:names], record)
    rows: list[MapNode] = []
    all_cells: list[list[Span]] = []
    report_doubled_pipes(reading, block.first)
    first = block.first + 1
    if names < len(heads):
        report_joined_head(reading, block.first, heads, names)
    else:
        first = _skip_dashes(reading, block, columns, at_tabs=at_tabs)
    is_rest = False
    for line in range(first, block.last):
        if is_rest:
            is_rest = False
            continue
        if not at_tabs and len(columns) > 1 and _is_text_below_rows(reading, line):
            _report_text_below_rows(reading, line)
            rows.append(_read_row(reading, columns, split_cells(reading.source, line), record, refused=True))
            continue
        report_doubled_pipes(reading, line)
        is_pasted = at_tabs and not reading.source.get_line(line).startswith("|")
        cells = split_cells(reading.source, line, at_tabs=is_pasted)
        if not any(cells):
            continue
        if "+" in reading.source.get_line(line) and LOOSE_DASHES.fullmatch(reading.source.get_line(line)):
            continue  # a line that is drawn between rows
        if DASHES.fullmatch(reading.source.get_line(line)):
            report_repeated_line(reading, line, "The line of dashes")
            continue
        if not at_tabs and (is_rest := is_broken_row(reading.source, line, block.last, len(columns))):
            report_broken_row(reading, line, len(columns))
            rows.append(_read_row(reading, columns, cells, record, refused=True))
            continue
        # Editors take empty cells from the end of a line; those in the middle are told by their tabs.
        rows += _read_line(reading, columns, cells, record, is_whole=is_pasted and len(cells) <= len(columns))
        all_cells.append(cells)
    lacking = [at for at, column in enumerate(columns) if _lacks_head(column, at, all_cells)]
    if lacking:
        _report_missing_head(reading, block.first, columns, record, lacking[0])
    return rows


def _is_text_below_rows(reading: MarkdownReading, line: int) -> bool:
    """Whether a line of a table has no sign between cells at all."""
    raw = reading.source.get_line(line)
    return "|" not in raw and bool(raw.strip()) and not any(sign in raw for sign in "¦│;,\t+")


def _report_text_below_rows(reading: MarkdownReading, line: int) -> None:
    place = reading.source.get_lines(line, line + 1).trim().place
    message = "This line stands right below a table, so Markdown takes it for a row of it, with one cell."
    hint = "If it is a text, put an empty line above it; if it is a row, put | between its cells."
    reading.report("OKR120", place, message, hint)


def _skip_dashes(
    reading: MarkdownReading, block: MarkdownBlock, columns: list[tuple[Span, Field[object] | None]], *, at_tabs: bool
) -> int:
    """Check the line of dashes below a head, and return the line of the first row."""
    source, head = reading.source, block.first
    if head + 2 < block.last and is_repeated_head(source, head):
        head += 1
        report_repeated_line(reading, head, "The head of this table")
    below = source.get_line(head + 1)
    has_dashes = LOOSE_DASHES.fullmatch(below) is not None and bool(below.strip())
    joined = find_joined_rows(columns, split_cells(source, head + 1))
    if not at_tabs and not (joined and is_row_of_dashes(joined[0])):
        _check_dashes(reading, head, len(columns), has_dashes=has_dashes)
    return head + (2 if has_dashes else 1)


def _report_missing_head(
    reading: MarkdownReading, line: int, columns: list[tuple[Span, Field[object] | None]], record: str, at: int
) -> None:
    """Report a column with values and without a name; where all titles are missing, the one of the titles is meant."""
    row = reading.source.get_lines(line, line + 1).trim()
    if record == "key_result" and at == 0 and not any(known and known.name == "title" for _, known in columns):
        message = "The first column of this table has no head, so its key results have no titles."
        heads = " | ".join(["Key result", *(head.line for head, _ in columns[1:])])
        reading.report("OKR120", row.place, message, correction=f"| {heads} |")
        return
    message = "A column of this table has no head, so what stands in it isn't read."
    reading.report("OKR118", row.place, message, "Type above it what it holds, or take the column out.")


def _read_line(
    reading: MarkdownReading,
    columns: list[tuple[Span, Field[object] | None]],
    cells: list[Span],
    record: str,
    *,
    is_whole: bool,
) -> list[MapNode]:
    """Return the records of a line: one, or of two that stand on it the titles and the ids."""
    if not is_whole and (joined := find_joined_rows(columns, cells)):
        report_joined_rows(reading, *joined)
        rows = [row for row in joined if not is_row_of_dashes(row)]
        return [_read_row(reading, columns, row, record, refused=True) for row in rows]
    if not is_whole and (parts := split_at_other_signs(columns, cells)):
        report_other_signs(reading, cells, parts)
        return [_read_row(reading, columns, parts, record, refused=True)]
    if exchanged := exchange_cells(columns, cells):
        report_exchanged_cells(reading, columns, cells, exchanged)
        return [_read_row(reading, columns, exchanged, record, refused=True)]
    is_read = is_whole or _check_row(reading, columns, cells)
    return [_read_row(reading, columns, cells, record, refused=not is_read)]


def _lacks_head(column: tuple[Span, Field[object] | None], at: int, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether a column has cells and no head, and doesn't just count the rows: 4, 5, 6 in the first column."""
    head, known = column
    if known is not None or head.raw.strip():
        return False
    texts = [row[at].line.strip("#. ") if at < len(row) else "" for row in rows]
    first = int(texts[0]) if texts and _SMALL_NUMBER.fullmatch(texts[0]) else 0
    counts = at == 0 and texts == [str(first + number) for number in range(len(texts))]
    return any(texts) and not counts


def _check_dashes(reading: MarkdownReading, head: int, columns: int, *, has_dashes: bool) -> None:
    """Report a table whose line of dashes is missing, or not what others take for one."""
    source = reading.source
    below = source.get_line(head + 1)
    if has_dashes and "-" in below and DASHES.fullmatch(below) and len(split_cells(source, head + 1)) == columns:
        return
    line = head + 1 if has_dashes else head
    place = source.get_lines(line, line + 1).trim().place
    dashes = "| --- " * columns + "|"
    if has_dashes:
        message = "This line should have three hyphens for each column, with pipes between; others show no table here."
        reading.report("OKR118", place, message, f"Write: {dashes}")
    else:
        message = "Below the head of this table, its line of dashes is missing; others show no table here."
        reading.report("OKR118", place, message, f"Put this line below it: {dashes}")


def _check_row(reading: MarkdownReading, columns: list[tuple[Span, Field[object] | None]], cells: list[Span]) -> bool:
    """Return whether a row has a cell for each column; with one too few or too many nobody knows which is which."""
    extra = [cell for cell in cells[len(columns) :] if cell]
    fields = [field for _, field in columns]
    if not extra and (len(cells) == len(columns) or has_one_reading(fields, cells)):
        return True
    place = _find_extent(cells)
    counts = f"This row has {len(cells)} cells, and the table has {len(columns)} columns"
    if len(cells) > len(columns):
        message = f"{counts}, so it isn't known which value belongs where."
        hint = "Take out a cell. A pipe that belongs to a text is typed \\|"
    if extra:
        hint = f"Take out a cell, or give “{extra[-1].line}” a column. A pipe that belongs to a text is typed \\|"
    elif len(cells) < len(columns):
        message = f"{counts}, so it isn't known which cell is missing."
        hint = "Where there is nothing to say, leave the cell empty, between its two pipes."
    reading.report("OKR120", place, message, hint)
    return False


def _match_columns(reading: MarkdownReading, heads: list[Span], record: str) -> list[tuple[Span, Field[object] | None]]:
    """Return the columns with their fields; None for a column that isn't read."""
    columns: list[tuple[Span, Field[object] | None]] = []
    seen: dict[str, Span] = {}
    for head in heads:
        label = reading.make_scalar(head).text
        known = find_field(label, record)
        if known is not None and known.name in seen:
            message = f"Two columns of this table hold the same field, “{known.label}”."
            reading.report("OKR104", head.place, message, "Keep one of the two.")
            # Neither counts; in the first column stand the titles, whatever its head says.
            first = columns.index((seen[known.name], known)) if (seen[known.name], known) in columns else -1
            if first >= 0:
                columns[first] = (columns[first][0], find_field("title", record) if first == 0 else None)
            known = None
        elif known is None and normalise_label(label) not in _COUNTERS:
            needless = explain_needless_label(label)
            meant = "" if needless else _find_meant_column(label, record)
            hint = f"Did you mean “{meant}”?" if meant else f"Columns can be: {_list_known_columns(record)}."
            if needless:
                hint = f"{needless} Take the column out."
            message = f"The column “{label}” is not in the vocabulary."
            reading.report("OKR201", head.place, message, hint, correction=meant or None)
        if known is not None:
            seen[known.name] = head
        columns.append((head, known))
    return columns


def _find_meant_column(label: str, record: str) -> str:
    """Return the column that another word for it, or one that is nearly it, means; empty for none."""
    if normalise_label(label) in REMARKS and find_field("notes", record):
        return "Notes"
    return find_other_label(label, record) or find_nearest_label(label, record)


def _list_known_columns(record: str) -> str:
    title = "Key result" if record == "key_result" else "Title"
    return ", ".join(title if field.name == "title" else field.label for field in RECORDS[record].fields)


def _read_row(
    reading: MarkdownReading,
    columns: list[tuple[Span, Field[object] | None]],
    cells: list[Span],
    record: str,
    *,
    refused: bool,
) -> MapNode:
    """Return the record of a row; of one that is `refused` only the title counts, its id and its number."""
    fields = RecordBuilder(reading, RECORDS[record].name.replace("_", " "))
    number = 0
    for (head, known), cell in zip(columns, cells, strict=False):
        # `KR3: Title`, or `KR3` in the column that counts the rows.
        if record == "key_result" and (known.name == "title" if known else _is_counter(head)):
            number = number or find_number(cell)
        if known is None:
            continue
        for name, value in _read_cell(reading, known, cell):
            if refused and not (name in ("title", "id") and cell and fits(known, cell.line)):
                value = Scalar(cell.line, cell.place, refused=True)
            # No place for the key: it stands in the table's head, and what is wrong with a row is said at the row.
            fields.add_entry(name, value)
    return fields.build_node(_find_extent(cells), number)


def _is_counter(head: Span) -> bool:
    return normalise_label(head.line) in _COUNTERS


def _find_extent(cells: list[Span]) -> Place:
    filled = [cell for cell in cells if cell]
    return filled[0].place.span_to(filled[-1].place)


def _read_cell(reading: MarkdownReading, known: Field[object], cell: Span) -> list[tuple[str, Node]]:
    """Return what a cell says: its field, and for a title with `{#id}` the id too."""
    if not cell:
        return [(known.name, cell.to_scalar(""))]
    if known.type is SEVERAL_RECORDS:
        steps = read_milestones(reading, cell, ())
        return [(known.name, ListNode(tuple(steps), cell.place))] if steps else []
    if known.name != "title":
        value = read_value(reading, known, cell)
        return [(known.name, _unescape_pipes(value))] if value is not None else []
    title = strip_prefix(cell)
    match = IDENTIFIER.search(title.mask_markup)
    if not match or title.mask_markup[match.end() :].strip():
        return [("title", _unescape_pipes(reading.make_scalar(title)))]
    words = _unescape_pipes(reading.make_scalar(title.cut_span(0, match.start())))
    return [("title", words), ("id", title.cut_span(*match.span("id")).to_scalar())]


def _unescape_pipes(value: Node) -> Node:
    """Code keeps its backslashes, except before a pipe: there it is the table's, not the code's."""
    if isinstance(value, Scalar) and "\\|" in value.text:
        return Scalar(value.text.replace("\\|", "|"), value.place, value.plain)
    return value
