"""Pages that wait on the disk are put into their frames, inspected and written, by several processes.

Each declares the policy of the site when it is written: frames decide about it, so a page of each tells it beforehand.
Should it turn out to be another one, whoever called writes it into the pages anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path

import msgspec

from okrsite.batches import BatchWorkers
from okrsite.gate.file_inspection import FileInspector, Seen, make_seen_policy
from okrsite.gate.headers import SecurityPolicy
from okrsite.gate.inspection import SiteInspector
from okrsite.pages.site_pages import PageSet
from okrsite.site.page_frames import FramedPage
from okrsite.spool import SpooledText
from okrsite.workers import choose_worker_count


class WrittenFiles(msgspec.Struct, frozen=True):
    """Files that were written into the staging folder."""

    policy: SecurityPolicy
    """Which the pages among them declare."""
    hashes: Mapping[str, str]
    """The SHA-256 of each, by path."""


_Batch = tuple[Sequence[FramedPage], Sequence[tuple[str, SpooledText]]]
_Answer = tuple[Seen, dict[str, str]]


def write_spooled_files(
    folder: Path,
    page_set: PageSet,
    framed: Sequence[FramedPage],
    inspector: SiteInspector,
    inspected: Set[str] = frozenset(),
) -> WrittenFiles:
    """Write what the host has left to be written, and add to the inspector what was seen of it.

    Nobody looks here at the files whose path is among the `inspected`: they are looked at elsewhere.

    Raises:
        OSError: the disk is full or broken.
    """
    # Of each frame a page: that tells which scripts and styles of the theme there are. It is looked at once more when
    # it is written.
    samples = Seen()
    for page in {page.frame.pieces: page for page in framed}.values():
        inspector.files.inspect_file(page.path, page.render(_read_body(page_set, page.uri)), samples)
    policy = make_seen_policy(inspector.seen, samples)

    def write_batch(worker: int, batch: _Batch) -> _Answer:
        seen = Seen()
        hashes = dict(_write_files(folder, page_set, batch, policy, inspector.files, inspected, seen, folders))
        return seen, hashes

    folders: set[str] = set()
    batches = _divide_files(page_set, framed)
    answers: dict[int, _Answer] = {}
    count = choose_worker_count(sum(len(pages) + len(files) for pages, files in batches))
    if count < 2:
        answers = {number: write_batch(0, batch) for number, batch in enumerate(batches)}
    else:
        with BatchWorkers(write_batch, batches, count) as workers:
            workers.collect(answers.__setitem__, inspector.activity.update)
    hashes: dict[str, str] = {}
    for _, (seen, written) in sorted(answers.items(), key=lambda answer: answer[0]):
        inspector.seen.add(seen)
        hashes |= written
    return WrittenFiles(policy, hashes)


_BATCH = 50
"""Pages or other files."""


def _divide_files(page_set: PageSet, framed: Sequence[FramedPage]) -> list[_Batch]:
    """Return what is written in one go: some pages, or some files beside pages."""
    files = list(page_set.spooled_files.items())
    return [
        *((framed[first : first + _BATCH], ()) for first in range(0, len(framed), _BATCH)),
        *(((), files[first : first + _BATCH]) for first in range(0, len(files), _BATCH)),
    ]


def _write_files(
    folder: Path,
    page_set: PageSet,
    batch: _Batch,
    policy: SecurityPolicy,
    inspector: FileInspector,
    inspected: Set[str],
    seen: Seen,
    folders: set[str],
) -> Iterable[tuple[str, str]]:
    """Write pages and files, and yield the path and the SHA-256 of each; what is seen of them is added to `seen`.

    Those that are `inspected` elsewhere aren't looked at. `folders` are those that are known to be there, and get more.
    """
    framed, files = batch
    root = str(folder)
    for page in framed:
        data = page.render(_read_body(page_set, page.uri))
        inspector.inspect_file(page.path, data, seen)
        yield page.path, _write_file(f"{root}/{page.path}", policy.add_policy_to_page(data), folders)
    for path, text in files:
        assert page_set.spools is not None
        data = page_set.spools.read_bytes(text)
        if path not in inspected:
            inspector.inspect_file(path, data, seen)
        yield path, _write_file(f"{root}/{path}", data, folders)


def _read_body(page_set: PageSet, uri: str) -> bytes:
    assert page_set.spools is not None
    return page_set.spools.read_bytes(page_set.spooled[uri].body)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _write_file(path: str, data: bytes, folders: set[str]) -> str:
    """Write a file and return its SHA-256; `folders` are those that are there already, and get the file's."""
    folder = path.rpartition("/")[0]
    if folder not in folders:
        _make_folder(folder)
        folders.add(folder)
    # There are thousands, and nearly each has a folder of its own: `open` and `makedirs` ask the system more often.
    file = os.open(path, _NEW, 0o666)
    try:
        written = os.write(file, data)
        while written < len(data):  # a disk that is nearly full takes a part, and refuses the rest
            written += os.write(file, memoryview(data)[written:])
    finally:
        os.close(file)
    return hashlib.sha256(data).hexdigest()


def _make_folder(folder: str) -> None:
    """Make a folder, and those in which it lies, unless they are there."""
    try:
        os.mkdir(folder)  # noqa: PTH102  # there are thousands: a `Path` takes longer
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(folder.rpartition("/")[0])
        with suppress(FileExistsError):  # another process has just made it
            os.mkdir(folder)  # noqa: PTH102  # there are thousands: a `Path` takes longer
