"""Files whose text isn't what their name says, or was damaged, are told at the file, and no other file is blamed."""

from __future__ import annotations

import pytest

from okrsite.sources.foreign_texts import explain_foreign_text, explain_register_page, find_damaged_letters

YAML = "objectives:\n  - id: tea\n    title: More tea\n    owner: ana\n    key_results: [{id: k, title: K, from: 1, to: 9}]\n"
MARKDOWN = "---\nsummary: Tea.\n---\n\n## More tea\n\n- Id: tea\n- Owner: Ana\n- KR: Cups: 1 → 9\n"
BASE = {"people.yml": "ana: {name: Ana Berg}\n", "company/team.yml": "name: C\n"}


@pytest.mark.parametrize(
    ("spelling", "text", "code", "says"),
    [
        ("md", "<!DOCTYPE html>\n<html><body>Tea</body></html>\n", "OKR101", "web page"),
        ("yml", "<html lang='en'>\n", "OKR101", "web page"),
        ("md", "{\\rtf1\\ansi Tea}\n", "OKR101", "word processor"),
        ("md", YAML, "OKR117", "This is YAML"),
        ("md", '{"objectives": []}\n', "OKR117", "This is JSON"),
        ("yml", MARKDOWN, "OKR117", "This is Markdown"),
        ("md", MARKDOWN.replace("\n", "\r\r\n"), "OKR101", "carriage return"),
    ],
)
def test_a_text_of_another_kind_is_named(spelling: str, text: str, code: str, says: str) -> None:
    problem = explain_foreign_text("teams/tea/2026-Q4.x", text, spelling)
    assert problem is not None and (problem.code, says in problem.message) == (code, True)


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("md", MARKDOWN),
        ("yml", YAML),
        ("md", MARKDOWN.replace("\n", "\r\n")),
        ("md", "name: Tea\n\nWords about the team.\n"),
        ("md", "summary: none yet\n---\n\n## More tea\n"),
        ("yml", "# Tea\n## All of it\nobjectives: []\n"),
        ("md", "[Tea](https://example.org) is what we make.\n"),
    ],
)
def test_other_texts_are_what_their_name_says(spelling: str, text: str) -> None:
    assert explain_foreign_text("teams/tea/2026-Q4.x", text, spelling) is None


def test_nothing_else_is_blamed_for_such_a_file(project) -> None:
    """Who links to what may be in it hears nothing."""
    link = "objectives: [{id: a, title: A, owner: ana, supports: [tea/tea], key_results: [{id: k, title: K, from: 1, to: 9}]}]\n"
    files = {**BASE, "teams/tea/2026-Q4.md": YAML, "teams/cup/2026-Q4.yml": link}
    errors = [problem for problem in project(files).problems() if problem.severity == "error"]
    assert [(problem.code, problem.place.path.rpartition("/")[2]) for problem in errors] == [("OKR117", "2026-Q4.md")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Die f\u00c3\u00bcnf Tees", "“fünf”"),
        ("That\u00e2\u20ac\u2122s tea", "“That’s”"),
        ("T\ufffde", "Type the letter anew"),
    ],
)
def test_damaged_letters_are_told_once(text: str, says: str) -> None:
    [problem] = find_damaged_letters("a.md", f"More tea.\n{text} and {text}\n")
    assert (problem.code, problem.place.line) == ("OKR118", 2)
    assert says in problem.hint and "more place" in problem.message


@pytest.mark.parametrize("text", ["fünf Tees – “Tee” à la São Paulo", "ÂNGELA", "Ã", "5 €"])
def test_other_letters_are_letters(text: str) -> None:
    assert find_damaged_letters("a.md", text) == []


@pytest.mark.parametrize(
    ("inside", "text", "is_told"),
    [
        ("people.md", "ana: {name: Ana Berg}\n", True),
        ("kpis.md", "# Numbers\ncups:\n  name: Cups\n", True),
        ("people.md", "# Our people\n\nThey: are great.\n", False),
        ("handbook/people.md", "ana: {name: Ana Berg}\n", False),
    ],
)
def test_a_register_that_is_called_as_a_page_is_told(inside: str, text: str, is_told: bool) -> None:
    assert (explain_register_page(f"content/{inside}", inside, text) is not None) == is_told


@pytest.mark.parametrize("name", ["people.csv", "kpis.xlsx", "person.json"])
def test_a_register_in_another_format_is_told(project, name: str) -> None:
    told = [problem for problem in project({**BASE, name: "id,name\nana,Ana\n"}).problems() if problem.code == "OKR110"]
    assert [problem.place.path for problem in told] == [f"content/{name}"]


def test_a_folder_that_nobody_reads_is_told_alone(project) -> None:
    """Those who name the unit by the id that was meant aren't blamed."""
    files = {
        "people.yml": "ana: {name: Ana Berg, team: tea}\n",
        "company/team.yml": "name: C\n",
        "company/2026-Q4.yml": "objectives: [{id: a, title: A, owner: ana, with: [tea], supports: [tea/tea], key_results: [{id: k, title: K, from: 1, to: 9}]}]\n",
        "teams/Tea/team.yml": "name: Tea\n",
        "teams/Tea/2026-Q4.yml": YAML,
    }
    errors = [problem for problem in project(files).problems() if problem.severity == "error"]
    assert [(problem.code, problem.place.path) for problem in errors] == [("OKR116", "content/teams/Tea")]


def test_a_register_of_kpis_that_nobody_reads_is_told_alone(project) -> None:
    files = {
        **BASE,
        "kpi.yml": "cups: {name: Cups, values: {2026-10-31: 5}}\n",
        "company/2026-Q4.yml": "objectives: [{id: a, title: A, owner: ana, key_results: [{id: k, title: K, kpi: cups, from: 1, to: 9}]}]\n",
    }
    told = [problem.code for problem in project(files).problems() if problem.severity != "info"]
    assert told == ["OKR110"]


@pytest.mark.parametrize(
    "text",
    [
        "# Goals\n\n1. More tea\n   1. Cups from 1 to 9\n",
        "### More tea\n\nCups from 1 to 9.\n",
        "* More tea\n** Cups\n",
    ],
)
def test_a_file_of_goals_in_which_no_objective_begins_is_asked_about(project, text: str) -> None:
    told = [
        problem for problem in project({**BASE, "teams/tea/2026-Q4.md": text}).problems() if problem.code == "OKR119"
    ]
    assert ["No objective begins" in problem.message for problem in told] == [True]


def test_an_introduction_alone_is_no_slip(project) -> None:
    text = "---\nsummary: Decided in December.\n---\n\n# Next quarter\n\nThe goals are decided on 5 December.\n"
    told = [
        problem for problem in project({**BASE, "teams/tea/2026-Q4.md": text}).problems() if problem.code == "OKR119"
    ]
    assert told == []
