"""Entries of the index in files, by a hash of where they lead: an entry that is new moves no other."""

from __future__ import annotations

import hashlib
import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

import msgspec

from okrsite.late_patterns import compile_late

ID_BITS = 30
TEXT_LENGTH = 4_000
"""Characters of an entry's text that are shown and compared; all of it is searched."""
_PAGE_BITS = 18
"""Of an id; they lie first, so that the entries of a page lie in one file."""
_ANCHOR_BITS = ID_BITS - _PAGE_BITS
_LAST_ANCHOR = (1 << _ANCHOR_BITS) - 1
_FILE_SIZE = 6_000
"""Bytes of entries in a file, on average: results are in as many files as there are pages among them."""
_TAG = compile_late(r"<[^<>]*>")
ALPHABET = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""Digits of numbers in postings, in the order of their codes: so numbers sort as texts."""


class Entry(msgspec.Struct, frozen=True):
    """What a reader can find and land on."""

    number: int
    """Of `ID_BITS` bits, the same from build to build."""
    location: str
    """From the site's root, with an anchor if it isn't a whole page."""
    title: str
    """Plain text, not escaped."""
    text: str
    """Plain text, not escaped."""
    boost: float = 1.0
    """How much search prefers it."""

    @property
    def id(self) -> str:
        """The number as five characters."""
        return "".join(ALPHABET[self.number >> shift & 63] for shift in range(ID_BITS - 6, -6, -6))


def read_entries(documents: Iterable[Mapping[str, object]]) -> list[Entry]:
    """Return the entries of an index as Material's plugin writes it, whose texts are HTML, by number."""
    read = sorted(
        (
            str(document.get("location", "")),
            _read_text(document.get("title")),
            _join_words(_read_text(document.get("text")), _read_tags(document.get("tags"))),
            _read_boost(document.get("boost")),
        )
        for document in documents
    )
    numbers = _Numbers()
    entries = [Entry(numbers.take(location), location, title, text, boost) for location, title, text, boost in read]
    return sorted(entries, key=attrgetter("number"))


def _read_text(markup: object) -> str:
    if not isinstance(markup, str):
        return ""
    return html.unescape(_TAG.sub(" ", markup)) if "<" in markup or "&" in markup else markup


def _read_tags(tags: object) -> str:
    """Return a page's tags, which Material keeps apart and as they were typed."""
    return ", ".join(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ""


def _join_words(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _read_boost(boost: object) -> float:
    return float(boost) if isinstance(boost, int | float) else 1.0


class _Numbers:
    """The numbers of entries: those of a page are the same in their first bits, whatever number is taken already."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = defaultdict(int)
        """How many numbers of a page are taken."""
        self._following: dict[int, int] = {}
        """Where to go on from a number that is taken."""

    def take(self, location: str) -> int:
        """Return a number for the entry of an address: the one of its hash, or the next one that is free."""
        page = _hash(location.partition("#")[0]) >> (64 - _PAGE_BITS)
        number = page << _ANCHOR_BITS | _hash(location) >> (64 - _ANCHOR_BITS)
        while self._counts[page] > _LAST_ANCHOR:  # only with thousands of entries is there no room on a page
            page = (page + 1) % (1 << _PAGE_BITS)
            number = page << _ANCHOR_BITS
        self._counts[page] += 1
        passed = []
        while number in self._following:
            passed.append(number)
            number = self._following[number]
        following = page << _ANCHOR_BITS | (number + 1) & _LAST_ANCHOR
        for taken in (*passed, number):  # so that the next one gets past all of them in one step
            self._following[taken] = following
        return number


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def choose_file_bits(entries: Iterable[Entry]) -> int:
    """Return how many of the first bits of an id say in which file its entry lies.

    It changes when a site has doubled, and seldom otherwise.
    """
    size = sum(len(entry.title) + min(len(entry.text), TEXT_LENGTH) + len(entry.location) + 60 for entry in entries)
    return max(0, size // _FILE_SIZE).bit_length()


def group_entries(entries: Iterable[Entry], bits: int) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield the name of each file, and the entries in it as they are written, escaped as in any index."""
    files: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        files[entry.number >> (ID_BITS - bits)].append(entry)
    for number, inside in sorted(files.items()):
        yield (
            f"entries-{number:x}.json",
            [
                {
                    "id": entry.id,
                    "location": entry.location,
                    "title": html.escape(entry.title),
                    "text": html.escape(_shorten(entry.text)),
                    **({} if entry.boost == 1.0 else {"boost": entry.boost}),
                }
                for entry in inside
            ],
        )


def _shorten(text: str) -> str:
    return text if len(text) <= TEXT_LENGTH else text[:TEXT_LENGTH] + "…"
