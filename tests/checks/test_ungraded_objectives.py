"""OKR531: what has ended is graded, or `check` names it with the proposed grades."""

from __future__ import annotations

import pytest

FILE = """
objectives:
  - id: bread
    title: Sell more bread
    owner: anna
    {status}
    key_results:
      - {{id: loaves, title: Loaves, from: 0, to: 10, now: 7{first}}}
      - {{id: shops, title: Shops, from: 0, to: 10{second}}}
"""


def find(project, cycle: str = "2026-Q3", first: str = "", second: str = "", status: str = "tags: [x]"):
    text = FILE.format(first=first, second=second, status=status)
    made = project({"company/team.yml": "name: Company\n", f"company/{cycle}.yml": text})
    return [(one.place.line, one.severity, one.message, one.hint) for one in made.problems() if one.code == "OKR531"]


def test_an_objective_without_grades_is_named_with_what_is_proposed(project):
    assert find(project) == [
        (
            3,
            "info",
            "Q3 2026 has ended, and its key results have no grade.",
            "Add `grade` to each; proposed: loaves 0.7.",
        )
    ]


def test_of_a_part_it_is_said_how_many_there_are(project):
    ((_, _, message, hint),) = find(project, first=", grade: 0.7")
    assert message == "Q3 2026 has ended, and 1 of its 2 key results has no grade."
    assert hint == "Add `grade` to each, from 0.0 to 1.0."


@pytest.mark.parametrize(
    "options",
    [
        {"cycle": "2026-Q4"},
        {"first": ", grade: 0.7", "second": ", grade: 0.0"},
        {"first": ", grade: 0.7", "second": ", status: dropped"},
        {"status": "status: dropped"},
    ],
)
def test_a_running_cycle_graded_ones_and_what_was_given_up_stay_silent(project, options):
    assert find(project, **options) == []
