"""Runs the cases of the rules: a file for each code, with projects that it objects to, and some that it lets pass.

A case has `files` below `content/`, or `commits`, each with `date`, `subject`, `author` and `files`; it can have
`today` (20 November 2026 where it says nothing) and `options` of the settings. `said` is all that the rule says:
`path:line message`, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from git_repository import ANNA, Repo
from project_tree import TODAY
from stories import read_snapshot

from okrsite.checks.rule_list import RULES
from okrsite.problems import CODES

_CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """A project and what a rule says of it."""

    code: str
    name: str
    typed: dict[str, Any]


def read_cases() -> list[Case]:
    """Return the cases of all files."""
    return [
        Case(path.stem, case["name"], case)
        for path in sorted(_CASES.glob("OKR*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
    ]


CASES = read_cases()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.code}-{case.name}") for case in CASES])
def test_a_rule_says_what_its_case_expects(project, tmp_path, case, language):
    """In English, whatever the language of the site; numbers alone are written as the site writes them."""
    options = {"rules": {case.code: CODES[case.code].severity}, "language": language, "decimal_comma": False}
    options |= case.typed.get("options", {})
    today = case.typed.get("today", TODAY)
    if commits := case.typed.get("commits"):
        config = commit_all(tmp_path / "repository", options, commits)
    else:
        config = project(case.typed["files"], **options).config
    said = [
        f"{problem.place.path.removeprefix('content/')}:{problem.place.line} {problem.message}"
        for problem in read_snapshot(config, today).problems
        if problem.code == case.code
    ]
    assert said == case.typed["said"]


def commit_all(root: Path, options: dict[str, Any], commits: list[dict[str, Any]]) -> Path:
    """Make a repository of commits, and return its configuration file."""
    repository = Repo(root, options)
    for commit in commits:
        repository.commit(str(commit["date"]), commit["subject"], commit["files"], commit.get("author", ANNA))
    return root / "mkdocs.yml"


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES if rule.code >= "OKR6"])
def test_each_rule_of_how_goals_are_written_has_cases_and_reasons(rule):
    """What, why and instead are said, by whom it is taught, and there are cases for both of its answers."""
    own = [case.typed["said"] for case in CASES if case.code == rule.code]
    assert rule.what and rule.why and rule.instead and rule.taught_by
    assert rule.code in CODES and CODES[rule.code].is_opinion
    assert any(own) and not all(own)


def test_each_code_of_how_goals_are_written_has_a_rule():
    coded = {code for code in CODES if code.startswith("OKR6")}
    assert coded == {rule.code for rule in RULES if rule.code.startswith("OKR6")}
    assert {case.code for case in CASES} <= {rule.code for rule in RULES}
