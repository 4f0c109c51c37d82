"""Which words that people type are the same: `Customer success`, `customer-success` and `customer success` are one."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

from okrsite.sources.file_names import is_device
from okrsite.sources.title_ids import LONGEST_ID

_SPACES = " \t-_\u00a0\u2010\u2011\u2013"
_TAKEN = frozenset({"", "index"})
"""What no page can be called by."""


def _fold_sign(sign: str) -> str:
    return "-" if sign in _SPACES else sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}"


_ASCII = {number: _fold_sign(chr(number)) for number in range(128)}
"""What stands for each of the signs of which most words are made."""


@lru_cache(maxsize=16_384)
def fold_words(words: str) -> str:
    """Return what is the same of words that are the same, and can end an address: a-z, 0-9, hyphens, underscores.

    Signs other than letters and digits are told apart by their numbers: `C++` is another tag than `C#`.
    """
    if words.isascii():
        folded = words.casefold().translate(_ASCII)
    else:
        signs = (sign for sign in unicodedata.normalize("NFKD", words).casefold() if not unicodedata.combining(sign))
        folded = "".join(map(_fold_sign, signs))
    slug = "-".join(filter(None, folded.split("-")))
    if len(slug) > LONGEST_ID:
        slug = f"{slug[:80]}_{hashlib.sha256(slug.encode()).hexdigest()[:12]}"
    return f"{slug}_" if slug in _TAKEN or is_device(slug) else slug
