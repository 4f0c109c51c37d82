"""Words of check-ins that are meant as values, a status or an author, and would be read as something else.

Each slip has one message, at its line, and the line that it shows is right as it stands.
"""

from __future__ import annotations

import pytest

FILES = {"company/team.yml": "name: Bakery\n", "people.yml": "lotte: {name: Lotte Berg}\n"}
GOAL = (
    "## Bake more bread {#bread}\n\n- Owner: lotte\n\n- KR: Loaves a day {#loaves}: 100 -> 250\n"
    "- KR: Ovens {#ovens}: 1 -> 4\n\n### Check-ins\n\n"
)


def read_checkins(project, text: str):
    """Return the check-ins of an objective, and its warnings and errors."""
    made = project(FILES | {"company/2026-Q4.md": f"{GOAL}{text}\n"})
    problems = [problem for problem in made.problems() if problem.severity != "info"]
    return made.snapshot().organisation.objectives["company/2026-Q4/bread"].checkins, problems


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("  loaves 150, ovens 2", 12),
        ("loaves 150, ovens 2", 12),
        ("KR1: 150", 12),
        ("  - More shops. loaves 150", 12),
        ("  Rain.\n\n  loaves 150 (50%)", 14),
    ],
)
def test_values_below_a_check_in_are_asked_about(project, below: str, line: int) -> None:
    """They were words of its note, or of the objective's."""
    (checkin,), problems = read_checkins(project, f"- 2026-11-13, Lotte: Good week.\n\n{below}")
    assert [(problem.code, problem.place.line) for problem in problems] == [("OKR118", line)]
    assert "loaves 150" in problems[0].hint
    assert not checkin.now


@pytest.mark.parametrize("below", ["As I said: loaves 150, and more.", "We bake at night.", "Loaves sell from 7 to 9."])
def test_words_below_a_check_in_that_say_nothing_new_are_words(project, below: str) -> None:
    (checkin,), problems = read_checkins(project, f"- 2026-11-13, Lotte: Good week. loaves 150\n\n  {below}")
    assert problems == []
    assert list(checkin.now) == ["loaves"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("loaves 150 ovens 2", "loaves 150, ovens 2"),
        ("loaves=150 ovens=2 (50%)", "loaves=150, ovens=2 (50%)"),
        ("KR1: 150 KR2: 2", "KR1: 150, KR2: 2"),
        ("loafs 150", "loaves 150"),
    ],
)
def test_the_line_that_is_shown_for_values_is_read(project, typed: str, shown: str) -> None:
    checkins, (problem,) = read_checkins(project, f"- 2026-11-13, Lotte: Good week. {typed}")
    assert not checkins[0].now
    line = problem.hint.partition("Write: ")[2]
    assert line == f"- 2026-11-13, Lotte: Good week. {shown}"
    checkins, problems = read_checkins(project, line)
    assert problems == []
    assert checkins[0].now["loaves"].text == "150"


def test_a_value_on_the_next_line_without_a_comma_is_asked_about(project) -> None:
    _, (problem,) = read_checkins(project, "- 2026-11-13, Lotte: Good week. loaves 150\n  ovens 2")
    assert (problem.code, problem.hint) == ("OKR203", "Put commas between values.")


def test_a_sentence_of_values_that_name_no_key_result_is_asked_about(project) -> None:
    _, (problem,) = read_checkins(project, "- 2026-11-13, Lotte: Gute Woche. Brote 150, Backstuben 2")
    assert (problem.code, "“Brote”" in problem.message) == ("OKR118", True)


@pytest.mark.parametrize("note", ["See page 3.", "Page 3.", "Two of 4 shops are open, 2 to go."])
def test_a_number_in_a_sentence_is_a_word(project, note: str) -> None:
    _, problems = read_checkins(project, f"- 2026-11-13, Lotte: {note}")
    assert problems == []


def test_a_sentence_behind_a_value_is_asked_about_where_nothing_has_a_unit(project) -> None:
    """It was the unit of measure of the key result from then on."""
    _, (problem,) = read_checkins(project, "- 2026-11-13, Lotte: Good week. ovens 2 Next week more.")
    assert (problem.code, "“Next week more”" in problem.message) == ("OKR118", True)


@pytest.mark.parametrize("typed", ["2 new ovens", "2 ovens", "2 Öfen"])
def test_what_is_counted_may_stand_behind_a_value(project, typed: str) -> None:
    _, problems = read_checkins(project, f"- 2026-11-13, Lotte: Good week. ovens {typed}")
    assert problems == []


@pytest.mark.parametrize("note", ["At risk. Rain.", "at risk: rain.", "Red – no flour.", "Gelb. Kein Mehl.", "Amber"])
def test_a_status_that_begins_a_note_is_asked_about(project, note: str) -> None:
    (checkin,), (problem,) = read_checkins(project, f"- 2026-11-13, Lotte: {note}")
    assert checkin.status is None
    assert problem.hint.endswith("as in “Anna (at risk): …”.")


@pytest.mark.parametrize("note", ["Red tape everywhere.", "Risk is small.", "Done: two shops."])
def test_words_that_only_begin_like_a_status_are_words(project, note: str) -> None:
    _, problems = read_checkins(project, f"- 2026-11-13, Lotte: {note}")
    assert problems == []


def test_a_status_between_commas_behind_the_author_is_shown_in_parentheses(project) -> None:
    _, (problem,) = read_checkins(project, "- 2026-11-13, Lotte, at risk: Good week.")
    line = problem.hint.partition("Write: ")[2]
    assert line == "- 2026-11-13, Lotte (at risk): Good week."
    (checkin,), problems = read_checkins(project, line)
    assert (problems, checkin.by, checkin.status) == ([], "lotte", "at risk")
