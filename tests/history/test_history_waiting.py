"""A repository in which git waits for ever: it is given up on, a sentence says so, and the site is made without it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from git_repository import Repo, objective

from okrsite.history import waiting
from okrsite.history.as_of import open_past_checkout
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.git import SECONDS, GitError, open_repository
from okrsite.settings import ConfigurationError

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repo]:
    repo = Repo(tmp_path / "repository")
    repo.commit("2026-10-01", "Start", {"teams/marketing/2026-Q4.yml": objective()})
    monkeypatch.setenv(waiting.SILENCE_VARIABLE, "0.5")
    yield repo
    waiting._given_up.clear()


def pipe(name: str) -> Callable[[Repo], None]:
    def put(repo: Repo) -> None:
        place = repo.root / ".git" / name
        place.parent.mkdir(exist_ok=True)
        place.unlink(missing_ok=True)
        os.mkfifo(place)

    return put


def included(repo: Repo) -> None:
    os.mkfifo(repo.root / "pipe")
    with (repo.root / ".git/config").open("a", encoding="utf-8") as config:
        config.write("[include]\n\tpath = ../pipe\n")


def in_place_of_all(put: Callable[[Path], None]) -> Callable[[Repo], None]:
    def replace(repo: Repo) -> None:
        shutil.rmtree(repo.root / ".git")
        put(repo.root / ".git")

    return replace


def pack_of_pipes(repo: Repo) -> None:
    for path in (repo.root / ".git/objects").glob("??/*"):
        path.unlink()
        os.mkfifo(path)


ODD: dict[str, Callable[[Repo], None]] = {
    **{name: pipe(name) for name in ("HEAD", "config", "objects/info/alternates", "refs/heads/main", "shallow", "commondir")},
    "behind include.path": included,
    "objects": pack_of_pipes,
    ".git a pipe": in_place_of_all(os.mkfifo if hasattr(os, "mkfifo") else Path.touch),
    ".git that leads to itself": in_place_of_all(lambda path: path.write_text("gitdir: .git\n") and None),
    ".git that leads to a pipe": in_place_of_all(lambda path: path.write_text("gitdir: /dev/stdin\n") and None),
    ".git a loop": in_place_of_all(lambda path: path.symlink_to(path)),
    "alternates without an end": lambda repo: (repo.root / ".git/objects/info/alternates").symlink_to("/dev/zero"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_there_is_an_end_a_sentence_and_a_site(repo, kind):
    ODD[kind](repo)
    past = repo.past()
    assert past.events == () and len(past.notices) == 1
    assert past.notices[0].message.endswith(".")


def test_it_is_waited_for_once(repo, monkeypatch):
    included(repo)
    first = open_repository(repo.root)
    assert isinstance(first, HistoryNotice) and "gave no answer" in first.message
    started = []
    monkeypatch.setattr("subprocess.Popen", lambda *arguments, **options: started.append(arguments))
    assert open_repository(repo.root / "content") == first
    with (
        pytest.raises(ConfigurationError, match="gave no answer"),
        open_past_checkout(repo.root / "mkdocs.yml", "2026-10-01"),
    ):
        pass
    assert started == []


def test_one_that_goes_on_talking_has_an_end_as_well(repo, tmp_path, monkeypatch):
    monkeypatch.setenv(waiting.SILENCE_VARIABLE, "600")
    found = open_repository(repo.root)
    assert not isinstance(found, HistoryNotice)
    program = tmp_path / "talking"
    program.write_text("#!/bin/sh\nwhile :; do echo x; done\n", encoding="utf-8")
    program.chmod(0o755)
    talking = type(found)(str(program), found.folder, found.head)
    with pytest.raises(GitError, match="took too long"), talking.stream_output("log", seconds=0.1) as output:
        while output.read(1000):
            pass
    assert isinstance(open_repository(repo.root), type(found)), "it was not silent, and is asked again"


@pytest.mark.parametrize(("typed", "seconds"), [("5", 5.0), ("", 180.0), ("no", 180.0), ("-1", 180.0), ("nan", 180.0), ("1e9", 180.0)])  # fmt: skip
def test_how_long_it_may_be_silent_can_be_said(monkeypatch, typed, seconds):
    monkeypatch.setenv(waiting.SILENCE_VARIABLE, typed)
    assert waiting.read_silence_limit() == seconds < SECONDS
