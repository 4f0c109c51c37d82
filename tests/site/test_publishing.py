"""A site is there whole or not at all, whatever happens to the one who builds it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from okrsite.settings import ConfigurationError
from okrsite.site.publishing import MANIFEST, broken_files, locked, release, seal, staging, swap


def site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "404.html", "teams/index.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def publish(target: Path, text: str) -> None:
    with locked(target), staging(target) as folder:
        seal(site(folder, text))
        swap(folder, target)


def test_a_new_site_takes_the_place_of_the_last_and_leaves_nothing_behind(tmp_path):
    target = tmp_path / "site"
    publish(target, "one")
    publish(target, "two")
    assert (target / "index.html").read_text(encoding="utf-8") == "two"
    assert broken_files(target) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_the_manifest_tells_a_whole_site_from_a_broken_one(tmp_path):
    target = tmp_path / "site"
    publish(target, "one")
    (target / "teams" / "index.html").write_text("other", encoding="utf-8")
    (target / "404.html").unlink()
    (target / "more.html").write_text("", encoding="utf-8")
    assert broken_files(target) == ["404.html", "more.html", "teams/index.html"]
    (target / MANIFEST).write_text("{", encoding="utf-8")
    assert broken_files(target) is None


def test_a_second_builder_is_told_to_wait(tmp_path):
    with locked(tmp_path / "site"), pytest.raises(ConfigurationError, match="Another build"), locked(tmp_path / "site"):
        pass
    with locked(tmp_path / "site"):
        pass


def test_a_failure_leaves_the_last_site_and_no_staging(tmp_path):
    target = tmp_path / "site"
    publish(target, "one")
    with pytest.raises(OSError, match="full"), locked(target), staging(target) as folder:
        site(folder, "two")
        raise OSError("disk full")
    assert (target / "index.html").read_text(encoding="utf-8") == "one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_what_a_killed_build_left_goes_with_the_next(tmp_path):
    (tmp_path / ".site.staging-abcd" / "teams").mkdir(parents=True)
    (tmp_path / ".site.stagingx").mkdir()
    publish(tmp_path / "site", "one")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.stagingx", "site"]


_BUILDER = """
import sys
from pathlib import Path
sys.path.insert(0, {folder!r})
from test_publishing import publish
print("ready", flush=True)
number = 0
while True:
    number += 1
    publish(Path({target!r}), f"{{number}} " * 5000)
"""


def test_a_reader_never_sees_a_broken_site_while_builders_are_killed(tmp_path):
    target = tmp_path / "site"
    publish(target, "0 " * 5000)
    chance = random.Random(7)
    code = _BUILDER.format(folder=str(Path(__file__).parent), target=str(target))
    for _ in range(12):
        builder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        builder.stdout.readline()
        deadline = time.monotonic() + chance.uniform(0.0, 0.2)
        while time.monotonic() < deadline:
            text = (target / "teams" / "index.html").read_text(encoding="utf-8")
            assert len(set(text.split())) == 1
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()
        builder.stdout.close()
        assert broken_files(target) == []
    publish(target, "last")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_releases_are_kept_and_current_points_at_the_newest(tmp_path):
    for number in range(4):
        release(site(tmp_path / "built", str(number)), tmp_path / "www", "2026-11-20-abc", keep=2)
    current = tmp_path / "www" / "current"
    assert current.is_symlink()
    assert (current / "index.html").read_text(encoding="utf-8") == "3"
    assert len(list((tmp_path / "www" / "releases").iterdir())) == 2
