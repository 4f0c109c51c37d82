"""The folders of a site that was replaced are used again; nothing but files of the last site comes with them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import call
from company_with_teams import FILES, edit
from kept_projects import KeptProject
from project_tree import Project

import okrsite.workers
from okrsite.site import spare_folder
from okrsite.site.spare_folder import keep_spare_folder

LEFT_ALONE = "objectives/sales/2026-Q4/goal2/index.html"


def build(made) -> None:
    done = call("build", "--no-color", "-f", made.config)
    assert done.status == 0, done


def read_site(folder: Path) -> dict[str, bytes]:
    """Return what lies in a site, empty folders among it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def find_spare(made) -> Path:
    return made.root / ".okrsite" / "spare-site"


def build_twice(made: Project) -> Project:
    """Build a project, and once more with an edit, so that folders of the first site are kept."""
    build(made)
    edit(made)
    build(made)
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> KeptProject:
    return KeptProject(build_twice(Project(tmp_path_factory.mktemp("edited")).write(FILES)))


@pytest.fixture
def edited(kept) -> Project:
    """A project whose site was built twice, and put back since: its content is as old as it was, in other files."""
    return kept.put_back()


@pytest.fixture
def just_edited(project) -> Project:
    """A project whose site was built twice, just before."""
    return build_twice(project(FILES))


def edit_again(made) -> None:
    edit(made, new="now: 8", old="now: 9")


def check_against_build_of_all(made) -> None:
    site = read_site(made.root / "site")
    shutil.rmtree(made.root / ".okrsite")
    build(made)
    assert read_site(made.root / "site") == site
    assert [path.name for path in made.root.iterdir() if path.name.startswith(".site")] == []


def test_folders_of_the_site_before_the_last_one_become_those_of_the_next(edited):
    site, spare = edited.root / "site", find_spare(edited)
    assert (spare / LEFT_ALONE).samefile(site / LEFT_ALONE)
    assert not (spare / "index.html").exists()
    folder = (spare / LEFT_ALONE).parent.stat().st_ino
    edit_again(edited)
    build(edited)
    assert (site / LEFT_ALONE).parent.stat().st_ino == folder
    assert (spare / LEFT_ALONE).samefile(site / LEFT_ALONE)
    check_against_build_of_all(edited)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
@pytest.mark.parametrize("killed", [False, True], ids=["alive", "killed"])
def test_a_worker_keeps_the_same_folders(just_edited, monkeypatch, killed):
    """As after a new day, when most of a large site is gone: also where the worker is killed half-way."""
    here, remove, spare = os.getpid(), spare_folder._remove_file, find_spare(just_edited)

    def remove_unless_killed(path: str) -> None:
        remove(path)
        if os.getpid() != here and killed:
            os.kill(os.getpid(), signal.SIGKILL)

    kept = []
    for workers, text in ((1, "now: 8"), (2, "now: 7")):
        monkeypatch.setattr(okrsite.workers, "choose_worker_count", lambda pages, count=workers: count)
        monkeypatch.setattr(spare_folder, "_remove_file", remove_unless_killed)
        edit(just_edited, new=text, old="now: 9" if workers == 1 else "now: 8")
        build(just_edited)
        kept.append({path for path in read_site(spare) if not path.startswith("search/")})
    assert kept[0] == kept[1] and LEFT_ALONE in kept[1]
    check_against_build_of_all(just_edited)


def test_whatever_somebody_put_into_them_does_not_reach_the_site(edited, tmp_path):
    spare, elsewhere = find_spare(edited), tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(spare / LEFT_ALONE, elsewhere / "page.html")
    (spare / LEFT_ALONE).unlink()
    (spare / LEFT_ALONE).write_text("<p>forged</p>", encoding="utf-8")
    (spare / "teams" / "more").mkdir()
    (spare / "teams" / "more" / "index.html").write_text("<p>forged</p>", encoding="utf-8")
    (spare / ".hidden").mkdir()
    (spare / "index.html").symlink_to(elsewhere / "page.html")
    shutil.rmtree(spare / "data")
    (spare / "data").symlink_to(elsewhere, target_is_directory=True)
    edit_again(edited)
    build(edited)
    assert [path.name for path in elsewhere.iterdir()] == ["page.html"]
    check_against_build_of_all(edited)


def test_folders_of_pages_that_are_gone_go_too(edited):
    shutil.rmtree(edited.root / "content" / "teams" / "shops")
    build(edited)
    assert not (edited.root / "site" / "teams" / "shops").exists()
    assert not (edited.root / "site" / "objectives" / "shops").exists()
    check_against_build_of_all(edited)


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_of_okrsite_stays_where_it_is(edited, tmp_path, kind):
    spare = find_spare(edited)
    shutil.rmtree(spare)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter.txt").write_text("mine", encoding="utf-8")
    if kind == "link":
        spare.symlink_to(elsewhere, target_is_directory=True)
    else:
        spare.write_text("mine", encoding="utf-8")
    edit_again(edited)
    build(edited)
    assert spare.is_symlink() if kind == "link" else spare.read_text("utf-8") == "mine"
    assert (elsewhere / "letter.txt").read_text("utf-8") == "mine"
    check_against_build_of_all(edited)


def test_where_folders_can_not_be_moved_files_are_linked_as_ever(edited, monkeypatch):
    def refuse(path: Path, target: Path) -> Path:
        if "spare-site" in (path.name, target.name):
            raise OSError(18, "Invalid cross-device link")
        return rename(path, target)

    rename = Path.rename
    monkeypatch.setattr(Path, "rename", refuse)
    edit_again(edited)
    build(edited)
    check_against_build_of_all(edited)


def test_a_public_and_an_internal_site_keep_folders_of_their_own(edited):
    def build_public() -> None:
        options = ("--audience", "public", "-o", edited.root / "public")
        assert call("build", "--no-color", "-f", edited.config, *options).status == 0

    build_public()
    edit_again(edited)
    build_public()
    assert sorted(path.name for path in (edited.root / ".okrsite").iterdir() if "spare" in path.name) == [
        "spare-site",
        "spare-site-public",
    ]


def test_a_page_in_a_copy_of_the_site_is_not_taken_from_where_it_was_copied_from(edited):
    """A site that was restored has other files than before, which the folders that were kept have still."""
    site, copy = edited.root / "site", edited.root / "copy"
    shutil.copytree(site, copy)
    shutil.rmtree(site)
    copy.rename(site)
    (find_spare(edited) / LEFT_ALONE).write_text("<p>Forged</p><script>alert(1)</script>", "utf-8")
    edit_again(edited)
    build(edited)
    assert "Forged" not in (site / LEFT_ALONE).read_text("utf-8")
    check_against_build_of_all(edited)


@pytest.mark.parametrize("mode", [0o777, 0o500])
def test_a_folder_that_is_open_to_others_than_usual_is_not_used(edited, mode):
    folder = (find_spare(edited) / LEFT_ALONE).parent
    usual = (edited.root / "site" / LEFT_ALONE).parent.stat().st_mode
    folder.chmod(mode)
    edit_again(edited)
    build(edited)
    assert (edited.root / "site" / LEFT_ALONE).parent.stat().st_mode == usual


def test_folders_that_are_kept_are_replaced_in_one_step(tmp_path):
    """Another build of the same content may be taking them at that moment."""
    replaced, place = tmp_path / "site.staging", tmp_path / "kept"
    for folder, name in ((replaced, "new"), (place, "old")):
        folder.mkdir()
        (folder / name).write_text(name, "utf-8")
    keep_spare_folder(replaced, place, {"new"}, {"new"})
    assert [path.name for path in place.iterdir()] == ["new"]
    assert [path.name for path in (tmp_path / "site.staging-spare").iterdir()] == ["old"]


def test_nothing_is_taken_away_behind_a_link_that_somebody_put_into_the_site_meanwhile(tmp_path):
    replaced, place, elsewhere = tmp_path / "site.staging", tmp_path / "kept", tmp_path / "elsewhere"
    for folder in (replaced, elsewhere):
        folder.mkdir()
    (elsewhere / "letter.txt").write_text("mine", "utf-8")
    (replaced / "teams").symlink_to(elsewhere, target_is_directory=True)
    keep_spare_folder(replaced, place, {"teams/letter.txt", "index.html"}, {"index.html"})
    assert (elsewhere / "letter.txt").read_text("utf-8") == "mine"
    assert replaced.is_dir() and not place.exists()


def test_folders_from_which_nothing_was_taken_over_are_kept_without_files(tmp_path):
    """To make them again takes long, and on some disks to take them away takes longer."""
    replaced, place = tmp_path / "site.staging", tmp_path / "kept"
    (replaced / "teams").mkdir(parents=True)
    for name in ("index.html", "teams/index.html"):
        (replaced / name).write_text("old", "utf-8")
    keep_spare_folder(replaced, place, {"index.html", "teams/index.html"}, frozenset())
    assert not replaced.exists() and [path.name for path in place.rglob("*")] == ["teams"]


KILLED = """
import os, signal, sys
from pathlib import Path
from okrsite.cli import main

moment, rename = sys.argv.pop(1), Path.rename

def rename_and_die(path, target):
    moved = rename(path, target)
    moments = {
        "taken": path.name == "spare-site",
        "filled": target.parent.name.endswith("-spare"),
        "staged": path.name.endswith("-spare"),
        "kept": target.name == "spare-site",
    }
    if moments[moment]:
        os.kill(os.getpid(), signal.SIGKILL)
    return moved

Path.rename = rename_and_die
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="only there can a process be killed without a word")
@pytest.mark.parametrize("moment", ["taken", "filled", "staged", "kept"])
def test_a_build_that_is_killed_between_two_renames_leaves_a_whole_site_and_the_next_build_is_right(edited, moment):
    """The folders are nobody's then, or half a site: the last one stays until the new one is whole."""
    site = edited.root / "site"
    before = read_site(site)
    edit_again(edited)
    command = [sys.executable, "-c", KILLED, moment, "build", "--no-color", "-f", str(edited.config)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -signal.SIGKILL
    after = read_site(site)
    assert call("verify", site).status == 0
    assert (after == before) is (moment != "kept")
    build(edited)
    assert read_site(site) != before
    assert moment != "kept" or read_site(site) == after
    check_against_build_of_all(edited)
