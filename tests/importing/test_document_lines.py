"""Single lines of documents: states and results at their ends, several fields in one, values in front matter."""

from __future__ import annotations

from itertools import pairwise

import pytest

from okrsite.importing.documents import read_document
from okrsite.importing.line_parts import clean_owner, take_apart
from okrsite.importing.path_words import find_folder_team


def read_objective(*lines: str, front: str = ""):
    """Return the only objective of a document that has these lines below it."""
    text = "\n".join(("# OKRs Q4 2026", "", "## Objective: Win back riders", "", *lines, ""))
    (one,) = read_document("goals.md", front + text).objectives
    return one


@pytest.mark.parametrize(
    ("line", "title", "result", "done"),
    [
        ("Launch 5 workshops. Done", "Launch 5 workshops.", "Done", True),
        ("Launch 5 workshops! Missed.", "Launch 5 workshops!", "Missed", False),
        ("5 Workshops eröffnen. Erledigt", "5 Workshops eröffnen.", "Erledigt", True),
        ("Launch 5 workshops. In progress", "Launch 5 workshops.", "In progress", False),
        ("Launch 5 workshops (done)", "Launch 5 workshops", "done", True),
    ],
)
def test_a_state_behind_a_goal_says_how_it_ended(line, title, result, done):
    parts = take_apart(line)
    assert (parts.title, parts.result, parts.done) == (title, result, done)


@pytest.mark.parametrize(
    "line",
    [
        "Agree on a definition of done",
        "Close the gap between planned vs. completed work",
        "More repairs planned vs. completed",
        "More repairs Planned Vs. Completed",
        "Raise the share of tickets that are Completed",
    ],
)
def test_a_state_within_a_title_stays_a_part_of_it(line):
    parts = take_apart(line)
    assert (parts.title, parts.result, parts.done) == (line, None, None)


@pytest.mark.parametrize("sign", ["", "- "])
def test_a_line_may_name_several_fields(sign):
    """In a line of its own as in an item; what has no label of its own goes on with the field before it."""
    one = read_objective(
        f"{sign}Owner: Ana Lund | Score: 0.7 | Why: rain | snow", "", "- KR: 20 rides", "- KR: 30 rides"
    )
    assert (one.owner, one.score, one.why) == ("Ana Lund", 0.7, "rain | snow")


def test_a_field_of_nothing_is_prose():
    found = read_document("goals.md", "# OKRs Q4 2026\n\n- Owner: Ana Lund\n  - and Ben\n")
    assert [(fate.line, fate.kind) for _, fate in found.fates] == [(1, "context"), (3, "prose"), (4, "prose")]


def test_front_matter_says_cycle_and_team():
    text = "---\nTeam: {name: Workshop}\ncycle: [a, b]\nquarter: 2026-Q2\n---\n## Objective: A\n\n- KR: b\n- KR: c\n"
    (one,) = read_document("goals.md", text).objectives
    assert (one.team, one.cycle) == ("Workshop", "2026-Q2")


def test_front_matter_whose_aliases_multiply_is_no_trap():
    """Written out, its title would have a billion words."""
    names = "abcdefghi"
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise(names)
    )
    one = read_objective("- KR: 20 rides", front=f"---\n{bomb}title: *i\nteam: *i\n---\n")
    assert one.title == "Win back riders"


@pytest.mark.parametrize("typed", ["TBD", "@tbd", "???", "n/a", "NA", "N.N.", "vacant", "to be hired", "–", "", "name"])
def test_who_is_still_looked_for_is_nobody(typed):
    assert clean_owner(typed) is None


@pytest.mark.parametrize(
    ("path", "team"),
    [
        ("okrs/teams/booking/2026-Q4.md", "booking"),
        ("okrs/booking/2026-Q4.md", "booking"),
        ("handbook/goals/team-5/Q3 OKRs 2026.md", "team-5"),
        ("okrs/2026-Q4/booking.md", "booking"),
        ("okrs/2026/Q4/Customer_care.md", "Customer care"),
        ("okrs/company/fy27.md", "company"),
        ("okrs/archive/2026-Q4.md", None),
        ("okrs/2026/Q4.md", None),
        ("okrs/booking/how we think of growth.md", None),
        ("booking.md", None),
        ("/home/dana/okrs/2026-Q4.md", None),
        ("../okrs/2026-Q4.md", None),
    ],
)
def test_a_folder_says_whose_goals_are_where_a_document_does_not(path, team):
    """Companies sort their pages by team and cycle, or by cycle and team; what lies on a shelf is nobody's."""
    assert find_folder_team(path) == team


@pytest.mark.parametrize(
    ("again", "count"),
    [
        ("## Objective: Win back riders\n\n- KR: 20 rides\n- KR: No falls\n", 1),
        ("## Objective: Win back riders\n\n- KR: 20 rides\n- KR: No falls (0.7)\n", 2),
        ("## Workshop team\n\n### Objective: Win back riders\n\n- KR: 20 rides\n- KR: No falls\n", 2),
    ],
    ids=["copy", "another score", "another team"],
)
def test_a_goal_that_is_told_twice_is_one_where_all_of_it_is_the_same(again, count):
    """Check-ins name goals once more; nobody's values and nobody's team are dropped for it."""
    text = "# OKRs Q4 2026\n\n## Objective: Win back riders\n\n- KR: 20 rides\n- KR: No falls\n\n" + again
    assert len(read_document("goals.md", text).objectives) == count


@pytest.mark.parametrize("line", ["4.5 stars in the shop", "2.5 hours from a report to an answer"])
def test_an_amount_with_a_point_is_no_number_of_a_heading(line):
    assert take_apart(line).title == line
    assert take_apart("4.5 Grow the choir").title == "Grow the choir"


@pytest.mark.parametrize("line", ['"Sing together"', "“Sing together”", "„Sing together“", "« Sing together »"])
def test_quotation_marks_around_a_title_are_none_of_its_words(line):
    assert take_apart(line).title == "Sing together"
    assert take_apart('Sing "together"').title == 'Sing "together"'
    assert take_apart('"Sing" and "play"').title == '"Sing" and "play"'
