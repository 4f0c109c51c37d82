"""What belongs into a field of its own and stands at the end of a title is asked about; other parentheses are words."""

from __future__ import annotations

import pytest

PEOPLE = "people.yml"
BASE = {PEOPLE: "mira: {name: Mira Kaya}\n", "company/team.yml": "name: C\n"}


def ask(project, title: str, *, key_result: bool = False) -> list[tuple[str, str]]:
    objective, result = ("Wait less", title) if key_result else (title, "Wait")
    text = f"## {objective}\n\n- Owner: Mira\n\n- KR: {result}\n  - From: 9\n  - To: 4\n"
    problems = project({**BASE, "teams/sales/2026-Q4.md": text}).snapshot().problems
    return [(problem.message, problem.hint) for problem in problems if problem.code == "OKR118"]


@pytest.mark.parametrize("key_result", [False, True])
@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("(Mira)", "- Owner: Mira"),
        ("(mira kaya)", "- Owner: mira kaya"),
        ("@mira", "- Owner: mira"),
        ("(by Mira)", "- Owner: Mira"),
        ("(due 2026-12-15)", "- Due: 2026-12-15"),
        ("(bis 15.12.)", "- Due:"),
        ("{.red}", "no attributes"),
        ("{: .wide }", "no attributes"),
    ],
)
def test_details_at_the_end_of_a_title_are_asked_about(project, key_result: bool, end: str, says: str) -> None:
    [(message, hint)] = ask(project, f"Halve the wait {end}", key_result=key_result)
    assert "at the end of the title" in message
    assert says in hint and "Halve the wait" in hint.rpartition("Write: ")[2]


@pytest.mark.parametrize(
    "end", ["(Maastricht)", "(EU)", "(by 2 days)", "in {curly} words", "with people@work", "(the slow six)"]
)
def test_other_parentheses_are_words_of_the_title(project, end: str) -> None:
    assert ask(project, f"Halve the wait {end}") == []


def test_in_yaml_the_field_is_shown_as_it_is_typed_there(project) -> None:
    text = "objectives: [{id: a, title: Wait less (Mira), owner: mira, key_results: [{id: k, title: K, from: 9, to: 4}]}]\n"
    problems = project({**BASE, "teams/sales/2026-Q4.yml": text}).snapshot().problems
    [hint] = [problem.hint for problem in problems if "at the end of the title" in problem.message]
    assert "`owner: Mira`" in hint


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("'**Halve** the wait'", "Halve the wait"), ("Halve &amp; hold the wait", "Halve & hold the wait")],
)
def test_markup_in_a_title_of_yaml_is_asked_about(project, typed: str, meant: str) -> None:
    """In Markdown it is markup; in YAML it is shown as it was typed."""
    text = f"objectives: [{{id: a, title: {typed}, owner: mira, key_results: [{{id: k, title: K, from: 9, to: 4}}]}}]\n"
    problems = project({**BASE, "teams/sales/2026-Q4.yml": text}).snapshot().problems
    [problem] = [problem for problem in problems if "has markup in it" in problem.message]
    assert meant in problem.hint.rpartition("Write: ")[2]
