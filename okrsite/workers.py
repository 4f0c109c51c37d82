"""Work that is shared out among copies of this process, which know all that it knows.

A worker is forked, so nothing has to be sent to it; what it returns is pickled, by this program for itself. A worker
that fails or is killed costs time only: its share is done again in this process, which then says what is wrong with it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from typing import IO, Generic, NoReturn, Self, TypeVar

CAN_FORK = sys.platform.startswith("linux")
"""Whether there can be workers: elsewhere, system libraries don't survive a fork."""
_BETWEEN = 0.1
"""Seconds between two calls of whoever waits."""
_LIBC = ctypes.CDLL(None) if CAN_FORK else None
_PDEATHSIG = 1  # PR_SET_PDEATHSIG of prctl(2)
Share = TypeVar("Share")
Result = TypeVar("Result")


_PATIENT = 10
"""By how much nicer a worker is that lets others go first."""
WORTH_A_WORKER = 150
"""Pages; fewer are made before a worker has begun."""


def count_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def choose_worker_count(pages: int) -> int:
    """Return how many workers are worth it for so many pages; 1 or 0: none is, and this process makes them."""
    return min(count_processors() if CAN_FORK else 1, pages // WORTH_A_WORKER)


def do_nothing() -> None:
    """Do nothing, where somebody may want something done."""


class Workers(Generic[Share, Result]):
    """Workers that are busy with one share each; this process may do something else meanwhile.

    None of them outlives the block, whatever ends it: what they write would be in the way of whoever comes next.
    """

    def __init__(self, work: Callable[[Share], Result], shares: Sequence[Share], *, is_urgent: bool = True) -> None:
        """Take what is to be done with which shares.

        `work` must leave nothing behind in its process that somebody else needs. Where it is not urgent, workers let
        other processes go first: this one has much else to do before it asks for what they made.
        """
        self._work = work
        self._is_urgent = is_urgent
        self._shares = shares
        self._started: list[_Worker] = []

    @property
    def count(self) -> int:
        """How many workers there are to be."""
        return len(self._shares)

    @property
    def have_answered(self) -> bool:
        """Whether `collect` needn't wait for any of them; so it is where none was started."""
        return all(worker.has_answered for worker in self._started)

    def __enter__(self) -> Self:
        """Start a worker for each share."""
        if not self._shares:
            return self
        # What is alive now is looked at by no collection in a worker, so its memory stays shared.
        gc.freeze()
        _give_back_free_memory()
        try:
            for share in self._shares:
                self._started.append(_start_worker(self._work, share, 0 if self._is_urgent else _PATIENT))
        except BaseException:
            self.__exit__()
            raise
        finally:
            gc.unfreeze()
        return self

    def __exit__(self, *_: object) -> None:
        """End those that haven't answered."""
        for worker in self._started:
            worker.end()

    def collect(self, wait: Callable[[], None] = do_nothing) -> Iterator[Result]:
        """Wait for one worker after another; yield what they made of each share, in order.

        `wait` is called about ten times a second until the last one has answered.

        Raises:
            Exception: whatever `work` raises for a share whose worker failed, and which is done here again.
        """
        for share, worker in zip(self._shares, self._started, strict=True):
            answer = worker.read_answer(wait)
            yield pickle.loads(answer) if answer is not None else self._work(share)  # our own worker wrote it


class BackgroundTask(Generic[Result]):
    """Work that a worker does meanwhile where that is worth it; else it is done when its result is asked for."""

    def __init__(self, work: Callable[[], Result], pages: int, *, is_urgent: bool = True) -> None:
        """Take what is to be done once, how many pages (or as much as that) it is about, and what `Workers` takes."""
        self._work = work
        self._workers: Workers[None, Result] = Workers(
            lambda _: work(), [None] if choose_worker_count(pages) > 1 else [], is_urgent=is_urgent
        )

    @property
    def has_worker(self) -> bool:
        """Whether a worker does it, unless that fails."""
        return self._workers.count > 0

    @property
    def has_result(self) -> bool:
        """Whether `get_result` needn't wait for a worker."""
        return self._workers.have_answered

    def __enter__(self) -> Self:
        """Begin."""
        self._workers.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        """End it, unless it has ended."""
        self._workers.__exit__(*raised)

    def get_result(self) -> Result:
        """Wait for what it comes to.

        Raises:
            Exception: whatever the work raises here.
        """
        for result in self._workers.collect():
            return result
        return self._work()


def _give_back_free_memory() -> None:
    """Give back to the system what was freed: each worker would begin with a copy of it."""
    trim = getattr(_LIBC, "malloc_trim", None)  # the C library of GNU has it
    if trim is not None:
        trim(0)


class _Worker:
    """A process that does one share, seen from the one that it is a copy of."""

    def __init__(self, process: int = 0, reading: int | None = None) -> None:
        """Take the process and the pipe from which its answer is read; none where it couldn't be started."""
        self._process = process
        self._pipe: IO[bytes] = os.fdopen(reading, "rb") if reading is not None else BytesIO()

    @property
    def has_answered(self) -> bool:
        """Whether it has begun to send its answer, or has ended."""
        return not self._process or bool(select.select([self._pipe], [], [], 0)[0])

    def read_answer(self, wait: Callable[[], None]) -> bytes | None:
        """Return what the worker says, None where it failed."""
        while self._process and not select.select([self._pipe], [], [], _BETWEEN)[0]:
            wait()
        answer = self._pipe.read()
        return answer if self._wait() == 0 and answer else None

    def end(self) -> None:
        """End the worker, unless it has ended."""
        self._pipe.close()
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._wait()

    def _wait(self) -> int:
        """Return the status with which the process has ended; 1 where there is none."""
        status = 1
        if self._process:
            with suppress(ChildProcessError):  # somebody else has waited for it
                _, status = os.waitpid(self._process, 0)
        self._process = 0
        return status


def _start_worker(work: Callable[[Share], Result], share: Share, niceness: int) -> _Worker:
    parent = os.getpid()
    try:
        reading, writing = os.pipe()
    except OSError:  # too many files
        return _Worker()
    # Who interrupts this process means its workers too, which it ends itself: none may begin to clean up in its place.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process = os.fork()
        if not process:
            os.nice(niceness)
            _work_alone(work, share, writing, parent)
    except OSError:  # too many processes, or no memory
        os.close(reading)
        return _Worker()
    finally:
        os.close(writing)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return _Worker(process, reading)


def _work_alone(work: Callable[[Share], Result], share: Share, writing: int, parent: int) -> NoReturn:
    """Do a share in a process that was forked for it, send what it comes to, and end the process."""
    status = 1
    try:
        _end_with(parent)
        answer = pickle.dumps(work(share), protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        status = 0
    except BaseException:  # the process that waits does the same once more, and raises
        status = 1
    finally:
        # Without the exit handlers of the process that it is a copy of.
        os._exit(status)


def _end_with(parent: int) -> None:
    """Have this process killed when another one ends, whose locks it holds, and into whose folder it writes."""
    assert _LIBC is not None
    _LIBC.prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)
