"""The imagined company stays one at every size, and what happens to it changes what it says it changes."""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from stories import read_snapshot

from benchmarks.imagine import MOST_BELOW_COMPANY, count_layers, imagine
from benchmarks.project import choose_team_name, commit_checkin, forget_builds, plan_edit, write_project
from okrsite.options import Settings

OUTDATED_AFTER = Settings().outdated_after_days


@pytest.mark.parametrize("teams", [1, 12, 130, 600])
def test_nobody_has_more_units_below_than_a_company_can_lead(teams: int) -> None:
    units = imagine(teams).units
    assert sum(unit.is_team for unit in units) == teams
    assert max(Counter(unit.parent for unit in units).values()) <= MOST_BELOW_COMPANY
    names = [unit.id for unit in units]
    assert len(set(names)) == len(names)
    # Whoever is above comes first, so that there is no circle.
    assert all(unit.parent is None or names.index(unit.parent) < number for number, unit in enumerate(units))


def test_a_large_company_is_deep_and_not_wide() -> None:
    assert [count_layers(teams) for teams in (100, 1000, 5000, 10_000)] == [
        [10],
        [100, 10],
        [500, 50, 5],
        [1000, 100, 10],
    ]


def test_a_team_has_the_same_people_and_aims_in_a_company_of_any_size() -> None:
    small, large = ({unit.id: unit for unit in imagine(teams).units} for teams in (10, 200))
    team = next(unit for unit in small.values() if unit.is_team and unit.id.endswith("00007"))
    assert large[team.id].people == team.people
    assert [o.title for o in large[team.id].objectives] == [o.title for o in team.objectives]
    assert [o.checkins for o in large[team.id].objectives] == [o.checkins for o in team.objectives]


def test_each_day_makes_a_few_goals_outdated_and_none_makes_all_of_them() -> None:
    """A new day is measured on such a company: a day on which everything changes is no usual one."""
    company = imagine(600)
    newest = [max(checkin.day for checkin in unit.objectives[0].checkins) for unit in company.units]
    ages = [(company.today - day).days for day in newest]
    assert all(day.weekday() < 5 for day in newest) and min(ages) >= 1
    late = [sum(age + days > OUTDATED_AFTER for age in ages) / len(ages) for days in range(8)]
    assert 0.05 < late[0] < 0.1
    assert all(after - before < 0.1 for before, after in pairwise(late)) and late[-1] > late[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write_project(folder, teams=3, seed=1)
    return folder


def test_the_company_is_free_of_errors(project: Path) -> None:
    snapshot = read_snapshot(project / "mkdocs.yml")
    assert [problem for problem in snapshot.problems if problem.severity == "error"] == []


def test_a_checkin_is_one_more_number_and_is_committed(project: Path) -> None:
    before = read_snapshot(project / "mkdocs.yml")
    commit_checkin(project, 1)
    after = read_snapshot(project / "mkdocs.yml")
    assert git(project, "log", "--format=%s").splitlines() == ["Report this week", "Begin"]
    assert git(project, "status", "--porcelain") == ""
    changed = [
        (objective, after.organisation.objectives[ref])
        for ref, objective in before.organisation.objectives.items()
        if objective.checkins != after.organisation.objectives[ref].checkins
    ]
    ((old, new),) = changed
    assert len(new.checkins) == len(old.checkins) + 1
    assert max(checkin.date for checkin in new.checkins) > max(checkin.date for checkin in old.checkins)
    # What the key result says and what its newest check-in says is the same number.
    assert "OKR258" not in {problem.code for problem in after.problems}


def test_an_edit_is_told_by_the_page_that_it_names(project: Path) -> None:
    edit = plan_edit(project, 1)
    assert edit.words in edit.text and edit.words not in edit.path.read_text("utf-8")
    edit.path.write_text(edit.text, "utf-8")
    snapshot = read_snapshot(project / "mkdocs.yml")
    assert f"{edit.words} " in "".join(
        checkin.note.markdown
        for objective in snapshot.organisation.objectives.values()
        if edit.address == f"objectives/{objective.ref}/"
        for checkin in objective.checkins
        if checkin.note
    )


def test_a_team_is_searched_for_by_a_name_that_it_has(project: Path) -> None:
    assert choose_team_name(project) in {unit.name for unit in imagine(3).units if unit.is_team}


def test_forgetting_builds_leaves_what_is_committed(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").touch()
    (project / ".okrsite").mkdir()
    forget_builds(project)
    assert sorted(path.name for path in project.iterdir()) == [".git", ".gitignore", "content", "mkdocs.yml"]


def git(project: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=project, check=True, capture_output=True, text=True).stdout
