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
from nobody import as_nobody

from okrsite.settings import ConfigurationError
from okrsite.site.manifest import MANIFEST, list_broken_files
from okrsite.site.publishing import lock_target, open_staging_folder, seal_site, swap_site
from okrsite.site.releases import publish_release


def site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "404.html", "teams/index.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def publish(target: Path, text: str) -> None:
    with lock_target(target), open_staging_folder(target) as folder:
        seal_site(site(folder, text))
        swap_site(folder, target)


def test_a_new_site_takes_the_place_of_the_last_and_leaves_nothing_behind(tmp_path):
    target = tmp_path / "site"
    publish(target, "one")
    publish(target, "two")
    assert (target / "index.html").read_text(encoding="utf-8") == "two"
    assert list_broken_files(target) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_the_manifest_tells_a_whole_site_from_a_broken_one(tmp_path):
    target = tmp_path / "site"
    publish(target, "one")
    (target / "teams" / "index.html").write_text("other", encoding="utf-8")
    (target / "404.html").unlink()
    (target / "more.html").write_text("", encoding="utf-8")
    assert list_broken_files(target) == ["404.html", "more.html", "teams/index.html"]
    (target / MANIFEST).write_text("{", encoding="utf-8")
    assert list_broken_files(target) is None


def test_a_second_builder_is_told_to_wait(tmp_path):
    with (
        lock_target(tmp_path / "site"),
        pytest.raises(ConfigurationError, match="Another build"),
        lock_target(tmp_path / "site"),
    ):
        pass
    with lock_target(tmp_path / "site"):
        pass


def test_a_failure_leaves_the_last_site_and_no_staging(tmp_path):
    target = tmp_path / "site"
    publish(target, "one")
    with pytest.raises(OSError, match="full"), lock_target(target), open_staging_folder(target) as folder:
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
        assert list_broken_files(target) == []
    publish(target, "last")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_site_that_was_moved_aside_by_a_killed_build_is_put_back(tmp_path):
    """Where two folders can't be exchanged in one step, there is a moment in which the last site has no place."""
    target = tmp_path / "site"
    seal_site(site(tmp_path / ".site.staging-abcdefgh-old", "one"))
    (tmp_path / ".site.staging-abcdefgh").mkdir()
    with pytest.raises(OSError, match="again"), lock_target(target), open_staging_folder(target):
        raise OSError("again")
    assert list_broken_files(target) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_folders_that_were_made_for_nothing_go_again(tmp_path):
    target = tmp_path / "a" / "b" / "site"
    with pytest.raises(OSError, match="no"), lock_target(target), open_staging_folder(target):
        raise OSError("no")
    assert list(tmp_path.iterdir()) == []
    publish(target, "one")
    assert list_broken_files(target) == []


@pytest.mark.parametrize("kind", ["text", "pipe", "folder", "link"])
def test_what_lies_in_the_place_of_the_lock_is_not_taken_away(tmp_path, kind):
    place = tmp_path / ".site.lock"
    if kind == "text":
        place.write_text("mine", encoding="utf-8")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("elsewhere")
    with pytest.raises(ConfigurationError), lock_target(tmp_path / "site"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [".site.lock"]


def test_a_site_without_rights_is_replaced_and_goes(tmp_path):
    """By somebody without root's rights: its folders can't be emptied before they are opened up."""
    tmp_path.chmod(0o777)

    def publishes_twice() -> str:
        publish(Path("site"), "one")
        for folder, mode in (("site/teams", 0o111), ("site/data", 0o000), ("site", 0o555)):
            Path(folder).chmod(mode)
        publish(Path("site"), "two")
        return Path("site/index.html").read_text(encoding="utf-8") + str([path.name for path in Path().iterdir()])

    done = as_nobody(tmp_path, publishes_twice) if os.geteuid() == 0 else "two['site']"
    assert done == "two['site']"


def test_what_stays_all_the_same_is_said(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr("okrsite.site.publishing.shutil.rmtree", lambda folder, ignore_errors: None)
    with lock_target(tmp_path / "site"), open_staging_folder(tmp_path / "site", lambda *words: said.append(words)):
        pass
    assert [severity for severity, _ in said] == ["warning"] and "Delete it yourself" in said[0][1]


def test_releases_are_kept_and_current_points_at_the_newest(tmp_path):
    for number in range(4):
        built = site(tmp_path / "built", str(number))
        seal_site(built)
        publish_release(built, tmp_path / "www", "2026-11-20-abc", keep=2)
    current = tmp_path / "www" / "current"
    assert current.is_symlink()
    assert (current / "index.html").read_text(encoding="utf-8") == "3"
    assert len(list((tmp_path / "www" / "releases").iterdir())) == 2
