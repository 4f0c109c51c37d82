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
        known = self._known
        waiting = [value]
        while waiting:
            part = waiting.pop()
            if type(part) is Place:  # of these there are most
                force_setattr(part, "path", known.setdefault(part.path, part.path))
            elif isinstance(part, msgspec.Struct):
                self._share_fields(part, waiting)
            elif isinstance(part, list | tuple):
                waiting += part
            elif isinstance(part, CycleFile):
                waiting += (part.text, part.objectives, part.extents, part.session)

    def _share_fields(self, part: msgspec.Struct, waiting: list[object]) -> None:
        """Share what is in the fields of a struct; what has parts itself is added to `waiting`."""
        for name, inner in zip(part.__struct_fields__, astuple(part), strict=True):
            if not inner:  # an empty set that was decoded is one of its own
                if type(inner) is frozenset:
                    force_setattr(part, name, _NOTHING)
            elif type(inner) is dict:
                shared = {self._find_equal(key): self._find_equal(held) for key, held in inner.items()}
                force_setattr(part, name, shared)
                waiting += shared.values()
            elif (same := self._find_equal(inner)) is not inner:
                force_setattr(part, name, same)
            elif type(inner) not in _SHARED:
                waiting.append(inner)

    def _find_equal(self, value: object) -> object:
        """Return the first of the values that are equal to this one; the value itself where it can't be shared."""
        # -0.0 is equal to 0.0, and something else.
        return self._known.setdefault(value, value) if type(value) in _SHARED and value else value
