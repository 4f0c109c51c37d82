"""What counts as a word, and which spellings of it are the same; `frontend/src/search/words.js` does it likewise."""

from __future__ import annotations

import re
import unicodedata

WORD_LENGTH = 24
"""Characters of a word that are told apart; what is longer is found by its beginning."""

_WORD = re.compile(r"[^\W_]+")
_SPELLED_OUT = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
}  # fmt: skip
"""Letters that don't come apart into a plain one and a mark."""


class _Folding(dict[int, str | None]):
    """Says of a character what it is folded to, and remembers it."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        folded = None if unicodedata.category(character).startswith("M") else _SPELLED_OUT.get(character, character)
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return a text without what readers leave out when they type: capitals, accents, ligatures."""
    if text.isascii():
        return text.lower()
    # Letters in circles and the like become plain capitals.
    return unicodedata.normalize("NFKD", text.lower()).lower().translate(_FOLDING)


def list_words(text: str) -> list[str]:
    """Return the words of a text as they are looked for, in their order."""
    words: list[str] = _WORD.findall(fold(text))
    return words if max(map(len, words), default=0) <= WORD_LENGTH else [word[:WORD_LENGTH] for word in words]
