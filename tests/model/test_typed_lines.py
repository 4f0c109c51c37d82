"""Lines and words of lists: signs around them are told, with what was meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from project_tree import Project

GOAL = (
    "objectives:\n  - title: Bake more\n    owner: lotte\n    key_results:\n      - {title: Loaves, from: 1, to: 9}\n"
)


def read_field(project: Callable[..., Project], field: str) -> list[tuple[int, str]]:
    """Return line and corrected line of what is said of an objective with one more field."""
    made = project({"company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": f"{GOAL}{field}\n"})
    return [
        (problem.place.line, problem.hint.rpartition("Write: ")[2] if "Write: " in problem.hint else "")
        for problem in made.problems()
        if problem.code == "OKR118"
    ]


@pytest.mark.parametrize(
    ("field", "corrected"),
    [
        ("    blockers:\n      - <b>No flour</b>", "- No flour"),
        ("    blockers:\n      - No flour <!-- ask Per", "- No flour"),
        ("    blockers:\n      - Ｎｏ ｆｌｏｕｒ", "- No flour"),
        ('    blockers:\n      - "- No flour"', '- "No flour"'),
        ("    tags:\n      - flour.", "- flour"),
        ("    inform: [mill, harbour;]", ""),
        ("    consult: [mill; harbour]", ""),
        ("    with: [mill; harbour]", ""),
    ],
)
def test_signs_around_a_line_are_told(project: Callable[..., Project], field: str, corrected: str) -> None:
    assert [(corrected and written) for _, written in read_field(project, field)] == [corrected]


@pytest.mark.parametrize(
    "field",
    [
        "    blockers:\n      - Less than < 5 sacks & more than > 2",
        "    blockers: [We wait for R&D.]",
        "    tags: [v1.2, e-mail, U.S., ':tada:', Acme Inc.]",
        "    inform: [mill, harbour master]",
        "    blockers:\n      - -5 degrees in the hall",
    ],
)
def test_signs_within_a_line_are_words(project: Callable[..., Project], field: str) -> None:
    assert read_field(project, field) == []


@pytest.mark.parametrize("typed", ["[mill harbour, mill, harbour master]", "mill, harbour"])
@pytest.mark.parametrize("field", ["consult", "inform"])
def test_two_units_in_one_text_are_told(project: Callable[..., Project], field: str, typed: str) -> None:
    made = project({
        "company/team.yml": "name: Bakery\n",
        "company/2026-Q4.yml": f"{GOAL}    {field}: {typed}\n",
        "teams/mill/team.yml": "name: Mill\n",
        "teams/harbour/team.yml": "name: Harbour\n",
    })  # fmt: skip
    told = [problem for problem in made.problems() if problem.code == "OKR221"]
    assert [(problem.place.line, problem.hint) for problem in told] == [(6, "Write them as a list: [mill, harbour].")]


@pytest.mark.parametrize(("pair", "meant"), [('loaves "5"', 'loaves: "5"'), ("loaves -5", "loaves: -5")])
def test_a_value_without_a_colon_before_it_is_told(project: Callable[..., Project], pair: str, meant: str) -> None:
    line = "      - {date: 2026-11-02, now: {PAIR}}"
    made = project({
        "company/team.yml": "name: Bakery\n",
        "company/2026-Q4.yml": f"{GOAL}    checkins:\n{line.replace('PAIR', pair)}\n",
    })  # fmt: skip
    (told,) = (problem for problem in made.problems() if problem.severity == "error")
    assert (told.message, told.place.line) == ("A colon is missing behind `loaves`.", 7)
    assert told.hint == f"Write: {line.replace('PAIR', meant).strip()}"


@pytest.mark.parametrize("pairs", ['{"loaves 5"}', "\n          loaves 5:"])
def test_a_value_within_the_name_before_it_is_told(project: Callable[..., Project], pairs: str) -> None:
    text = f"{GOAL}    checkins:\n      - date: 2026-11-02\n        now: {pairs}\n"
    made = project({"company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": text})
    assert [problem.hint for problem in made.problems() if problem.code == "OKR217"] == ["Type loaves: 5."]
