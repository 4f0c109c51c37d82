"""How long a text may be that is no prose: a page, a map and the search repeat it many times.

Decides which types of the vocabulary have that limit. Prose may be as long as an ordinary file, also in the few files
that may be longer; numbers, dates and the like say themselves
what is too long for them.
"""

from __future__ import annotations

from okrsite.problems import Problem, create_problem
from okrsite.sources.records import Scalar

MAX_LINE = 1_000
"""Characters; a title that is easy to read has eighty."""
MAX_PROSE = 256 * 1024
"""Characters of a text in Markdown."""

UNLIMITED = frozenset({"number", "confidence", "fraction", "weight", "date", "boolean", "range"})
"""Types of the vocabulary that this is not about."""


def check_length(scalar: Scalar, name: str, type: str = "text") -> Problem | None:
    """Return what is wrong with a text of a field that is longer than any page can use; None for others.

    Args:
        type: The field's type in the vocabulary.
    """
    most = MAX_PROSE if type == "prose" else MAX_LINE
    if len(scalar.text) <= most:
        return None
    message = f"'{name}' has {len(scalar.text):,} characters; at most {most:,} are read."
    return create_problem(
        "OKR107", scalar.place, message, "Write what it is about, and the rest into a text of its own."
    )
