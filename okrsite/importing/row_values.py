"""A row of a table by its fields, as values: owner, cycle, share, state, numbers with their unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okrsite.importing.cells import DateColumn, ShareColumn
from okrsite.importing.cycle_words import find_cycle, find_cycle_of_days
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective
from okrsite.importing.line_parts import clean_owner, take_apart
from okrsite.importing.mappings import Head
from okrsite.importing.tables import Table
from okrsite.importing.values import read_done, read_score
from okrsite.late_patterns import compile_late

_SPLIT_OWNERS = compile_late(r"[;\n|]")
_KEPT = ("kind", "scope", "tags")
"""Fields of tools for which we have none: what they say is kept as notes."""
_MULTIPLE = compile_late(r"(?P<number>-?[\d.,' ]*\d)(?P<unit>\s?\D.*)?\Z")


class RowReader:
    """Reads rows of one table."""

    def __init__(self, table: Table, head: Head) -> None:
        """Look at whole columns first: what one cell leaves open, others tell."""
        self.table = table
        self.head = head
        below = list(zip(table.rows, table.numbers, strict=True))[head.row + 1 :]
        self.repeated = [number for row, number in below if row == table.rows[head.row]]
        """Where the headings stand once more, as between groups and in files that were put behind each other."""
        self.rows = [row for row, _ in below if row != table.rows[head.row]]
        self.numbers = [number for row, number in below if row != table.rows[head.row]]
        self._columns = head.columns
        self._progress = ShareColumn(self.list_cells("progress"))
        self._objective_progress = ShareColumn(self.list_cells("objective_progress"))
        self.dates = DateColumn([*self.list_cells("start_date"), *self.list_cells("end_date")], head.preset.dates)
        above = [cell for row in table.rows[: head.row] for cell in row if cell]
        self.cycle = next((found for words in (table.name, *above) if (found := find_cycle(words))), None)
        """The cycle of rows that name none: that of the sheet's name, or of what stands above the headings."""
        named = set(head.columns.values())
        heads = table.rows[head.row]
        self._others = [
            (place, heads[place].strip() if place < len(heads) else "")
            for place in range(max((len(row) for row in self.rows), default=0))
            if place not in named
        ]

    def list_cells(self, field: str) -> list[str]:
        """Return the cells of a field's column."""
        place = self._columns.get(field)
        return [row[place] for row in self.rows if place is not None and place < len(row) and row[place]]

    def get(self, row: Sequence[str], field: str) -> str:
        """Return the cell of a field; empty where there is none."""
        place = self._columns.get(field)
        return row[place].strip() if place is not None and place < len(row) else ""

    def has(self, field: str) -> bool:
        """Whether there is a column for a field."""
        return field in self._columns

    def read_owner(self, row: Sequence[str], field: str = "owner") -> str | None:
        """Return who answers for something; several in one cell, parted by commas."""
        names = [name for part in _SPLIT_OWNERS.split(self.get(row, field)) if (name := clean_owner(part))]
        return ", ".join(names) or None

    def read_cycle(self, row: Sequence[str]) -> str | None:
        """Return the cycle that a row names, or that its days make."""
        if cycle := find_cycle(self.get(row, "cycle")):
            return cycle
        first, last = (
            self.dates.read(cell) if (cell := self.get(row, name)) else None for name in ("start_date", "end_date")
        )
        if first is not None and last is not None:
            return find_cycle_of_days(first, last)
        return self.cycle

    def make_objective(self, row: Sequence[str], line: int, title: str) -> DraftObjective:
        """Return an objective with the values of a row of its own."""
        objective = DraftObjective(title, line, owner=self.read_owner(row), cycle=self.read_cycle(row))
        objective.team = clean_owner(self.get(row, "team")) or None
        objective.why = self.get(row, "why") or None
        objective.score = self._read_number(row, "score", read_score, objective.notes)
        objective.progress = self._read_number(row, "progress", self._progress.read, objective.notes)
        self.fill_objective(objective, row)
        objective.status = self.get(row, "status") or None
        fields: tuple[str, ...] = ("metric", "from", "target", "now", "confidence", "notes", "weight", "result", *_KEPT)
        if objective.cycle is None or (self.get(row, "cycle") and find_cycle(self.get(row, "cycle")) is None):
            fields = (*fields, "cycle", "start_date", "end_date")
        objective.notes += self.list_notes(row, fields)
        return objective

    def fill_objective(self, objective: DraftObjective, row: Sequence[str]) -> None:
        """Give an objective the values of columns that speak of objectives alone, beside those of key results."""
        score = self._read_number(row, "objective_score", read_score, objective.notes)
        progress = self._read_number(row, "objective_progress", self._objective_progress.read, objective.notes)
        objective.score = objective.score if score is None else score
        objective.progress = objective.progress if progress is None else progress

    def _read_number(
        self, row: Sequence[str], field: str, read: Callable[[str], float | None], notes: list[str]
    ) -> float | None:
        """Return the number of a cell; one that can't be read becomes a note."""
        cell = self.get(row, field)
        number = read(cell)
        if cell and number is None:
            notes.append(f"{field.replace('_', ' ').capitalize()}: {cell}")
        return number

    def make_key_result(self, row: Sequence[str], line: int, title: str) -> DraftKeyResult:
        """Return a key result with the values of a row."""
        result = DraftKeyResult(title, line, owner=self.read_owner(row))
        unit = self.get(row, "unit")
        result.start, result.target, result.now = (
            _add_unit(self.get(row, name), unit) or None for name in ("from", "target", "now")
        )
        words = self.get(row, "result") or self.get(row, "status")
        result.result = words or None
        done = self.get(row, "done")
        result.done = _read_yes(done) if done else read_done(words) if words else None
        if end := self.get(row, "end_date"):
            day = self.dates.read(end)
            result.due = day.isoformat() if day is not None else None
            if day is None and end not in self.dates.doubts:
                result.notes.append(f"Due: {end}")
        result.notes += self.list_notes(row, ("why", "metric", "confidence", "notes", "weight", *_KEPT))
        result.score = self._read_number(row, "score", read_score, result.notes)
        result.progress = self._read_number(row, "progress", self._progress.read, result.notes)
        return result

    def list_notes(self, row: Sequence[str], fields: Sequence[str]) -> list[str]:
        """Return cells that are no values of ours as notes: those of some fields, and of columns that none has."""
        said = [f"{field.capitalize().replace('_', ' ')}: {cell}" for field in fields if (cell := self.get(row, field))]
        for place, name in self._others:
            cell = row[place].strip() if place < len(row) else ""
            if cell:
                said.append(f"{name}: {cell}" if name else cell)
        return said

    def tell_untitled(self, draft: Draft, row: Sequence[str], line: int) -> None:
        """Say of a row without a title that it was left out, where it says something that would be lost."""
        fields = ("owner", "from", "target", "now", "progress", "score", "status", "why", "metric", "notes")
        if any(self.get(row, field) for field in fields):
            draft.add_problem(
                line, f"Row {line} has values and no title; it was left out.", "Write its title, or delete the row."
            )

    def list_all(self, row: Sequence[str]) -> list[str]:
        """Return every cell of a row but its titles as a note."""
        titles = ("title", "objective", "key_result")
        return self.list_notes(row, [field for field in self._columns if field not in titles])


def read_result(reader: RowReader, row: Sequence[str], number: int, words: str) -> DraftKeyResult:
    """Return a key result of a cell's words with the values of its row; the words fill what its cells leave open."""
    parts = take_apart(words)
    result = reader.make_key_result(row, number, parts.title or words)
    result.owner = result.owner or parts.owner
    result.result = result.result or parts.result
    result.progress = parts.progress if result.progress is None else result.progress
    result.score = parts.score if result.score is None else result.score
    result.done = parts.done if result.done is None else result.done
    result.start, result.target = result.start or parts.start, result.target or parts.target
    return result


def _read_yes(cell: str) -> bool | None:
    words = cell.strip().lower()
    if words in ("yes", "y", "true", "x", "1", "ja", "oui", "sí", "si"):
        return True
    return False if words in ("no", "n", "false", "0", "nein", "non") else read_done(cell)


def _add_unit(cell: str, unit: str) -> str:
    """Return a number with the unit of its row, where it has none of its own."""
    match = _MULTIPLE.match(cell)
    if (
        match is None
        or match["unit"]
        or not unit
        or unit.lower() in ("number", "#", "count", "numeric", "anzahl", "none")
    ):
        return cell
    if unit.lower() in ("%", "percent", "percentage", "prozent"):
        return f"{cell}%"
    return f"{cell} {unit}" if len(unit) <= 20 else cell
