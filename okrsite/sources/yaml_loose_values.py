"""Values in YAML that are told as in a sentence: `from 20% to 85%`, and `now: wait 5, queue 7` without its braces."""

from __future__ import annotations

from collections.abc import Collection

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_names import BESIDE_VALUES, HOLDERS

_AMOUNT = (
    r"(?:\"[^\"]{1,40}\"|'[^']{1,40}'|"
    r"[-+−]?(?:[A-Z]{3} ?|[€$£])?\d[\d.]*(?:\s?(?!to\b|bis\b|→|->)[^\s,{}\[\]\"'\d:][^\s,{}\[\]\"'\d:]{0,20}){0,2})"
)
FROM_TO = compile_late(rf"\s*from\s+(?P<first>{_AMOUNT})\s+(?:to|bis|→|->)\s+(?={_AMOUNT}\s*[,}}])")
_LOOSE_VALUE = rf"(?!(?:{'|'.join(BESIDE_VALUES)})\s*:)(?:[a-z][\w-]*(?::\s+|\s+)|\d{{4}}-\d\d-\d\d:\s+){_AMOUNT}"
_LOOSE_VALUES = compile_late(rf"{_LOOSE_VALUE}(?:,\s*{_LOOSE_VALUE})*(?=\s*(?:[,}}]|\Z))")
_LOOSE_NAME = compile_late(r"(?P<name>[a-z][\w-]*|\d{4}-\d\d-\d\d):?\s+(?=[-+−€$£]*\d|[\"'])")


def find_loose_values(line: str, start: int, end: int, name: str, names: Collection[str]) -> tuple[str, int] | None:
    """Return values by name that stand in no braces, with their colons, and where they end; None where none are.

    Args:
        line: The line.
        start: Where the value of a field begins.
        end: Where the line's own text ends.
        name: The field's name.
        names: The names of the fields beside it: `now` takes one number elsewhere than in a check-in.
    """
    if name not in HOLDERS or not ({"date", "by"} & set(names) or line[start].isdigit()):
        return None
    match = _LOOSE_VALUES.match(line, start, end)
    return (_LOOSE_NAME.sub(r"\g<name>: ", match[0]), match.end()) if match else None
