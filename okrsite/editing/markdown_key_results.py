"""Key results in Markdown: rows of a table where their fields fit into columns, bullets where not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from okrsite.editing.markdown_fields import write_field
from okrsite.editing.markdown_trials import (
    Lines,
    MarkdownTrials,
    frame_texts,
    list_typed_entries,
    nest,
    spell_words,
)
from okrsite.editing.new_nodes import make_list, make_record, make_text
from okrsite.editing.written_lines import WrittenLine, find_origin
from okrsite.sources.records import MapEntry, MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import KEY_RESULT, MILESTONE, OBJECTIVE

_COLUMNS = (
    KEY_RESULT.TITLE,
    KEY_RESULT.ID,
    KEY_RESULT.KPI,
    KEY_RESULT.FROM,
    KEY_RESULT.COMMIT,
    KEY_RESULT.TO,
    KEY_RESULT.STRETCH,
    KEY_RESULT.KEEP,
    KEY_RESULT.NOW,
    KEY_RESULT.CONFIDENCE,
    KEY_RESULT.OWNER,
    KEY_RESULT.UNIT,
    KEY_RESULT.WEIGHT,
    KEY_RESULT.DUE,
    KEY_RESULT.GRADE,
    KEY_RESULT.STATUS,
)
"""In the order in which they stand."""
_COLUMN_NAMES = frozenset(field.name for field in _COLUMNS)
_LINE = (KEY_RESULT.TITLE, KEY_RESULT.FROM, KEY_RESULT.TO, KEY_RESULT.NOW, KEY_RESULT.CONFIDENCE)
_YES, _NO = frozenset({"true", "yes"}), frozenset({"false", "no"})


def write_key_results(key_results: Iterable[Node], trials: MarkdownTrials) -> Lines:
    """Return key results, with an empty line behind each table and each list.

    Raises:
        UnwritableError: one of them can't be written.
    """
    records = [record if isinstance(record, MapNode) else _make_record(record) for record in key_results]
    lines: Lines = []
    with_rows = [(record, _write_cells(record, trials)) for record in records]
    for in_table, group in groupby(with_rows, lambda pair: pair[1] is not None):
        several = list(group)
        if in_table:
            rows = [(record.place.line, cells) for record, cells in several if cells is not None]
            lines += _write_table(rows)
        else:
            lines += [line for record, _ in several for line in _write_bullet(record, trials)]
        lines.append(WrittenLine(""))
    return lines


def _make_record(title: Node) -> MapNode:
    """Return a key result that is nothing but a title as a record."""
    return MapNode((MapEntry(Scalar(KEY_RESULT.TITLE.name, title.place), title),), title.place)


def _write_cells(record: MapNode, trials: MarkdownTrials) -> dict[str, str] | None:
    """Return a row's cells by field; None for a key result that doesn't fit into one."""
    cells: dict[str, str] = {}
    for entry in list_typed_entries(record):
        name, value = entry.key.text, entry.value
        if name not in _COLUMN_NAMES or not isinstance(value, Scalar):
            return None
        spelled = [text.replace("\\|", "|").replace("|", "\\|") for text in spell_words(value)]
        title = {} if name == KEY_RESULT.TITLE.name else {KEY_RESULT.TITLE.name: "Result"}
        tables = [[*frame_texts("## Title", ""), *_write_table([(0, {**title, name: text})])] for text in spelled]
        typed = [(KEY_RESULT.TITLE.name, make_text("Result")), (name, value)][0 if title else 1 :]
        lines = trials.find(tables, lambda table: table, _expect(make_record(dict(typed))))
        if lines is None:
            return None
        cells[name] = spelled[tables.index(lines)]
    return cells


def _write_table(rows: list[tuple[int, dict[str, str]]]) -> Lines:
    """Return a table of rows, each with the line at which it was typed and its cells by field."""
    columns = [field for field in _COLUMNS if any(field.name in row for _, row in rows)]
    heads = ["Key result" if field is KEY_RESULT.TITLE else field.label for field in columns]
    cells = [[row.get(field.name, "") for field in columns] for _, row in rows]
    widths = [max(3, *(len(row[at]) for row in (heads, *cells))) for at in range(len(columns))]
    lines = [
        WrittenLine(_join_cells(row, widths), origin, is_inner=True)
        for (origin, _), row in zip(rows, cells, strict=True)
    ]
    dashes = WrittenLine(_join_cells(["-" * width for width in widths], widths), is_inner=True)
    return [WrittenLine(_join_cells(heads, widths), rows[0][0]), dashes, *lines]


def _join_cells(cells: list[str], widths: list[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _expect(record: Node) -> MapNode:
    """Return the objective whose only key result is a record."""
    return make_record({OBJECTIVE.TITLE.name: "Title", OBJECTIVE.KEY_RESULTS.name: make_list([record])})


def _write_bullet(record: MapNode, trials: MarkdownTrials) -> Lines:
    """Return a key result as a bullet, with the fields below it that don't stand on its line."""
    said = {entry.key.text: entry.value for entry in list_typed_entries(record)}
    in_line = [field for field in _LINE if isinstance(said.get(field.name), Scalar)]
    shown = _choose_fields(record, {field.name for field in in_line} | {KEY_RESULT.DONE.name})
    bare = _choose_fields(record, {KEY_RESULT.TITLE.name, KEY_RESULT.DONE.name})
    box = _find_box(said.get(KEY_RESULT.DONE.name))
    origin = record.place.line
    head = None
    if {KEY_RESULT.FROM, KEY_RESULT.TO} <= set(in_line):
        spellings = [[WrittenLine(f"- {box}KR: {text}", origin)] for text in _spell_lines(said)]
        head = trials.find(spellings, lambda lines: [*frame_texts("## Title", ""), *lines], _expect(shown))
    told = set(_list_names(shown)) if head is not None else set(_list_names(bare))
    if head is None:
        title = said.get(KEY_RESULT.TITLE.name)
        words = list(spell_words(title)) if isinstance(title, Scalar) else [""]
        spellings = [[WrittenLine(f"- {box}KR: {text}".rstrip(), origin)] for text in words]
        # Nothing in a title of its own is taken for numbers.
        label = KEY_RESULT.TITLE.label
        spellings += [[WrittenLine(f"- {box}KR:", origin), WrittenLine(f"  - {label}: {text}")] for text in words]
        head = trials.choose(
            spellings,
            lambda lines: [*frame_texts("## Title", ""), *lines],
            _expect(bare),
            "this key result",
            record.place,
        )
    lines = list(head)
    for entry in sorted(list_typed_entries(record), key=_find_rank):
        name = entry.key.text
        if name in told or (name == KEY_RESULT.DONE.name and box):
            continue
        if name == KEY_RESULT.MILESTONES.name:
            for step in list_typed_nodes(entry.value):
                lines += nest(_write_milestone(step, trials))
        elif field := KEY_RESULT.find_field(name):
            lines += nest(
                trials.choose(
                    write_field(field, entry.value, find_origin(entry)),
                    lambda below: [*frame_texts("## Title", "", "- KR: Result"), *nest(below)],
                    _expect(make_record({KEY_RESULT.TITLE.name: "Result", name: entry.value})),
                    f"“{field.label}”",
                    entry.value.place,
                )
            )
    return lines


def _find_rank(entry: MapEntry) -> int:
    """Return which fields stand first below a key result: its id, and last its steps and its notes.

    A list at the beginning of notes would take in steps that follow.
    """
    return {KEY_RESULT.ID.name: -1, KEY_RESULT.MILESTONES.name: 1, KEY_RESULT.NOTES.name: 2}.get(entry.key.text, 0)


def _choose_fields(record: MapNode, names: set[str]) -> MapNode:
    """Return a record with some of its fields only."""
    return MapNode(tuple(entry for entry in record if entry.key.text in names), record.place)


def _list_names(record: MapNode) -> Iterator[str]:
    """Yield the names of a record's fields."""
    return (entry.key.text for entry in record)


def _find_box(done: Node | None) -> str:
    word = done.text.strip().casefold() if isinstance(done, Scalar) else ""
    return "[x] " if word in _YES else "[ ] " if word in _NO else ""


def _spell_lines(said: dict[str, Node]) -> Iterator[str]:
    """Yield spellings of `Title: 120 → 180, now 142 (50%)`."""
    texts = {field.name: value.text for field in _LINE if isinstance(value := said.get(field.name), Scalar)}
    title = said.get(KEY_RESULT.TITLE.name)
    now, confidence = texts.get(KEY_RESULT.NOW.name), texts.get(KEY_RESULT.CONFIDENCE.name)
    numbers = f"{texts[KEY_RESULT.FROM.name]} → {texts[KEY_RESULT.TO.name]}{f', now {now}' if now else ''}"
    numbers += f" ({confidence})" if confidence else ""
    for words in spell_words(title) if isinstance(title, Scalar) else ():
        yield f"{words}: {numbers}"


def _write_milestone(step: Node, trials: MarkdownTrials) -> Lines:
    record = step if isinstance(step, MapNode) else _make_record(step)
    said = {entry.key.text: entry.value for entry in list_typed_entries(record)}
    title, origin = said.get(MILESTONE.TITLE.name), record.place.line
    box = _find_box(said.get(MILESTONE.DONE.name)) or "[ ] "
    texts = {
        field: value.text
        for field in (MILESTONE.DUE, MILESTONE.WEIGHT)
        if isinstance(value := said.get(field.name), Scalar)
    }
    details = ", ".join(f"{field.name} {text}" for field, text in texts.items())
    words = list(spell_words(title)) if isinstance(title, Scalar) else [""]
    further = [WrittenLine(f"  - {field.label}: {value}") for field, value in texts.items()]
    label = MILESTONE.TITLE.label
    spellings = [[WrittenLine(f"- {box}{text}{f' ({details})' if details else ''}", origin)] for text in words]
    spellings += [[WrittenLine(f"- {box}{text}", origin), *further] for text in words]
    spellings += [[WrittenLine(f"- {box}", origin), WrittenLine(f"  - {label}: {text}"), *further] for text in words]
    expected = make_record({KEY_RESULT.TITLE.name: "Result", KEY_RESULT.MILESTONES.name: make_list([record])})
    return trials.choose(
        spellings,
        lambda below: [*frame_texts("## Title", "", "- KR: Result"), *nest(below)],
        _expect(expected),
        "this step",
        record.place,
    )
