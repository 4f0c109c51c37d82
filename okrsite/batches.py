"""Many small pieces of work, which copies of this process take one after another until none is left.

Nobody knows beforehand how long each takes, so none is given to a process before it asks. What a piece comes to goes
through a file without a name and is taken as soon as it is there, so that no process holds all of it.
"""

from __future__ import annotations

import os
import pickle
import struct
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import IO, Generic, TypeVar

from okrsite.spool import find_spool_folder
from okrsite.workers import Workers

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_NUMBER = struct.Struct("<I")
_MESSAGE = struct.Struct("<IIQQ8x")
"""Who has done which piece, and where in that process' file the result lies: place and length in bytes.

Its size divides that of a block of a disk, so that a full disk takes all of it or nothing.
"""
_AT_ONCE = 100 * _MESSAGE.size
"""Bytes of messages that are looked at in one go."""


class BatchWorkers(Generic[Batch, Result]):
    """Processes that do pieces of work, this one among them: each copy of a process that has read much needs memory.

    Each process begins with a run of neighbouring pieces, and helps others out when its own are done: neighbours are
    made of the same things. What a process that was killed should have done is done here.
    """

    def __init__(
        self,
        work: Callable[[int, Batch], Result],
        batches: Sequence[Batch],
        count: int,
        folder: Path | None = None,
        own: Sequence[Batch] = (),
    ) -> None:
        """Take what is to be done, and how many processes share it out.

        Args:
            work: Does a piece; it is told the number of its process, from 0. This one has the last.
            batches: The pieces. This process does some while it collects the results of others.
            count: How many processes there are to be; one fewer is started.
            folder: Where the files lie; None for where the system keeps such.
            own: Further pieces, which this process does, as far as no other has taken them: see `take_own`.

        Raises:
            OSError: too many files are open, or the disk is full or broken.
        """
        self._parent = os.getpid()
        self._work = work
        self._batches = (*batches, *own)
        self._first_own = len(batches)
        self._done_here: set[int] = set()
        self._number_here = count - 1
        place = find_spool_folder(folder)
        with ExitStack() as files:
            self._results: list[IO[bytes]] = [
                files.enter_context(tempfile.TemporaryFile(dir=place)) for _ in range(count - 1)
            ]
            # Processes share the place in a file at which they read: each number is read by one of them.
            self._queues: list[IO[bytes]] = [
                files.enter_context(tempfile.TemporaryFile(dir=place, buffering=0)) for _ in range(count + 1)
            ]
            """One for each process, and that of the own pieces at the end."""
            self._messages = files.enter_context(tempfile.TemporaryFile("ab+", dir=place, buffering=0))
            self._fill_queues()
            self._files = files.pop_all()  # they stay open as long as this; none does where one can't be made
        self._taken = 0
        """Bytes of the messages that were taken."""
        self._workers: Workers[int, None] = Workers(self._work_alone, range(count - 1))

    def _fill_queues(self) -> None:
        count = len(self._queues) - 1
        bounds = [self._first_own * part // count for part in range(count + 1)]
        for queue, (first, last) in zip(self._queues, pairwise([*bounds, len(self._batches)]), strict=True):
            queue.write(b"".join(map(_NUMBER.pack, range(first, last))))
            queue.seek(0)

    def __enter__(self) -> BatchWorkers[Batch, Result]:
        """Start the processes."""
        self._workers.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, and let go of the files."""
        self._workers.__exit__()
        self._files.close()

    def take_own(self) -> Iterator[Batch]:
        """Yield own pieces that nobody else has taken, each when it is asked for; whoever asks has to do it."""
        while number := self._queues[-1].read(_NUMBER.size):
            (own,) = _NUMBER.unpack(number)
            self._done_here.add(own)
            yield self._batches[own]

    def collect(self, take: Callable[[int, Result], None], wait: Callable[[], None]) -> None:
        """Wait until all is done; `take` gets the place of each piece and what it came to, in any order.

        `wait` is called about ten times a second, or after each piece that is done here.

        Raises:
            Exception: whatever `work` raises for a piece whose process failed, and which is done here again.
        """
        missing = {number: batch for number, batch in enumerate(self._batches) if number not in self._done_here}

        def take_all() -> None:
            for number, result in self._read_results():
                del missing[number]
                take(number, result)

        def wait_and_take() -> None:
            wait()
            take_all()

        here = self._number_here
        for number in self._list_numbers(here):
            take(number, self._work(here, missing.pop(number)))
            wait_and_take()
        for _ in self._workers.collect(wait_and_take):
            pass
        take_all()
        for number, batch in missing.items():
            take(number, self._work(here, batch))

    def _work_alone(self, worker: int) -> None:
        """Do pieces until none is left, and say of each where its result lies."""
        if os.getpid() == self._parent:  # a process has failed: whatever is left is done when all have ended
            return
        file = self._results[worker]
        for number in self._list_numbers(worker):
            answer = pickle.dumps(self._work(worker, self._batches[number]), protocol=pickle.HIGHEST_PROTOCOL)
            place = file.seek(0, os.SEEK_END)
            file.write(answer)
            file.flush()
            self._messages.write(_MESSAGE.pack(worker, number, place, len(answer)))

    def _list_numbers(self, worker: int) -> Iterator[int]:
        *queues, own = self._queues
        for queue in (*queues[worker:], *queues[:worker], own):
            while number := queue.read(_NUMBER.size):
                yield _NUMBER.unpack(number)[0]

    def _read_results(self) -> Iterator[tuple[int, Result]]:
        """Yield the results that are there now."""
        while messages := os.pread(self._messages.fileno(), _AT_ONCE, self._taken):
            messages = messages[: len(messages) // _MESSAGE.size * _MESSAGE.size]
            if not messages:  # it is being written just now
                return
            self._taken += len(messages)
            for worker, number, place, length in _MESSAGE.iter_unpack(messages):
                # Another process of ours wrote it.
                yield number, pickle.loads(os.pread(self._results[worker].fileno(), length, place))
