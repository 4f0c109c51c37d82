"""A folder that all workers of a run share is filled once, and again by the next where that worker was stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest
from shared_folders import share_folder


class Temporary:
    """What pytest gives of its folders."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def getbasetemp(self) -> Path:
        return self.base


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    return Temporary(tmp_path)


def fill_half(temporary: Temporary, halfway) -> None:
    """Begin to fill a folder, and never end."""

    def fill(folder: Path) -> None:
        (folder / "half").touch()
        halfway.set()
        signal.pause()

    share_folder(temporary, "site", fill)


def test_it_is_filled_once(temporary):
    filled = []
    first, second = (share_folder(temporary, "site", filled.append) for _ in range(2))
    assert [first] == filled
    assert second == first


@pytest.mark.skipif(os.name == "nt", reason="locks of files are those of POSIX")
def test_where_a_worker_was_stopped_halfway_the_next_one_begins_anew(temporary):
    """Until now whoever waited for it waited half an hour, for nothing."""
    context = multiprocessing.get_context("fork")
    halfway = context.Event()
    worker = context.Process(target=fill_half, args=(temporary, halfway))
    worker.start()
    halfway.wait()
    worker.kill()
    worker.join()
    folder = share_folder(temporary, "site", lambda folder: (folder / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]


def test_where_one_could_not_fill_it_the_others_are_told(temporary):
    def fail(folder):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        share_folder(temporary, "site", fail)
    with pytest.raises(RuntimeError, match="could not make site"):
        share_folder(temporary, "site", lambda folder: None)
