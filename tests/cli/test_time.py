"""Days, clocks and time zones that nothing can be reckoned with end with 2 and a sentence, wherever they come from."""

from __future__ import annotations

import os
import subprocess
from datetime import date

import pytest
from command_line import call

from okrsite.clock import FIRST_DAY, LAST_DAY

FILES = {"company/team.yml": "name: Company\n"}
GOAL = "objectives: [{id: o, title: O, owner: anna, key_results: [{id: k, title: K, from: 0, to: 2, now: 1}]}]\n"
DAYS = ["0001-01-01", "1969-12-31", "2106-01-01", "9999-12-31"]
ZONES = {
    "a file that is none": ":/etc/passwd",
    "the same without a colon": "/etc/passwd",
    "a device": "/dev/zero",
    "a folder": "/etc",
    "nothing": ":/nowhere/at/all",
    "parents": "../../../../etc/passwd",
    "a long one": "A" * 5000,
    "an escape": "\x1b[31m",
    "lines": "UTC\n::error::x",
}


def git(folder, *arguments: str, feed: str = "") -> str:
    who = {f"GIT_{role}_{what}": "anna" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=feed.encode(), capture_output=True, check=True, env={**os.environ, **who}
    )
    return done.stdout.decode().strip()


@pytest.fixture
def committed(project):
    made = project({**FILES, "company/2026-Q4.yml": GOAL})
    assert made.config.is_file()
    git(made.root, "init", "-q", "-b", "main")
    git(made.root, "add", "-A")
    git(made.root, "commit", "-q", "-m", "Start")
    return made


def refused(*arguments: object) -> None:
    done = call(*arguments)
    assert (done.status, done.out) == (2, ""), done.said
    lines = done.err.splitlines()
    assert 2 <= len(lines) <= 5 and "fault of its own" not in done.err and "::" not in done.err


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("command", ["check", "build", "export"])
def test_a_day_that_can_not_be_is_a_sentence(project, command, day):
    refused(command, "-f", project(FILES).config, "--today", day)


@pytest.mark.parametrize("day", DAYS)
def test_so_is_one_in_the_settings(project, day):
    made = project(FILES)
    made.options["today"] = date.fromisoformat(day)
    refused("check", "-f", made.config)


def test_so_is_one_of_the_past(committed):
    for day in DAYS:
        refused("export", "-f", committed.config, "--as-of", day)
    refused("build", "-f", committed.config, "--as-of", DAYS[-1])


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_are_days_as_any_other(project, tmp_path, day):
    made = project({**FILES, "company/2026-Q4.yml": GOAL})
    assert call("build", "-f", made.config, "-o", tmp_path / "site", "--today", day).status == 0


@pytest.mark.parametrize("seconds", ["", "soon", "-1", "1e9", "²", "9" * 11, "9" * 5000, "9999999999"])
def test_a_clock_that_names_no_day_is_a_sentence(project, monkeypatch, seconds):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    refused("check", "-f", project(FILES).config)


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES)
def test_a_hostile_time_zone_is_a_sentence(project, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    refused("check", "-f", project(FILES).config)
    assert os.environ["TZ"] == zone


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_a_pipe_is_no_time_zone_and_is_not_waited_for(project, monkeypatch, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("TZ", f":{tmp_path / 'pipe'}")
    refused("check", "-f", project(FILES).config)


@pytest.mark.parametrize(
    "zone", ["", "UTC", "XXX", "Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3", "<+99>-99", "Europe"]
)
def test_any_other_changes_nothing(project, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    assert call("check", "-f", project(FILES).config).status == 0


@pytest.mark.parametrize("when", ["99999999999999999", "253402300799", "-99999999999", "4300000000"])
def test_a_commit_without_a_day_is_a_sentence(committed, when):
    lines = [
        f"{line.rpartition('>')[0]}> {when} +0000" if line.startswith(("author ", "committer ")) else line
        for line in git(committed.root, "cat-file", "commit", "HEAD").split("\n")
    ]
    odd = "\n".join([*lines, ""])
    name = git(committed.root, "hash-object", "-t", "commit", "--literally", "-w", "--stdin", feed=odd)
    git(committed.root, "update-ref", "refs/heads/main", name)
    done = call("export", "-f", committed.config, "--as-of", name, "-q")
    assert done.status in (0, 2) and "fault" not in done.err
    assert call("export", "-f", committed.config, "-q").status == 0
