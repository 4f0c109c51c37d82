"""What a reference was before that leads nowhere today: the same with the names of today.

Decides how a former name is spelled now: that of an objective, of its unit, of its file or of its heading.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import unquote

from okrsite.model.cycles import list_enclosing_cycles
from okrsite.model.names import list_possible_anchors
from okrsite.model.objectives import Objective
from okrsite.model.organisation import CycleText, Organisation
from okrsite.model.refs import ObjectiveRef


class FormerReferences:
    """Knows what things were called; made once for an organisation."""

    def __init__(self, organisation: Organisation) -> None:
        """Begin with nothing; most content never asks."""
        self._organisation = organisation
        self._former = organisation.former

    def list_spellings(self, text: str, source: Objective) -> Iterator[tuple[str, bool]]:
        """Yield what a reference may be called today, each with whether somebody typed the former name as an alias."""
        path, hash_, rest = text.partition("#")
        if text.startswith("#") or "." in posixpath.basename(path):
            yield from self._list_files(path, rest, source)
            return
        parts = [part.strip() for part in path.strip("/ ").split("/")]
        if len(parts) not in (2, 3):
            return
        unit, key = parts[0], parts[-1]
        now = self._former.find_unit(unit)
        if now != unit:
            yield f"{'/'.join([now, *parts[1:]])}{hash_}{rest}", unit in self._former.typed_units
        cycles = parts[1:-1] or [source.cycle, *list_enclosing_cycles(source.cycle, self._organisation.cycles)]
        if len(parts) == 2 and parts[0].upper() in self._organisation.cycles:  # of the own unit, as `continues` has it
            unit, cycles = source.unit, [parts[0]]
        for name in dict.fromkeys((unit, now)):
            for cycle in cycles:
                ref = self._former.objectives.get(ObjectiveRef.create(name, cycle.upper(), key))
                if ref is not None:
                    yield f"{ref}{hash_}{rest}", False

    def _list_files(self, path: str, rest: str, source: Objective) -> Iterator[tuple[str, bool]]:
        """Yield the same for a link to a heading in a file."""
        anchor, hash_, result = unquote(rest).partition("#")
        folder, own = posixpath.split(source.place.path)
        wanted = posixpath.normpath(posixpath.join(folder, unquote(path) or own))
        now, is_known = self.find_file(wanted)
        if now is None:
            return
        if now != wanted:
            yield f"{posixpath.relpath(now, folder)}#{rest}", is_known
        for meant in list_possible_anchors(anchor):
            if objective := self.find_heading(now, meant):
                yield f"{objective.ref}{hash_}{result}", False
                return

    def find_file(self, path: str) -> tuple[str | None, bool]:
        """Return the file that goes on as one of before, by its path as in `Place`, and whether that was typed."""
        *_, kind, unit, name = ["", "", *path.split("/")]
        stem = posixpath.splitext(name)[0]
        folder = f"{kind}/{unit}" if kind in ("teams", "people") else unit
        if not any(text.path == path for text in self._list_texts(unit)) and not self._former.has_file(
            f"{folder}/{name}"
        ):
            return None, False
        slot = self._former.pages.get(f"{folder}/{stem}", (self._former.find_unit(unit), stem))
        known = self._organisation.units.get(slot[0])
        text = known.texts.get(slot[1]) if known else None
        return (text.path if text else None), unit in self._former.typed_units

    def _list_texts(self, unit: str) -> Iterable[CycleText]:
        known = self._organisation.units.get(unit)
        return known.texts.values() if known else ()

    def find_heading(self, path: str, anchor: str) -> Objective | None:
        """Return the objective of a file that had an anchor before; None where none had it, or more than one."""
        return self._headings.get((path, anchor))

    @cached_property
    def _headings(self) -> dict[tuple[str, str], Objective | None]:
        headings: dict[tuple[str, str], Objective | None] = {}
        for ref, anchors in self._former.anchors.items():
            objective = self._organisation.objectives[ref]
            for anchor in anchors:
                key = (objective.place.path, anchor)
                headings[key] = objective if headings.get(key, objective) is objective else None
        return headings


def spell_reference(typed: str, objective: Objective, key_result: str | None, source: Objective) -> str:
    """Return how a reference to something is written today, in the way in which it was typed."""
    path = typed.partition("#")[0]
    result = f"#{key_result}" if key_result else ""
    if typed.startswith("#") or "." in posixpath.basename(path):
        return f"{posixpath.relpath(objective.place.path, posixpath.dirname(source.place.path))}#{objective.id}{result}"
    short = path.count("/") == 1 and objective.cycle == source.cycle
    return f"{objective.unit}/{objective.id}{result}" if short else f"{objective.ref}{result}"
