"""Grades: bands without holes, a scale by ambition, a cycle beside the one before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.progress.grading import (
    BANDS,
    collect_carried_objectives,
    compute_cycle_grades,
    describe_grade,
    describe_grading_scale,
    find_grade_band,
    find_previous_cycle,
)

TODAY = date(2026, 11, 20)


def objective(name: str, *grades: float | None, **fields: str) -> str:
    lines = [f"  - id: {name}", f"    title: {name.title()}", "    owner: anna"]
    lines += [f"    {field}: {text}" for field, text in fields.items()]
    lines += ["    key_results:"]
    for place, grade in enumerate(grades):
        given_grade = "" if grade is None else f", grade: {grade}"
        lines.append(f"      - {{id: k{place}, title: K{place}, from: 0, to: 10, now: 5{given_grade}}}")
    return "\n".join(lines)


def file(*objectives: str) -> str:
    return "objectives:\n" + "\n".join(objectives) + "\n"


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (0.0, BANDS[0]),
        (0.39, BANDS[0]),
        (0.4, BANDS[1]),
        (0.1 + 0.3, BANDS[1]),
        (0.69, BANDS[1]),
        (0.7, BANDS[2]),
        ((0.7 + 0.7 + 0.7) / 3, BANDS[2]),
        (1.0, BANDS[2]),
    ],
)
def test_bands(grade, words):
    assert BANDS[find_grade_band(grade)] == words


@given(st.floats(0, 1), st.floats(0, 1))
def test_every_grade_lies_in_one_band_and_a_better_one_never_in_a_lower(one, other):
    assert find_grade_band(one) in (0, 1, 2)
    assert (one <= other) <= (find_grade_band(one) <= find_grade_band(other))


@pytest.mark.parametrize("ambition", ["committed", "aspirational", "learning", None])
@given(grade=st.floats(0, 1))
def test_every_grade_has_a_verdict_on_every_scale(ambition, grade):
    assert describe_grade(grade, ambition)
    assert describe_grading_scale(ambition).endswith(".")


def test_the_same_grade_means_different_things():
    assert describe_grade(0.7, "aspirational") == "what an aspirational goal aims for"
    assert describe_grade(0.7, "committed") == "close to what was committed to"
    assert describe_grade(1.0, "committed") == "the commitment was kept"
    assert describe_grade(0.1, "learning") == "what counts is what was learned"
    assert describe_grade(0.7, None) == "largely reached"


@pytest.fixture
def company(project):
    return project(
        {
            "company/team.yml": "name: Company\n",
            "teams/sales/team.yml": "name: Sales\n",
            "teams/legal/team.yml": "name: Legal\n",
            "teams/sales/2026-Q1.yml": file(objective("a", 0.2)),
            "teams/sales/2026-Q2.yml": file(objective("a", 0.5, continues="2026-Q1/a"), objective("b", 0.8, 0.9)),
            "teams/sales/2026-Q3.yml": file(
                objective("a", 0.7, continues="2026-Q2/a"),
                objective("b", 0.3, 0.1),
                objective("open", 0.9, None),
                objective("gone", 0.0, status="dropped"),
            ),
            "teams/legal/2026-Q3.yml": file(objective("c", 1.0)),
            "company/2026.yml": file(objective("year", None)),
        }
    ).snapshot(TODAY)


def test_statistics_by_unit_and_for_all(company):
    grades = compute_cycle_grades(company.organisation, company.measures, company.organisation.cycles["2026-Q3"])
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
    grades = compute_cycle_grades(company.organisation, company.measures, company.organisation.cycles["2026"])
    assert (grades.total.graded, grades.total.mean, grades.before, grades.total_before) == (0, None, None, None)


def test_the_cycle_before_is_one_of_the_same_kind(project):
    files = {
        f"company/{cycle}.yml": file(objective("o", 0.5))
        for cycle in ("2025", "2026-Q1", "2026-01", "2026-02", "2026-H1", "2026-Q2", "2026-03")
    }
    organisation = project(files).snapshot(TODAY).organisation
    before = {cycle.id: find_previous_cycle(organisation, cycle) for cycle in organisation.cycles.values()}
    found = {key: other.id if other else None for key, other in before.items()}
    assert found == {
        "2025": None,
        "2026-H1": None,
        "2026-Q1": None,
        "2026-Q2": "2026-Q1",
        "2026-01": None,
        "2026-02": "2026-01",
        "2026-03": "2026-02",
    }


def test_carried_objectives_are_lines_through_their_cycles(company):
    lines = collect_carried_objectives(company.organisation, company.alignment, company.measures, "2026-Q2")
    assert [[(step.cycle, step.grade) for step in line] for line in lines] == [
        [("2026-Q1", 0.2), ("2026-Q2", 0.5), ("2026-Q3", 0.7)]
    ]
    assert collect_carried_objectives(company.organisation, company.alignment, company.measures, "2026") == ()
