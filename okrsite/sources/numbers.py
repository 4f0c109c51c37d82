"""Scalars as people type them: shares, weights, dates, yes and no; and how numbers are written on pages.

Decides what a text means once somebody else has decided which type it must have. Each `parse_` function returns the
value or a `Misread` with a code, a sentence and a way out; none raises. Quantities and ranges are read next door, and
offered here, so that callers know one module.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from msgspec.structs import replace

from okrsite.sources.quantities import (
    CURRENCY,
    Misread,
    parse_quantity,
    quote_text,
)
from okrsite.sources.ranges import parse_range

__all__ = [
    "Misread",
    "parse_boolean",
    "parse_confidence",
    "parse_date",
    "parse_fraction",
    "parse_quantity",
    "parse_range",
    "parse_weight",
    "render_quantity",
]

_WORDS = {"true": True, "yes": True, "on": True, "x": True, "false": False, "no": False, "off": False}
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_SHARE = re.compile(r"(?P<minus>[-−]?)(?P<number>[0-9]{1,20}(?:\.[0-9]{1,20})?|\.[0-9]{1,20})\s*(?P<percent>%?)\Z")
# Twelve digits are more than anybody types, and few enough to cut off what floats add: 0.1 + 0.2.
_TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_EVEN)
_MONEY = re.compile(rf"(?P<currency>{CURRENCY})(?P<rest>/.*| per .*)?\Z", re.DOTALL)


def parse_confidence(text: str, *, decimal_comma: bool = False, called: str = "confidence") -> float | Misread:
    """Read a confidence: `50%`, a share with a point (`0.5`), or 2 to 100 for percent.

    Args:
        text: What was typed.
        decimal_comma: The site's setting: `0,5` is a share too.
        called: What a message calls it: a link's `share` is read the same way.

    Returns:
        0.0 to 1.0, or OKR207. `1` is asked about: it could be 1 % or 100 %.
    """
    typed = text.strip()
    match = _SHARE.match(_normalise_decimal_point(typed, decimal_comma))
    if match is None:
        usual = "; the usual three are 80%, 50% and 20%" if called == "confidence" else ""
        return _refuse_share("OKR207", typed, f"A {called} is a number such as 50%{usual}.")
    value = -float(match["number"]) if match["minus"] else float(match["number"])
    as_share = not match["percent"] and (value == 0 or ("." in match["number"] and value <= 1))
    if not as_share and not match["percent"] and value == 1:
        return Misread(
            "OKR207", f"A {called} of {quote_text(typed)} can be read in two ways.", "Do you mean 1% or 100%?"
        )
    if not as_share and not match["percent"] and 0 < value < 2:
        return Misread(
            "OKR207",
            f"A {called} of {quote_text(typed)} is neither a fraction nor percent.",
            f"Type `{typed}%`, or a fraction up to 1.0.",
        )
    share = value if as_share else value / 100
    if not 0 <= share <= 1:
        return Misread(
            "OKR207", f"A {called} lies between 0% and 100%, and {quote_text(typed)} doesn't.", "Type it like 50%."
        )
    return share + 0.0


def parse_fraction(text: str, *, decimal_comma: bool = False) -> float | Misread:
    """Read a grade: 0.0 to 1.0, or percent; `0,7` too where the site's setting says so.

    Returns:
        0.0 to 1.0, or OKR223.
    """
    typed = text.strip()
    match = _SHARE.match(_normalise_decimal_point(typed, decimal_comma))
    if match is None:
        return _refuse_share("OKR223", typed, "Type a number from 0.0 to 1.0, such as 0.7.")
    value = float(match["number"]) / (100 if match["percent"] else 1)
    if match["minus"] and value:
        return Misread("OKR223", f"{quote_text(typed)} is below 0.", "Grades go from 0.0 to 1.0.")
    if value > 1:
        asked = f"Do you mean {value / 10:g} or {value:g}%?" if not match["percent"] and value <= 10 else ""
        return Misread(
            "OKR223",
            f"{quote_text(typed)} is more than 1.0.",
            asked or "Grades go from 0.0 to 1.0, or from 0% to 100%.",
        )
    return value


def parse_weight(text: str, *, decimal_comma: bool = False) -> float | Misread:
    """Read a weight: a number, 0 or more, or percent (`50%` is 0.5; weights only count beside each other).

    Returns:
        The weight, or OKR214.
    """
    quantity = parse_quantity(text, decimal_comma=decimal_comma)
    if isinstance(quantity, Misread):
        return replace(quantity, code="OKR214")
    if quantity.unit not in ("", "%"):
        return Misread(
            "OKR214",
            f"A weight has no unit, and {quote_text(quantity.text)} has one.",
            "Type a number such as 2: counts twice as much.",
        )
    if quantity.value < 0:
        return Misread(
            "OKR214",
            f"A weight can't be negative, and {quote_text(quantity.text)} is.",
            "Type 0 for something that shall not count.",
        )
    return quantity.value / 100 if quantity.unit else quantity.value


def parse_date(text: str) -> date | Misread:
    """Read a date, year first: `2026-12-15` (ISO 8601, the one spelling that nobody reads in two ways).

    Returns:
        The date, or OKR206.
    """
    typed = text.strip()
    match = _DATE.match(typed)
    if match is None:
        return _refuse_date(typed)
    year, month, day = (int(part) for part in match.groups())
    if not year:
        return Misread("OKR206", f"{quote_text(typed)} is not a date: there is no year 0.", "Type it like 2026-12-15.")
    if not 1 <= month <= 12:
        swapped = f"{year:04}-{day:02}-{month:02}"
        hint = f"Do you mean {swapped}?" if _is_existing_date(year, day, month) else "Months go from 01 to 12."
        return Misread("OKR206", f"{quote_text(typed)} is not a date: there is no month {match[2]}.", hint)
    if not _is_existing_date(year, month, day):
        last = calendar.monthrange(year, month)[1]
        name = calendar.month_name[month] + (f" {year}" if month == 2 else "")
        sentence = f"{quote_text(typed)} is not a date: there is no {day} {name}."
        return Misread("OKR206", sentence, f"The last day of that month is {year:04}-{month:02}-{last}.")
    return date(year, month, day)


def parse_boolean(text: str) -> bool | Misread:
    """Read true or false: `true`, `yes`, `on` and `x`; `false`, `no` and `off`; any case.

    Returns:
        The truth value, or OKR211.
    """
    typed = text.strip()
    value = _WORDS.get(typed.lower())
    if value is None:
        return Misread("OKR211", f"{quote_text(typed)} is neither yes nor no.", "Type `true` or `false`.")
    return value


def render_quantity(value: float, unit: str) -> str:
    """Write a number with its unit in English: `1,200`, `45%`, `€30,000`, `EUR 30,000`, `3 days`.

    Currencies stand before the number, other units behind it. Decimals are as many as needed, at most twelve digits
    in all, so that what floats add never shows.
    """
    if not math.isfinite(value):
        return "–"
    number = _format_digits(abs(float(value)))
    sign = "-" if value < 0 and number != "0" else ""
    money = _MONEY.match(unit)
    if money:
        gap = " " if money["currency"].isalpha() else ""
        return f"{sign}{money['currency']}{gap}{number}{money['rest'] or ''}"
    if not unit or unit[0] in "%‰/" or unit in ("°", "x"):
        return f"{sign}{number}{unit}"
    return f"{sign}{number} {unit}"


def _format_digits(value: float) -> str:
    if value.is_integer() and value < 1e15:
        return f"{int(value):,}"
    rounded = _TWELVE_DIGITS.create_decimal(Decimal(repr(value)))
    written = f"{rounded:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _normalise_decimal_point(typed: str, decimal_comma: bool) -> str:
    """Return a share with a point: below 1 nothing is grouped, so a comma can only stand before decimals."""
    return typed.replace(",", ".") if decimal_comma and "." not in typed else typed


def _refuse_share(code: str, typed: str, hint: str) -> Misread:
    if not typed:
        return Misread(code, "There is no number here.", hint)
    comma = re.match(r"([0-9]{1,3}),([0-9]{1,6})\s*(%?)\Z", typed)
    if comma:
        hint = f"Type it with a point: `{comma[1]}.{comma[2]}{comma[3]}`."
    elif typed[0] in "~≈<>≤≥":
        hint = "Type one number, such as 50%."
    return Misread(code, f"{quote_text(typed)} is not a number that is understood here.", hint)


def _refuse_date(typed: str) -> Misread:
    if not typed:
        return Misread("OKR206", "There is no date here.", "Type it like 2026-12-15.")
    loose = re.match(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z", typed)
    if loose and _is_existing_date(*(int(part) for part in loose.groups())):
        hint = f"Type {loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}."
    elif re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", typed):
        hint = f"Leave out the time of day: {typed[:10]}."
    else:
        hint = "Type the year, the month and the day with hyphens: 2026-12-15."
    return Misread("OKR206", f"{quote_text(typed)} is not a date that is understood here.", hint)


def _is_existing_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
