"""Values of whole columns: shares that are typed in three ways, and dates in several orders.

Decides by all cells of a column what one alone leaves open: whether `1` is one percent or all of it, and whether
`03/04` is in March or in April. What even the column leaves open is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from okrsite.importing.cycle_words import find_month
from okrsite.importing.values import parse_number, read_share
from okrsite.late_patterns import compile_late
from okrsite.sources.dates import parse_date

Order = Literal["dmy", "mdy", ""]
"""Of days in dates with numbers only; empty where nothing tells."""

_NUMBERS = compile_late(
    r"(?P<one>\d{1,4})\s?(?P<sign>[-/. ])\s?(?P<two>\d{1,2})\s?[-/. ]\s?(?P<three>\d{2,4})(?:[ T,].*)?\Z"
)
_ISO = compile_late(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ].*)?\Z")
_MILLISECONDS = compile_late(r"1\d{12}\Z")
"""Since 1970, as interfaces count and some exports keep."""
_SERIAL = compile_late(r"[3-5]\d{4}(?:\.\d+)?\Z")
"""Days since 1900, as sheets keep dates that nobody formatted: 2009 to 2064 and some."""
_DIGITS_OF_A_SHORT_YEAR = 2
_PLAIN = compile_late(r"[~≈]?\s?-?\d+(?:[.,]\d+)?\Z")


_NAMED = compile_late(
    r"(?P<day>\d{1,2})[/ .-]\s?(?P<month>[^\W\d_]{3,10})\.?[/ .-]\s?'?(?P<year>\d{4}|\d{2})(?:[ T,].*)?\Z"
)
"""A day with the name of its month, as in `31/Dec/26`."""


def parse_day(text: str) -> date | None:
    """Return the one day that a text can mean, in any spelling; None for none, and for one that could be two."""
    words = text.strip()
    if match := _ISO.match(words):
        words = match["day"]
    read = parse_date(words)
    if isinstance(read, date):
        return read
    if match := _NAMED.match(words):
        month = find_month(match["month"].lower())
        year = int(match["year"]) + (2000 if len(match["year"]) == _DIGITS_OF_A_SHORT_YEAR else 0)
        return _make_day(year, month, int(match["day"])) if month is not None else None
    # “12 March 2024” is refused in content, with the day that was meant.
    meant = parse_date(read.correction) if read.correction else None
    return meant if isinstance(meant, date) else None


class ShareColumn:
    """Reads the cells of a column of shares: `75%`, `0.75`, `75`."""

    def __init__(self, cells: Iterable[str]) -> None:
        """Look at all of them: where plain numbers go beyond 1 and none is a fraction, all are percents."""
        numbers = [
            number for cell in cells if _PLAIN.match(cell) and (number := parse_number(cell.lstrip("~≈ "))) is not None
        ]
        fractions = any(0 < number < 1 for number in numbers)
        self._percents = any(number > 1 for number in numbers) and not fractions

    def read(self, cell: str) -> float | None:
        """Return a share: 0.0 to 1.0, or above; None for what is none."""
        words = cell.strip()
        if self._percents and _PLAIN.match(words):
            number = parse_number(words.lstrip("~≈ "))
            return round(number / 100, 4) if number is not None and abs(number) <= 10_000 else None
        share = read_share(words)
        return share if share is None or share >= 0 else None


class DateColumn:
    """Reads the cells of columns of dates."""

    def __init__(self, cells: Iterable[str], order: Order = "") -> None:
        """Look at all of them: a day above 12 tells the order of all.

        Args:
            cells: All cells that hold dates.
            order: The order, where it is known.
        """
        self.order = order or self._find_order(cells)
        self.doubts: list[str] = []
        """Cells that could be two days."""

    def _find_order(self, cells: Iterable[str]) -> Order:
        first = second = points = 0
        for cell in cells:
            match = _NUMBERS.match(cell.strip())
            if match is None or len(match["one"]) == 4:
                continue
            first += int(match["one"]) > 12
            second += int(match["two"]) > 12
            points += match["sign"] == "."
        if first and not second:
            return "dmy"
        if second and not first:
            return "mdy"
        return "dmy" if points and not second else ""

    def read(self, cell: str) -> date | None:
        """Return the day of a cell; None for what is none, or could be two."""
        words = cell.strip()
        if match := _ISO.match(words):
            words = match["day"]
        if _MILLISECONDS.match(words):
            return date(1970, 1, 1) + timedelta(milliseconds=int(words))
        if _SERIAL.match(words):
            return date(1899, 12, 30) + timedelta(days=int(float(words)))
        read = parse_date(words)
        if isinstance(read, date):
            return read
        if numbers := _NUMBERS.match(words):
            return self._read_numbers(words, numbers)
        return parse_day(words)

    def _read_numbers(self, words: str, match: re.Match[str]) -> date | None:
        one, two, three = match["one"], match["two"], match["three"]
        if len(one) == 4:
            return _make_day(int(one), int(two), int(three))
        year = int(three) + (2000 if len(three) == 2 else 0)
        if self.order == "mdy":
            return _make_day(year, int(one), int(two))
        if self.order == "dmy" or one == two:
            return _make_day(year, int(two), int(one))
        self.doubts.append(words)
        return None


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
