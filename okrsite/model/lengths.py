"""How long a text may be that is no prose: a page, a map and the search repeat it many times.

Decides which types of the vocabulary have that limit. Prose has its file's; numbers, dates and the like say themselves
what is too long for them.
"""

from __future__ import annotations

from okrsite.problems import Problem, problem
from okrsite.sources.records import Scalar

MAX_LINE = 1_000
"""Characters; a title that is easy to read has eighty."""

UNLIMITED = frozenset({"prose", "number", "confidence", "fraction", "weight", "date", "boolean", "range"})
"""Types of the vocabulary that this is not about."""


def too_long(scalar: Scalar, name: str) -> Problem | None:
    """Return what is wrong with a text of a field that is longer than any page can use; None for others."""
    if len(scalar.text) <= MAX_LINE:
        return None
    message = f"'{name}' has {len(scalar.text):,} characters; at most {MAX_LINE:,} are read."
    return problem("OKR107", scalar.place, message, "Write what it is about, and the rest into a text of its own.")
