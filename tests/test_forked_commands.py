"""Commands in copies of this process do what they do in one of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from forked_commands import run_in_copy, serve_commands

ASKED = [["--version"], ["check"], ["check", "--format", "json"], ["nothing"], ["export", "-f", "none.yml"]]
WRONG = "objectives: [{id: o, title: Grüße, owner: anna, status: no such word, key_results: []}]\n"


@pytest.fixture
def folder(project) -> Path:
    made = project({"company/team.yml": "name: Company\n", "company/2026-Q4.yml": WRONG})
    assert made.config.is_file()
    return made.root


def run_process(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no copies of processes")
def test_a_copy_says_what_a_process_says_and_ends_as_it_does(folder):
    environment = {**os.environ, "NO_COLOR": "1"}
    with serve_commands(lambda _: None) as installed:
        in_shell = {**environment, "PATH": os.pathsep.join((str(installed), environment["PATH"]))}
        for asked in ASKED:
            said = run_process([sys.executable, "-m", "okrsite", *asked], folder, environment)
            copy = run_in_copy(asked, folder, environment)
            assert (copy.returncode, copy.stdout, copy.stderr) == said
            assert run_process(["sh", "-c", 'okrsite "$@"', "sh", *asked], folder, in_shell) == said


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no copies of processes")
def test_a_copy_that_could_not_begin_fails_what_it_is_asked(folder):
    with serve_commands(lambda place: (place / "nowhere").read_bytes()) as installed:
        environment = {**os.environ, "PATH": os.pathsep.join((str(installed), os.environ["PATH"]))}
        assert run_process(["sh", "-c", "okrsite --version"], folder, environment)[:2] == (1, "")
