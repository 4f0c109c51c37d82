"""The project of an imagined company in a repository, and what happens to it: a check-in, an edit, a new day."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import msgspec

from benchmarks.long_past import git
from benchmarks.processes import run

TODAY = date(2026, 11, 26)
"""The day of the imagined company: five eighths into the quarter."""
_BEGIN = "2026-10-01T12:00:00Z"
_NOW = re.compile(r"(?m)^(    now: )([0-9]+)(?=\D)")
_CHECKIN = re.compile(r"(?m)^  - date: .*\n")
_KEY_RESULT = re.compile(r"(?m)^  - id: (.*)$")
_NOTE = re.compile(r"(?m)^    note: ")
_ID = re.compile(r"(?m)^- id: (.*)$")


class Edit(msgspec.Struct, frozen=True):
    """A change of a file that has not been made yet."""

    path: Path
    text: str
    """The file's whole text after the change."""
    address: str
    """Of the page that tells of it."""
    words: str
    """What that page says afterwards, and said nowhere before."""


def write_project(folder: Path, teams: int, seed: int) -> None:
    """Write a company into a repository of one commit, in a process of its own: a large one fills much memory.

    Raises:
        CommandFailedError: the company could not be written.
        CalledProcessError: git refuses.
    """
    place = Path(__file__).parents[1]
    run([sys.executable, "-m", "benchmarks.company", str(folder), str(teams), str(seed)], place)
    (folder / ".gitignore").write_text("/.cache/\n/.okrsite/\n/site/\n/*.log\n", "utf-8")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        git(folder, *command, when=_BEGIN)


def forget_builds(folder: Path) -> None:
    """Remove whatever a build left in a project: the site, caches, releases."""
    subprocess.run(["git", "clean", "-q", "-x", "-d", "-f"], cwd=folder, check=True)


def commit_checkin(folder: Path, turn: int) -> None:
    """Report one more number in a team's file today and commit it; each turn it is another team."""
    path = _choose_file(folder, turn)
    text = path.read_text("utf-8")
    # The last objective ends the file, and its newest check-in the objective: the new one is a copy with a number more.
    newest = list(_CHECKIN.finditer(text))[-1]
    current = list(_NOW.finditer(text))[-1]
    number = str(int(current[2]) + 1)
    key_result = _KEY_RESULT.findall(text[: current.start()])[-1]
    reading = re.compile(rf"(?m)^(      {key_result}: )[0-9]+")
    checkin = reading.sub(rf"\g<1>{number}", text[newest.end() :], count=1)
    path.write_text(f"{text[: current.start(2)]}{number}{text[current.end(2) :]}  - date: {TODAY}\n{checkin}", "utf-8")
    git(folder, "commit", "-q", "-a", "-m", "Report this week", when=f"{TODAY}T12:{turn % 60:02}:00Z")


def plan_edit(folder: Path, turn: int) -> Edit:
    """Return a change of the note of a team's newest check-in, which the objective's page tells."""
    path = _choose_file(folder, turn)
    text = path.read_text("utf-8")
    note = list(_NOTE.finditer(text))[-1]
    objective = _ID.findall(text[: note.start()])[-1]
    words = f"This is edit {turn} of the benchmark."
    address = f"objectives/{path.parent.name}/{path.stem}/{objective}/"
    return Edit(path, f"{text[: note.end()]}{words} {text[note.end() :]}", address, words)


def choose_day(turn: int) -> date:
    """Return the day of a site that is built so many days later."""
    return TODAY + timedelta(days=turn)


def choose_team_name(folder: Path) -> str:
    """Return the name of a team in the middle of the company, as a reader would search for it."""
    teams = sorted((folder / "content" / "teams").glob("*-[0-9][0-9][0-9][0-9][0-9]/team.yml"))
    text = teams[len(teams) // 2].read_text("utf-8")
    return text.splitlines()[0].partition(": ")[2]


def make_environment(folder: Path) -> dict[str, str]:
    """Return variables for a command: caches stay inside the project, so that they can be forgotten.

    Modules stay compiled, though, as whoever installs them has them.
    """
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return others | {"XDG_CACHE_HOME": str(folder / ".cache"), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}


def _choose_file(folder: Path, turn: int) -> Path:
    files = sorted((folder / "content" / "teams").glob("*-[0-9][0-9][0-9][0-9][0-9]/*-Q*.yml"))
    return files[(turn * 7) % len(files)]
