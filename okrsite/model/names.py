"""Ids from titles, and people from names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from okrsite.languages.sorting import make_sort_key
from okrsite.late_patterns import compile_late
from okrsite.model.name_spellings import NameIndex
from okrsite.model.organisation import Person, Unit
from okrsite.nearest import NameSuggester
from okrsite.sources.file_names import is_device, is_id
from okrsite.sources.nobody import is_nobody
from okrsite.sources.title_ids import make_ascii_id, shorten_id, transliterate

_OFTEN = 200
"""Characters up to which a title is remembered with what is made of it: a preview asks again after each edit."""

_TWICE = 9
"""Names of one address that get one `-2` more each; beyond that they are numbered, so that addresses stay short."""

_OBJECTIVE_ANCHOR = compile_late(r"(?:objective(?:-?\d{1,3})?|o-?\d{1,3})-{1,3}(?=.)")
_BETWEEN_NAMES = re.compile(r"\.?[\s()]+(?:[-–—]\s+|(?:with|mit|for|für)\s+)?")
_SEVERAL = re.compile(
    r"\s+(?:and|und|et|or|oder|plus|sowie|with|mit)\s+|\s*(?:[-=]>|→|⇒)\s*|~~\s+(?=\w)|[,&;+/|]", re.IGNORECASE
)


def make_github_anchor(title: str) -> str:
    """Return the anchor that GitHub makes of a heading: lower case, punctuation dropped, spaces become hyphens."""
    return _make_known_anchor(title) if len(title) <= _OFTEN else _make_anchor(title)


def _make_anchor(title: str) -> str:
    kept = "".join(
        sign for sign in title.strip().lower() if sign.isalnum() or sign in " -_" or unicodedata.category(sign) == "Mn"
    )
    return kept.replace(" ", "-")


_make_known_anchor = lru_cache(maxsize=16_384)(_make_anchor)


def list_heading_anchors(title: str, key: str) -> tuple[str, ...]:
    """Return the anchors that an objective's heading may have: its id, GitHub's anchor, and that of `Title {#id}`."""
    anchor = make_github_anchor(title)
    return key, anchor, f"{anchor}-{key}"


def list_possible_anchors(anchor: str) -> Iterator[str]:
    """Yield the anchors that a typed one may mean: GitHub's has `Objective 1:` in it, which is no part of the title."""
    wanted = anchor.lower()
    yield wanted
    if prefix := _OBJECTIVE_ANCHOR.match(wanted):
        yield wanted[prefix.end() :]


def explain_invalid_id(text: str) -> tuple[str, str] | None:
    """Say why a text can't be an id, and what to type instead; None where it can."""
    if is_device(text):
        return f"Windows keeps '{text}' for a device, so it can't be an id.", f"Choose another, such as `{text}-1`."
    if is_id(text):
        return None
    near = re.sub(r"[^a-z0-9]+", "-", transliterate(text)[0].lower()).strip("-")[:60]
    return (
        f"'{text}' can't be an id.",
        f"Ids are made of a-z, 0-9 and hyphens{f', such as `{near}`' if near else ''}.",
    )


def find_meant_unit(units: Mapping[str, Unit], typed: str, near: NameSuggester | None = None) -> str:
    """Return the id of the unit that somebody means by its name, or by nearly its id; empty for none.

    Args:
        units: By id.
        typed: What is no id of any of them.
        near: Compares ids, for a hint that is one of many; None for one that is given by itself.
    """
    near = near or NameSuggester()
    return find_unit_by_name(units, typed) or near.find_closest(typed.casefold(), units.keys())


def find_unit_by_name(units: Mapping[str, Unit], name: str) -> str:
    """Return the id of the one unit that is called so, in capitals or small letters; empty for none, or several."""
    words = name.casefold().split()
    named = [key for key, unit in units.items() if unit.name.casefold().split() == words]
    return named[0] if len(named) == 1 else ""


def make_page_slug(name: str) -> str:
    """Return an address for a plain name: its slug, or a short hash where it has letters outside of ASCII."""
    is_ascii = name.isascii() or not any(ord(sign) > 127 and unicodedata.category(sign)[0] in "LM" for sign in name)
    slug = shorten_id(make_ascii_id(name)) if is_ascii else ""
    return slug or "p-" + hashlib.sha256(name.encode()).hexdigest()[:8]


class NameLookup(Protocol):
    """What is asked of a `PeopleDirectory` while files are read."""

    def find_key(self, typed: str | None) -> str | None:
        """Return a person's id, a plain name as it was typed for somebody unknown, None for nobody."""

    def find_namesakes(self, typed: str) -> tuple[str, ...]:
        """Return the ids of all who go by a name, where they are several and none of them has it for an id."""

    def is_several_people(self, typed: str) -> bool:
        """Whether a text names more than one person."""

    def find_meant(self, typed: str) -> tuple[str, ...]:
        """Return the ids of those who are probably meant by a name that nobody has; empty where nobody is."""


@dataclass(slots=True)
class PeopleDirectory:
    """Who is who: finds the person of an id or a full name, case aside."""

    known: Mapping[str, Person]
    _by_name: dict[str, str] = field(default_factory=dict)
    _shared: dict[str, list[str]] = field(default_factory=dict)
    """Ids by full name."""
    _asked: dict[str, str | None] = field(default_factory=dict)
    """What was answered before, by what was asked: the same few names stand in many places."""
    _index: NameIndex | None = None
    """Made when somebody asks for a name that isn't there as it is."""

    def __post_init__(self) -> None:
        for person in reversed(list(self.known.values())):
            self._by_name[person.name.casefold()] = person.id
            self._shared.setdefault(person.name.casefold(), []).insert(0, person.id)
        for key in self.known:
            self._by_name[key.casefold()] = key

    def find_key(self, typed: str | None) -> str | None:
        """Return a person's id, a plain name as it was typed for somebody unknown, None for nobody.

        Nobody is a blank, and what stands for one: `TBD`, `n/a`. Beside a register, a name is found without its accents
        too, turned round (`Berg, Ana`), as a link and as an address.
        """
        if not typed:
            return None
        if typed not in self._asked:
            self._asked[typed] = self._find_key(typed)
        return self._asked[typed]

    def _find_key(self, typed: str) -> str | None:
        known = self.find_as_typed(typed)
        if known is not None or is_nobody(typed):
            return known
        return (self._get_index().find_whole(typed) if self.known else None) or typed

    def find_as_typed(self, typed: str) -> str | None:
        """Return the id of who has an id or a full name just as it is typed, case aside; None where nobody has."""
        return self._by_name.get(typed.removeprefix("@").casefold())

    def find_meant(self, typed: str) -> tuple[str, ...]:
        """Return the ids of those who are probably meant by a name that nobody has; empty where nobody is."""
        if not self.known or self.find_key(typed) != typed or typed in self.known:
            return ()
        if self.is_several_people(typed):
            keys = [self.find_key(name) or "" for name in split_names(typed)]
            return tuple(dict.fromkeys(key for key in keys if key in self.known))
        return self._get_index().find_meant(typed)

    def _get_index(self) -> NameIndex:
        if self._index is None:
            self._index = NameIndex(self.known.values())
        return self._index

    def find_namesakes(self, typed: str) -> tuple[str, ...]:
        """Return the ids of all who go by a name, where they are several and none of them has it for an id."""
        name = typed.removeprefix("@").casefold()
        ids = self._shared.get(name, [])
        return tuple(ids) if len(ids) > 1 and name not in self.known else ()

    def is_several_people(self, typed: str) -> bool:
        """Whether a text names more than one person: "A and B", and no one person is called that."""
        if bool(_SEVERAL.search(typed)) and self.find_key(typed) == typed:
            return True
        # `juno ada`, `juno. ada`, `juno (ada)`, `juno – ada`
        words = [word.casefold() for word in _BETWEEN_NAMES.split(typed) if word]
        known = {self._by_name.get(word) for word in words} if len(words) > 1 and self.known else set()
        return len(known) > 1 and None not in known and typed.casefold() not in self._by_name


def split_names(typed: str) -> list[str]:
    """Return the names of a text that names several people."""
    return [name.strip() for name in _SEVERAL.split(typed) if name.strip()]


def list_people(directory: PeopleDirectory, named: Iterable[str]) -> dict[str, Person]:
    """Return everybody: those of people.yml and the plain names in use, sorted by name."""
    people = dict(directory.known)
    taken = {person.id for person in people.values()}
    again: dict[str, int] = {}
    for name in sorted(set(named) - people.keys()):
        candidate = own = make_page_slug(name)
        while candidate in taken:
            if own not in again and len(candidate) < len(own) + 2 * _TWICE:
                candidate += "-2"
            else:
                again[own] = again.get(own, _TWICE) + 1
                candidate = f"{own}-{again[own]}"
        taken.add(candidate)
        people[name] = Person(candidate, name)
    return dict(sorted(people.items(), key=lambda pair: (*make_sort_key(pair[1].name), pair[0])))
