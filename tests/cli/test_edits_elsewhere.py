"""Commands that write and read files of content beside the folder of the configuration (`docs_dir: ../../docs`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import call
from project_tree import Project
from stories import read_snapshot

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.refused_edits import EditRefusedError

FILES = {
    "people.yml": "anna: {name: Anna Berg}\n",
    "company/team.yml": "name: Company\n",
    "company/memo-2026.md": "---\ntitle: The year\n---\nIt was good.\n",
    "teams/bakery/team.yml": "name: Bakery\n",
    "teams/bakery/2026-Q4.md": "## Bread\n\n- Owner: Anna\n\n- KR: Loaves: 1 → 9\n  - Id: loaves\n",
}
PREFIX = "../../docs/"
REFUSED = [
    "../../../../evil.yml", f"{PREFIX}../evil.yml", f"{PREFIX}../docs-of-others/team.yml", f"{PREFIX}teams/../people.yml",
    PREFIX, f"{PREFIX}.", f"{PREFIX}/etc/evil.yml", "/etc/evil.yml", "evil.yml", "..", "", f"{PREFIX}teams\\evil.yml",
    f"{PREFIX}teams/evil\0.yml", "../docs/evil.yml", "../../docs-of-others/evil.yml",
]  # fmt: skip


@dataclass(frozen=True)
class Elsewhere:
    """A configuration, and content that lies in no folder of it."""

    config: Path
    content: Path

    def read(self, path: str) -> str:
        return (self.content / path).read_text("utf-8")


@pytest.fixture
def elsewhere(tmp_path):
    def make(files):
        root = tmp_path / "repo"
        made = Project(root).write(files)
        config = root / "tools/goals/mkdocs.yml"
        config.parent.mkdir(parents=True)
        config.write_text(made.config.read_text("utf-8").replace("docs_dir: content", f"docs_dir: {PREFIX}"), "utf-8")
        made.config.unlink()
        if files:
            (root / "content").rename(root / "docs")
        else:
            (root / "docs").mkdir()
        return Elsewhere(config, root / "docs")

    return make


def test_a_team_and_its_first_objective_are_begun_in_the_content(elsewhere):
    company = elsewhere(FILES)
    assert call("new", "team", "oven", "--name", "Oven", "-f", company.config).status == 0
    done = call("new", "objective", "--team", "oven", "--title", "Hotter", "--owner", "anna", "--kr", "Degrees 200 → 250",
                "-f", company.config)  # fmt: skip
    assert done.status == 0, done.err
    assert f"{PREFIX}teams/oven/2026-Q4.md" in done.said
    assert company.read("teams/oven/team.yml") == "name: Oven\n"
    assert "## Hotter" in company.read("teams/oven/2026-Q4.md")


def test_a_checkin_is_written_and_read_back(elsewhere):
    company = elsewhere(FILES)
    done = call(
        "checkin", "bakery/2026-Q4/bread#loaves", "--now", "5", "--note", "Half", "--by", "anna", "-f", company.config
    )
    assert done.status == 0, done.err
    assert "Half" in company.read("teams/bakery/2026-Q4.md")
    assert read_snapshot(company.config).measures.objectives["bakery/2026-Q4/bread"].progress == 0.5


def test_a_checkin_that_would_make_an_error_is_still_refused(elsewhere):
    company = elsewhere(FILES)
    done = call("checkin", "bakery/2026-Q4/bread#loaves", "--now", "many", "--by", "anna", "-f", company.config)
    assert done.status != 0
    assert "Traceback" not in done.said
    assert company.read("teams/bakery/2026-Q4.md") == FILES["teams/bakery/2026-Q4.md"]


def test_files_of_it_are_named_by_their_paths(elsewhere):
    broken = "objectives: [\n"
    company = elsewhere({**FILES, "teams/bakery/2027-Q1.yml": broken, "company/2027-Q1.yml": broken})
    path = company.content / "teams/bakery/2026-Q4.md"
    read = call("read", path, "--format", "json", "-f", company.config)
    assert read.status == 0, read.err
    assert json.loads(read.out)["path"] == f"{PREFIX}teams/bakery/2026-Q4.md"
    checked = call("check", company.content / "teams", "-f", company.config)
    assert [line.partition(":")[0] for line in checked.out.splitlines() if line.startswith(".")] == [
        f"{PREFIX}teams/bakery/2027-Q1.yml"
    ]
    assert call("convert", path, "--to", "yml", "-f", company.config).status == 0
    assert "title: Bread" in company.read("teams/bakery/2026-Q4.yml")
    assert not path.exists()


def test_an_export_is_brought_into_it(elsewhere, tmp_path):
    old = Project(tmp_path / "old").write(FILES)
    (tmp_path / "okr.json").write_text(call("export", "-f", old.config).out, "utf-8")
    company = elsewhere({})
    done = call("import", tmp_path / "okr.json", "-f", company.config)
    assert done.status == 0, done.err
    assert "It was good." in company.read("company/memo-2026.md")
    assert "Bread" in company.read("teams/bakery/2026-Q4.yml")
    assert not (company.config.parent / "docs").exists()


def test_no_file_is_begun_elsewhere_than_in_the_content(elsewhere):
    """What leads to content beside the configuration may lead upwards, and nothing else that somebody wrote."""
    files = ChangedFiles(read_snapshot(elsewhere(FILES).config))
    files.create(f"{PREFIX}teams/oven/team.yml", "name: Oven\n")
    for path in REFUSED:
        with pytest.raises(EditRefusedError, match="no path of a file in the content folder"):
            files.create(path, "name: Evil\n")
    assert files.changed_paths == (f"{PREFIX}teams/oven/team.yml",)


def test_no_file_is_begun_outside_of_content_that_lies_with_the_configuration(project):
    files = ChangedFiles(project(FILES).snapshot())
    for path in (
        "people.yml",
        "content",
        "content/../evil.yml",
        "content/teams/../../../evil.yml",
        "../content/evil.yml",
    ):
        with pytest.raises(EditRefusedError, match="no path of a file in the content folder"):
            files.create(path, "name: Evil\n")
