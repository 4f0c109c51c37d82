"""The folders of the site before the last one, with links to those of its files that the last one has too.

After a small edit nearly every file of a site stays, and to make thousands of folders and links and take them away
again would cost more than all the rest. So the folders of a site that was replaced are kept for the next one, beside
the cache. Decides what of them may become part of a site: files that are the very ones that lie in the last site.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from okrsite.folder_walk import BuiltFile, describe_file, walk_files
from okrsite.request import Source
from okrsite.site.last_build import find_record
from okrsite.site.publishing import SPARE, remove_folder
from okrsite.site.reusable_site import LinkedFile
from okrsite.sources.kept_files import check_cache_folder

_NAME = "spare-site"
_REMOVED_AT_ONCE = 16
"""Files."""


def find_spare_place(source: Source) -> Path | None:
    """Return where the folders of a replaced site are kept, there or not; None where nothing is kept."""
    record = find_record(source, _NAME)
    return record.parent.parent / record.name if record is not None else None


def keep_spare_folder(replaced: Path, place: Path | None, files: AbstractSet[str], shared: AbstractSet[str]) -> None:
    """Keep the folders of a site that was replaced, without the files that only it has.

    Where that fails, the folder stays where it is and goes with the staging folder.

    Args:
        replaced: The site, in the place of a staging folder.
        place: Where to.
        files: Its files, by path. Whatever else somebody has put there is kept too, but not used.
        shared: The files that its successor was given of it, by path.
    """
    if place is None or check_cache_folder(place) is None:
        return
    with suppress(OSError):
        with suppress(FileNotFoundError):
            # In one step: another build may want these folders at the same time. Here they go with the staging folder.
            place.rename(replaced.with_name(f"{replaced.name}{SPARE}"))
        gone = files - shared
        if any(not stat.S_ISDIR((replaced / folder).lstat().st_mode) for folder in _list_folders(gone)):
            return  # somebody has put a link there, and what it leads to is none of ours
        _remove_files(f"{replaced}/{path}" for path in gone)
        replaced.rename(place)


class FilledFolder(msgspec.Struct, frozen=True):
    """The folders of an earlier site beside the staging folder, with files of the last site in them."""

    files: frozenset[str]
    """By path."""
    other_folders: tuple[str, ...]
    """Those in which none of the files lies, by path; a slash is at the end of each."""

    def list_folders(self) -> list[str]:
        """Return all folders, each before those in it."""
        return sorted(_list_folders(self.files).union(self.other_folders))


def link_files(
    files: Mapping[str, LinkedFile], last: Path, staged: Path, filled: FilledFolder | None, coming: Iterable[str] = ()
) -> dict[str, BuiltFile]:
    """Put files of the last site into the staging folder.

    Args:
        files: The files, by path.
        last: The last site.
        staged: The staging folder with whatever was written for the next site; all of it stays.
        filled: What lies beside it that has these files and maybe more; None for nothing.
        coming: Paths of files that are still to be written: what they lie in is left there.

    Returns:
        How each of them should lie there, by path.

    Raises:
        OSError: a file is gone, or the disk is full or broken.
    """
    should = {path: linked.file for path, linked in files.items()}
    if filled is not None:
        _complete_filled_folder(filled, staged, files.keys(), _list_folders(coming))
        return should
    for path in _link_all(last, staged, files):
        should[path] = describe_file(path, staged / path)
    return should


def _link_all(source: Path, target: Path, paths: Collection[str]) -> list[str]:
    """Link files of a folder into another one; return the paths of those that had to be copied.

    Raises:
        OSError: a file is gone, or the disk is full or broken.
    """
    copied = []
    here, there = f"{source}/", f"{target}/"
    _make_folders(target, _list_folders(paths))
    for path in paths:
        if not _link_file(here + path, there + path):
            copied.append(path)
    return copied


def _make_folders(place: Path, folders: Iterable[str]) -> None:
    """Make folders in a folder, if they aren't there.

    Args:
        place: The folder.
        folders: Their paths in it, also those of the folders in which they lie.

    Raises:
        OSError: one can't be made.
    """
    there = f"{place}/"
    for folder in sorted(folders):  # each before those in it
        with suppress(FileExistsError):
            os.mkdir(there + folder)  # noqa: PTH102  # there may be thousands: a `Path` takes longer


def _link_file(source: str, target: str) -> bool:
    """Link a file, or copy it; return whether it is linked."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)
        return False
    return True


def _list_folders(paths: Iterable[str]) -> set[str]:
    """Return all folders in which files lie, each with a slash at its end."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/" not in folders:
            folders.add(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return folders


def fill_spare_folder(
    place: Path | None, staged: Path, last: Path, files: Mapping[str, LinkedFile]
) -> tuple[str, ...] | None:
    """Put files of the last site into the folders of an earlier one, beside the staging folder.

    Where there is no earlier one, because the last site was the first, they are put into folders that are made for it.

    Args:
        place: Where the folders may lie; they are gone from there afterwards.
        staged: The staging folder, into which somebody may write meanwhile.
        last: The last site.
        files: Those of its files that the next one may have, by path.

    Returns:
        Which folders lie there besides those of the files; None where there were folders that can't be used.
    """
    if place is None or check_cache_folder(place) is None or not files:
        return None
    wanted = {path: linked.file.number for path, linked in files.items()}
    taken = _find_taken_folder(staged)
    try:
        mode = _find_usual_mode(staged)
        try:
            place.rename(taken)  # whoever builds another site of the same content finds nothing there
        except FileNotFoundError:
            taken.mkdir()
        if not stat.S_ISDIR(taken.lstat().st_mode):
            taken.rename(place)  # a link: it is none of ours, and leads to what isn't either
            return None
        taken.chmod(0o700)  # nobody looks into it before it is inspected
        kept, folders = _keep_wanted_files(taken, wanted, mode)
        needed = _list_folders(wanted)
        _make_folders(taken, needed.difference(folders))
        for path in wanted:
            if path not in kept:
                os.link(f"{last}/{path}", f"{taken}/{path}")
    except OSError:  # it lies on another disk, or is none of ours
        remove_folder(taken)
        return None
    return tuple(folder for folder in folders if folder not in needed)


def return_spare_folder(place: Path | None, staged: Path) -> None:
    """Put folders back that were collected for a site that comes to nothing, in whatever state they are."""
    if place is not None and check_cache_folder(place) is not None:
        with suppress(OSError):  # there are none, or others have come in their place
            _find_taken_folder(staged).rename(place)


def _complete_filled_folder(
    filled: FilledFolder, staged: Path, files: AbstractSet[str], coming: AbstractSet[str]
) -> None:
    """Have a folder with files of the last site take the place of the staging folder, with what that has.

    Args:
        filled: What lies in it.
        staged: The staging folder.
        files: The files that the next site is to have.
        coming: Folders that are still needed.

    Raises:
        OSError: the disk is full or broken.
    """
    taken = _find_taken_folder(staged)
    _remove_files(f"{taken}/{path}" for path in filled.files - files)
    needed = _list_folders(files) | coming
    for folder in reversed(filled.list_folders()):
        if folder not in needed:
            os.rmdir(f"{taken}/{folder}")  # noqa: PTH106  # there may be thousands: a `Path` takes longer
    _move_files(staged, taken)
    remove_folder(staged)
    taken.rename(staged)


def _find_taken_folder(staged: Path) -> Path:
    """Return where folders of an earlier site lie while they are filled."""
    return staged.with_name(f"{staged.name}{SPARE}")


def _find_usual_mode(folder: Path) -> int:
    """Return who may do what with a folder that is made beside another one now.

    Raises:
        OSError: none can be made.
    """
    probe = Path(mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        (inner := probe / "folder").mkdir()
        return stat.S_IMODE(inner.stat().st_mode)
    finally:
        remove_folder(probe)


def _keep_wanted_files(folder: Path, wanted: Mapping[str, int], mode: int) -> tuple[set[str], list[str]]:
    """Take files out of a folder that aren't wanted in it; return the paths of those that are left, and of all folders.

    Raises:
        OSError: a folder can't be looked into or written, or isn't as they are made now.
    """
    kept: set[str] = set()
    disk = folder.lstat().st_dev
    folders: list[str] = []
    unwanted: list[str] = []
    for path, entry in walk_files(folder):
        if path[-1] == "/":
            about = entry.stat(follow_symlinks=False)
            if about.st_dev != disk or stat.S_IMODE(about.st_mode) != mode:
                raise OSError("this folder is on another disk, or open to others than folders of a site are")
            folders.append(path)
        elif wanted.get(path) == entry.inode():
            kept.add(path)
        else:
            unwanted.append(entry.path)
    _remove_files(unwanted)
    return kept, folders


def _remove_files(paths: Iterable[str]) -> None:
    """Remove files, several at once: a disk may take a millisecond for each, but no longer for some of them together.

    Raises:
        OSError: one can't be removed.
    """
    with ThreadPoolExecutor(_REMOVED_AT_ONCE) as threads:
        for _ in threads.map(_remove_file, paths):
            pass


def _remove_file(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108  # there may be thousands: a `Path` takes longer


def _move_files(source: Path, target: Path) -> None:
    """Move all that lies in a folder into another one that may have folders of the same names.

    Raises:
        OSError: it can't be done.
    """
    for path in list(source.iterdir()):
        there = target / path.name
        if there.is_dir() and path.is_dir():
            _move_files(path, there)
        else:
            path.rename(there)
