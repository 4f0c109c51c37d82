"""A site is written nowhere that anybody's files could be lost, and that is said before any work is done."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest
import yaml
from command_line import call
from msgspec.structs import replace
from nobody import as_nobody
from quick_builds import CONTENT, build_quickly, tree, write_site

from okrsite import folder_walk, workers
from okrsite.folder_walk import FolderState, WalkedFolder
from okrsite.settings import ConfigurationError
from okrsite.site import places, targets

REFUSED = {
    "the configuration": ("mkdocs.yml", "is a file"),
    "a file that somebody wrote": ("notes.txt", "is a file"),
    "a file of the content": ("content/company/team.yml", "is a file"),
    "a device": ("/dev/null", "is a device or a pipe"),
    "a pipe": ("pipe", "is a device or a pipe"),
    "a socket": ("socket", "is a device or a pipe"),
    "a link to a file": ("to-file", "is a symbolic link"),
    "a link to a folder": ("to-folder", "is a symbolic link"),
    "a link to nowhere": ("to-nowhere", "is a symbolic link"),
    "a way through a file": ("notes.txt/site", "can't be written"),
    "the content": ("content", "holds its own sources"),
    "the content, by another way": ("full/../content", "holds its own sources"),
    "the content, through a link": ("to-root/content", "holds its own sources"),
    "a folder of the content": ("content/company", "among its own sources"),
    "a new folder in the content": ("content/a/b", "among its own sources"),
    "a new folder in the content, through a link": ("to-content/a", "among its own sources"),
    "the folder of the configuration": (".", "holds its own sources"),
    "the folder above": ("..", "holds its own sources"),
    "everything": ("/", "holds its own sources"),
    "the templates": ("overrides", "holds its own sources"),
    "a folder in the templates": ("overrides/site", "among its own sources"),
    "git's folder": (".git", "git keeps"),
    "a folder in git's": (".git/objects", "git keeps"),
    "the cache": (".okrsite/cache", "among its own sources"),
    "somebody's home": ("home/anna", "somebody's home"),
    "the folder of all homes": ("home", "somebody's home"),
    "a folder of others": ("full", "not empty"),
    "a site of another program": ("other-site", "not empty"),
    "a name that is too long": ("x" * 300, "name too long"),
    "a site with a file of others": ("mixed", "letters.txt"),
    "a site that is a work tree of git": ("worktree", ".git"),
    "a site with a link of others": ("linked", "uploads"),
}


@pytest.fixture
def company(project, monkeypatch):
    """A project with all that must never be replaced, and a build that would be noticed."""
    made = project(CONTENT)
    root = made.root
    document = yaml.safe_load(made.config.read_text(encoding="utf-8"))
    document["theme"]["custom_dir"] = "overrides"
    made.config.write_text(yaml.safe_dump(document), encoding="utf-8")
    for folder in ("full", "overrides", ".git/objects", ".okrsite/cache", "home/anna", "elsewhere", "other-site"):
        (root / folder).mkdir(parents=True)
    for file in ("notes.txt", "full/letters.txt", "other-site/404.html", "other-site/sitemap.xml"):
        (root / file).write_text("mine", encoding="utf-8")
    for link, to in {"to-file": "notes.txt", "to-folder": "elsewhere", "to-nowhere": "none", "to-root": "."}.items():
        (root / link).symlink_to(to)
    (root / "to-content").symlink_to("content")
    os.mkfifo(root / "pipe")
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
    for name, strange in {"mixed": "data/letters.txt", "worktree": ".git"}.items():
        (write_site(root / name) / strange).write_text("mine", encoding="utf-8")
    (write_site(root / "linked") / "uploads").symlink_to(root / "full")
    monkeypatch.setenv("HOME", str(root / "home" / "anna"))
    build_quickly(monkeypatch, AssertionError("a build has begun"))
    return made


@pytest.mark.parametrize(("place", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_before_any_work_and_nothing_is_touched(company, place, said):
    if place.startswith("home"):  # above the project is nothing that could be somebody's home
        (company.root / "home" / "anna" / ".profile").touch()
    before = tree(company.root)
    done = call("build", "-f", company.config, "-o", place)
    assert done.status == 2, done
    assert said in done.err
    assert "\n    " in done.err, "there is no way out"
    assert tree(company.root) == before


@pytest.mark.parametrize("place", ["mkdocs.yml", "content", "full", ".", "overrides", "to-folder", ".git"])
def test_the_settings_folder_is_refused_as_well(company, place):
    document = yaml.safe_load(company.config.read_text(encoding="utf-8"))
    company.config.write_text(yaml.safe_dump({**document, "site_dir": place}), encoding="utf-8")
    before = tree(company.root)
    assert call("build", "-f", company.config).status == 2
    assert tree(company.root) == before


@pytest.mark.parametrize("place", ["", ".", "content", "content/www", "mkdocs.yml", "pipe", "full", "overrides", ".git",
                                   "home/anna", "to-content", "/dev/null"])  # fmt: skip
def test_releases_go_nowhere_of_the_kind_either(company, place):
    before = tree(company.root)
    done = call("publish", "-f", company.config, "--to", place)
    assert done.status == 2, done
    assert tree(company.root) == before


@pytest.mark.parametrize("place", ["new", "deep/er/new", "empty", "old", "older", "littered", "elsewhere/site"])
def test_a_new_or_an_empty_folder_and_a_site_of_ours_are_taken(company, monkeypatch, place):
    root = company.root
    (root / "empty").mkdir()
    write_site(root / "old", "<p>old</p>")
    write_site(root / "littered", "<p>old</p>")
    (root / "littered" / ".DS_Store").write_bytes(b"\0")
    # As `mkdocs build` leaves one, without a manifest.
    for name in ("404.html", "data/okr.json", "assets/okr/okr.css"):
        (root / "older" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "older" / name).touch()
    build_quickly(monkeypatch)
    done = call("build", "-f", company.config, "-o", place)
    assert done.status == 0, done
    assert sorted(tree(root / place)) == ["404.html", "data", "data/manifest.json", "index.html", "teams",
                                          "teams/index.html"]  # fmt: skip


def test_the_folder_one_is_in_is_not_taken_away(company, monkeypatch):
    write_site(company.root / "old")
    monkeypatch.chdir(company.root / "old" / "teams")
    for place in (".", ".."):
        done = call("build", "-f", company.config, "-o", place)
        assert (done.status, "the folder that you are in" in done.err) == (2, True), done


def test_what_is_put_there_during_the_build_is_not_taken_away(company, monkeypatch):
    site = write_site(company.root / "site", "<p>old</p>")
    build_quickly(monkeypatch)
    building = places.check_replaceable

    def writes_between(place, *known):
        files = building(place, *known)
        (site / "letters.txt").write_text("mine", encoding="utf-8")
        return files

    monkeypatch.setattr("okrsite.site.targets.check_replaceable", writes_between)
    done = call("build", "-f", company.config)
    assert (done.status, "letters.txt" in done.err) == (2, True)
    assert (site / "letters.txt").exists() and (site / "index.html").read_text(encoding="utf-8") == "<p>old</p>"


def _look_long_after(site: Path) -> WalkedFolder:
    """Return what lies in a site as if its folders had not changed for a while."""
    for folder in (site, *(path for path in site.rglob("*") if path.is_dir())):
        os.utime(folder, (10**9, 10**9))
    found = places.check_replaceable(site)
    return replace(found, begun=found.begun + 10**10)


def test_a_folder_into_which_nothing_was_put_is_not_gone_through_again(tmp_path, monkeypatch):
    site = write_site(tmp_path / "site")
    found = _look_long_after(site)
    monkeypatch.delattr(places, "walk_files")
    (site / "index.html").write_text("<p>another</p>", encoding="utf-8")
    assert places.check_replaceable(site, found) is found


def _set_back(folder: Path, state: FolderState, monkeypatch) -> None:
    """Have a folder say that nothing was changed in it, as one says that is changed twice within a moment."""
    describe = folder_walk.describe_folder
    monkeypatch.setattr(
        folder_walk, "describe_folder", lambda place: state if Path(place) == folder else describe(place)
    )


def test_of_a_folder_that_had_changed_right_before_the_names_are_looked_at_again(tmp_path, monkeypatch):
    site = write_site(tmp_path / "site")
    found = places.check_replaceable(site)
    monkeypatch.delattr(places, "walk_files")
    assert places.check_replaceable(site, found) is found


@pytest.mark.parametrize("folder", ["", "teams/"])
def test_what_is_put_into_a_folder_within_the_same_moment_is_found(tmp_path, monkeypatch, folder):
    site = write_site(tmp_path / "site")
    found = places.check_replaceable(site)
    (site / folder / "letters.txt").write_text("mine", encoding="utf-8")
    _set_back(site / folder, found.folders[folder], monkeypatch)
    with pytest.raises(ConfigurationError, match=r"letters\.txt"):
        places.check_replaceable(site, found)


def test_a_folder_in_the_place_of_a_file_within_the_same_moment_is_found(tmp_path, monkeypatch):
    site = write_site(tmp_path / "site")
    found = places.check_replaceable(site)
    (site / "404.html").unlink()
    (site / "404.html").mkdir()
    (site / "404.html" / "letters.txt").write_text("mine", encoding="utf-8")
    _set_back(site, found.folders[""], monkeypatch)
    with pytest.raises(ConfigurationError, match=r"404\.html/letters\.txt"):
        places.check_replaceable(site, found)


@pytest.mark.parametrize("place", ["letters.txt", "teams/letters.txt", "data/new/letters.txt"])
def test_what_is_put_into_any_folder_of_a_site_is_found(tmp_path, place):
    site = write_site(tmp_path / "site")
    found = _look_long_after(site)
    (site / place).parent.mkdir(exist_ok=True)
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "letters.txt").rename(site / place)
    with pytest.raises(ConfigurationError, match=place):
        places.check_replaceable(site, found)


def test_a_folder_in_the_place_of_another_one_is_found(tmp_path):
    site = write_site(tmp_path / "site")
    found = _look_long_after(site)
    (site / "teams").rename(tmp_path / "teams")
    shutil.copytree(tmp_path / "teams", site / "teams")
    (site / "teams" / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"teams/letters\.txt"):
        places.check_replaceable(site, found)


@pytest.fixture
def large(company, monkeypatch):
    """A project with a site whose files a worker goes through, as it does with those of a large one."""
    site = write_site(company.root / "site", "<p>old</p>")
    build_quickly(monkeypatch)
    for module in (targets, workers):
        monkeypatch.setattr(module, "choose_worker_count", lambda pages: 2)
    return site


def test_a_worker_goes_through_a_large_site_and_this_process_looks_at_its_folders_only(large, company, monkeypatch):
    checked = []

    def check_and_note(place, *known):
        checked.append(known)
        return check(place, *known)

    check = places.check_replaceable
    monkeypatch.setattr(targets, "check_replaceable", check_and_note)
    assert call("build", "-f", company.config).status == 0
    ((known,),) = checked
    assert list(known.files) == ["404.html", "data/manifest.json", "index.html", "teams/index.html"]
    assert list(known.folders) == ["", "data/", "teams/"]


def test_what_a_worker_finds_in_a_large_site_is_refused_before_the_work(large, company):
    (large / "teams" / "letters.txt").write_text("mine", encoding="utf-8")
    before = tree(company.root)
    done = call("build", "-f", company.config)
    assert (done.status, "teams/letters.txt" in done.err) == (2, True)
    assert tree(company.root) == before


@pytest.mark.parametrize(("mounted", "said"), [("old", "is a mount point"), ("old/up loads", "is mounted in")])
def test_a_mount_is_said_before_the_work(company, monkeypatch, tmp_path, mounted, said):
    write_site(company.root / "old")
    point = str(company.root / mounted).replace(" ", "\\040")
    listed = tmp_path / "mountinfo"
    listed.write_text(
        f"22 1 0:21 / / rw - ext4 / rw\n36 22 0:30 / {point} rw,noatime - ext4 /dev/a rw\n", encoding="utf-8"
    )
    monkeypatch.setattr(places, "_MOUNTS", listed)
    done = call("build", "-f", company.config, "-o", "old")
    assert (done.status, said in done.err) == (2, True), done
    # A folder of releases may be one: nothing takes its place.
    assert "not empty and holds no releases" in call("publish", "-f", company.config, "--to", "old").err


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("mode", [0o755, 0o1777])
def test_a_site_that_only_others_may_take_away_is_refused(tmp_path, mode):
    tmp_path.chmod(mode)
    write_site(tmp_path / "site")

    def refused() -> str:
        try:
            places.check_replaceable(Path("site"))
        except ConfigurationError as error:
            return str(error)
        return ""

    assert "belongs to somebody else" in as_nobody(tmp_path, refused)
    assert refused() == ""
