"""When two titles say the same: the words that carry a title, which way it points, and pairs that are alike.

Not quadratic. A pair that is as alike as `ALIKE` asks for has two of the rarest words of each in common, so only titles
that share such a pair of words are compared (prefix filtering: C. Xiao et al., "Efficient similarity joins for near
duplicate detection", WWW 2008). Where hundreds share a pair of words, each is compared with its neighbours in the order
of the words, so that one more title costs no more in a large company than in a small one. A misspelt word counts as the
same once two titles are compared; in a title of three words it can keep them from being compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import ceil
from typing import Literal

import msgspec
from rapidfuzz import fuzz

ChangeDirection = Literal[-1, 0, 1]
ALIKE = 0.85
"""Which part of two titles' words must be the same: of three words all, of seven one may differ."""
_SIMILAR_WORDS = 86
"""From this likeness on, 0 to 100, two words are one: `customer` and `custumer`."""
_SIMILAR_TITLES = 70
"""Below this likeness of the sorted words, 0 to 100, which rapidfuzz tells quickly, nothing is compared by word."""
MAX_GROUP = 24
"""Up to so many titles with the same rare words are all compared with each other.

What more than so many call by the same words is the way this company measures, and nobody's overlap.
"""
_OFTEN = 200
"""Characters up to which a title is remembered with what it is compared by: a preview asks again after each edit."""
NEIGHBOURS = 8
"""With how many neighbours each is compared in a larger group."""

_WORD = re.compile(r"[^\W_]+")


def _split_words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that say nothing about what is wanted. Few, because rare words decide anyway.
_EMPTY = _split_words(
    "a all an and are as at be by can each every for from have in into is it its of on or our per so than that the "
    "their them then this to us we who will with within without "
    "am an auf aus bei bis das dem den der des die ein eine einen einer eines für im in mit nach oder pro und unser "
    "unsere von vor wir zu zum zur über"
)
_UP = _split_words(
    "boost double expand grow growing growth higher improve increase increased increasing maximise maximize more raise "
    "raised raising ausbauen erhöhen mehr steigern verdoppeln wachsen"
)
_DOWN = _split_words(
    "cut cutting decrease decreased decreasing drop fewer halve less lower lowered lowering minimise minimize reduce "
    "reduced reducing shrink halbieren reduzieren senken verkleinern verringern weniger"
)


class ComparableTitle(msgspec.Struct, frozen=True):
    """A title as it is compared."""

    words: tuple[str, ...]
    """What it is about, sorted, each once; without filling words and words of direction, cut to their stems."""
    direction: ChangeDirection
    """Whether its words ask for more (1) or less (-1); 0 where they say neither."""

    @property
    def text(self) -> str:
        """The words in one line, which is also their order among titles."""
        return " ".join(self.words)


def normalise_title(text: str) -> ComparableTitle:
    """Return what a title is compared by."""
    return _normalise_known_title(text) if len(text) <= _OFTEN else _normalise_title(text)


def _normalise_title(text: str) -> ComparableTitle:
    title_words = [word for word in _WORD.findall(text.casefold()) if word not in _EMPTY]
    ways = {1 if word in _UP else -1 for word in title_words if word in _UP or word in _DOWN}
    words = tuple(sorted({_stem_word(word) for word in title_words if word not in _UP and word not in _DOWN}))
    if len(ways) == 1:
        return ComparableTitle(words, 1 if 1 in ways else -1)
    return ComparableTitle(words, 0)


_normalise_known_title = lru_cache(maxsize=32_768)(_normalise_title)


def _stem_word(word: str) -> str:
    """Cut the endings that make one word of `hire`, `hires`, `hired` and `hiring`; the rest need not be a word."""
    for ending in ("ing", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def is_similar(first: ComparableTitle, second: ComparableTitle) -> bool:
    """Whether two titles are about the same."""
    if not first.words or not second.words:
        return False
    if first.words == second.words:
        return True
    if fuzz.ratio(first.text, second.text, score_cutoff=_SIMILAR_TITLES) == 0:
        return False
    ours, theirs = set(first.words), set(second.words)
    same = len(ours & theirs)
    left, right = sorted(ours - theirs), sorted(theirs - ours)
    for word in left:
        twin = next((other for other in right if fuzz.ratio(word, other) >= _SIMILAR_WORDS), None)
        if twin is not None:
            right.remove(twin)
            same += 1
    return 2 * same / (len(ours) + len(theirs)) >= ALIKE


def find_similarity_candidates(titles: Sequence[ComparableTitle]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions that may be alike, the smaller first, each once, in order."""
    frequency = Counter(word for title in titles for word in title.words)
    said = Counter(title.words for title in titles)
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, title in enumerate(titles):
        for key in _list_rare_word_keys(title, frequency) if title.words and said[title.words] <= MAX_GROUP else ():
            groups[key].append(position)
    position_pairs: set[tuple[int, int]] = set()
    for group in groups.values():
        position_pairs.update(_list_pairs(group, [titles[position].text for position in group]))
    yield from sorted(position_pairs)


def _list_pairs(group: Sequence[int], order: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a group, smaller position first; of a large one each with its neighbours in an order."""
    if len(group) <= MAX_GROUP:
        yield from combinations(sorted(group), 2)
        return
    arranged = [position for _, position in sorted(zip(order, group, strict=True))]
    for place, position in enumerate(arranged):
        for other in arranged[place + 1 : place + 1 + NEIGHBOURS]:
            yield min(position, other), max(position, other)


def _list_rare_word_keys(title: ComparableTitle, frequency: Counter[str]) -> Iterator[tuple[str, ...]]:
    """Yield pairs of a title's rarest words, of which another that is alike has at least one."""
    words = sorted(title.words, key=lambda word: (frequency[word], word))
    if len(words) < 3:
        yield tuple(words)
        return
    # If m of the words are the same, m / n is at least ALIKE / (2 - ALIKE) for the one with n words.
    same = ceil(len(words) * ALIKE / (2 - ALIKE) - 1e-9)
    yield from combinations(words[: len(words) - same + 2], 2)
