"""In which order names stand in lists: as people of the site's language look for them, whatever the machine is set to.

Letters with something added stand beside their plain ones (`Ä` with A, `ł` with l), and capitals beside small letters.
That is what all our languages do, but for Spanish, where `ñ` is a letter of its own behind n. Numbers in names stand by
their size: `District 2` before `District 10`. What Unicode's collation has beside that (ICU, 30 MB) would change no
list of ours. Scripts of the pages sort by `Intl.Collator`, in the same language and with numbers by size, too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from okrsite.languages.words import get_language

_DIGITS = re.compile("[0-9]+")
_MOST_DIGITS = 20
"""Of a number that stands by its size; longer ones are texts."""
_BEHIND_Z = "~"
"""Stands behind all letters."""
_OWN_LETTERS = {"es": {"ñ": f"n{_BEHIND_Z}", "Ñ": f"N{_BEHIND_Z}"}}
"""Letters that stand behind another and not beside it, by language, each as it is spelled to be sorted."""


def make_sort_key(name: str) -> tuple[str, str]:
    """Return by what a name is sorted among others."""
    return _DIGITS.sub(_fill_up_number, fold_letters(name)), name


def _fill_up_number(digits: re.Match[str]) -> str:
    return digits[0].zfill(_MOST_DIGITS)


def fold_letters(name: str) -> str:
    """Return a name as lists sort it: in small letters, Latin ones without what is added (`ł` as `l`)."""
    if name.isascii():
        return name.casefold()
    return _fold_letters(name, get_language())


@lru_cache(maxsize=65_536)
def _fold_letters(name: str, language: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    for letter, spelled in _OWN_LETTERS.get(language, {}).items():
        composed = composed.replace(letter, spelled)
    plain = (letter for letter in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(letter))
    return "".join(map(_fold_letter, plain)).casefold()


def _fold_letter(letter: str) -> str:
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    from anyascii import anyascii  # takes a while, and most names are plain

    return anyascii(letter)
