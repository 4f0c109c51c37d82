"""Grades: bands without holes, a scale by ambition, a cycle beside the one before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.progress.grade_scale import BANDS, describe_grade, describe_grading_scale, find_grade_band
from okrsite.progress.grading import (
    CycleGrades,
    collect_carried_objectives,
    compute_cycle_grades,
    find_previous_cycle,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("grade", "band"),
    [
        pytest.param(0.0, BANDS[0], id="nothing"),
        pytest.param(0.39, BANDS[0], id="just below the second band"),
        pytest.param(0.4, BANDS[1], id="where the second band begins"),
        pytest.param(0.1 + 0.3, BANDS[1], id="a sum that should be 0.4"),
        pytest.param(0.69, BANDS[1], id="just below the third band"),
        pytest.param(0.7, BANDS[2], id="where the third band begins"),
        pytest.param((0.7 + 0.7 + 0.7) / 3, BANDS[2], id="a mean that should be 0.7"),
        pytest.param(1.0, BANDS[2], id="all"),
    ],
)
def test_the_band_of_a_grade(grade, band):
    """Bands begin at 0.4 and 0.7, also for means that binary fractions put a little beside it."""
    assert BANDS[find_grade_band(grade)] == band


@given(st.floats(0, 1), st.floats(0, 1))
def test_every_grade_lies_in_one_band_and_a_better_one_never_in_a_lower(one, other):
    assert find_grade_band(one) in (0, 1, 2)
    assert (one <= other) <= (find_grade_band(one) <= find_grade_band(other))


@pytest.mark.parametrize("ambition", ["committed", "aspirational", "learning", None])
@given(grade=st.floats(0, 1))
def test_every_grade_has_a_verdict_on_every_scale(ambition, grade):
    assert describe_grade(grade, ambition)
    assert describe_grading_scale(ambition).endswith(".")


@pytest.mark.parametrize(
    ("grade", "ambition", "verdict"),
    [
        (0.7, "aspirational", "what an aspirational goal aims for"),
        (0.7, "committed", "close to what was committed to"),
        (1.0, "committed", "the commitment was kept"),
        (0.1, "learning", "what counts is what was learned"),
        (0.7, None, "largely reached"),
    ],
)
def test_the_same_grade_means_different_things(grade, ambition, verdict):
    assert describe_grade(grade, ambition) == verdict


@pytest.fixture
def company(project):
    """A company without grades, a team with one objective, and one that carries `a` through three quarters."""
    return project(
        {
            "company/team.yml": "name: Company",
            "company/2026.yml": """
                objectives:
                  - id: year
                    title: Year
                    owner: anna
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5}
            """,
            "teams/legal/team.yml": "name: Legal",
            "teams/legal/2026-Q3.yml": """
                objectives:
                  - id: c
                    title: C
                    owner: anna
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 1.0}
            """,
            "teams/sales/team.yml": "name: Sales",
            "teams/sales/2026-Q1.yml": """
                objectives:
                  - id: a
                    title: A
                    owner: anna
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.2}
            """,
            "teams/sales/2026-Q2.yml": """
                objectives:
                  - id: a
                    title: A
                    owner: anna
                    continues: 2026-Q1/a
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.5}
                  - id: b
                    title: B
                    owner: anna
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.8}
                      - {title: L, from: 0, to: 10, now: 5, grade: 0.9}
            """,
            "teams/sales/2026-Q3.yml": """
                objectives:
                  - id: a
                    title: A
                    owner: anna
                    continues: 2026-Q2/a
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.7}
                  - id: b
                    title: B
                    owner: anna
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.3}
                      - {title: L, from: 0, to: 10, now: 5, grade: 0.1}
                  - id: open
                    title: Open
                    owner: anna
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.9}
                      - {title: L, from: 0, to: 10, now: 5}
                  - id: gone
                    title: Gone
                    owner: anna
                    status: dropped
                    key_results:
                      - {title: K, from: 0, to: 10, now: 5, grade: 0.0}
            """,
        }
    ).snapshot(TODAY)


def grade_all_units(company, key: str) -> CycleGrades:
    """The grades of everybody in a cycle, beside those of the cycle before."""
    organisation, cycle = company.organisation, company.organisation.cycles[key]
    before = find_previous_cycle(organisation, cycle)
    return compute_cycle_grades(organisation, company.measures, cycle, before, organisation.units)


def list_carried_objectives(company, key: str):
    """The objectives of a cycle that were carried into it or out of it."""
    own = [objective for objective in company.organisation.objectives.values() if objective.cycle == key]
    return collect_carried_objectives(company.organisation, company.alignment, company.measures, own)


def test_statistics_by_unit_and_for_all(company):
    grades = grade_all_units(company, "2026-Q3")
    assert list(grades.units) == ["legal", "sales"]
    sales = grades.units["sales"]
    # What was dropped is left out; what is graded in part counts as an objective, not as graded.
    assert (sales.objectives, sales.key_results, sales.graded) == (3, 5, 2)
    assert sales.bands == (1, 0, 1)
    assert sales.mean == pytest.approx((0.7 + 0.2) / 2)
    assert grades.total.bands == (1, 0, 2)
    assert grades.total.mean == pytest.approx((0.7 + 0.2 + 1.0) / 3)
    assert grades.before.id == "2026-Q2"
    assert grades.total_before.mean == pytest.approx((0.5 + 0.85) / 2)
    assert list(grades.units_before) == ["sales"]


def test_nothing_graded_has_no_mean(company):
    grades = grade_all_units(company, "2026")
    assert (grades.total.graded, grades.total.mean, grades.before, grades.total_before) == (0, None, None, None)


@pytest.mark.parametrize(
    ("cycle", "before"),
    [
        pytest.param("2025", None, id="a year without the one before"),
        pytest.param("2026-H1", None, id="a half-year without the one before"),
        pytest.param("2026-Q1", None, id="a quarter without the one before"),
        pytest.param("2026-Q2", "2026-Q1", id="a quarter after a quarter"),
        pytest.param("2026-01", None, id="a month without the one before"),
        pytest.param("2026-02", "2026-01", id="a month after a month"),
        pytest.param("2026-03", "2026-02", id="the last month and not the one before it"),
    ],
)
def test_the_cycle_before_is_one_of_the_same_kind(project, cycle, before):
    objective = """
        objectives:
          - id: o
            title: O
            owner: anna
            key_results:
              - {title: K, from: 0, to: 10, now: 5, grade: 0.5}
    """
    cycles = ["2025", "2026-Q1", "2026-01", "2026-02", "2026-H1", "2026-Q2", "2026-03"]
    organisation = project({f"company/{name}.yml": objective for name in cycles}).snapshot(TODAY).organisation
    assert sorted(organisation.cycles) == sorted(cycles)
    previous = find_previous_cycle(organisation, organisation.cycles[cycle])
    assert (previous.id if previous else None) == before


def test_carried_objectives_are_lines_through_their_cycles(company):
    lines = list_carried_objectives(company, "2026-Q2")
    assert [[(step.cycle, step.grade) for step in line] for line in lines] == [
        [("2026-Q1", 0.2), ("2026-Q2", 0.5), ("2026-Q3", 0.7)]
    ]
    assert list_carried_objectives(company, "2026") == ()


def test_grades_of_some_units_leave_out_the_others(company):
    organisation, cycles = company.organisation, company.organisation.cycles
    grades = compute_cycle_grades(organisation, company.measures, cycles["2026-Q3"], cycles["2026-Q2"], ("legal",))
    assert (list(grades.units), grades.total.mean) == (["legal"], 1.0)
    assert (grades.total_before.graded, dict(grades.units_before)) == (0, {})
