"""What is going on just now, told to whoever waits for it.

What takes long says what it does and how far it is. Whoever began it decides whether and where that is shown: a command
shows a line on its terminal, and where MkDocs runs alone nobody is told.
"""

from __future__ import annotations

from typing import Protocol


class Activity(Protocol):
    """Somebody who is told what is going on; workers that were forked tell it too."""

    def begin(self, what: str, of: int = 0) -> None:
        """Say what is going on from now on, such as `Making pages`, and of how many; 0 where that isn't counted."""

    def advance(self) -> None:
        """Say that one more is done."""

    def update(self) -> None:
        """Show what workers have said meanwhile; for whoever waits for them."""


class _Silence:
    """Nobody is told anything."""

    def begin(self, what: str, of: int = 0) -> None:
        """Do nothing."""

    def advance(self) -> None:
        """Do nothing."""

    def update(self) -> None:
        """Do nothing."""


NOBODY: Activity = _Silence()
"""In the place of somebody who waits."""
