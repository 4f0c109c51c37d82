"""Work that is shared out comes back as if it had been done here, whatever happens to a worker."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from okrsite.spool import Spools
from okrsite.workers import WORTH_A_WORKER, BackgroundTask, Workers, choose_worker_count, count_processors

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
HERE = os.getpid()


def run(work, shares):
    """Return what workers make of some shares."""
    with Workers(work, shares) as workers:
        return list(workers.collect())


def test_what_workers_return_is_in_the_order_of_the_shares():
    assert run(lambda share: [share, os.getpid() != HERE], ["a", "b", "c"]) == [
        ["a", True],
        ["b", True],
        ["c", True],
    ]


def test_what_is_larger_than_a_pipe_holds_comes_back_from_all():
    assert [len(text) for text in run(lambda size: "x" * size, [3_000_000, 2_000_000])] == [
        3_000_000,
        2_000_000,
    ]


def die(share: int) -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return share


def exit_early(share: int) -> int:
    if os.getpid() != HERE:
        os._exit(0)
    return share


def return_what_can_not_be_sent(share: int) -> object:
    return share if os.getpid() == HERE else lambda: share


@pytest.mark.parametrize("work", [die, exit_early, return_what_can_not_be_sent])
def test_the_share_of_a_worker_that_fails_is_done_here(work):
    assert run(work, [1, 2]) == [1, 2]


def test_what_is_wrong_with_a_share_is_said_here():
    with pytest.raises(ZeroDivisionError):
        run(lambda share: 1 // share, [1, 0])


def refuse(why: str) -> object:
    raise OSError(why)


def test_where_no_process_can_be_started_all_is_done_here(monkeypatch):
    monkeypatch.setattr(os, "fork", lambda: refuse("too many processes"))
    assert run(lambda share: os.getpid() == HERE, [1, 2]) == [True, True]


def test_where_no_pipe_can_be_made_all_is_done_here(monkeypatch):
    monkeypatch.setattr(os, "pipe", lambda: refuse("too many files"))
    assert run(lambda share: os.getpid() == HERE, [1, 2]) == [True, True]


def test_workers_that_have_begun_are_ended_where_another_can_not_begin(tmp_path, monkeypatch):
    path, fork = tmp_path / "a", os.fork

    def fork_once() -> int:
        if path.exists():
            raise KeyboardInterrupt
        process = fork()
        if process:
            read_numbers([path])
        return process

    monkeypatch.setattr(os, "fork", fork_once)
    with pytest.raises(KeyboardInterrupt):
        run(write_number_and_sleep, [path, tmp_path / "b"])
    with pytest.raises(ProcessLookupError):
        os.kill(int(path.read_text("utf-8")), 0)


def test_a_spool_on_a_full_disk_says_so_once_and_lets_go(monkeypatch):
    def refuse_second(**_: object) -> object:
        if files:
            raise OSError(errno.ENOSPC, "full")
        files.append(tempfile_file())
        return files[-1]

    files: list[object] = []
    tempfile_file = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse_second)
    with pytest.raises(OSError, match="full"):
        Spools(2)
    gc.collect()
    assert files[0].closed


def test_no_worker_is_left_when_all_have_answered():
    for process in run(lambda share: os.getpid(), [1, 2]):
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def write_number_and_sleep(path: Path) -> None:
    path.write_text(str(os.getpid()), "utf-8")
    time.sleep(600)


def read_numbers(paths: list[Path]) -> list[int]:
    """Return the processes that have written their number each; they are waited for."""
    while not all(path.exists() and path.read_text("utf-8") for path in paths):
        time.sleep(0.01)
    return [int(path.read_text("utf-8")) for path in paths]


def test_workers_are_ended_where_this_process_stops_meanwhile(tmp_path):
    paths = [tmp_path / "a", tmp_path / "b"]
    with pytest.raises(KeyboardInterrupt), Workers(write_number_and_sleep, paths):
        processes = read_numbers(paths)
        raise KeyboardInterrupt
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_workers_end_with_a_process_that_is_killed(tmp_path):
    paths = [tmp_path / "a", tmp_path / "b"]
    parent = os.fork()
    if not parent:
        try:
            run(write_number_and_sleep, paths)
        finally:
            os._exit(0)
    processes = read_numbers(paths)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    while any(is_running(process) for process in processes):
        time.sleep(0.01)


def is_running(process: int) -> bool:
    """Whether a process, which is nobody's child here, still does something; one that has ended may wait to be buried."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def test_there_is_a_processor():
    assert count_processors() >= 1
    assert choose_worker_count(0) == 0
    assert choose_worker_count(10**6) == count_processors()


def test_a_text_waits_on_the_disk_as_it_is_and_leaves_no_file(tmp_path):
    spools = Spools(2, tmp_path)
    texts = ["", "ascii", "Grüße 🎯", "\ud800 alone", "x" * 100_000]
    places = [spools.add_text(number % 2, text) for number, text in enumerate(texts)]
    assert [spools.read_text(place) for place in reversed(places)] == texts[::-1]
    assert not list(tmp_path.iterdir())


def test_texts_that_workers_spool_are_read_here(tmp_path):
    spools = Spools(2, tmp_path)
    places = run(lambda share: [spools.add_text(share, f"{share} {n}") for n in range(3)], [0, 1])
    assert [[spools.read_text(place) for place in those] for those in places] == [
        ["0 0", "0 1", "0 2"],
        ["1 0", "1 1", "1 2"],
    ]


@pytest.mark.parametrize("work", [os.getpid, lambda: die(HERE)], ids=["alive", "killed"])
def test_a_task_has_one_result_whether_a_worker_did_it_or_this_process(monkeypatch, work):
    monkeypatch.setattr("okrsite.workers.count_processors", lambda: 2)
    with BackgroundTask(work, 2 * WORTH_A_WORKER) as large, BackgroundTask(work, WORTH_A_WORKER) as small:
        assert (large.get_result() == HERE) == (work is not os.getpid)
        assert small.get_result() == HERE


def test_a_task_that_nobody_asks_about_ends_with_its_block(monkeypatch):
    monkeypatch.setattr("okrsite.workers.count_processors", lambda: 2)
    with BackgroundTask(lambda: time.sleep(600), 2 * WORTH_A_WORKER) as task:
        process = task._workers._started[0]._process
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_small_task_is_done_when_somebody_asks_and_fails_there():
    with BackgroundTask(lambda: 1 // 0, 0) as task, pytest.raises(ZeroDivisionError):
        task.get_result()


def test_a_worker_that_is_not_urgent_lets_other_processes_go_first_and_this_one_stays_as_it_is():
    here = os.nice(0)
    with Workers(lambda _: os.nice(0), [None], is_urgent=False) as workers:
        (there,) = workers.collect()
    assert there > here or there == 19  # no process is nicer than that
    assert os.nice(0) == here
