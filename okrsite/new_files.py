"""Files that weren't there, all of them or none, with the folders that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from okrsite.whole_files import write_whole_file


def write_new_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, which is made where it isn't there; after a failure nothing of them is left.

    Args:
        folder: Where they lie.
        files: What each of them holds, by its path within the folder.

    Returns:
        The folders and files that were made, in their order, for `take_away`.

    Raises:
        OSError: the system refuses it.
    """
    made: list[Path] = []
    try:
        for path, data in files.items():
            target = folder / path
            made += _make_folders(target.parent)
            write_whole_file(target, (data,))
            made.append(target)
    except BaseException:
        take_away(made)
        raise
    return made


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it that aren't there; return those that were made, the outermost first."""
    missing = [folder, *folder.parents]
    missing = missing[: next((at for at, place in enumerate(missing) if place.is_dir()), len(missing))]
    made: list[Path] = []
    try:
        for place in reversed(missing):
            place.mkdir()
            made.append(place)
    except OSError:
        take_away(made)
        raise
    return made


def take_away(made: Iterable[Path]) -> None:
    """Take away what was made, the last first, as far as nobody has put something into it meanwhile."""
    for place in reversed(list(made)):
        with suppress(OSError):
            place.rmdir() if place.is_dir() else place.unlink()
