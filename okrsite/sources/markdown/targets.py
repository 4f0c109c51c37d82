"""From where to where a key result should go: `Repeat customers 120 → 180`, `from 4% to 18%`.

Decides where in a line the title ends and the numbers begin. What the numbers mean is decided later.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.spans import Span, find_last_match
from okrsite.sources.no_numbers import HEDGES_BEFORE, HEDGES_BEHIND, LIMITS_BEHIND, NO_NUMBER, NO_VALUES, join_words
from okrsite.sources.quantities import CURRENCY, MINUS

# Phones and word processors make a long dash of `--`, and some editors put a backslash (hidden here) before `->`.
ARROW = re.compile(r"→|-{1,3}>|[–—−‒\ue000]{1,2}>|={1,2}>|⇒|⟶|➔|➜|➞|⟹|&[rR]arr;|&#8594;")
# What begins like a number, the spellings that are refused later among them: `~50`, `>50`, `EUR 30k`, `−5`.
_NUMBERISH = rf"[~<>≈=±≤≥]{{0,2}}\s?[{MINUS}–+]?\s?(?:{CURRENCY}\s?)?[{MINUS}+]?\.?\d"
_RIGHT = compile_late(rf"\s*{_NUMBERISH}")
_FROM_TO = compile_late(rf"\bfrom\s+(?P<from>{_NUMBERISH}[^;()→]{{0,30}}?)\s+to\s+(?={_NUMBERISH})", re.IGNORECASE)
_LEFT_NUMBER = compile_late(
    rf"(?<![\w.,])(?:[~<>≈=±≤≥]{{1,2}}\s?)?[{MINUS}–+]?(?:(?<!\w){CURRENCY}\s?)?[{MINUS}+]?\.?"
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:[.,/:'’]\d+)*"
)
_LEFT_UNIT = compile_late(r"(?:\s?[%‰°$£€¥]|\s?[^\W\d_][\w/%²³.'’-]{0,19}){0,2}\s*")
_TIMES_BEFORE = compile_late(
    r"(?<![\w.,])(?:\d{1,6}(?:[.,]\d{1,3})?\s?(?:w|weeks?|d|days?|h|hrs?|hours?|m|mins?|minutes?)(?:,?\s|\s?and\s)?){1,4}\Z",
    re.IGNORECASE,
)
"""What stands before the last number of `1 h 20 min`."""
_HEDGE_BEFORE = compile_late(rf"(?<!\w)(?:{HEDGES_BEFORE})\s+\Z", re.IGNORECASE)
"""What makes a number one that is only about right; it is no part of the title."""
_PART_BEFORE = compile_late(
    r"(?<![\w.,])\d[\d.,]{0,15}\s?%?\s?[^\W\d_]{0,20}\s?(?:\bof|\bout of|/)\s?\Z", re.IGNORECASE
)
"""What stands before the last number of `2 of 20`."""
_RANGE_BEFORE = compile_late(
    r"(?<![\w.,])\d[\d.,]{0,15}\s?%?[-–—]\Z"
    r"|(?<=:)\s?\d[\d.,]{0,15}\s?%?(?:\s?[^\W\d_]{1,20})?\s{0,2}[-–—]\s{0,2}\Z"
)
"""What stands before the last number of `18-20`; with blanks around the dash only right behind the title's colon."""
_ARROW_BEFORE = compile_late(rf"(?P<number>{_LEFT_NUMBER.pattern}){_LEFT_UNIT.pattern}(?:{ARROW.pattern})\s*\Z")
"""A third number: `2 → 3 → 8`."""
_NO_START = compile_late(
    rf":\s*(?P<start>{NO_NUMBER})\s*\Z"
    r"|:\s*(?P<odd>(?!\d{4}-)[^\s:\d]{0,3}\d[^\s:]{0,20})\s*\Z"
    rf"|:\s*(?P<vague>\d[^:→]{{1,20}}\s(?:{HEDGES_BEHIND}|{LIMITS_BEHIND}))\s*\Z"
    r"|(?<!\S)(?P<signed>\d[\d.,]{0,12}[+*?!%‰]{1,4})\s*\Z",
    re.IGNORECASE,
)
"""What stands before an arrow in the place of a number, and is none."""
_NO_TARGET = compile_late(
    rf"\s*(?:(?:{NO_NUMBER})\s*(?=\Z|\()|(?:{join_words(NO_VALUES)})\s*(?=[,;])|[xlIoO]\d)", re.IGNORECASE
)
"""What stands behind an arrow in the place of a number, and is none."""
_LONGEST_START = 80
"""Characters before an arrow in which that is looked for."""
NOW = compile_late(r"\b(?:now|currently|current)\b\s*:?\s*", re.IGNORECASE)
"""What stands before the value of today."""


def names_target(span: Span) -> bool:
    """Whether a text says from where to where something should go: `4% → 18%`."""
    return find_start_and_target(span.mask_markup.replace("*", " ").replace("`", " ")) is not None


def find_start_and_target(text: str) -> tuple[int, tuple[int, int] | None, int] | None:
    """Find the last `a → b` or `from a to b`.

    Returns:
        Where the title ends, where the start value stands if there is one, and where the target begins; None where
        there is no target.
    """
    worded = find_last_match(_FROM_TO, text)
    arrow = _find_arrow(text)
    if arrow is None or (worded and worded.start("from") > arrow.end()):
        return (worded.start(), worded.span("from"), worded.end()) if worded else None
    left = text[: arrow.start()]
    number = find_last_match(_LEFT_NUMBER, left)
    if number is None or not _LEFT_UNIT.fullmatch(left, number.end()):
        odd = _NO_START.search(left, max(0, len(left) - _LONGEST_START))
        if odd is None or odd.lastgroup is None:
            return arrow.start(), None, arrow.end()
        return odd.start(), (odd.start(odd.lastgroup), arrow.start()), arrow.end()
    start = number.start()
    for before in (_TIMES_BEFORE, _ARROW_BEFORE, _PART_BEFORE, _RANGE_BEFORE, _HEDGE_BEFORE):
        if match := before.search(left, max(0, start - 60), start):
            start = match.start()
    title = left[:start].rstrip()
    title_end = len(title) - 4 if title.lower().endswith((" from",)) or title.lower() == "from" else start
    return title_end, (start, arrow.start()), arrow.end()


def _find_arrow(text: str) -> re.Match[str] | None:
    """Find the last arrow before a number; one that says `now 2 → 3` parts no start from a target, if another does."""
    arrows = [match for match in ARROW.finditer(text) if _RIGHT.match(text, match.end())]
    while len(arrows) > 1 and NOW.search(text, arrows[-2].end(), arrows[-1].start()):
        arrows.pop()
    if arrows:
        return arrows[-1]
    # With a number before it, an arrow to a word like `TBD` leads to a target that is missing.
    arrow = find_last_match(ARROW, text)
    if arrow is None or not _NO_TARGET.match(text, arrow.end()):
        return None
    number = find_last_match(_LEFT_NUMBER, text[: arrow.start()])
    return arrow if number and _LEFT_UNIT.fullmatch(text, number.end(), arrow.start()) else None
