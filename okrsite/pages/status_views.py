"""How something stands, as templates are given it."""

from __future__ import annotations

import msgspec

from okrsite.maps import StatusKey


class StatusView(msgspec.Struct, frozen=True):
    """A status as readers see it."""

    word: str
    key: StatusKey
    why: str = ""
    """The reason, in a sentence."""
    computed: str = ""
    """What the numbers say, where that differs from what is shown; else empty."""
    said: str = ""
    """The word, its reason and what the numbers say, in sentences."""
    note: str = ""
    """Of an outcome: `proposed` or `not graded`; else empty."""
    is_outcome: bool = False
    """Whether it says what came of something whose cycle has ended."""
