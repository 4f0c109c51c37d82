"""The folders of the site before the last one, with links to those of its files that the last one has too.

After a small edit nearly every file of a site stays, and to make thousands of folders and links and take them away
again would cost more than all the rest. So the folders of a site that was replaced are kept for the next one, beside
the cache. Decides what of them may become part of a site: files that are the very ones that lie in the last site.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from okrsite.request import Source
from okrsite.site.folders import walk_files
from okrsite.site.last_build import find_record
from okrsite.site.publishing import SPARE, remove_folder
from okrsite.sources.kept_files import check_cache_folder

_NAME = "spare-site"


def find_spare_place(source: Source) -> Path | None:
    """Return where the folders of a replaced site are kept, there or not; None where nothing is kept."""
    record = find_record(source, _NAME)
    return record.parent.parent / record.name if record is not None else None


def keep_spare_folder(replaced: Path, place: Path | None, shared: AbstractSet[str]) -> None:
    """Keep the folders of a site that was replaced, without the files that only it has.

    Where that fails, the folder stays where it is and goes with the staging folder, as it does where nothing is shared.

    Args:
        replaced: The site, in the place of a staging folder.
        place: Where to.
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
        for inside, entry in walk_files(replaced):
            if not inside.endswith("/") and inside not in shared:
                Path(entry.path).unlink()
        replaced.rename(place)


def use_spare_folder(place: Path | None, staged: Path, last: Path, wanted: Mapping[str, int]) -> bool:
    """Put files of the last site into the staging folder by means of its folders that were kept.

    Args:
        place: Where they are kept; they are gone from there afterwards.
        staged: The staging folder with whatever was written for the next site; all of it stays.
        last: The last site.
        wanted: The inode of each of its files that the next one is to have, by path.

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
        missing = wanted.keys() - _keep_wanted_files(taken, wanted, mode)
        for path in missing:
            (taken / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(last / path, taken / path)
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


def _keep_wanted_files(folder: Path, wanted: Mapping[str, int], mode: int) -> set[str]:
    """Take out of a folder what isn't wanted in it, empty folders too; return the paths of what is left.

    Raises:
        OSError: a folder can't be looked into or written, or isn't as they are made now.
    """
    kept: set[str] = set()
    disk = folder.lstat().st_dev

    def remove_unwanted(path: str, inside: str) -> bool:
        """Return whether nothing is left in the folder."""
        empty = True
        with os.scandir(path) as listing:
            entries = list(listing)
        for entry in entries:
            name = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                if about.st_dev != disk or stat.S_IMODE(about.st_mode) != mode:
                    raise OSError("this folder is on another disk, or open to others than folders of a site are")
                if remove_unwanted(entry.path, f"{name}/"):
                    Path(entry.path).rmdir()
                else:
                    empty = False
            elif wanted.get(name) == entry.inode():
                kept.add(name)
                empty = False
            else:
                Path(entry.path).unlink()
        return empty

    remove_unwanted(str(folder), "")
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
