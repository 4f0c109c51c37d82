"""Work that is shared out comes back as if it had been done here, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from okrsite.spool import Spools
from okrsite.workers import Workers, count_processors

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
HERE = os.getpid()


def test_what_workers_return_is_in_the_order_of_the_shares():
    assert Workers(lambda share: [share, os.getpid() != HERE], ["a", "b", "c"]).collect() == [
        ["a", True],
        ["b", True],
        ["c", True],
    ]


def test_what_is_larger_than_a_pipe_holds_comes_back_from_all():
    assert [len(text) for text in Workers(lambda size: "x" * size, [3_000_000, 2_000_000]).collect()] == [
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
    assert Workers(work, [1, 2]).collect() == [1, 2]


def test_what_is_wrong_with_a_share_is_said_here():
    with pytest.raises(ZeroDivisionError):
        Workers(lambda share: 1 // share, [1, 0]).collect()


def test_where_no_process_can_be_started_all_is_done_here(monkeypatch):
    def refuse() -> int:
        raise OSError("too many processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert Workers(lambda share: os.getpid() == HERE, [1, 2]).collect() == [True, True]


def test_no_worker_is_left_when_all_have_answered():
    workers = Workers(lambda share: os.getpid(), [1, 2])
    for process in workers.collect():
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_there_is_a_processor():
    assert count_processors() >= 1


def test_a_text_waits_on_the_disk_as_it_is_and_leaves_no_file(tmp_path):
    spools = Spools(2, tmp_path)
    texts = ["", "ascii", "Grüße 🎯", "\ud800 alone", "x" * 100_000]
    places = [spools.add_text(number % 2, text) for number, text in enumerate(texts)]
    assert [spools.read_text(place) for place in reversed(places)] == texts[::-1]
    assert not list(tmp_path.iterdir())


def test_texts_that_workers_spool_are_read_here(tmp_path):
    spools = Spools(2, tmp_path)
    places = Workers(lambda share: [spools.add_text(share, f"{share} {n}") for n in range(3)], [0, 1]).collect()
    assert [[spools.read_text(place) for place in those] for those in places] == [
        ["0 0", "0 1", "0 2"],
        ["1 0", "1 1", "1 2"],
    ]
