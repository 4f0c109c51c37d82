"""How long git is waited for, its timeout: what it says is read as long as it goes on saying something.

A pipe in the place of a repository's file, or a disk that has gone away, lets git wait for ever. It is given up on when
it has said nothing for a while, and then isn't asked again by this run: each question would have to wait as long, so
there is no retry.
"""

from __future__ import annotations

import io
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

SILENCE = 180.0
"""Seconds that git may say nothing, while it looks through a large repository on a busy machine; 10,000 commits take it
two in all."""
SILENCE_VARIABLE = "OKRSITE_GIT_SECONDS"
"""The variable that says otherwise, for repositories on slow disks."""
_LONGEST = 3600.0
_MEMORY = 4 * 1024**3
_COMPLAINTS = 64 * 1024**2

_given_up: set[Path] = set()
"""Folders in whose repository git was silent."""


def read_silence_limit() -> float:
    """Return for how many seconds git may say nothing."""
    with suppress(ValueError):
        wanted = float(os.environ.get(SILENCE_VARIABLE, ""))
        if 0 < wanted <= _LONGEST:
            return wanted
    return SILENCE


def is_given_up(folder: Path) -> bool:
    """Whether git was silent in the repository of a folder."""
    return any(folder.is_relative_to(path) or path.is_relative_to(folder) for path in _given_up)


class Waiting(io.RawIOBase):
    """What git says; it is stopped when it says nothing for too long, or takes too long in all."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, seconds: float) -> None:
        """Watch a process for `seconds` at most."""
        super().__init__()
        assert process.stdout is not None
        self._process = process
        self._said: IO[bytes] = process.stdout
        self._folder = folder
        self._most = read_silence_limit()
        self.silent = False
        """Whether it was stopped because it said nothing."""
        self._all = Timer(seconds, process.kill)
        self._all.daemon = True
        self._all.start()
        _bound(process.pid)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what there is, waiting for the first byte of it as long as git may be silent."""
        alarm = Timer(self._most, self._give_up)
        alarm.daemon = True
        alarm.start()
        try:
            return self._said.readinto(buffer)  # type: ignore[attr-defined, no-any-return]  # a raw file, as bufsize is 0
        finally:
            alarm.cancel()

    def _give_up(self) -> None:
        self.silent = True
        _given_up.add(self._folder)
        self._process.kill()

    def end(self) -> int:
        """Wait for git to end, and return its status."""
        try:
            return self._process.wait()
        finally:
            self._all.cancel()
            self._said.close()


def _bound(pid: int) -> None:
    """Keep git from filling memory and disk with a file that has no end, where the system can."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        for limit, most in ((resource.RLIMIT_DATA, _MEMORY), (resource.RLIMIT_FSIZE, _COMPLAINTS)):
            resource.prlimit(pid, limit, (most, most))
