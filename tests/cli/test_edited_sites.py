"""Whole sites after edits of every kind: the bytes of a build that takes pages over are those of one that can't."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from command_line import call
from edited_company import EDITS, EditedCompany, create_company
from project_tree import Project

SEQUENCES = (
    ("a value", "a template", "a person's name", "a draft"),
    ("who reads it", "an internal objective", "a new day", "another id of an objective"),
)


def build(root: Path, company: EditedCompany) -> None:
    shutil.rmtree(root / "content", ignore_errors=True)
    (root / "mkdocs.yml").unlink(missing_ok=True)
    made = Project(root, {"today": company.day, **company.options}).write(company.dump())
    if (root / "theme").exists():
        made.config.write_text(
            made.config.read_text("utf-8").replace("font: false", "font: false\n  custom_dir: theme")
        )
    # Remarks and gaps are no errors; what can't be read is left out by none of these edits.
    assert call("build", "-f", made.config).status == 0


def read_site(root: Path) -> dict[str, bytes]:
    folder = root / "site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit_template(root: Path) -> None:
    (root / "theme").mkdir(exist_ok=True)
    (root / "theme" / "main.html").write_text("{% extends 'okr/main.html' %}{% block footer %}By us{% endblock %}")


@pytest.mark.parametrize("steps", SEQUENCES, ids=" then ".join)
def test_a_site_after_edits_is_that_of_a_build_from_nothing(tmp_path, steps):
    company, chance = create_company(("company", "sales", "shops")), Random(5)
    build(tmp_path, company)
    for step in steps:
        if step in EDITS:
            EDITS[step](company, chance)
        else:
            edit_template(tmp_path)
        build(tmp_path, company)
    some_new = read_site(tmp_path)
    for name in ("site", ".okrsite"):
        shutil.rmtree(tmp_path / name)
    build(tmp_path, company)
    assert read_site(tmp_path) == some_new
