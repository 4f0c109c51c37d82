"""Signs of HTML that came along with a pasted value are told with the value as it was meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from project_tree import Project

from okrsite.model.audience import INTERNAL

PEOPLE = "lotte: {name: Lotte Berg}\nper: {name: Per Lund}\n"
GOAL = """\
objectives:
  - title: Bake more
    owner: lotte
    tags: [bread, town]
    ambition: committed
    key_results:
      - {id: loaves, title: Loaves, from: 40, to: 90, due: 2026-12-01}
    checkins:
      - {date: 2026-10-12, by: per, now: {loaves: 50}}
"""


def read_goal(project: Callable[..., Project], old: str, new: str) -> list[tuple[str, str]]:
    """Return code and corrected line of what is wrong with a goal in which one text stands in place of another."""
    assert old in GOAL
    made = project(
        {"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": GOAL.replace(old, new)}
    )
    return [
        (problem.code, problem.hint.rpartition("Write: ")[2] if "Write: " in problem.hint else "")
        for problem in made.problems()
        if not problem.code.startswith("OKR25") and problem.severity != "info"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("owner: lotte", "owner: <b>lotte</b>", "owner: lotte"),
        ("owner: lotte", "owner: lotte <!-- from June on", "owner: lotte"),
        ("owner: lotte", 'owner: <a href="x">lotte</a>', "owner: lotte"),
        ("owner: lotte", "owner: Lotte&nbsp;Berg", "owner: Lotte Berg"),
        ("[bread, town]", "[bread, <i>town</i>]", "tags: [bread, town]"),
        ("[bread, town]", "[bread, town<!-- ? -->]", "tags: [bread, town]"),
    ],
)
def test_names_and_tags_are_read_without_them(project: Callable[..., Project], old: str, new: str, line: str) -> None:
    assert read_goal(project, old, new) == [("OKR118", line)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("from: 40", "from: <b>40</b>", "OKR202"),
        ("from: 40", "from: 40<!-- 2025 -->", "OKR202"),
        ("due: 2026-12-01", "due: <span>2026-12-01</span>", "OKR202"),
        ("ambition: committed", "ambition: <em>committed</em>", "OKR202"),
        ("loaves: 50", "loaves: <b>50</b>", "OKR203"),
    ],
)
def test_numbers_days_and_words_with_them_are_refused(
    project: Callable[..., Project], old: str, new: str, code: str
) -> None:
    [(told, line)] = read_goal(project, old, new)
    assert told == code
    assert line and "<" not in line


def test_two_numbers_do_not_become_one(project: Callable[..., Project]) -> None:
    assert read_goal(project, "to: 90", "to: 10<sup>3</sup>") == [("OKR202", "")]


@pytest.mark.parametrize("tags", ["[R&D, a < b]", "[A&B; co]"])
def test_other_signs_are_left_alone(project: Callable[..., Project], tags: str) -> None:
    assert read_goal(project, "[bread, town]", tags) == []


@pytest.mark.parametrize("name", ['"Lotte Berg"', "“Lotte Berg”", "„Lotte Berg“", "«Lotte Berg»"])
def test_names_in_quotes_are_those_without(project: Callable[..., Project], name: str) -> None:
    text = f"## Bake\n\n- Owner: {name}\n- Tags: “bread”, town\n\n- KR: Loaves 40 → 90\n"
    made = project({"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.md": text})
    assert [problem.code for problem in made.problems() if problem.severity != "info"] == []


def test_letters_of_double_width_are_told(project: Callable[..., Project]) -> None:
    assert read_goal(project, "[bread, town]", "[ｂｒｅａｄ, 品質（重要）]") == [
        ("OKR118", "tags: [bread, 品質（重要）]")
    ]


def test_tags_in_one_text_are_several(project: Callable[..., Project]) -> None:
    assert read_goal(project, "tags: [bread, town]", "tags: bread, town") == []


@pytest.mark.parametrize("tags", ["[bread. town]", "bread. Town"])
def test_a_full_stop_between_tags_is_asked_about(project: Callable[..., Project], tags: str) -> None:
    assert read_goal(project, "[bread, town]", tags) == [("OKR118", "")]


@pytest.mark.parametrize(("members", "code"), [("[lotte per]", "OKR202"), ("[lotte. per]", "OKR202")])
def test_ids_without_a_comma_are_several_people(project: Callable[..., Project], members: str, code: str) -> None:
    made = project({"people.yml": PEOPLE, "company/team.yml": f"name: Bakery\nmembers: {members}\n"})
    told = [problem.code for problem in made.problems() if problem.severity == "error"]
    assert told == ([code] if code else [])


@pytest.mark.parametrize(
    "line",
    [
        "- 2026-10-12, Per <!-- new: It rained. loaves 50",
        "- 2026-10-12, Per: It rained <!-- not much. loaves 50",
    ],
)
def test_a_comment_that_never_ends_is_asked_about_in_a_check_in(project: Callable[..., Project], line: str) -> None:
    text = f"## Bake\n\n- Owner: lotte\n\n- KR: Loaves 40 → 90 {{#loaves}}\n\n### Check-ins\n\n{line}\n"
    made = project({"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.md": text})
    told = [problem for problem in made.problems() if problem.code == "OKR118"]
    assert [problem.place.line for problem in told] == [9]
    assert "never ends" in told[0].message


@pytest.mark.parametrize(
    "line",
    [
        "- 2026-10-12 <!-- late -->, Per: It rained. loaves 50",
        "- 2026-10-12, Per: It rained. loaves 50 <!-- of\n  90 -->",
    ],
)
def test_comments_that_end_say_nothing(project: Callable[..., Project], line: str) -> None:
    text = f"## Bake\n\n- Owner: lotte\n\n- KR: Loaves 40 → 90 {{#loaves}}\n\n### Check-ins\n\n{line}\n"
    made = project({"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.md": text})
    assert "OKR118" not in made.codes()


def test_a_name_that_is_nothing_but_markup_is_refused_and_not_left_out(project: Callable[..., Project]) -> None:
    text = "objectives:\n  - {title: Bake, owner: lotte, with: ['<script src=x></script>'], key_results: []}\n"
    made = project({"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": text})
    assert [problem.place.line for problem in made.problems() if problem.severity == "error"] == [2]


@pytest.mark.parametrize("typed", ["[internal<br>]", "[internal numbers, internal<br>]", "internal<br>"])
def test_a_mark_with_markup_in_it_keeps_everything_back(project: Callable[..., Project], typed: str) -> None:
    """Without the word that can't be read, the rest would say that more people may see it."""
    text = f"objectives:\n  - {{id: bake, title: Bake, owner: lotte, audience: {typed}, key_results: []}}\n"
    made = project({"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": text})
    objective = made.snapshot().organisation.objectives["company/2026-Q4/bake"]
    assert objective.audience == INTERNAL


@pytest.mark.parametrize(
    ("typed", "tags"),
    [('["Rock & Roll, Berlin", St. Gallen]', ("Rock & Roll, Berlin", "St. Gallen")), ("rye, wheat", ("rye", "wheat"))],
)
def test_commas_part_tags_in_a_text_and_not_within_items_of_a_list(
    project: Callable[..., Project], typed: str, tags: tuple[str, ...]
) -> None:
    typed = typed if typed[0] == "[" else f'"{typed}"'
    text = f"objectives:\n  - {{id: bake, title: Bake, owner: lotte, key_results: [], tags: {typed}}}\n"
    made = project({"people.yml": PEOPLE, "company/team.yml": "name: Bakery\n", "company/2026-Q4.yml": text})
    assert made.snapshot().organisation.objectives["company/2026-Q4/bake"].tags == tags
    assert "OKR118" not in made.codes()


def test_a_line_of_a_list_in_angle_brackets_is_asked_about(project: Callable[..., Project]) -> None:
    """They are shown as they stand; of an address they are a part."""
    blockers = 'owner: lotte\n    blockers: [<One baker short>, "<https://example.org/oven>"]'
    [(code, line)] = read_goal(project, "owner: lotte", blockers)
    assert code == "OKR118" and line.startswith("blockers: [One baker short,")
