"""Which tags are the same, and what is tagged with each.

A tag is a word or two that somebody types; `Customer success`, `customer-success` and `customer success` are one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from okrsite.model.cycles import sort_newest_first
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.sources.file_names import is_device
from okrsite.sources.title_ids import LONGEST_ID

_SPACES = " \t-_\u00a0\u2010\u2011\u2013"
_TAKEN = frozenset({"", "index"})
"""What no page can be called by."""


class TagUse(msgspec.Struct, frozen=True):
    """What is tagged with a tag."""

    name: str
    """As the first of them types it."""
    entries: dict[str, tuple[ObjectiveRef | None, ...]]
    """By unit, in tree order: its objectives, the newest cycles first; before them None for the unit itself."""

    @property
    def number(self) -> int:
        """How many objectives and units there are of it."""
        return sum(map(len, self.entries.values()))


@lru_cache(maxsize=16_384)
def fold_tag(tag: str) -> str:
    """Return what is the same of tags that are the same, and can end an address: a-z, 0-9, hyphens, underscores.

    Signs other than letters and digits are told apart by their numbers: `C++` is another tag than `C#`.
    """
    signs = (sign for sign in unicodedata.normalize("NFKD", tag).casefold() if not unicodedata.combining(sign))
    folded = "".join(
        "-" if sign in _SPACES else sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}" for sign in signs
    )
    slug = "-".join(filter(None, folded.split("-")))
    if len(slug) > LONGEST_ID:
        slug = f"{slug[:80]}_{hashlib.sha256(slug.encode()).hexdigest()[:12]}"
    return f"{slug}_" if slug in _TAKEN or is_device(slug) else slug


def collect_tags(organisation: Organisation) -> dict[str, TagUse]:
    """Return what is tagged, by the folded tag, in the order of the alphabet."""
    names: dict[str, str] = {}
    entries: dict[str, dict[str, list[ObjectiveRef | None]]] = {}

    def note_tags(tags: Iterable[str], unit: str, entry: ObjectiveRef | None) -> None:
        for tag in dict.fromkeys(map(fold_tag, typed := tuple(tags))):
            names.setdefault(tag, next(name for name in typed if fold_tag(name) == tag))
            entries.setdefault(tag, {}).setdefault(unit, []).append(entry)

    order = [cycle.id for cycle in sort_newest_first(organisation.cycles.values())]
    for unit in organisation.units.values():
        note_tags(unit.tags, unit.id, None)
        own = organisation.by_unit.get(unit.id, {})
        for cycle in (cycle for cycle in order if cycle in own):
            for objective in own[cycle]:
                note_tags(objective.tags, unit.id, objective.ref)
    return {
        tag: TagUse(names[tag], {unit: tuple(those) for unit, those in entries[tag].items()}) for tag in sorted(entries)
    }
