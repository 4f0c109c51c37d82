"""The files of a folder, as those look at it who compare it with what they saw before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walk_files(folder: str | Path, inside: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield each entry of a folder with its path inside, in order; a folder's path ends with a slash.

    Raises:
        OSError: a folder can't be looked into.
    """
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield f"{path}/", entry
            yield from walk_files(entry.path, f"{path}/")
        else:
            yield path, entry
