"""Commit, target and stretch of a number: which are reached, and which grade they propose."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import read_export

from okrsite.amounts import Quantity
from okrsite.model.objectives import KeyResult
from okrsite.problems import Place
from okrsite.progress.current_values import CurrentValues, SourcedValue
from okrsite.progress.key_results import compute_progress
from okrsite.progress.thresholds import explain_proposed_grade, list_thresholds, propose_grade

REF = "company/2026-Q4/o#k"
HERE = Place("content/company/2026-Q4.yml")


def make(project, fields: str):
    return project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": f"""
                objectives:
                  - id: o
                    title: O
                    owner: anna
                    key_results: [{{id: k, title: K, {fields}}}]
            """,
        }
    )


def quantity(value):
    return None if value is None else Quantity(value, "", str(value))


def measure(start, commit, target, stretch, now):
    """Return a key result with its values, as explanations look at them, and the proposed grade."""
    key_result = KeyResult(
        "k", "K", "reach", HERE, {}, target=quantity(target), commit=quantity(commit), stretch=quantity(stretch)
    )
    stands = CurrentValues(
        SourcedValue(start, None, "typed"), SourcedValue(now, None, "typed"), None, None, None, None, ()
    )
    return key_result, stands, propose_grade(key_result, stands, compute_progress(key_result, stands))


@pytest.mark.parametrize(
    ("now", "reached", "progress", "grade"),
    [
        pytest.param(90, [False, False, False], -0.1, 0.0, id="below the start"),
        pytest.param(125, [False, False, False], 0.25, 0.15, id="half way to what is promised"),
        pytest.param(150, [True, False, False], 0.5, 0.3, id="what is promised"),
        pytest.param(170, [True, False, False], 0.7, 0.46, id="between commit and target"),
        pytest.param(200, [True, True, False], 1.0, 0.7, id="the target"),
        pytest.param(300, [True, True, True], 2.0, 1.0, id="beyond the stretch"),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_progress_is_measured_to_the_target_and_the_grade_by_all_three(now, reached, progress, grade, sign):
    """Rising from 100 to 200, and the same falling."""
    key_result, stands, proposed = measure(*(sign * value for value in (100, 150, 200, 260, now)))
    assert [one.reached for one in list_thresholds(key_result, stands)] == reached
    assert compute_progress(key_result, stands) == pytest.approx(progress)
    assert proposed == pytest.approx(grade)


def test_without_a_stretch_the_target_is_worth_all_and_without_both_progress_proposes():
    assert measure(0, 50, 100, None, 100)[2] == 1.0
    assert measure(0, 50, 100, None, 75)[2] == pytest.approx(0.65)
    key_result, stands, proposed = measure(0, None, 100, None, 75)
    assert (proposed, list_thresholds(key_result, stands)) == (0.75, ())


def test_page_export_and_explanation_say_what_is_reached(project):
    company = make(project, "from: 100, commit: 150, to: 200, stretch: 260, now: 170")
    assert company.codes() == []
    data = read_export(company.snapshot())
    (result,) = data["objectives"][0]["key_results"]
    assert [(each["name"], each["value"], each["reached"]) for each in result["thresholds"]] == [
        ("commit", 150, True),
        ("target", 200, False),
        ("stretch", 260, False),
    ]
    assert result["proposed_grade"] == pytest.approx(0.46)
    assert result["explanations"]["proposed_grade"]["rule"] == "grade"


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("from: 1, commit: 5, to: 3, now: 1", ["OKR265"]),
        ("from: 1, to: 3, stretch: 2, now: 1", ["OKR265"]),
        ("from: 9, commit: 5, to: 3, stretch: 1, now: 9", []),
        ("keep: 1..2, stretch: 3", ["OKR208"]),
        ("done: true, commit: 3", ["OKR208"]),
        ("from: EUR 1, commit: 5 days, to: EUR 9, now: EUR 1", ["OKR205"]),
    ],
)
def test_what_makes_no_sense_is_said(project, fields, codes):
    assert make(project, fields).codes() == codes


def test_a_wrong_order_is_said_with_its_numbers(project):
    """Who has typed `commit` beyond the target sees which number stands in the wrong place."""
    problems = make(project, "from: EUR 1, commit: EUR 5, to: EUR 3, now: EUR 1").problems()
    (problem,) = (one for one in problems if one.code == "OKR265")
    assert problem.message == "These don't lead from one to the next: from EUR 1, commit EUR 5, to EUR 3."
    assert problem.hint == "Let them all rise or all fall: `to` lies beyond `commit`, and `stretch` beyond `to`."


def test_a_wrong_order_proposes_by_progress(project):
    company = make(project, "from: 0, commit: 50, to: 10, now: 5")
    assert company.key_result(REF).proposed_grade == 0.5


def test_both_spellings_say_the_same(project):
    company = project(
        {
            "company/2026-Q4.md": """
                ## O

                - Owner: Anna

                | Key result | Id | From | Commit | To  | Stretch | Now |
                | ---------- | -- | ---- | ------ | --- | ------- | --- |
                | K          | k  | 100  | 150    | 200 | 260     | 170 |

                - KR: L: 100 → 200, now 120
                  - Commit: 150
            """
        }
    )
    assert company.key_result(REF).proposed_grade == pytest.approx(0.46)
    assert company.key_result("company/2026-Q4/o#l").proposed_grade == pytest.approx(0.12)


NUMBERS = st.integers(-1000, 1000).map(float)


@given(st.lists(NUMBERS, min_size=4, max_size=4, unique=True), NUMBERS, NUMBERS, st.booleans())
def test_a_better_value_never_proposes_less_and_the_proposal_follows_from_its_terms(steps, one, other, falling):
    start, commit, target, stretch = sorted(steps, reverse=falling)
    worse, better = sorted((one, other), reverse=falling)
    grades = [measure(start, commit, target, stretch, now)[2] for now in (worse, better)]
    assert 0.0 <= grades[0] <= grades[1] <= 1.0
    key_result, stands, proposed = measure(start, commit, target, stretch, one)
    why = explain_proposed_grade(key_result, stands, 0.0, proposed)
    numbers = {term.label: term.number for term in why.terms}
    scale = [(numbers["from"], 0.0), (numbers["commit"], 0.3), (numbers["target"], 0.7), (numbers["stretch"], 1.0)]
    again = 0.0 if (numbers["now"] - scale[0][0]) * (scale[-1][0] - scale[0][0]) < 0 else 1.0
    for (left, low), (right, high) in pairwise(scale):
        share = (numbers["now"] - left) / (right - left)
        if 0 <= share < 1:
            again = low + (high - low) * share
    assert proposed == pytest.approx(again)


def test_a_key_result_that_finds_out_where_we_are_is_done_with_its_value(project):
    """It has no progress, counts in no mean, and nothing is expected of it."""
    fields = "find_out: true}, {id: other, title: Other, from: 0, to: 10, now: 5"
    company = make(project, fields)
    numbers = company.key_result(REF)
    assert (numbers.progress, numbers.expected, numbers.status.shown) == (None, None, "outdated")
    assert company.key_result(REF, date(2026, 10, 5)).status.shown == "no data"
    objective = company.objective("company/2026-Q4/o")
    assert (objective.progress, objective.without_data) == (0.5, 0)
    found = make(project, fields.replace("true", "true, now: 31%"))
    assert found.codes() == []
    (found.root / "mkdocs.yml").touch()
    numbers = found.key_result(REF)
    assert (numbers.progress, numbers.status.shown, numbers.current_values.now.value) == (None, "done", 31)
    assert found.objective("company/2026-Q4/o").progress == 0.5


def test_a_value_that_a_checkin_found_is_found(project):
    company = make(project, "find_out: yes}]\n                    checkins: [{date: 2026-11-10, now: {k: 31%}")
    assert company.key_result(REF).status.shown == "done"
    assert company.key_result(REF, date(2026, 11, 9)).status.shown == "outdated"


@pytest.mark.parametrize("other", ["to: 9", "from: 1", "keep: 1..2", "done: true", "sum_of: children"])
def test_finding_out_is_a_kind_of_its_own(project, other):
    assert make(project, f"find_out: true, {other}").codes() == ["OKR208"]


def test_after_its_cycle_what_was_found_is_reached_and_no_grade_is_missing(project):
    company = make(project, "find_out: true, now: 31%}, {id: b, title: B, from: 0, to: 10, now: 9, grade: 0.9")
    assert company.key_result(REF, date(2027, 3, 1)).outcome.shown == "reached"
    assert company.objective("company/2026-Q4/o", date(2027, 3, 1)).grade == 0.9
