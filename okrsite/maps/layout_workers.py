"""Many layouts, none of which can stop the build: worker processes with a limit of processor time for each picture.

A worker takes many diagrams, because starting a process costs more than fifty small maps. One that hangs beyond the
timeout or dies is ended and replaced; the diagram it was busy with becomes a LayoutFailure without a retry, as it
would hang again, and the others go on. What is so small that its size is limit enough is laid out right here.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from okrsite.maps.collapse import MAX_NODES
from okrsite.maps.diagram import Diagram
from okrsite.maps.engine import find_engine_name
from okrsite.maps.layout_worker import READY, lay_out_one, read_frame, write_frame
from okrsite.maps.picture import Layout, LayoutFailure
from okrsite.workers import count_processors

_CHUNK = 64
_START_SECONDS = 300.0
# A second worker pays for its start, 0.15 s, from about so many cards and links.
_WORTH_A_WORKER = 6000
# The worst tangle of this size, with two links for each card, takes an eighth of a second; an ordinary map of it takes
# a hundredth, and sending it to a worker and back costs more than laying it out.
_SMALL_NODES = 80
# A build that loses so many pictures has another fault than its pictures; waiting for each would take hours.
_MOST_TROUBLES = 20
_STOPPED = "The map engine stopped while it laid out this map, so it is shown as a list."
_GAVE_UP = "The map engine failed too often in this build, so the map is shown as a list."
_NO_START = "The map engine could not be started, so the map is shown as a list."
_MISSING = "There is no Graphviz on this machine, so the map is shown as a list."

# The parent's own path, and nothing else: a worker that looked into the current folder would run whatever an author
# put there under the name of a module.
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from okrsite.maps.layout_worker import main; main()"


_idle: dict[int, list[_LayoutWorker]] = {}
"""Workers that wait for the next diagrams, by the process that started them: a copy of it must not talk to them."""


def keep_workers() -> None:
    """Have the workers of this process wait for the next diagrams from now on; they end when it does.

    For one that lays out maps again and again, such as a copy of another process that makes some of all pages.
    """
    _idle.setdefault(os.getpid(), [])


def start_worker() -> None:
    """Start one that will be kept, for large maps that are certain to come: it takes a while until it can be used."""
    with contextlib.suppress(OSError):  # whoever needs one tries it again, and says so
        _idle.setdefault(os.getpid(), []).append(_LayoutWorker())


def end_workers() -> None:
    """End the workers of this process that wait; those that are busy aren't kept."""
    for worker in _idle.pop(os.getpid(), []):
        worker.terminate()


@contextlib.contextmanager
def keep_workers_meanwhile() -> Iterator[None]:
    """Have the workers of this process wait for the next diagrams during a block."""
    keep_workers()
    try:
        yield
    finally:
        end_workers()


def lay_out_diagrams(
    diagrams: Sequence[Diagram],
    *,
    processor_seconds: float = 20.0,
    patience_seconds: float = 600.0,
    jobs: int | None = None,
    max_nodes: int = MAX_NODES,
) -> list[Layout | LayoutFailure]:
    """A layout, or a failure with a sentence, for every diagram, in their order. Never raises for a diagram's sake.

    `processor_seconds` is what each diagram laid out in a worker may take of a processor, so that the same content is
    the same site on a busy machine; `patience_seconds` is the time on the clock after which a worker that sleeps is
    ended. `jobs` is the number of workers; 0 lays out everything in this process, without any limit; None lays out here
    what is too small to do harm, and gives the rest to as many workers as its size and the processors at hand justify.
    """
    engine = find_engine_name()
    if engine is None:
        return [LayoutFailure(diagram.id, _MISSING) for diagram in diagrams]
    layouts: list[Layout | LayoutFailure | None] = [None] * len(diagrams)
    away = []
    for index, diagram in enumerate(diagrams):
        if jobs == 0 or (jobs is None and engine == "pygraphviz" and _is_harmless(diagram)):
            layouts[index] = lay_out_one(diagram, max_nodes)
        else:
            away.append(index)

    limits = _Limits(processor_seconds, patience_seconds, max_nodes)

    def work(share: Sequence[int]) -> None:
        found_layouts = _lay_out_in_worker([diagrams[index] for index in share], limits)
        for index, layout in zip(share, found_layouts, strict=True):
            layouts[index] = layout

    if away:
        shares = _split_into_shares(away, jobs or _choose_job_count([diagrams[index] for index in away]))
        with ThreadPoolExecutor(len(shares)) as pool:
            list(pool.map(work, shares))
    return [layout for layout in layouts if layout is not None]


def _is_harmless(diagram: Diagram) -> bool:
    return len(diagram.nodes) <= _SMALL_NODES and len(diagram.edges) <= 2 * len(diagram.nodes)


def _choose_job_count(diagrams: Sequence[Diagram]) -> int:
    total = sum(len(diagram.nodes) + len(diagram.edges) for diagram in diagrams)
    return max(1, min(count_processors(), total // _WORTH_A_WORKER))


def _split_into_shares(indexes: Sequence[int], jobs: int) -> list[Sequence[int]]:
    """Dealt out one by one, so that neighbours of one size do not all fall to one worker."""
    return [indexes[start::jobs] for start in range(min(jobs, len(indexes)))]


class _Limits(msgspec.Struct, frozen=True):
    """What each diagram may have."""

    processor: float
    """Seconds of a processor."""
    patience: float
    """Seconds on the clock."""
    nodes: int


def _lay_out_in_worker(diagrams: Sequence[Diagram], limits: _Limits) -> list[Layout | LayoutFailure]:
    layouts: list[Layout | LayoutFailure] = []
    worker: _LayoutWorker | None = None
    troubles = 0
    try:
        while len(layouts) < len(diagrams) and troubles < _MOST_TROUBLES:
            if worker is None:
                worker = _take_idle_worker() or _LayoutWorker()
            chunk = diagrams[len(layouts) : len(layouts) + _CHUNK]
            found_layouts, trouble = worker.lay_out(chunk, limits)
            layouts += found_layouts
            if trouble:
                layouts.append(LayoutFailure(chunk[len(found_layouts)].id, trouble))
                # A worker that never came to life will not do so next time either.
                troubles += 1 if worker.begun else _MOST_TROUBLES
                worker.terminate()
                worker = None
        if worker is not None and (idle := _idle.get(os.getpid())) is not None:
            idle.append(worker)
            worker = None
    except OSError as error:
        return layouts + [LayoutFailure(diagram.id, f"{_NO_START} ({error})") for diagram in diagrams[len(layouts) :]]
    finally:
        if worker is not None:
            worker.terminate()
    return layouts + [LayoutFailure(diagram.id, _GAVE_UP) for diagram in diagrams[len(layouts) :]]


def _take_idle_worker() -> _LayoutWorker | None:
    """Return a worker that waits for diagrams, None where there is none."""
    idle = _idle.get(os.getpid(), [])
    with contextlib.suppress(IndexError):  # another thread has taken the last one
        while True:
            worker = idle.pop()
            if worker.is_alive():
                return worker
            worker.terminate()
    return None


def make_worker_command() -> list[str]:
    """The command line of a worker."""
    package_folder = str(Path(__file__).resolve().parents[2])
    path = [package_folder, *(entry for entry in sys.path if entry and entry != package_folder)]
    return [sys.executable, "-I", "-c", _BOOT, json.dumps(path)]


class _LayoutWorker:
    """A process and the thread that listens to it; a plain read cannot be given a time limit everywhere."""

    def __init__(self) -> None:
        # Its own session: ending it also ends a `dot` that it may have started.
        self._process = subprocess.Popen(
            make_worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.begun = False
        """Whether it ever answered."""
        self._has_ended = False
        """Whether nothing more can come: one that talks rubbish may go on and on."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(Exception):  # broken off, or no frame at all: the end, however it came
            while True:
                self._answers.put(read_frame(self._process.stdout))
        if hasattr(signal, "SIGXCPU"):
            with contextlib.suppress(OSError, ValueError):  # it was terminated meanwhile
                os.set_blocking(self._process.stdout.fileno(), False)
                self._has_ended = self._process.stdout.read(1) == b""
        self._answers.put(None)

    def _send(self, chunk: Sequence[Diagram], limits: _Limits) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it is gone: the listener will say so
            write_frame(self._process.stdin, (list(chunk), limits.nodes, limits.processor))

    def lay_out(self, chunk: Sequence[Diagram], limits: _Limits) -> tuple[list[Layout | LayoutFailure], str]:
        """The results up to the first trouble, and a sentence about the trouble, or an empty one."""
        # In a thread of its own: a worker that does not read would otherwise hold up its parent.
        threading.Thread(target=self._send, args=(chunk, limits), daemon=True).start()
        layouts: list[Layout | LayoutFailure] = []
        for diagram in chunk:
            try:
                if not self.begun and self._answers.get(timeout=_START_SECONDS) != READY:
                    return layouts, _STOPPED
                self.begun = True
                answer = self._answers.get(timeout=limits.patience)
            except queue.Empty:
                return layouts, _describe_timeout(limits.patience)
            if not _is_answer_for(answer, diagram):
                used_up = answer is None and self._was_used_up()
                return layouts, _describe_timeout(limits.processor) if used_up else _STOPPED
            assert isinstance(answer, Layout | LayoutFailure)
            layouts.append(answer)
        return layouts, ""

    def _was_used_up(self) -> bool:
        """Whether the process has ended because its time of the processor was over."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._has_ended and self._process.wait(timeout=60) == -signal.SIGXCPU
        return False

    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def terminate(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()


def _describe_timeout(seconds: float) -> str:
    return f"The map took longer than {seconds:g} seconds to lay out, so it is shown as a list."


def _is_answer_for(answer: object, diagram: Diagram) -> bool:
    if isinstance(answer, LayoutFailure):
        return answer.diagram_id == diagram.id
    return isinstance(answer, Layout) and answer.diagram.id == diagram.id
