"""Runs the command line as a shell would: arguments in; status, stdout and stderr out."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

import okrsite as package
from okrsite.cli import okrsite
from okrsite.cli.call import CommandContext
from okrsite.cli.running import run_command


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


class _Whole:
    """Lets click's runner call okrsite with everything around it that turns failures into a status."""

    name = "okrsite"

    def main(self, args=(), prog_name=None, **extra):
        sys.exit(run_command(okrsite, args))


def call(*arguments: object, typed: str | None = None) -> Done:
    """Run a command in this process; in a thread where the browser of other tests has a loop of events in this one."""
    words = [str(each) for each in arguments]
    invoke = partial(CliRunner().invoke, _Whole(), words, input=typed, catch_exceptions=False)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        done = invoke()
    else:
        with ThreadPoolExecutor(1) as threads:
            done = threads.submit(invoke).result()
    return Done(done.exit_code, done.stdout, done.stderr)


def answer(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: object) -> Done:
    """Run a command as on a terminal on which somebody types answers, each with the end of its line."""
    monkeypatch.setattr(CommandContext, "is_interactive", property(lambda _: True))
    return call(*arguments, typed=typed)


def call_process(*arguments: object, cwd: Path | None = None, **environment: str) -> Done:
    """Run a command in a process of its own."""
    root = str(Path(package.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "okrsite", *map(str, arguments)],
        cwd=cwd, capture_output=True, check=False, timeout=900, env={**os.environ, "PYTHONPATH": root, **environment},
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
