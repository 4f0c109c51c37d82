"""Ids: which are refused, and which may not stand beside each other."""

from __future__ import annotations

import pytest

RESULTS = "key_results: [{title: K, done: no}]"


def said(made, code):
    return [found for found in made.problems() if found.code == code]


@pytest.mark.parametrize(
    ("objective", "column"),
    [
        ("{id: con, title: A, owner: anna, key_results: [{title: K, done: no}]}", 19),
        ("{title: Aux, owner: anna, key_results: [{title: K, done: no}]}", 22),
        ("{title: A, owner: anna, key_results: [{title: NUL, done: no}]}", 60),
        ("{title: A, owner: anna, aliases: lpt1, key_results: [{title: K, done: no}]}", 47),
    ],
)
def test_the_names_of_windows_devices_are_no_ids(project, objective, column):
    (found,) = said(project({"company/2026-Q4.yml": f"objectives: [{objective}]"}), "OKR209")
    assert "Windows" in found.message
    assert found.place.column == column


def test_the_id_of_a_long_title_is_its_first_words(project):
    made = project({"company/2026-Q4.yml": f"objectives: [{{title: {'very ' * 60}long, owner: anna, {RESULTS}}}]"})
    (ref,) = made.snapshot().organisation.objectives
    assert ref == "company/2026-Q4/" + "-".join(["very"] * 20)
    assert made.snapshot().organisation.objectives[ref].title.endswith("long")


def test_a_person_shares_no_id_with_a_unit(project):
    made = project(
        {
            "people.yml": "marketing: {name: Marta}\nanna: {name: Anna}\n",
            "teams/marketing/team.yml": "name: Marketing\n",
            "people/anna/2026-Q4.yml": f"objectives: [{{title: A, owner: anna, {RESULTS}}}]",
        }
    )
    (found,) = said(made, "OKR210")
    assert (found.place.path, found.place.line) == ("content/people.yml", 1)
    assert "'marketing'" in found.message


@pytest.mark.parametrize("key", ["company", "_anna", "Anna", "con", "ännä"])
def test_what_can_be_no_persons_id(project, key):
    assert len(said(project({"people.yml": f"{key}: {{name: Anna}}\n"}), "OKR209")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("id: a, aliases: b", "id: b"),
        ("id: a, aliases: a", "id: b"),
        ("id: a, aliases: c", "id: b, aliases: c"),
    ],
)
def test_an_alias_that_is_taken_is_an_error(project, first, second):
    text = "objectives:\n" + "".join(f"  - {{title: T, owner: anna, {each}, {RESULTS}}}\n" for each in (first, second))
    assert len(said(project({"company/2026-Q4.yml": text}), "OKR210")) == 1


def test_aliases_of_key_results_are_taken_within_their_objective(project):
    text = "objectives:\n" + "".join(
        f"  - {{id: {key}, title: T, owner: anna, key_results: [{{id: k, title: K, done: no, aliases: {alias}}}, {{id: l, title: L, done: no}}]}}\n"
        for key, alias in (("a", "old"), ("b", "l"))
    )
    (found,) = said(project({"company/2026-Q4.yml": text}), "OKR210")
    assert found.place.line == 3


def test_a_reference_means_the_id_before_somebody_elses_alias(project):
    made = project(
        {
            "company/2026-Q4.yml": f"objectives: [{{id: a, aliases: b, title: A, owner: x, {RESULTS}}}, {{id: b, title: B, owner: x, {RESULTS}}}]",
            "teams/t/2026-Q4.yml": f"objectives: [{{title: T, owner: x, supports: company/b, {RESULTS}}}]",
        }
    )
    assert [link.target for link in made.snapshot().alignment.links] == ["company/2026-Q4/b"]


@pytest.mark.parametrize("name", ["memo-", "memo-ü", "memo-a b", "memo-2026%", "memo--x"])
def test_a_memos_name_is_a_part_of_its_address(project, name):
    made = project({f"company/{name}.md": "# Our year\n\nText.\n", "company/memo-2026-Q4.md": "Text.\n"})
    assert [memo.id for memo in made.snapshot().organisation.memos] == ["2026-Q4"]
    assert [found.place.path for found in said(made, "OKR116")] == [f"content/company/{name}.md"]


@pytest.mark.parametrize("typed", ["{#trips}", "#trips", "`trips`", "“trips”"])
@pytest.mark.parametrize(
    "line", ["{{id: {}, title: Trips, from: 4, to: 9}}", "{{title: Trips, from: 4, to: 9, id: {}}}"]
)
def test_signs_around_an_id_in_yaml_are_one_fault_at_their_line(project, typed, line):
    """Markdown's `{#id}` begins a comment in YAML, which swallows the rest of its line."""
    text = (
        "objectives:\n  - id: sail\n    title: Sail\n    owner: Juno\n    key_results:\n"
        f"      - {line.format(typed)}\n    checkins:\n      - {{date: 2026-10-12, by: Juno, now: {{trips: 5}}}}\n"
    )
    [problem] = [
        problem for problem in project({"company/2026-Q4.yml": text.encode()}).problems() if problem.severity == "error"
    ]
    assert problem.place.line == 6
    if typed != "“trips”":
        assert problem.hint.endswith(f"Write: - {line.format('trips')}")


def test_a_check_in_is_not_blamed_for_an_id_that_is_wrong_above_it(project):
    text = """
        ## Sail

        - Id: sail
        - Owner: Juno
        - KR: Trips: 4 → 9
          - Id: our trips

        ### Check-ins

        - 2026-10-12, Juno: Rain. trips 5 (50%)
    """
    errors = [problem for problem in project({"company/2026-Q4.md": text}).problems() if problem.severity == "error"]
    assert [(problem.code, problem.place.line) for problem in errors] == [("OKR209", 6)]
