"""What people type where a number belongs: signs for none yet, words, and what makes one that is only about right.

Decides nothing about what is said of them; Markdown has to know them to tell a value from a part of a title or a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PLACEHOLDERS = frozenset(
    (
        "tbd",
        "tbc",
        "tba",
        "n/a",
        "n.a.",
        "n.n",
        "null",
        "na",
        "none",
        "-",
        "–",
        "—",
        "?",
        "??",
        "unknown",
        "open",
        "…",
        "...",
        "x",
        "xx",
        "xxx",
    )
)
"""Signs and words for: not known yet."""
NO_VALUES = PLACEHOLDERS - {"none", "null", "open", "unknown"}
"""Those that are no words of a sentence."""
NUMBER_WORDS = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty"),
        *("many", "few", "a few", "some", "several", "lots", "a lot", "most", "half", "all", "nearly all", "a third"),
        *("almost there", "nearly there", "not yet", "not much", "nothing", "low", "high", "better", "worse", "more"),
        *("see note", "see notes", "see below", "see above", "as planned"),
        *("n.n.", "not known", "not measured", "no data", "pending", "later"),
    )
)
"""Words that people type where a number belongs."""
HEDGES_BEFORE = r"ca\.?|circa|about|around|approx\.?|approximately|roughly|almost|nearly"
"""What stands before a number that is only about right, for a regular expression; so are the others below."""
HEDGES_BEHIND = (
    r"(?:or\s(?:so|thereabouts)|oder\sso|(?:(?<![^\W\d_])|(?<=-))ish|approx\.?|approximately|roughly|maybe|probably"
    r"|perhaps|est\.|estimated|ca\.?|circa)"
)
LIMITS_BEHIND = (
    r"(?:at\s(?:least|most)|or\s(?:less|more|fewer|better|higher|lower|above|below|under|over)"
    r"|oder\s(?:mehr|weniger))"
)


def join_words(words: Iterable[str]) -> str:
    """Return words as alternatives of a regular expression, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


NO_NUMBER = join_words(PLACEHOLDERS | NUMBER_WORDS)
"""Whatever has no digit in it."""
NO_SHARE = (
    rf"[~≈<>≤≥=±]{{1,2}}\s?\d{{1,3}}(?:[.,]\d{{1,2}})?\s?%?|(?:{HEDGES_BEFORE}|over|under)\s\d{{1,3}}\s?%?"
    r"|\d{1,3}\s?%?\s?(?:[-–—/]|to)\s?\d{1,3}\s?%?|\d{1,3}\s?%[?!%*]{1,3}|\d{2}\s\d{2}"
    r"|\d{1,3}\s?(?:%|percent|per cent|pct)\s(?:sure|confident|likely|or so)|\d{1,3}\s?(?:percent|per cent|pct)"
    r"|(?:very\s)?(?:high|low|medium|mid|sure|unsure|confident)|green|amber|yellow|red|fifty(?:-fifty)?|half|most"
    rf"|{join_words(PLACEHOLDERS)}"
)
"""What stands where a share belongs, such as a confidence, and can't be read as one, or only by those who ask."""
