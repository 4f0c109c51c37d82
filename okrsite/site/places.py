"""Where a site may be written to: nowhere that anybody's work, sources or life could be lost.

Decides before any work is done, and only looks. Folders are told by what they are, not by how they are spelled: a link,
another case or a second mount of the content folder is the content folder.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from okrsite.folder_walk import (
    BuiltFile,
    FolderState,
    WalkedFolder,
    describe_file,
    describe_folder,
    is_untouched,
    walk_files,
)
from okrsite.refusals import explain_refusal, suggest_way_out
from okrsite.settings import ConfigurationError, Site
from okrsite.site.manifest import is_ours, list_foreign_files

_ELSEWHERE = "Name another folder with -o (or `site_dir`)."
_MOUNTS = Path("/proc/self/mountinfo")

Identity = tuple[int, int]
"""Device and number of a folder: the same however it is reached."""


def resolve_place(wanted: Path, option: str) -> Path:
    """Return the absolute path of the folder that was named, whether it is there or not.

    Raises:
        ConfigurationError: a file, a device or a symbolic link lies there, or no folder can have that name.
    """
    try:
        path = Path(os.path.realpath(wanted.parent)) / wanted.name
        # The name of `.` and `a/..` is that of the folder they mean.
        path = Path(os.path.realpath(wanted)) if wanted.name in ("", "..") else path
        kind = path.lstat().st_mode
    except ValueError as error:
        raise ConfigurationError("The site can't be written to a folder with a NUL in its name.", option) from error
    except FileNotFoundError:
        return path
    except OSError as error:
        raise ConfigurationError(
            f"The site can't be written to {wanted}: {explain_refusal(error)}.", suggest_way_out(error)
        ) from error
    if stat.S_ISLNK(kind):
        raise ConfigurationError(
            f"{path} is a symbolic link, and a site is a folder of its own.",
            f"Name the folder that it leads to ({os.path.realpath(path)}), or another one, with {option}.",
        )
    if not stat.S_ISDIR(kind):
        what = "a file" if stat.S_ISREG(kind) else "a device or a pipe"
        raise ConfigurationError(
            f"{path} is {what}, and a site is a folder.", f"Name a folder with {option}; nothing was touched."
        )
    return path


def check_apart(place: Path, site: Site, option: str) -> None:
    """Refuse a folder that holds the sources or somebody's life, or lies among the sources.

    Raises:
        ConfigurationError: it does.
    """
    here = _get_identity(place)
    holding = [site.base, site.content, *([site.theme] if site.theme else ())]
    for folder in holding:
        if here is not None and here in _list_enclosing_identities(folder):
            raise ConfigurationError(
                f"The site can't be written to {place}, which holds its own sources.",
                f"Name another folder with {option}, such as {site.base / 'site'}.",
            )
    inside = [site.content, *([site.theme] if site.theme else ()), site.base / ".okrsite"]
    around = set(_list_enclosing_identities(place))
    for folder in inside:
        if place.is_relative_to(folder) or (_get_identity(folder) or ()) in around:
            raise ConfigurationError(
                f"The site can't be written to {place}, which lies among its own sources, in {folder}.",
                f"Name another folder with {option}, such as {site.base / 'site'}.",
            )
    if any(part.casefold() == ".git" for part in place.parts):
        raise ConfigurationError(
            f"The site can't be written to {place}, where git keeps its own files.",
            f"Name another folder with {option}.",
        )
    if place == Path(place.anchor) or (here is not None and here in _list_enclosing_identities(_find_home())):
        raise ConfigurationError(
            f"The site can't be written to {place}, which holds somebody's home or the whole machine.",
            f"Name a folder below it with {option}, such as {place / 'site'}.",
        )


def check_replaceable(place: Path, known: WalkedFolder | None = None) -> WalkedFolder:
    """Refuse to replace a folder that isn't ours, holds what isn't ours, or can't be moved or taken away.

    Args:
        place: The folder.
        known: What was found there before: where nothing was put there since, none of it is looked at again.

    Returns:
        What is in it; nothing where it isn't there.

    Raises:
        ConfigurationError: it is one of these.
    """
    begun = time.time_ns()
    if not place.exists():
        return WalkedFolder({}, {}, begun)
    here = _get_identity(place)
    if here is not None and here in _list_enclosing_identities(Path.cwd()):
        raise ConfigurationError(
            f"The site can't be written to {place}, the folder that you are in: its place would be taken by another.",
            "Go to another folder first, or name another one with -o.",
        )
    mounted = _find_mount(place)
    if mounted == place:
        raise ConfigurationError(
            f"{place} is a mount point, and a site takes its place by renaming, which can't be done with one.",
            f"Name a folder inside it (-o {place / 'site'}), or use `okrsite publish --to {place}`.",
        )
    if mounted:
        raise ConfigurationError(
            f"Another disk is mounted in {mounted}, inside of the folder that would be replaced.",
            f"{_ELSEWHERE}",
        )
    try:
        if known is not None and is_untouched(place, known):
            return known
        files, folders = _list_own_files(place)
        _check_content(place, files)
    except OSError as error:
        raise ConfigurationError(
            f"{place} can't be looked through ({explain_refusal(error)}), so that it can't be replaced.", _ELSEWHERE
        ) from error
    return WalkedFolder(files, folders, begun)


def _check_content(place: Path, files: Iterable[str]) -> None:
    if not any(place.iterdir()):
        return
    if not is_ours(place):
        raise ConfigurationError(
            f"{place} is not empty and holds no built site of okrsite.",
            "Name another folder with -o (or `site_dir`), or empty it yourself.",
        )
    strange = list_foreign_files(place, files)
    if strange:
        more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
        raise ConfigurationError(
            f"{place} holds what okrsite didn't write, and what a new site would take away: "
            f"{', '.join(strange[:3])}{more}.",
            "Move it elsewhere, or name another folder with -o (or `site_dir`). What belongs to the site lies in the "
            "content folder.",
        )


def _list_own_files(place: Path) -> tuple[dict[str, BuiltFile], dict[str, FolderState]]:
    """Return files and folders of a site; refuse what could be exchanged, but stayed for ever afterwards.

    Raises:
        ConfigurationError: a folder of it belongs to somebody else.
        OSError: one can't be looked into.
    """
    mine = os.geteuid() if os.name == "posix" else 0
    if mine:
        around, here = place.parent.stat(), place.stat()
        if around.st_mode & stat.S_ISVTX and mine not in (around.st_uid, here.st_uid):
            raise ConfigurationError(f"{place} belongs to somebody else, and can't be replaced.", _ELSEWHERE)
        if here.st_uid != mine:
            _check_foreign_folder(place, place)
    files: list[BuiltFile] = []
    folders = {"": describe_folder(place)}
    for path, entry in walk_files(place):
        if path[-1] != "/":
            files.append(describe_file(path, entry))
            continue
        folders[path] = describe_folder(entry)
        if mine and entry.stat(follow_symlinks=False).st_uid != mine:
            _check_foreign_folder(Path(entry.path), place)
    return {file.path: file for file in sorted(files, key=attrgetter("path"))}, folders


def _check_foreign_folder(folder: Path, place: Path) -> None:
    if any(folder.iterdir()) and not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigurationError(
            f"{folder} belongs to somebody else, so that the site in {place} can't be replaced.", _ELSEWHERE
        )


def _get_identity(path: Path) -> Identity | None:
    with suppress(OSError, ValueError):
        about = path.stat()
        return about.st_dev, about.st_ino
    return None


def _list_enclosing_identities(path: Path | None) -> Iterator[Identity]:
    """Yield a folder and all that it lies in, as far as they are there."""
    if path is None:
        return
    real = Path(os.path.realpath(path))
    for folder in (real, *real.parents):
        if (identity := _get_identity(folder)) is not None:
            yield identity


def _find_home() -> Path | None:
    with suppress(RuntimeError):
        return Path.home()
    return None


def _find_mount(place: Path) -> Path | None:
    """Return the place itself if something is mounted there, else a folder in it where something is, else None."""
    if os.path.ismount(place):
        return place
    # A folder of the same disk that is mounted a second time is found in the list only.
    try:
        lines = _MOUNTS.read_bytes().splitlines()
    except OSError:
        return None
    points = [Path(os.fsdecode(_decode_mount_field(line.split(b" ")[4]))) for line in lines if line.count(b" ") > 4]
    if place in points:
        return place
    return next((point for point in points if point.is_relative_to(place)), None)


def _decode_mount_field(field: bytes) -> bytes:
    return re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8)]), field)
