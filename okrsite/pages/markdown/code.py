"""Code in an ordinary page, fenced or between backticks: it is shown as typed, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from okrsite.late_patterns import compile_late

_CODE = compile_late(r"(^(`{3,}|~{3,}).*?^\2[ \t]*$|`[^`\n]*`)", re.MULTILINE | re.DOTALL)


def remove_code(text: str) -> str:
    """Return a Markdown text without its code."""
    return _CODE.sub("", text)


def replace_outside_code(text: str, replace: Callable[[str], str]) -> str:
    """Return a Markdown text with something else, as `replace` gives it, in the place of each piece that is no code."""
    # Of three pieces each, the second is code and the third its mark.
    pieces = _CODE.split(text)
    pieces[::3] = map(replace, pieces[::3])
    return "".join(piece for place, piece in enumerate(pieces) if place % 3 < 2)
