"""Pages that wait on the disk are put into their frames, inspected and written, by several processes.

Each declares the policy of the site when it is written: frames decide about it, so a page of each tells it beforehand.
Should it turn out to be another one, whoever called writes it into the pages anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from okrsite.gate.file_inspection import FileInspector, Seen, make_seen_policy
from okrsite.gate.headers import SecurityPolicy
from okrsite.gate.inspection import SiteInspector
from okrsite.pages.site_pages import PageSet
from okrsite.site.page_frames import FramedPage
from okrsite.spool import SpooledText
from okrsite.workers import Workers, choose_worker_count


class WrittenFiles(msgspec.Struct, frozen=True):
    """Files that were written into the staging folder."""

    policy: SecurityPolicy
    """Which the pages among them declare."""
    hashes: Mapping[str, str]
    """The SHA-256 of each, by path."""


_Share = tuple[Sequence[FramedPage], Sequence[tuple[str, SpooledText]]]
_Answer = tuple[Seen, dict[str, str]]


def write_spooled_files(
    folder: Path, page_set: PageSet, framed: Sequence[FramedPage], inspector: SiteInspector
) -> WrittenFiles:
    """Write what the host has left to be written, and add to the inspector what was seen of it.

    Raises:
        OSError: the disk is full or broken.
    """
    # Of each frame a page: that tells which scripts and styles of the theme there are. It is looked at once more when
    # it is written.
    samples = Seen()
    for page in {page.frame.pieces: page for page in framed}.values():
        inspector.files.inspect_file(page.path, page.render(_read_body(page_set, page.uri)), samples)
    policy = make_seen_policy(inspector.seen, samples)

    def write_share(share: _Share) -> _Answer:
        seen = Seen()
        hashes = dict(_write_files(folder, page_set, share, policy, inspector.files, seen))
        return seen, hashes

    hashes: dict[str, str] = {}
    with Workers(write_share, _share_out(page_set, framed)) as workers:
        for seen, written in workers.collect(inspector.activity.update):
            inspector.seen.add(seen)
            hashes |= written
    return WrittenFiles(policy, hashes)


def _share_out(page_set: PageSet, framed: Sequence[FramedPage]) -> list[_Share]:
    """Return what each worker writes: each its part of the pages, and of the files beside pages."""
    files = list(page_set.spooled_files.items())
    count = max(choose_worker_count(len(framed) + len(files)), 1)
    return [(framed[n::count], files[n::count]) for n in range(count)] if framed or files else []


def _write_files(
    folder: Path,
    page_set: PageSet,
    share: _Share,
    policy: SecurityPolicy,
    inspector: FileInspector,
    seen: Seen,
) -> Iterable[tuple[str, str]]:
    """Write pages and files, and yield the path and the SHA-256 of each; what is seen of them is added to `seen`."""
    framed, files = share
    folders: set[Path] = set()
    for page in framed:
        data = page.render(_read_body(page_set, page.uri))
        inspector.inspect_file(page.path, data, seen)
        yield page.path, _write_file(folder / page.path, policy.add_policy_to_page(data), folders)
    for path, text in files:
        assert page_set.spools is not None
        data = page_set.spools.read_text(text).encode("utf-8")
        inspector.inspect_file(path, data, seen)
        yield path, _write_file(folder / path, data, folders)


def _read_body(page_set: PageSet, uri: str) -> str:
    assert page_set.spools is not None
    return page_set.spools.read_text(page_set.spooled[uri].body)


def _write_file(path: Path, data: bytes, folders: set[Path]) -> str:
    """Write a file and return its SHA-256; `folders` are those that are there already, and get the file's."""
    if path.parent not in folders:
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()
