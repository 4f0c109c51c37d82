"""Runs a command, measures what it used, and never leaves it behind.

Whatever ends the benchmark ends its commands too: an interrupt or a signal by way of `finally`, the benchmark's own
death (on Linux) by way of the kernel, which then sends them SIGTERM.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import msgspec

_PROC = Path("/proc")
_TELLS_SHARES = _PROC.joinpath("self", "smaps_rollup").exists()
"""Whether the kernel tells how much of a process' memory is shared, and with how many."""
_SAMPLE_SECONDS = 0.1
_WORTH_A_LOOK = 0.7
"""How much of the largest sum of resident pages there has to be for the kernel to be asked which of them are shared.

That goes through all of them, and takes time that the command would have had.
"""
_END_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG`, from Linux' prctl.h."""
# Loaded here, because a process that was just forked should load nothing.
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


class CommandFailedError(Exception):
    """A command ended with an error; the message holds the last lines that it printed."""


class Usage(msgspec.Struct, frozen=True):
    """What a command used. Times in seconds, memory in bytes."""

    wall: float
    cpu: float
    """Of the command and of its children that it waited for."""
    peak_memory: int
    """The command's own: VmHWM. Without /proc it is ru_maxrss, which begins with the size of whoever started it."""
    peak_tree: int
    """The largest sum over the command and its children, sampled; what several processes share counts once."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> tuple[Usage, str]:
    """Run a command to its end; return what it used and what it printed, errors included.

    Raises:
        CommandFailedError: it ended with another status than 0.
    """
    with tempfile.TemporaryFile() as log:
        begin = time.perf_counter()
        with start(command, folder, environment, log.fileno()) as process:
            sampler = _MemorySampler(process.pid)
            # wait4 tells what this process used, and all of its own children that it waited for.
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            sampler.stop()
        log.seek(0)
        printed = log.read().decode("utf-8", "replace")
    if process.returncode:
        last = "\n".join(printed.splitlines()[-20:])
        raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{last}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # bytes on macOS, kilobytes elsewhere
    own = sampler.peak_memory or largest
    return Usage(wall, usage.ru_utime + usage.ru_stime, own, max(own, sampler.peak_tree)), printed


@contextmanager
def start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None, output: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command while the context lasts, its output going to a file descriptor; at the end it is ended."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # an interrupt from the keyboard reaches the benchmark alone, which then ends the rest
        preexec_fn=_end_with_parent if _LIBRARY else None,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            _end_tree(process)


def end_when_told() -> None:
    """Let the signals that ask this program to end run its `finally` clauses, as an interrupt does."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    # A shell that puts a program into the background lets it ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _end_with_parent() -> None:
    if _LIBRARY:
        _LIBRARY.prctl(_END_WITH_PARENT, signal.SIGTERM, 0, 0, 0)


def _end_tree(process: subprocess.Popen[bytes]) -> None:
    # Layout workers have sessions of their own, so that each process is ended by its own number.
    for pid in _list_tree(process.pid):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class _MemorySampler:
    """Looks at the memory of a process and its children every now and then, in a thread of its own."""

    def __init__(self, pid: int) -> None:
        self.peak_memory = 0
        """Bytes; 0 where there is no /proc."""
        self.peak_tree = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if _PROC.joinpath(str(pid)).exists():
            self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        most_resident = 0
        while not self._ended.wait(_SAMPLE_SECONDS):
            tree = _list_tree(self._pid)
            sizes = {pid: _read_memory(pid) for pid in tree}
            self.peak_memory = max(self.peak_memory, sizes[self._pid].highest)
            resident = sum(size.current for size in sizes.values())
            most_resident = max(most_resident, resident)
            if resident > most_resident * _WORTH_A_LOOK:
                self.peak_tree = max(self.peak_tree, sum(_read_own_memory(pid, sizes[pid].current) for pid in tree))


class _Memory(msgspec.Struct, frozen=True):
    """The resident pages of a process, in bytes; zeros where it is gone."""

    highest: int
    current: int


def _read_memory(pid: int) -> _Memory:
    sizes = {"VmHWM": 0, "VmRSS": 0}
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "status").read_text("utf-8", "replace").splitlines():
            name, _, size = line.partition(":")
            if name in sizes:
                sizes[name] = int(size.split()[0]) * 1024
    return _Memory(sizes["VmHWM"], sizes["VmRSS"])


def _read_own_memory(pid: int, resident: int) -> int:
    """Return the size of a process in bytes (PSS), of what n processes share the n-th part; else what is resident.

    Of one that has ended since that was looked at, it is nothing: the others have what they shared with it.
    """
    if not _TELLS_SHARES:
        return resident
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text("utf-8", "replace").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _list_tree(pid: int) -> list[int]:
    """Return the numbers of a process and of all below it."""
    tree = [pid]
    for parent in tree:  # grows on the way
        with contextlib.suppress(OSError):
            for task in (_PROC / str(parent) / "task").iterdir():
                with contextlib.suppress(OSError):
                    tree += [int(child) for child in (task / "children").read_text("utf-8").split()]
    return tree
