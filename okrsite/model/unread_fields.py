"""Which fields can't be read because their names, or the row in which they stand, can't be.

Decides for a name that isn't in the vocabulary, or that stands twice, which field of an objective or a key result is in
doubt, and for a row of a table with too few or too many cells that all of its key result are. What a name is near to
counts as meant; of what is near to nothing, nothing but that field itself can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from okrsite.fields import Record
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import KeyResult, Objective
from okrsite.nearest import find_close_name
from okrsite.problems import Place, Problem, point_at
from okrsite.sources.mark_words import find_mark_field, may_keep_back
from okrsite.sources.markdown.labels import find_field, find_nearest_label
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

ROW = "row"
"""Stands for all fields of a key result whose row in a table can't be read."""
FURTHER = "further field"
"""Stands for a field that is near to none of the vocabulary."""
_ABOUT_NAMES = frozenset({"OKR104", "OKR201"})
IDENTIFYING: frozenset[str] = frozenset(
    field.name for field in (OBJECTIVE.VISIBILITY, OBJECTIVE.AUDIENCE, OBJECTIVE.TITLE, OBJECTIVE.ID, OBJECTIVE.ALIASES)
)
"""Marks, and what a thing is known by: without them it can't be told what else goes."""
WITH_RECORDS: frozenset[str] = frozenset(
    field.name
    for field in (
        OBJECTIVE.CHECKINS,
        OBJECTIVE.INITIATIVES,
        KEY_RESULT.MILESTONES,
        KEY_RESULT.LEVELS,
        KEY_RESULT.PHASES,
        KEY_RESULT.RUBRIC,
    )
)
"""Fields of several records, each of which has names of its own."""
_WITHHELD_PART = compile_late(r"\b(?:numbers|notes)\b", re.IGNORECASE)
"""What else an audience can be, beside the words of secrecy."""


class DoubtfulField(msgspec.Struct, frozen=True):
    """A field that is in doubt, and whose it is."""

    key_result: str | None
    """The id of a key result; None: the objective's own."""
    field: str
    """Its name, `ROW` or `FURTHER`."""


def find_doubtful_fields(problem: Problem, objective: Objective, lines: Sequence[str]) -> tuple[DoubtfulField, ...]:
    """Return the fields of an objective that an error about a name or a row puts in doubt; none where more may be lost.

    Args:
        problem: The error; it lies within the objective.
        objective: What was read of it.
        lines: Those of its file.
    """
    place = problem.place
    if place.line != place.end_line or not 0 < place.line <= len(lines):
        return ()
    line = lines[place.line - 1]
    if problem.code == "OKR120":
        row = next((known for known in objective.key_results if known.place.line == place.line), None)
        if row is None or not line.lstrip().startswith("|") or _may_withhold([line, *_list_heads(place, lines)]):
            return ()
        return (DoubtfulField(row.id, ROW),)
    if problem.code not in _ABOUT_NAMES:
        return ()
    name = line[place.column - 1 : place.end_column - 1].strip("\"'*_ ")
    if line.lstrip().startswith("|"):
        return tuple(_list_column(name, place.line, objective, lines))
    typed = list(_list_deeper_lines(place, lines))
    if find_mark_field(name) or _may_withhold(typed):
        return ()
    key_result = _find_key_result(place, objective, lines)
    field = _find_inner(place, (key_result or objective).places)
    field = field or _find_field_name(name, KEY_RESULT if key_result else OBJECTIVE)
    # Words that are no name are what a comma cut off from the value before.
    if field == FURTHER and " " in name:
        return ()
    return (
        ()
        if field in {*IDENTIFYING, OBJECTIVE.KEY_RESULTS.name}
        else (DoubtfulField(key_result.id if key_result else None, field),)
    )


def _list_heads(place: Place, lines: Sequence[str]) -> Iterator[str]:
    """Yield the heads of the columns of a row's table; of one that says who sees it by its right name."""
    first = place.line - 1
    while first > 0 and lines[first - 1].lstrip().startswith("|"):
        first -= 1
    for head in lines[first].split("|"):
        yield find_mark_field(head.strip()) or head


def _find_inner(place: Place, places: Mapping[str, Place]) -> str:
    """Return the field of several records, such as check-ins, in one of which a place lies; empty for none."""
    start = (place.line, place.column)
    for name in sorted(WITH_RECORDS & places.keys()):
        span = places[name]
        if (span.line, span.column) <= start < (span.end_line, span.end_column):
            return name
    return ""


def _list_column(name: str, head: int, objective: Objective, lines: Sequence[str]) -> Iterator[DoubtfulField]:
    """Yield the field that a column of a table is meant as, of each key result in a row of that table."""
    known = find_field(name, "key_result") or find_field(find_nearest_label(name, "key_result"), "key_result")
    field = known.name if known else FURTHER
    end = next((number for number in range(head, len(lines)) if not lines[number].lstrip().startswith("|")), len(lines))
    if field in {*IDENTIFYING, OBJECTIVE.KEY_RESULTS.name} or find_mark_field(name) or _may_withhold(lines[head:end]):
        return
    for key_result in objective.key_results:
        if head < key_result.place.line <= end:
            yield DoubtfulField(key_result.id, field)


def _find_field_name(name: str, record: Record) -> str:
    if known := find_field(name, record.name):
        return known.name
    return find_close_name(name.casefold().replace("-", "_"), [field.name for field in record.fields]) or FURTHER


def _find_key_result(place: Place, objective: Objective, lines: Sequence[str]) -> KeyResult | None:
    """Return the key result to which a line of YAML belongs: the last that begins above it and isn't as deep."""
    before: KeyResult | None = None
    for key_result in objective.key_results:
        starts = [known.line for known in (key_result.place, *key_result.places.values()) if known.line]
        first = min(starts)
        begins = first == place.line + 1 and lines[place.line - 1].lstrip().startswith("- ")
        if first > place.line and not begins:
            break
        before = key_result
        if first == place.line or begins:
            return before
        dash = next((number for number in range(first, 0, -1) if lines[number - 1].lstrip().startswith("- ")), first)
        if _indent(lines[place.line - 1]) <= _indent(lines[dash - 1]):
            before = None
    return before


def may_hide_mark(place: Place, lines: Sequence[str]) -> bool:
    """Whether a field that can't be read may be meant to keep something back.

    Args:
        place: Where its name or its value stands.
        lines: Those of its file.
    """
    if not 0 < place.line <= len(lines):
        return True
    line = lines[place.line - 1]
    name = re.match(r"[\s\-*+{]*[\"']?([^:\"']*)", line)
    at_first = point_at(place.path, place.line, _indent(line) + 1)
    named = find_mark_field(name[1]) if name else ""
    return bool(named) or _may_withhold(list(_list_deeper_lines(at_first, lines)))


def _list_deeper_lines(place: Place, lines: Sequence[str]) -> Iterator[str]:
    """Yield the rest of the line of a key, and the lines below that are deeper: all that may be its value."""
    yield lines[place.line - 1][place.column - 1 :]
    for line in lines[place.line :]:
        if line.strip() and _indent(line) < place.column:
            return
        yield line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _may_withhold(lines: Sequence[str]) -> bool:
    """Whether lines may say that something isn't for everybody."""
    text = "\n".join(lines)
    return may_keep_back(text) or _WITHHELD_PART.search(text) is not None
