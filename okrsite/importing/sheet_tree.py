"""Sheets with a row for each goal: a tree by ids, by outline numbers, by levels, or by the order of rows.

Decides which rows are objectives where no column says it: those that others stand below, and those below none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from okrsite.importing.doubtful_goals import is_sum
from okrsite.importing.evidence import is_placeholder
from okrsite.importing.found import Draft, DraftObjective
from okrsite.importing.line_parts import clean_title, take_apart
from okrsite.importing.row_values import RowReader, read_result
from okrsite.importing.words import cut_label, normalise_words, read_label
from okrsite.late_patterns import compile_late

_ID = compile_late(r"[A-Za-z]{0,10}-?\d{1,12}(?:\.\d{1,6}){0,5}")
_ADDRESS = compile_late(r"\s?\(https?://[^()\s]*\)")
"""Where the page of a related row is, as some exports say behind its title."""
_OUTLINE = compile_late(r"(?P<kind>[A-Za-z]{0,3})\s?(?P<number>\d{1,4}(?:\.\d{1,4}){0,6})\.?\Z")


@dataclass(slots=True)
class _Row:
    """A row of the tree."""

    cells: Sequence[str]
    line: int
    title: str
    kind: str
    """`objective`, `key result`, `work`, or empty where nothing says it."""
    parents: list[str]
    """What it names as being above it, ids or titles: first all of it, as titles have commas, then its parts."""
    children: list[_Row] = field(default_factory=list)
    above: _Row | None = None
    made: DraftObjective | None = None


def read_tree(draft: Draft, reader: RowReader) -> None:
    """Read rows of which each is a goal."""
    rows = _list_rows(draft, reader)
    _link_rows(draft, reader, rows)
    for row in rows:
        if not row.kind:
            row.kind = _guess_kind(row)
    for row in rows:
        if row.kind == "objective":
            row.made = reader.make_objective(row.cells, row.line, take_apart(row.title).title or row.title)
            row.made.owner = row.made.owner or take_apart(row.title).owner
            draft.objectives.append(row.made)
    for row in rows:
        _place_row(draft, reader, row)


def _list_rows(draft: Draft, reader: RowReader) -> list[_Row]:
    rows: list[_Row] = []
    names = {kind: {normalise_words(word) for word in words} for kind, words in reader.head.preset.types.items()}
    for cells, line in zip(reader.rows, reader.numbers, strict=True):
        words = " | ".join(cell for cell in cells if cell)
        raw = clean_title(" ".join((reader.get(cells, "title") or reader.get(cells, "objective")).split()))
        label = read_label(raw)
        title = cut_label(raw, "objective", "key result")
        if not words:
            continue
        if is_sum(title) and not reader.get(cells, "owner"):
            draft.add_fate(line, "left out", words, "It sums up others.")
            continue
        if is_placeholder(title):
            draft.add_fate(line, "left out", words, "It has no title.")
            reader.tell_untitled(draft, cells, line)
            continue
        typed = normalise_words(reader.get(cells, "type"))
        kind = next((kind for kind, known in names.items() if typed in known), "")
        if not kind and not typed and label is not None and label.kind in ("objective", "key result"):
            kind = label.kind
        if typed and not kind:
            kind = "other"
        rows.append(_Row(cells, line, title, kind, _list_parents(reader.get(cells, "parent"))))
    return rows


def _list_parents(text: str) -> list[str]:
    text = _ADDRESS.sub("", text)
    parts = [" ".join(part.split()) for part in (text, *re.split(r"[;,\n]", text))]
    return list(dict.fromkeys(filter(None, parts)))


def _link_rows(draft: Draft, reader: RowReader, rows: Sequence[_Row]) -> None:
    by_id: dict[str, _Row] = {}
    by_title: dict[str, _Row] = {}
    for row in rows:
        for name in ("id", "other_id", "outline"):
            if key := reader.get(row.cells, name).casefold():
                by_id.setdefault(key, row)
        by_title.setdefault(normalise_words(row.title), row)
    outlined = [reader.get(row.cells, "outline") or reader.get(row.cells, "id") for row in rows]
    is_outline = not any(row.parents for row in rows) and _is_outline(outlined)
    last_levels: dict[int, _Row] = {}
    last_objective: _Row | None = None
    for row, number in zip(rows, outlined, strict=True):
        above = _find_named(row, by_id, by_title)
        if above is None and is_outline:
            above = _find_outline(number, by_id)
        if above is None and not row.parents and reader.has("level"):
            above = _find_level(reader.get(row.cells, "level"), row, last_levels)
        if above is None and not row.parents and row.kind == "key result":
            above = last_objective  # a milestone belongs to the goal in whose rows it stands
        if row.parents and above is None:
            draft.add_problem(
                row.line, f"Row {row.line} names “{row.parents[0]}” as its parent, and no row has that id or title."
            )
        if above is not None and not _is_below(above, row):
            row.above = above
            above.children.append(row)
        if row.kind in ("objective", ""):
            last_objective = row


def _find_named(row: _Row, by_id: dict[str, _Row], by_title: dict[str, _Row]) -> _Row | None:
    for name in row.parents:
        for key in (
            name.casefold(),
            *(found[0].casefold() for found in _ID.finditer(name) if "%" not in name[found.end() : found.end() + 1]),
        ):
            if (above := by_id.get(key)) is not None and above is not row:
                return above
        if (above := by_title.get(normalise_words(name))) is not None and above is not row:
            return above
    return None


def _is_outline(numbers: Sequence[str]) -> bool:
    found = [match["number"] for number in numbers if (match := _OUTLINE.match(number))]
    return len(found) >= 0.8 * len(numbers) and any("." in number for number in found)


def _find_outline(number: str, by_id: dict[str, _Row]) -> _Row | None:
    match = _OUTLINE.match(number)
    if match is None or "." not in match["number"]:
        return None
    above = match["number"].rpartition(".")[0]
    return next(
        (
            row
            for key in (above, f"o{above}", f"{match['kind']}{above}".casefold(), f"{above}.")
            if (row := by_id.get(key))
        ),
        None,
    )


def _find_level(typed: str, row: _Row, last: dict[int, _Row]) -> _Row | None:
    match = re.search(r"\d{1,2}", typed)
    if match is None:
        return None
    level = int(match[0])
    above = last.get(level - 1)
    last[level] = row
    for deeper in [one for one in last if one > level]:
        del last[deeper]
    return above


def _is_below(above: _Row, row: _Row) -> bool:
    """Whether a row already stands below another: links in a circle lead nowhere."""
    at: _Row | None = above
    while at is not None:
        if at is row:
            return True
        at = at.above
    return False


def _guess_kind(row: _Row) -> str:
    """Return what a row is that no column tells: with rows below it, or with none above, an objective."""
    return "objective" if row.children or row.above is None else "key result"


def _place_row(draft: Draft, reader: RowReader, row: _Row) -> None:
    """Give a row its place in the tree, and say what it became."""
    words = " | ".join(cell for cell in row.cells if cell)
    above = row.above
    while above is not None and above.made is None:
        above = above.above
    if row.made is not None:
        row.made.parent = above.made if above is not None else None
        if above is None and row.parents:
            row.made.notes.append(f"Parent: {row.parents[0]}")
        draft.add_fate(
            row.line,
            "objective",
            words,
            "Its type says so." if reader.has("type") else "Rows stand below it, or none above.",
        )
    elif row.kind == "key result":
        target = above.made if above is not None else None
        if target is None:
            target = reader.make_objective(row.cells, row.line, row.title)
            draft.objectives.append(target)
            draft.add_fate(row.line, "objective", words, "It is a key result of no objective, and became one.")
            draft.add_problem(
                row.line, f"Row {row.line} is a key result of no objective.", "Move it below one after the import."
            )
            return
        target.key_results.append(read_result(reader, row.cells, row.line, row.title))
        draft.add_fate(row.line, "key result", words, f"It is a key result of “{target.title}”.")
    elif above is not None and above.made is not None:
        above.made.notes.append(f"{reader.get(row.cells, 'type') or 'Work'}: {row.title}")
        draft.add_fate(row.line, "note", words, f"It is work for “{above.made.title}”, and no goal.")
    else:
        draft.add_fate(row.line, "left out", words, f"“{reader.get(row.cells, 'type')}” is no type of goal.")
        draft.add_problem(
            row.line,
            f"Row {row.line} is of the type “{reader.get(row.cells, 'type')}”, which is no goal; it was left out.",
            "Name it under `types:` in a mapping for --map.",
        )
