"""Key results that a check-in names by their places: `KR2 45%` means the second one."""

from __future__ import annotations

import msgspec

from okrsite.problems import Place


class NumberedName(msgspec.Struct, frozen=True):
    """A key result that is named by its place among the others: `KR2 45%`."""

    number: int
    """From 1."""
    key_result: str
    """The id of the one that stands there."""
    said: str
    """What is said of it, as typed."""
    place: Place
    """Where it is named."""
