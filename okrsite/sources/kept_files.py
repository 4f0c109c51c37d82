"""Files that are kept from one run to the next: read and written so that nothing in their place can do harm.

A folder of such files may have come from anybody. What is no regular file is not opened, a link is not followed, what
is larger than it can be is not read, and whatever goes wrong, nothing is kept: a cache is only an optimisation.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from okrsite.whole_files import write_whole_file

LARGEST = 512 * 1024**2
"""Bytes; what 20,000 objectives need is a tenth of it."""


def check_cache_folder(folder: Path | None) -> Path | None:
    """Return a folder to keep files in, there or not; None for one that is reached by a link, or is no folder."""
    for path in (folder, folder.parent) if folder is not None else ():
        try:
            if not stat.S_ISDIR(path.lstat().st_mode):
                return None
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return folder


def read_kept_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a kept file without their ends; none of what isn't one, or is too large, or can't be read."""
    # Not blocking: a pipe that lies there answers at once, and is then seen to be one.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with suppress(OSError):
        # Looked at before it is opened, because opening a device can do something by itself.
        if not _is_acceptable(path.lstat()):
            return
        handle = os.open(path, flags)
        with os.fdopen(handle, encoding="utf-8", errors="replace", newline="\n") as lines:
            if not _is_acceptable(os.fstat(handle)):
                return
            for line in lines:
                yield line.rstrip("\n")


def write_kept_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a kept file in one step; a disk that won't take them is no harm, nor is what lies there."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Earlier versions wrote under another name each time, and killed ones left them.
        for left in path.parent.glob("tmp" + "[a-z0-9_]" * 8):
            if stat.S_ISREG(left.lstat().st_mode):
                left.unlink()
        write_whole_file(path, (f"{line}\n".encode("utf-8", "surrogatepass") for line in lines), 0o600)


def _is_acceptable(stat_result: os.stat_result) -> bool:
    return stat.S_ISREG(stat_result.st_mode) and stat_result.st_size <= LARGEST
