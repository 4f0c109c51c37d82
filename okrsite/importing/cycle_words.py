"""Cycles as people write them in headings, file names and columns: `Q3 2024`, `FY25 Q1`, `2018-q2`, `H1/2026`.

Decides which cycle of ours is meant. A fiscal year is named as it is typed; on which day it begins the settings say.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from okrsite.late_patterns import compile_late

_YEAR = (
    r"(?:(?:FY|CY|fiscal year|calendar year)[\s-]?['’]?(?:20)?(?P<{0}short>\d\d)(?!\d)"
    r"|(?P<{0}long>(?:19|20)\d\d)(?!\d))"
)
_PART = (
    r"(?:(?P<{0}letter>[QHT])[ -]?(?P<{0}digit>[1-4])(?!\d)|(?P<{0}quarter>[1-4])(?:\.|st|nd|rd|th)?[ -]?"
    r"(?:quarter|quartal|trimestre|kwartaal|Q)(?![a-z])|(?:quarter|quartal|trimestre|T)\s?(?P<{0}after>[1-4])(?!\d)"
    r"|(?P<{0}word>first|second|third|fourth|erstes|zweites|drittes|viertes)\s(?:quarter|quartal|half|halbjahr)"
    r"|(?P<{0}half>[12])\.?\s?(?:half|halbjahr|semester))"
)
_GAP = r"[\s,./_'’–—-]{0,3}(?:of\s|in\s|de\s|du\s|del\s)?"
_YEAR_PART = compile_late(_YEAR.format("a") + _GAP + _PART.format("a"), re.IGNORECASE)
_PART_YEAR = compile_late(
    _PART.format("a") + rf"{_GAP}(?:{_YEAR.format('a')}|['’](?P<atick>\d\d)(?!\d)|[-/ ](?P<abare>[1-4]\d)(?!\d))",
    re.IGNORECASE,
)
_JOINED = compile_late(
    r"(?<!\d)(?P<letter>[QH])(?P<digit>[1-4])(?P<year>2\d)(?!\d)"
    r"|(?<![\w])(?P<yy>[12]\d)(?P<l2>[QH])(?P<d2>[1-4])(?!\d)",
    re.IGNORECASE,
)
_MONTHS = (
    "january|januar|janvier|enero|jan", "february|februar|février|febrero|févr|feb",
    "march|märz|mars|marzo|mär|mrz|mar",
    "april|avril|abril|apr", "may|mai|mayo", "june|juni|juin|junio|jun", "july|juli|juillet|julio|jul",
    "august|août|agosto|aug", "september|septembre|septiembre|sept|sep", "october|oktober|octobre|octubre|oct|okt",
    "november|novembre|noviembre|nov", "december|dezember|décembre|diciembre|déc|dic|dec|dez",
)  # fmt: skip
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split("|")}
_MONTH_WORD = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_RANGE = compile_late(
    rf"\b(?P<first>{_MONTH_WORD})\.?\s?(?:-|–|—|to|bis|/)\s?(?P<last>{_MONTH_WORD})\.?,?\s(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_MONTH_YEAR = compile_late(rf"\b(?P<month>{_MONTH_WORD})\.?,?\s(?P<year>20\d\d)\b", re.IGNORECASE)
_ONLY_YEAR = compile_late(_YEAR.format("a") + r"(?:[-/–]\d\d(?:\d\d)?)?", re.IGNORECASE)
_PART_ALONE = compile_late(r"(?<![\w-])" + _PART.format("a"), re.IGNORECASE)
_HAN = compile_late(
    r"(?P<year>20\d\d)\s?(?:年度?|회계연도|년)(?:\s?第?\s?(?P<quarter>[1-4１-４一二三四])\s?(?:季度|四半期|분기)|\s?(?P<half>[上下])半年"
    r"|\s?(?P<letter>[QH][1-4]))?",
    re.IGNORECASE,
)
_HAN_DIGITS = {**dict(zip("一二三四", "1234", strict=True)), **dict(zip("１２３４", "1234", strict=True))}
_WORDS = {"first": 1, "erstes": 1, "second": 2, "zweites": 2, "third": 3, "drittes": 3, "fourth": 4, "viertes": 4}
_RELATIVE = compile_late(
    r"\b(?:current|this|previous|last|next|upcoming)\s(?:quarter|cycle|half|year)s?\b", re.IGNORECASE
)


class _Cycle:
    """A cycle that was read, and where it stands in its text."""

    __slots__ = ("name", "span")

    def __init__(self, name: str, span: tuple[int, int]) -> None:
        self.name = name
        self.span = span


def find_cycle(text: str) -> str | None:
    """Return the cycle that a text names: `2024-Q3`, `2024-H1`, `2024-11` or `2024`; None for none."""
    found = _find_named(text[:400])
    return found.name if found else None


def find_part(text: str) -> str | None:
    """Return the part of a year that a text names without its year: the `Q3` of `Q3 goals`; None for none."""
    match = _PART_ALONE.search(text[:200])
    return _name_part(match.groupdict()) if match else None


def find_month(word: str) -> int | None:
    """Return the month that a word in small letters names, whole or short; None for none."""
    return _MONTH_OF.get(word)


def is_month(word: str) -> bool:
    """Whether a word in small letters is the name of a month."""
    return word in _MONTH_OF


def remove_cycle(text: str) -> str:
    """Return a text without the cycle that it names."""
    found = _find_named(text[:400])
    if found is None:
        match = _PART_ALONE.search(text[:200]) or _RELATIVE.search(text[:200])
        return f"{text[: match.start()]} {text[match.end() :]}" if match else text
    return f"{text[: found.span[0]]} {text[found.span[1] :]}"


def find_cycle_of_days(first: date, last: date) -> str | None:
    """Return the built-in cycle that begins and ends about on two days, by the calendar; None for none."""
    months = (last.year - first.year) * 12 + last.month - first.month + (1 if last.day > 15 else 0)
    begins = first.month if first.day <= 15 else first.month + 1
    if months == 3 and begins in (1, 4, 7, 10):
        return f"{first.year}-Q{(begins + 2) // 3}"
    if months == 6 and begins in (1, 7):
        return f"{first.year}-H{1 if begins == 1 else 2}"
    if months == 1 and begins <= 12:
        return f"{first.year}-{begins:02}"
    return str(first.year) if months == 12 and begins == 1 else None


@lru_cache(maxsize=16384)
def _find_named(text: str) -> _Cycle | None:
    if match := _HAN.search(text):
        return _Cycle(_name_han(match), match.span())
    for pattern in (_YEAR_PART, _PART_YEAR):
        if match := pattern.search(text):
            groups = match.groupdict()
            year = _name_year(groups)
            part = _name_part(groups, half="half" in match[0].lower() or "halbjahr" in match[0].lower())
            if year and part:
                return _Cycle(f"{year}-{part}", match.span())
    if match := _JOINED.search(text):
        year, letter = match["year"] or match["yy"], match["letter"] or match["l2"]
        return _Cycle(f"20{year}-{letter.upper()}{match['digit'] or match['d2']}", match.span())
    if match := _RANGE.search(text):
        name = _name_months(_MONTH_OF[match["first"].lower()], _MONTH_OF[match["last"].lower()], match["year"])
        # Months that are no cycle of ours say nothing; what stands around them may.
        return _Cycle(name, match.span()) if name else None
    if match := _MONTH_YEAR.search(text):
        return _Cycle(f"{match['year']}-{_MONTH_OF[match['month'].lower()]:02}", match.span())
    if match := _ONLY_YEAR.search(text):
        year = _name_year(match.groupdict())
        return _Cycle(year, match.span()) if year else None
    return None


def _name_han(match: re.Match[str]) -> str:
    """Return the cycle of `2025 年第一季度` or `2025年上半年`."""
    if quarter := match["quarter"]:
        return f"{match['year']}-Q{_HAN_DIGITS.get(quarter, quarter)}"
    if half := match["half"]:
        return f"{match['year']}-H{1 if half == '上' else 2}"
    return f"{match['year']}-{match['letter'].upper()}" if match["letter"] else match["year"]


def _name_year(groups: dict[str, str | None]) -> str:
    if year := groups.get("along"):
        return year
    short = groups.get("ashort") or groups.get("atick") or groups.get("abare")
    return f"20{short}" if short else ""


def _name_part(groups: dict[str, str | None], *, half: bool = False) -> str:
    if letter := groups.get("aletter"):
        digit = groups.get("adigit") or ""
        allowed = {"Q": "1234", "H": "12", "T": "123"}[letter.upper()]
        if letter.upper() == "T" and digit == "4":
            return "Q4"  # French quarters: T1 to T4
        return f"{letter.upper()}{digit}" if digit in allowed else ""
    if one := groups.get("ahalf"):
        return f"H{one}"
    number = groups.get("aquarter") or groups.get("aafter")
    if number is None and (word := groups.get("aword")):
        number = str(_WORDS[word.lower()])
    return f"{'H' if half else 'Q'}{number}" if number else ""


def _name_months(first: int, last: int, year: str) -> str:
    length = (last - first) % 12 + 1
    if length == 3 and first % 3 == 1:
        return f"{year}-Q{(first + 2) // 3}"
    if length == 6 and first in (1, 7):
        return f"{year}-H{1 if first == 1 else 2}"
    return year if length == 12 else ""
