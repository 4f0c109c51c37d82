"""Whoever waits before a terminal sees what is going on, on one line that is gone at the end; nobody else does."""

from __future__ import annotations

import io
import os
import pty
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from command_line import call
from quick_builds import CONTENT, build_quickly

from okrsite.cli import activity_line, okrsite
from okrsite.cli.activity_line import ActivityLine, is_watched
from okrsite.cli.call import CommandContext
from okrsite.cli.running import run_command
from okrsite.workers import Workers


class Clock:
    """A clock that stands still until it is told to go on."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def show_line(clock: Clock, columns: int = 80) -> Iterator[tuple[ActivityLine, io.StringIO]]:
    terminal = io.StringIO()
    line = ActivityLine(terminal, clock, lambda: columns)
    yield line, terminal
    line.close()


def read_screen(written: str) -> str:
    """Return what stands on a terminal's last line after all that was written."""
    screen: list[str] = []
    place = 0
    for sign in written.rpartition("\n")[2]:
        if sign == "\r":
            place = 0
        else:
            screen[place : place + 1] = [sign]
            place += 1
    return "".join(screen).rstrip()


def test_in_the_first_second_nothing_is_said():
    clock = Clock()
    with show_line(clock) as (line, terminal):
        line.begin("Making pages", 2997)
        clock.now += 0.9
        line.advance()
        assert terminal.getvalue() == ""
        clock.now += 0.2
        line.advance()
        assert read_screen(terminal.getvalue()) == "Making pages 2 of 2,997"


def test_the_line_is_rewritten_ten_times_a_second_at_most():
    clock = Clock()
    with show_line(clock) as (line, terminal):
        line.begin("Making pages", 1000)
        clock.now += 2
        for _ in range(1000):
            line.advance()
            clock.now += 0.01
        assert terminal.getvalue().count("\r") <= 101
        assert read_screen(terminal.getvalue()) == "Making pages 991 of 1,000"


def test_what_is_not_counted_is_said_once_and_what_was_longer_leaves_nothing():
    clock = Clock()
    with show_line(clock) as (line, terminal):
        clock.now += 2
        line.begin("Reading 1,204 files")
        for _ in range(5):
            clock.now += 1
            line.update()
        assert terminal.getvalue() == "\rReading 1,204 files…"
        clock.now += 1
        line.begin("Writing")
        assert read_screen(terminal.getvalue()) == "Writing…"


def test_the_line_is_gone_at_the_end_and_before_something_else_is_written():
    clock = Clock()
    with show_line(clock) as (line, terminal):
        clock.now += 2
        line.begin("Writing")
        line.erase()
        assert read_screen(terminal.getvalue()) == ""
        line.erase()
        assert terminal.getvalue().count("\r") == 3
        clock.now += 1
        line.begin("Publishing")
    assert read_screen(terminal.getvalue()) == ""
    assert terminal.getvalue().endswith("\r")


def test_no_line_is_longer_than_the_terminal():
    clock = Clock()
    with show_line(clock, columns=10) as (line, terminal):
        clock.now += 2
        line.begin("Reading the past")
        assert terminal.getvalue() == "\rReading t"


def test_a_terminal_that_is_gone_ends_nothing():
    terminal = io.StringIO()
    clock = Clock()
    line = ActivityLine(terminal, clock, lambda: 80)
    terminal.close()
    clock.now += 2
    line.begin("Writing")
    line.close()


def test_workers_are_counted_and_write_nothing_themselves():
    clock = Clock()
    with show_line(clock) as (line, terminal):

        def work(share: int) -> str:
            clock.now += 100
            for _ in range(share):
                line.advance()
            line.begin("Something else")
            return terminal.getvalue()

        line.begin("Making pages", 50)
        clock.now += 2
        with Workers(work, [3, 4]) as workers:
            assert list(workers.collect(line.update)) == ["", ""]
        clock.now += 1
        line.update()
        assert read_screen(terminal.getvalue()) == "Making pages 7 of 50"


@pytest.mark.parametrize(
    ("environment", "watched"),
    [
        ({}, True),
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "dumb"}, False),
        ({"CI": "true"}, False),
        ({"CI": "false"}, True),
        ({"NO_COLOR": "1"}, False),
    ],
)
def test_build_servers_and_simple_terminals_are_told_nothing(environment, watched):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert is_watched(Terminal(), environment) is watched
    assert not is_watched(io.StringIO(), environment)


def test_a_stream_that_is_closed_is_watched_by_nobody():
    stream = io.StringIO()
    stream.close()
    assert not is_watched(stream, {})
    assert not is_watched(None, {})


@pytest.fixture
def terminal(monkeypatch):
    """Give what reads all that a command writes to a terminal on stderr, where nothing is waited for."""
    monkeypatch.setattr(activity_line, "_PATIENCE", 0.0)
    monkeypatch.setattr(activity_line, "_BETWEEN", 0.0)
    for name in ("CI", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()

    def run(*arguments: object) -> tuple[int, str]:
        with monkeypatch.context() as patch, os.fdopen(theirs, "w", encoding="utf-8") as stream:
            patch.setattr(sys, "stderr", stream)
            status = run_command(okrsite, [str(argument) for argument in arguments])
            stream.flush()
            os.set_blocking(ours, False)
            said = b""
            with suppress(BlockingIOError):
                while True:
                    said += os.read(ours, 4096)
            return status, said.decode().replace("\r\n", "\n")

    yield run
    os.close(ours)


def test_on_a_terminal_a_build_says_what_it_does(project, monkeypatch, terminal, capfd):
    build_quickly(monkeypatch)
    status, said = terminal("build", "-f", project(CONTENT).config)
    assert status == 0
    assert [part.strip() for part in said.split("\r") if part.strip()] == ["Writing…", "Publishing…"]
    assert read_screen(said) == ""
    out = capfd.readouterr().out
    assert out.startswith("Built 3 pages into ")
    assert "\r" not in out


def test_so_does_a_command_that_reads_only_and_what_it_complains_of_stands_on_a_line_of_its_own(project, terminal):
    files = {**CONTENT, "company/2026-Q4.yml": "objectives: 5\n"}
    status, said = terminal("explain", "company", "-f", project(files).config)
    assert status == 0
    assert "\rReading 2 files…" in said
    assert "\rMeasuring…" in said
    note = said.split("\n")[-2]
    assert read_screen(note).startswith("The content has 1 error")
    assert read_screen(said) == ""


@pytest.mark.parametrize("option", ["-q", "--no-color"])
def test_options_silence_it(project, monkeypatch, terminal, option):
    build_quickly(monkeypatch)
    assert terminal("build", option, "-f", project(CONTENT).config) == (0, "")


def test_a_pipe_never_holds_any_of_it(project, monkeypatch):
    monkeypatch.setattr(activity_line, "_PATIENCE", 0.0)
    build_quickly(monkeypatch)
    done = call("build", "-f", project(CONTENT).config)
    assert done.status == 0
    assert "\r" not in done.said
    assert "Writing" not in done.said


def test_a_log_line_takes_the_place_of_the_line(monkeypatch):
    """What is going on is never mixed into what is said."""
    clock, written = Clock(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    context = CommandContext(line=ActivityLine(written, clock, lambda: 80))
    assert context.line is not None
    clock.now += 2
    context.line.begin("Making pages", 5)
    context.write_log("warning", "Something is odd.")
    lines = written.getvalue().split("\n")
    assert read_screen(lines[0]) == "warning: Something is odd."
    context.line.close()
