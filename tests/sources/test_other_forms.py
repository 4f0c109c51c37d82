"""Fields and key results in a form that others use for them are asked about, and nothing of them is read as something else."""

from __future__ import annotations

import pytest
from plain_trees import simplify

from okrsite.problems import Problem
from okrsite.sources.markdown.documents import read_markdown
from okrsite.vocabulary import CYCLE_FILE

TABLE = "| Key result | Id | From | To |\n| --- | --- | --- | --- |\n| Trips | trips | 4 | 9 |\n"


def read(below: str) -> tuple[dict[str, object], list[Problem]]:
    """Return the objective of a file, and what is wrong with it."""
    node, problems = read_markdown("teams/ferry/2026-Q4.md", f"## Sail\n\n{below}", CYCLE_FILE.name)
    assert node is not None
    (objective,) = simplify(node)["objectives"]
    return objective, problems


@pytest.mark.parametrize(
    ("form", "line", "says"),
    [
        ("Owner\n: Ana\n\nTags\n: river\n", 3, "its colon stands on the line below"),
        ("| Owner | Ana |\n| --- | --- |\n| Tags | river |\n", 3, "stand in a table"),
        ("```yaml\nowner: Ana\ntags: [river]\n```\n", 3, "stands in code"),
        ("---\nowner: Ana\n---\n", 4, "looks like a field"),
    ],
)
def test_fields_in_another_form_are_asked_about(form: str, line: int, says: str) -> None:
    objective, problems = read(f"{form}\n{TABLE}")
    assert [(problem.place.line, says in problem.message) for problem in problems] == [(line, True)]
    assert "owner" not in objective and objective["key_results"]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("Key result   Id      From  To\nTrips        trips   4     9\n", "blanks between its cells"),
        ("<table>\n<tr><th>Key result</th><th>From</th></tr>\n<tr><td>Trips</td><td>4</td></tr>\n</table>\n", "HTML"),
        ("(1) Trips 4 → 9\n(2) Boats 1 → 3\n", "begin with no bullets"),
        ("a) Trips 4 → 9\n", "begins with no bullet"),
        ("✅ Trips 4 → 9\n", "begins with no bullet"),
        ("**KR 2** – More trips\n", "begins with no bullet"),
    ],
)
def test_key_results_in_another_form_are_asked_about(form: str, says: str) -> None:
    objective, problems = read(f"- Owner: Ana\n- Id: sail\n\n{form}")
    assert [(problem.place.line, says in problem.message) for problem in problems if problem.code != "OKR119"] == [
        (6, True)
    ]
    assert "key_results" not in objective


@pytest.mark.parametrize(
    "text",
    [
        "We went from 4 → 9 trips.\n",
        "(1) The river is high.\n",
        "| Owner | Boat |\n| --- | --- |\n| Ana | Ferry |\n",
        "| Boat | Seats |\n| --- | --- |\n| Ferry | 40 |\n",
        "```\n2026-10-12 INFO owner changed\n```\n",
        "Owner\n\n: Ana\n",
    ],
)
def test_texts_that_only_look_a_little_like_those_are_left_alone(text: str) -> None:
    assert read(f"- Owner: Ana\n- Id: sail\n\n{text}\n{TABLE}")[1] == []


def test_lines_that_are_drawn_between_rows_are_no_key_results() -> None:
    drawn = TABLE.replace("| Trips", "|  Trips") + "+-------+----+---+---+\n"
    objective, problems = read(f"- Owner: Ana\n\n{drawn}")
    assert [result["id"] for result in objective["key_results"]] == ["trips"]
    assert problems == []


def test_values_in_the_brackets_of_yaml_are_several() -> None:
    objective, problems = read(f"- Owner: Ana\n- Tags: [river, boats]\n- Contributors: [Bo, Cem]\n\n{TABLE}")
    assert (objective["tags"], objective["contributors"]) == (["river", "boats"], ["Bo", "Cem"])
    assert problems == []


@pytest.mark.parametrize("heading", ["### 2026-11-06", "#### 2026-11-06", "#### 2026-11-06, Ana"])
def test_a_day_as_a_heading_among_checkins_is_asked_about(heading: str) -> None:
    _, problems = read(
        f"- Owner: Ana\n\n{TABLE}\n### Check-ins\n\n- 2026-10-12, Ana: Sun.\n\n{heading}\n\nRain. trips 5\n"
    )
    assert [(problem.place.line, "is a heading" in problem.message) for problem in problems] == [(13, True)]


@pytest.mark.parametrize("start", ["Ana, 2026-11-06: ", "Ana (2026-11-06): ", "Ana Berg – 2026-11-06: "])
def test_an_author_before_the_day_is_read(start: str) -> None:
    objective, problems = read(f"- Owner: Ana\n\n{TABLE}\n### Check-ins\n\n- {start}Rain. trips 5\n")
    (checkin,) = objective["checkins"]
    assert (checkin["date"], checkin["by"].split()[0], checkin["note"]) == ("2026-11-06", "Ana", "Rain.")
    assert (checkin["now"], problems) == ({"trips": "5"}, [])
