"""Writes a company's repository with a past of any length, quickly: git takes it as one stream (`git fast-import`).

The first commit is the company as `company` writes it, in both spellings. From then on people do what people do: they
report numbers and confidence, sharpen a title, move a target, write a note, rename a file; one commit in ten is the
merge of a branch. The same seed makes the same commits, byte for byte.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import company, words

_BEGIN = 1_790_000_000
"""Seconds; the first commit. Every other one follows ten minutes after the one before."""
_STEP = 600
_BRANCH = "refs/heads/main"

# What is typed into a number's place: a key result's own, not those of its check-ins.
_VALUE = {
    ".yml": re.compile(r"(?m)^(    now: )(\d+)"),
    ".md": re.compile(r"(?m)^(\| (?!Key result|-)[^\n]*\| )(\d+)(?=%? \| \d+% \|$)"),
}
_CONFIDENCE = {
    ".yml": re.compile(r"(?m)^(    confidence: )(\d+)"),
    ".md": re.compile(r"(?m)^(\| (?!Key result|-)[^\n]*\| )(\d+)(?=% \|$)"),
}
_TARGET = {
    ".yml": re.compile(r"(?m)^(    to: )(\d+)"),
    ".md": re.compile(r"(?m)^(\|(?: [^|\n]+\|){4} )(\d+)(?=%? \|)"),
}
_TITLE = {".yml": re.compile(r"(?m)^(  title: [^\n]*?)( \d+)?$"), ".md": re.compile(r"(?m)^(## [^\n]*?)( \d+)?$")}
_NOTE = {
    ".yml": re.compile(r"(?m)^(summary: [^\n]*?)( \d+)?$"),
    ".md": re.compile(r"(?m)^(summary: \"[^\n\"]*?)( \d+)?(?=\"$)"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    files: int
    commits: int
    paths: tuple[str, ...]
    """Of the last commit, from the project's folder, sorted."""


def write(project: Path, *, files: int, commits: int, seed: int = 1) -> Written:
    """Write a project with about so many files of content, and exactly so many commits, and check it out.

    Raises:
        CalledProcessError: git refuses.
    """
    # A unit has two files, and there is a division for every ten teams, the company, a home page and a register.
    company.write(project, teams=max(1, (files // 2 - 3) * 10 // 11), seed=seed)
    paths = sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file())
    texts = {path: (project / path).read_text("utf-8") for path in paths}
    git(project, "init", "-q", "-b", "main")
    story = _Story(texts, random.Random(seed).random)
    git(project, "fast-import", "--quiet", feed=b"".join(story.told(commits)))
    git(project, "reset", "-q", "--hard", "main")
    there = tuple(sorted(path for path in story.texts if path.startswith("content/")))
    return Written(len(there), commits, there)


def grow(project: Path, turn: int) -> None:
    """Commit one more reading, as the first team in the alphabet does it on Fridays."""
    path = min((project / "content" / "teams").glob("*/*-Q*.*"))
    text = _changed(path.suffix.replace(".yaml", ".yml"), _VALUE, path.read_text("utf-8"), 0.0, 101 + turn)
    path.write_text(text, "utf-8")
    when = f"{_BEGIN * 2 + turn} +0000"
    git(project, "commit", "-q", "-a", "-m", "Report this week", when=when)


class _Story:
    """Tells the commits, as git's fast-import reads them. `random` yields numbers from 0.0 up to 1.0."""

    def __init__(self, texts: dict[str, str], random: Callable[[], float]) -> None:
        self.texts = texts
        self._random = random
        self._living = sorted(path for path in texts if re.search(r"/\d{4}-Q\d\.(yml|md)$", path))
        self._mark = 0

    def told(self, commits: int) -> Iterator[bytes]:
        yield self._commit("Begin", list(self.texts), parents=())
        while self._mark < commits:
            if self._mark % 30 == 0 and self._mark + 3 <= commits:
                yield from self._branch()
            else:
                yield self._commit(*self._edit(), parents=(self._mark,))

    def _branch(self) -> Iterator[bytes]:
        """Two work at a time, on files of their own, and a third one merges."""
        base = self._mark
        ours, theirs = self._edit(), self._edit()
        if set(ours[1]) & set(theirs[1]):
            theirs = (theirs[0], [path for path in theirs[1] if path not in ours[1]])
        yield self._commit(*ours, parents=(base,))
        yield self._commit(*theirs, parents=(base,), branch="refs/heads/side")
        yield self._commit("Merge the numbers of this week", theirs[1], parents=(base + 1, base + 2))

    def _edit(self) -> tuple[str, list[str]]:
        """Do what people do; return the commit's subject, and which files it touched."""
        kind = self._random()
        subject, patterns = next(
            (subject, patterns)
            for limit, subject, patterns in (
                (0.60, "Report this week", _VALUE),
                (0.75, "We are less sure", _CONFIDENCE),
                (0.85, "Move a target", _TARGET),
                (0.92, "Say it more clearly", _TITLE),
                (1.01, "Add a note", _NOTE),
            )
            if kind < limit
        )
        count = 2 if self._random() < 0.4 else 1
        touched = {self._living[int(self._random() * len(self._living))]: None for _ in range(count)}
        for path in touched:
            suffix = Path(path).suffix
            self.texts[path] = _changed(
                suffix, patterns, self.texts[path], self._random(), int(self._random() * 90) + 5
            )
        return subject, list(touched)

    def _commit(self, subject: str, paths: Iterable[str], *, parents: tuple[int, ...], branch: str = _BRANCH) -> bytes:
        self._mark += 1
        first, last = words.FIRST[self._mark % len(words.FIRST)], words.LAST[self._mark % len(words.LAST)]
        who = f"{first} {last} <{first.lower()}@example.org> {_BEGIN + self._mark * _STEP} +0000"
        lines = [f"commit {branch}\nmark :{self._mark}\nauthor {who}\ncommitter {who}\n".encode(), _data(subject)]
        lines += [f"{'from' if not n else 'merge'} :{parent}\n".encode() for n, parent in enumerate(parents)]
        for path in paths:
            lines += [f"M 100644 inline {path}\n".encode(), _data(self.texts[path])]
        return b"".join([*lines, b"\n"])


def _changed(suffix: str, patterns: dict[str, re.Pattern[str]], text: str, where: float, number: int) -> str:
    """Put a number into one of the places that a pattern finds, or leave a text without any as it is."""
    matches = list(patterns[suffix].finditer(text))
    if not matches:
        return text
    chosen = matches[int(where * len(matches))]
    space = " " if patterns in (_TITLE, _NOTE) else ""
    return f"{text[: chosen.end(1)]}{space}{number}{text[chosen.end() :]}"


def _data(text: str) -> bytes:
    content = text.encode("utf-8")
    return b"data %d\n%s\n" % (len(content), content)


def git(project: Path, *arguments: str, feed: bytes = b"", when: str = "") -> None:
    """Run git as somebody who is the same everywhere, at `when` if that is said (ISO 8601)."""
    who = (
        "-c",
        "user.name=Bench",
        "-c",
        "user.email=bench@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "gc.auto=0",
    )
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when} if when else {}
    subprocess.run(["git", *who, *arguments], cwd=project, check=True, input=feed, env=os.environ | dates)
