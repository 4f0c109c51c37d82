"""How numbers are written for people: with a point or a comma before decimals, as the site's settings say.

Decides it once for the process. Numbers are written in some forty places, in explanations, on pages, maps and charts,
most of them plain functions from a value to its text; a setting that each of them had to be handed would be forgotten
in one, and a page with both signs is worse than either. What reads the content says which it is, before anything is
written.
Numbers for machines (JSON, coordinates, attributes of the style) never pass here.
"""

from __future__ import annotations

import math
from functools import lru_cache

from okrsite.late_patterns import compile_late

_BETWEEN_DIGITS = compile_late(r"(?<=[0-9])[.,](?=[0-9])")
_EXACT = 1e9
"""So many parts of one are told apart before a number is rounded."""
_HUGE = 1e290
"""A number that has no halves, and of which a multiple may be more than a float can hold."""


NumberStyleKey = tuple[bool, str, str]
"""What decides how numbers are written: whether with a comma before decimals, between thousands, and before percent."""


class _NumberStyle:
    decimal_comma = False
    thousands = ","
    percent = "%"
    gap = ""
    key: NumberStyleKey = (False, ",", "")


def set_decimal_comma(decimal_comma: bool, thousands: str = ".", percent: str = "%") -> None:
    """Write numbers from now on with a comma before decimals, or with a point.

    Args:
        decimal_comma: Whether it is a comma.
        thousands: The sign between thousands where it is a comma; else that is a comma.
        percent: The sign of percent, with the blank that stands before it.
    """
    _NumberStyle.decimal_comma = decimal_comma
    _NumberStyle.thousands = thousands if decimal_comma else ","
    _NumberStyle.percent = percent
    _NumberStyle.gap = percent.removesuffix("%")
    _NumberStyle.key = (decimal_comma, _NumberStyle.thousands, _NumberStyle.gap)


def get_number_style_key() -> NumberStyleKey:
    """Return what decides now how numbers are written, for what is kept in memory and has some in it."""
    return _NumberStyle.key


def uses_decimal_comma() -> bool:
    """Whether numbers are written with a comma before decimals now."""
    return _NumberStyle.decimal_comma


def get_thousands_sign() -> str:
    """Return the sign that stands between thousands now."""
    return _NumberStyle.thousands


def get_percent_sign() -> str:
    """Return the sign of percent as it stands behind a number now, with the blank before it, at which no line ends."""
    return _NumberStyle.percent


def get_percent_gap() -> str:
    """Return the blank that stands before a sign of percent or per mille now; empty in English."""
    return _NumberStyle.gap


@lru_cache(maxsize=2048)
def round_half_up(value: float) -> int:
    """Round as readers do: halves go up. Scripts of the pages do the same (`roundHalfUp`).

    What a number loses by being binary is no part of it: 28.5% is a share of 0.285, a hundred times of which are
    28.499999999999996.
    """
    return int(value) if abs(value) > _HUGE else math.floor(math.floor(value * _EXACT + 0.5) / _EXACT + 0.5)


def round_percent(share: float) -> int:
    """Return a share of 0.0 to 1.0 in whole percent; whatever prints or judges whole percent asks here."""
    return 100 * int(share) if abs(share) > _HUGE else round_half_up(share * 100)


def swap_decimal_sign(text: str, decimal_comma: bool) -> str:
    """Return a text of ours with the decimal signs of the site: points and commas between digits change places."""
    return _BETWEEN_DIGITS.sub(lambda match: "," if match[0] == "." else ".", text) if decimal_comma else text


def write_numbers(text: str) -> str:
    """Return a text of ours, whose numbers have points before decimals, as the site writes numbers."""
    if not _NumberStyle.decimal_comma:
        return text
    return _BETWEEN_DIGITS.sub(lambda match: _NumberStyle.thousands if match[0] == "," else ",", text)


def format_count(number: int) -> str:
    """Write a whole number with its thousands apart: `1,200`, or `1.200` where commas stand before decimals."""
    return write_numbers(f"{number:,}")


def format_decimals(number: float, decimals: int = 2) -> str:
    """Write a number with so many decimals."""
    return write_numbers(f"{number:.{decimals}f}")


def format_shortest(number: float) -> str:
    """Write a number with as few digits as it needs, at most six."""
    return write_numbers(f"{number:g}")


def format_english_plural(number: int, singular: str, plural: str = "") -> str:
    """Write `1 goal` or `3 goals` for a terminal, where all words are English whatever the language of the site."""
    return f"{format_count(number)} {singular if number == 1 else plural or singular + 's'}"
