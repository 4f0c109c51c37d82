"""Runs okrsite in copies of this process, which has imported all of it and compiled the templates.

To start costs a command more than most of what it does. A copy has a folder, an environment and streams of its own, and
ends with a status; how okrsite starts is tried by tests that have Python start it.
"""

from __future__ import annotations

import json
import os
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from okrsite.cli import okrsite
from okrsite.cli.running import run_command

_ASK = """
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as link:
    link.connect(sys.argv[1])
    asked = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(link, [len(asked).to_bytes(4, "big")], [0, 1, 2])
    link.sendall(asked)
    sys.exit(link.recv(1)[0])
"""
"""What stands in the place of okrsite on a path: it hands over what it was asked, and its streams."""


def run_in_copy(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with this process's environment unless another is given; nobody types anything."""
    if not hasattr(os, "fork"):  # Windows
        return subprocess.run(
            [sys.executable, "-m", "okrsite", *arguments], cwd=folder, env=environment, check=False,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    with Path(os.devnull).open("rb") as typed, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = (typed.fileno(), out.fileno(), err.fileno())
        status = _fork_command(arguments, folder, os.environ if environment is None else environment, streams)
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8"))
    return subprocess.CompletedProcess(arguments, status, *said)


@contextmanager
def serve_commands(prepare: Callable[[Path], object]) -> Iterator[Path]:
    """Give a folder for the path of shells, in which `okrsite` is run by a copy of this process.

    Args:
        prepare: What the copy does once before any command, in an empty folder: a build, which compiles the templates.
    """
    with tempfile.TemporaryDirectory() as name:  # short: the address of a socket may have a hundred characters
        folder = Path(name)
        ask, place, program = folder / "ask.py", folder / "asked", folder / "bin" / "okrsite"
        ask.write_text(_ASK, encoding="utf-8")
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, "-IS", str(ask), str(place)])} "$@"\n')
        program.chmod(0o755)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(place))
            listener.listen()
            lifeline, held = os.pipe()  # its end is that of this process, however that comes
            server = os.fork()
            if not server:
                os.close(held)
                _end_with(lambda: _answer(listener, lifeline, lambda: prepare(folder / "first")))
            os.close(lifeline)
            listener.close()  # else nobody would notice that the copy has failed
            try:
                yield program.parent
            finally:
                os.close(held)
                os.waitpid(server, 0)


def _answer(listener: socket.socket, lifeline: int, prepare: Callable[[], object]) -> int:
    """Run what is asked, one command after the other, until the process that began this has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
    while lifeline not in select.select([listener, lifeline], [], [])[0]:
        link, _ = listener.accept()
        with link:
            size, streams, _, _ = socket.recv_fds(link, 4, 3)
            with link.makefile("rb") as stream:
                arguments, folder, environment = json.loads(stream.read(int.from_bytes(size, "big")))
            status = _fork_command(arguments, Path(folder), environment, streams)
            for each in streams:
                os.close(each)
            link.sendall(bytes([status]))
    return 0


def _fork_command(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[int]
) -> int:
    """Run a command in a copy of this process, with streams by their numbers; return its status as shells tell it."""
    variables = dict(environment)
    copy = os.fork()
    if copy:
        status = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        return status if status >= 0 else 128 - status

    def run() -> int:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, "rw"[number > 0], encoding="utf-8") for number in range(3)
        )
        return run_command(okrsite, list(arguments))

    _end_with(run)


def _end_with(work: Callable[[], int]) -> None:
    """End this process with the status of what it does, and with nothing of what tests do when they end."""
    status = 70
    try:
        status = work()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)
