"""Objectives, units, cycles: means, alignment, grades, contribution."""

from __future__ import annotations

import pytest


def objective(key: str, now: float, links: str = "", status: str = "") -> str:
    """Return a file with one objective, whose key result has the progress `now` in percent; `links` is a field."""
    return f"""
        objectives:
          - id: {key}
            title: Objective {key}
            owner: anna
            status: {status}
            {links}
            key_results:
              - id: k
                title: A key result
                from: 0
                to: 100
                now: {now}
    """


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
            "company/2026-Q4.yml": """
                objectives:
                  - id: o
                    title: O
                    owner: anna
                    key_results:
                      - {title: A, from: 0, to: 1, now: 1, weight: 0}
            """
        }
    )
    assert made.objective("company/2026-Q4/o").progress is None
    assert "OKR255" in made.codes()


@pytest.mark.parametrize(
    ("second_grade", "grade"),
    [
        pytest.param("0.7", (0.5 + 3 * 0.7) / 4, id="both key results are graded"),
        pytest.param("", None, id="one key result has no grade yet"),
    ],
)
def test_an_objective_is_graded_once_all_its_key_results_are(project, second_grade, grade):
    """Its grade is the mean of theirs by weight."""
    made = project(
        {
            "company/2026-Q3.yml": f"""
                objectives:
                  - id: o
                    title: O
                    owner: anna
                    key_results:
                      - title: A
                        done: yes
                        grade: 0.5
                      - title: B
                        done: no
                        grade: {second_grade}
                        weight: 3
            """
        }
    )
    assert made.objective("company/2026-Q3/o").grade == (None if grade is None else pytest.approx(grade))


def test_aligned_counts_each_objective_of_other_units_once_and_kinds_apart(project):
    made = project(
        {
            "company/2026-Q4.yml": objective("goal", 10),
            "teams/a/2026-Q4.yml": objective("x", 40, "contributes_to: [company/goal, company/goal#k]"),
            "teams/b/2026-Q4.yml": objective("x", 60, "contributes_to: company/goal#k"),
            "teams/c/2026-Q4.yml": objective("x", 30, "supports: company/goal"),
            "teams/d/2026-Q4.yml": objective("x", 100, "contributes_to: company/goal", "dropped"),
        }
    )
    numbers = made.objective("company/2026-Q4/goal")
    assert numbers.progress == 0.1
    assert (numbers.aligned_direct, numbers.aligned_indirect) == (0.5, 0.3)


def test_a_unit_is_the_mean_of_its_active_cycles_else_its_newest(project):
    made = project(
        {
            "teams/a/2026.yml": objective("year", 20),
            "teams/a/2026-Q4.yml": objective("x", 40),
            "teams/a/2026-Q3.yml": objective("x", 100),
            "teams/b/2026-Q2.yml": objective("x", 100),
            "teams/b/2026-Q3.yml": objective("x", 70),
        }
    )
    units = made.snapshot().measures.units
    assert (units["a"], units["b"], units["company"]) == (pytest.approx(0.3), 0.7, None)


def team_that_contributes(unit: str, target: int) -> str:
    """Return a team's file with a key result from 10 to a target, in a unit, that contributes to the company's."""
    return f"""
        objectives:
          - id: x
            title: X
            owner: anna
            key_results:
              - id: k
                title: K
                from: 10 {unit}
                to: {target} {unit}
                now: 12
                contributes_to: company/goal#k
    """


def test_contribution_adds_movements_in_the_same_unit(project):
    """The company wants 50 visits more; teams promise 30 each, and what is counted in calls is none of them."""
    made = project(
        {
            "company/2026-Q4.yml": """
                objectives:
                  - id: goal
                    title: G
                    owner: anna
                    key_results:
                      - id: k
                        title: K
                        from: 100 visits
                        to: 150 visits
                        now: 110
            """,
            "teams/a/2026-Q4.yml": team_that_contributes("visits", 40),
            "teams/b/2026-Q4.yml": team_that_contributes("calls", 400),
        }
    )
    contribution = made.key_result("company/2026-Q4/goal#k").contribution
    assert (contribution.planned, contribution.covered, contribution.verdict) == (50.0, 30.0, "short")
    made.write({"teams/c/2026-Q4.yml": team_that_contributes("visits", 30)})
    assert made.key_result("company/2026-Q4/goal#k").contribution.verdict == "covered"
    made.write({"teams/d/2026-Q4.yml": team_that_contributes("visits", 30)})
    assert made.key_result("company/2026-Q4/goal#k").contribution.verdict == "promised twice"


def test_a_typed_share_is_of_the_parents_movement(project):
    made = project(
        {
            "company/2026-Q4.yml": objective("goal", 0),
            "teams/a/2026-Q4.yml": objective("x", 0, "contributes_to: {to: company/goal#k, share: 40%}"),
        }
    )
    assert made.key_result("company/2026-Q4/goal#k").contribution.covered == pytest.approx(40)
