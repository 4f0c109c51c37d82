"""What is different about a copy of a site that is opened as files: its place, its data as scripts, and its archive.

Decides which data scripts need, and that neither the site nor a file of somebody else is replaced by a copy.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from okrsite.data_scripts import INDEX_SCRIPT, format_data_script, format_index_script
from okrsite.refusals import explain_refusal, suggest_way_out
from okrsite.request import BuildRequest
from okrsite.search.files import FOLDER, STUB
from okrsite.settings import ConfigurationError, Site
from okrsite.site.places import resolve_place
from okrsite.whole_files import write_whole_file

_ENDING = "-offline"
"""What is added to the name of the site's folder."""
_MARK = b"An offline copy, made by okrsite."
"""What an archive of ours ends with: another file isn't replaced."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of each file: the oldest that an archive can name."""


def choose_output(request: BuildRequest, site: Site) -> Path:
    """Return the folder that a request is to fill: for an offline copy another one than the site's.

    Raises:
        ConfigurationError: a copy is to be put in the place of the site, or its archive in that of another file.
    """
    if not request.offline:
        return site.output if request.output is None else request.output
    beside = site.output.with_name(f"{site.output.name}{_ENDING}")
    output = beside if request.output is None else request.output
    if resolve_place(output, "-o") == resolve_place(site.output, "-o"):
        raise ConfigurationError(
            f"{output} is the place of the site itself (`site_dir`), and an offline copy would take it.",
            f"Name another folder with -o, or leave -o out: the copy goes into {beside}.",
        )
    _check_archive(_find_archive(resolve_place(output, "-o")))
    return output


def _find_archive(output: Path) -> Path:
    return output.with_name(f"{output.name}.zip")


def _check_archive(path: Path) -> None:
    """Refuse to replace what is no archive of ours.

    Raises:
        ConfigurationError: something else lies there.
    """
    try:
        if stat.S_ISREG(path.lstat().st_mode):
            with path.open("rb") as stream:
                stream.seek(-min(len(_MARK), path.stat().st_size), os.SEEK_END)
                if stream.read() == _MARK:
                    return
    except FileNotFoundError:
        return
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read: {explain_refusal(error)}.", suggest_way_out(error)) from error
    raise ConfigurationError(
        f"{path} is no archive of an offline copy, and it lies where that would be.",
        "Move it elsewhere, or name another folder with -o: the archive has its name.",
    )


def write_data_scripts(folder: Path) -> None:
    """Write the data of a built site that its scripts ask for as scripts beside them.

    Raises:
        OSError: the disk is full or broken.
    """
    for path in _list_asked_files(folder):
        path.with_name(f"{path.name}.js").write_bytes(format_data_script(path.read_bytes()))
    index = folder / STUB
    if index.is_file():
        (folder / INDEX_SCRIPT).write_bytes(format_index_script(index.read_bytes()))


def _list_asked_files(folder: Path) -> Iterator[Path]:
    from okrsite.pages.addresses import COMPARED_DAYS_DATA  # not above: a build with nothing to do would load the model

    yield from (path for path in sorted((folder / FOLDER).glob("*.json")) if path != folder / STUB)
    data = folder / "data"
    units = sorted((data / "units").glob("*/*.json"))
    for path in (data / "build.json", folder / COMPARED_DAYS_DATA, *(units or [data / "okr.json"])):
        if path.is_file():
            yield path


def write_archive(output: Path, paths: Iterable[str]) -> Path:
    """Pack a copy into one file beside its folder, the same bytes for the same files; return its path.

    Raises:
        ConfigurationError: something else lies there, or nothing can be written there.
    """
    archive = _find_archive(output)
    _check_archive(archive)
    try:
        write_whole_file(archive, _pack_files(output, sorted(paths)))
    except OSError as error:
        raise ConfigurationError(
            f"The copy lies in {output}, but its archive {archive.name} could not be written: "
            f"{explain_refusal(error)}.",
            suggest_way_out(error),
        ) from error
    return archive


class _Pieces:
    """Takes what is written into an archive, until somebody fetches it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: there is nothing that could be late."""

    def fetch(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _pack_files(folder: Path, paths: Iterable[str]) -> Iterator[bytes]:
    """Yield the bytes of an archive with one folder in it, a file at a time."""
    pieces = _Pieces()
    # An archive asks for no more of a file that can't be wound back.
    with ZipFile(cast(IO[bytes], pieces), "w", ZIP_DEFLATED) as archive:
        archive.comment = _MARK
        for path in paths:
            info = ZipInfo(f"{folder.name}/{path}", _OLDEST)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3  # so that rights mean the same wherever it was made
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, (folder / path).read_bytes())
            yield pieces.fetch()
    yield pieces.fetch()
