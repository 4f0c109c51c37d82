"""Files that are kept from one run to the next: read and written so that nothing in their place can do harm.

A folder of such files may have come from anybody. What is no regular file is not opened, a link is not followed, what
is larger than it can be is not read, and whatever goes wrong, nothing is kept: a cache is only an optimisation.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

import okrsite
from okrsite.whole_files import write_whole_file

_READERS = (
    "amounts.py",
    "choices.py",
    "field_types.py",
    "fields.py",
    "nearest.py",
    "problems.py",
    "prose.py",
    "record_values.py",
    "synonyms.py",
    "vocabulary.py",
    "sources",
)
"""What of okrsite decides how any file is read."""
_FEW = 20
"""One in so many lines of a file is few."""
LARGEST = 512 * 1024**2
"""Bytes; what 20,000 objectives need is a tenth of it."""


@cache
def describe_readers(*further: str) -> str:
    """Return a mark that changes with whatever decides how bytes are read, and so what is kept of them.

    That is okrsite's code (what all readers use, and `further` modules and folders of it), Python, and everything that
    is installed beside it: nobody has to know which package has a part in it.
    """
    root = Path(okrsite.__file__).parent
    digest = hashlib.sha256(okrsite.__version__.encode())
    for name in (*_READERS, *further):
        path = root / name
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            with suppress(OSError):
                digest.update(module.read_bytes())
    for installed in (sys.version, *list_distributions()):
        digest.update(f"\0{installed}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def list_distributions() -> list[str]:
    """Return names and versions of all installed distributions, as their folders are called."""
    return sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


def check_cache_folder(folder: Path | None) -> Path | None:
    """Return a folder to keep files in, there or not; None for one that is reached by a link, or is no folder."""
    for path in (folder, folder.parent) if folder is not None else ():
        try:
            if not stat.S_ISDIR(path.lstat().st_mode):
                return None
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return folder


def read_kept_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a kept file without their ends; none of what isn't one, or is too large, or can't be read."""
    with (
        suppress(OSError),
        _open_kept_file(path) as stream,
        io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n") as lines,
    ):
        for line in lines:
            yield line.rstrip("\n")


def _split_lines(data: bytes) -> Iterator[str]:
    """Yield the lines of what a kept file holds."""
    for line in io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="replace", newline="\n"):
        yield line.rstrip("\n")


def read_kept_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return what a kept file holds; nothing for what isn't one, or has more bytes, or can't be read."""
    with suppress(OSError), _open_kept_file(path, largest) as stream:
        return stream.read()
    return b""


@contextmanager
def _open_kept_file(path: Path, largest: int = LARGEST) -> Iterator[BinaryIO]:
    """Open a kept file.

    Raises:
        OSError: it is none, is too large, or can't be read.
    """
    # Not blocking: a pipe that lies there answers at once, and is then seen to be one.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    # Looked at before it is opened, because opening a device can do something by itself.
    if not _is_acceptable(path.lstat(), largest):
        raise OSError("not a file that can be kept")
    with os.fdopen(os.open(path, flags), "rb") as stream:
        if not _is_acceptable(os.fstat(stream.fileno()), largest):
            raise OSError("not a file that can be kept")
        yield stream


def write_kept_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a kept file in one step; a disk that won't take them is no harm, nor is what lies there."""
    write_kept_bytes(path, (f"{line}\n".encode("utf-8", "surrogatepass") for line in lines))


def write_kept_bytes(path: Path, parts: Iterable[bytes]) -> None:
    """Write a kept file in one step; a disk that won't take it is no harm, nor is what lies there."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Earlier versions wrote under another name each time, and killed ones left them.
        for left in path.parent.glob("tmp" + "[a-z0-9_]" * 8):
            if stat.S_ISREG(left.lstat().st_mode):
                left.unlink()
        write_whole_file(path, parts, 0o600)


def _append_kept_bytes(path: Path, data: bytes) -> bool:
    """Add bytes to the end of a kept file of lines; False where there is no such file, or it ends within a line."""
    # Nobody else's file is written to: no link is followed, and a file that has a second name is left as it is.
    flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with suppress(OSError):
        if not _is_acceptable(path.lstat(), LARGEST):
            return False
        with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "r+b", buffering=0) as stream:
            about = os.fstat(stream.fileno())
            if about.st_nlink > 1 or not 0 < about.st_size <= LARGEST - len(data):
                return False
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n" and stream.write(data) == len(data)
    return False


class CheckedLines:
    """A kept file of lines, each with a checksum and a key; a line that is damaged or not ours is as good as none."""

    def __init__(self, folder: Path | None, name: str, mark: str) -> None:
        """Take the folder (None, or one that can't be used: nothing is kept), the file's name, and who wrote it.

        `mark` says by what code and for whom the lines are written; it is part of each checksum.
        """
        folder = check_cache_folder(folder)
        self._path = folder / name if folder else None
        self._mark = mark

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for the file."""
        return self._path is not None

    def read(self, data: bytes | None = None) -> Iterator[tuple[str, str, str]]:
        """Yield checksum, key and text of each line that is whole and ours; `data` is what the file held."""
        lines = read_kept_lines(self._path) if self._path and data is None else _split_lines(data or b"")
        for line in lines:
            checksum, _, payload = line.partition(" ")
            key, _, text = payload.partition(" ")
            if text and checksum == self.compute_checksum(payload):
                yield checksum, key, text

    def write(self, lines: Iterable[tuple[str, str]]) -> None:
        """Replace the file by lines of these keys and texts."""
        if self._path:
            write_kept_lines(self._path, self._format_lines(lines))

    def append(self, lines: Iterable[tuple[str, str]]) -> bool:
        """Add lines of these keys and texts to the file; False where that can't be done."""
        data = "".join(f"{line}\n" for line in self._format_lines(lines)).encode("utf-8", "surrogatepass")
        return self._path is not None and (not data or _append_kept_bytes(self._path, data))

    def _format_lines(self, lines: Iterable[tuple[str, str]]) -> Iterator[str]:
        payloads = (f"{key} {text}" for key, text in lines)
        return (f"{self.compute_checksum(payload)} {payload}" for payload in payloads)

    def compute_checksum(self, payload: str) -> str:
        """Return the checksum of a line's key and text."""
        return hashlib.sha256(f"{self._mark} {payload}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


class KeptTexts:
    """Texts by key in a file of checked lines, of which the next run gets those that this one used."""

    def __init__(self, folder: Path | None, name: str, mark: str, data: bytes | None = None) -> None:
        """Read what is there, or `data`; folder, name and mark are those of `CheckedLines`."""
        self._lines = CheckedLines(folder, name, mark)
        self._stored: dict[str, str] = {}
        self._lines_read = 0
        for _, key, text in self._lines.read(data):
            self._stored[key] = text
            self._lines_read += 1
        self._used: dict[str, str] = {}

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for the texts."""
        return self._lines.is_kept

    def __len__(self) -> int:
        """Count the texts that would be there with all that is stored."""
        return len(self._stored.keys() | self._used.keys())

    @property
    def is_first_run(self) -> bool:
        """Whether no earlier run has stored anything."""
        return not self._stored

    def get(self, key: str) -> str | None:
        """Return what was stored under a key, by an earlier run or in this one; None for nothing."""
        return self._used.get(key) or self._stored.get(key)

    def keep(self, key: str) -> None:
        """Note that a stored text was of use."""
        self._used[key] = self._stored[key]

    def store(self, key: str, text: str) -> None:
        """Remember a text."""
        self._used[key] = text

    def take_used(self) -> Mapping[str, str]:
        """Return what was of use since the last call, and let go of it."""
        used, self._used = self._used, {}
        return used

    def save(self, *, with_unused: bool) -> None:
        """Write what was used in this run, and where asked for the rest; a disk that won't take it is no harm."""
        texts = {**self._stored, **self._used} if with_unused else self._used
        new = [(key, text) for key, text in texts.items() if self._stored.get(key) != text]
        # After a small edit hardly anything is new, and a large file needn't be written once more for that. Of two
        # lines with one key the later one counts; what nobody asks for any more goes when all of it is written again.
        needless = self._lines_read + len(new) - len(texts)
        few = len(texts) // _FEW
        if not (len(new) <= few and needless <= few and self._lines.append(sorted(new))) and texts != self._stored:
            self._lines.write(sorted(texts.items()))


def _is_acceptable(stat_result: os.stat_result, largest: int) -> bool:
    return stat.S_ISREG(stat_result.st_mode) and stat_result.st_size <= largest
