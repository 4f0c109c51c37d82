"""Pieces of work that processes take from each other are all done, each once, whatever happens to a process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from okrsite.batches import BatchWorkers

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
HERE = os.getpid()


def do_all(work: Callable[[int, str], object], batches: list[str], count: int = 2) -> dict[int, object]:
    """Return what processes make of some pieces, by their place; none may be handed over twice."""
    results: dict[int, object] = {}

    def take(number: int, result: object) -> None:
        assert number not in results
        results[number] = result

    with BatchWorkers(work, batches, count) as workers:
        workers.collect(take, lambda: None)
    return results


def test_every_piece_is_done_once_by_some_process() -> None:
    batches = [f"piece {number}" for number in range(300)]
    results = do_all(lambda worker, batch: (batch, worker == 2, os.getpid() == HERE), batches, 3)
    assert {number: batch for number, (batch, _, _) in sorted(results.items())} == dict(enumerate(batches))
    assert all(is_last == here for _, is_last, here in results.values())


def test_whoever_is_done_helps_out_a_slow_one() -> None:
    def work(worker: int, batch: str) -> int:
        time.sleep(0.3 if worker == 0 else 0)
        return worker

    results = do_all(work, ["a"] * 20)
    assert list(results.values()).count(1) > 10


def test_results_of_any_size_come_back() -> None:
    results = do_all(lambda worker, batch: batch * 1_000_000, ["a", "b", "c"])
    assert {number: (result[0], len(result)) for number, result in results.items()} == {
        0: ("a", 1_000_000),
        1: ("b", 1_000_000),
        2: ("c", 1_000_000),
    }


def test_no_more_processes_than_pieces_are_needed() -> None:
    assert do_all(lambda worker, batch: batch, ["only"], 4) == {0: "only"}
    assert do_all(lambda worker, batch: batch, []) == {}


def test_own_pieces_are_done_here_unless_somebody_else_was_faster() -> None:
    """Each of them once, by whomever; what another process took comes back as its other pieces do."""
    taken: dict[int, object] = {}

    def work(worker: int, batch: str) -> tuple[str, bool]:
        return batch, os.getpid() != HERE

    with BatchWorkers(work, ["a", "b"], 2, None, list("cdefgh")) as workers:
        here = list(workers.take_own())
        workers.collect(taken.__setitem__, lambda: None)
    assert taken.keys() >= {0, 1}
    assert sorted([*here, *(batch for batch, _ in taken.values())]) == list("abcdefgh")
    assert all(away for number, (_, away) in taken.items() if number >= 2), "own pieces come first here"


def test_this_process_takes_part() -> None:
    """It is the last of the processes, and does what others have left when they end."""

    def work(worker: int, batch: str) -> tuple[str, int, bool]:
        time.sleep(0.01)
        return batch, worker, os.getpid() == HERE

    waited: list[int] = []
    taken: dict[int, tuple[str, int, bool]] = {}
    batches = [f"piece {number}" for number in range(60)]
    with BatchWorkers(work, batches, 2) as workers:
        workers.collect(taken.__setitem__, lambda: waited.append(len(taken)))
    assert [taken[number][0] for number in range(60)] == batches
    assert {(worker, here) for _, worker, here in taken.values()} == {(0, False), (1, True)}
    assert 0 < waited[0] < 60


def test_alone_this_process_does_all() -> None:
    taken: dict[int, int] = {}
    with BatchWorkers(lambda worker, batch: os.getpid(), ["a", "b"], 1) as workers:
        workers.collect(taken.__setitem__, lambda: None)
    assert taken == {0: HERE, 1: HERE}


def test_what_killed_processes_have_left_is_done_by_this_one() -> None:
    def work(worker: int, batch: str) -> tuple[str, int]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return batch, worker

    taken: dict[int, tuple[str, int]] = {}
    with BatchWorkers(work, list("abcdef"), 3) as workers:
        workers.collect(taken.__setitem__, lambda: None)
    assert taken == {number: (batch, 2) for number, batch in enumerate("abcdef")}


def test_own_pieces_of_killed_processes_are_done_here() -> None:
    def work(worker: int, batch: str) -> str:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return batch

    taken: dict[int, str] = {}
    with BatchWorkers(work, ["a"], 2, None, ["b", "c"]) as workers:
        here = list(workers.take_own())
        workers.collect(taken.__setitem__, lambda: None)
    assert sorted([*here, *taken.values()]) == list("abc")


def test_what_killed_processes_should_have_done_is_done_here() -> None:
    def work(worker: int, batch: str) -> str:
        if os.getpid() != HERE and batch in "cg":
            os.kill(os.getpid(), signal.SIGKILL)
        return batch

    assert do_all(work, list("abcdefgh")) == dict(enumerate("abcdefgh"))


def test_what_can_not_be_sent_is_done_here() -> None:
    def work(worker: int, batch: str) -> object:
        time.sleep(0.1 if os.getpid() == HERE else 0)
        return (lambda: batch) if batch == "b" else batch

    results = do_all(work, ["b", "a", "c"])  # the first is another process's
    assert (results[1], results[2]) == ("a", "c")
    assert callable(results[0])


def test_what_is_wrong_with_a_piece_is_said_here() -> None:
    def work(worker: int, batch: str) -> int:
        return int(batch)

    with pytest.raises(ValueError, match="none"):
        do_all(work, ["none", "1", "3"])


def test_where_no_process_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("too many processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert do_all(lambda worker, batch: os.getpid() == HERE, ["a", "b"]) == {0: True, 1: True}
