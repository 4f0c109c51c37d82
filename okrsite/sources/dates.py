"""Days as people type them: `2026-12-15` is read, and of any other spelling it is said which day was meant.

Decides which days a text can mean. ISO 8601 is the one spelling that nobody reads in two ways; where another one leaves
no doubt, the problem has the day as its correction, and where it leaves one, it asks and shows both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from okrsite.late_patterns import compile_late
from okrsite.sources.quantities import Misread, quote_text

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
_DATE = re.compile(rf"([0-9]{{4}})[{_HYPHENS}]([0-9]{{2}})[{_HYPHENS}]([0-9]{{2}})\Z")
"""Programs put hyphens of other kinds where somebody typed the one of the keyboard."""
_YEAR_FIRST = compile_late(r"([0-9]{4})\s?[-/. ]\s?([0-9]{1,2})\s?[-/. ]\s?([0-9]{1,2})\.?\Z")
_YEAR_LAST = compile_late(r"([0-9]{1,2})\s?(?P<sign>[-/. ])\s?([0-9]{1,2})\s?[-/. ]\s?([0-9]{4}|['’]?[0-9]{2})\.?\Z")
_SHORT = compile_late(r"([0-9]{2})-([0-9]{2})-([0-9]{2})\Z")
"""The year may stand at either end."""
_JOINED = compile_late(r"(20[0-9]{2})([0-9]{2})([0-9]{2})\Z")
_WEEKDAY = compile_late(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:am\s)?(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)"
    r"|(?:le\s)?(?:lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|anche|edi)?"
    r"|(?:el\s)?(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)"
    r"|am|den|der|le|el|al|on)[.,]{0,2}\s+",
    re.IGNORECASE,
)
"""Names of days, and words before days, in the languages of the site's own words."""
_TIME = compile_late(
    r"(?:[T ]|,\s?| at )[0-9]{1,2}[:.h][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"\s?(?:[AaPp]\.?[Mm]\.?)?\s?(?:Z|[A-Z]{3,4}|[+-][0-9]{2}:?[0-9]{2})?\Z"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_WORDED = tuple(
    compile_late(rf"{pattern}\Z")
    for pattern in (
        rf"{_DAY}[\s-](?:of\s|de\s)?{_MONTH},?[\s-](?:de[l]?\s)?{_YEAR}",
        rf"{_MONTH}[\s-]{_DAY}(?:,\s?|[\s-]){_YEAR}",
        rf"{_YEAR},?[\s-]{_MONTH}[\s-]{_DAY}",
    )
)
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTHS_ELSEWHERE = (
    "januar jan jänner janvier janv enero ene",
    "februar feb feber février févr fevrier febrero",
    "märz mär maerz mrz mars marzo mar",
    "april apr avril avr abril abr",
    "mai mayo",
    "juni jun juin junio",
    "juli jul juillet juil julio",
    "august aug août aout agosto ago",
    "september sept septembre septiembre setiembre sep",
    "oktober okt octobre octubre oct",
    "november nov novembre noviembre",
    "dezember dez décembre decembre déc dec diciembre dic",
)
"""In the languages of the site's own words."""
MONTHS |= {name: number for number, names in enumerate(_MONTHS_ELSEWHERE, 1) for name in names.split()}
"""The numbers of months by their names, in small letters."""
_WITHOUT_YEAR = tuple(
    compile_late(rf"{pattern}\Z")
    for pattern in (
        rf"{_DAY}[\s-]?(?:of\s|de\s)?{_MONTH}",
        rf"{_MONTH}[\s-]{_DAY}",
        r"(?P<day>[0-9]{1,2})\.\s?(?P<number>[0-9]{1,2})\.?",
        r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})",
    )
)
_WEEK = compile_late(
    r"(?:KW|CW|W|week|woche|sem(?:aine|ana)?|s)\.?\s?[0-9]{1,2}(?:\s?[/-]?\s?20[0-9]{2})?\Z", re.IGNORECASE
)
_PERIOD = compile_late(
    r"(?P<year>20[0-9]{2})[-/. ]?(?:Q(?P<quarter>[1-4])|(?<![0-9])(?P<month>0?[1-9]|1[0-2]))\Z", re.IGNORECASE
)
"""`2026-10`, `2026-Q3`"""
_MOST_YEARS = 5
"""Years that a cycle may have."""
_LONGEST = 60
"""Characters; what is longer is no date."""


def parse_date(text: str, span: tuple[date, date] | None = None) -> date | Misread:
    """Read a date, year first: `2026-12-15`.

    Args:
        text: What was typed.
        span: The first and the last day of the cycle to which it belongs: they say which year was meant.

    Returns:
        The date, or OKR206.
    """
    typed = text.strip()
    match = _DATE.match(typed)
    if match is None:
        return _refuse_spelling(typed, span)
    year, month, day = (int(part) for part in match.groups())
    if _is_existing_date(year, month, day):
        return date(year, month, day)
    return _refuse_day(typed, year, month, day)


def _refuse_day(typed: str, year: int, month: int, day: int) -> Misread:
    """Say why there is no such day."""
    if not year:
        return Misread("OKR206", f"{quote_text(typed)} is not a date: there is no year 0.", "Type it like 2026-12-15.")
    if not 1 <= month <= 12:
        swapped = f"{year:04}-{day:02}-{month:02}"
        sentence = f"{quote_text(typed)} is not a date: there is no month {month:02}."
        if _is_existing_date(year, day, month):
            return Misread("OKR206", sentence, f"Do you mean {swapped}?", swapped)
        return Misread("OKR206", sentence, "Months go from 01 to 12.")
    last = calendar.monthrange(year, month)[1]
    name = calendar.month_name[month] + (f" {year}" if month == 2 else "")
    sentence = f"{quote_text(typed)} is not a date: there is no {day} {name}."
    return Misread("OKR206", sentence, f"The last day of that month is {year:04}-{month:02}-{last}.")


def _refuse_spelling(typed: str, span: tuple[date, date] | None) -> Misread:
    """Ask about a date in another spelling, with the day or the days that it can mean."""
    if not typed:
        return Misread("OKR206", "There is no date here.", "Type it like 2026-12-15.")
    days = find_meant_days(typed)
    if span and _SHORT.match(typed):
        days = tuple(day for day in days if span[0] <= day <= span[1]) or days
    sentence = f"{quote_text(typed)} is not a date that is understood here."
    if len(days) > 1:
        message = f"The date {quote_text(typed)} can be read in two ways."
        return Misread(
            "OKR206", message, f"Do you mean {days[0]} ({_name_day(days[0])}) or {days[1]} ({_name_day(days[1])})?"
        )
    if not days and (known := _find_days_of_year(typed, span)) is not None:
        message = f"The date {quote_text(typed)} has no year."
        if not known:
            return Misread("OKR206", message, "Type it with the year in front, such as 2026-12-15.")
        hint = f"Do you mean {' or '.join(map(str, known))}?"
        return Misread("OKR206", message, hint, str(known[0]) if len(known) == 1 else None)
    if not days and (period := _PERIOD.match(typed)):
        called = "quarter" if period["quarter"] else "month"
        month = int(period["quarter"] or 0) * 3 or int(period["month"])
        last = date(int(period["year"]), month, calendar.monthrange(int(period["year"]), month)[1])
        hint = f"Type a day of it, such as its last one: {last}."
        return Misread("OKR206", f"{quote_text(typed)} is a {called}, and here belongs a day.", hint)
    if not days and _WEEK.match(typed):
        return Misread("OKR206", f"{quote_text(typed)} is a week, and here belongs a day.", "Type it like 2026-12-15.")
    if days:
        return Misread("OKR206", sentence, f"Dates begin with the year: {days[0]}.", str(days[0]))
    return Misread("OKR206", sentence, "Type the year, the month and the day with hyphens: 2026-12-15.")


def find_meant_days(typed: str) -> tuple[date, ...]:
    """Return the days that a date in any spelling can mean: none, one or two."""
    if len(typed) > _LONGEST:
        return ()
    return next(filter(None, map(_list_meant_days, _list_texts_of_day(typed))), ())


def _list_texts_of_day(typed: str) -> Iterator[str]:
    """Yield a text, and it without the day of the week or another word before a day: `Mar` is March and mardi."""
    text = " ".join(typed.split())
    yield text
    if match := _WEEKDAY.match(text):
        yield text[match.end() :]


def _list_meant_days(text: str) -> tuple[date, ...]:
    text = _TIME.sub("", re.sub(f"[{_HYPHENS}]", "-", text))
    if match := _YEAR_FIRST.match(text) or _JOINED.match(text):
        return _list_days(int(match[1]), ((int(match[2]), int(match[3])),))
    if match := _SHORT.match(text):
        first, second, third = (int(part) for part in match.groups())
        return (*_list_days(2000 + first, ((second, third),)), *_list_days(2000 + third, ((second, first),)))
    if match := _YEAR_LAST.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4].lstrip("'’"))
        year += 2000 if year < 100 else 0
        days = _list_days(year, ((second, first), (first, second)))
        # Points are put between day and month where the day comes first.
        return days[:1] if match["sign"] == "." else days
    for pattern in _WORDED:
        if (match := pattern.match(text)) and (month := MONTHS.get(match["month"].lower())):
            return _list_days(int(match["year"]), ((month, int(match["day"])),))
    return ()


def _find_days_of_year(typed: str, span: tuple[date, date] | None) -> tuple[date, ...] | None:
    """Return the days of a cycle that a date without a year can mean; None for a text that is no such date."""
    return next(
        (
            days
            for text in _list_texts_of_day(typed[:_LONGEST])
            if (days := _find_days_of_year_in_text(text, span)) is not None
        ),
        None,
    )


def _find_days_of_year_in_text(text: str, span: tuple[date, date] | None) -> tuple[date, ...] | None:
    for pattern in _WITHOUT_YEAR:
        match = pattern.match(text)
        if match is None:
            continue
        told = match.groupdict()
        if told.get("first"):
            pairs = ((int(told["second"]), int(told["first"])), (int(told["first"]), int(told["second"])))
        else:
            number = told.get("number")
            month = int(number) if number else MONTHS.get(told["month"].lower(), 0)
            pairs = ((month, int(told["day"])),) * 2
        years = range(span[0].year, span[1].year + 1)[:_MOST_YEARS] if span else ()
        days = [day for year in years for day in _list_days(year, pairs) if span and span[0] <= day <= span[1]]
        return tuple(dict.fromkeys(days)) if any(1 <= one <= 12 for one, _ in pairs) else None
    return None


def _list_days(year: int, months_and_days: tuple[tuple[int, int], ...]) -> tuple[date, ...]:
    days = [date(year, month, day) for month, day in months_and_days if _is_existing_date(year, month, day)]
    return tuple(dict.fromkeys(days))


def _name_day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]}"


def _is_existing_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
