"""Files as they were in a commit, read from git: the work tree is neither looked at nor touched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from okrsite.history import diagnostics
from okrsite.history.blobs import read_blobs
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.git import GitError, Repository, open_repository
from okrsite.sources.file_names import split_name
from okrsite.sources.text import MAX_BYTES, make_printable

EntryKind = Literal["file", "link", "folder", "other"]
MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file that is written, pictures among them."""

_KINDS: dict[str, EntryKind] = {"10": "file", "12": "link", "04": "folder"}
"""By the first digits of a mode; the others are rights, which old versions of git wrote down as they were."""


class TreeEntry(msgspec.Struct, frozen=True):
    """One entry of a past folder."""

    path: str
    """Relative to the tree's folder, with forward slashes."""
    kind: EntryKind
    """A link is never followed; `folder` is one in which nothing lies; `other` is a repository in the repository."""
    blob: str


class PastTree(msgspec.Struct, frozen=True):
    """A folder as it was in a commit."""

    repository: Repository
    commit: str
    """Full id."""

    def list_entries(self, folder: str = "") -> tuple[TreeEntry, ...]:
        """Return everything at any depth below a folder, sorted by path; empty for a folder that wasn't there.

        Raises:
            GitError: git failed.
        """
        below = [f"{folder}/"] if folder else []
        answer = self.repository.read_output("ls-tree", "-r", "-t", "-z", self.commit, "--", *below)
        tree_entries = []
        for line in answer.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            meta, _, path = line.partition("\t")
            mode, _, blob = meta.split(" ")
            tree_entries.append(TreeEntry(path, _KINDS.get(mode[:2], "other"), blob))
        filled = {parent for entry in tree_entries for parent in _list_folders_above(entry.path)}
        # With a slash at the end git names the folders in which it was asked.
        kept = [
            tree_entry
            for tree_entry in tree_entries
            if tree_entry.kind != "folder" or not (tree_entry.path in filled or tree_entry.path[-1] == "/")
        ]
        return tuple(sorted(kept, key=lambda entry: entry.path))

    def read_files(self, entries: Iterable[TreeEntry], limit: int = MAX_BYTES) -> dict[str, bytes | None]:
        """Return the content of files by path, all from one process; None for what has more than `limit` bytes.

        Raises:
            GitError: git failed.
        """
        files = [entry for entry in entries if entry.kind == "file"]
        content = dict(read_blobs(self.repository, (entry.blob for entry in files), limit))
        return {entry.path: content.get(entry.blob) for entry in files}

    def write_files(self, target: Path, folder: str = "") -> None:
        """Write the files below a folder, as a checkout would, into a folder of ours that is empty.

        A link is written as one that leads nowhere: readers refuse it as they would in a checkout, and nobody can
        follow it. A repository in the repository is an empty folder, as in a checkout. What would lie outside of
        `target` is left out, and so are pictures and the like that git can't give.

        Raises:
            GitError: git failed, or can't give a file that okrsite reads: it may say who is to see what.
            OSError: the disk refuses.
        """
        entries = [entry for entry in self.list_entries(folder) if _is_inside(entry.path)]
        paths: dict[str, list[str]] = {}
        for entry in entries:
            if entry.kind == "file":
                paths.setdefault(entry.blob, []).append(entry.path)
            elif entry.kind != "link":
                (target / entry.path).mkdir(parents=True, exist_ok=True)
        for blob, content in read_blobs(self.repository, paths, MAX_FILE):
            for path in paths[blob]:
                if content is not None:
                    _write_new(target / path, content)
                elif split_name(path)[1]:
                    raise GitError(
                        f"{make_printable(path)} is not there, is damaged, or has more than {MAX_FILE >> 20} MB"
                    )
        # Links last: no file can be written through one.
        for entry in entries:
            place = target / entry.path
            if entry.kind == "link" and not place.is_dir():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to("not-followed")


def _write_new(place: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        OSError: the disk refuses; or it is there already, as in a tree that names it twice.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as stream:
        stream.write(content)


def _list_folders_above(path: str) -> Iterator[str]:
    """Yield the folders in which a path lies."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def open_past_tree(folder: Path, wanted: str | date, timezone: str) -> PastTree | HistoryNotice:
    """Return a folder as it was then, or say why that can't be known.

    Args:
        folder: A folder of today's work tree, usually that of the configuration file.
        wanted: A date, which means the end of that day; else a commit, a branch, a tag or the like. A text that is
            written like a date (2026-11-20) is one.
        timezone: The time zone in which days end.
    """
    repository = open_repository(folder)
    if isinstance(repository, HistoryNotice):
        return repository
    try:
        commit = _find_commit(repository, parse_asked_day(wanted), str(wanted), ZoneInfo(timezone))
    except GitError as error:
        return diagnostics.create_git_failure_notice(str(error))
    return PastTree(repository, commit) if commit else diagnostics.create_unknown_commit_notice(str(wanted))


def _find_commit(repository: Repository, day: date | None, wanted: str, zone: ZoneInfo) -> str | None:
    if day is None:
        return repository.resolve_commit(wanted)
    try:
        after = datetime.combine(day + timedelta(days=1), time(), zone)
        seconds = int(after.timestamp()) - 1
    except OverflowError:  # the last day that there is, or the first one
        return repository.head if day.year > 1 else None
    if seconds < 0:
        return None
    # Along first parents: what readers saw that day, not what lay on branches that were merged later.
    answer = repository.read_output(
        "rev-list", "-1", "--first-parent", f"--min-age={seconds}", "--end-of-options", repository.head
    )
    return answer.decode("ascii", "replace").strip() or None


def _is_inside(path: str) -> bool:
    """Whether a path stays where it is put; git lets a hostile tree name whatever it likes."""
    parts = path.split("/")
    if os.name == "nt" and ("\\" in path or ":" in path):  # only there do these lead anywhere
        return False
    return not any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts)


def parse_asked_day(wanted: str | date) -> date | None:
    """Return the day that somebody asked for; None for the name of a commit, which may be all digits."""
    if isinstance(wanted, date):
        return wanted
    try:
        return date.fromisoformat(wanted.strip()) if len(wanted.strip()) == 10 else None
    except ValueError:
        return None
