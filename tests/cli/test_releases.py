"""`okrsite publish` leaves nothing behind, and takes away nothing but releases that okrsite made."""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from command_line import call
from quick_builds import CONTENT, build_quickly, tree, write_site

from okrsite.site import releases as placing


@pytest.fixture
def host(project, monkeypatch):
    """A project whose builds take no time."""
    made = project(CONTENT)
    assert made.config.exists()
    build_quickly(monkeypatch)
    return made


def publish(made, *more):
    return call("publish", "-f", made.config, "--to", made.root / "www", *more)


def names(made, folder: str = "www/releases") -> list[str]:
    return sorted(each.name for each in (made.root / folder).iterdir())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE])
@pytest.mark.parametrize("stage", ["first", "later"])
def test_a_build_that_the_system_stops_leaves_nothing(host, monkeypatch, number, stage):
    if stage == "later":
        publish(host)
    before = tree(host.root)
    build_quickly(monkeypatch, OSError(number, os.strerror(number), "/srv/index.html"))
    done = publish(host)
    assert (done.status, os.strerror(number) in done.err, len(done.err) < 500) == (1, True, True), done
    assert tree(host.root) == before


def test_a_failure_with_a_list_of_files_is_one_sentence(host, monkeypatch):
    full = [(f"/a/{number}", f"/b/{number}", "[Errno 28] No space left on device: '/b'") for number in range(900)]
    build_quickly(monkeypatch, shutil.Error(full))
    done = publish(host)
    assert (done.status, len(done.err) < 400) == (1, True)
    assert "No space left on device: /b/0 (and 899 more)" in done.err and "Make room" in done.err


def _refuse(*arguments, **options):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv")


@pytest.mark.parametrize("step", ["pathlib.Path.symlink_to", "pathlib.Path.replace", "pathlib.Path.rename"])
def test_a_release_that_can_not_be_shown_is_not_left_among_the_others(host, monkeypatch, step):
    publish(host)
    before = tree(host.root)
    with monkeypatch.context() as full:
        full.setattr(step, _refuse)
        done = publish(host)
    assert (done.status, "No space left" in done.err) == (1, True), done
    assert tree(host.root) == before


@pytest.mark.parametrize("step", ["tempfile.mkdtemp", "okrsite.site.publishing.os.open"])
def test_a_disk_that_is_full_before_anything_is_staged(host, monkeypatch, step):
    before = tree(host.root)
    with monkeypatch.context() as full:
        full.setattr(step, _refuse)
        done = publish(host)
    assert (done.status, "Make room" in done.err) == (1, True), done
    assert tree(host.root) == before


def test_a_release_gets_its_place_by_renaming(host, monkeypatch):
    monkeypatch.setattr(shutil, "copytree", _refuse)
    monkeypatch.setattr(shutil, "copy2", _refuse)
    assert publish(host).status == 0
    assert names(host) == ["2026-11-20-3f2a91c0"]


def test_what_killed_runs_left_goes_with_the_next_one(host):
    publish(host)
    for left in ("releases/.2026-11-19-3f2a91c0", "releases/.2026-11-19", "releases/.release.staging-abcd1234",
                 ".current.staging-abcd1234"):  # fmt: skip
        (host.root / "www" / left / "teams").mkdir(parents=True)
        (host.root / "www" / left / "teams" / "index.html").touch()
    (host.root / "www" / ".current.lock").touch()
    (host.root / "www" / ".current").symlink_to("releases/none")
    assert publish(host).status == 0
    assert names(host) == ["2026-11-20-3f2a91c0", "2026-11-20-3f2a91c0-2"]
    assert names(host, "www") == ["current", "releases"]


def test_only_releases_of_ours_are_taken_away(host):
    publish(host)
    www = host.root / "www"
    for folder in ("releases/notes", "releases/.git", "releases/2026-01-01", "shared", "releases/.2026-plans"):
        (www / folder).mkdir()
        (www / folder / "letters.txt").write_text("mine", encoding="utf-8")
    (www / "releases" / "stable").symlink_to("2026-01-01")
    (www / "releases" / "letters.txt").write_text("mine", encoding="utf-8")
    # A manifest that somebody else wrote, and a release in which somebody keeps something.
    (www / "releases" / "app" / "data").mkdir(parents=True)
    (www / "releases" / "app" / "data" / "manifest.json").write_text(
        '{"files": {}, "schema_version": 7}', encoding="utf-8"
    )
    kept = write_site(www / "releases" / "2025-12-01")
    (kept / "letters.txt").write_text("mine", encoding="utf-8")
    os.utime(kept, (0, 0))
    before = tree(www)
    done = publish(host, "--keep", 1)
    assert done.status == 0, done
    assert "2025-12-01 stays" in done.err and "letters.txt" in done.err
    after = tree(www)
    gone = {path for path in before if path not in after}
    assert {path.split("/")[1] for path in gone} == {"2026-11-20-3f2a91c0"}


@pytest.mark.parametrize("there", ["current -> elsewhere", "current -> releases/app", "releases is a file",
                                   ".current is a file"])  # fmt: skip
def test_a_host_of_somebody_else_is_refused(host, there):
    www = host.root / "www"
    for folder in ("releases/app", "elsewhere"):
        (www / folder).mkdir(parents=True)
        (www / folder / "letters.txt").write_text("mine", encoding="utf-8")
    if there.startswith("current"):
        (www / "current").symlink_to(there.split()[-1])
    elif there.startswith("releases"):
        shutil.rmtree(www / "releases")
        (www / "releases").write_text("mine", encoding="utf-8")
    else:
        (www / ".current").write_text("mine", encoding="utf-8")
    before = tree(host.root)
    done = publish(host)
    assert (done.status, "\n    " in done.err) == (2, True), done
    assert tree(host.root) == before


def test_releases_may_lie_on_another_disk_behind_a_link(host):
    (host.root / "large").mkdir()
    (host.root / "www").mkdir()
    (host.root / "www" / "releases").symlink_to(host.root / "large")
    assert publish(host).status == 0
    assert names(host, "large") == ["2026-11-20-3f2a91c0"]
    assert (host.root / "www" / "current" / "index.html").is_file()


def test_releases_behind_a_link_into_the_content_are_refused(host):
    (host.root / "www").mkdir()
    (host.root / "www" / "releases").symlink_to(host.root / "content")
    before = tree(host.root)
    assert publish(host).status == 2
    assert tree(host.root) == before


def test_an_old_release_that_can_not_be_taken_away_is_no_failure(host, monkeypatch):
    publish(host)
    monkeypatch.setattr(placing, "remove_folder", lambda folder: False)
    done = publish(host, "--keep", 1)
    assert done.status == 0 and "could not be taken away" in done.err
    assert (host.root / "www" / "current").readlink().name == "2026-11-20-3f2a91c0-2"
