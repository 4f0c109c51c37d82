"""A file is written whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import errno
import os

import pytest

from okrsite.history.cache_folder import prepare_cache_folder
from okrsite.sources.kept_files import write_kept_lines
from okrsite.whole_files import write_whole_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_with_its_rights(tmp_path):
    write_whole_file(tmp_path / "a.json", [b"one"])
    write_whole_file(tmp_path / "a.json", [b"tw", b"o"], 0o600)
    assert (tmp_path / "a.json").read_bytes() == b"two"
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["a.json"]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_full_disk_leaves_the_old_one_and_nothing_else(tmp_path, monkeypatch, step):
    write_whole_file(tmp_path / "a.json", [b"one"])

    def full(*arguments):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(step, full)
        with pytest.raises(OSError, match="full"):
            write_whole_file(tmp_path / "a.json", [b"two"])
    assert (tmp_path / "a.json").read_bytes() == b"one"
    assert names(tmp_path) == ["a.json"]


def test_what_a_killed_process_left_is_written_over(tmp_path):
    (tmp_path / ".a.json.okrsite-part").write_bytes(b"half of a much longer text")
    write_whole_file(tmp_path / "a.json", [b"one"])
    assert (tmp_path / "a.json").read_bytes() == b"one" and names(tmp_path) == ["a.json"]


def test_two_at_once_do_not_mix(tmp_path):
    def parts():
        yield b"one"
        with pytest.raises(BlockingIOError):
            write_whole_file(tmp_path / "a.json", [b"two"])

    write_whole_file(tmp_path / "a.json", parts())
    assert (tmp_path / "a.json").read_bytes() == b"one" and names(tmp_path) == ["a.json"]


@pytest.mark.parametrize("kind", ["pipe", "link", "second name", "folder"])
def test_what_else_lies_in_the_place_of_the_part_is_left_alone(tmp_path, kind):
    part, other = tmp_path / ".a.json.okrsite-part", tmp_path / "letters.txt"
    other.write_bytes(b"mine")
    {"pipe": os.mkfifo, "link": lambda path: path.symlink_to(other), "second name": lambda path: path.hardlink_to(other),
     "folder": os.mkdir}[kind](part)  # fmt: skip
    with pytest.raises(OSError):  # each says something else
        write_whole_file(tmp_path / "a.json", [b"one"])
    assert other.read_bytes() == b"mine" and names(tmp_path) == [part.name, "letters.txt"]


def test_a_cache_on_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    write_kept_lines(tmp_path / "cache" / "maps.jsonl", ["a"])
    assert names(tmp_path / "cache") == []


def test_a_cache_takes_away_what_earlier_versions_left_in_it(tmp_path):
    for name in ("tmpabcd1234", "tmp-of-mine", "notes.txt"):
        (tmp_path / name).touch()
    write_kept_lines(tmp_path / "maps.jsonl", ["a", "é"])
    assert (tmp_path / "maps.jsonl").read_text(encoding="utf-8") == "a\né\n"
    assert names(tmp_path) == ["maps.jsonl", "notes.txt", "tmp-of-mine"]


@pytest.mark.parametrize("kind", ["file", "pipe", "link", "no rights", "read only"])
def test_a_folder_for_caches_that_can_not_be_used_is_none(tmp_path, kind, monkeypatch):
    own = tmp_path / ".okrsite"
    if kind == "file":
        own.touch()
    elif kind == "pipe":
        os.mkfifo(own)
    elif kind == "link":
        own.symlink_to(tmp_path)
    else:
        number = errno.EACCES if kind == "no rights" else errno.EROFS

        def refuse(path, *arguments, **options):
            raise OSError(number, os.strerror(number), str(path))

        monkeypatch.setattr("pathlib.Path.lstat" if kind == "no rights" else "pathlib.Path.mkdir", refuse)
    assert prepare_cache_folder(tmp_path) is None
