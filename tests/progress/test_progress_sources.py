"""What an objective's progress is made of: its key results, the objectives that contribute directly, or both."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project_tree import Project
from recomputed import compute_again
from stories import read_export

from okrsite.progress.mean_terms import explain_objective

TODAY = date(2026, 11, 20)


def make_objective(key: str, now: int | None, *lines: str) -> str:
    """Return a file with one objective, whose key result has the progress `now` in percent; `lines` are fields."""
    fields = "".join(f"    {line}\n" for line in lines)
    value = "" if now is None else f", now: {now}"
    return (
        f"objectives:\n  - id: {key}\n    title: Objective {key}\n    owner: anna\n{fields}"
        f"    key_results: [{{id: k, title: K, from: 0, to: 100{value}}}]\n"
    )


def make_company(project, *lines: str, **options: object) -> Project:
    """Return a company whose goal says what its progress is made of; two teams contribute, one supports."""
    link = "contributes_to: company/goal"
    return project(
        {
            "company/2026-Q4.yml": make_objective("goal", 10, *lines),
            "teams/a/2026-Q4.yml": make_objective("one", 40, link, "weight: 3"),
            "teams/b/2026-Q4.yml": make_objective("two", 80, link),
            "teams/c/2026-Q4.yml": make_objective("three", 100, "supports: company/goal"),
        },
        **options,
    )


def explain(company: Project, ref: str):
    snapshot = company.snapshot(TODAY)
    return explain_objective(snapshot.organisation.objectives[ref], snapshot.organisation, snapshot.measures).progress


@pytest.mark.parametrize(
    ("line", "progress", "said"),
    [
        pytest.param("", 0.1, "The mean of 1 key result: 10%.", id="nothing is said"),
        pytest.param("progress_from: key_results", 0.1, "The mean of 1 key result: 10%.", id="its key results"),
        pytest.param(
            "progress_from: aligned",
            0.5,
            "The weighted mean of 2 objectives that contribute directly: 50%. Its own key results don't count in it.",
            id="what contributes",
        ),
        pytest.param(
            "progress_from: Both",
            0.42,
            "The weighted mean of 1 key result and 2 objectives that contribute directly: 42%.",
            id="both, in any case",
        ),
    ],
)
def test_an_objective_says_what_its_progress_is_made_of(project, line, progress, said):
    """Its key result stands at 10%; 40% (weight 3) and 80% contribute; 100% only supports, and never counts."""
    company = make_company(project, *filter(None, [line]))
    assert company.objective("company/2026-Q4/goal").progress == pytest.approx(progress)
    assert explain(company, "company/2026-Q4/goal").sentence == said


@pytest.mark.parametrize(("word", "progress"), [("key_results", 0.1), ("aligned", 0.5), ("both", 0.42)])
def test_the_setting_says_it_for_all_that_do_not_say_it_themselves(project, word, progress):
    """Teams to which nobody contributes keep the number of their key results."""
    company = make_company(project, progress_from=word)
    assert company.objective("company/2026-Q4/goal").progress == pytest.approx(progress)
    assert company.objective("a/2026-Q4/one").progress == pytest.approx(0.4)
    own = make_company(project, "progress_from: key results", progress_from=word)
    assert own.objective("company/2026-Q4/goal").progress == pytest.approx(0.1)


def test_where_nothing_contributes_the_key_results_count_and_it_is_said(project):
    company = project({"company/2026-Q4.yml": make_objective("goal", 10, "progress_from: aligned")})
    assert company.objective("company/2026-Q4/goal").progress == pytest.approx(0.1)
    assert explain(company, "company/2026-Q4/goal").sentence == (
        "The mean of 1 key result: 10%. Nothing contributes directly, so its own key results count."
    )


def test_where_nothing_that_contributes_has_data_there_is_no_number(project):
    company = project(
        {
            "company/2026-Q4.yml": make_objective("goal", 10, "progress_from: aligned"),
            "teams/a/2026-Q4.yml": make_objective("one", None, "contributes_to: company/goal"),
        }
    )
    assert company.objective("company/2026-Q4/goal").progress is None
    assert explain(company, "company/2026-Q4/goal").sentence.startswith(
        "There is no progress yet. 1 that contributes has no data yet and is left out."
    )


def test_what_was_dropped_counts_no_more_and_a_draft_never_did(project):
    company = make_company(project, "progress_from: aligned")
    link = "contributes_to: company/goal"
    company.write(
        {
            "teams/a/2026-Q4.yml": make_objective("one", 40, link, "status: dropped"),
            "teams/d/2026-Q4.yml": make_objective("four", 0, link, "visibility: draft"),
        }
    )
    assert company.objective("company/2026-Q4/goal").progress == pytest.approx(0.8)


def test_of_a_goal_that_is_carried_on_one_copy_counts(project):
    """The second quarter of the company's own goal carries on the first: the year is made of the running one."""
    company = project(
        {
            "company/2026.yml": make_objective("year", 0, "progress_from: aligned"),
            "company/2026-Q3.yml": make_objective("quarter", 100, "contributes_to: company/2026/year"),
            "company/2026-Q4.yml": make_objective(
                "quarter", 30, "contributes_to: company/2026/year", "continues: 2026-Q3/quarter"
            ),
        }
    )
    assert company.objective("company/2026/year").progress == pytest.approx(0.3)


def test_numbers_go_up_over_several_levels(project):
    company = project(
        {
            "company/2026-Q4.yml": make_objective("top", 0, "progress_from: aligned"),
            "teams/a/2026-Q4.yml": make_objective("middle", 0, "progress_from: aligned", "contributes_to: company/top"),
            "teams/b/2026-Q4.yml": make_objective("low", 70, "contributes_to: a/middle"),
        }
    )
    assert company.objective("company/2026-Q4/top").progress == pytest.approx(0.7)


def test_in_a_circle_the_key_results_count_and_it_is_said(project):
    """The circle is an error with its links; a site that is built in spite of errors has numbers all the same."""
    company = project(
        {
            "teams/a/2026-Q4.yml": make_objective("one", 10, "progress_from: aligned", "contributes_to: b/two"),
            "teams/b/2026-Q4.yml": make_objective("two", 30, "progress_from: aligned", "contributes_to: a/one"),
        }
    )
    assert "OKR303" in company.codes()
    assert company.objective("a/2026-Q4/one").progress == pytest.approx(0.1)
    assert explain(company, "b/2026-Q4/two").sentence == (
        "The mean of 1 key result: 30%. Its links form a circle, so its own key results count."
    )


def test_expectation_and_news_are_those_of_the_parts(project):
    """Nobody reports on the goal itself; a team does, and its phases expect 90% by now."""
    company = project(
        {
            "company/2026-Q4.yml": make_objective("goal", 0, "progress_from: aligned"),
            "teams/a/2026-Q4.yml": """
                objectives:
                  - id: one
                    title: One
                    owner: anna
                    contributes_to: company/goal
                    key_results: [{id: k, title: K, from: 0, to: 100, phases: {2026-11-20: 90}}]
                    checkins: [{date: 2026-11-18, now: {k: 85}}]
            """,
        }
    )
    numbers = company.objective("company/2026-Q4/goal")
    assert (numbers.progress, numbers.expected) == (pytest.approx(0.85), pytest.approx(0.9))
    assert (numbers.status.shown, numbers.last_report) == ("on track", date(2026, 11, 18))


def test_both_spellings_say_the_same(project):
    company = make_company(project)
    company.write(
        {
            "company/2026-Q4.yml": "",
            "company/2026-Q4.md": """
                ## The goal

                - Id: goal
                - Owner: Anna
                - Progress from: aligned
                - Weight: 2

                | Key result | Id | From | To  | Now |
                | ---------- | -- | ---- | --- | --- |
                | K          | k  | 0    | 100 | 10  |
            """,
        }
    )
    (company.root / "content/company/2026-Q4.yml").unlink()
    goal = company.snapshot(TODAY).organisation.objectives["company/2026-Q4/goal"]
    assert (goal.progress_from, goal.weight) == ("aligned", 2.0)


def test_weights_count_in_the_means_of_unit_and_cycle(project):
    company = project(
        {
            "teams/a/2026-Q4.yml": make_objective("one", 20, "weight: 3")
            + make_objective("two", 80).removeprefix("objectives:\n"),
        }
    )
    measures = company.snapshot(TODAY).measures
    assert measures.units["a"] == measures.cycles["2026-Q4"] == pytest.approx((3 * 0.2 + 0.8) / 4)


@st.composite
def draw_files(draw) -> dict[str, str]:
    """Return teams with an objective each, which link to one another as they please, circles too."""
    count = draw(st.integers(1, 6))
    files = {"company/team.yml": "name: C\n"}
    for number in range(count):
        others = [other for other in range(count) if other != number]
        links = draw(st.lists(st.sampled_from(others), max_size=3)) if others else []
        lines = [
            f"progress_from: {draw(st.sampled_from(['key results', 'aligned', 'both']))}",
            f"weight: {draw(st.sampled_from([0, 0.5, 1, 7]))}",
            f"contributes_to: [{', '.join(f't{link}/o' for link in links)}]",
            f"status: {draw(st.sampled_from(['', '', '', 'dropped']))}",
        ]
        now = draw(st.one_of(st.none(), st.integers(-20, 130)))
        files[f"teams/t{number}/2026-Q4.yml"] = make_objective("o", now, *lines)
    return files


@settings(max_examples=40)
@given(draw_files())
def test_each_number_follows_from_its_exported_terms_however_goals_link(files):
    """The terms are the numbers that the export gives for these objectives, and nothing counts that was dropped."""
    with tempfile.TemporaryDirectory() as folder:
        data = read_export(Project(Path(folder)).write(files).snapshot(TODAY))
    items = {each["ref"]: each for each in data["objectives"]}
    items |= {result["ref"]: result for each in data["objectives"] for result in each["key_results"]}
    for each in data["objectives"]:
        why = each["explanations"]["progress"]
        for term in why["terms"]:
            part = items[term["ref"]]
            share = part["progress"]
            assert term["weight"] == part["weight"]
            assert term["number"] == (share if share is None else pytest.approx(min(1.0, max(0.0, share))))
            assert part["status"]["shown"] != "dropped" or "#" in term["ref"]
        if each["progress"] is None:
            assert not any(term["number"] is not None and term["weight"] for term in why["terms"])
        else:
            assert compute_again(why) == pytest.approx(each["progress"])
            assert 0.0 <= each["progress"] <= 1.0
    for cycle in data["cycles"]:
        counted = [each for each in data["objectives"] if each["status"]["shown"] != "dropped"]
        pairs = [(each["progress"], each["weight"]) for each in counted if each["progress"] is not None]
        total = sum(weight for _, weight in pairs)
        mean = sum(share * weight for share, weight in pairs) / total if total else None
        assert cycle["progress"] == (mean if mean is None else pytest.approx(mean))
