"""Content that lies beside the folder of the configuration (`docs_dir: ../docs`), as MkDocs lets it."""

from __future__ import annotations

import re

import pytest
from project_tree import Project
from stories import build_site, read_snapshot

FILES = {
    "index.md": "# Hi\n\n[memo](company/memo-2026.md), [other](notes/other.md), [file](notes/plan.csv), [team](teams/a/team.yml).\n",
    "notes/other.md": "# Other\n\n[Back](../index.md), [goal](../teams/a/2026-Q4.md#grow).\n",
    "notes/plan.csv": "a;b\n",
    "company/team.yml": "name: Co\n",
    "company/memo-2026.md": "# Memo\n\nText.\n",
    "teams/a/team.yml": "name: A\n",
    "teams/a/2026-Q4.md": "## Grow\n\n- Owner: Ana\n\n[Memo](../../company/memo-2026.md).\n\n- KR: Bread: 0 → 9, now 3\n",
}


@pytest.fixture
def elsewhere(tmp_path):
    def make(files, **options):
        made = Project(tmp_path, options).write(files)
        (tmp_path / "site-of-it").mkdir()
        config = tmp_path / "site-of-it/mkdocs.yml"
        config.write_text(made.config.read_text("utf-8").replace("docs_dir: content", "docs_dir: ../content"), "utf-8")
        return config

    return make


@pytest.mark.parametrize("ordinary", ["okrsite", "mkdocs"])
def test_links_lead_where_they_lead_anywhere_else(elsewhere, tmp_path, ordinary):
    config = elsewhere(FILES, ordinary_pages=ordinary)
    assert [problem for problem in read_snapshot(config).problems if problem.severity == "error"] == []
    build_site(config, tmp_path / "site", strict=True)
    goal = (tmp_path / "site/objectives/a/2026-Q4/grow/index.html").read_text("utf-8")
    assert re.search(r'href="[./]*company/memo-2026/"', goal)
    home = (tmp_path / "site/notes/other/index.html").read_text("utf-8")
    assert re.search(r'href="[./]*teams/a/#grow"', home)


def test_a_broken_file_is_left_out_with_its_unit_named(elsewhere, tmp_path):
    broken = {**FILES, "teams/a/2027-Q1.yml": "objectives: [{id: x, title: [\n"}
    config = elsewhere(broken)
    report = build_site(config, tmp_path / "site", isolate=True)
    assert report.left_out == ("../content/teams/a/2027-Q1.yml",)
    assert "2027-Q1.yml" in (tmp_path / "site/teams/a/index.html").read_text("utf-8")


def test_a_style_sheet_that_the_configuration_names_is_no_problem(elsewhere):
    """It is published, though it lies among the content; what is not named isn't, and that is said."""
    config = elsewhere({**FILES, "own/look.css": "p { color: red }\n", "own/other.css": "\n"})
    config.write_text(config.read_text("utf-8") + "extra_css: [own/look.css]\n", "utf-8")
    found = [problem.place.path for problem in read_snapshot(config).problems if problem.code == "OKR123"]
    assert found == ["../content/own/other.css"]
