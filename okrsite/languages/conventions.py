"""How days and numbers are written in each language, as Unicode's CLDR has it (by Babel); English as okrsite does.

Babel is imported for other languages only, and once: what it knows becomes four patterns and three lists of names.
"""

from __future__ import annotations

from functools import cache

import msgspec

from okrsite.late_patterns import compile_late

THOUSANDS = {"fr": "\u202f"}
"""The sign between thousands where a comma stands before decimals and it isn't a point."""
PERCENT = {"de": "\u00a0%", "fr": "\u202f%", "es": "\u00a0%"}
"""The sign of percent with the blank before it, at which no line ends; in English there is none."""
_TOKEN = compile_late(r"'([^']*)'|(EEEE|MMMM|MMM|d|y)")
_PARTS = {"EEEE": "{weekday}", "MMMM": "{month}", "MMM": "{short_month}", "d": "{day}", "y": "{year}"}


class CalendarWords(msgspec.Struct, frozen=True):
    """The names of months and days, and patterns of days with `{day}`, `{month}`, `{year}` and so on as their parts."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    """As they stand in a day."""
    lone_months: tuple[str, ...]
    """As they stand alone, short."""
    weekdays: tuple[str, ...]
    """From Monday on."""
    long: str
    full: str
    short: str
    short_with_year: str


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT_MONTHS = tuple(name[:3] for name in _MONTHS)
ENGLISH = CalendarWords(
    months=_MONTHS,
    short_months=_SHORT_MONTHS,
    lone_months=_SHORT_MONTHS,
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    long="{day} {month} {year}",
    full="{weekday} {day} {month} {year}",
    short="{day} {short_month}",
    short_with_year="{day} {short_month} {year}",
)


@cache
def load_calendar_words(language: str) -> CalendarWords:
    """Return how days are written in a language."""
    if language == "en":
        return ENGLISH
    from babel import Locale  # some 50 milliseconds, which English sites and most commands don't need

    locale = Locale.parse(language)
    months, days = locale.months, locale.days["format"]["wide"]
    dates, skeletons = locale.date_formats, locale.datetime_skeletons
    return CalendarWords(
        months=tuple(months["format"]["wide"][number] for number in range(1, 13)),
        short_months=tuple(months["format"]["abbreviated"][number] for number in range(1, 13)),
        lone_months=tuple(months["stand-alone"]["abbreviated"][number] for number in range(1, 13)),
        weekdays=tuple(days[number] for number in range(7)),
        long=_convert_pattern(dates["long"].pattern),
        full=_convert_pattern(dates["full"].pattern),
        short=_convert_pattern(skeletons["MMMd"].pattern),
        short_with_year=_convert_pattern(skeletons["yMMMd"].pattern),
    )


def _convert_pattern(pattern: str) -> str:
    """Return a pattern of CLDR (`d 'de' MMMM`) as one with parts in braces."""
    return _TOKEN.sub(lambda match: _PARTS[match[2]] if match[2] else match[1] or "", pattern)
