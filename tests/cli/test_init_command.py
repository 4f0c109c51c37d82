"""`okrsite init`: from an empty folder to a repository that works, or a sentence and nothing written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from command_line import call, call_process

from okrsite import new_files
from okrsite.cli import okrsite
from okrsite.cli.call import CommandContext

MODULE = sys.modules["okrsite.cli.init"]  # of the same name in its package is the command


def list_tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("forge", ["github", "gitlab", "none"])
def test_three_commands_lead_from_nothing_to_a_site(tmp_path, forge):
    folder = tmp_path / "goals"
    done = call("init", folder, "--name", "Riverside Bikes", "--team", "Workshop", "--forge", forge)
    assert done.status == 0, done.said
    assert set(done.out.splitlines()) == {str(folder / path) for path in list_tree(folder)}
    checked = call("check", "--strict", "-f", folder / "mkdocs.yml")
    assert (checked.status, checked.out) == (0, "")
    assert call("build", "--strict", "-f", folder / "mkdocs.yml").status == 0
    page = (folder / "site" / "teams" / "workshop" / "index.html").read_text(encoding="utf-8")
    assert "We say each week how our goals stand" in page
    assert "On track" in page


def test_a_second_time_is_refused_and_changes_nothing(tmp_path):
    assert call("init", tmp_path, "--forge", "gitlab").status == 0
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\n", encoding="utf-8")
    before = list_tree(tmp_path)
    done = call("init", tmp_path, "--forge", "github", "--team", "Other")
    assert (done.status, done.out) == (2, "")
    assert "already, and nothing is written over" in done.err
    assert list_tree(tmp_path) == before


@pytest.mark.parametrize("taken", ["README.md", "content/teams/a/team.yml", ".vscode", ".github", "mkdocs.yml/x"])
def test_a_folder_with_one_of_its_files_is_refused(tmp_path, taken):
    place = tmp_path / taken
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("Ours.\n", encoding="utf-8")
    done = call("init", tmp_path, "--forge", "github")
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 2  # a sentence and a way out
    assert list_tree(tmp_path) == {taken: b"Ours.\n"}


def test_what_a_folder_has_beside_its_files_stays(tmp_path):
    for name in (".git/HEAD", "LICENSE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "content").mkdir()
    assert call("init", tmp_path).status == 0
    assert (tmp_path / "LICENSE").read_text(encoding="utf-8") == "x"


def test_a_folder_among_the_content_of_a_site_is_refused_and_one_beside_it_is_not(tmp_path):
    assert call("init", tmp_path / "goals").status == 0
    done = call("init", tmp_path / "goals" / "content" / "teams" / "new")
    assert (done.status, "lies among the content of" in done.err) == (2, True)
    assert not (tmp_path / "goals" / "content" / "teams" / "new").exists()
    assert call("init", tmp_path / "goals" / "other").status == 0


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_is_written_through_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "goals"
    folder.mkdir()
    (folder / ".github").symlink_to(elsewhere)
    assert call("init", folder, "--forge", "github").status == 2
    assert list(elsewhere.iterdir()) == []


def test_a_place_that_is_a_file_or_lies_in_one_is_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "goals"):
        done = call("init", place)
        assert (done.status, done.out) == (2, "")
    assert list_tree(tmp_path) == {"file": b"x"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_left_as_it_is(tmp_path):
    tmp_path.chmod(0o500)
    try:
        done = call("init", tmp_path / "goals")
        assert (done.status, list(tmp_path.iterdir())) == (2, [])
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("room", [0, 1, 7, 16])
def test_a_disk_that_is_full_after_some_files_holds_none_of_them(tmp_path, monkeypatch, room):
    write, written = new_files.write_whole_file, []

    def write_while_there_is_room(path, parts):
        if len(written) == room:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write(path, parts)

    monkeypatch.setattr(new_files, "write_whole_file", write_while_there_is_room)
    (tmp_path / "LICENSE").write_text("x", encoding="utf-8")
    done = call("init", tmp_path / "a" / "goals")
    assert done.status == 2
    assert "Nothing was written: No space left" in done.err
    assert [path.name for path in tmp_path.rglob("*")] == ["LICENSE"]


def test_a_dry_run_shows_all_and_writes_nothing(tmp_path):
    folder = tmp_path / "goals"
    done = call("init", folder, "--dry-run", "--name", "Riverside", "--forge", "github")
    assert (done.status, list(tmp_path.iterdir())) == (0, [])
    assert "+++ b/mkdocs.yml\n" in done.out
    assert '+site_name: "Riverside"\n' in done.out
    shown = {line.removeprefix("+++ b/") for line in done.out.splitlines() if line.startswith("+++ b/")}
    call("init", folder, "--name", "Riverside", "--forge", "github")
    assert shown == set(list_tree(folder))


def test_without_a_terminal_defaults_are_taken(tmp_path):
    folder = tmp_path / "riverside_bikes-okrs"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config").write_text(
        '[remote "origin"]\n\turl = git@gitlab.example.org:a/b.git\n', encoding="utf-8"
    )
    done = call_process("init", cwd=folder)
    assert done.status == 0, done.said
    assert 'site_name: "Riverside bikes"' in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert (folder / ".gitlab-ci.yml").is_file()
    assert (folder / "content" / "teams" / "first-team" / "team.yml").is_file()


def test_a_terminal_is_asked_for_what_is_missing_and_asked_again(tmp_path, monkeypatch):
    monkeypatch.setattr(MODULE, "_is_asked", lambda: True)
    typed = "\n".join(["!!!", "Riverside Bikes", "github", "Workshop", ""])
    folder = str(tmp_path / "goals")
    done = CliRunner().invoke(okrsite, ["init", folder], input=typed, obj=CommandContext())
    assert done.exit_code == 0, done.output
    assert "The name of the organisation holds no letter" in done.stderr
    assert (Path(folder) / ".github" / "workflows" / "okrs.yml").is_file()
    assert (Path(folder) / "content" / "teams" / "workshop").is_dir()


def test_a_terminal_is_not_asked_for_what_was_said_nor_for_a_folder_that_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(MODULE, "_is_asked", lambda: True)
    folder = str(tmp_path / "goals")
    said = ["init", folder, "--name", "A", "--team", "B", "--forge", "none"]
    assert CliRunner().invoke(okrsite, said, input="", obj=CommandContext()).exit_code == 0
    done = call("init", folder)
    assert (done.status, "called?" in done.out + done.err) == (2, False)


@pytest.mark.parametrize(
    "said",
    [
        ("--name", ""), ("--name", "  "), ("--name", "?!"), ("--name", "x" * 101), ("--name", "a\u202eb"),
        ("--name", "two\x00"), ("--team", "---"), ("--source", ""), ("--source", "-r other.txt"), ("--source", "a\nb"),
        ("--source", "./okrsite-9.whl"), ("--source", "x" * 501), ("--forge", "svn"), ("--today", "2200-01-01"),
    ],
)  # fmt: skip
def test_what_nothing_can_be_made_of_is_one_sentence_and_writes_nothing(tmp_path, said):
    done = call("init", tmp_path / "goals", *said)
    assert (done.status, done.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "source",
    [
        "okrsite==1.2",
        "okrsite @ git+https://git.example.org/okrsite.git@v1.2",
        "git+ssh://git@example.org/a#egg=okrsite",
    ],
)
def test_where_okrsite_comes_from_is_one_line(tmp_path, source):
    assert call("init", tmp_path, "--source", source).status == 0
    lines = (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and line[0] != "#"] == [source, "--constraint constraints.txt"]


def test_a_wheel_is_laid_beside_the_content(tmp_path):
    wheel = tmp_path / "dist" / "okrsite-1.2-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"PK")
    folder = tmp_path / "goals"
    assert call("init", folder, "--source", wheel).status == 0
    assert (folder / wheel.name).read_bytes() == b"PK"
    assert f"\n./{wheel.name}\n" in (folder / "requirements.txt").read_text(encoding="utf-8")
