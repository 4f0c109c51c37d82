"""Who sees what: the words of the field `audience`, and what stands in the place of a withheld key result.

Whoever builds for the public sees nothing that is marked. What is withheld is taken out of the model before anything is
written (`okrsite.audience`), so that no writer has to think of it.
"""

from __future__ import annotations

from collections.abc import Set

import msgspec

from okrsite.fields import Field
from okrsite.number_style import round_percent
from okrsite.record_values import RecordValues

ALL = "internal"
NUMBERS = "internal numbers"
NOTES = "internal notes"
_NO_MARKS: frozenset[str] = frozenset()
INTERNAL = frozenset({ALL})
"""What an item has that is withheld as a whole."""


def is_draft(values: RecordValues, visibility: Field[str]) -> bool:
    """Whether a record is to be kept back; a visibility that can't be read keeps it back too."""
    return values.get(visibility) == "draft" or values.is_invalid(visibility)


def read_audience(values: RecordValues, audience: Field[str | tuple[str, ...]]) -> frozenset[str]:
    """Return what of a record a site for the public leaves out; all of it where that can't be read."""
    if values.is_invalid(audience):
        return INTERNAL
    typed = values.get(audience)
    if typed is None:
        return _NO_MARKS
    return frozenset((typed,) if isinstance(typed, str) else typed) - {"public"}


def is_withheld(marks: Set[str], what: str) -> bool:
    """Whether an item's marks withhold something of it: `NUMBERS` or `NOTES`; `ALL` asks for the whole of it."""
    return ALL in marks or what in marks


def round_to_whole_percent(share: float) -> float:
    """Return a share of 0.0 to 1.0 as the public is told it where something is withheld: 0.57 for 1327/2311.

    A fraction that is told to more places gives its two numbers away (a continued fraction finds them). What is shown
    as percent stays the same, for halves go up here as they do there.
    """
    return round_percent(share) / 100


class DisclosedProgress(msgspec.Struct, frozen=True):
    """What is told of a key result whose numbers are not; whatever is made of it knows no more."""

    progress: float | None
    """0.0 to 1.0, as it counts in its objective, in whole percent. None: no data yet."""
    expected: float | None
    """0.0 to 1.0, in whole percent."""
