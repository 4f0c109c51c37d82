"""Team files and cycle files that workers have read say what they say where one process reads all of them."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from okrsite.model import file_reading, shared_reading
from okrsite.model.loading import load_organisation
from okrsite.model.lookups import Lookups
from okrsite.settings import Settings
from tests.model.test_kept_readings import describe

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux only")
EXAMPLE = Path(__file__).parents[2] / "content"
NAME = "readings.jsonl"
HERE = os.getpid()
KPI = "kpis: [{id: visits, title: Visits, unit: people, owner: Nobody Known}]\n"
TEAMS = {
    "unread": "name: [\n",
    "torn": "<<<<<<< HEAD\nname: One\n=======\nname: Two\n>>>>>>> branch\n",
    "kept-back": "name: Kept back\nvisibility: draft\n" + KPI,
    "internal": "name: Internal\naudience: internal\n" + KPI,
    "misspelt": "name: Misspelt\naudiance: internal\nowner: Nobody Known and Ana\n" + KPI + KPI,
    "empty": "",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The example company with files in which something is wrong, internal, kept back, or can't be read at all."""
    base = tmp_path / "base"
    shutil.copytree(EXAMPLE, base / "content")
    team = base / "content" / "teams" / "booking"
    (team / "2027-Q1.yml").write_text("objectives:\n  - id: later\n    title: Later\n    visibility: draft\n", "utf-8")
    (team / "2027-Q2.yml").write_text("objectives: [\n", "utf-8")
    (team / "2027-Q3.yml").write_text('objectives:\n  - id: half\n    title: "a \\ud800 b"\n', "utf-8")
    (team / "2027-Q4.md").write_bytes(b"## Not text \xff\xfe\n")
    for name, text in TEAMS.items():
        (folder := base / "content" / "teams" / name).mkdir()
        (folder / "team.yml").write_text(text, "utf-8")
    return base


def load(base: Path, cache: Path | None = None, **asked: Any) -> object:
    """Return all that a reading of the content gives, to be compared."""
    return describe(load_organisation(base / "content", base, "Test", Settings(), cache=cache, **asked))


def use_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have files read by three workers, however few they are."""
    monkeypatch.setattr(shared_reading, "choose_worker_count", lambda pages: 3)


@pytest.mark.parametrize("asked", [{}, {"drafts": True}, {"public": True}])
def test_what_workers_read_is_what_one_process_reads(base, tmp_path, monkeypatch, asked):
    """The organisation, its problems in their order, and what is kept for the next run are the same."""
    alone = load(base, tmp_path / "alone", **asked)
    use_workers(monkeypatch)
    assert load(base, **asked) == alone
    assert load(base, tmp_path / "shared", **asked) == alone
    assert (tmp_path / "shared" / NAME).read_bytes() == (tmp_path / "alone" / NAME).read_bytes()


def test_files_are_parsed_by_workers_the_first_time_only(base, tmp_path, monkeypatch):
    """The next run takes them from the cache, and parses what has changed by itself."""
    parsed: list[str] = []
    parse_text = file_reading.parse_text

    def note(path: str, *rest: Any) -> Any:
        parsed.append(path)
        return parse_text(path, *rest)

    monkeypatch.setattr(file_reading, "parse_text", note)
    use_workers(monkeypatch)
    load(base, tmp_path / "cache")
    file = next((base / "content" / "company").glob("2026-Q4.*"))
    path = f"content/company/{file.name}"
    assert path not in parsed
    assert "content/teams/booking/team.yml" not in parsed
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    load(base, tmp_path / "cache")
    assert path in parsed


def test_files_of_a_worker_that_was_killed_are_read_all_the_same(base, tmp_path, monkeypatch):
    alone = load(base, tmp_path / "alone")
    use_workers(monkeypatch)
    parse_text = file_reading.parse_text

    def die(path: str, *rest: Any) -> Any:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse_text(path, *rest)

    monkeypatch.setattr(file_reading, "parse_text", die)
    assert load(base, tmp_path / "shared") == alone
    assert (tmp_path / "shared" / NAME).read_bytes() == (tmp_path / "alone" / NAME).read_bytes()


def test_something_else_is_done_while_workers_read_and_else_before_files_are_read_here(base, monkeypatch):
    done: list[str] = []
    load(base, meanwhile=lambda: done.append("alone"))
    assert done == ["alone"]
    use_workers(monkeypatch)
    parse_text = file_reading.parse_text

    def wait_and_parse(*args: Any) -> Any:
        time.sleep(0.05)
        return parse_text(*args)

    monkeypatch.setattr(file_reading, "parse_text", wait_and_parse)
    load(base, meanwhile=lambda: done.append("together"))
    assert done.count("together") > 1


def test_who_is_who_is_asked_once_for_team_files_and_not_again_for_cycle_files(base, tmp_path, monkeypatch):
    """What a worker has found out about a name of a team file is known to those that read cycle files after it."""
    asked = tmp_path / "asked"
    ask_directory = Lookups._ask_directory

    def note(self: Lookups, typed: str) -> Any:
        with asked.open("a", encoding="utf-8") as file:  # by whichever process
            file.write(f"{typed}\n")
        return ask_directory(self, typed)

    monkeypatch.setattr(Lookups, "_ask_directory", note)
    use_workers(monkeypatch)
    load(base)
    team = (base / "content" / "teams" / "booking" / "team.yml").read_text("utf-8")
    cycles = [file.read_text("utf-8") for file in (base / "content" / "teams" / "booking").glob("2026-*.yml")]
    assert "lead: sana" in team and any("owner: sana" in text for text in cycles)
    assert asked.read_text("utf-8").splitlines().count("sana") == 1
