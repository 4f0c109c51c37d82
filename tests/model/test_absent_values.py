"""Empty, null and wrong values: absent means absent, and nothing that was typed is lost in silence."""

from __future__ import annotations

import pytest

RESULTS = "key_results: [{title: K, done: no}]"


def wrong(made):
    return [found.code for found in made.problems() if found.severity != "info"]


@pytest.mark.parametrize("item", ["", " ~", " null", " ''"])
def test_an_item_with_nothing_in_it_is_absent(project, item):
    text = f"objectives:\n  -{item}\n  - title: A\n    owner: anna\n    contributes_to:\n      -{item}\n    key_results:\n      -{item}\n      - {{title: K, done: no}}\n"
    made = project({"company/2026-Q4.yml": text, "company/team.yml": "name: C\n"})
    assert wrong(made) == []
    (objective,) = made.snapshot().organisation.objectives.values()
    assert (objective.contributes_to, [result.id for result in objective.key_results]) == ((), ["k"])


@pytest.mark.parametrize("typed", ["[]", "", "[null]"])
def test_no_key_results_are_a_warning_however_that_is_typed(project, typed):
    made = project({"company/2026-Q4.yml": f"objectives: [{{title: A, owner: anna, key_results: {typed}}}]"})
    assert "OKR252" in made.codes()


@pytest.mark.parametrize("typed", ["[]", "[~]"])
def test_milestones_without_any_measure_nothing(one_key_result, typed):
    made = one_key_result(f"milestones: {typed}")
    assert wrong(made) == ["OKR251"]


def test_an_objective_without_a_readable_title_is_not_quoted(project):
    made = project({"company/2026-Q4.yml": "objectives: [{title: {a: b}}]"})
    assert not [found for found in made.problems() if found.severity != "info" and "''" in found.message]


def test_one_objective_carries_on_one(project):
    made = project(
        {
            "company/2026-Q3.yml": f"objectives: [{{id: a, title: A, owner: x, {RESULTS}}}, {{id: b, title: B, owner: x, {RESULTS}}}]",
            "company/2026-Q4.yml": f"objectives: [{{title: C, owner: x, continues: [2026-Q3/a, 2026-Q3/b], {RESULTS}}}]",
        }
    )
    (found,) = [found for found in made.problems() if found.code == "OKR202"]
    assert (found.place.line, found.place.column) == (1, 58)


def test_a_session_in_a_teams_file_is_said_to_be_in_the_wrong_place(project):
    text = f"session: {{date: 2026-10-01, decisions: [Grow]}}\nobjectives: [{{title: A, owner: x, {RESULTS}}}]\n"
    made = project({"company/2026-Q4.yml": text, "teams/a/2026-Q4.yml": text})
    (found,) = [found for found in made.problems() if found.code == "OKR201"]
    assert (found.place.path, found.place.line) == ("content/teams/a/2026-Q4.yml", 1)
    assert made.snapshot().organisation.cycles["2026-Q4"].session.decisions == ("Grow",)


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ("unit: '%', values: {2026-01-01: EUR 5}", 37),
        ("range: 2%..4%, values: {2026-01-01: 3 days}", 41),
        ("values: {2026-01-01: 3 days, 2026-02-01: 4 hours}", 46),
    ],
)
def test_the_numbers_of_a_kpi_have_one_unit(project, fields, column):
    made = project({"kpis.yml": f"a: {{{fields}}}\nb: {{unit: days, values: {{2026-01-01: 3, 2026-02-01: 4 days}}}}\n"})
    (found,) = [found for found in made.problems() if found.code == "OKR205"]
    assert (found.place.line, found.place.column) == (1, column)


@pytest.mark.parametrize("link", ["/\\\\evil.example", "https:\\\\\\\\evil.example", "a\\\\b"])
def test_a_backslash_leads_out_of_the_site_and_is_refused(project, link):
    made = project(
        {
            "company/2026-Q4.yml": f'objectives: [{{title: A, owner: x, {RESULTS}, initiatives: [{{title: I, link: "{link}"}}]}}]'
        }
    )
    assert "OKR224" in made.codes()


def test_a_share_is_called_a_share(one_key_result):
    made = one_key_result("from: 1\nto: 2\ncontributes_to: {to: company/2026/x, share: 150%}")
    (found,) = [found for found in made.problems() if found.code == "OKR207"]
    assert "A share lies" in found.message


def test_the_fields_of_levels_are_spoken_of_as_such(one_key_result):
    made = one_key_result("levels: {Commit: one}")
    (found,) = [found for found in made.problems() if found.code == "OKR201"]
    assert found.message == "'Commit' is not a field of the levels."


def test_with_decimal_commas_weights_grades_and_confidences_take_them_too(one_key_result):
    made = one_key_result("from: 1,5\nto: 2,5\nnow: 2\nweight: 1,5\nconfidence: 50,5%\ngrade: 0,7", decimal_comma=True)
    assert wrong(made) == []
    (result,) = next(iter(made.snapshot().organisation.objectives.values())).key_results
    assert (result.weight, result.confidence, result.grade) == (1.5, 0.505, 0.7)


@pytest.mark.parametrize(("weight", "setting"), [("1.5", True), ("1,5", False)])
def test_a_weight_with_the_other_sign_is_asked_about(one_key_result, weight, setting):
    assert "OKR214" in one_key_result(f"to: 3\nweight: {weight}", decimal_comma=setting).codes()


def test_an_address_typed_alone_is_checked_like_any_other(project):
    made = project({"teams/a/team.yml": "name: A\nlinks: ['javascript:alert(1)', 'https://example.org']\n"})
    assert [found.code for found in made.problems() if found.place.path.endswith("team.yml")] == ["OKR224"]
    assert [link.url for link in made.snapshot().organisation.units["a"].links] == ["https://example.org"]


def test_people_with_a_comma_between_them_are_asked_about(project):
    made = project(
        {
            "people.yml": "ida: {name: 'Berg, Ida'}\n",
            "teams/a/team.yml": "name: A\nmembers: anna, ben\n",
            "teams/a/2026-Q4.yml": f"objectives: [{{title: A, owner: x, contributors: ['Berg, Ida', cem & dana], {RESULTS}}}]",
        }
    )
    found = [each.message for each in made.problems() if each.code == "OKR202"]
    assert found == ["'cem & dana' is more than one person.", "'anna, ben' is more than one person."]


def test_a_name_of_two_people_is_asked_about_and_an_id_is_not(project):
    people = {"people.yml": "anna: {name: Anna Berg}\nberg: {name: Anna Berg}\n"}
    text = "objectives: [{{title: A, owner: {}, key_results: [{{title: K, done: no}}]}}]"
    made = project({**people, "company/2026-Q4.yml": text.format("anna berg")})
    (found,) = [each for each in made.problems() if each.code == "OKR216"]
    assert found.hint == "Type an id instead: anna or berg."
    made.write({"company/2026-Q4.yml": text.format("berg")})
    assert "OKR216" not in made.codes()


def test_check_ins_agree_on_a_unit_where_the_key_result_has_none(one_key_result):
    made = one_key_result(
        "from: 1\nto: 9",
        extra="checkins: [{date: 2026-10-10, now: {k: 5 days}}, {date: 2026-11-10, now: {k: 6}}, {date: 2026-11-11, now: {k: 7 %}}]",
    )
    (found,) = [each for each in made.problems() if each.code == "OKR205"]
    assert "'%'" in found.message


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ("from: 1\nto: 2\nrubric: {0.7: Good, 70%: Better}", 29),
        ("from: 1\nto: 2\nphases: {2026-10-31: 1.2, ' 2026-10-31': 1.5}", 35),
    ],
)
def test_two_keys_that_mean_the_same_are_one_too_many(one_key_result, fields, column):
    (found,) = [each for each in one_key_result(fields).problems() if each.code == "OKR104"]
    assert (found.place.line, found.place.column) == (11, column)


def test_a_check_in_gives_a_key_result_one_value(one_key_result):
    made = one_key_result("from: 1\nto: 2", extra="checkins: [{date: 2026-11-16, now: {k: 1, KR1: 2}}]")
    (found,) = [each for each in made.problems() if each.code == "OKR104"]
    assert found.message == "'KR1' is 'k', which has a value in this check-in already."
