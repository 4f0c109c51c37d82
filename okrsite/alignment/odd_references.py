"""References with signs that none has, as programs make them of hyphens and quotes, and several in the place of one."""

from __future__ import annotations

from collections.abc import Callable

from okrsite.late_patterns import compile_late
from okrsite.sources.quantities import quote_text
from okrsite.sources.yaml_quotes import name_sign

_OTHER_HYPHENS = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"}
_AROUND = " \u00a0\"'“”„‘’‚«»`[]()<>{}"
_BETWEEN = compile_late(r"\s*[,;]\s*|\s+(?:and|und|&)\s+|\s+")
_MOST_PARTS = 8
_LONGEST = 600
"""Characters of a text that is looked into."""


def explain_odd_reference(text: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return sentence and hint for a text that leads nowhere, and would without its signs, or in parts; else None.

    Args:
        text: What was typed.
        is_known: Whether a reference leads to an objective or key result.
    """
    if len(text) > _LONGEST:
        return None
    plain = text.translate(_OTHER_HYPHENS).strip(_AROUND)
    if plain != text and is_known(plain):
        odd = next((sign for sign in text if ord(sign) in _OTHER_HYPHENS), text[0] if text[0] in _AROUND else text[-1])
        called = "" if odd.isascii() else f" ({name_sign(odd)})"
        return f"{quote_text(text)} has `{odd}` in it{called}, as no reference has.", f"Write {plain}."
    parts = [part for part in _BETWEEN.split(text) if part]
    if 1 < len(parts) <= _MOST_PARTS and all(map(is_known, parts)):
        lines = " and ".join(f"`- {part}`" for part in parts)
        hint = f"Give each a line of its own below the field, with a dash: {lines}."
        return f"{quote_text(text)} is more than one reference.", hint
    return None
