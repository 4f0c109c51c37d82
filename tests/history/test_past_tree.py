"""The content folder as it was, by commit or by day."""

from __future__ import annotations

from datetime import date

import pytest
from git_repository import Repo, objective

from okrsite.history.tree import open_past_tree
from okrsite.model.loading import load_organisation

FILE = "teams/marketing/2026-Q4.yml"


@pytest.fixture
def repo(tmp_path):
    repo = Repo(tmp_path / "r", {"timezone": "Europe/Berlin"})
    repo.commit("2026-10-01T12:00:00+00:00", "One", {FILE: objective(now="1")})
    # In Berlin, summer time: the last minute of 2 October, then the first of the 3rd.
    repo.commit("2026-10-02T21:59:59+00:00", "Two", {FILE: objective(now="2"), "index.md": "Hello\n"})
    repo.commit("2026-10-02T22:00:00+00:00", "Three", {FILE: objective(now="3"), "index.md": None})
    repo.git("tag", "third")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-10-04", "Side", {"company/2026.yml": objective("goal")})
    repo.git("checkout", "-q", "main")
    repo.merge("2026-10-10", "side")
    return repo


def now(repo: Repo, wanted: str | date) -> str:
    tree = open_past_tree(repo.root, wanted, "Europe/Berlin")
    text = tree.read_files(tree.list_entries("content"))[f"content/{FILE}"].decode()
    return text.rpartition("now: ")[2].strip()


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("2026-10-01", "1"),
        ("2026-10-02", "2"),
        (date(2026, 10, 2), "2"),
        ("2026-10-03", "3"),
        ("9999-12-31", "3"),
        ("HEAD~3", "1"),
        ("third", "3"),
        ("third~1", "2"),
    ],
)
def test_a_day_means_its_end_where_the_site_is(repo, wanted, value):
    assert now(repo, wanted) == value


def test_what_lay_on_a_branch_was_not_there_yet(repo):
    there = {day: {entry.path for entry in open_past_tree(repo.root, day, "UTC").list_entries()} for day in ("2026-10-05", "2026-10-10")}  # fmt: skip
    assert "content/company/2026.yml" not in there["2026-10-05"]
    assert "content/company/2026.yml" in there["2026-10-10"]


def test_entries_are_seen_from_the_folder_and_in_order(repo):
    tree = open_past_tree(repo.root, "third~1", "UTC")
    assert [entry.path for entry in tree.list_entries()] == ["content/index.md", f"content/{FILE}", "mkdocs.yml"]
    inside = open_past_tree(repo.root / "content", "third~1", "UTC")
    assert [entry.path for entry in inside.list_entries()] == ["index.md", FILE]
    assert inside.read_files(inside.list_entries())["index.md"] == b"Hello\n"
    assert tree.list_entries("nowhere") == ()


def test_the_work_tree_is_neither_looked_at_nor_touched(repo):
    repo.write({FILE: objective(now="99")})
    status = repo.git("status", "--porcelain")
    assert now(repo, "HEAD") == "3"
    assert repo.git("status", "--porcelain") == status != ""


@pytest.mark.parametrize("wanted", ["2026-09-30", "0001-01-01", "nowhere"])
def test_a_time_before_everything(repo, wanted):
    notice = open_past_tree(repo.root, wanted, "UTC")
    assert (notice.kind, notice.message) == ("no such commit", f"There is no commit for '{wanted}'.")


def test_no_repository(tmp_path):
    (tmp_path / "plain").mkdir()
    assert open_past_tree(tmp_path / "plain", "2026-10-01", "UTC").kind == "no repository"


def test_what_is_written_is_read_like_a_checkout(repo, tmp_path):
    repo.commit(
        "2026-10-11", "More", {FILE: "objectives: [", "teams/x y/2026-Q4.md": "## A\n", "logo.png": b"\x89" * 300_000}
    )
    (repo.root / "content/teams/link.md").symlink_to("/etc/passwd")
    commit = repo.commit("2026-10-12", "A link")
    repo.git("clone", "-q", str(repo.root), str(tmp_path / "clone"))
    open_past_tree(repo.root, commit, "UTC").write_files(tmp_path / "past")
    read = []
    for base in (tmp_path / "clone", tmp_path / "past"):
        files = {path.relative_to(base).as_posix() for path in base.rglob("*") if ".git" not in path.parts}
        read.append((files, load_organisation(base / "content", base, "Test", repo.site.settings)))
    assert read[0] == read[1]
    assert {problem.code for problem in read[1][1][1]} >= {"OKR108", "OKR116", "OKR102"}
    assert not (tmp_path / "past/content/teams/link.md").exists()


def test_a_tree_that_leads_outside_is_not_followed(repo, tmp_path):
    blob = repo.git("hash-object", "-w", "--stdin", feed=b"gotcha")
    link = repo.git("hash-object", "-w", "--stdin", feed=str(tmp_path).encode())

    def tree(*entries: tuple[str, str, str]) -> str:
        raw = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(key) for mode, name, key in entries)
        return repo.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", feed=raw)

    inner = tree(("100644", "x.md", blob))
    evil = tree(
        ("40000", "..", inner), ("40000", ".git", inner), ("120000", "a", link), ("40000", "a", inner),
        ("100644", "b", blob),
    )  # fmt: skip
    commit = repo.git("commit-tree", "-m", "Evil", evil)
    target = tmp_path / "deep" / "target"
    open_past_tree(repo.root, commit, "UTC").write_files(target)
    written = {
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if "r" not in path.relative_to(tmp_path).parts[0]
    }
    assert written - {"deep", "deep/target"} == {"deep/target/a", "deep/target/a/x.md", "deep/target/b"}
