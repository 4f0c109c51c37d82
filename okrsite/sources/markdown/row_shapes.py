"""Whether the cells of a short row can belong to other columns than they seem to.

GitHub fills a row that has too few cells at its end. Somebody may have forgotten a cell in the middle as well, and a
start would be read as a target. Which of the two it was shows where only one of them gives each column what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Field
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.initiatives import is_name
from okrsite.sources.markdown.spans import Span
from okrsite.sources.quantities import CURRENCY

_NUMBER = compile_late(rf"[~<>≈]?[-−+]?\s?(?:{CURRENCY}\s?)?[-−]?\.?\d[^/]*", re.DOTALL)
_SHAPES: dict[AnyFieldType, re.Pattern[str]] = {
    types.NUMBER: _NUMBER,
    types.WEIGHT: compile_late(r"\d{0,6}(?:[.,]\d{1,6})?"),
    types.VALUE: compile_late(rf"{_NUMBER.pattern}|none|commit|target|stretch", re.DOTALL | re.IGNORECASE),
    types.CONFIDENCE: re.compile(r"\d{1,3}(?:[.,]\d+)?\s?%?"),
    types.FRACTION: compile_late(r"[01]?(?:[.,]\d+)?|\d{1,3}\s?%"),
    types.DATE: compile_late(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"),
    types.RANGE: compile_late(r".*(?:\.\.|[<>≤≥–]|\bto\b).*", re.DOTALL),
    types.BOOLEAN: compile_late(r"\[.?\]|[✓✔☑✅☐✗✘x]|yes|no|true|false|on|off", re.IGNORECASE),
    types.ID: re.compile(r"(?=.*[a-z])[a-z0-9-]+"),
}
"""What the values of a type look like; those of other types look like anything."""
_MOST_COLUMNS = 40
"""More than there are fields; each row is compared once for each of them."""
_DATE_OR_NUMBER = compile_late(r"[-+~<>≈]?[\d.,]+\s?%?|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")


def has_one_reading(columns: Sequence[Field[object] | None], cells: Sequence[Span]) -> bool:
    """Return whether a row with fewer cells than columns can only lack those at its end.

    One with more of them, the last of which are empty, has too many only there if each other one is what it should be,
    and none of them is empty that may be the one too many.

    Args:
        columns: The fields of the columns; None for one that isn't read.
        cells: The cells of the row.
    """
    texts = [cell.line for cell in cells]
    if len(columns) > _MOST_COLUMNS or not _fit(columns, texts):
        return False
    last = max((at for at, text in enumerate(texts) if text), default=-1)
    if len(texts) > len(columns):
        empty = (at for at, text in enumerate(texts[:last]) if not text)
        return not any(_fit(columns, texts[:at] + texts[at + 1 :]) for at in empty)
    missing = [""] * (len(columns) - len(texts))
    others = (texts[:at] + missing + texts[at : last + 1] for at in range(1, last + 1))
    return not any(_fit(columns, row) for row in others)


def _fit(columns: Sequence[Field[object] | None], texts: Sequence[str]) -> bool:
    """Return whether each text looks like what its column holds."""
    return all(not text or field is None or fits(field, text) for field, text in zip(columns, texts, strict=False))


def fits(field: Field[object], text: str) -> bool:
    """Whether a text looks like what a field holds; of many types every text does."""
    if field.type in (types.PERSON, types.PEOPLE):
        return is_name(text.strip("*_`@").replace(",", " "))
    shape = _SHAPES.get(field.type)
    if shape is not None:
        return shape.fullmatch(text.strip("*_`")) is not None
    return field.name != "title" or _DATE_OR_NUMBER.fullmatch(text) is None
