"""Equal texts, numbers and days in what files say become one object each, so that they fill memory once.

What is decoded from a line of the cache has a text of its own for each place in the file and each unit of measure:
nine of ten texts are there already. Workers that make pages are copies of the process that holds them, so what it holds
counts several times.
"""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import astuple, force_setattr

from okrsite.model.cycle_files import CycleFile
from okrsite.problems import Place

_SHARED = frozenset({str, float, date})
"""Types whose equal values can stand for each other. A type made of one of them, such as a reference, is another."""
_NOTHING: frozenset[object] = frozenset()


class EqualParts:
    """Knows one of each value that it has seen."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[object, object] = {}

    def share(self, value: object) -> None:
        """Put one object in the place of equal ones, in a value that was just decoded and that nobody else holds.

        `value` is a struct, a cycle file, or a list or tuple of such; it stays equal to what it was.
        """
        waiting = [value]
        while waiting:
            part = waiting.pop()
            if isinstance(part, msgspec.Struct):
                self._share_fields(part, waiting)
            elif isinstance(part, list | tuple):
                waiting += part
            elif isinstance(part, CycleFile):
                waiting += (part.text, part.objectives, part.extents, part.session)

    def _share_fields(self, part: msgspec.Struct, waiting: list[object]) -> None:
        """Share what is in the fields of a struct; what has parts itself is added to `waiting`."""
        known = self._known
        for name, inner in zip(part.__struct_fields__, astuple(part), strict=True):
            if not inner:  # an empty set that was decoded is one of its own; -0.0 is equal to 0.0, and something else
                if type(inner) is frozenset:
                    force_setattr(part, name, _NOTHING)
            elif type(inner) in _SHARED:
                same = known.setdefault(inner, inner)
                if same is not inner:
                    force_setattr(part, name, same)
            elif type(inner) is Place:  # of these there are most
                force_setattr(inner, "path", known.setdefault(inner.path, inner.path))
            elif type(inner) is dict:
                shared = self._share_entries(inner, waiting)
                if shared is not inner:
                    force_setattr(part, name, shared)
            elif type(inner) is not bool:
                waiting.append(inner)

    def _share_entries(self, entries: dict[object, object], waiting: list[object]) -> dict[object, object]:
        """Return entries with shared keys and values, as far as they can be."""
        known = self._known
        for key, held in entries.items():
            if type(held) is Place:
                force_setattr(held, "path", known.setdefault(held.path, held.path))
            elif type(held) in _SHARED:
                entries[key] = known.setdefault(held, held) if held else held
            else:
                waiting.append(held)
        # The decoder knows short keys again, so nearly always all of them are shared.
        if all(known.setdefault(key, key) is key for key in entries if type(key) in _SHARED):
            return entries
        return {known.get(key, key) if type(key) in _SHARED else key: held for key, held in entries.items()}
