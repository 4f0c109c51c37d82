"""Texts that wait on the disk until they are needed: of a large site, no more than a page at a time is in memory."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec


class SpooledText(msgspec.Struct, frozen=True, array_like=True):
    """Where a text lies."""

    spool: int
    """The number of its file."""
    offset: int
    """In bytes."""
    length: int


class Spools:
    """Files without a name, which go with the process that opened them, however it ends."""

    def __init__(self, count: int, folder: Path | None = None) -> None:
        """Open some files, in a folder or where the system keeps such; each is to be written by one process.

        Raises:
            OSError: the disk is full or broken.
        """
        place = find_spool_folder(folder)
        self._files: list[IO[bytes]] = []
        for _ in range(count):
            self._files.append(tempfile.TemporaryFile(dir=place))  # noqa: SIM115  # it stays open as long as this

    def __del__(self) -> None:
        """Let go of the files, and with them of what lies in them."""
        for file in self._files:
            with suppress(OSError):  # what is not on the disk yet may find it full; nobody reads it any more
                file.close()

    def add_text(self, spool: int, text: str) -> SpooledText:
        """Put a text at the end of one of the files.

        Raises:
            OSError: the disk is full or broken.
        """
        data = text.encode("utf-8", "surrogatepass")
        file = self._files[spool]
        offset = file.seek(0, os.SEEK_END)
        file.write(data)
        file.flush()
        return SpooledText(spool, offset, len(data))

    def read_text(self, place: SpooledText) -> str:
        """Return a text; other processes may read the same file meanwhile.

        Raises:
            OSError: the disk is broken.
        """
        return self.read_bytes(place).decode("utf-8", "surrogatepass")

    def read_bytes(self, place: SpooledText) -> bytes:
        """Return a text as UTF-8, in which half characters are bytes of their own.

        Raises:
            OSError: the disk is broken.
        """
        return os.pread(self._files[place.spool].fileno(), place.length, place.offset)


def find_spool_folder(folder: Path | None) -> Path | None:
    """Return a folder if files can be put into it, None for where the system keeps such."""
    return folder if folder is not None and folder.is_dir() and os.access(folder, os.W_OK) else None
