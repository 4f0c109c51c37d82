"""Files that a build has read once: one that nobody has touched since isn't read again, any other is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrsite.site import build_inputs
from okrsite.site.build_inputs import FileDigests

HOUR = 3600 * 10**9


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The names of the files that were read, in order."""
    names: list[str] = []
    hash_file = build_inputs._hash_file

    def note(path: str) -> bytes:
        names.append(Path(path).name)
        return hash_file(path)

    monkeypatch.setattr(build_inputs, "_hash_file", note)
    return names


def compute(digests: FileDigests, folder: Path) -> list[bytes]:
    with os.scandir(folder) as entries:
        return [digests.compute(entry, entry.stat()) for entry in sorted(entries, key=lambda entry: entry.name)]


def test_a_file_is_read_again_only_when_it_was_touched(tmp_path, read, monkeypatch):
    now = build_inputs.time.time_ns()
    monkeypatch.setattr(build_inputs.time, "time_ns", lambda: now + HOUR)
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    digests = FileDigests()
    first = compute(digests, tmp_path)
    assert compute(digests, tmp_path) == first
    assert read == ["a", "b"]
    (tmp_path / "b").write_text("c")
    os.utime(tmp_path / "b", ns=(now, now))
    second = compute(digests, tmp_path)
    assert (second[0], second[1] != first[1]) == (first[0], True)
    assert read == ["a", "b", "b"]


def test_a_file_that_was_changed_just_now_is_read_each_time(tmp_path, read):
    """It may be changed once more within the same moment, and its times stay what they are."""
    (tmp_path / "a").write_text("a")
    digests = FileDigests()
    assert compute(digests, tmp_path) == compute(digests, tmp_path)
    assert read == ["a", "a"]
