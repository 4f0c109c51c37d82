"""Author's text made harmless for terminals and logs: one line, no control characters."""

from __future__ import annotations

import unicodedata

# Marks that change the order or the look of everything around them.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff")
_HARMFUL = ("Cc", "Cs", "Zl", "Zp")


def one_line(text: str) -> str:
    r"""Return a text with its control characters spelled out: an escape becomes the four signs `\x1b`.

    Line breaks are control characters too. What languages need to be written stays: joiners, combining marks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(sign) if _is_harmful(sign) else sign for sign in text)


def _is_harmful(sign: str) -> bool:
    return sign in _DIRECTION or unicodedata.category(sign) in _HARMFUL


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")
