"""What lies in a folder, for whoever goes through all of it: a site, the theme, the content.

Decides what is a folder of it and what isn't: nothing is looked for behind a symbolic link.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import msgspec

_get_name = attrgetter("name")


class BuiltFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of a built site, as it lay there when somebody looked."""

    path: str
    """Inside the site, with forward slashes."""
    size: int
    modified: int
    """Nanoseconds since 1970."""
    number: int
    """Its inode: a file that was put in its place has another one."""


def walk_files(folder: str | Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield each entry of a folder with its path inside, always in the same order; a folder's path ends with a slash.

    A folder comes before what lies in it. What a link leads to is no part of the folder: the link is an entry.

    Raises:
        OSError: a folder can't be looked into.
    """
    pending = [(os.fspath(folder), "")]
    while pending:
        place, inside = pending.pop()
        with os.scandir(place) as listing:
            entries = sorted(listing, key=_get_name)
        for entry in entries:
            path = inside + entry.name
            if entry.is_dir(follow_symlinks=False):
                path += "/"
                pending.append((entry.path, path))
            yield path, entry


def list_built_files(place: Path) -> dict[str, BuiltFile]:
    """Return the files of a site by path, in order.

    Raises:
        OSError: a folder can't be looked into.
    """
    files = [describe_file(path, entry) for path, entry in walk_files(place) if path[-1] != "/"]
    files.sort(key=attrgetter("path"))
    return {file.path: file for file in files}


def describe_file(path: str, place: os.DirEntry[str] | Path) -> BuiltFile:
    """Return what there is to know about a file, or a link, at a path inside a site.

    Raises:
        OSError: it is gone.
    """
    about = os.lstat(place) if isinstance(place, Path) else place.stat(follow_symlinks=False)
    return BuiltFile(path, about.st_size, about.st_mtime_ns, about.st_ino)
