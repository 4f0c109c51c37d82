"""Titles as rules look at them: their words, the same in all spellings, and how a message quotes a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache

from okrsite.late_patterns import compile_late

_WORD = re.compile(r"[^\W_]+(?:(?:[-'’./]|,(?=\d))[^\W_]+)*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LONGEST_QUOTE = 60
"""Characters of a title in a message."""
_NUMBER = compile_late(r"\d[\d.,'’]*\Z")
_YEAR = compile_late(r"(?:19|20)\d\d\Z")


def fold_text(text: str) -> str:
    """Return a text as words are compared: without capitals, and umlauts as two letters (`für` is `fuer`)."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)


def fold_words(words: str) -> frozenset[str]:
    """Return a list of words, separated by spaces, as words of titles are compared."""
    return frozenset(fold_text(words).split())


_NUMBER_WORDS = fold_words(
    "two three four five six seven eight nine ten twelve fifteen twenty thirty fifty hundred "
    "zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig fünfzig hundert"
)


@lru_cache(maxsize=8_192)
def split_words(title: str) -> tuple[str, ...]:
    """Return the words of a title in their order, folded; `e-mails`, `24/7` and `1,200` are one word each."""
    return tuple(_WORD.findall(fold_text(title)))


def strip_leading(words: tuple[str, ...], leading: Set[str]) -> tuple[str, ...]:
    """Return the words of a title without those at its beginning that say nothing, such as `we will`."""
    begin = 0
    while begin < len(words) and words[begin] in leading:
        begin += 1
    return words[begin:]


def is_number(word: str) -> bool:
    """Whether a folded word is a number, in digits or in words; a year is none."""
    return word in _NUMBER_WORDS or (_NUMBER.match(word) is not None and _YEAR.match(word) is None)


def quote_shortened(title: str) -> str:
    """Return a title in quotes, its end left out where it is long."""
    return f"'{title}'" if len(title) <= _LONGEST_QUOTE else f"'{title[: _LONGEST_QUOTE - 1].rstrip()}…'"
