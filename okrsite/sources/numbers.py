"""Scalars as people type them: shares, weights, dates, yes and no; and how numbers are written on pages.

Decides what a text means once somebody else has decided which type it must have. Each `parse_` function returns the
value or a `Misread` with a code, a sentence and a way out; none raises. Quantities and ranges are read next door, and
offered here, so that callers know one module.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.number_style import format_count, get_percent_gap, get_thousands_sign, write_numbers
from okrsite.sources.dates import parse_date
from okrsite.sources.no_numbers import PLACEHOLDERS
from okrsite.sources.quantities import (
    CURRENCY,
    Misread,
    parse_quantity,
    quote_text,
    swap_decimal_sign,
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
    "quote_text",
    "render_quantity",
]

_WORDS = {"true": True, "yes": True, "on": True, "x": True, "false": False, "no": False, "off": False}
_MEANT_WORDS = {
    **dict.fromkeys(("y", "1", "done", "completed", "complete", "finished", "100%", "✓", "✔", "✅", "☑"), "true"),
    **dict.fromkeys(("n", "nope", "0", "not yet", "open", "todo", "to do", "0%", "✗", "✘", "❌", "☐"), "false"),
}
"""Other words for true and false, which are asked about."""
_WHOLE_PERCENT = re.compile(r"(?:[0-9]{1,2}|100)%")
_SHARE = compile_late(
    r"(?P<minus>[-\u2010-\u2012\u2212]?)(?P<number>[0-9]{1,20}(?:\.[0-9]{1,20})?|\.[0-9]{1,20})"
    r"\s*(?P<percent>%|percent|per cent|pct|)\Z",
    re.IGNORECASE,
)
_OF_TEN = compile_late(r"(?P<part>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:/|of|out of)\s*(?P<whole>100?)\Z", re.IGNORECASE)
_OTHER_DECIMAL = compile_late(r"([0-9]{0,3})[.,]([0-9]{1,6})\s*(%?)\Z")
_NEARLY_SHARE = compile_late(
    r"(?:[~≈<>≤≥=±]{1,2}|(?:ca|c|about|around|approx|over|under|almost)\.?\s)?\s*"
    r"(?P<share>[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?(?:%|percent\b|per cent\b|pct\b))"
    r"(?:\s?[?!*+↑↓▲▼]{1,3}|\s?\([^()]{1,60}\)|,?\s[A-Za-z][^%0-9]{1,40})?\Z",
    re.IGNORECASE,
)
"""A share in percent with something around it."""
_CONFIDENCE_WORDS = {
    **dict.fromkeys(("high", "very high", "sure", "confident", "green", "hoch"), "80%"),
    **dict.fromkeys(("medium", "mid", "fifty-fifty", "50-50", "50/50", "amber", "yellow", "mittel"), "50%"),
    **dict.fromkeys(("low", "very low", "unsure", "red", "niedrig"), "20%"),
}
"""Words that stand for the usual three."""
# Twelve digits are more than anybody types, and few enough to cut off what floats add: 0.1 + 0.2.
_TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_EVEN)
_MONEY = re.compile(rf"(?P<currency>{CURRENCY})(?P<rest>/.*| per .*)?\Z", re.DOTALL)


def parse_confidence(text: str, *, decimal_comma: bool = False, called: str = "confidence") -> float | Misread:
    """Read a confidence: `50%`, a share with a point (`0.5`), `7/10`, or 11 to 100 for percent.

    Args:
        text: What was typed.
        decimal_comma: The site's setting: `0,5` is a share too.
        called: What a message calls it: a link's `share` is read the same way.

    Returns:
        0.0 to 1.0, or OKR207. `1` to `10` are asked about: `7` could be 7 % or seven of ten.
    """
    if _WHOLE_PERCENT.fullmatch(text):  # as nearly all are
        return int(text[:-1]) / 100
    typed = text.strip()
    if (part := _read_part_of_ten(typed)) is not None:
        return part
    match = _SHARE.match(_normalise_decimal_point(typed, decimal_comma))
    if match is None:
        return _refuse_confidence(typed, decimal_comma, called)
    value = -float(match["number"]) if match["minus"] else float(match["number"])
    as_share = not match["percent"] and (value == 0 or ("." in match["number"] and value <= 1))
    if not as_share and not match["percent"] and 0 < value <= 10:
        tenths = f"{_format_share(value / 10, decimal_comma)} (`{typed}/10`)"
        readings = f"{typed}%, {tenths} or 100%" if value == 1 else f"{typed}% or {tenths}"
        return Misread(
            "OKR207", f"A {called} of {quote_text(typed)} can be read in two ways.", f"Do you mean {readings}?"
        )
    share = value if as_share else value / 100
    if not 0 <= share <= 1:
        return Misread(
            "OKR207", f"A {called} lies between 0% and 100%, and {quote_text(typed)} doesn't.", "Type it like 50%."
        )
    return share + 0.0


def parse_fraction(text: str, *, decimal_comma: bool = False) -> float | Misread:
    """Read a grade: 0.0 to 1.0, percent, or `7/10`; `0,7` too where the site's setting says so.

    Returns:
        0.0 to 1.0, or OKR223.
    """
    typed = text.strip()
    if (part := _read_part_of_ten(typed)) is not None:
        return part
    match = _SHARE.match(_normalise_decimal_point(typed, decimal_comma))
    if match is None:
        hint = swap_decimal_sign("Type a number from 0.0 to 1.0, such as 0.7.", decimal_comma)
        return _refuse_share("OKR223", typed, hint, decimal_comma)
    value = float(match["number"]) / (100 if match["percent"] else 1)
    if match["minus"] and value:
        sentence = f"{quote_text(typed)} is below 0."
        return Misread("OKR223", sentence, swap_decimal_sign("Grades go from 0.0 to 1.0.", decimal_comma))
    return value if value <= 1 else _refuse_large_grade(typed, value, bool(match["percent"]), decimal_comma)


def _refuse_large_grade(typed: str, value: float, is_percent: bool, decimal_comma: bool) -> Misread:
    """Ask about a grade above 1.0: out of ten, or percent without its sign."""
    sentence = f"{quote_text(typed)} is more than {swap_decimal_sign('1.0', decimal_comma)}."
    if is_percent or value > 100:
        hint = swap_decimal_sign("Grades go from 0.0 to 1.0, or from 0% to 100%.", decimal_comma)
        return Misread("OKR223", sentence, hint)
    of_hundred = swap_decimal_sign(f"{value / 100:g}", decimal_comma)
    if value > 10:
        return Misread("OKR223", sentence, f"Do you mean {typed}%, which is {of_hundred}?", of_hundred)
    of_ten = swap_decimal_sign(f"{value / 10:g}", decimal_comma)
    return Misread("OKR223", sentence, f"Do you mean {of_ten} (`{typed}/10`) or {of_hundred} (`{typed}%`)?")


def _read_part_of_ten(typed: str) -> float | None:
    """Return the share that `7/10` or `7 out of 10` says; None for another text, or more than all."""
    match = _OF_TEN.match(typed)
    share = float(match["part"].replace(",", ".")) / float(match["whole"]) if match else 2.0
    return share if share <= 1 else None


def _refuse_confidence(typed: str, decimal_comma: bool, called: str) -> Misread:
    """Say why a text is no share, with what a word means where it is one of the usual three."""
    usual = "; the usual three are 80%, 50% and 20%" if called == "confidence" else ""
    meant = _CONFIDENCE_WORDS.get(typed.lower().rstrip(" .!"), "") if usual else ""
    if meant:
        sentence = f"A {called} is a number, and {quote_text(typed)} is none."
        return Misread("OKR207", sentence, f"Do you mean {meant}? The usual three are 80%, 50% and 20%.", meant)
    return _refuse_share("OKR207", typed, f"A {called} is a number such as 50%{usual}.", decimal_comma)


def parse_weight(text: str, *, decimal_comma: bool = False) -> float | Misread:
    """Read a weight: a number, 0 or more, or percent (`50%` is 0.5; weights only count beside each other).

    Returns:
        The weight, or OKR214.
    """
    quantity = parse_quantity(text, decimal_comma=decimal_comma)
    if isinstance(quantity, Misread):
        return replace(quantity, code="OKR214")
    if quantity.unit in ("x", "×"):
        meant = re.sub(r"\s*[x×]\Z", "", quantity.text)
        return Misread(
            "OKR214", f"A weight is a bare number, and {quote_text(quantity.text)} isn't.", f"Type {meant}.", meant
        )
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


def parse_boolean(text: str) -> bool | Misread:
    """Read true or false: `true`, `yes`, `on` and `x`; `false`, `no` and `off`; any case.

    Returns:
        The truth value, or OKR211.
    """
    typed = text.strip()
    value = _WORDS.get(typed.lower())
    if value is None:
        meant = _MEANT_WORDS.get(typed.lower().strip("[](). "), "")
        hint = f"Did you mean `{meant}`?" if meant else "Type `true` or `false`."
        return Misread("OKR211", f"{quote_text(typed)} is neither yes nor no.", hint, meant or None)
    return value


def render_quantity(value: float, unit: str) -> str:
    """Write a number with its unit in English: `1,200`, `45%`, `€30,000`, `EUR 30,000`, `3 days`.

    Its decimal sign is the site's, and so is the blank before a sign of percent.

    Currencies stand before the number, other units behind it. Decimals are as many as needed, at most twelve digits
    in all, so that what floats add never shows.
    """
    return _render_finite(value, unit, get_percent_gap())


def render_english_quantity(value: float, unit: str) -> str:
    """Write a number with its unit in an English text or in a file: no blank before a sign of percent.

    Its decimal sign is the site's, as that of all numbers.
    """
    return _render_finite(value, unit, "")


def _render_finite(value: float, unit: str, gap: str) -> str:
    return _render_quantity(value, unit, get_thousands_sign(), gap) if math.isfinite(value) else "–"


@lru_cache(maxsize=16_384)
def _render_quantity(value: float, unit: str, thousands: str, gap: str) -> str:
    """Return a number with its unit; pages print each of the same few numbers a dozen times."""
    number = _format_digits(abs(float(value)))
    sign = "-" if value < 0 and number != "0" else ""
    money = _MONEY.match(unit)
    if money:
        gap = " " if money["currency"].isalpha() else ""
        return f"{sign}{money['currency']}{gap}{number}{money['rest'] or ''}"
    if unit.startswith(("%", "‰")):
        return f"{sign}{number}{gap}{unit}"
    if not unit or unit[0] == "/" or unit in ("°", "x"):
        return f"{sign}{number}{unit}"
    return f"{sign}{number} {unit}"


def _format_digits(value: float) -> str:
    if value.is_integer() and value < 1e15:
        return format_count(int(value))
    return write_numbers(_write_twelve_digits(value))


@lru_cache(maxsize=8192)
def _write_twelve_digits(value: float) -> str:
    rounded = _TWELVE_DIGITS.create_decimal(Decimal(repr(value)))
    written = f"{rounded:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _normalise_decimal_point(typed: str, decimal_comma: bool) -> str:
    """Return a share with a point: below 1 nothing is grouped, so a comma can only stand before decimals."""
    return typed.replace(",", ".") if decimal_comma and "." not in typed else typed


def _format_share(share: float, decimal_comma: bool) -> str:
    """Write a share in percent, without needless zeros."""
    return f"{swap_decimal_sign(f'{round(share * 100, 6):g}', decimal_comma)}%"


def _refuse_share(code: str, typed: str, hint: str, decimal_comma: bool) -> Misread:
    if not typed:
        return Misread(code, "There is no number here.", hint)
    sentence = f"{quote_text(typed)} is not a number that is understood here."
    comma = _OTHER_DECIMAL.match(typed)
    if comma:
        meant = f"{comma[1]}{',' if decimal_comma else '.'}{comma[2]}{'%' if comma[3] else ''}"
        sign = "comma" if decimal_comma else "point"
        return Misread(code, sentence, f"Type it with a {sign}: `{meant}`.", meant)
    if typed.lower() in PLACEHOLDERS:
        return Misread(code, f"{quote_text(typed)} is no number.", "Leave the field out until there is one.")
    if (near := _NEARLY_SHARE.match(typed)) is not None:
        return Misread(code, sentence, f"Type one number: {near['share']}.", near["share"])
    return Misread(code, sentence, hint)
