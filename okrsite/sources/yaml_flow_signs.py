"""Signs in the place of a comma, a colon or a blank between brackets, and what is said of them."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_names import NAME, NAMES
from okrsite.sources.yaml_quotes import name_sign
from okrsite.sources.yaml_values import is_text

NO_TEXT = compile_late(r"(?:[-+−]?[\d.,]+(?:\s*[%€$]|[kM])?|\d{4}-\d\d-\d\d|[a-z][a-z0-9-]*(?:/[a-z0-9#-]+)*)\Z")
"""A number, a day or an id."""
_NEXT_QUOTED = compile_late(rf",\s*{NAME}\s*:\s*[\"']")
_NEXT_FIELD = compile_late(rf",\s*(?:{'|'.join(sorted(NAMES))})\s*:\s")


def explain_sign_for_colon(sign: str) -> str:
    """Say that something else than a colon stands between a field and its value."""
    return f"Between a field's name and its value belongs a colon, and here stands `{sign.strip()}`."


def ends_in_sign_for_comma(text: str, name: str) -> bool:
    """Whether a value ends in a sign that stands in the place of a comma, and is no full stop of a sentence."""
    is_value = text[-2:-1] in "0123456789%" or not is_text(name) or NO_TEXT.match(text[:-1]) is not None
    return text[-1:] == ";" or (text[-1:] == "." and is_value)


def explain_sign_for_comma(sign: str) -> str:
    """Say that something else than a comma stands between two fields."""
    return f"Between two fields belongs a comma, and here stands `{sign}`."


def explain_odd_blank(blank: str) -> str:
    """Say that a blank isn't the one that the keyboard's long key types."""
    return f"An unusual blank stands here ({name_sign(blank)}): it looks like a plain space and isn't one."


def find_next_field(line: str, start: int, end: int, name: str) -> re.Match[str] | None:
    """Match the comma and the next field behind a quotation mark that was never closed; None where it may be a text.

    Args:
        line: The line.
        start: Where the text within the quotation mark begins.
        end: Where it would end.
        name: The field to which it belongs: in a text, only a field with quotes of its own is one.
    """
    following = _NEXT_QUOTED.search(line, start, end)
    return (_NEXT_FIELD.search(line, start, end) or following) if following and not is_text(name) else following
