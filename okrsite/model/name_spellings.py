"""How one person's name is spelled: with accents or without, turned round, as an address, or nearly.

Decides which texts are a name in another spelling, and whose name is so near that somebody should be
asked. Nothing here compares a name with all others: what is near is looked up by what is left when one letter is taken
out, so that thousands of wrong names beside thousands of people cost their sum.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from okrsite.model.organisation import Person

_LINK = re.compile(r"\[(?P<words>[^\[\]]{0,200})\](?:\((?P<target>[^()\s]{0,300})\)|\[[^\[\]]{0,200}\])?\Z")
_ADDRESS = re.compile(r"<?(?:mailto:)?(?P<local>[^\s@<>:]{1,64})@[^\s@<>]{1,200}\.[A-Za-z]{2,20}>?\Z", re.IGNORECASE)
_ROLE = re.compile(r"\s*\([^()]{1,60}\)\Z")
_OTHER_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_BETWEEN = re.compile(r"[-\u2010-\u2013._,]")
_LONGEST = 80
"""Characters of a name; what is longer is a sentence."""
_SALUTATION = re.compile(
    r"(?:(?:frau|herrn?|mrs?|ms|miss|dr|prof|mme|mlle|madame|monsieur|sra?|señora?|don|doña)\.?|m\.)\s+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a last name, and in no register."""
_LONGEST_INITIALS = 3
_SHORTEST = 3
"""Letters of a name that can be nearly another one; of one with so many, none may be replaced."""


def list_spellings(typed: str) -> Iterator[str]:
    """Yield the names that a text can be, folded: as typed, turned round, a link's words, before the at sign.

    None of them is a guess: whoever has such a name is meant.
    """
    typed = typed[:_LONGEST].strip()
    if link := _LINK.match(typed):
        typed = link["words"] or (link["target"] or "")
    address = _ADDRESS.match(typed)
    if address:
        yield typed.strip("<>").casefold().removeprefix("mailto:")
        typed = address["local"].partition("+")[0]
    typed = _ROLE.sub("", typed.removeprefix("<").removesuffix(">")).removeprefix("@")
    surname, comma, first = typed.partition(",")
    for name in (typed, f"{first} {surname}") if comma else (typed,):
        if name.isascii():
            yield fold_name(name)
        else:
            yield from dict.fromkeys((fold_name(name), fold_name(name.casefold().translate(_UMLAUTS))))


def fold_name(name: str) -> str:
    """Return a name as it is compared: small letters without accents, blanks for hyphens, points and underscores."""
    letters = name.casefold()
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters.translate(_OTHER_LETTERS))
        letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_BETWEEN.sub(" ", letters).split())


class NameIndex:
    """Finds people by names in other spellings, and by names that are nearly theirs."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index ids and names; what else they are called is indexed when somebody asks for it."""
        self._people = tuple(people)
        self._whole: dict[str, set[str]] = {}
        self._parts: dict[str, set[str]] | None = None
        self._shortened: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        self._near: dict[str, set[str]] = {}
        """What was found near a word: thousands of names are made of few of them."""
        for person in self._people:
            for name in dict.fromkeys((person.id, person.name)):
                for spelling in list_spellings(name):
                    self._whole.setdefault(spelling, set()).add(person.id)
            if person.link.lower().startswith("mailto:"):
                self._whole.setdefault(person.link.casefold().removeprefix("mailto:"), set()).add(person.id)

    def find_whole(self, typed: str) -> str | None:
        """Return the id of the one person whose id, name or address this is in another spelling; None for none."""
        for spelling in list_spellings(typed):
            ids = self._whole.get(spelling, ())
            if len(ids) == 1:
                return next(iter(ids))
        return None

    def find_meant(self, typed: str) -> tuple[str, ...]:
        """Return the ids of those who are probably meant by a name that nobody has, in alphabetical order."""
        parts = self._index_parts()
        if typed.isupper() and typed.isalpha() and len(typed) <= _LONGEST_INITIALS and typed.casefold() not in parts:
            return tuple(sorted(self._initials.get(typed.casefold(), ())))
        if salutation := _SALUTATION.match(typed):
            typed = typed[salutation.end() :]
        typed = (typed[:1] + typed[1:].partition("@")[0] if " " in typed else typed).strip("?!*~ ")
        one_letter = list_spellings(typed.replace("ß", "s")) if "ß" in typed else ()  # in folded names it is two
        for spelling in dict.fromkeys((*list_spellings(typed), *one_letter)):
            words = spelling.split()
            by_word = [parts.get(word, set()) or self._find_near(word) for word in words[:1]]
            if by_word and by_word[0]:  # else nobody has all words, nor those at both ends
                by_word += [parts.get(word, set()) or self._find_near(word) for word in words[1:]]
            # All words of it, or those at both ends: the second name of many people isn't in the register.
            for chosen in (by_word, by_word[:1] + by_word[-1:]):
                if ids := set.intersection(*chosen) if chosen else set():
                    return tuple(sorted(ids))
            if ids := parts.get(spelling.replace(" ", ""), set()) | self._find_near(spelling):
                return tuple(sorted(ids))
        return ()

    def _index_parts(self) -> Mapping[str, set[str]]:
        """Return people by each word of their names, and by what else they are called for short."""
        if self._parts is None:
            self._parts = {}
            for person in self._people:
                for name in {*list_spellings(person.id), *list_spellings(person.name)}:
                    for part in _list_parts(name):
                        self._parts.setdefault(part, set()).add(person.id)
                    words = name.split()
                    for initials in (
                        {"".join(word[0] for word in words), words[0][0] + words[-1][0]} if words[1:] else ()
                    ):
                        self._initials.setdefault(initials, set()).add(person.id)
            for part, ids in self._parts.items():
                for shorter in _take_letters_out(part):
                    self._shortened.setdefault(shorter, set()).update(ids)
        return self._parts

    def _find_near(self, word: str) -> set[str]:
        """Return the ids of those who have a name that is one slip away: a letter more, less, other, or two swapped."""
        if word not in self._near:
            self._near[word] = self._search_near(word)
        return self._near[word]

    def _search_near(self, word: str) -> set[str]:
        if len(word) < _SHORTEST or self._parts is None:
            return set()
        parts, shortened = self._parts, self._shortened
        ids = set(shortened.get(word, ()))  # a letter is missing
        for shorter in _take_letters_out(word):
            if shorter in parts:  # a letter is too many
                ids |= parts[shorter]
            if shorter in shortened and len(word) > _SHORTEST:
                ids |= shortened[shorter]
        if len(word) == _SHORTEST:
            ids |= self._parts.get(word[0] + word[2] + word[1], set()) | self._parts.get(
                word[1] + word[0] + word[2], set()
            )
        return ids


def _list_parts(name: str) -> Iterator[str]:
    """Yield what somebody with a name is called for short: `ana`, `berg`, `anaberg`, `aberg`, `anab`."""
    words = name.split()
    yield from words
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield from ("".join(words), f"{first[0]}{last}", f"{first}{last[0]}", name)


def _take_letters_out(word: str) -> list[str]:
    """Return what is left of a word without one of its letters; nothing of one that is too short or too long."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    return [word[:at] + word[at + 1 :] for at in range(len(word))]
