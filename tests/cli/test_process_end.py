"""A command ends with its status, and all that it printed is delivered, although its memory is not taken apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

AT_END = "import atexit, sys; atexit.register(lambda: print('said at the end')); "


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=buffered)


@pytest.mark.parametrize(
    "more",
    ["", "sys.setprofile(lambda *_: None); ", "import threading; threading.Timer(3, print, ['a thread']).start(); "],
    ids=["alone", "profiled", "with a thread"],
)
def test_output_status_and_whatever_waits_for_the_end_are_as_ever(more):
    done = run(f"{AT_END}{more}from okrsite.cli import main; main()", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert "okrsite " in done.stdout
    assert "said at the end" in done.stdout
    assert ("a thread" in done.stdout) == ("thread" in more)


def test_a_wrong_argument_ends_with_its_status():
    done = run("from okrsite.cli import main; main()", "--nonsense")
    assert done.returncode == 2
    assert "--nonsense" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is a device of Linux")
def test_output_that_can_not_be_delivered_is_no_success():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "okrsite", "--version"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode != 0
