"""`okrsite export -o` writes over no sources and nothing that holds no JSON, and waits for nobody."""

from __future__ import annotations

import errno
import json
import os

import pytest
from command_line import call, call_process
from quick_builds import CONTENT, tree


@pytest.fixture
def company(project, monkeypatch):
    made = project(CONTENT)
    assert made.config.exists()
    (made.root / ".git").mkdir()
    (made.root / "README.md").write_text("# Goals", encoding="utf-8")
    (made.root / "to-settings").symlink_to("mkdocs.yml")
    (made.root / "to-content").symlink_to("content")
    os.mkfifo(made.root / "pipe")
    monkeypatch.chdir(made.root)
    call("check")  # makes the folder for caches
    return made


@pytest.mark.parametrize("place", ["mkdocs.yml", "content/../mkdocs.yml", "to-settings", "content/company/team.yml",
                                   "content/new.json", "to-content/new.json", ".git/okr.json", "README.md", "content",
                                   "pipe", "none/okr.json", "README.md/okr.json", "x" * 300])  # fmt: skip
def test_it_is_refused_and_nothing_is_touched(company, place):
    before = tree(company.root)
    done = call("export", "-o", place)
    assert done.status == 2, done
    assert "Error" in done.err and "Traceback" not in done.err
    assert tree(company.root) == before


@pytest.mark.parametrize("before", [None, "", '{"old": 1}', " [1]"])
def test_a_new_file_and_an_older_export_are_written(company, before):
    target = company.root / ("okr.json" if before == " [1]" else "okr")
    if before is not None:
        target.write_text(before, encoding="utf-8")
    done = call("export", "-o", target)
    assert (done.status, json.loads(target.read_text(encoding="utf-8"))["schema_version"]) == (0, 1), done


def test_a_dash_and_a_pipe_are_the_standard_output(company):
    printed = call("export").out
    assert call("export", "-o", "-").out == printed
    assert call_process("export", "-q", "-o", "/dev/stdout", cwd=company.root).out == printed


def test_a_full_disk_ends_with_1_and_leaves_the_older_one(company, monkeypatch):
    (company.root / "okr.json").write_text("{}", encoding="utf-8")

    def full(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = tree(company.root)
    monkeypatch.setattr("okrsite.whole_files.os.fsync", full)
    done = call("export", "-o", "okr.json")
    assert (done.status, "Make room" in done.err) == (1, True), done
    assert tree(company.root) == before


def test_tables_get_a_folder_and_a_workbook_a_file(company):
    """Each can be written again over itself."""
    for _ in range(2):
        assert call("export", "--format", "csv", "-o", "tables").status == 0
        assert call("export", "--format", "xlsx", "-o", "goals.xlsx").status == 0
        assert call("export", "--format", "markdown", "-o", "goals.md").status == 0
    assert (company.root / "tables" / "objectives.csv").read_text(encoding="utf-8").startswith("ref,id,")
    assert (company.root / "goals.xlsx").read_bytes().startswith(b"PK")
    assert call("export", "--format", "markdown").out == (company.root / "goals.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wanted", "place", "said"),
    [
        ("csv", None, "--format csv needs a place: name a folder with -o."),
        ("xlsx", None, "--format xlsx needs a place: name a file with -o."),
        ("csv", "README.md", "is a file; --format csv writes a folder."),
        ("csv", "content", "is one of the site's own sources."),
        ("csv", "notes", "holds mine.txt, which is none of the files of an export."),
        ("markdown", "README.md", "is there and holds no export as Markdown."),
        ("xlsx", "budget.xlsx", "is there and holds no workbook of okrsite."),
        ("xlsx", "notes", "is a folder."),
    ],
)
def test_what_is_somebodys_own_stays(company, wanted, place, said):
    """A budget in XLSX and a README are no exports, whatever they begin with."""
    (company.root / "notes").mkdir()
    (company.root / "notes" / "mine.txt").write_text("x", encoding="utf-8")
    (company.root / "budget.xlsx").write_bytes(b"PK\x03\x04 of somebody else")
    before = tree(company.root)
    done = call("export", "--format", wanted, *(("-o", place) if place else ()))
    assert done.status == 2
    assert said in done.err
    assert tree(company.root) == before
