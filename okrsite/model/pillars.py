"""The strategic pillars: those of the company's list in its order, then others that objectives name.

An objective names a pillar as the list does; signs and capitals don't matter, as with tags.
"""

from __future__ import annotations

import msgspec

from okrsite.model.folded_words import fold_words
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation


class Pillar(msgspec.Struct, frozen=True):
    """A strategic pillar."""

    id: str
    """Its folded name."""
    name: str
    """As the list has it, else as the first objective types it."""
    is_listed: bool


def find_pillar_id(objective: Objective) -> str | None:
    """Return the id of an objective's pillar; None where it names none."""
    return fold_words(objective.pillar) if objective.pillar else None


def list_pillars(organisation: Organisation) -> dict[str, Pillar]:
    """Return all pillars by their ids."""
    pillars: dict[str, Pillar] = {}
    for name in organisation.units[COMPANY].pillars:
        pillars.setdefault(fold_words(name), Pillar(fold_words(name), name, is_listed=True))
    others: dict[str, Pillar] = {}
    for objective in organisation.objectives.values():
        key = find_pillar_id(objective)
        if key is not None and key not in pillars:
            others.setdefault(key, Pillar(key, objective.pillar, is_listed=False))
    return pillars | {key: others[key] for key in sorted(others)}
