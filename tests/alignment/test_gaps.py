"""What is missing between goals that are there."""

from __future__ import annotations

import pytest

GOAL = "objectives: [{id: goal, title: Win, owner: anna, key_results: [{id: a, title: A, done: no}, {id: b, title: B, done: no}]}]\n"


def okr(key: str, links: str = "", results: str = "[{id: k, title: K, done: no}]") -> str:
    return f"objectives:\n  - id: {key}\n    title: Objective {key}\n    owner: anna\n    key_results: {results}\n    {links}\n"


def team(name: str, parent: str = "company") -> dict[str, str]:
    return {f"teams/{name}/team.yml": f"name: {name.upper()}\nparent: {parent}\n"}


def gaps(made):
    return made.snapshot().gaps


def codes(made):
    return sorted(found.code for found in made.problems() if found.code.startswith("OKR5"))


def test_an_objective_without_a_link_is_a_gap_until_it_says_why(project):
    made = project({"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": okr("x")})
    assert gaps(made).unaligned == ("a/2026-Q4/x",)
    assert "OKR501" in codes(made)
    made.write({"teams/a/2026-Q4.yml": okr("x", "unaligned: The law asks for it.")})
    assert (gaps(made).unaligned, gaps(made).on_purpose) == ((), ("a/2026-Q4/x",))
    assert "OKR501" not in codes(made)
    made.write({"teams/a/2026-Q4.yml": okr("x", "supports: company/goal")})
    assert (gaps(made).unaligned, gaps(made).on_purpose) == ((), ())


@pytest.mark.parametrize(("status", "missing"), [("done", []), ("dropped", ["a/2026-Q4/x", "b/2026-Q4/y"])])
def test_a_link_to_what_was_dropped_is_none_any_more(project, status, missing):
    other = okr("other").removeprefix("objectives:\n")
    snapshot = project(
        {
            **team("a"),
            **team("b", "a"),
            "company/2026-Q4.yml": okr("goal", f"status: {status}") + other,
            "teams/a/2026-Q4.yml": okr("x", "supports: company/goal"),
            "teams/b/2026-Q4.yml": okr("y", "contributes_to: company/goal"),
        }
    ).snapshot()
    loose = [ref for ref, each in snapshot.organisation.objectives.items() if snapshot.is_unaligned(each)]
    assert loose == list(snapshot.gaps.unaligned) == missing
    assert snapshot.gaps.skipped == ()


def test_the_reason_can_be_typed_in_markdown(project):
    text = "## Objective x\n\n- Id: x\n- Unaligned: The law asks for it.\n- Confirms: b/y\n- Differs from: b/y (because they count vans)\n"
    made = project({"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.md": text, "teams/b/2026-Q4.yml": okr("y")})
    assert gaps(made).on_purpose == ("a/2026-Q4/x",)
    assert made.snapshot().alignment.distinctions[0].because == "they count vans"


def test_where_nothing_stands_above_nothing_is_missing(project):
    made = project({"teams/a/2026-Q4.yml": okr("x")})
    assert gaps(made).unaligned == ()
    made = project({"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": "objectives: []"})
    assert gaps(made).unserved == ()


@pytest.mark.parametrize("over", ["status: done", "status: dropped"])
def test_what_is_over_is_no_gap(project, over):
    made = project(
        {"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": okr("x", over), "teams/a/2026-Q1.yml": okr("y")}
    )
    assert gaps(made).unaligned == ()


def test_a_goal_that_nobody_serves_is_said_once_and_else_its_key_results(project):
    made = project({"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": okr("x")})
    assert [(found.ref, found.result) for found in gaps(made).unserved] == [("company/2026-Q4/goal", None)]
    made.write({"teams/a/2026-Q4.yml": okr("x", "contributes_to: company/goal#a")})
    assert [found.result for found in gaps(made).unserved] == ["b"]
    (said,) = [found for found in made.problems() if found.code == "OKR502"]
    assert (said.severity, said.message) == ("info", "No objective of a team serves 'B'.")


def test_the_companys_own_step_serves_the_year_only_if_others_serve_the_step(project):
    step = GOAL.replace("owner: anna", "owner: anna, contributes_to: company/2026/goal")
    files = {"company/2026.yml": GOAL, "company/2026-Q4.yml": step, "teams/a/2026-Q4.yml": okr("x")}
    made = project(files)
    assert {found.ref for found in gaps(made).unserved} == {"company/2026/goal", "company/2026-Q4/goal"}
    both = "contributes_to: [company/goal#a, company/goal#b]"
    made.write({"teams/a/2026-Q4.yml": okr("x", both)})
    assert gaps(made).unserved == ()


def test_a_link_of_another_time_or_of_something_dropped_serves_nobody(project):
    made = project(
        {
            "company/2026-Q4.yml": GOAL,
            "teams/a/2026-Q4.yml": okr("x", "contributes_to: company/goal#a\n    status: dropped"),
            "teams/b/2026-Q4.yml": okr("y"),
        }
    )
    assert [found.result for found in gaps(made).unserved] == [None]


LADDER = {
    **team("division"),
    **team("squad", "division"),
    "company/2026-Q4.yml": GOAL,
    "teams/division/2026-Q4.yml": okr("d", "contributes_to: company/goal"),
}


def test_a_direct_link_past_a_unit_with_an_objective_for_that_goal_skips_a_level(project):
    made = project({**LADDER, "teams/squad/2026-Q4.yml": okr("x", "contributes_to: company/goal")})
    (skip,) = gaps(made).skipped
    assert (skip.link.source, skip.unit, skip.through) == ("squad/2026-Q4/x", "division", "division/2026-Q4/d")
    (said,) = [found for found in made.problems() if found.code == "OKR503"]
    assert said.severity == "info" and "division/2026-Q4/d" in said.hint


@pytest.mark.parametrize(
    "links",
    [
        "contributes_to: division/d",
        "contributes_to: [company/goal, division/d]",
        "supports: company/goal",
    ],
)
def test_no_level_is_skipped_by(project, links):
    assert gaps(project({**LADDER, "teams/squad/2026-Q4.yml": okr("x", links)})).skipped == ()


def test_no_level_is_skipped_where_the_unit_between_serves_something_else(project):
    made = project({**LADDER, "teams/squad/2026-Q4.yml": okr("x", "contributes_to: company/goal#b")})
    assert len(gaps(made).skipped) == 1
    made.write({"teams/division/2026-Q4.yml": okr("d", "contributes_to: company/goal#a")})
    assert gaps(made).skipped == ()


def test_divisions_are_apart_until_anything_below_them_joins_them(project):
    files = {**team("north"), **team("south"), **team("squad", "south")}
    files |= {f"teams/{name}/2026-Q4.yml": okr("x") for name in ("north", "south", "squad")}
    made = project(files)
    assert [(found.unit, found.others, found.more) for found in gaps(made).unlinked_units] == [
        ("north", ("south",), 0),
        ("south", ("north",), 0),
    ]
    made.write({"teams/squad/2026-Q4.yml": okr("x", "depends_on: [north/x]")})
    assert gaps(made).unlinked_units == ()
    made.write({"teams/squad/2026-Q4.yml": okr("x", "with: [north]")})
    assert gaps(made).unlinked_units == ()


def test_of_many_divisions_the_first_are_named_and_the_others_counted(project):
    names = [f"t{number:02}" for number in range(20)]
    made = project({f"teams/{name}/2026-Q4.yml": okr("x") for name in names})
    first = gaps(made).unlinked_units[0]
    assert (first.unit, len(first.others), first.more) == ("t00", 12, 7)


@pytest.mark.parametrize(
    ("answer", "open_"),
    [
        ("", True),
        ("confirms: [a/x]", False),
        ("with: [a]", False),
        ("supports: a/x", False),
        ("confirms: [c/z]", True),
        ("with: [c]", True),
    ],
)
def test_a_dependency_is_open_until_the_other_side_answers(project, answer, open_):
    made = project(
        {
            "teams/a/2026-Q4.yml": okr("x", "depends_on: [b/y]"),
            "teams/b/2026-Q4.yml": okr("y", answer),
            "teams/c/2026-Q4.yml": okr("z"),
        }
    )
    assert [(link.source, link.target) for link in gaps(made).unconfirmed] == [("a/2026-Q4/x", "b/2026-Q4/y")] * open_
    (link,) = made.snapshot().alignment.needs["a/2026-Q4/x"]
    assert made.snapshot().alignment.is_confirmed(link) is not open_
    assert ("OKR504" in codes(made)) is open_
    assert "OKR302" not in made.codes()


def test_within_a_team_nobody_has_to_answer(project):
    both = "objectives: [{id: x, title: X, owner: anna, depends_on: [a/y]}, {id: y, title: Y, owner: anna}]"
    assert gaps(project({"teams/a/2026-Q4.yml": both})).unconfirmed == ()


def test_confirming_something_that_does_not_exist_is_an_error_as_any_link(project):
    assert "OKR301" in project({"teams/a/2026-Q4.yml": okr("x", "confirms: [b/nothing]")}).codes()


def test_a_link_to_a_draft_waits_and_says_nothing_of_it(project):
    made = project(
        {
            "company/2026-Q4.yml": GOAL,
            "teams/a/2026-Q4.yml": okr("x", "contributes_to: b/secret-plan"),
            "teams/b/2026-Q4.yml": "visibility: draft\n" + okr("secret-plan"),
        }
    )
    (found,) = gaps(made).pending
    assert (found.source, found.place.line) == ("a/2026-Q4/x", 6)
    assert gaps(made).unaligned == ()
    said = [each for each in made.snapshot().public_problems if "secret" in each.message + each.hint]
    assert said == []
    assert "OKR501" not in codes(made)


def test_the_settings_can_raise_a_remark(project):
    files = {"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": okr("x")}
    made = project(files, rules={"OKR501": "error", "OKR502": "off"})
    assert [(found.code, found.severity) for found in made.problems() if found.code[3] == "5"] == [("OKR501", "error")]


def test_links_in_a_circle_do_not_run_on(project):
    circle = "objectives: [{id: a, title: A, owner: o, contributes_to: company/b}, {id: b, title: B, owner: o, contributes_to: company/a}]"
    made = project({"company/2026-Q4.yml": circle, "teams/t/2026-Q4.yml": okr("x")})
    assert [found.ref for found in gaps(made).unserved] == ["company/2026-Q4/a", "company/2026-Q4/b"]
