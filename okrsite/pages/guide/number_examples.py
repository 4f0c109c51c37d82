"""Numbers in the guide's texts, with the decimal sign of the site: an example has to be what can be typed there."""

from __future__ import annotations

from okrsite.late_patterns import compile_late
from okrsite.number_style import uses_decimal_comma, write_numbers

_NO_NUMBERS = frozenset({"publish", "settings"})
"""Pages with names of files and versions, and values of settings."""
_ABOUT_SIGNS = compile_late(r"[^.;:]*`decimal_comma`[^.;:]*(?:`[^`]*`[^.;:`]*)*")
"""The part of a sentence that says how a site reads both signs: it is right as it stands, on every site."""


def write_example_numbers(name: str, text: str) -> str:
    """Return the text of a page of the guide, or a part of it, with the numbers written as on this site.

    Args:
        name: The page.
        text: What stands on it, with points before decimals.
    """
    if name in _NO_NUMBERS or not uses_decimal_comma():
        return text
    parts, at = [], 0
    for match in _ABOUT_SIGNS.finditer(text):
        parts += [write_numbers(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, write_numbers(text[at:])])
