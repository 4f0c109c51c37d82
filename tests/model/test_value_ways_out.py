"""Each of these problems says what to type instead, or where the other thing stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CASES = {
    "OKR256": ("done: no\ndue: 2027-02-01", "", "Correct the day, or write it into the file of the cycle"),
    "OKR255": ("milestones: [{title: a, weight: 0}]", "", "Give at least one a weight above zero."),
}


@pytest.mark.parametrize("code", CASES)
def test_a_problem_of_a_key_result_has_a_way_out(one_key_result, code):
    fields, extra, way_out = CASES[code]
    problems = [problem for problem in one_key_result(fields, extra=extra).problems() if problem.code == code]
    assert problems
    assert all(problem.hint.startswith(way_out) for problem in problems)


@pytest.mark.parametrize(
    ("fields", "extra", "message", "way_out"),
    [
        ("{from: 0, to: 9, phases: {2026-11-01: [4, 5]}}", "", "'phases' takes one value", "{2026-10-31: 130, "),
        ("{done: no}", "tags: [a, {b: c}]", "'tags' takes words", "Write each as one line of text"),
        ("{done: no}", "aliases: {b: c}", "'aliases' takes single values", "Here belong earlier ids"),
    ],
)
def test_a_value_of_another_shape_says_how_it_is_typed(project, fields, extra, message, way_out):
    text = f"objectives:\n  - title: O\n    owner: a\n    key_results: [{{title: K, {fields[1:-1]}}}]\n    {extra}\n"
    made = project({"company/team.yml": "name: C\n", "company/2026-Q4.yml": text})
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR202")
    assert problem.message.startswith(message)
    assert way_out in problem.hint


def test_a_kpi_of_an_id_that_is_taken_says_in_which_line_the_other_one_is(project):
    made = project(
        {
            "company/team.yml": "name: C\n",
            "kpis.yml": "# ours\n\nnps: {name: N}\n",
            "teams/a/team.yml": "name: A\n",
            "company/2026-Q4.yml": "objectives: []\n",
        }
    )
    made.write({"company/team.yml": "name: C\nkpis: {nps: {name: Ours}}\n"})
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR210")
    assert problem.message == "There is a KPI 'nps' already, in line 3 of content/kpis.yml."


def test_a_file_that_can_not_be_opened_says_what_to_look_at(project, monkeypatch):
    made = project({"company/team.yml": "name: C\n"})
    open_file = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any):
        if self.name == "team.yml":
            raise PermissionError(13, "Permission denied")
        return open_file(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = (problem for problem in made.problems() if problem.code == "OKR101")
    assert (problem.message, problem.hint) == (
        "This file can't be read: Permission denied.",
        "Check who may read it.",
    )
