"""Lines of YAML that are typed as elsewhere: in another spelling, with a hyphen too much, without braces; told by their cause."""

from __future__ import annotations

import pytest

from okrsite.problems import Problem
from okrsite.sources.consequences import drop_consequences
from okrsite.sources.corrected_lines import add_corrected_lines
from okrsite.sources.yaml import read_yaml

GOAL = """objectives:
  - id: bread
    title: Bake more bread
    owner: lotte
    key_results:
      - {id: loaves, title: Loaves a day, from: 20, to: 85, now: 61, confidence: 70%}
      - {id: rolls, title: Rolls a day, from: 10 min, to: 4 min}
    checkins:
      - {date: 2026-10-09, by: lotte, note: Hot., now: {loaves: 31, rolls: 9}, confidence: {loaves: 60%, rolls: 50%}}
      - {date: 2026-10-16, by: lotte, note: Cold., now: {loaves: 35}}
  - id: cake
    title: Bake cake
"""
LINES = GOAL.split("\n")


def read(old: str, new: str) -> list[Problem]:
    """Return what is wrong with the goal once something in it is typed otherwise."""
    assert old in GOAL
    text = GOAL.replace(old, new, 1)
    _, problems = read_yaml("a.yml", text)
    return drop_consequences(list(add_corrected_lines(problems, text, "yml")), text.split("\n"))


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("    owner: lotte", "    - owner: lotte", 4, "A hyphen makes this line an item"),
        ("  - id: cake", "  id: cake", 11, "The hyphen of this item is missing"),
        ("      - {id: loaves", "      {id: loaves", 6, "The hyphen of this item is missing"),
        ("      - {id: loaves", "    - {id: loaves", 6, "in column 7"),
        ("      - {id: loaves", "        - {id: loaves", 6, "in column 7"),
        ("    title: Bake more bread", "    title: >\n    Bake more bread", 4, "in the column of `title:`"),
        ("    title: Bake more bread", "    **Title**: Bake more bread", 3, "without signs around it"),
    ],
)
def test_the_line_that_is_at_fault_is_told_and_no_other_one(old: str, new: str, line: int, cause: str) -> None:
    (problem,) = read(old, new)
    assert (problem.place.line, cause in f"{problem.message} {problem.hint}") == (line, True), problem


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: 20, to: 85", "from 20 to 85"), ("from: 20, to: 85", "from 20 → 85"), ("from: 10 min, to: 4 min", "from 10 min → 4 min"),
        ("now: {loaves: 31, rolls: 9}", "now: loaves: 31, rolls: 9"), ("now: {loaves: 31, rolls: 9}", "now: loaves 31, rolls 9"),
        ("confidence: {loaves: 60%, rolls: 50%}", "confidence: loaves: 60%, rolls: 50%"),
        ("now: {loaves: 35}}", "now: {loaves: 35}},"), ("now: {loaves: 35}}", "now: {loaves: 35}};"),
    ],
)  # fmt: skip
def test_values_without_their_braces_are_shown_with_them(old: str, new: str) -> None:
    (problem,) = read(old, new)
    (line,) = (line for line in LINES if old in line)
    assert problem.hint.endswith(f"Write: {line.strip()}"), problem


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("'At seven o'clock", '"At seven o\'clock"'), ('"Bread"#1', "Bread#1"),
        ('Bread, by 20:00', "Bread, by 20:00"),
    ],
)  # fmt: skip
def test_quotes_and_signs_of_a_text_are_shown_as_they_were_meant(value: str, meant: str) -> None:
    problems = read("title: Bake more bread", f"title: {value}")
    assert [problem.hint.rpartition("title: ")[2] for problem in problems] == [meant] * (value != meant)


@pytest.mark.parametrize("rest", [" and rye", ", [rye]"])
def test_words_behind_a_closing_bracket_are_named(rest: str) -> None:
    (problem,) = read("    owner: lotte", f"    tags: [bread, cake]{rest}")
    assert "Behind the closing bracket" in problem.message
    assert "Write" not in problem.hint


def test_a_comma_in_the_title_of_a_key_result_is_no_field_of_a_checkin() -> None:
    (problem,) = read("title: Loaves a day", "title: Loaves, by 20:00")
    assert 'title: "Loaves, by 20:00"' in problem.hint


def test_a_key_result_as_in_markdown_is_shown_with_its_fields() -> None:
    (problem,) = read(LINES[5], "      - KR: Loaves a day: 20 → 85, now 61 (70%)")
    assert "{title: Loaves a day, from: 20, to: 85, now: 61, confidence: 70%}" in problem.hint


def test_a_mark_is_no_field_of_a_kpi_with_a_colon_either() -> None:
    text = "stock:\n  name: Stock\n  unit: EUR\n  visibility = draft\n  values: {2026-10-31: 5}\n"
    (problem,) = read_yaml("kpis.yml", text)[1]
    assert ("keeps nothing back" in problem.message, "Write" in problem.hint) == (True, False)


def test_a_list_that_lost_its_first_bracket_is_shown_as_one() -> None:
    (problem,) = read("    owner: lotte", "    tags: bread, cake]")
    assert problem.hint.endswith("Write: tags: [bread, cake]")


def test_a_text_in_the_place_of_a_lists_first_item_is_asked_about() -> None:
    text = "session:\n  inputs: Grades\n    - Letters\n    - Numbers\nobjectives: []\n"
    (problem,) = read_yaml("a.yml", text)[1]
    assert ("Text stands behind this field's name" in problem.message, problem.place.line) == (True, 2)
    assert read_yaml("a.yml", "session:\n  inputs: Grades\n    of the quarter\nobjectives: []\n")[1] == []


def test_parentheses_around_words_with_a_colon_are_a_part_of_a_text() -> None:
    problems = read("title: Bake more bread", "title: Bake (TLP: RED)")
    assert ["braces" in problem.message for problem in problems] == [False]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    key_results:\n", "    key_results: 2\n", 5),
        ("    checkins:\n", "    checkins: weekly\n", 8),
    ],
)
def test_a_value_in_the_place_of_records_is_told_at_its_line(old: str, new: str, line: int) -> None:
    (problem,) = read(old, new)
    assert (problem.place.line, "its fields stand below" in problem.message) == (line, True)
