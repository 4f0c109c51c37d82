"""What is missing between goals that are there."""

from __future__ import annotations

import pytest

COMPANY_GOAL = """
objectives:
  - id: goal
    title: Win
    owner: anna
    key_results:
      - id: a
        title: A
        done: no
      - id: b
        title: B
        done: no
"""


def objective(key: str, *fields: str) -> str:
    """Return a file with one objective, with further fields of it, each as a line of YAML."""
    lines = "".join(f"    {field}\n" for field in fields)
    return f"""
objectives:
  - id: {key}
    title: Objective {key}
    owner: anna
    key_results: [{{id: k, title: A key result, done: no}}]
{lines}"""


def team(name: str, parent: str = "company") -> dict[str, str]:
    """Return the file of a team that belongs to another unit."""
    return {
        f"teams/{name}/team.yml": f"""
            name: {name.upper()}
            parent: {parent}
        """
    }


def read_gaps(made):
    return made.snapshot().gaps


def list_gap_codes(made):
    return sorted(problem.code for problem in made.problems() if problem.code.startswith("OKR5"))


def test_an_objective_without_a_link_is_a_gap_until_it_says_why(project):
    made = project({"company/2026-Q4.yml": COMPANY_GOAL, "teams/a/2026-Q4.yml": objective("x")})
    assert read_gaps(made).unaligned == ("a/2026-Q4/x",)
    assert "OKR501" in list_gap_codes(made)
    made.write({"teams/a/2026-Q4.yml": objective("x", "unaligned: The law asks for it.")})
    assert (read_gaps(made).unaligned, read_gaps(made).on_purpose) == ((), ("a/2026-Q4/x",))
    assert "OKR501" not in list_gap_codes(made)
    made.write({"teams/a/2026-Q4.yml": objective("x", "supports: company/goal")})
    assert (read_gaps(made).unaligned, read_gaps(made).on_purpose) == ((), ())


@pytest.mark.parametrize(("status", "missing"), [("done", []), ("dropped", ["a/2026-Q4/x", "b/2026-Q4/y"])])
def test_a_link_to_what_was_dropped_is_none_any_more(project, status, missing):
    """While the goal is done, teams still count as aligned; when it was dropped, they stand alone."""
    snapshot = project(
        {
            **team("a"),
            **team("b", "a"),
            "company/2026-Q4.yml": f"""
                objectives:
                  - id: goal
                    title: A goal that teams link to
                    owner: anna
                    status: {status}
                    key_results: [{{title: A key result, done: no}}]
                  - id: other
                    title: A goal that could be linked to
                    owner: anna
                    key_results: [{{title: A key result, done: no}}]
            """,
            "teams/a/2026-Q4.yml": objective("x", "supports: company/goal"),
            "teams/b/2026-Q4.yml": objective("y", "contributes_to: company/goal"),
        }
    ).snapshot()
    unaligned = [ref for ref, goal in snapshot.organisation.objectives.items() if snapshot.is_unaligned(goal)]
    assert unaligned == list(snapshot.gaps.unaligned) == missing
    assert snapshot.gaps.skipped == ()


def test_the_reason_can_be_typed_in_markdown(project):
    made = project(
        {
            "company/2026-Q4.yml": COMPANY_GOAL,
            "teams/a/2026-Q4.md": """
                ## Objective x

                - Id: x
                - Unaligned: The law asks for it.
                - Confirms: b/y
                - Differs from: b/y (because they count vans)
            """,
            "teams/b/2026-Q4.yml": objective("y"),
        }
    )
    assert read_gaps(made).on_purpose == ("a/2026-Q4/x",)
    assert made.snapshot().alignment.distinctions[0].because == "they count vans"


def test_where_nothing_stands_above_nothing_is_missing(project):
    made = project({"teams/a/2026-Q4.yml": objective("x")})
    assert read_gaps(made).unaligned == ()
    made = project({"company/2026-Q4.yml": COMPANY_GOAL, "teams/a/2026-Q4.yml": "objectives: []"})
    assert read_gaps(made).unserved == ()


@pytest.mark.parametrize("over", ["status: done", "status: dropped"])
def test_what_is_over_is_no_gap(project, over):
    made = project(
        {
            "company/2026-Q4.yml": COMPANY_GOAL,
            "teams/a/2026-Q4.yml": objective("x", over),
            "teams/a/2026-Q1.yml": objective("y"),
        }
    )
    assert read_gaps(made).unaligned == ()


def test_a_goal_that_nobody_serves_is_said_once_and_else_its_key_results(project):
    made = project({"company/2026-Q4.yml": COMPANY_GOAL, "teams/a/2026-Q4.yml": objective("x")})
    assert [(gap.ref, gap.result) for gap in read_gaps(made).unserved] == [("company/2026-Q4/goal", None)]
    made.write({"teams/a/2026-Q4.yml": objective("x", "contributes_to: company/goal#a")})
    assert [gap.result for gap in read_gaps(made).unserved] == ["b"]
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR502"]
    assert (problem.severity, problem.message) == ("info", "No objective of a team serves 'B'.")


def test_the_companys_own_step_serves_the_year_only_if_others_serve_the_step(project):
    made = project(
        {
            "company/2026.yml": COMPANY_GOAL,
            "company/2026-Q4.yml": COMPANY_GOAL + "    contributes_to: company/2026/goal\n",
            "teams/a/2026-Q4.yml": objective("x"),
        }
    )
    assert {gap.ref for gap in read_gaps(made).unserved} == {"company/2026/goal", "company/2026-Q4/goal"}
    both = "contributes_to: [company/goal#a, company/goal#b]"
    made.write({"teams/a/2026-Q4.yml": objective("x", both)})
    assert read_gaps(made).unserved == ()


def test_a_link_of_another_time_or_of_something_dropped_serves_nobody(project):
    made = project(
        {
            "company/2026-Q4.yml": COMPANY_GOAL,
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: company/goal#a", "status: dropped"),
            "teams/b/2026-Q4.yml": objective("y"),
        }
    )
    assert [gap.result for gap in read_gaps(made).unserved] == [None]


# A squad in a division in the company; the division has an objective for the goal of the company.
THREE_LEVELS = {
    **team("division"),
    **team("squad", "division"),
    "company/2026-Q4.yml": COMPANY_GOAL,
    "teams/division/2026-Q4.yml": objective("d", "contributes_to: company/goal"),
}


def test_a_direct_link_past_a_unit_with_an_objective_for_that_goal_skips_a_level(project):
    made = project({**THREE_LEVELS, "teams/squad/2026-Q4.yml": objective("x", "contributes_to: company/goal")})
    (skip,) = read_gaps(made).skipped
    assert (skip.link.source, skip.unit, skip.through) == ("squad/2026-Q4/x", "division", "division/2026-Q4/d")
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR503"]
    assert problem.severity == "info" and "division/2026-Q4/d" in problem.hint


@pytest.mark.parametrize(
    "links",
    [
        pytest.param("contributes_to: division/d", id="a link to the unit above"),
        pytest.param("contributes_to: [company/goal, division/d]", id="a link to both"),
        pytest.param("supports: company/goal", id="an indirect link"),
    ],
)
def test_no_level_is_skipped_by(project, links):
    assert read_gaps(project({**THREE_LEVELS, "teams/squad/2026-Q4.yml": objective("x", links)})).skipped == ()


def test_no_level_is_skipped_where_the_unit_between_serves_something_else(project):
    made = project({**THREE_LEVELS, "teams/squad/2026-Q4.yml": objective("x", "contributes_to: company/goal#b")})
    assert len(read_gaps(made).skipped) == 1
    made.write({"teams/division/2026-Q4.yml": objective("d", "contributes_to: company/goal#a")})
    assert read_gaps(made).skipped == ()


def test_divisions_are_apart_until_anything_below_them_joins_them(project):
    files = {**team("north"), **team("south"), **team("squad", "south")}
    files |= {f"teams/{name}/2026-Q4.yml": objective("x") for name in ("north", "south", "squad")}
    made = project(files)
    assert [(gap.unit, gap.others, gap.more) for gap in read_gaps(made).unlinked_units] == [
        ("north", ("south",), 0),
        ("south", ("north",), 0),
    ]
    made.write({"teams/squad/2026-Q4.yml": objective("x", "depends_on: [north/x]")})
    assert read_gaps(made).unlinked_units == ()
    made.write({"teams/squad/2026-Q4.yml": objective("x", "with: [north]")})
    assert read_gaps(made).unlinked_units == ()


def test_of_many_divisions_the_first_are_named_and_the_others_counted(project):
    names = [f"t{number:02}" for number in range(20)]
    made = project({f"teams/{name}/2026-Q4.yml": objective("x") for name in names})
    first = read_gaps(made).unlinked_units[0]
    assert (first.unit, len(first.others), first.more) == ("t00", 12, 7)


@pytest.mark.parametrize(
    ("answer", "is_open"),
    [
        pytest.param("", True, id="no answer"),
        pytest.param("confirms: [a/x]", False, id="confirmed"),
        pytest.param("with: [a]", False, id="done together with the team that asks"),
        pytest.param("supports: a/x", False, id="supports what needs it"),
        pytest.param("confirms: [c/z]", True, id="confirmed to somebody else"),
        pytest.param("with: [c]", True, id="done together with somebody else"),
    ],
)
def test_a_dependency_is_open_until_the_other_side_answers(project, answer, is_open):
    made = project(
        {
            "teams/a/2026-Q4.yml": objective("x", "depends_on: [b/y]"),
            "teams/b/2026-Q4.yml": objective("y", answer),
            "teams/c/2026-Q4.yml": objective("z"),
        }
    )
    assert [(link.source, link.target) for link in read_gaps(made).unconfirmed] == [
        ("a/2026-Q4/x", "b/2026-Q4/y")
    ] * is_open
    (link,) = made.snapshot().alignment.needs["a/2026-Q4/x"]
    assert made.snapshot().alignment.is_confirmed(link) is not is_open
    assert ("OKR504" in list_gap_codes(made)) is is_open
    assert "OKR302" not in made.codes()


def test_within_a_team_nobody_has_to_answer(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": """
                objectives:
                  - id: x
                    title: X
                    owner: anna
                    depends_on: a/y
                  - id: y
                    title: Y
                    owner: anna
            """
        }
    )
    assert read_gaps(made).unconfirmed == ()


def test_confirming_something_that_does_not_exist_is_an_error_as_any_link(project):
    assert "OKR301" in project({"teams/a/2026-Q4.yml": objective("x", "confirms: [b/nothing]")}).codes()


def test_a_link_to_a_draft_waits_and_says_nothing_of_it(project):
    made = project(
        {
            "company/2026-Q4.yml": COMPANY_GOAL,
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: b/secret-plan"),
            "teams/b/2026-Q4.yml": "visibility: draft" + objective("secret-plan"),
        }
    )
    (pending,) = read_gaps(made).pending
    assert (pending.source, pending.place.line) == ("a/2026-Q4/x", 6)
    assert read_gaps(made).unaligned == ()
    public_problems = made.snapshot().public_problems
    assert [problem for problem in public_problems if "secret" in problem.message + problem.hint] == []
    assert "OKR501" not in list_gap_codes(made)


def test_the_settings_can_raise_a_remark(project):
    files = {"company/2026-Q4.yml": COMPANY_GOAL, "teams/a/2026-Q4.yml": objective("x")}
    made = project(files, rules={"OKR501": "error", "OKR502": "off"})
    assert [(problem.code, problem.severity) for problem in made.problems() if problem.code[3] == "5"] == [
        ("OKR501", "error")
    ]


def test_links_in_a_circle_do_not_run_on(project):
    made = project(
        {
            "company/2026-Q4.yml": """
                objectives:
                  - id: a
                    title: A
                    owner: anna
                    contributes_to: company/b
                  - id: b
                    title: B
                    owner: anna
                    contributes_to: company/a
            """,
            "teams/t/2026-Q4.yml": objective("x"),
        }
    )
    assert [gap.ref for gap in read_gaps(made).unserved] == ["company/2026-Q4/a", "company/2026-Q4/b"]
