"""The log: every commit, and what it changed in the content folder, in one pass.

Merges. What counts is what the branch was, commit by commit along first parents: that is what readers saw. Each such
commit is compared with its first parent, so every change that reached the branch is seen once, in the order in which
it arrived. A merge brings commits along; they are kept beside it, so that a change can be credited to whoever made it
(`okrsite.history.attribution`). What a merge threw away, or a branch took back, never arrived and is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import IO
from zoneinfo import ZoneInfo

import msgspec

from okrsite.clock import check_day
from okrsite.history.git import MAX_ANSWER, GitError, Repository
from okrsite.late_patterns import compile_late
from okrsite.settings import ConfigurationError
from okrsite.sources.text import remove_refused_characters

_FORMAT = "tformat:commit %H%x00%P%x00%an%x00%ct%x00%s"
_FIELDS = 5
MAX_AUTHOR = 100
"""Characters of a name that are kept."""
_REGULAR = (b"100644", b"100755")
# The piece before the sign stays: it is how people know each other, and no address. What stands between two full stops
# holds none, and nothing is given back: else a few dozen of them would keep the search busy for years.
_MAIL = compile_late(r"<?([^\s<>()\[\]\"',;:@]++)@(?:[^\s<>()\[\]\"',;:@.]++\.++)+[^\W\d_]{2,}>?")


class Commit(msgspec.Struct, frozen=True):
    """Who changed something, when, and in which words."""

    id: str
    """Full hash."""
    author: str
    """The author's name, never a mail address; empty where it holds nothing that can be shown."""
    day: date
    """The day of the commit in the site's time zone (the committer's date: when it was written, not first drafted)."""
    subject: str
    """The first line of its message."""


class FileChange(msgspec.Struct, frozen=True):
    """One file before and after; paths are relative to the content folder, blobs are full hashes."""

    old_path: str | None
    """None for a new file."""
    before: str | None
    path: str | None
    """None for a deleted file."""
    after: str | None


class LoggedCommit(msgspec.Struct, frozen=True):
    """One commit of the log."""

    commit: Commit
    parents: tuple[str, ...]
    changes: tuple[FileChange, ...]
    """Against its first parent."""


class BranchStep(msgspec.Struct, frozen=True):
    """One step of the branch, with the commits that it brought along."""

    step: LoggedCommit
    merged: tuple[LoggedCommit, ...] = ()
    """Oldest first; empty unless the step is a merge."""


def read_log(repository: Repository, zone: ZoneInfo, known: str | None = None) -> list[LoggedCommit]:
    """Return all commits that HEAD descends from, the newest first, with their changes of the repository's folder.

    Without those that a `known` commit descends from, and that itself.

    Raises:
        GitError: git failed.
    """
    with repository.stream_output(
        "log", "--topo-order", "--full-history", "--sparse", "--diff-merges=first-parent", "--root",
        "--raw", "-z", "-M", "-l1000", "-O/dev/null", "--no-abbrev", "--relative", "--no-color", "--no-ext-diff",
        "--no-textconv", "--no-show-signature", "--no-mailmap", "--no-notes", "--no-decorate", "--encoding=UTF-8",
        f"--format={_FORMAT}", "--end-of-options", repository.head, *([f"^{known}"] if known else []), "--", ".",
    ) as output:  # fmt: skip
        return list(_parse_commits(_split_tokens(output), zone))


def list_branch_steps(logged: Sequence[LoggedCommit], head: str) -> list[BranchStep]:
    """Return the steps of the branch that ends at `head`, oldest first."""
    known = {logged_commit.commit.id: logged_commit for logged_commit in logged}
    age = {logged_commit.commit.id: position for position, logged_commit in enumerate(logged)}
    branch = []
    seen: set[str] = set()
    step = known.get(head)
    # No commit descends from itself, but what git prints is input as any other.
    while step is not None and step.commit.id not in seen:
        branch.append(step)
        seen.add(step.commit.id)
        step = known.get(step.parents[0]) if step.parents else None
    branch_steps = []
    for step in reversed(branch):
        waiting = list(step.parents[1:])
        merged = []
        while waiting:
            key = waiting.pop()
            if key in known and key not in seen:
                seen.add(key)
                merged.append(known[key])
                waiting += known[key].parents
        merged.sort(key=lambda logged_commit: -age[logged_commit.commit.id])
        branch_steps.append(BranchStep(step, tuple(merged)))
    return branch_steps


def clean_git_text(text: str, limit: int = 200) -> str:
    """Return what somebody typed into git on one line, without mail addresses and invisible characters."""
    line = " ".join(remove_refused_characters(text[: 2 * limit]).split())
    return _MAIL.sub(r"\1", line)[:limit].strip()


def _split_tokens(output: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands between NULs."""
    rest = b""
    total = 0
    while chunk := output.read(1 << 20):
        total += len(chunk)
        if total > MAX_ANSWER:
            raise GitError(f"it said more than {MAX_ANSWER:,} bytes")
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _parse_commits(tokens: Iterator[bytes], zone: ZoneInfo) -> Iterator[LoggedCommit]:
    # Fields and paths are told from each other by their number only: any of them may hold anything but NUL.
    header = next(tokens, None)
    while header is not None:
        names = [header, *(next(tokens, b"") for _ in range(_FIELDS - 1))]
        changes = []
        token = next(tokens, None)
        # git puts a line's end between a commit and its first change.
        while token is not None and token.lstrip(b"\n").startswith(b":"):
            change = _parse_change(token.lstrip(b"\n"), tokens)
            if change is not None:
                changes.append(change)
            token = next(tokens, None)
        yield _build_commit(names, changes, zone)
        header = token


def _parse_change(meta: bytes, tokens: Iterator[bytes]) -> FileChange | None:
    try:
        old_mode, new_mode, old, new, status = meta.lstrip(b":").split(b" ")
        before, after = old.decode("ascii"), new.decode("ascii")
    except ValueError as error:
        raise GitError("its log has an unknown form") from error
    old_path = next(tokens, b"").decode("utf-8", "replace")
    path = next(tokens, b"").decode("utf-8", "replace") if status[:1] in (b"R", b"C") else old_path
    was = old_mode in _REGULAR and status[:1] != b"C"
    stays = new_mode in _REGULAR
    if not was and not stays:
        return None
    left = (old_path, before) if was else (None, None)
    return FileChange(*left, *((path, after) if stays else (None, None)))


def _build_commit(fields: list[bytes], changes: list[FileChange], zone: ZoneInfo) -> LoggedCommit:
    commit, parents, author, when, subject = (field.decode("utf-8", "replace") for field in fields)
    found_commit = Commit(
        commit.removeprefix("commit "),
        clean_git_text(author, MAX_AUTHOR),
        _convert_to_day(when, zone),
        clean_git_text(subject),
    )
    return LoggedCommit(found_commit, tuple(parents.split()), tuple(changes))


def _convert_to_day(when: str, zone: ZoneInfo) -> date:
    try:
        return check_day(datetime.fromtimestamp(int(when), UTC).astimezone(zone).date())
    except (
        ValueError,
        OverflowError,
        OSError,
        ConfigurationError,
    ):  # a date that no calendar holds: written by hand, or by an attacker
        return date(1970, 1, 1)
