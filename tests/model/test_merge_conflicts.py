"""Marks that a merge left in a file: each conflict is one error at its place, and nothing else is said about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from effort import times_as_much
from project_tree import Project

from okrsite.sources.conflicts import TextKind, find_conflicts

TEAM = "name: Company\n"
GOAL = """\
---
summary: A quarter of plans
---

Introduction.

## Sell more bread

- Id: bread
- Owner: Lotte

Because we bake it.

| Key result | Id | From | To | Now |
| --- | --- | --- | --- | --- |
| Loaves | loaves | 40 | 90 | 50 |
| Rolls | rolls | 10 | 20 | 15 |

### Check-ins

- 2026-10-12, Lotte: Fine. loaves 45
- 2026-11-02, Lotte: Better. loaves 50
"""
YAML_GOAL = """\
objectives:
  - id: bread
    title: Sell more bread
    owner: Lotte
    key_results:
      - {id: loaves, title: Loaves, from: 40, to: 90, now: 50}
      - {id: rolls, title: Rolls, from: 10, to: 20, now: 15}
"""


def conflict(line: str, other: str, *, base: bool = False) -> str:
    middle = f"||||||| 2c1e9a0\n{line}\n" if base else ""
    return f"<<<<<<< HEAD\n{line}\n{middle}=======\n{other}\n>>>>>>> lotte/numbers\n"


@pytest.mark.parametrize(("ends", "base"), [("\n", False), ("\r\n", True)])
@pytest.mark.parametrize("line", [line for line in GOAL.splitlines() if line.strip() and line != "---"])
def test_a_conflict_at_any_line_of_an_objective_is_one_error(
    project: Callable[..., Project], line: str, ends: str, base: bool
) -> None:
    typed = GOAL.replace(f"{line}\n", conflict(line, f"{line} 7", base=base), 1).replace("\n", ends)
    first = typed[: typed.index("<<<<<<<")].count("\n") + 1
    made = project({"company/team.yml": TEAM, "company/2026-Q4.md": typed.encode()})
    [problem] = [problem for problem in made.problems() if problem.code[3] != "5"]
    assert (problem.code, problem.severity, problem.place.line) == ("OKR124", "error", first)
    assert problem.place.end_line == first + (6 if base else 4)
    assert "'HEAD' and 'lotte/numbers'" in problem.message
    assert "delete the lines that begin with <<<<<<<" in problem.hint


@pytest.mark.parametrize("line", YAML_GOAL.splitlines())
def test_a_conflict_at_any_line_of_yaml_is_one_error(project: Callable[..., Project], line: str) -> None:
    typed = YAML_GOAL.replace(f"{line}\n", conflict(line, f"{line} # later"), 1)
    first = typed[: typed.index("<<<<<<<")].count("\n") + 1
    made = project({"company/team.yml": TEAM, "company/2026-Q4.yml": typed})
    assert made.lines() == [f"company/2026-Q4.yml:{first} OKR124"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("company/team.yml", "name: Company\n{}"),
        ("company/team.md", "---\nname: Company\n---\n\nWhat we are.\n\n{}"),
        ("company/memo-2026.md", "---\ntitle: The year\n---\n\n{}"),
        ("people.yml", "anna:\n  name: Anna\n{}"),
        ("kpis.yml", "sales:\n  name: Sales\n{}"),
        ("index.md", "# Welcome\n\n{}"),
        ("handbook/rules.md", "# Rules\n\n{}"),
        ("handbook/rules.md", "{}"),
        ("company/notes.txt", "Notes\n\n{}"),
        ("company/rows.csv", "a,b\n{}"),
    ],
)
def test_a_conflict_in_any_kind_of_file_is_one_error(project: Callable[..., Project], path: str, text: str) -> None:
    line = text.count("\n") + 1
    made = project({"company/team.yml": TEAM} | {path: text.format(conflict("cem: 1", "cem: 2"))})
    if path == "company/team.md":
        (made.root / "content/company/team.yml").unlink()
    assert [found for found in made.lines() if "OKR112" not in found] == [f"{path}:{line} OKR124"]


@pytest.mark.parametrize(
    ("mark", "left_over"),
    [
        (">>>>>>> lotte/numbers", True),
        (">>>>>>> 1c2d3e4 (Raise the target | again)", True),
        ("<<<<<<< HEAD", True),
        ("<<<<<<<", True),
        ("=======", True),
        ("||||||| merged common ancestors", True),
        ("<<<<<<<< HEAD", False),
        ("|||||||", False),
        ("========", False),
    ],
)
def test_a_single_mark_that_is_left_is_an_error(project: Callable[..., Project], mark: str, left_over: bool) -> None:
    row = "| Rolls | rolls | 10 | 20 | 15 |\n"
    made = project({"company/team.yml": TEAM, "company/2026-Q4.md": GOAL.replace(row, f"{row}{mark}\n")})
    told = [problem for problem in made.problems() if problem.code == "OKR124"]
    assert [problem.place.line for problem in told] == ([18] if left_over else [])
    if left_over:
        assert [problem.code for problem in made.problems() if problem.code[3] != "5"] == ["OKR124"]
        assert "left over from a merge" in told[0].message and "delete this line" in told[0].hint


@pytest.mark.parametrize("line", [line for line in GOAL.splitlines() if line.strip()])
@pytest.mark.parametrize("below", [False, True])
def test_the_line_between_two_versions_is_an_error_wherever_it_is_left(
    project: Callable[..., Project], line: str, below: bool
) -> None:
    """Also where Markdown would underline a heading with it, which would end the objective."""
    typed = GOAL.replace(f"{line}\n", f"{line}\n=======\n" if below else f"=======\n{line}\n", 1)
    if typed.startswith("======="):
        return  # nothing stands above it to have two versions of, and no front matter begins below it
    made = project({"company/team.yml": TEAM, "company/2026-Q4.md": typed})
    told = [problem for problem in made.problems() if problem.code[3] != "5"]
    at = typed.splitlines().index("=======") + 1
    assert [(problem.code, problem.place.line) for problem in told] == [("OKR124", at)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("company/2026-Q4.md", "Our year\n=======\n\n## Sell more bread\n\n- Owner: Lotte\n"),
        ("company/2026-Q4.md", "# 2026\n\n## Sell more bread\n\nLessons\n=======\n"),
        ("company/memo-2026.md", "---\ntitle: The year\n---\nWhat we learned\n=======\n\nMuch.\n"),
        ("handbook/rules.md", "Rules\n=======\n\n1. None.\n\nExceptions\n=======\n\nNone.\n"),
        ("handbook/rules.md", "# Rules\n\nOf last\n=======\n"),
    ],
)
def test_headings_that_seven_signs_underline_are_no_conflict(
    project: Callable[..., Project], path: str, text: str
) -> None:
    made = project({"company/team.yml": TEAM, path: text})
    assert "OKR124" not in made.codes()


@pytest.mark.parametrize("text", ["# Rules\n\nNobody bakes alone.\n=======\nTwo do.\n", "# Rules\n=======\nTwo.\n"])
def test_a_mark_below_a_sentence_or_a_heading_of_a_page_is_an_error(project: Callable[..., Project], text: str) -> None:
    made = project({"company/team.yml": TEAM, "handbook/rules.md": text})
    assert "OKR124" in made.codes()


def test_two_conflicts_are_two_errors_and_other_slips_of_the_file_are_told(project: Callable[..., Project]) -> None:
    typed = GOAL.replace("Because we bake it.\n", conflict("Because.", "As it is."))
    typed = typed.replace("- 2026-10-12, Lotte: Fine. loaves 45\n", conflict("- 2026-10-12, Lotte: A.", "- B"))
    typed = typed.replace("| Rolls | rolls | 10 |", "| Rolls | rolls | ~10 |")
    lines = typed.splitlines()
    first, second = (at for at, line in enumerate(lines, 1) if line.startswith("<<<<<<<"))
    row = next(at for at, line in enumerate(lines, 1) if "~10" in line)
    made = project({"company/team.yml": TEAM, "company/2026-Q4.md": typed})
    assert made.lines() == [
        f"company/2026-Q4.md:{first} OKR124",
        f"company/2026-Q4.md:{row} OKR203",
        f"company/2026-Q4.md:{second} OKR124",
    ]


def test_what_links_to_a_file_with_a_conflict_is_not_blamed(project: Callable[..., Project]) -> None:
    made = project(
        {
            "company/team.yml": TEAM,
            "company/2026-Q4.md": GOAL.replace("- Id: bread\n", conflict("- Id: bread", "- Id: bakery")),
            "teams/oven/team.yml": "name: Oven\n",
            "teams/oven/2026-Q4.yml": YAML_GOAL.replace("owner: Lotte", "owner: Per\n    supports: company/bread"),
        }
    )
    assert made.lines() == ["company/2026-Q4.md:9 OKR124"]


@pytest.mark.parametrize(
    "text",
    [
        "Sell more bread\n=======\n\nWords.\n",
        "Words.\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n",
        "~~~ text\n<<<<<<< HEAD\n~~~\n",
        "> > a\n>>>>>>> deep quotation\n",
        ">>>>>>> deep quotation\n>>>>> less deep\n",
        "A merge writes `<<<<<<<` and `>>>>>>>`.\n",
        "An example:\n\n    <<<<<<< HEAD\n",
        "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n|||||||\n",
        "<<<<<<<<<<\n",
        ">>>>>>>>>> x\n",
        "A line\n\n=======\n\nanother\n",
    ],
)
def test_what_is_no_conflict_stays_silent_on_a_page(project: Callable[..., Project], text: str) -> None:
    made = project({"company/team.yml": TEAM, "handbook/merging.md": text})
    assert "OKR124" not in made.codes()


def test_the_work_grows_with_the_file() -> None:
    marks = "<<<<<<< a\n=======\n>>>>>>> b\n=======\n||||||| c\n"
    assert times_as_much(lambda size: find_conflicts(marks * size), 1_000, 16) < 4 * 16


@pytest.mark.parametrize(
    "marks",
    [
        "  <<<<<<< HEAD\n- Tags: a\n  =======\n- Tags: b\n  >>>>>>> lotte\n",
        "<<<<<<<<< HEAD\n- Tags: a\n||||||||| 1a2b\n- Tags: c\n=========\n- Tags: b\n>>>>>>>>> lotte\n",
        "<<<<<< HEAD\n- Tags: a\n======\n- Tags: b\n>>>>>> lotte\n",
    ],
)
def test_marks_of_another_length_or_column_are_a_conflict(project: Callable[..., Project], marks: str) -> None:
    made = project({"company/team.yml": TEAM, "company/2026-Q4.md": GOAL.replace("- Owner", f"{marks}- Owner")})
    [problem] = [problem for problem in made.problems() if problem.code[3] != "5"]
    assert (problem.code, problem.place.line, problem.place.end_line) == ("OKR124", 10, 9 + marks.count("\n"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Look:\n\n    <<<<<<< HEAD\n    a\n    =======\n    b\n    >>>>>>> lotte\n", "page"),
        ("a <<<<< b\n", "goals"),
        ("Title\n======\n\n>>>>>> deep quote\n", "goals"),
        (" HEAD\n<<<<<\n>>>>>\n", "goals"),
    ],
)
def test_what_only_looks_like_such_marks_is_none(text: str, kind: TextKind) -> None:
    assert find_conflicts(text, kind) == []


def test_looking_for_odd_marks_takes_time_in_proportion() -> None:
    marks = "  <<<<<< a\n  ======\n"
    assert times_as_much(lambda size: find_conflicts(f"{marks * size}>>>>> x"), 1_000, 16) < 4 * 16
