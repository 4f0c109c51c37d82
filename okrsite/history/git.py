"""The only place that starts git.

Whoever writes content may have written the repository too, its configuration included. So git is asked for objects
only: nothing that a repository configures is run, nothing is fetched, nothing is written, and every answer has a time
limit and a size limit. What the machine's owner configured for all repositories (`safe.directory`) holds.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec

from okrsite.history import diagnostics
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.waiting import Waiting, is_given_up
from okrsite.sources.text import make_printable

SECONDS = 1800.0
"""For the longest answer; 10,000 commits take two seconds."""
_CHUNK = 64 * 1024
_SILENT = "it gave no answer, as if it waited for a file that never comes"
MAX_ANSWER = 512 * 1024 * 1024
"""Bytes of one answer; 10,000 commits make 5 MB."""

_HARDENED = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.pager=cat"),
    # Would start gpg, or what the repository says is gpg.
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
)
# Where the machine's owner keeps the configuration; all else that begins with GIT_ speaks of another repository.
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"})
_SET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    # A list without members: it also overrules `protocol.<name>.allow`, so that a partial clone fetches nothing.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


class GitError(Exception):
    """git said no, took too long or said too much. Doesn't leave this package: it becomes a notice."""


class Repository(msgspec.Struct, frozen=True):
    """A repository, seen from a folder of its work tree: paths are relative to that folder."""

    program: str
    """Absolute path of git."""
    folder: Path
    head: str
    """Full id of the commit that is checked out."""
    shallow: bool = False

    @contextmanager
    def stream_output(self, *arguments: str, feed: bytes = b"", seconds: float = SECONDS) -> Iterator[IO[bytes]]:
        """Run git and hand over its standard output as it comes; `feed` is its standard input.

        Raises:
            GitError: git can't be started, failed, or took longer than `seconds`.
        """
        with _start_git(self.program, self.folder, arguments, feed, seconds) as output:
            yield output

    def read_output(self, *arguments: str, feed: bytes = b"", limit: int = MAX_ANSWER) -> bytes:
        """Run git and return its standard output.

        Raises:
            GitError: git can't be started, failed, took too long, or said more than `limit` bytes.
        """
        with self.stream_output(*arguments, feed=feed) as output:
            return _read_bounded(output, limit)

    def resolve_commit(self, wanted: str) -> str | None:
        """Return the full id of the commit that a name stands for (id, branch, tag, `HEAD~3`); None for no commit."""
        try:
            answer = self.read_output("rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
        except (GitError, ValueError):  # a ValueError is what a NUL in an argument raises
            return None
        return answer.decode("ascii", "replace").strip() or None

    def read_prefix(self) -> str:
        """Return the folder's path inside the work tree, with a slash at its end; empty where it is the whole.

        Raises:
            GitError: git failed.
        """
        return self.read_output("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")


def open_repository(folder: Path) -> Repository | HistoryNotice:
    """Find the repository in whose work tree a folder lies, or say why there is no history."""
    program = shutil.which("git")
    if program is None:
        return diagnostics.NO_GIT
    if not _may_be_work_tree(folder):
        return diagnostics.NO_REPOSITORY
    program = str(Path(program).resolve())
    asked = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository")
    try:
        with _start_git(program, folder, asked, b"", SECONDS) as output:
            answers = _read_bounded(output, 1000).split()
    except GitError as error:
        if "dubious ownership" in str(error):
            return diagnostics.NOT_TRUSTED
        return (
            diagnostics.NO_REPOSITORY
            if "not a git repository" in str(error)
            else diagnostics.create_git_failure_notice(str(error))
        )
    if answers[:1] != [b"true"]:
        return diagnostics.NO_REPOSITORY
    head = Repository(program, folder, "").resolve_commit("HEAD")
    return Repository(program, folder, head, answers[1:2] == [b"true"]) if head else diagnostics.NO_COMMITS


def _may_be_work_tree(folder: Path) -> bool:
    """Return whether git is worth asking: whether `.git` stands in a folder or above it, or can't be looked for."""
    try:
        here = folder.resolve(strict=True)
    except OSError:
        return True
    for place in (here, *here.parents):
        try:
            (place / ".git").lstat()
            return True
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError:  # it may be there, for all that can be seen
            return True
    return False


@contextmanager
def _start_git(
    program: str, folder: Path, arguments: tuple[str, ...], feed: bytes, seconds: float
) -> Iterator[IO[bytes]]:
    if is_given_up(folder):
        raise GitError(_SILENT)
    # Files in place of pipes for what goes in and for complaints: no side ever waits for the other.
    with TemporaryFile() as given, TemporaryFile() as complaints:
        given.write(feed)
        given.seek(0)
        try:
            process = subprocess.Popen(
                [program, *_HARDENED, *arguments],
                cwd=folder, env=_build_environment(), stdin=given, stdout=subprocess.PIPE, stderr=complaints, bufsize=0,
            )  # fmt: skip
        except OSError as error:
            raise GitError(error.strerror or "it can't be started") from error
        waiting = Waiting(process, folder, seconds)
        read_to_end = False
        try:
            yield io.BufferedReader(waiting, _CHUNK)
            read_to_end = True
        except GitError as error:
            # What is said of a broken answer isn't what is wrong with one that never came.
            raise GitError(_SILENT) if waiting.silent else error from error
        finally:
            if not read_to_end:
                process.kill()
            status = waiting.end()
        if waiting.silent:
            raise GitError(_SILENT)
        if status:
            raise GitError(_format_complaint(complaints, status))


def _build_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_") or name in _KEPT}
    return {**kept, **_SET}


def _format_complaint(complaints: IO[bytes], status: int) -> str:
    if status < 0:
        return "it took too long or was stopped"
    complaints.seek(0)
    said = complaints.read(4000).decode("utf-8", "replace").strip().splitlines()
    line = said[0].removeprefix("fatal: ").rstrip(".") if said else f"it ended with {status}"
    return make_printable(line)[:300]


def _read_bounded(output: IO[bytes], limit: int) -> bytes:
    answer = output.read(limit + 1)
    if len(answer) > limit:
        raise GitError(f"it said more than {limit:,} bytes")
    return answer
