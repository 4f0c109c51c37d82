"""The links between objectives, as values: which end leads where, and how much of it.

Decides nothing: `references` finds the ends, `graph` puts links together.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from okrsite.problems import Place

LinkKind = Literal["direct", "indirect", "depends", "continues"]


class Link(msgspec.Struct, frozen=True):
    """A link that leads somewhere, from the lower end to the upper one."""

    kind: LinkKind
    source: str
    """The objective in which it was typed, by full reference."""
    source_result: str | None
    """The key result's id, where it was typed under one."""
    target: str
    """The objective it leads to, by full reference."""
    target_result: str | None
    share: float | None
    """Which part of theirs ours is, 0.0 to 1.0."""
    because: str
    place: Place

    @property
    def target_ref(self) -> str:
        """The full reference of its upper end, with the key result."""
        return f"{self.target}#{self.target_result}" if self.target_result else self.target

    @property
    def source_ref(self) -> str:
        """The full reference of its lower end, with the key result."""
        return f"{self.source}#{self.source_result}" if self.source_result else self.source


class PendingLink(msgspec.Struct, frozen=True):
    """A link that waits for a draft. It says nothing about the draft."""

    source: str
    """The objective in which it was typed, by full reference."""
    upward: bool
    """Whether it will link to a goal above."""
    place: Place
