"""Numbers in the title of a key result that nothing measures: `Returns: keep <= 4%`, `Towns von 40 auf 90`, `62/90`.

They are words of the title, and so is what they say of the key result. Decides how it should be typed, where that is
plain; nothing is read from a title.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late

_NUMBER = (
    r"(?:(?-i:[A-Z]{3})\s|[€$£]\s?)?[-−]?\d[\d.,’']*(?:\s?(?:%|[€$£]|[kM]\b))?"
    r"(?:\s(?!auf\b|bis\b|zu\b|a\b|à\b|hasta\b)[^\W\d]{1,12})?"
)
_RANGE = compile_late(
    rf"[\s:,(–-]+(?:(?:keep|halten|mindestens|höchstens|at least|at most|min|max|below|above|under|over)\.?:?\s*)?"
    rf"(?P<range>(?:[<>≤≥]=?|=[<>])\s?{_NUMBER})\)?\Z",
    re.IGNORECASE,
)
_FROM_TO = compile_late(
    rf"[\s:,(–-]+(?:von|de|desde|da|ab)\s+(?P<first>{_NUMBER})\s+(?:auf|bis|zu|à|a|hasta|en)\s+(?P<last>{_NUMBER})\)?",
    re.IGNORECASE,
)
_NOW = compile_late(
    rf"[\s,;(]+(?:aktuell|derzeit|jetzt|heute|stand|actuellement|actuel|aujourd'hui|ahora|actualmente|hoy|currently|today)"
    rf"\s*:?\s*(?P<now>{_NUMBER})\)?\Z",
    re.IGNORECASE,
)
_CHANGE = compile_late(r"[\s:,(–-]+(?P<change>[-+−]\s?\d[\d.,]*\s?%?)\)?\Z")
_PART = compile_late(r"[\s:,(–-]+(?P<part>\d[\d.,]*)\s?/\s?(?P<whole>\d[\d.,]*)\)?\Z")
_LONGEST = 300


def explain_numbers_in_title(title: str, *, in_markdown: bool) -> tuple[str, str | None] | None:
    """Return how the numbers of a title are typed, and the line without its bullet where that is plain.

    None for a title without such numbers.
    """
    if not any(sign.isdigit() for sign in title) or len(title) > _LONGEST:
        return None
    now = _NOW.search(title)
    words = title[: now.start()] if now else title
    if match := _FROM_TO.search(words):
        rest = words[match.end() :].strip(" ,;)")
        meant = f"{words[: match.start()].rstrip(' :,–-')}: {match['first'].strip()} → {match['last'].strip()}"
        meant += f", now {now['now'].strip()}" if now else ""
        hint = "Where it starts and ends is typed with an arrow, or in `from` and `to`."
        return hint, meant if in_markdown and not rest else None
    if match := _RANGE.search(words):
        typed = match["range"].strip()
        field = f"`- Keep: {typed}`" if in_markdown else f'`keep: "{typed}"`'
        below = " below it, indented" if in_markdown else ""
        return f"A range to stay within has a line of its own{below}: {field}.", None
    if (match := _PART.search(words)) and _count(match["part"]) <= _count(match["whole"]):
        return f"Type where it starts and ends, and where it is: `… → {match['whole']}, now {match['part']}`.", None
    if match := _CHANGE.search(words):
        return f"{match['change']} has a start and a target: type both, as in `40 → 48`.", None
    if now:
        return "Type where it starts and ends, and where it is: `40 → 90, now 62`.", None
    return None


def _count(digits: str) -> int:
    """Return a number without its separators: `24/7` is no part of a whole."""
    return int(re.sub(r"\D", "", digits))
