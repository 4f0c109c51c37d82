"""How single values are written: days, numbers with their units, grades, and coordinates of SVG.

Takes dates and numbers and gives texts; what is said about a status or a key result is left to `wording`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from okrsite.amounts import Range
from okrsite.languages.conventions import load_calendar_words
from okrsite.languages.words import WordsKey, get_language, get_words_key, translate, translate_plural
from okrsite.number_style import NumberStyleKey, format_decimals, get_number_style_key
from okrsite.sources.numbers import render_quantity


def format_long_day(day: date) -> str:
    """`20 November 2026`."""
    return _write_day("long", day, get_words_key())


def format_full_day(day: date) -> str:
    """`Friday 20 November 2026`."""
    return _write_day("full", day, get_words_key())


def format_short_day(day: date) -> str:
    """`20 Nov`, where the year is said nearby."""
    return _write_day("short", day, get_words_key())


def format_short_day_with_year(day: date) -> str:
    """`20 Nov 2026`."""
    return _write_day("short_with_year", day, get_words_key())


def format_month(day: date) -> str:
    """`Nov`."""
    return load_calendar_words(get_language()).lone_months[day.month - 1]


@lru_cache(maxsize=8192)
def _write_day(form: Literal["long", "full", "short", "short_with_year"], day: date, key: WordsKey) -> str:
    """Return a day in one of the forms of a language; pages have hundreds of the same few days."""
    words, month = load_calendar_words(key[0]), day.month - 1
    pattern: str = getattr(words, form)
    return pattern.format(
        day=day.day,
        month=words.months[month],
        short_month=words.short_months[month],
        year=day.year,
        weekday=words.weekdays[day.weekday()],
    )


def format_plural(number: int, singular: str, plural: str = "") -> str:
    """`1 goal`, `3 goals`; the words are among those of `counted_things`."""
    one, many = f"{{number}} {singular}", f"{{number}} {plural or singular + 's'}"
    return translate_plural(one, many, number)


def format_days(number: int) -> str:
    """`1 day`, `41 days`."""
    return format_plural(number, "day")


def capitalise_first(words: str) -> str:
    """Return words as a sentence begins; what follows the first letter keeps its case, as names do."""
    return words[:1].upper() + words[1:]


def format_grade(grade: float | None) -> str:
    """Return a grade as people write it: `0.7`; empty for none."""
    return "" if grade is None else format_decimals(grade).removesuffix("0")


def format_quantity(value: float | None, unit: str) -> str:
    """Return a value with its unit, `–` for none."""
    return "–" if value is None else _format_quantity(value, unit, get_number_style_key())


@lru_cache(maxsize=2048)
def _format_quantity(value: float, unit: str, key: NumberStyleKey) -> str:
    """Return a value with its unit in the way of the site; pages print each of the same few values a dozen times."""
    written = render_quantity(value, unit)
    return written.replace("-", "−", 1) if value < 0 else written


def format_range(keep: Range | None, unit: str) -> str:
    """Return a range as people write it: `≤ 12`, `≥ 99.95%`, `5 to 8 days`."""
    if keep is None:
        return "–"
    if keep.low is None or keep.high is None:
        bound = keep.low if keep.high is None else keep.high
        return f"{'≥' if keep.high is None else '≤'} {format_quantity(bound, unit)}"
    return translate("{low} to {high}", low=format_without_unit(keep.low, unit), high=format_quantity(keep.high, unit))


def format_without_unit(value: float, unit: str) -> str:
    """Return a value without its unit, which stands behind another value; money keeps its sign, which stands before."""
    written = format_quantity(value, unit)
    return format_quantity(value, "") if written.lstrip("−")[:1].isdigit() else written


def format_svg_percentage(share: float, decimals: int = 2) -> str:
    """Return a share of a width as SVG wants it, in percent and without needless zeros: `59.2` for 0.592."""
    return f"{share * 100:.{decimals}f}".rstrip("0").rstrip(".") or "0"


def format_svg_height(height: float) -> str:
    """Return a height as SVG wants it, to a tenth of a pixel."""
    written = f"{height:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written
