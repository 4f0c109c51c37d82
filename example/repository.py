"""Commits become a git repository: the same ones give the same ids, on any machine and at any time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from example.commits import PastCommit, make_commits
from example.script import read_script
from okrsite.model.organisation import Organisation

ROOT = Path(__file__).parents[1]
_BESIDE = {"mkdocs.yml": "example/mkdocs.yml", "base.yml": "mkdocs.yml", "theme": "theme"}
"""What the site needs beside its content, and where that lies here; it is the same in all commits."""
_STAMP = "okrsite-example"
"""The file in the repository's folder that says what it was written from."""
_MADE = (".git", "content", *_BESIDE)


def write_repository(folder: Path, root: Path = ROOT) -> bool:
    """Write the example with its past into a folder; return whether anything had to be written.

    What a build keeps in the folder (`.okrsite`) stays, so that the next one is quick.

    Raises:
        ScriptError: the script doesn't fit the content.
        CalledProcessError: git refuses.
    """
    digest = _digest_sources(root)
    stamp = folder / ".git" / _STAMP
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return False
    organisation, commits = make_commits(root / "mkdocs.yml", read_script())
    for name in _MADE:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    _run_git(folder, "init", "-q", "-b", "main", "--object-format=sha1", "--template=")
    _run_git(folder, "fast-import", "--quiet", feed=b"".join(_format_commits(commits, organisation, root)))
    _run_git(folder, "reset", "-q", "--hard", "main")
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "exclude").write_text("/.okrsite/\n/site/\n", "utf-8")
    stamp.write_text(digest, "utf-8")
    return True


def _digest_sources(root: Path) -> str:
    digest = sha256()
    here = Path(__file__).parent
    beside = _list_beside(root).values()
    for path in (*_list_files(root / "content"), *beside, *sorted(here.glob("*.py")), here / "past.yml"):
        data = path.read_bytes()
        digest.update(f"{path.name} {path.parent.name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _list_beside(root: Path) -> dict[str, Path]:
    """Return the files beside the content by their path in the repository that is written."""
    beside = {}
    for name, source in _BESIDE.items():
        for file in _list_files(root / source) or [root / source]:
            beside[(Path(name) / file.relative_to(root / source)).as_posix()] = file
    return beside


def _format_commits(commits: list[PastCommit], organisation: Organisation, root: Path) -> Iterator[bytes]:
    """Yield what git's fast-import reads: a minute lies between two commits of a day, which begins at eight."""
    beside = {name: path.read_bytes() for name, path in _list_beside(root).items()}
    number = 0
    for mark, commit in enumerate(commits, 1):
        number = number + 1 if mark > 1 and commits[mark - 2].day == commit.day else 0
        seconds = int(datetime.combine(commit.day, time(8), UTC).timestamp()) + 60 * number
        name = organisation.people[commit.author].name
        who = f"{name} <{commit.author}@larkwell.example> {seconds} +0000".encode()
        yield b"commit refs/heads/main\nmark :%d\nauthor %s\ncommitter %s\n" % (mark, who, who)
        yield _format_data(commit.message.encode())
        if mark > 1:
            yield b"from :%d\n" % (mark - 1)
        files = {f"content/{path}": data for path, data in commit.files.items()}
        for path, data in sorted((files | (beside if mark == 1 else {})).items()):
            yield b"M 100644 inline %s\n" % path.encode()
            yield _format_data(data)
        yield b"\n"


def _format_data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


def _run_git(folder: Path, *arguments: str, feed: bytes | None = None) -> None:
    """Run git as if nobody had configured anything."""
    alone = {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", "-c", "core.autocrlf=false", "-c", "core.fsync=none", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **alone},
        input=feed,
        capture_output=True,
        check=True,
    )
