"""One line on a terminal that says what is going on, rewritten in place and gone at the end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TextIO

from okrsite.workers import CAN_FORK

_PATIENCE = 1.0
"""Seconds in which nobody wants to be told."""
_BETWEEN = 0.1
"""Seconds between two updates."""
_MOST_SAID = 4096
"""Bytes that are read at once of what workers have said."""


class ActivityLine:
    """The line, on a terminal that is at the beginning of one whenever nothing is shown."""

    def __init__(
        self,
        terminal: TextIO,
        clock: Callable[[], float] = time.monotonic,
        find_width: Callable[[], int] | None = None,
    ) -> None:
        """Begin to wait.

        Args:
            terminal: Where the line is shown.
            clock: Returns the time in seconds.
            find_width: Returns how many columns the terminal has now.
        """
        self._terminal = terminal
        self._clock = clock
        self._find_width = find_width or self._ask_for_width
        self._what, self._done, self._of = "", 0, 0
        self._shown = ""
        """What stands there now."""
        self._due = clock() + _PATIENCE
        # A worker says one more with a byte. It is a copy of this process, and knows the line only as it was.
        self._process = os.getpid()
        self._hearing, self._saying = os.pipe() if CAN_FORK else (-1, -1)
        for end in (self._hearing, self._saying) if CAN_FORK else ():
            os.set_blocking(end, False)

    def close(self) -> None:
        """Take the line away for good."""
        self.erase()
        for end in (self._hearing, self._saying) if CAN_FORK else ():
            os.close(end)

    def begin(self, what: str, of: int = 0) -> None:
        """Say what is going on from now on, and of how many; workers begin nothing."""
        if os.getpid() != self._process:
            return
        self._hear_workers()
        self._what, self._done, self._of = what, 0, of
        self._show()

    def advance(self) -> None:
        """Say that one more is done."""
        if os.getpid() != self._process:
            with suppress(OSError):  # nobody has listened for a while: what isn't counted does no harm
                os.write(self._saying, b".")
            return
        self._done += 1
        self._show()

    def update(self) -> None:
        """Show what workers have said meanwhile; it is this process that waits for them."""
        self._done += self._hear_workers()
        self._show()

    def erase(self) -> None:
        """Take the line away, for something that is to be read later too."""
        if self._shown:
            # All of the line: behind it stands what the terminal echoes of somebody who interrupts, `^C`.
            self._write("\r" + " " * self._count_columns() + "\r")
            self._shown = ""

    def _hear_workers(self) -> int:
        """Return how many workers have done since the last time."""
        said = 0
        if not CAN_FORK:
            return said
        with suppress(BlockingIOError):
            while heard := len(os.read(self._hearing, _MOST_SAID)):
                said += heard
        return said

    def _show(self) -> None:
        now = self._clock()
        if now < self._due or not self._what:
            return
        self._due = now + _BETWEEN
        columns = self._count_columns()
        text = self._format()[:columns]
        if text != self._shown:
            self._write("\r" + text + " " * (min(len(self._shown), columns) - len(text)))
            self._shown = text

    def _format(self) -> str:
        if not self._of:
            return f"{self._what}…"
        return f"{self._what} {min(self._done, self._of):,} of {self._of:,}"

    def _count_columns(self) -> int:
        """Return how long the line may be: in the last column, some terminals begin another line."""
        return max(self._find_width() - 1, 0)

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # the terminal is gone, and with it whoever was waiting
            self._terminal.write(text)
            self._terminal.flush()

    def _ask_for_width(self) -> int:
        try:
            return os.get_terminal_size(self._terminal.fileno()).columns or 80
        except (OSError, ValueError):
            return 80


def is_watched(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Whether somebody sits before a stream who sees a line being rewritten: no log, no pipe, no screen reader."""
    if stream is None or environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    if environment.get("CI", "").lower() not in ("", "0", "false"):
        return False
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False
