"""Why a text is not a value of the type that was asked for, and how our own sentences quote texts and write numbers."""

from __future__ import annotations

import msgspec

from okrsite.number_style import swap_decimal_sign as swap_decimal_sign

MAX_LENGTH = 80
"""Characters of a number; what is longer is prose, or an attack."""


class Misread(msgspec.Struct, frozen=True):
    """Why a text is not a value of the type that was asked for."""

    code: str
    """A code of `okrsite.problems.CODES`."""
    message: str
    """A full sentence."""
    hint: str = ""
    """What to type instead; empty when the message says it."""
    correction: str | None = None
    """The text that was meant, where that is known."""


def quote_text(text: str) -> str:
    """Return a text as a message quotes it: in quotes, on one line, and never long."""
    line = " ".join(text[:200].split())
    # What doesn't print could garble the message, or make it say something else.
    line = "".join(sign if sign.isprintable() else "�" for sign in line)
    return f"'{line if len(line) <= 40 else line[:39] + '…'}'"


def refuse_long_text(typed: str) -> Misread:
    """Refuse a text that nothing counted could need."""
    return Misread(
        "OKR203",
        f"{quote_text(typed)} is too long for a number.",
        "Type the number and its unit; words belong into the notes.",
    )


def write_plain_number(value: float, decimal_comma: bool) -> str:
    """Write a number as it is typed, without groups of digits and needless zeros."""
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return swap_decimal_sign("0" if written in ("-0", "") else written, decimal_comma)
