"""What is marked, in both spellings, and what the public sees of it."""

from __future__ import annotations

import pytest
from stories import redact_snapshot

from okrsite.model.audience import ALL, NOTES, NUMBERS
from okrsite.pages.site_pages import build_pages
from okrsite.prose import NO_PROSE

BASE = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}
YAML = """
audience: {file}
objectives:
  - id: o
    title: An objective
    owner: anna
    audience: {objective}
    key_results:
      - {{id: k, title: K, from: 0, to: 10, now: 5, audience: "{result}"}}
      - {{id: l, title: L, from: 0, to: 10, now: 1}}
    checkins: [{{date: 2026-11-02, by: anna, note: Words, audience: {checkin}}}]
"""
MARKDOWN = """
---
audience: {file}
---

## An objective

- Id: o
- Owner: anna
- Audience: {objective}

| Key result | Id | From | To | Now | Audience |
| --- | --- | --- | --- | --- | --- |
| K | k | 0 | 10 | 5 | {result} |
| L | l | 0 | 10 | 1 | |

### Check-ins

- 2026-11-02, anna: Words
  - Audience: {checkin}
"""


def text(spelling: str, file="public", objective="public", result="public", checkin="public") -> str:
    pattern = YAML if spelling == "yml" else MARKDOWN
    return pattern.format(file=file, objective=objective, result=result, checkin=checkin)


def public(project, files, **options):
    made = project({**BASE, **files}, **options)
    snapshot = made.snapshot()
    return redact_snapshot(snapshot)


@pytest.mark.parametrize("spelling", ["yml", "md"])
@pytest.mark.parametrize(
    ("typed", "marks"),
    [
        ("internal", {ALL}),
        ("Internal", {ALL}),
        ("public", set()),
        ("internal numbers", {NUMBERS}),
        ("internal numbers, internal-notes", {NUMBERS, NOTES}),
    ],
)
def test_marks_are_read_in_both_spellings(project, spelling, typed, marks):
    made = project({**BASE, f"teams/a/2026-Q4.{spelling}": text(spelling, result=typed, objective=typed)})
    assert made.codes() == []
    objective = made.snapshot().organisation.objectives["a/2026-Q4/o"]
    assert objective.audience == marks
    assert objective.key_results[0].audience == marks
    assert objective.key_results[1].audience == set()


@pytest.mark.parametrize("spelling", ["yml", "md"])
@pytest.mark.parametrize("part", ["file", "objective", "result", "checkin"])
def test_an_unknown_word_is_an_error_and_withholds_all_of_it(project, spelling, part):
    made = project({**BASE, f"teams/a/2026-Q4.{spelling}": text(spelling, **{part: "insiders"})})
    assert made.codes() == ["OKR211"]
    found = public(project, {}).organisation.objectives
    if part in ("file", "objective"):
        assert found == {}
    elif part == "result":
        assert found["a/2026-Q4/o"].key_results[0].title == "A key result that is not shown here"
    else:
        assert found["a/2026-Q4/o"].checkins == ()


@pytest.mark.parametrize("spelling", ["yml", "md"])
def test_an_internal_file_has_internal_objectives(project, spelling):
    made = project({**BASE, f"teams/a/2026-Q4.{spelling}": text(spelling, file="internal")})
    snapshot = made.snapshot()
    assert snapshot.organisation.objectives["a/2026-Q4/o"].audience == {ALL}
    seen = redact_snapshot(snapshot).organisation
    assert seen.objectives == {} and seen.cycles == {} and "a" in seen.units


def test_an_internal_unit_goes_with_all_its_files_and_those_below_move_up(project):
    files = {
        "teams/a/team.yml": "name: A\naudience: internal\nkpis: {x: {name: X, values: {2026-10-01: 3}}}\n",
        "teams/a/2026-Q4.yml": text("yml"),
        "teams/a/memo-2026.md": "# Story\n",
        "teams/b/team.yml": "name: B\nparent: a\n",
        "teams/b/2026-Q4.yml": "objectives: [{id: o, title: O, owner: ben, key_results: [{title: K, kpi: a/x, to: 9}]}]",
    }
    seen = public(project, files).organisation
    assert list(seen.units) == ["company", "b"] and seen.units["b"].parent == "company"
    assert list(seen.objectives) == ["b/2026-Q4/o"] and seen.memos == () and seen.kpis == {}
    result = seen.objectives["b/2026-Q4/o"].key_results[0]
    assert result.withheld is not None and result.kpi is None and result.target is None
    assert list(seen.people) == ["ben"]


def test_an_internal_company_keeps_its_name_to_itself(project):
    files = {
        "company/team.yml": "name: Secret holding\nmission: Grow\nlead: anna\naudience: internal\n",
        "company/2026-Q4.yml": text("yml"),
    }
    seen = public(project, files).organisation
    assert (seen.name, seen.units["company"].mission, seen.people, seen.objectives) == ("Test", NO_PROSE, {}, {})


def test_a_unit_without_a_team_file_is_gone_with_its_files(project):
    seen = public(project, {"teams/b/2026-Q4.yml": text("yml", file="internal")}).organisation
    assert list(seen.units) == ["company", "a"]


def test_numbers_that_draw_on_an_internal_kpi_are_internal(project):
    files = {
        "kpis.yml": "x: {name: X, audience: internal, values: {2026-09-30: 3, 2026-11-01: 6}}\n",
        "company/2026-Q4.yml": "objectives: [{id: o, title: O, owner: anna, key_results: [{id: k, title: K, kpi: x, to: 9}]}]",
    }
    found = public(project, files)
    (result,) = found.organisation.objectives["company/2026-Q4/o"].key_results
    numbers = found.measures.key_results["company/2026-Q4/o#k"]
    assert (result.title, result.kpi, result.target) == ("K", None, None)
    assert numbers.progress == 0.5 and numbers.current_values.reports == () and numbers.current_values.now is None
    assert found.organisation.kpis == {}


@pytest.mark.parametrize("mark", ["internal", "internal numbers"])
def test_the_objective_is_as_far_as_it_was(project, mark):
    files = {"teams/a/2026-Q4.yml": text("yml", result=mark)}
    whole = project({**BASE, **files}).snapshot()
    seen = redact_snapshot(whole)
    ours, theirs = (each.measures.objectives["a/2026-Q4/o"] for each in (whole, seen))
    assert theirs.progress == ours.progress == pytest.approx(0.3)
    assert theirs.expected == 0.55 == round(ours.expected, 2) and theirs.status == ours.status


LINKED = """
objectives:
  - {{id: low, title: Low, owner: ben, audience: {low}, {field}: ["company/2026-Q4/goal{result}"], key_results: [{{title: K, done: false}}]}}
"""
GOAL = """
objectives:
  - id: goal
    title: Goal
    owner: anna
    audience: {goal}
    key_results: [{{id: k, title: Secret result, from: 0, to: 9, now: 1, audience: {result}}}]
"""


@pytest.mark.parametrize("field", ["contributes_to", "supports"])
def test_what_everybody_sees_cannot_link_up_to_what_is_internal(project, field):
    files = {
        "company/2026-Q4.yml": GOAL.format(goal="internal", result="public"),
        "teams/a/2026-Q4.yml": LINKED.format(low="public", field=field, result=""),
    }
    made = project({**BASE, **files})
    problem = next(found for found in made.problems() if found.code == "OKR309")
    assert (problem.place.path, problem.place.line, problem.severity) == ("content/teams/a/2026-Q4.yml", 2, "error")
    assert "Goal" not in problem.message
    seen = public(project, {})
    assert seen.alignment.links == () and seen.gaps.unaligned == () and seen.alignment.pending == ()
    bodies = "".join(str(page.body) for page in build_pages(seen).pages if not page.uri.startswith("guide/"))
    assert "inked to no goal" not in bodies and "not linked to a goal" not in bodies.lower()


@pytest.mark.parametrize(("low", "field"), [("internal", "contributes_to"), ("public", "depends_on")])
def test_other_links_to_what_is_internal_vanish(project, low, field):
    files = {
        "company/2026-Q4.yml": GOAL.format(goal="internal", result="public"),
        "teams/a/2026-Q4.yml": LINKED.format(low=low, field=field, result=""),
    }
    made = project({**BASE, **files})
    assert made.codes() == []
    assert public(project, {}).alignment.links == ()


def test_a_link_to_an_internal_key_result_leads_to_its_objective(project):
    files = {
        "company/2026-Q4.yml": GOAL.format(goal="public", result="internal"),
        "teams/a/2026-Q4.yml": LINKED.format(low="public", field="contributes_to", result="#k"),
    }
    made = project({**BASE, **files})
    assert made.codes() == []
    (link,) = public(project, {}).alignment.links
    assert link.target_ref == "company/2026-Q4/goal"


def test_a_link_never_leads_to_a_namesake_of_what_is_internal(project):
    """The reference means the goal of the quarter; that of the year has the same id, and is another."""
    files = {
        "company/2026.yml": GOAL.format(goal="public", result="public"),
        "company/2026-Q4.yml": GOAL.format(goal="internal", result="public"),
        "teams/a/2026-Q4.yml": LINKED.format(low="public", field="depends_on", result="").replace("2026-Q4/", ""),
    }
    assert public(project, files).alignment.links == ()


def test_no_sum_is_made_without_one_of_its_parts(project):
    goal = (
        "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, from: 0, to: 10, now: 1}]}]"
    )
    child = "objectives: [{{id: o, title: O, owner: ben, key_results: [{{title: K, from: 0, to: 6, contributes_to: company/goal#k, audience: {}}}]}}]"
    files = {"company/2026-Q4.yml": goal, "teams/a/2026-Q4.yml": child.format("internal numbers")}
    files |= {"teams/b/team.yml": "name: B\n", "teams/b/2026-Q4.yml": child.format("public")}
    whole = project({**BASE, **files}).snapshot()
    assert whole.measures.key_results["company/2026-Q4/goal#k"].contribution is not None
    seen = redact_snapshot(whole)
    assert seen.measures.key_results["company/2026-Q4/goal#k"].contribution is None


def test_key_results_of_which_nothing_is_told_are_not_alike(project):
    files = {
        f"teams/{unit}/2026-Q4.yml": text("yml", result="internal").replace("An objective", unit * 9) for unit in "ab"
    }
    seen = public(project, {**files, "teams/b/team.yml": "name: B\n"})
    assert all("key-result" not in (pair.first.result or "") for pair in seen.overlaps)


MARKED = MARKDOWN.format(file="public", objective="public", result="public", checkin="public")


def test_a_mark_that_looks_like_one_is_an_error_for_everybody(project):
    made = project({**BASE, "teams/a/2026-Q4.md": MARKED.replace("- Audience: public\n", "- Audiense: internal\n", 1)})
    for problems in (made.problems(), public(project, {}).problems):
        found = [problem for problem in problems if problem.code in ("OKR118", "OKR310")]
        assert {(problem.code, problem.severity) for problem in found} == {("OKR310", "error")}


@pytest.mark.parametrize("line", ["Audience: internal", "\nAudience: internal", "\u2013 Audience: internal"])
def test_a_mark_without_its_dash_right_below_the_heading_keeps_back_what_it_says(project, line):
    made = project({**BASE, "teams/a/2026-Q4.md": MARKED.replace("- Audience: public\n", f"{line}\n", 1)})
    assert [problem for problem in made.problems() if problem.severity == "error"] == []
    assert made.snapshot().organisation.objectives["a/2026-Q4/o"].audience == {"internal"}
    assert "a/2026-Q4/o" not in public(project, {}).organisation.objectives


@pytest.mark.parametrize("line", ["\nSome words.\n\n**Audience:** internal", "\nWords, and\nvisibility: draft"])
def test_a_mark_in_a_text_is_an_error_with_its_line_for_everybody(project, line):
    made = project({**BASE, "teams/a/2026-Q4.md": MARKED.replace("- Audience: public\n", f"{line}\n", 1)})
    (problem,) = (found for found in made.problems() if found.code == "OKR310")
    lines = (made.root / "content/teams/a/2026-Q4.md").read_text(encoding="utf-8").splitlines()
    assert problem.severity == "error" and lines[problem.place.line - 1] == line.splitlines()[-1]


def test_pages_mark_what_outsiders_do_not_see_and_only_for_insiders(project):
    files = {
        "teams/a/2026-Q4.yml": text("yml", result="internal numbers", checkin="internal"),
        "company/2026-Q4.yml": GOAL.format(goal="internal", result="public"),
        "handbook/x.md": "---\ntitle: X\naudience: internal\n---\nWords.\n",
    }
    whole = project({**BASE, **files}).snapshot()
    pages = {page.uri: str(page.body) for page in build_pages(whole).pages}
    assert "numbers internal</span>" in pages["teams/a/index.md"]
    assert "internal</span>" in pages["handbook/x.md"]
    assert "internal</span>" in pages["objectives/company/2026-Q4/goal.md"]
    seen = build_pages(redact_snapshot(whole)).pages
    assert [page.uri for page in seen if "okr-internal" in str(page.body)] == []
