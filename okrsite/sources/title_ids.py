"""Ids made of titles, where none is typed: as a forge makes anchors, in ASCII, so that addresses can be typed anywhere.

Letters of alphabets become those that are written in their place (`Wachstum im Süden` is `wachstum-im-sueden`). Signs
that are read in more than one way, as Chinese ones, get a short hash: it is no word, but it is always the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from okrsite.late_patterns import compile_late

LONGEST_ID = 100
"""Characters; longer ones would not fit into a file's name on every system."""

_OFTEN = 200
"""Characters up to which a title is remembered with what is made of it: a preview asks again after each edit."""
_LONGEST_BEFORE_HASH = 60
_NEVER_IN_IDS = re.compile(r"[^a-z0-9-]")

# Letters for which speakers of their languages write others than a transliteration for everybody does.
_SPELLED_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "ø": "oe",
        "å": "aa",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "þ": "th",
    }
)
_ALPHABETS = compile_late(r"(?:LATIN|GREEK|CYRILLIC|ARMENIAN|GEORGIAN|HIRAGANA|KATAKANA|HANGUL|KATAKANA-HIRAGANA) ")
"""Scripts of whose letters each is read in one way, as their names in Unicode begin."""


def make_title_id(title: str) -> str | None:
    """Return the default id of a title; None for one without any sign.

    Of a long title it is the first words, up to `LONGEST_ID` characters.
    """
    return _make_known_id(title) if len(title) <= _OFTEN else _make_id(title)


def transliterate(text: str) -> tuple[str, bool]:
    """Return a text in small letters of ASCII, and whether signs are missing that are read in more than one way."""
    text = unicodedata.normalize("NFC", text.lower()).translate(_SPELLED_OUT)
    if text.isascii():
        return text, False
    # Not above: most companies type no other letters.
    from anyascii import anyascii

    spelled, is_partial = [], False
    for sign in text:
        if sign.isascii() or unicodedata.category(sign)[0] not in "LM":
            spelled.append(sign if sign.isascii() else "")
        elif _ALPHABETS.match(unicodedata.name(sign, "")):
            spelled.append(anyascii(sign).lower())
        elif unicodedata.category(sign) != "Mn" or unicodedata.combining(sign) == 0:
            is_partial = True
    return "".join(spelled), is_partial


def _make_id(title: str) -> str | None:
    if not title.strip():
        return None
    spelled, is_partial = transliterate(title)
    kept = shorten_id(make_ascii_id(spelled), _LONGEST_BEFORE_HASH if is_partial else LONGEST_ID)
    if kept and not is_partial:
        return kept
    return f"{kept or 't'}-{_compute_hash(title)}"


_make_known_id = lru_cache(maxsize=16_384)(_make_id)


def make_ascii_id(text: str) -> str:
    """Return what of a text can stand in an id, as a forge makes an anchor of it."""
    return _NEVER_IN_IDS.sub("", text.strip().lower().replace(" ", "-").replace("_", "-"))


def shorten_id(key: str, longest: int = LONGEST_ID) -> str:
    """Return the first words of an id, up to some characters."""
    if len(key) > longest:
        words = key[: longest + 1].rpartition("-")[0]
        key = words or key[:longest]
    return key.strip("-")


def _compute_hash(title: str) -> str:
    """Return a hash that is the same for one title in all of its spellings."""
    plain = " ".join(unicodedata.normalize("NFC", title.casefold()).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8]
