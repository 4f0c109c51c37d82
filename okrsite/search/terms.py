"""Words of the index in files, by their first letters: which entries each of them finds, the best ones first.

A file that grows too large is divided by the next letter. What is left in its place (a node) has the word that ends
there, and the best of all that begin so, for readers who have typed no more yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import msgspec

from okrsite.search.entries import ALPHABET, Entry
from okrsite.search.words import is_without_blanks, list_words

FILE_SIZE = 24_000
"""Bytes of words and postings in a file; only one whose words can't be told apart by their keys is larger."""
MOST_POSTINGS = 2_000
"""Entries that are kept of a word: of those that are everywhere, such as "the", only the best."""
SHORTEST_FORGIVEN = 5
"""Letters of the shortest word of which one may be wrong."""
BEST = 200
"""Entries that are kept of all words that begin with the same letters, where those are in several files."""
INCOMPLETE = "*"
"""Begins the postings of a word of which not all are kept."""

_OTHERS = "0123456789abcdefghijklmnopqrstuv"
_IN_TEXT, _IN_TITLE, _ALONE_IN_TITLE = 2.5, 10.0, 20.0
"""What a word weighs in a text; in a title; and what it gains there by making up much of it."""

_Posting = str
"""A character for the level, the first of the alphabet for the highest, and an entry's id: the best come first."""


class TermFile(msgspec.Struct, frozen=True):
    """The words whose keys begin with the same characters."""

    prefix: str
    terms: Sequence[tuple[str, str]]
    """Each word with its postings: a character of a level and five of an id for each, the highest level first."""
    best: str | None = None
    """In a node: the postings of the best of all words that begin so."""
    words: str = ""
    """In the node of a first letter: the words below that somebody may have misspelt, with blanks between."""

    @property
    def name(self) -> str:
        """The file's name."""
        return f"terms-{self.prefix}.json"


class _Term(msgspec.Struct, frozen=True):
    """A word of the index."""

    key: str
    word: str
    postings: Sequence[_Posting]
    encoded: str


def make_key(word: str) -> str:
    """Return what says in which file a word is, of characters that may stand in the name of a file.

    There are so few that a file is never divided into many: letters that aren't those of ASCII share 32 keys.
    """
    if word.isascii():
        return word
    return "".join(letter if letter.isascii() else f"_{_OTHERS[ord(letter) % 32]}" for letter in word)


def build_term_files(entries: Iterable[Entry]) -> Iterator[TermFile]:
    """Yield the files of all words of all entries, nodes before what lies below them."""
    postings: dict[str, list[_Posting]] = defaultdict(list)
    for entry in entries:
        entry_id = entry.id
        in_text, in_title = (ALPHABET[63 - level] + entry_id for level in _weigh_entry(entry))
        title = set(list_words(entry.title))
        for word in title:
            postings[word].append(in_title)
        for word in {*list_words(entry.text)} - title:
            postings[word].append(in_text)
    terms = []
    for word, places in postings.items():
        places.sort()
        terms.append(_Term(make_key(word), word, places, _encode_term(places)))
    terms.sort(key=attrgetter("key", "word"))
    for group in _group_by_character(terms, 0):
        yield from _divide(group, 1)[0]


def _weigh_entry(entry: Entry) -> tuple[int, int]:
    """Return the levels, 1 to 63, of the words in the text and in the title of an entry."""
    boost = min(max(entry.boost, 0.25), 4.0)
    in_title = _IN_TITLE + _ALONE_IN_TITLE / max(1, len(list_words(entry.title)))
    return max(1, round(boost * _IN_TEXT)), min(63, round(boost * in_title))


def _group_by_character(terms: Sequence[_Term], place: int) -> Iterator[Sequence[_Term]]:
    """Yield the terms with the same character at a place of their keys, of sorted ones that are the same before it."""
    start = 0
    for end in range(1, len(terms) + 1):
        if end == len(terms) or terms[end].key[place] != terms[start].key[place]:
            yield terms[start:end]
            start = end


def _divide(terms: Sequence[_Term], length: int) -> tuple[list[TermFile], list[_Posting]]:
    """Return the files for terms whose keys begin with the same characters, and the best postings of them."""
    prefix = terms[0].key[:length]
    own = [term for term in terms if len(term.key) == length]
    size = sum(len(term.word) + len(term.encoded) + 6 for term in terms)
    if size <= FILE_SIZE or len(own) == len(terms):
        pairs = [(term.word, term.encoded) for term in terms]
        return [TermFile(prefix, pairs)], _choose_best(term.postings for term in terms)
    files: list[TermFile] = []
    best = [term.postings for term in own]
    for group in _group_by_character(terms[len(own) :], length):
        below, best_below = _divide(group, length + 1)
        files += below
        best.append(best_below)
    chosen = _choose_best(best)
    words = " ".join(_list_forgiven_words(terms)) if length == 1 else ""
    return [TermFile(prefix, [(term.word, term.encoded) for term in own], "".join(chosen), words), *files], chosen


def _list_forgiven_words(terms: Iterable[_Term]) -> Iterator[str]:
    """Yield the words of which one letter may be wrong; the first one has to be right."""
    for term in terms:
        if len(term.word) >= SHORTEST_FORGIVEN - 1 and term.word.isalpha() and not is_without_blanks(term.word):
            yield term.word


def _choose_best(lists: Iterable[Sequence[_Posting]]) -> list[_Posting]:
    """Return the best postings of several lists, each entry once."""
    best: dict[str, _Posting] = {}
    for posting in sorted({posting for places in lists for posting in places[:BEST]}):
        best.setdefault(posting[1:], posting)
    return list(best.values())[:BEST]


def _encode_term(places: Sequence[_Posting]) -> str:
    return "".join(places) if len(places) <= MOST_POSTINGS else INCOMPLETE + "".join(places[:MOST_POSTINGS])
