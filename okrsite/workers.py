"""Work that is shared out among copies of this process, which know all that it knows.

A worker is forked, so nothing has to be sent to it; what it returns is pickled, by this program for itself. A worker
that fails or is killed costs time only: its share is done again in this process, which then says what is wrong with it.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

_BETWEEN = 0.1
"""Seconds between two calls of whoever waits."""
Share = TypeVar("Share")
Result = TypeVar("Result")


def count_processors() -> int:
    """Return how many processors this process may use; one where no worker can be had."""
    # Elsewhere, system libraries don't survive a fork.
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else 1


class Workers(Generic[Share, Result]):
    """Workers that are busy with one share each; this process may do something else meanwhile."""

    def __init__(self, work: Callable[[Share], Result], shares: Sequence[Share]) -> None:
        """Start a worker for each share.

        `work` must leave nothing behind in its process that somebody else needs.
        """
        self._work = work
        self._shares = shares
        # What is alive now is looked at by no collection in a worker, so its memory stays shared.
        gc.freeze()
        try:
            self._started = [_start_worker(work, share) for share in shares]
        finally:
            gc.unfreeze()

    def collect(self, wait: Callable[[], None] | None = None) -> list[Result]:
        """Wait for all workers; return what they made of each share, in order.

        `wait` is called about ten times a second until the last one has answered.

        Raises:
            Exception: whatever `work` raises for a share whose worker failed, and which is done here again.
        """
        answers = [_read_answer(*started, wait) for started in self._started]
        return [
            pickle.loads(answer) if answer is not None else self._work(share)  # our own worker wrote it
            for share, answer in zip(self._shares, answers, strict=True)
        ]


def _start_worker(work: Callable[[Share], Result], share: Share) -> tuple[int, int]:
    """Return the process and the end of a pipe from which its answer is read; process 0 where none could be started."""
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:  # too many processes, or no memory
        os.close(writing)
        return 0, reading
    if process:
        os.close(writing)
        return process, reading
    status = 1
    try:
        os.close(reading)
        answer = pickle.dumps(work(share), protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        status = 0
    except BaseException:  # the process that waits does the same once more, and raises
        status = 1
    finally:
        # Without the exit handlers of the process that it is a copy of.
        os._exit(status)


def _read_answer(process: int, reading: int, wait: Callable[[], None] | None) -> bytes | None:
    """Return what a worker says, None where it failed."""
    with os.fdopen(reading, "rb") as pipe:
        while wait is not None and not select.select([reading], [], [], _BETWEEN)[0]:
            wait()
        answer = pipe.read()
    if not process:
        return None
    with suppress(ChildProcessError):  # somebody else has waited for it
        _, status = os.waitpid(process, 0)
        return answer if status == 0 and answer else None
    return None
