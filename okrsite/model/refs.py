"""References as types: which objective is meant, or which key result of it.

References are put together and taken apart here and nowhere else. They are texts, so that they print, sort and serve as
keys as such; but a text is no reference: what somebody typed becomes one only by being resolved to something that is
there.
"""

from __future__ import annotations

from functools import cache


class ObjectiveRef(str):
    """The full reference of an objective, such as `marketing/2026-Q4/grow`; made by `create`."""

    __slots__ = ()

    @classmethod
    def create(cls, unit: str, cycle: str, key: str) -> ObjectiveRef:
        """Return the reference of an objective by the ids of its unit and cycle and its own."""
        return cls(f"{unit}/{cycle}/{key}")

    @property
    def unit(self) -> str:
        """The id of the unit."""
        return self.partition("/")[0]

    @property
    def cycle(self) -> str:
        """The id of the cycle."""
        return self.split("/", 2)[1]

    @property
    def id(self) -> str:
        """The objective's own id."""
        return self.split("/", 2)[2]

    def make_key_result_ref(self, key: str) -> KeyResultRef:
        """Return the reference of a key result of the objective, by its id."""
        return _make_key_result_ref(self, key)

    def make_end_ref(self, key: str | None) -> AnyRef:
        """Return the reference of what a link leads to: a key result, by its id, or for None the objective itself."""
        return self if key is None else self.make_key_result_ref(key)


class KeyResultRef(str):
    """The full reference of a key result, such as `marketing/2026-Q4/grow#trials`; made by its objective's."""

    __slots__ = ()

    @property
    def objective(self) -> ObjectiveRef:
        """The reference of the objective that it belongs to."""
        return ObjectiveRef(self.partition("#")[0])

    @property
    def id(self) -> str:
        """The key result's own id."""
        return self.partition("#")[2]


# Each is asked for again and again, wherever its numbers are looked up. There is no limit: with more key results than
# that, none would be found again, because they are asked for in turn.
@cache
def _make_key_result_ref(objective: ObjectiveRef, key: str) -> KeyResultRef:
    return KeyResultRef(f"{objective}#{key}")


def split_kept_ref(kept: str) -> tuple[ObjectiveRef, str | None]:
    """Take apart what the past keeps of a link: the objective, and a key result; neither may be there now."""
    ref, _, key = kept.partition("#")
    return ObjectiveRef(ref), key or None


AnyRef = ObjectiveRef | KeyResultRef
"""An objective or one of its key results."""
