"""What counts as a word, and which spellings of it are the same; `frontend/src/search/words.js` does it likewise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from okrsite.late_patterns import compile_late

WORD_LENGTH = 24
"""Characters of a word that are told apart; what is longer is found by its beginning."""

_WORD = compile_late(r"[^\W_]+")
CUT_MARK = "\u200b"
"""What Material's plugin for search puts where it cuts Chinese words: a blank without width."""
_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Signs of Chinese and Japanese, which stand without blanks between words."""
_PIECE = compile_late(f"[{_CJK}]+|[^{_CJK}]+")
_HAS_CJK = compile_late(f"[{_CJK}]")
_CUT = compile_late(f"(?<=[{_CJK}]){CUT_MARK}+(?=[{_CJK}])")
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


def is_without_blanks(text: str) -> bool:
    """Whether something of a text is Chinese or Japanese."""
    return not text.isascii() and _HAS_CJK.search(text) is not None


def list_words(text: str) -> list[str]:
    """Return the words of a text as they are looked for, in their order.

    Of Chinese and Japanese these are pairs of signs that stand side by side, and the last sign: so a word is found
    inside of what has no blanks.
    """
    folded = fold(text)
    mixed = _HAS_CJK.search(folded) is not None
    words = list(_list_mixed_words(_CUT.sub("", folded))) if mixed else _WORD.findall(folded)
    return words if max(map(len, words), default=0) <= WORD_LENGTH else [word[:WORD_LENGTH] for word in words]


def _list_mixed_words(folded: str) -> Iterator[str]:
    for word in _WORD.findall(folded):
        for piece in _PIECE.findall(word):
            if _HAS_CJK.match(piece):
                yield from (piece[place : place + 2] for place in range(len(piece)))
            else:
                yield piece
