"""What is said, once, where the past is missing or incomplete; nothing ever fails."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from git_repository import Repo, objective

from okrsite.history import git as calls
from okrsite.history.commit import find_head_commit

FILE = "teams/marketing/2026-Q4.yml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repository")


def kinds(repo: Repo) -> list[str]:
    return [notice.kind for notice in repo.past().notices]


def fake_git(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a git of our own on the path, for what a real one can't be made to do here."""
    program = folder / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def test_all_is_well(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    assert kinds(repo) == []
    assert find_head_commit(repo.root) == repo.git("rev-parse", "HEAD")[:10]


def test_no_git(repo, monkeypatch, tmp_path):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert kinds(repo) == ["no git"]
    assert find_head_commit(repo.root) is None


def test_no_repository(repo):
    repo.write({FILE: objective()})
    shutil.rmtree(repo.root / ".git")
    assert kinds(repo) == ["no repository"]
    assert find_head_commit(repo.root) is None


def test_git_is_started_only_where_it_could_find_something(repo, monkeypatch):
    started = []
    start = calls.subprocess.Popen
    monkeypatch.setattr(
        calls.subprocess, "Popen", lambda *given, **more: started.append(given) or start(*given, **more)
    )
    content = repo.root / "content" / "teams"
    content.mkdir(parents=True)
    calls.open_repository(content)
    assert started, "the repository lies two folders above"
    shutil.rmtree(repo.root / ".git")
    started.clear()
    assert calls.open_repository(content).kind == "no repository"
    assert started == []
    (repo.root / ".git").write_text("gitdir: elsewhere\n")  # as in a work tree of another repository
    calls.open_repository(content)
    assert started


def test_a_folder_inside_the_repositorys_own_folder_is_none(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    assert find_head_commit(repo.root / ".git") is None


def test_no_commits(repo):
    repo.write({FILE: objective()})
    assert kinds(repo) == ["no commits"]
    assert find_head_commit(repo.root) is None


def test_content_that_was_never_committed(repo):
    repo.commit("2026-10-01", "Only the configuration")
    repo.write({FILE: objective()})
    assert kinds(repo) == ["not tracked"]


def test_a_repository_of_somebody_else(repo, monkeypatch, tmp_path):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    fake_git(monkeypatch, tmp_path, 'echo "fatal: detected dubious ownership in repository at X" >&2; exit 128')
    assert kinds(repo) == ["not trusted"]


def test_a_shallow_clone_begins_without_inventing_anything(repo, tmp_path):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "Check in", {FILE: objective(now="130")})
    repo.commit("2026-10-03", "Check in", {FILE: objective(now="140")})
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.root}", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    assert kinds(clone) == ["shallow"]
    assert clone.told() == ["2026-10-03 Anna marketing/2026-Q4/events#repeat value: 130 → 140"]


def test_versions_that_cannot_be_read_are_counted_once(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    for day, broken in enumerate((b"\xff\xfeb\x00", b"- [\n", b"", b"x" * 300_000), 2):
        repo.commit(f"2026-10-0{day}", "Oops", {FILE: broken})
        newest = repo.git("rev-parse", "HEAD")
    repo.commit("2026-10-09", "Well again", {FILE: objective(now="130")})
    (notice,) = repo.past().notices
    assert notice.kind == "passed over"
    expected = f"4 past versions of files can't be read and are passed over, at last {FILE} in {newest[:10]}."
    assert notice.message == expected
    assert [line[:15] for line in repo.told("value")] == ["2026-10-01 Anna", "2026-10-09 Anna"]


def test_a_damaged_repository(repo):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    head = repo.git("rev-parse", "HEAD^{tree}")
    (repo.root / ".git/objects" / head[:2] / head[2:]).unlink()
    (notice,) = repo.past().notices
    assert notice.kind == "not read"
    assert head in notice.message


def test_a_git_that_takes_too_long_is_stopped(repo, monkeypatch, tmp_path):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    found = calls.open_repository(repo.root)
    fake_git(monkeypatch, tmp_path, "exec tail -f /dev/null")
    slow = calls.Repository(str(tmp_path / "bin/git"), repo.root, found.head)
    with pytest.raises(calls.GitError, match="too long"), slow.stream_output("log", seconds=0.05) as output:
        output.read()


def test_a_git_that_says_too_much_is_stopped(repo, tmp_path, monkeypatch):
    fake_git(monkeypatch, tmp_path, "exec yes")
    endless = calls.Repository(str(tmp_path / "bin/git"), repo.root, "")
    with pytest.raises(calls.GitError, match="more than 1,000 bytes"):
        endless.read_output("log", limit=1000)


def test_a_detached_head_is_as_good_as_a_branch(repo):
    first = repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "Later", {FILE: objective(now="130")})
    repo.git("checkout", "-q", first)
    assert kinds(repo) == []
    assert len(repo.told()) == 2


def test_history_that_was_rewritten_is_read_as_it_is_now(repo, tmp_path):
    repo.commit("2026-10-01", "Start", {FILE: objective()})
    repo.commit("2026-10-02", "Later", {FILE: objective(now="130")})
    before = repo.past(tmp_path / "cache")
    repo.git("commit", "-q", "--amend", "-m", "In other words")
    after = repo.past(tmp_path / "cache")
    assert [event.commit.subject for event in before.events][-1] == "Later"
    assert [event.commit.subject for event in after.events][-1] == "In other words"
    assert after.notices == ()
