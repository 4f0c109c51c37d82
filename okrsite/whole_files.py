"""A file that is there whole, the old one or the new one, with nothing left beside it.

Decides the name under which a file is written before it takes its place. It is always the same name, so that what a
killed process left is written over by the next one, and there is never more than one.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

_PLAIN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def write_whole_file(path: Path, parts: Iterable[bytes], mode: int = 0o644) -> None:
    """Write a file, or replace it with all of the new bytes at once.

    Args:
        path: The file; its folder must be there.
        parts: Its bytes, in pieces.
        mode: Its rights.

    Raises:
        OSError: it can't be written, or somebody else is writing it just now; the old file is as it was.
    """
    partial = path.with_name(f".{path.name}.okrsite-part")
    with _open_partial_file(partial) as stream:
        try:
            stream.truncate(0)
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
            partial.chmod(mode)
            if os.name == "nt":  # only there is an open file held in its place
                stream.close()
            partial.replace(path)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise


def _open_partial_file(partial: Path) -> IO[bytes]:
    """Open the part under a lock that ends with this process, and be sure that it is the one that lies there."""
    while True:
        stream = os.fdopen(os.open(partial, _PLAIN, 0o600), "r+b")
        try:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
                raise FileExistsError(errno.EEXIST, "Something else lies there", str(partial))
            _lock_file(stream)
            # Whoever held the lock may have moved this very file into its place meanwhile.
            if partial.exists() and os.path.samestat(about, partial.lstat()):
                return stream
        except BaseException:
            stream.close()
            raise
        stream.close()


def _lock_file(stream: IO[bytes]) -> None:
    """Hold off everybody else, or raise OSError; Windows locks what is open by itself."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
