"""Pages that wait on the disk are put into their frames, inspected and written, by several processes.

Each declares the policy of the site when it is written: frames decide about it, so a page of each tells it beforehand.
Should it turn out to be another one, whoever called writes it into the pages anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from okrsite.gate.headers import SecurityPolicy
from okrsite.gate.inspection import SiteInspector, Verdicts
from okrsite.pages.site_pages import PageSet
from okrsite.site.page_frames import FramedPage
from okrsite.spool import SpooledText
from okrsite.workers import Workers, count_processors


class WrittenFiles(msgspec.Struct, frozen=True):
    """Files that were written into the staging folder."""

    policy: SecurityPolicy
    """Which the pages among them declare."""
    hashes: Mapping[str, str]
    """The SHA-256 of each, by path."""


_Share = tuple[Sequence[FramedPage], Sequence[tuple[str, SpooledText]]]
_Answer = tuple[Verdicts, dict[str, str]]


def write_spooled_files(
    folder: Path, page_set: PageSet, framed: Sequence[FramedPage], inspector: SiteInspector
) -> WrittenFiles:
    """Write what the host has left to be written, and add to the inspector what was seen of it.

    Raises:
        OSError: the disk is full or broken.
    """
    pages = {page.uri: page for page in framed}
    # Of each frame a page: that tells which scripts and styles of the theme there are.
    for page in {page.frame.pieces: page for page in framed}.values():
        inspector.inspect_new_file(page.path, page.render(_read_body(page_set, page.uri)))
    policy = inspector.make_policy()
    inspector.forget_pages({page.path for page in framed})

    def write_share(share: _Share) -> _Answer:
        before = inspector.take_verdicts()
        hashes = dict(_write_files(folder, page_set, share, inspector, policy))
        after = inspector.take_verdicts()
        inspector.add_verdicts(before)
        return after, hashes

    hashes: dict[str, str] = {}
    with Workers(write_share, _share_out(page_set, pages)) as workers:
        for verdicts, written in workers.collect(inspector.activity.update):
            inspector.add_verdicts(verdicts)
            hashes |= written
    return WrittenFiles(policy, hashes)


def _share_out(page_set: PageSet, pages: Mapping[str, FramedPage]) -> list[_Share]:
    """Return what each worker writes: each its part of the pages, and of the files beside pages."""
    framed = list(pages.values())
    files = list(page_set.spooled_files.items())
    count = count_processors()
    return [(framed[n::count], files[n::count]) for n in range(count)] if framed or files else []


def _write_files(
    folder: Path, page_set: PageSet, share: _Share, inspector: SiteInspector, policy: SecurityPolicy
) -> Iterable[tuple[str, str]]:
    """Write pages and files, and yield the path and the SHA-256 of each."""
    framed, files = share
    for page in framed:
        data = page.render(_read_body(page_set, page.uri))
        inspector.inspect_new_file(page.path, data)
        yield page.path, _write_file(folder / page.path, policy.add_policy_to_page(data))
    for path, text in files:
        assert page_set.spools is not None
        data = page_set.spools.read_text(text).encode("utf-8")
        inspector.inspect_new_file(path, data)
        yield path, _write_file(folder / path, data)


def _read_body(page_set: PageSet, uri: str) -> str:
    assert page_set.spools is not None
    return page_set.spools.read_text(page_set.spooled[uri].body)


def _write_file(path: Path, data: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()
