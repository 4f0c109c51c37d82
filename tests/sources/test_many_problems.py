"""Files in which very much is wrong: nothing of it is hidden behind a limit, and none takes long."""

from __future__ import annotations

from collections import Counter

import pytest

from okrsite.model.field_reader import FieldReader
from okrsite.sources import lost_key_results
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.problem_limits import MAX_PROBLEMS
from okrsite.sources.records import MapEntry
from okrsite.sources.yaml import read_yaml

COMPANY = {"company/team.yml": "name: Bakery\n"}
BROKEN = "## Rolls\n\n- Owner: lotte\n\n| Key result | From | To |\n| --- | --- | --- |\n| Rolls | 1 |\n\n"
WHOLE = (
    "## Bread\n\n- Owner: lotte\n- KR: Loaves {#loaves}: 1 -> 4\n- KR: Ovens {#ovens}: 1 -> 4\n\n"
    "### Check-ins\n\n- 2026-11-02, lotte: loavs 3, ovens 2\n\n"
)


@pytest.mark.parametrize("text", [BROKEN + WHOLE, WHOLE + BROKEN])
def test_a_broken_objective_hides_no_check_in_of_another_one(project, text: str) -> None:
    """The other one is on the site, without the value that its check-in says."""
    made = project(COMPANY | {"company/2026-Q4.md": text})
    assert Counter(each.code for each in made.problems() if each.severity == "error") == {"OKR120": 1, "OKR219": 1}


def test_yaml_that_is_refused_in_one_objective_hides_no_check_in_of_another_one(project) -> None:
    """All else in the file is read, and an error is told if the objective that it is about has no other one."""
    text = (
        "objectives:\n  - {id: rolls, title: Bake rolls, owner: &baker lotte, key_results: [{id: ro lls, title: Rolls}]}\n"
        "  - id: bread\n    title: Bake bread\n    owner: lotte\n    key_results:\n"
        "      - {id: loaves, title: Loaves, from: 1, to: 4}\n    checkins:\n"
        "      - {date: 2026-11-02, now: {loavs: 3}}\n"
    )
    told = [
        problem
        for problem in project(COMPANY | {"company/2026-Q4.yml": text}).problems()
        if problem.severity == "error"
    ]
    assert [(problem.place.line, problem.code) for problem in told] == [(2, "OKR103"), (2, "OKR209"), (9, "OKR219")]


def test_the_last_of_very_many_problems_says_how_many_there_are() -> None:
    _, problems = read_markdown("a.md", WHOLE + "## Words\n\nNo goal.\n\n" * 300, "cycle_file")
    assert len(problems) == MAX_PROBLEMS
    assert problems[-1].message == "Very much is wrong with this file: 201 more things are not told yet."
    assert problems[-1].severity == "warning"


def test_an_error_among_those_that_are_not_told_is_one_of_the_file() -> None:
    """Else the objective that it is about would be on the site."""
    _, problems = read_markdown("a.md", "## Words\n\nNo goal.\n\n" * 300 + BROKEN, "cycle_file")
    assert (problems[-1].code, problems[-1].severity, len(problems)) == ("OKR107", "error", MAX_PROBLEMS)


def test_yaml_with_very_many_slips_says_how_many_there_are() -> None:
    _, problems = read_yaml("a.yml", "".join(f"a{number}: &x b\n" for number in range(300)))
    assert (problems[-1].code, len(problems)) == ("OKR103", MAX_PROBLEMS)
    assert "201 more things" in problems[-1].message


def test_days_in_the_column_of_kpis_are_looked_at_once_each(monkeypatch) -> None:
    """Ten thousands of them, each compared with all others, took minutes."""
    text = "".join(f"2026-01-{day:02}: 5\n" for day in range(1, 29))
    node, _ = read_yaml("kpis.yml", text + "calls: {name: Calls}\n")
    assert node is not None
    monkeypatch.setattr(MapEntry, "__eq__", None)  # who compares two of them fails
    reader = FieldReader([])
    assert [record.id for record in reader.read_kpis(node)] == ["calls"]
    assert [(problem.code, problem.place.line) for problem in reader.problems] == [("OKR202", 1)]


def test_lines_of_lost_key_results_are_looked_at_once_each(project, monkeypatch) -> None:
    """However many check-ins name what isn't there."""
    seen: list[int] = []
    real = lost_key_results._list_lines
    monkeypatch.setattr(
        lost_key_results, "_list_lines", lambda cause, lines: seen.append(cause.place.line) or real(cause, lines)
    )
    lost = "".join(f"- B{number} {{#b{number}}}: 0 -> 9\n- KR: C{number}: 0 -> 9\n" for number in range(20))
    log = "".join(f"- 2026-11-02, lotte: b{number} 5, loaves 2\n" for number in range(20))
    made = project(COMPANY | {"company/2026-Q4.md": WHOLE.replace("\n### ", f"{lost}\n### ") + log})
    told = [problem for problem in made.problems() if problem.code == "OKR120"]
    assert len(told) == 20
    assert len(seen) == 20
