"""A check-in that names a key result by a number, `KR3 (60%)`, means one key result, in each way of writing them.

Nothing that it says is lost without a word, and nothing is said of one key result twice under two names.
"""

from __future__ import annotations

import pytest

COMPANY = {"company/team.yml": "name: Company\n"}
HEAD = "## Known in every town {#known}\n\n- Owner: Ana\n"
BULLETS = "- KR1: Towns that know us {#towns}: 40 → 90\n- KR3: Papers about us {#papers}: 0 → 30\n- KR4: Fairs {#fairs}: 1 → 9\n"
TABLE = """
| Key result | Id | From | To |
| --- | --- | --- | --- |
| KR1: Towns that know us | towns | 40 | 90 |
| KR3: Papers about us | papers | 0 | 30 |
| KR4: Fairs | fairs | 1 | 9 |
"""
COUNTED = """
| # | Key result | Id | From | To |
| --- | --- | --- | --- | --- |
| KR1 | Towns that know us | towns | 40 | 90 |
| KR3 | Papers about us | papers | 0 | 30 |
| KR4 | Fairs | fairs | 1 | 9 |
"""
FORMS = pytest.mark.parametrize("key_results", [BULLETS, TABLE, COUNTED], ids=["bullets", "table", "counted"])


def read_checkin(project, key_results: str, note: str):
    """Return the one check-in of an objective, and what is wrong with it: code and message."""
    text = f"{HEAD}{key_results}\n### Check-ins\n\n- 2026-10-16, Ana: {note}\n"
    made = project(COMPANY | {"company/2026-Q4.md": text})
    problems = [(one.code, one.message) for one in made.problems() if one.severity == "error"]
    (checkin,) = made.snapshot().organisation.objectives["company/2026-Q4/known"].checkins
    return checkin, problems


@FORMS
def test_a_number_that_a_key_result_calls_itself_is_its_name(project, key_results):
    checkin, problems = read_checkin(project, key_results, "Slow. KR3 6 (60%), KR4 2")
    assert problems == []
    assert {key: value.text for key, value in checkin.now.items()} == {"papers": "6", "fairs": "2"}
    assert checkin.confidence == {"papers": 0.6}


@FORMS
@pytest.mark.parametrize("said", ["6 (60%)", "6", "(60%)"])
def test_a_number_that_none_calls_itself_is_told_once_whatever_is_said_of_it(project, key_results, said):
    checkin, problems = read_checkin(project, key_results, f"Slow. KR2 {said}")
    assert problems == [("OKR219", "This objective has no key result 'KR2'.")]
    assert not checkin.now
    assert not checkin.confidence


def test_rows_without_numbers_are_named_by_their_places(project):
    rows = TABLE.replace("KR1: ", "").replace("KR3: ", "").replace("KR4: ", "")
    checkin, problems = read_checkin(project, rows, "Slow. KR3 6")
    assert problems == []
    assert list(checkin.now) == ["fairs"]


@pytest.mark.parametrize("said", ["KR3 (60%), papers (70%)", "papers (60%), KR3 (70%)", "KR3 6 (60%), papers 7 (70%)"])
def test_a_key_result_under_two_names_is_told_once_and_the_first_counts(project, said):
    checkin, problems = read_checkin(project, BULLETS, f"Slow. {said}")
    assert [code for code, _ in problems] == ["OKR104"]
    assert checkin.confidence == {"papers": 0.6}


def test_in_yaml_a_confidence_under_two_names_is_told(project):
    made = project(
        COMPANY
        | {
            "company/2026-Q4.yml": (
                "objectives:\n  - id: known\n    title: Known in every town\n    owner: Ana\n    key_results:\n"
                "      - {id: towns, title: Towns that know us, from: 40, to: 90}\n    checkins:\n"
                "      - {date: 2026-10-16, by: Ana, confidence: {towns: 60%, KR1: 70%}}\n"
            )
        }
    )
    (problem,) = [one for one in made.problems() if one.severity == "error"]
    assert (problem.code, problem.place.line) == ("OKR104", 8)
    assert problem.message == "'KR1' is 'towns', which has a confidence in this check-in already."


def read_checkin_file(project, key_results: str, now: str):
    """Return the one check-in of an objective, which is a file, and what is wrong with it: code and message."""
    files = {
        "company/2026-Q4.md": HEAD + key_results,
        "company/checkins/2026-10-16-ana.yml": f"objective: known\n{now}\n",
    }
    made = project(COMPANY | files)
    problems = [(one.code, one.message) for one in made.problems() if one.severity == "error"]
    (checkin,) = made.snapshot().organisation.objectives["company/2026-Q4/known"].checkins
    return checkin, problems


@FORMS
def test_a_number_in_a_check_in_file_means_the_same_as_in_a_list(project, key_results):
    """The third key result calls itself KR4: `KR3` is the second one."""
    checkin, problems = read_checkin_file(project, key_results, "now: {KR3: 6, kr 4: 2}\nconfidence: {KR3: 60%}")
    assert problems == []
    assert {key: value.text for key, value in checkin.now.items()} == {"papers": "6", "fairs": "2"}
    assert checkin.confidence == {"papers": 0.6}
    assert checkin.numbered == ()  # these names move with their key results


@FORMS
def test_a_number_in_a_check_in_file_that_none_calls_itself_is_told(project, key_results):
    checkin, problems = read_checkin_file(project, key_results, "now: {KR2: 6}")
    assert problems == [("OKR219", "This objective has no key result 'KR2'.")]
    assert not checkin.now


def test_a_number_in_a_check_in_file_is_a_place_where_none_calls_itself_by_one(project):
    rows = TABLE.replace("KR1: ", "").replace("KR3: ", "").replace("KR4: ", "")
    checkin, problems = read_checkin_file(project, rows, "now: {KR3: 6}")
    assert problems == []
    assert list(checkin.now) == ["fairs"]
    assert [name.number for name in checkin.numbered] == [3]


@pytest.mark.parametrize("said", ["list", "file"])
def test_a_number_that_two_call_themselves_is_asked_about(project, said):
    twice = BULLETS.replace("KR4", "KR3")
    if said == "list":
        checkin, problems = read_checkin(project, twice, "Slow. KR3 6, KR1 50")
    else:
        checkin, problems = read_checkin_file(project, twice, "now: {KR3: 6, KR1: 50}")
    assert problems == [("OKR219", "More than one key result of this objective calls itself 'KR3'.")]
    assert list(checkin.now) == ["towns"]
