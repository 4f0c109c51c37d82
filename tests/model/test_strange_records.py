"""A record that stands in the place of another is told once, and not with each of its fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from project_tree import Project

GOAL = """\
objectives:
  - title: Bake more
    id: bake
    owner: Lotte
    key_results:
      - {id: loaves, title: Loaves, from: 40, to: 90}
      - {id: rolls, title: Rolls, keep: ">= 9"}
    checkins:
      - {date: 2026-10-12, by: Lotte, note: Fine., now: {loaves: 45}}
      - {date: 2026-11-12, by: Lotte, note: Better., now: {loaves: 50}}
"""
KPIS = """\
loaves:
  name: Loaves
  unit: pieces
  values:
    2026-09-30: 40
    2026-10-31: 45
"""


def list_told(project: Callable[..., Project], **files: str) -> list[tuple[str, int, str]]:
    made = project({"company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": GOAL, **files})
    return [
        (problem.code, problem.place.line, problem.message) for problem in made.problems() if problem.code[3] in "012"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("      - {date: 2026-11-12", "  - {date: 2026-11-12", 10, "looks like a check-in"),
        (GOAL[GOAL.index("      - {id: rolls"):], '  - {id: rolls, title: Rolls, keep: ">= 9"}\n', 7, "looks like a key result"),
    ],
)  # fmt: skip
def test_a_record_among_the_objectives_is_told_once(
    project: Callable[..., Project], old: str, new: str, line: int, says: str
) -> None:
    problems = list_told(project, **{"company/2026-Q4.yml": GOAL.replace(old, new)})
    assert [(problem[1], says in problem[2]) for problem in problems if problem[0] == "OKR201"] == [(line, True)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("  values:\n", "values:\n", "OKR201"), ("loaves:\n  name", "  loaves:\n  name", "OKR202")],
)
def test_values_and_fields_among_kpis_are_told_once(
    project: Callable[..., Project], old: str, new: str, code: str
) -> None:
    assert [problem[0] for problem in list_told(project, **{"kpis.yml": KPIS.replace(old, new)})] == [code]
    assert list_told(project, **{"kpis.yml": KPIS}) == []


def test_an_id_that_stands_twice_is_told_once(project: Callable[..., Project]) -> None:
    block = GOAL.replace("      - {id: loaves, title: Loaves, from: 40, to: 90}\n", "      - id: loaves\n      - id: loaves\n        title: Loaves\n        from: 40\n        to: 90\n")  # fmt: skip
    assert [problem[:2] for problem in list_told(project, **{"company/2026-Q4.yml": block})] == [("OKR210", 7)]
