"""Readings that a worker has checked: it names those that are believed anyway, and no other one is believed for it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from okrsite.model import file_kinds, kept_readings, sound_readings
from okrsite.model.checked_readings import READINGS, CheckedReadings
from okrsite.model.loading import load_organisation
from okrsite.model.sound_readings import check_readings_meanwhile, find_sound_readings
from okrsite.settings import Settings
from okrsite.sources.tree import FoundFile
from okrsite.workers import BackgroundTask
from tests.model.test_kept_readings import describe

EXAMPLE = Path(__file__).parents[2] / "content"
SETTINGS = Settings()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The example company, read once, with what was kept of that."""
    base = tmp_path / "base"
    shutil.copytree(EXAMPLE, base / "content")
    load(base)
    return base


def load(base: Path, **asked: Any) -> object:
    return describe(load_organisation(base / "content", base, "Test", SETTINGS, cache=base / "cache", **asked))


def find_sound(base: Path) -> frozenset[str]:
    data = (base / "cache" / READINGS).read_bytes()
    return find_sound_readings(base / "content", base, SETTINGS, base / "cache", data)


def check(base: Path) -> CheckedReadings:
    readings = CheckedReadings((base / "cache" / READINGS).read_bytes())
    readings.checking = BackgroundTask(lambda: find_sound(base), 0)
    return readings


def list_keys(base: Path) -> set[str]:
    """Return the keys of the readings of cycle files."""
    lines = (base / "cache" / READINGS).read_text("utf-8").splitlines()
    return {line.split(" ")[1] for line in lines if '"objectives":' in line.split('"places"')[0]}


def test_all_readings_of_cycle_files_that_are_believed_are_sound(base):
    assert find_sound(base) == list_keys(base) != frozenset()


def test_none_of_a_file_that_has_changed_is(base):
    before = find_sound(base)
    team = next(path for path in sorted((base / "content").rglob("*.yml")) if path.stem.startswith("2026"))
    team.write_bytes(team.read_bytes() + b"\n# later\n")
    assert len(before - find_sound(base)) == 1


def test_what_is_read_of_checked_readings_is_what_is_read_without(base, monkeypatch):
    without = load(base)
    readings = check(base)
    assert readings.keys == list_keys(base)
    monkeypatch.setattr(file_kinds.reading_checks, "is_typed_in", refuse_cycle_file)
    assert load(base, checked=readings) == without


def refuse_cycle_file(file: FoundFile, reading: object) -> bool:
    assert file.role != "cycle", "it is checked again"
    return True


def test_a_reading_that_is_not_sound_is_not_believed_because_others_are(base):
    without = load(base)
    path = base / "cache" / READINGS
    texts = kept_readings.ReadingCache(base / "cache")._texts._lines
    lines = [(key, text) for _, key, text in texts.read()]
    forged = [(key, text.replace('"draft":false', '"draft": false')) for key, text in lines]
    assert sum(one != other for one, other in zip(lines, forged, strict=True)) > 3
    texts.write(forged)
    assert len(find_sound(base)) < len(lines)
    assert load(base, checked=check(base)) == without
    assert path.read_bytes()  # what was read anew is kept


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
def test_a_worker_that_failed_leaves_all_to_be_checked_when_they_are_asked_for(base, monkeypatch):
    monkeypatch.setattr("okrsite.workers.count_processors", lambda: 2)
    monkeypatch.setattr(sound_readings, "find_sound_readings", lambda *_: pytest.fail("as if it were killed"))
    with check_readings_meanwhile(base / "content", base, SETTINGS, base / "cache", 1000) as readings:
        assert readings is not None
        assert load(base, checked=readings) == load(base)
        assert not readings.keys


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
def test_a_worker_finds_what_this_process_would_find(base, monkeypatch):
    monkeypatch.setattr("okrsite.workers.count_processors", lambda: 2)
    with check_readings_meanwhile(base / "content", base, SETTINGS, base / "cache", 1000) as readings:
        assert readings is not None
        assert readings.take_data()  # so that this process can't find them
        assert readings.keys == list_keys(base) - find_first(base)


def find_first(base: Path) -> frozenset[str]:
    """Return the keys of readings that a worker leaves to this process."""
    data = (base / "cache" / READINGS).read_bytes()
    folders = base / "content", base, SETTINGS, base / "cache", data
    return find_sound_readings(*folders) - find_sound_readings(*folders, left_out=sound_readings._FIRST)


def test_the_first_files_are_left_to_whoever_asks_for_them_before_a_worker_is_ready(base):
    assert list_keys(base) > find_first(base) > frozenset()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
def test_nobody_waits_for_a_worker_to_check_what_can_be_checked_at_once(base, monkeypatch):
    monkeypatch.setattr("okrsite.workers.count_processors", lambda: 2)
    without = load(base)
    reading, writing = os.pipe()
    held = BackgroundTask(lambda: frozenset(os.read(reading, 1).decode()), 1000)
    readings = CheckedReadings((base / "cache" / READINGS).read_bytes())
    with held as readings.checking:
        assert load(base, checked=readings) == without
        assert not held.has_result
        os.write(writing, b"x")
        assert readings.keys == frozenset("x")
        assert held.has_result
    os.close(reading)
    os.close(writing)


def test_on_a_small_site_and_without_a_cache_nothing_is_checked_beforehand(base):
    for cache, files in ((base / "cache", 10), (base / "nowhere", 1000), (None, 1000)):
        with check_readings_meanwhile(base / "content", base, SETTINGS, cache, files) as readings:
            assert readings is None


def test_bytes_are_handed_over_once_because_the_file_has_others_then(base):
    readings = check(base)
    assert readings.take_data()
    assert readings.take_data() is None
    assert load(base, checked=readings) == load(base)
