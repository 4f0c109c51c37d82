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
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from okrsite.folder_walk import BuiltFile, describe_file, walk_files
from okrsite.request import Source
from okrsite.site.last_build import find_record
from okrsite.site.publishing import SPARE, remove_folder
from okrsite.site.reusable_site import LinkedFile
from okrsite.sources.kept_files import check_cache_folder

_NAME = "spare-site"


def find_spare_place(source: Source) -> Path | None:
    """Return where the folders of a replaced site are kept, there or not; None where nothing is kept."""
    record = find_record(source, _NAME)
    return record.parent.parent / record.name if record is not None else None


def keep_spare_folder(replaced: Path, place: Path | None, files: AbstractSet[str], shared: AbstractSet[str]) -> None:
    """Keep the folders of a site that was replaced, without the files that only it has.

    Where that fails, the folder stays where it is and goes with the staging folder, as it does where nothing is shared.

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
        if not shared:
            return
        gone = files - shared
        if any(not stat.S_ISDIR((replaced / folder).lstat().st_mode) for folder in _list_folders(gone)):
            return  # somebody has put a link there, and what it leads to is none of ours
        for path in gone:
            (replaced / path).unlink(missing_ok=True)
        replaced.rename(place)


def link_files(
    files: Mapping[str, LinkedFile], last: Path, staged: Path, spare: Path | None, coming: Iterable[str] = ()
) -> dict[str, BuiltFile]:
    """Put files of the last site into the staging folder.

    Args:
        files: The files, by path.
        last: The last site.
        staged: The staging folder with whatever was written for the next site; all of it stays.
        spare: Where the folders of an earlier site may lie; they are gone from there afterwards.
        coming: Paths of files that are still to be written: what they lie in is left there.

    Returns:
        How each of them should lie there, by path.

    Raises:
        OSError: a file is gone, or the disk is full or broken.
    """
    should = {path: linked.file for path, linked in files.items()}
    if not files:
        return should
    if _use_spare_folder(spare, staged, last, {path: file.number for path, file in should.items()}, coming):
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
    for folder in sorted(_list_folders(paths)):  # each before those in it
        with suppress(FileExistsError):
            os.mkdir(there + folder)  # noqa: PTH102  # there may be thousands: a `Path` takes longer
    for path in paths:
        if not _link_file(here + path, there + path):
            copied.append(path)
    return copied


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


def _use_spare_folder(
    place: Path | None, staged: Path, last: Path, wanted: Mapping[str, int], coming: Iterable[str]
) -> bool:
    """Put files of the last site into the staging folder by means of its folders that were kept.

    Args:
        place: Where they are kept.
        staged: The staging folder.
        last: The last site.
        wanted: The inode of each of its files that the next one is to have, by path.
        coming: Paths of files that are still to be written.

    Returns:
        Whether there were folders that could be used.

    Raises:
        OSError: the disk is full or broken.
    """
    if place is None or check_cache_folder(place) is None:
        return False
    taken = staged.with_name(f"{staged.name}{SPARE}")
    try:
        mode = _find_usual_mode(staged)
        place.rename(taken)  # whoever builds another site of the same content finds nothing there
        if not stat.S_ISDIR(taken.lstat().st_mode):
            taken.rename(place)  # a link: it is none of ours, and leads to what isn't either
            return False
        taken.chmod(0o700)  # nobody looks into it before it is inspected
        missing = wanted.keys() - _keep_wanted_files(taken, wanted, _list_folders((*wanted, *coming)), mode)
        for path in missing:
            folder = f"{taken}/{path}".rpartition("/")[0]
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # there may be thousands: a `Path` takes longer
            os.link(f"{last}/{path}", f"{taken}/{path}")
    except OSError:  # it lies on another disk, or is none of ours
        remove_folder(taken)
        return False
    _move_files(staged, taken)
    remove_folder(staged)
    taken.rename(staged)
    return True


def _find_usual_mode(folder: Path) -> int:
    """Return who may do what with a folder that is made in another one now.

    Raises:
        OSError: none can be made.
    """
    probe = Path(mkdtemp(dir=folder))
    try:
        (inner := probe / "folder").mkdir()
        return stat.S_IMODE(inner.stat().st_mode)
    finally:
        remove_folder(probe)


def _keep_wanted_files(folder: Path, wanted: Mapping[str, int], folders: AbstractSet[str], mode: int) -> set[str]:
    """Take out of a folder what isn't wanted in it, empty folders too; return the paths of the files that are left.

    Raises:
        OSError: a folder can't be looked into or written, or isn't as they are made now.
    """
    kept: set[str] = set()
    disk = folder.lstat().st_dev
    needless: list[str] = []
    for path, entry in walk_files(folder):
        if path[-1] == "/":
            about = entry.stat(follow_symlinks=False)
            if about.st_dev != disk or stat.S_IMODE(about.st_mode) != mode:
                raise OSError("this folder is on another disk, or open to others than folders of a site are")
            if path not in folders:
                needless.append(entry.path)
        elif wanted.get(path) == entry.inode():
            kept.add(path)
        else:
            os.unlink(entry.path)  # noqa: PTH108  # there may be thousands: a `Path` takes longer
    for place in reversed(needless):  # a folder comes before those in it
        os.rmdir(place)  # noqa: PTH106  # a path object takes longer here, too
    return kept


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
