"""How dates, shares and statuses are written for readers."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Literal

from okrsite.model.audience import ALL, NOTES, NUMBERS
from okrsite.progress.explanation import format_percent
from okrsite.progress.status import describe_distance

__all__ = [
    "STATUS_KEYS",
    "capitalise_first",
    "describe_internal",
    "describe_pace",
    "find_status_key",
    "format_age",
    "format_days",
    "format_full_day",
    "format_long_day",
    "format_percent",
    "format_plural",
    "format_short_day",
]

StatusKey = Literal["on", "risk", "off", "done", "none", "paused", "stale"]

STATUS_KEYS: dict[str, StatusKey] = {
    "on track": "on",
    "at risk": "risk",
    "off track": "off",
    "outdated": "stale",
    "not started": "none",
    "no data": "none",
    "paused": "paused",
    "done": "done",
    "dropped": "none",
}
"""Mark and colour by status; the word itself is always printed beside the mark."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def find_status_key(status: str) -> StatusKey:
    """Return which mark and colour a status has."""
    return STATUS_KEYS[status]


def format_long_day(day: date) -> str:
    """`20 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_full_day(day: date) -> str:
    """`Friday 20 November 2026`."""
    return f"{_DAYS[day.weekday()]} {format_long_day(day)}"


def format_short_day(day: date, today: date | None = None) -> str:
    """`20 Nov`; with its year where that is not the year of `today`."""
    year = "" if today is None or today.year == day.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1][:3]}{year}"


def format_month(day: date) -> str:
    """`Nov`."""
    return _MONTHS[day.month - 1][:3]


def format_plural(number: int, one: str, many: str = "") -> str:
    """`1 goal`, `3 goals`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def format_days(number: int) -> str:
    """`1 day`, `41 days`."""
    return format_plural(number, "day")


def format_age(day: date, today: date) -> str:
    """`today`, `yesterday`, `5 days ago`; the date itself after two months."""
    passed = (today - day).days
    if passed <= 0:
        return "today"
    if passed == 1:
        return "yesterday"
    return f"{passed} days ago" if passed <= 60 else format_long_day(day)


def capitalise_first(words: str) -> str:
    """Return words as a sentence begins; what follows the first letter keeps its case, as names do."""
    return words[:1].upper() + words[1:]


def describe_pace(progress: float | None, expected: float | None) -> str:
    """Say in a clause how far progress is from where it was expected; empty without either."""
    return "" if progress is None or expected is None else describe_distance(progress, expected)


_PARTS = (("numbers", NUMBERS), ("notes", NOTES))


def describe_internal(marks: Set[str]) -> str:
    """Say in a word or two what of an item outsiders don't see; nothing where they see all of it."""
    if ALL in marks:
        return "internal"
    return " and ".join(f"{word} internal" for word, mark in _PARTS if mark in marks)
