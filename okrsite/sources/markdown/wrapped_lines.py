"""Lines that an editor broke where Markdown takes the rest for something else: `(due 2026-12-05, weight` and `2)`."""

from __future__ import annotations

from okrsite.late_patterns import compile_late

_WRAPPED = compile_late(r"\([^()\n]*\n[ \t]*\d{1,9}[.)](?=[ \t\n,;]|\Z)")
_NUMBER_AT_START = compile_late(r"[ \t]*\d{1,9}[.)](?=[ \t,;]|$)")


def has_wrapped_number(text: str) -> bool:
    """Whether a parenthesis somewhere goes on in the next line with a number, which begins a list in Markdown."""
    return _WRAPPED.search(text) is not None


def is_wrapped_number(line: str, above: str) -> bool:
    """Whether a line begins with the number that ends the parenthesis of the line above: it is no item."""
    return _NUMBER_AT_START.match(line) is not None and above.rfind("(") > above.rfind(")") and "`" not in above
