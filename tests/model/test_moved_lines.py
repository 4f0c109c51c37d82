"""A line of YAML that begins further left than what it belongs to is asked about where it can be read as something else."""

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
      - id: loaves
        title: Loaves
        from: 40
        to: 90
        owner: Bo
      - id: oven
        title: A new oven
        milestones:
          - {title: Plan, done: true}
          - {title: Permit, done: false}
"""
AUDIENCE = "        audience: internal numbers\n"


def list_told(project: Callable[..., Project], text: str) -> list[tuple[int, str]]:
    made = project({"company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": text})
    return [(problem.place.line, problem.code) for problem in made.problems() if problem.code[3] in "12"]


def test_the_file_as_it_should_be_is_fine(project: Callable[..., Project]) -> None:
    assert list_told(project, GOAL) == []


def test_a_step_among_the_key_results_is_asked_about(project: Callable[..., Project]) -> None:
    moved = GOAL.replace("          - {title: Permit", "      - {title: Permit")
    assert list_told(project, moved) == [(15, "OKR118")]


def test_a_field_of_the_last_key_result_that_became_one_of_the_objective_is_asked_about(
    project: Callable[..., Project],
) -> None:
    assert list_told(project, GOAL + AUDIENCE) == []
    assert list_told(project, GOAL + AUDIENCE[4:]) == [(16, "OKR118")]


@pytest.mark.parametrize(
    "text",
    [
        GOAL.replace("    owner: Lotte\n", "    owner: Lotte\n    audience: internal numbers\n"),
        f"{GOAL}    tags: [bread]\n",
        GOAL.replace("          - {title: Permit, done: false}\n", "      - {id: shop, title: Shop, done: false}\n"),
    ],
)
def test_what_stands_where_it_belongs_is_left_alone(project: Callable[..., Project], text: str) -> None:
    assert list_told(project, text) == []
