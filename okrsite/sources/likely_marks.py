"""A quick look at whole texts: whether they may hold a mark that was meant to keep something back.

Nearly no text does, and the thorough look of `marks` at each of its lines takes long. What is found here need not be a
mark; whatever is one is found.
"""

from __future__ import annotations

import re

import msgspec

from okrsite.late_patterns import compile_late


class LikelySigns(msgspec.Struct, frozen=True):
    """What a text in small letters is searched for."""

    words: tuple[str, ...]
    """Parts of words that are enough by themselves."""
    patterns: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """What else may be a mark, each with the parts of which one is in it: these are found much faster."""

    def __bool__(self) -> bool:
        return bool(self.words or self.patterns)


_LIKELY = LikelySigns(
    (
        *("draft", "inter", "audi", "visib", "priv", "conf", "secre", "restr", "publi", "hidd", "unlis", "sibil"),
        *("entwu", "vertr", "gehei", "broui", "borra", "bozza", "nicht", "ne pas", "no publ", "nur"),
        *(
            "tlp",
            "embarg",
            "eyes",
            "between us",
            "yourself",
            "sicht",
            "sensitiv",
            "sperrf",
            "prelim",
            "provis",
            "tentativ",
        ),
        *("vorl", "rohfa", "arbeitss", "arbeitsf", "arbeitsv", "vorab", "version de travail", "restrein"),
    ),
    (
        (("dr",), re.compile(r"dr[a-z]?f")),
        (("wip",), compile_late(r"\bwip\b")),
        (("in progress",), compile_late(r"\bwork in progress\b")),
        (("nda",), compile_late(r"\bnda\b")),
        ((" only",), compile_late(r"\b(?:leadership|management|board|executives?)(?: team)? only\b")),
        (("dien",), compile_late(r"[a-z]{2}dien")),
        (("final", "approv", "agreed", "sign"), compile_late(r"(?:not|yet|nicht)\s+(?:final|approved|agreed|signed)")),
        (("approv", "sign"), compile_late(r"(?:pending|awaiting|subject to|to be)\s+(?:final )?(?:approv|sign)")),
        (("freigeg", "abgestimmt", "beschlossen", "noch in", "en cours de", "pas encore"), compile_late(r"noch |n c")),
        (("keep",), compile_late(r"keep\W{1,9}(?:(?:this|it)\W{1,9})?in\b")),
        (
            ("share", "forward", "distribut", "circulat"),
            compile_late(r"(?:not|n't|be)\W{1,9}(?:(?:yet )?for (?:further )?)?(?:share|forward|distribut|circulat)"),
        ),
    ),
)
"""Finds something in the small letters of whatever may be a mark, in ASCII and without `&`."""
_NONE = LikelySigns((), ())
_MARKUP = re.compile(r"[&\\*~\"_<>\[\](){}#`]")
_PARTS_OF_NAMES = (
    *("draft", "internal", "private", "confidential", "secret", "restricted", "publi", "hidden", "intern"),
    *("entwurf", "vertraulich", "geheim", "brouillon", "confidentiel", "borrador", "confidencial", "bozza", "embargo"),
    *("pubblicare", "prelim", "provis", "tentativ", "rohfa", "arbeits", "vorab", "travail", "sensitive", "restrein"),
    *("final", "approv", "agreed", "sign", "freigeg", "abgestimmt", "beschlossen", "noch in", "en cours"),
)
"""One of these is in each word of secrecy that is exactly one of ours, in ASCII."""


def _choose_part(sign: str) -> str:
    """Return what a single word of a text has in it wherever a sign is, which may be several words."""
    return max(sign.split(), key=len)


_PARTS = {
    sign: _choose_part(sign) for sign in (*_LIKELY.words, *(part for parts, _ in _LIKELY.patterns for part in parts))
}
_ALL_PARTS = tuple(dict.fromkeys(_PARTS.values()))
_plain_words: set[str] = set()
"""Words that were looked at before, and have no part of a sign in them: nearly all words of the next text."""
_MOST_PLAIN_WORDS = 50_000


def may_hold_mark(text: str, signs: LikelySigns | None = None) -> bool:
    """Whether `find_marks` can find anything in a text; `signs` are those found in what surrounds it."""
    if not text.isascii() or "&" in text:
        return True
    if signs is None:
        return bool(find_likely_signs(text))
    small = _lower_letters(text)
    return any(map(small.__contains__, signs.words)) or any(
        any(map(small.__contains__, parts)) and pattern.search(small) for parts, pattern in signs.patterns
    )


def find_likely_signs(text: str) -> LikelySigns:
    """Return the signs that are in a text, and of which one is in each line of it that may hold a mark."""
    small = _lower_letters(text)
    parts_there = _find_parts(small)
    if not parts_there:
        return _NONE
    return LikelySigns(
        tuple(word for word in _LIKELY.words if _PARTS[word] in parts_there and word in small),
        tuple(
            (parts, pattern)
            for parts, pattern in _LIKELY.patterns
            if any(_PARTS[part] in parts_there and part in small for part in parts) and pattern.search(small)
        ),
    )


def _find_parts(small: str) -> set[str]:
    """Return the parts of signs that are in the words of a text."""
    words = set(small.split()) - _plain_words
    together = "\n".join(words)
    found = {part for part in _ALL_PARTS if part in together}
    if len(_plain_words) < _MOST_PLAIN_WORDS:
        _plain_words.update(word for word in words if not any(map(word.__contains__, found)))
    return found


def may_name_secrecy(text: str) -> bool:
    """Whether a title or a name in a text, one on each line, may have a mark in it."""
    if not text.isascii() or _MARKUP.search(text):
        return True
    small = text.lower()
    return any(map(small.__contains__, _PARTS_OF_NAMES))


def _lower_letters(text: str) -> str:
    """Return a text in small letters, without `confidence`, which stands in most files and keeps nothing back."""
    return text.lower().replace("confidence", "")
