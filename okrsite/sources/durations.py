"""Times that are typed in two units, or as on a clock: `4m 30s`, `1 h 20 min`, `1:30 h`.

A key result has one unit of measure, so none of them is read: each is asked about, with what it is in either unit.
"""

from __future__ import annotations

import re
from fractions import Fraction

from okrsite.late_patterns import compile_late
from okrsite.sources.misreads import Misread, quote_text, write_plain_number

_UNITS: tuple[tuple[str, int, str], ...] = (
    ("weeks", 604_800, r"w|wks?|weeks?"),
    ("days", 86_400, r"d|days?"),
    ("hours", 3_600, r"h|hrs?|hours?|std\.?"),
    ("minutes", 60, r"m|mins?\.?|minutes?|′|'"),
    ("seconds", 1, r"s|secs?\.?|seconds?|sek\.?|″|\""),
)
"""Word, seconds, spellings; the larger first."""
_PARTS = compile_late(
    r" ?,? ?(?:and )?".join(
        rf"(?:(?P<{word}>[0-9]{{1,6}}(?:[.,][0-9]{{1,3}})?) ?(?:{spellings})(?![^\W\d_]))?"
        for word, _, spellings in _UNITS
    )
    + r"(?P<bare>[0-9]{1,2})?\Z",
    re.IGNORECASE,
)
_CLOCK = compile_late(
    r"(?P<first>[0-9]{1,4}):(?P<second>[0-5][0-9])(?::(?P<third>[0-5][0-9]))?\s?(?P<unit>[^\W\d_]{0,10})\.?\Z"
)
_SECONDS = {word: seconds for word, seconds, _ in _UNITS}
_SPELLED = tuple((word, compile_late(rf"(?:{spellings})\Z", re.IGNORECASE)) for word, _, spellings in _UNITS)


def name_time_unit(unit: str) -> str:
    """Return the word for a unit of time in any spelling, such as `minutes`; empty for another unit, and for `m`."""
    if unit == "m":
        return ""
    return next((word for word, spellings in _SPELLED if spellings.match(unit)), "")


def convert_time(value: float, unit: str, into: str, decimal_comma: bool) -> str:
    """Write a time of one unit in another one, where few digits are enough; empty otherwise."""
    seconds = Fraction(str(value)) * _SECONDS[name_time_unit(unit)]
    return _write_exactly(seconds, name_time_unit(into), into, decimal_comma)


def explain_duration(typed: str, decimal_comma: bool) -> Misread | None:
    """Return what is said of a time of two units, or of a clock; None for what isn't one."""
    single_blanks = " ".join(typed.split())
    if match := _CLOCK.match(single_blanks):
        return _explain_clock(typed, match, decimal_comma)
    match = _PARTS.match(single_blanks) if single_blanks[:1].isdigit() else None
    parts = [(word, match[word]) for word in _SECONDS if match[word]] if match else []
    if match and match["bare"] and parts and parts[-1][0] in ("hours", "minutes"):
        # `2h30`: what follows is of the next smaller unit.
        parts.append(("minutes" if parts[-1][0] == "hours" else "seconds", match["bare"]))
    elif match and match["bare"]:
        return None
    if len(parts) < 2:
        return None
    seconds = sum((Fraction(number.replace(",", ".")) * _SECONDS[word] for word, number in parts), Fraction())
    said = " and ".join(f"{number} {word[:-1] if number == '1' else word}" for word, number in parts)
    return _offer_units(
        f"{quote_text(typed)} is {said}: more than one unit.", seconds, parts[0][0], parts[-1][0], decimal_comma
    )


def _explain_clock(typed: str, match: re.Match[str], decimal_comma: bool) -> Misread:
    first, second, third = int(match["first"]), int(match["second"]), int(match["third"] or 0)
    as_hours, as_minutes = Fraction(first * 3600 + second * 60 + third), Fraction(first * 60 + second)
    unit = name_time_unit(match["unit"]) or ("minutes" if match["unit"] == "m" else "")
    if match["third"] or unit == "hours":
        return _offer_units(f"{quote_text(typed)} is read off a clock.", as_hours, "hours", "minutes", decimal_comma)
    if unit == "minutes":
        return _offer_units(
            f"{quote_text(typed)} is read off a clock.", as_minutes, "minutes", "seconds", decimal_comma
        )
    hours = _write_shortest(as_hours, "hours", "minutes", decimal_comma)
    minutes = _write_shortest(as_minutes, "minutes", "seconds", decimal_comma)
    return Misread(
        "OKR204",
        f"{quote_text(typed)} could be a time in hours or in minutes, or a ratio.",
        f"Do you mean `{hours}` or `{minutes}`?",
    )


def _offer_units(sentence: str, seconds: Fraction, larger: str, smaller: str, decimal_comma: bool) -> Misread:
    """Ask for one unit: the larger where two decimals are enough, or the smaller."""
    written = [_write_exactly(seconds, word, word, decimal_comma) for word in (larger, smaller)]
    offers = [text for text in written if text]
    hint = f"Type it in one unit: {' or '.join(f'`{text}`' for text in offers)}." if offers else "Type it in one unit."
    return Misread("OKR203", sentence, hint, offers[0] if offers else None)


def _write_shortest(seconds: Fraction, larger: str, smaller: str, decimal_comma: bool) -> str:
    return _write_exactly(seconds, larger, larger, decimal_comma) or _write_exactly(
        seconds, smaller, smaller, decimal_comma
    )


def _write_exactly(seconds: Fraction, word: str, called: str, decimal_comma: bool) -> str:
    """Write seconds in a unit, with at most two decimals; empty where that isn't the same."""
    number = seconds / _SECONDS[word]
    if (number * 100).denominator != 1:
        return ""
    return f"{write_plain_number(float(number), decimal_comma)} {called}"
