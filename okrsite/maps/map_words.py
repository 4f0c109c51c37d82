"""What a picture says by itself, beside what is typed, in the language of the site."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec

from okrsite.languages.words import WordsKey, get_words_key, mark_text, translate
from okrsite.number_style import get_percent_sign, round_percent


def format_whole_percent(fraction: float) -> str:
    """`0.585` as `59%`."""
    return f"{round_percent(fraction)}{get_percent_sign()}"


class MapWords(msgspec.Struct, frozen=True, cache_hash=True):
    """What the picture says by itself, in the site's language; names in braces are filled in."""

    expected: str = mark_text("expected {percent}")
    """In the name of a card: where it should be today."""
    serves: str = mark_text("Serves: {titles}.")
    """In the name of a card: the goals it contributes to or supports."""
    depends: str = mark_text("Depends on: {titles}.")
    """In the name of a card: what it needs."""
    unconfirmed: str = mark_text("{title} (not confirmed yet)")
    """In the name of a card: something it needs, to which the other side has not answered."""
    unaligned: str = mark_text("Serves no goal, {purpose}: {reason}.")
    """In the name of a card: why it is linked to nothing."""
    outside: str = mark_text("{organisation} (another organisation)")
    """In the name of a card: whose goal it is, where it isn't our own."""
    hidden: str = mark_text("{count} more below, not shown.")
    """In the name of a card: what the picture leaves out."""
    unfold: str = mark_text("Show the {count} more below")
    """The name of the link that leads to what the picture leaves out."""
    nothing: str = "–"
    """In place of the number when nothing was measured."""
    percent: Callable[[float], str] = format_whole_percent
    """Spells a fraction (0.0 to 1.0) as a percentage."""


ENGLISH = MapWords()


def translate_map_words() -> MapWords:
    """Return what a picture says by itself, in the language of the site."""
    return _translate_map_words(get_words_key())


@lru_cache(maxsize=8)
def _translate_map_words(words: WordsKey) -> MapWords:
    """Return what it says in the words that a key stands for, which are those of now."""
    return MapWords(
        expected=translate(ENGLISH.expected),
        serves=translate(ENGLISH.serves),
        depends=translate(ENGLISH.depends),
        unconfirmed=translate(ENGLISH.unconfirmed),
        unaligned=translate(ENGLISH.unaligned),
        outside=translate(ENGLISH.outside),
        hidden=translate(ENGLISH.hidden),
        unfold=translate(ENGLISH.unfold),
    )
