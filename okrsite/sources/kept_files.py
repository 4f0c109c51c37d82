"""Files that are kept from one run to the next: read and written so that nothing in their place can do harm.

A folder of such files may have come from anybody. What is no regular file is not opened, a link is not followed, what
is larger than it can be is not read, and whatever goes wrong, nothing is kept: a cache is only an optimisation.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

import msgspec

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
_CHECKSUM = 32
"""Digits of a line's checksum."""
_FEW = 20
"""One in so many lines of a file is few."""
LARGEST = 512 * 1024**2
"""Bytes; what 20,000 objectives need is a tenth of it."""
_MOST_LINES = 1_000_000
"""Each takes half a kilobyte of memory, however short it is."""


@cache
def describe_readers(*further: str) -> str:
    """Return a mark that changes with whatever decides how bytes are read, and so what is kept of them.

    That is okrsite's code (what all readers use, and `further` modules and folders of it), Python, and everything that
    is installed beside it: nobody has to know which package has a part in it.
    """
    digest = hashlib.sha256(okrsite.__version__.encode())
    for name in (*_READERS, *further):
        digest.update(_digest_modules(name))
    for installed in (sys.version, *list_distributions()):
        digest.update(f"\0{installed}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@cache
def _digest_modules(name: str) -> bytes:
    """Return a digest of a module or of all modules in a folder; several marks are made of the same ones."""
    path = Path(okrsite.__file__).parent / name
    digest = hashlib.sha256()
    for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        with suppress(OSError):
            digest.update(module.read_bytes())
    return digest.digest()


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


class FoundLine(msgspec.Struct, frozen=True, gc=False):
    """A line of a kept file as it stands there, checked or not: its payload are key and text."""

    key: str
    checksum: memoryview
    payload: memoryview
    text: memoryview


class CheckedLines:
    """A kept file of lines, each with a checksum and a key; a line that is damaged or not ours is as good as none."""

    def __init__(self, folder: Path | None, name: str, mark: str) -> None:
        """Take the folder (None, or one that can't be used: nothing is kept), the file's name, and who wrote it.

        `mark` says by what code and for whom the lines are written; it is part of each checksum.
        """
        folder = check_cache_folder(folder)
        self._path = folder / name if folder else None
        self._begun = hashlib.sha256(f"{mark} ".encode("utf-8", "surrogatepass"))
        """The digest of each line begins with it."""

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for the file."""
        return self._path is not None

    def read(self) -> Iterator[tuple[str, str, str]]:
        """Yield checksum, key and text of each line that is whole and ours."""
        for line in self.find():
            if text := self.check(line):
                yield str(line.checksum, "ascii"), line.key, text

    def find(self, data: bytes | None = None) -> Iterator[FoundLine]:
        """Yield what has the form of a line, to be checked when it is needed; `data` is what the file held."""
        held = data if data is not None else read_kept_bytes(self._path) if self._path else b""
        if held.count(b"\n") > _MOST_LINES:
            return
        view, begin = memoryview(held), 0
        while begin < len(held):
            end = held.find(b"\n", begin)
            end = len(held) if end < 0 else end
            payload = begin + _CHECKSUM + 1
            blank = held.find(b" ", payload, end)
            if blank >= 0 and held[payload - 1 : payload] == b" " and blank + 1 < end:
                key = held[payload:blank].decode("utf-8", "replace")
                yield FoundLine(key, view[begin : payload - 1], view[payload:end], view[blank + 1 : end])
            begin = end + 1

    def check(self, line: FoundLine) -> str | None:
        """Return the text of a line; None where it is damaged or not ours."""
        digest = self._begun.copy()
        digest.update(line.payload)
        if digest.hexdigest()[:_CHECKSUM].encode() != line.checksum:
            return None
        with suppress(UnicodeDecodeError):
            return str(line.text, "utf-8")
        return None

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
        digest = self._begun.copy()
        digest.update(payload.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:_CHECKSUM]


class KeptTexts:
    """Texts by key in a file of checked lines, of which the next run gets those that this one used.

    A line is checked when its text is asked for: of a large file a run may need few, or a worker have checked them.
    """

    def __init__(self, folder: Path | None, name: str, mark: str, data: bytes | None = None) -> None:
        """Take what is there, or `data`; folder, name and mark are those of `CheckedLines`."""
        self._lines = CheckedLines(folder, name, mark)
        self._held: dict[str, FoundLine] = {}
        """What the file holds, by key."""
        self._lines_read = 0
        for line in self._lines.find(data):
            self._held[line.key] = line
            self._lines_read += 1
        self._used: dict[str, str | None] = {}
        """None stands for the text that the file holds."""

    @property
    def is_kept(self) -> bool:
        """Whether there is a folder for the texts."""
        return self._lines.is_kept

    def __len__(self) -> int:
        """Count the texts that would be there with all that the file holds, of use or not."""
        return len(self._held.keys() | self._used.keys())

    @property
    def is_first_run(self) -> bool:
        """Whether no earlier run has stored anything that is of use to this one."""
        if all(self._lines.check(line) is None for line in self._held.values()):
            self._held.clear()  # it is another okrsite's, and needn't fill memory
        return not self._held

    def get(self, key: str) -> str | None:
        """Return what was stored under a key, by an earlier run or in this one; None for nothing."""
        if text := self._used.get(key):
            return text
        return self._lines.check(self._held[key]) if key in self._held else None

    def get_unchecked(self, key: str) -> memoryview | None:
        """Return what the file holds under a key, for whoever knows that the line is whole; None for nothing."""
        return self._held[key].text if key in self._held else None

    def keep(self, key: str) -> None:
        """Note that a text was of use which the file holds."""
        self._used[key] = None

    def store(self, key: str, text: str) -> None:
        """Remember a text."""
        self._used[key] = text

    def take_used(self) -> Mapping[str, str]:
        """Return what was stored since the last call, and let go of it."""
        used, self._used = self._used, {}
        return {key: text for key, text in used.items() if text is not None}

    def save(self, *, with_unused: bool) -> None:
        """Write what was used in this run, and where asked for the rest; a disk that won't take it is no harm."""
        new = {key: text for key, text in self._used.items() if text is not None and not self._is_held(key, text)}
        wanted = self._held.keys() | self._used.keys() if with_unused else self._used.keys()
        # After a small edit hardly anything is new, and a large file needn't be written once more for that. Of two
        # lines with one key the later one counts; what nobody asks for any more goes when all of it is written again.
        needless = self._lines_read + len(new) - len(wanted)
        few = len(wanted) // _FEW
        if len(new) <= few and needless <= few and self._lines.append(sorted(new.items())):
            return
        if new or wanted != self._held.keys():
            self._lines.write((key, text) for key in sorted(wanted) if (text := self.get(key)) is not None)

    def _is_held(self, key: str, text: str) -> bool:
        """Whether the file holds just this text under a key."""
        return key in self._held and self._lines.check(self._held[key]) == text


def _is_acceptable(stat_result: os.stat_result, largest: int) -> bool:
    return stat.S_ISREG(stat_result.st_mode) and stat_result.st_size <= largest
