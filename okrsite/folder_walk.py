"""What lies in a folder, for whoever goes through all of it: a site, the theme, the content.

Decides what is a folder of it and what isn't: nothing is looked for behind a symbolic link; and when a folder needn't
be gone through again, because nothing was put into it since.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

Read = TypeVar("Read")

_get_name = attrgetter("name")
_MOMENT = 2 * 10**9
"""Nanoseconds: no file system that a site may lie on tells times less exactly."""
_THREADS = 2
_FOLDERS = 100
"""How many a thread looks into in one go."""


class BuiltFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of a built site, as it lay there when somebody looked."""

    path: str
    """Inside the site, with forward slashes."""
    size: int
    modified: int
    """Nanoseconds since 1970."""
    number: int
    """Its inode: a file that was put in its place has another one."""
    changed: int
    """When it changed in whatever way, in nanoseconds since 1970: nobody can set it back. A link more or less counts.

    Where the system doesn't tell that, when it was made.
    """

    def is_still(self, earlier: BuiltFile) -> bool:
        """Whether it is the very file that lay there, which may have got or lost a name since; dates can be forged."""
        return replace(self, changed=earlier.changed) == earlier


class FolderState(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is another as soon as something is put into a folder, taken out of it or renamed in it."""

    number: int
    """Its inode."""
    modified: int
    """Nanoseconds since 1970."""
    changed: int
    """The same, for a change of whatever kind; where the system doesn't tell that, when it was made."""


class WalkedFolder(msgspec.Struct, frozen=True):
    """All that lay in a folder when somebody went through it."""

    files: Mapping[str, BuiltFile]
    """By path, in order."""
    folders: Mapping[str, FolderState]
    """By path, each as it was before it was looked into; the folder itself has an empty one. None: nobody knows."""
    begun: int
    """When somebody began, in nanoseconds since 1970."""


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


def read_entries(folder: str | Path, read: Callable[[str, os.DirEntry[str]], Read]) -> Iterator[Read]:
    """Yield what `read` makes of each entry of a folder, in no order; it is given what `walk_files` yields.

    Nearly all of the time the system looks things up, and several threads have it do so at once: they call `read`.

    Raises:
        OSError: a folder can't be looked into.
    """
    place = os.fspath(folder)

    def read_folders(folders: Iterable[str]) -> tuple[list[Read], list[str]]:
        found: list[Read] = []
        inner: list[str] = []
        for inside in folders:
            with os.scandir(f"{place}/{inside}") as listing:
                for entry in listing:
                    path = inside + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        path += "/"
                        inner.append(path)
                    found.append(read(path, entry))
        return found, inner

    with ThreadPoolExecutor(_THREADS) as threads:
        pending = [""]
        while pending:
            parts = [pending[first : first + _FOLDERS] for first in range(0, len(pending), _FOLDERS)]
            pending = []
            for found, inner in threads.map(read_folders, parts):
                yield from found
                pending += inner


def list_built_files(place: Path) -> dict[str, BuiltFile]:
    """Return the files of a site by path, in order.

    Raises:
        OSError: a folder can't be looked into.
    """
    described = read_entries(place, lambda path, entry: None if path[-1] == "/" else describe_file(path, entry))
    files = sorted((file for file in described if file is not None), key=attrgetter("path"))
    return {file.path: file for file in files}


def describe_file(path: str, place: os.DirEntry[str] | Path) -> BuiltFile:
    """Return what there is to know about a file, or a link, at a path inside a site.

    Raises:
        OSError: it is gone.
    """
    about = os.lstat(place) if isinstance(place, Path) else place.stat(follow_symlinks=False)
    return make_built_file(path, about)


def make_built_file(path: str, about: os.stat_result) -> BuiltFile:
    """Return a file at a path inside a site, of which the system says something."""
    return BuiltFile(path, about.st_size, about.st_mtime_ns, about.st_ino, about.st_ctime_ns)


def describe_folder(place: os.DirEntry[str] | str | Path) -> FolderState:
    """Return what there is to know about a folder.

    Raises:
        OSError: it is gone.
    """
    about = place.stat(follow_symlinks=False) if isinstance(place, os.DirEntry) else os.lstat(place)
    return FolderState(about.st_ino, about.st_mtime_ns, about.st_ctime_ns)


def is_untouched(place: Path, walked: WalkedFolder) -> bool:
    """Whether all files and folders in a folder have the names that they had when somebody went through it.

    This asks nothing of the files, and takes a fifth of the time. A folder that had changed right before may have
    changed again within the same moment: it is listed once more.
    """
    latest = walked.begun - _MOMENT
    fresh: dict[str, set[str]] = {}
    try:
        for path, state in walked.folders.items():
            if describe_folder(f"{place}/{path}") != state:
                return False
            if state.modified >= latest or state.changed >= latest:
                fresh[path] = set()
        for path in (*walked.files, *walked.folders) if fresh else ():
            folder, name = _split_path(path)
            if folder in fresh and name:
                fresh[folder].add(name)
        return bool(walked.folders) and all(_list_names(f"{place}/{path}") == fresh[path] for path in fresh)
    except OSError:
        return False


def _split_path(path: str) -> tuple[str, str]:
    """Return the folder of a file or a folder inside a site, and its name in that; both of folders end with a slash."""
    cut = path.rfind("/", 0, -1) + 1
    return path[:cut], path[cut:]


def _list_names(folder: str) -> set[str]:
    with os.scandir(folder) as listing:
        return {f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in listing}
