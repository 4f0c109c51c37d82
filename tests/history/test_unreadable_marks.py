"""Files that may say who is to see what, and can't be read: an error, or all that they may keep back is left out."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from git_repository import Repo
from msgspec.structs import replace
from stories import take_snapshot

from okrsite.history.as_of import open_past_checkout
from okrsite.history.past import read_past
from okrsite.model.loading import load_organisation
from okrsite.settings import ConfigurationError, read_site
from okrsite.site.isolation import isolate_broken_files
from okrsite.sources import folder_scan

GOAL = "objectives:\n  - {id: plan, title: Secret plan, owner: anna, key_results: [{id: k, title: K, done: false}]}\n"
UNIT = {"teams/z/2026-Q4.yml": GOAL, "teams/z/notes.md": "# Notes\n\nSecret words.\n"}
BASE = {
    "company/team.yml": "name: Company\n",
    "teams/a/team.yml": "name: A\n",
    "teams/a/2026-Q4.yml": GOAL.replace("Secret", "Open"),
    **UNIT,
}
AUDIENCES = ["internal", "public"]


def site_for(config, audience: str):
    site = read_site(config)
    return replace(site, settings=replace(site.settings, audience=audience))


def isolated(config, audience: str):
    site = site_for(config, audience)
    return isolate_broken_files(lambda without: take_snapshot(site, without=without, isolate=True))


def said(snapshot) -> str:
    return repr((snapshot.organisation, snapshot.measures, snapshot.past, snapshot.isolated))


def link(path):
    path.symlink_to("elsewhere.yml")
    path.with_name("elsewhere.yml").write_text("visibility: draft\n", encoding="utf-8")


def folder(path):
    path.mkdir()
    (path / "x.yml").write_text("visibility: draft\n", encoding="utf-8")


ODD = {"a link": link, "a pipe": os.mkfifo, "a folder": folder, "an empty folder": lambda path: path.mkdir()}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(("name", "kind"), [*zip(["team.yml", "team.md", "Team.yaml", "team.yml"], ODD, strict=True)])
def test_a_unit_goes_with_a_team_file_that_is_no_file(project, kind, name, audience):
    made = project(BASE)
    ODD[kind](made.root / "content/teams/z" / name)
    errors = {each.place.path for each in made.problems() if each.severity == "error"}
    assert f"content/teams/z/{name}" in errors
    kept = isolated(made.config, audience)
    assert not kept.is_blocked
    assert "z" not in kept.snapshot.organisation.units
    assert "Secret" not in said(kept.snapshot) and "Open plan" in said(kept.snapshot)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", ["team.yml", "z"])
def test_so_it_does_where_the_file_or_its_folder_can_not_be_opened(project, monkeypatch, name, audience):
    made = project({**BASE, "teams/z/team.yml": "name: Secret Z\nvisibility: draft\n"})
    scan, stat = os.scandir, os.DirEntry.stat

    class Closed:
        """An entry about which the system says nothing."""

        def __init__(self, entry):
            self.name, self._entry = entry.name, entry

        def stat(self, *, follow_symlinks):
            if self.name == name and name != "z":
                raise PermissionError(13, "Permission denied")
            return stat(self._entry, follow_symlinks=follow_symlinks)

    def scandir(path):
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied")
        with scan(path) as entries:
            return nullcontext([Closed(entry) for entry in entries])

    monkeypatch.setattr(folder_scan.os, "scandir", scandir)
    kept = isolated(made.config, audience)
    assert not kept.is_blocked
    assert "z" not in kept.snapshot.organisation.units
    assert "Secret" not in said(kept.snapshot) and "Open plan" in said(kept.snapshot)


@pytest.mark.parametrize("kind", ["a link", "a folder"])
def test_nothing_goes_out_while_the_companys_team_file_is_no_file(project, kind):
    made = project(BASE)
    place = made.root / "content/company/team.yml"
    place.unlink()
    ODD[kind](place)
    assert isolated(made.config, "public").is_blocked


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("path", ["index.md", "people.yml", "kpis.yml", "teams/a/2026-Q4.yml", "teams/a/memo-2026.md"])
def test_every_other_file_that_is_none_is_an_error_and_costs_itself(project, kind, path):
    made = project(BASE)
    place = made.root / "content" / path
    place.unlink(missing_ok=True)
    ODD[kind](place)
    assert f"content/{path}" in {each.place.path for each in made.problems() if each.severity == "error"}
    if kind == "a link":
        kept = isolated(made.config, "internal")
        assert not kept.is_blocked and f"content/{path}" in kept.left_out


def test_too_many_files_stop_it_for_nobody_knows_what_the_others_say(project, monkeypatch):
    monkeypatch.setattr(folder_scan, "MAX_ENTRIES", 6)
    made = project({**BASE, "teams/z/team.yml": "name: Secret Z\nvisibility: draft\n"})
    assert isolated(made.config, "internal").is_blocked


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo", {"today": "2026-11-20"})
    made.commit("2026-10-02", "Goals", {**BASE, "teams/z/team.yml": "name: Z\nvisibility: draft\n"})
    return made


def committed(repo, mode: str, key: str, name: str = "team.yml") -> str:
    """Commit the content with something else in the place of the team file, without a look at the work tree."""
    repo.git("rm", "-q", "--cached", "content/teams/z/team.yml")
    repo.git("update-index", "--add", "--cacheinfo", f"{mode},{key},content/teams/z/{name}")
    tree_of_index = repo.git("write-tree", "--missing-ok")
    return repo.git("commit-tree", "-m", "Odd", "-p", "HEAD", tree_of_index)


def as_of(repo, commit: str, audience: str):
    with open_past_checkout(repo.root / "mkdocs.yml", commit) as found:
        site = site_for(found.config, audience)
        return isolate_broken_files(
            lambda without: take_snapshot(site, without=without, as_of_commit=found.as_of_commit)
        )


def loose(repo, path: str):
    key = repo.git("rev-parse", f"HEAD:content/{path}")
    place = repo.root / ".git/objects" / key[:2] / key[2:]
    place.chmod(0o644)
    return place


@pytest.mark.parametrize("path", ["teams/z/team.yml", "teams/z/notes.md"])
@pytest.mark.parametrize("harm", ["missing", "empty", "damaged"])
def test_a_day_of_which_git_has_lost_a_file_that_is_read_is_not_published(repo, path, harm):
    place = loose(repo, path)
    if harm == "missing":
        place.unlink()
    else:
        place.write_bytes(b"" if harm == "empty" else b"x" * 50)
    with pytest.raises(ConfigurationError) as error, open_past_checkout(repo.root / "mkdocs.yml", "HEAD"):
        pass
    assert harm == "damaged" or path in str(error.value)
    assert "another day" in error.value.hint


def test_neither_is_one_whose_file_is_too_large_to_be_written(repo, monkeypatch):
    monkeypatch.setattr("okrsite.history.tree.MAX_FILE", 20)
    with pytest.raises(ConfigurationError, match=r"content/"), open_past_checkout(repo.root / "mkdocs.yml", "HEAD"):
        pass


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", ["a repository", "a link", "a folder", "an empty folder"])
def test_a_unit_goes_with_a_team_file_that_was_no_file_then(repo, kind, audience):
    blob = repo.git("hash-object", "-w", "--stdin", feed=b"visibility: draft\n")
    if kind == "a repository":
        commit = committed(repo, "160000", "1" * 40)
    elif kind == "a link":
        commit = committed(repo, "120000", blob)
    elif kind == "a folder":
        commit = committed(repo, "100644", blob, "team.yml/x.txt")
    else:
        commit = with_empty_folder(repo)
    kept = as_of(repo, commit, audience)
    assert not kept.is_blocked
    assert "z" not in kept.snapshot.organisation.units
    assert "Secret" not in said(kept.snapshot) and "Open plan" in said(kept.snapshot)


def with_empty_folder(repo) -> str:
    """Commit a tree that git itself would never write: an empty folder of the team file's name."""
    tree_of_unit = repo.git("ls-tree", "HEAD:content/teams/z")
    empty = repo.git("mktree", feed=b"")
    lines = [line for line in tree_of_unit.splitlines() if not line.endswith("\tteam.yml")]
    key = repo.git("mktree", feed="\n".join([*lines, f"040000 tree {empty}\tteam.yml", ""]).encode())
    for path, name in (("content/teams", "z"), ("content", "teams"), ("", "content")):
        lines = [line for line in repo.git("ls-tree", f"HEAD:{path}").splitlines() if not line.endswith(f"\t{name}")]
        key = repo.git("mktree", feed="\n".join([*lines, f"040000 tree {key}\t{name}", ""]).encode())
    return repo.git("commit-tree", "-m", "Odd", "-p", "HEAD", key)


def test_a_mode_of_old_is_that_of_a_file(repo):
    key = repo.git("rev-parse", "HEAD:content/teams/z/team.yml")
    raw = b"100664 team.yml\0" + bytes.fromhex(key)
    unit = repo.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", feed=raw)
    for path, name in (("content/teams", "z"), ("content", "teams"), ("", "content")):
        lines = [line for line in repo.git("ls-tree", f"HEAD:{path}").splitlines() if not line.endswith(f"\t{name}")]
        unit = repo.git("mktree", feed="\n".join([*lines, f"040000 tree {unit}\t{name}", ""]).encode())
    kept = as_of(repo, repo.git("commit-tree", "-m", "Old", "-p", "HEAD", unit), "internal")
    assert not kept.is_blocked and "z" not in kept.snapshot.organisation.units


@pytest.mark.parametrize("text", [None, "visibility: draft\nbroken: [\n", "visibility: Draft\n", "visibility: drft\n"])
def test_the_past_of_a_unit_begins_when_its_team_file_lets_it(tmp_path, text):
    repo = Repo(tmp_path / "repo")
    first = repo.commit("2026-10-02", "Goals", {**BASE, "teams/z/team.yml": text or "name: Lost\n"})
    if text is None:
        loose(repo, "teams/z/team.yml").unlink()
    repo.commit("2026-10-09", "Known", {"teams/z/team.yml": "name: Z\n"})
    organisation, _ = load_organisation(repo.site.content, repo.site.base, "Test", repo.site.settings)
    events = read_past(repo.site, organisation).by_objective["z/2026-Q4/plan"]
    assert {event.commit.subject for event in events} == {"Known"} and first
