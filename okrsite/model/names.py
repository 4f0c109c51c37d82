"""Ids from titles, and people from names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from okrsite.model.organisation import Person

_SEVERAL = re.compile(r"\s+(?:and|und|et)\s+|[,&;+/]", re.IGNORECASE)


def github_anchor(title: str) -> str:
    """Return the anchor that GitHub makes of a heading: lower case, punctuation dropped, spaces become hyphens."""
    kept = "".join(
        sign for sign in title.strip().lower() if sign.isalnum() or sign in " -_" or unicodedata.category(sign) == "Mn"
    )
    return kept.replace(" ", "-")


def slug(title: str) -> str | None:
    """Return the default id of a title; None where it has letters outside ASCII, or nothing to make an id of."""
    if any(ord(sign) > 127 and unicodedata.category(sign)[0] in "LM" for sign in title):
        return None
    kept = re.sub(r"[^a-z0-9-]", "", github_anchor(title).replace("_", "-"))
    return kept.strip("-") or None


def page_slug(name: str) -> str:
    """Return an address for a plain name: its slug, or a short hash where none can be made."""
    return slug(name) or "p-" + hashlib.sha256(name.encode()).hexdigest()[:8]


@dataclass(slots=True)
class Directory:
    """Who is who: finds the person of an id or a full name, case aside."""

    known: Mapping[str, Person]
    _by_name: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for person in reversed(list(self.known.values())):
            self._by_name[person.name.casefold()] = person.id
        for key in self.known:
            self._by_name[key.casefold()] = key

    def key(self, typed: str | None) -> str | None:
        """Return a person's id, a plain name as it was typed for somebody unknown, None for nobody."""
        if not typed:
            return None
        return self._by_name.get(typed.removeprefix("@").casefold(), typed)

    def several(self, typed: str) -> bool:
        """Whether a text names more than one person: "A and B", and no one person is called that."""
        return typed.casefold() not in self._by_name and bool(_SEVERAL.search(typed))


def listed(directory: Directory, named: Iterable[str]) -> dict[str, Person]:
    """Return everybody: those of people.yml and the plain names in use, sorted by name."""
    people = dict(directory.known)
    taken = {person.id for person in people.values()}
    for name in sorted(set(named) - people.keys()):
        candidate = page_slug(name)
        while candidate in taken:
            candidate += "-2"
        taken.add(candidate)
        people[name] = Person(candidate, name)
    return dict(sorted(people.items(), key=lambda pair: (pair[1].name.casefold(), pair[0])))
