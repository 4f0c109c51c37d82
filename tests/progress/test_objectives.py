"""Objectives, units, cycles: means, alignment, grades, contribution."""

from __future__ import annotations

import pytest

OKRS = """
objectives:
  - id: {id}
    title: Objective {id}
    owner: anna
    {links}
    key_results:
      - {{id: k, title: K, from: 0, to: 100, now: {now}}}
"""


def okr(key: str, now: float, links: str = "") -> str:
    return OKRS.format(id=key, now=now, links=links)


def test_an_objective_is_the_weighted_mean_of_its_cut_key_results_with_data(project):
    made = project(
        {
            "company/2026-Q4.yml": """
            objectives:
              - id: o
                title: O
                owner: anna
                key_results:
                  - {title: A, from: 0, to: 10, now: 20, weight: 3, confidence: 80%}
                  - {title: B, from: 0, to: 10, now: 5, confidence: 50%}
                  - {title: C, from: 0, to: 10, weight: 100}
            """
        }
    )
    numbers = made.objective("company/2026-Q4/o")
    assert numbers.progress == pytest.approx((3 * 1.0 + 0.5) / 4)
    assert numbers.confidence == pytest.approx((3 * 0.8 + 0.5) / 4)
    assert numbers.without_data == 1
    assert numbers.grade is None


def test_all_weights_zero_is_no_number(project):
    made = project(
        {
            "company/2026-Q4.yml": "objectives: [{id: o, title: O, owner: a, key_results: [{title: A, from: 0, to: 1, now: 1, weight: 0}]}]"
        }
    )
    assert made.objective("company/2026-Q4/o").progress is None
    assert "OKR255" in made.codes()


def test_an_objective_is_graded_once_all_its_key_results_are(project):
    text = "objectives: [{id: o, title: O, owner: a, key_results: [{title: A, done: yes, grade: 0.5}, {title: B, done: no, grade: %s, weight: 3}]}]"
    assert project({"company/2026-Q3.yml": text % "0.7"}).objective("company/2026-Q3/o").grade == pytest.approx(0.65)
    assert project({"company/2026-Q3.yml": text % ""}).objective("company/2026-Q3/o").grade is None


def test_aligned_counts_each_objective_of_other_units_once_and_kinds_apart(project):
    made = project(
        {
            "company/2026-Q4.yml": okr("goal", 10),
            "teams/a/2026-Q4.yml": okr("x", 40, "contributes_to: [company/goal, company/goal#k]"),
            "teams/b/2026-Q4.yml": okr("x", 60, "contributes_to: company/goal#k"),
            "teams/c/2026-Q4.yml": okr("x", 30, "supports: company/goal"),
            "teams/d/2026-Q4.yml": okr("x", 100, "contributes_to: company/goal\n    status: dropped"),
        }
    )
    numbers = made.objective("company/2026-Q4/goal")
    assert numbers.progress == 0.1
    assert (numbers.aligned_direct, numbers.aligned_indirect) == (0.5, 0.3)


def test_a_unit_is_the_mean_of_its_active_cycles_else_its_newest(project):
    made = project(
        {
            "teams/a/2026.yml": okr("year", 20),
            "teams/a/2026-Q4.yml": okr("x", 40),
            "teams/a/2026-Q3.yml": okr("x", 100),
            "teams/b/2026-Q2.yml": okr("x", 100),
            "teams/b/2026-Q3.yml": okr("x", 70),
        }
    )
    units = made.snapshot().measures.units
    assert (units["a"], units["b"], units["company"]) == (pytest.approx(0.3), 0.7, None)


def test_contribution_adds_movements_in_the_same_unit(project):
    team = """
    objectives:
      - id: x
        title: X
        owner: anna
        key_results:
          - {{id: k, title: K, from: 10 {unit}, to: {to} {unit}, now: 12, contributes_to: company/goal#k}}
    """
    company = "objectives: [{id: goal, title: G, owner: a, key_results: [{id: k, title: K, from: 100 visits, to: 150 visits, now: 110}]}]"
    made = project(
        {
            "company/2026-Q4.yml": company,
            "teams/a/2026-Q4.yml": team.format(unit="visits", to=40),
            "teams/b/2026-Q4.yml": team.format(unit="calls", to=400),
        }
    )
    found = made.key_result("company/2026-Q4/goal#k").contribution
    assert (found.planned, found.covered, found.verdict) == (50.0, 30.0, "short")
    made.write({"teams/c/2026-Q4.yml": team.format(unit="visits", to=30)})
    assert made.key_result("company/2026-Q4/goal#k").contribution.verdict == "covered"
    made.write({"teams/d/2026-Q4.yml": team.format(unit="visits", to=30)})
    assert made.key_result("company/2026-Q4/goal#k").contribution.verdict == "promised twice"


def test_a_typed_share_is_of_the_parents_movement(project):
    made = project(
        {
            "company/2026-Q4.yml": okr("goal", 0),
            "teams/a/2026-Q4.yml": okr("x", 0, "contributes_to: {to: company/goal#k, share: 40%}"),
        }
    )
    assert made.key_result("company/2026-Q4/goal#k").contribution.covered == pytest.approx(40)
