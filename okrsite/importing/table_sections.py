"""Tables whose objectives stand in rows of their own, as in a sheet that was pasted into a document.

Decides that a row with words in its first cell alone begins an objective, where several do and each has rows below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.importing.evidence import is_placeholder
from okrsite.importing.line_parts import clean_title
from okrsite.importing.table_columns import Columns
from okrsite.late_patterns import compile_late

_FEWEST_SECTIONS = 2
_VALUES = frozenset(("owner", "status", "score", "progress", "target", "now", "from"))
"""Fields of which a table of goals has at least one column."""
_NUMBER_BEFORE = compile_late(r"\d{1,2}\s+(?=\D)")

Rows = Sequence[Sequence[str]]


def find_sections(rows: Rows, columns: Columns) -> dict[int, str]:
    """Return the titles of objectives that stand in rows of their own, by row; none for a table of another shape."""
    if columns.objective is not None or columns.key_result is not None or 0 in columns.fields:
        return {}
    if _VALUES.isdisjoint(columns.fields.values()):
        return {}
    places = [place for place, row in enumerate(rows) if place and _is_section(row)]
    ends = [*places[1:], len(rows)]
    if len(places) < _FEWEST_SECTIONS or not all(
        any(_has_values(row) for row in rows[place + 1 : end]) for place, end in zip(places, ends, strict=True)
    ):
        return {}
    titles = [clean_title(rows[place][0]) for place in places]
    if all(_NUMBER_BEFORE.match(title) for title in titles):
        titles = [_NUMBER_BEFORE.sub("", title, count=1) for title in titles]
    return dict(zip(places, titles, strict=True))


def _is_section(row: Sequence[str]) -> bool:
    words = row[0].strip() if row else ""
    return (
        not is_placeholder(words)
        and not words.endswith((":", "："))
        and len(row) > 1
        and not any(cell.strip() for cell in row[1:])
    )


def _has_values(row: Sequence[str]) -> bool:
    return bool(row) and not is_placeholder(row[0]) and any(cell.strip() for cell in row[1:])
