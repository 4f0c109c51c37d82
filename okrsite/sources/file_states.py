"""What tells without reading it whether a file of the content may have changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from okrsite.sources.folder_scan import MAX_ENTRIES

FileState = tuple[int, int, int, int, int]
"""Mode, size, the times of the last change of content and of status in nanoseconds, and number of the file."""
_FOLDER: FileState = (stat.S_IFDIR, 0, 0, 0, 0)
GONE: FileState = (0, 0, 0, 0, 0)
"""Of what isn't there, or can't be looked at."""


def read_state(path: Path) -> FileState:
    """Return the state of a file or a folder, links not followed."""
    try:
        return _describe(path.lstat())
    except OSError:
        return GONE


def read_states(folder: Path) -> Mapping[str, FileState]:
    """Return the states of all files and folders below a folder, by path inside it with forward slashes.

    Of a folder counts what it is and not when it changed; what begins with a dot or ends with `~` is nobody's content.
    What can't be looked at has a state too, so that it shows when that changes.
    """
    states: dict[str, FileState] = {}
    root, waiting = f"{folder}/", [""]
    while waiting and len(states) <= MAX_ENTRIES:
        prefix = waiting.pop()
        try:
            with os.scandir(f"{root}{prefix}") as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name.endswith("~"):
                        continue
                    path = f"{prefix}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        states[path] = _FOLDER
                        waiting.append(f"{path}/")
                    else:
                        states[path] = _describe(entry.stat(follow_symlinks=False))
        except OSError:
            states[prefix] = GONE
    return states


def _describe(status: os.stat_result) -> FileState:
    return status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
