"""How something stands, as templates are given it."""

from __future__ import annotations

import msgspec

from okrsite.maps import StatusKey


class StatusView(msgspec.Struct, frozen=True):
    """A status as readers see it in lists: why it is this one changes with each day, and is said elsewhere."""

    word: str
    key: StatusKey
    note: str = ""
    """Of an outcome: `proposed` or `not graded`; else empty."""
    is_outcome: bool = False
    """Whether it says what came of something whose cycle has ended."""


class ExplainedStatusView(StatusView, frozen=True):
    """A status with its reason."""

    why: str = ""
    """The reason, in a sentence."""
    computed: str = ""
    """What the numbers say, where that differs from what is shown; else empty."""
    said: str = ""
    """The word, its reason and what the numbers say, in sentences."""
