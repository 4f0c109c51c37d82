"""Content that is read again after each edit: what is known of it is what is known to whoever reads it afresh."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from random import Random

import pytest
from edited_company import EDITS, EditedCompany, create_company
from project_tree import Project

from okrsite.edited_content import EditedContent
from okrsite.request import BuildRequest, Source, make_source
from okrsite.settings import read_site

SETTINGS = ("who reads it", "a threshold", "how numbers are typed", "when the year begins", "how loud a rule is")
"""Edits of the configuration: it is another content then."""
LONG_AGO = 1_000_000_000


def write(root: Path, company: EditedCompany) -> None:
    """Write what has changed; what has not is known to be old."""
    files, content = company.dump(), root / "content"
    for path in [path for path in content.rglob("*") if path.is_file()]:
        if path.relative_to(content).as_posix() not in files:
            path.unlink()
    for path in sorted(content.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for path, text in files.items():
        target = content / path
        if not target.exists() or target.read_text("utf-8") != text:
            Project(root).write({path: text})
            os.utime(target, ns=(0, (LONG_AGO + len(text)) * 10**9))


def open_content(root: Path, company: EditedCompany) -> Source:
    (root / "mkdocs.yml").unlink(missing_ok=True)
    config = Project(root, {"today": company.day, **company.options}).config
    return make_source(BuildRequest(config, preview=True), read_site(config))


def commit(root: Path) -> None:
    """Commit the content, on a day of the running cycle and without whatever git is told on this machine."""
    surroundings = {"HOME": str(root), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1"}
    surroundings |= {f"GIT_{role}_DATE": "2026-11-10T12:00:00+00:00" for role in ("AUTHOR", "COMMITTER")}
    for command in (("init", "-q"), ("add", "content"), ("commit", "-q", "-m", "Change", "--allow-empty")):
        subprocess.run(
            ["git", "-c", "user.name=Anna", "-c", "user.email=anna@example.org", *command],
            cwd=root,
            env=surroundings,
            check=True,
        )


@pytest.mark.parametrize("seed", range(6))
def test_after_each_edit_all_is_known_that_a_fresh_look_would_find(tmp_path, seed):
    company, chance = create_company(), Random(seed)
    write(tmp_path, company)
    commit(tmp_path)
    source = open_content(tmp_path, company)
    content = EditedContent(source)
    content.take_snapshot()
    for step in chance.sample(sorted(EDITS.keys() - set(SETTINGS)), 12):
        day = company.day
        EDITS[step](company, chance)
        write(tmp_path, company)
        if company.day != day:
            continue  # the configuration names it
        if chance.random() < 0.2:
            commit(tmp_path)
        # The second is read of what the first has left in the cache: that is another test's matter.
        assert content.take_snapshot() == EditedContent(source).take_snapshot(), step
    measured = content.take_snapshot().measures.key_results.values()
    assert any(report.origin == "git" for numbers in measured for report in numbers.current_values.reports)


def test_a_person_that_gets_a_name_is_found_in_files_that_nobody_touched(tmp_path):
    company = create_company(("company", "sales"))
    write(tmp_path, company)
    source = open_content(tmp_path, company)
    content = EditedContent(source)
    content.take_snapshot()
    for people in ({"xaver": {"name": "anna"}}, None, {"anna": {"name": "Anna Berg"}}):
        company.files.pop("people.yml", None)
        if people is not None:
            company.files["people.yml"] = people
        write(tmp_path, company)
        assert content.take_snapshot() == EditedContent(source).take_snapshot()


def test_only_a_change_is_a_reason_to_read(tmp_path):
    company = create_company(("company",))
    write(tmp_path, company)
    content = EditedContent(open_content(tmp_path, company))
    assert content.has_changed()
    content.take_snapshot()
    assert not content.has_changed()
    (tmp_path / "content" / ".swap").write_text("x", "utf-8")
    (tmp_path / "content" / "team.yml~").write_text("x", "utf-8")
    assert not content.has_changed()
    (tmp_path / "content" / "more.md").write_text("# More\n", "utf-8")
    assert content.has_changed()
