"""A key result whose value is the sum of the key results that contribute to it."""

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

TODAY = date(2026, 11, 20)
PARENT = "company/2026-Q4/growth#revenue"


def make_parent(fields: str = "from: EUR 100, to: EUR 400") -> str:
    return f"""
        objectives:
          - id: growth
            title: Growth
            owner: anna
            key_results: [{{id: revenue, title: Revenue, sum_of: children, {fields}}}]
    """


def make_region(fields: str, *lines: str, link: str = "company/growth#revenue") -> str:
    further = "".join(f"            {line}\n" for line in lines)
    return (
        "objectives:\n          - id: sell\n            title: Sell\n            owner: ben\n"
        f"{further}"
        f"            key_results: [{{id: k, title: A region's part, contributes_to: {link}, {fields}}}]\n"
    )


def make_company(project, *regions: str, parent: str = "from: EUR 100, to: EUR 400") -> Project:
    files = {f"teams/t{number}/2026-Q4.yml": region for number, region in enumerate(regions)}
    return project({"company/2026-Q4.yml": make_parent(parent), **files})


def test_the_revenue_of_three_regions_is_that_of_the_company(project):
    """100 of 300 to go: 50 + 70 + 80 are reached, of which a third is new."""
    regions = [make_region(f"from: EUR 10, to: EUR 99, now: EUR {now}") for now in (50, 70, 80)]
    numbers = make_company(project, *regions).key_result(PARENT)
    assert numbers.current_values.now.value == 200
    assert numbers.current_values.now.origin == "sum of 3 key results"
    assert numbers.progress == pytest.approx(1 / 3)
    assert numbers.sum.why.sentence == "The sum of 3 key results that contribute: EUR 200."
    assert [term.number for term in numbers.sum.why.terms] == [50, 70, 80]


def test_the_start_is_the_sum_of_the_starts_where_none_is_typed(project):
    regions = [make_region(f"from: EUR {start}, to: EUR 99, now: EUR 60") for start in (10, 30)]
    numbers = make_company(project, *regions, parent="to: EUR 140").key_result(PARENT)
    assert numbers.current_values.start.value == 40
    assert numbers.progress == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("region", "code", "said"),
    [
        pytest.param(
            make_region("from: 1, to: 9, now: 5"), "OKR314", "in another unit of measure, left out", id="unit"
        ),
        pytest.param(make_region("done: true"), "OKR314", "measured without a number, left out", id="no number"),
        pytest.param(
            "objectives:\n  - {id: sell, title: Sell, owner: ben, contributes_to: company/growth#revenue}\n",
            "OKR314",
            "an objective has no value, left out",
            id="objective",
        ),
        pytest.param(make_region("from: EUR 1, to: EUR 9"), None, "no value yet, left out", id="no value"),
        pytest.param(
            make_region("from: EUR 1, to: EUR 9, now: EUR 5, status: dropped"), None, "dropped, left out", id="dropped"
        ),
        pytest.param(
            make_region("from: EUR 1, to: EUR 9, now: EUR 5", "status: dropped"),
            None,
            "dropped, left out",
            id="objective dropped",
        ),
    ],
)
def test_what_can_not_be_added_is_said_and_not_dropped_in_silence(project, region, code, said):
    company = make_company(project, make_region("from: EUR 1, to: EUR 300, now: EUR 150"), region)
    numbers = company.key_result(PARENT)
    assert numbers.current_values.now.value == 150
    assert [term.value for term in numbers.sum.why.terms] == ["EUR 150", said]
    problems = [problem for problem in company.problems() if problem.code == "OKR314"]
    assert [problem.place.path for problem in problems] == (["content/teams/t1/2026-Q4.yml"] if code else [])


def test_without_any_part_there_is_no_value(project):
    numbers = make_company(project).key_result(PARENT)
    assert (numbers.progress, numbers.current_values.now) == (None, None)
    assert numbers.sum.why.sentence == "There is no sum yet: nothing that contributes has a value."


@pytest.mark.parametrize("field", ["now: EUR 5", "kpi: sales", "done: true", "levels: {commit: one}"])
def test_a_sum_has_no_value_of_another_kind(project, field):
    company = make_company(project, parent=f"to: EUR 400, {field}")
    company.write({"kpis.yml": "sales: {name: Sales, unit: EUR, values: {2026-10-31: 5}}\n"})
    assert "OKR208" in company.codes()


def test_sums_of_sums_go_up_and_a_circle_of_them_ends(project):
    region = make_region("sum_of: children, from: EUR 0, to: EUR 50")
    shop = make_region("from: EUR 0, to: EUR 50, now: EUR 30", link="t0/sell#k")
    assert make_company(project, region, shop).key_result(PARENT).current_values.now.value == 30
    circle = [make_region("sum_of: children, from: EUR 0, to: EUR 50", link=f"t{other}/sell#k") for other in (1, 0)]
    company = make_company(project, *circle)
    assert "OKR303" in company.codes()
    assert company.key_result("t0/2026-Q4/sell#k").current_values.now is None


def test_of_a_part_that_is_carried_on_the_current_copy_counts(project):
    quarter = "objectives:\n  - id: sell\n    title: Sell\n    owner: ben\n{}    key_results: [{{id: k, title: K, from: EUR 0, to: EUR 9, now: EUR {}, contributes_to: company/2026/growth#revenue}}]\n"
    company = project(
        {
            "company/2026.yml": make_parent("from: EUR 0, to: EUR 10"),
            "teams/a/2026-Q3.yml": quarter.format("", 4),
            "teams/a/2026-Q4.yml": quarter.format("    continues: 2026-Q3/sell\n", 5),
        }
    )
    assert company.key_result("company/2026/growth#revenue").current_values.now.value == 5


def test_the_sum_has_a_past_from_the_day_on_which_all_parts_were_reported(project):
    """A chart of it begins where there is something to add up, and never shows a part as the whole."""
    regions = [
        make_region("from: EUR 0, to: EUR 99", f"checkins: [{checkins}]")
        for checkins in (
            "{date: 2026-10-05, now: {k: EUR 10}}, {date: 2026-11-02, now: {k: EUR 30}}",
            "{date: 2026-10-12, now: {k: EUR 5}}, {date: 2026-11-02, now: {k: EUR 7}}",
        )
    ]
    numbers = make_company(project, *regions).key_result(PARENT)
    told = [(str(report.date), report.now) for report in numbers.current_values.reports]
    assert told == [("2026-10-12", 15), ("2026-11-02", 37)]
    assert numbers.current_values.now.value == 37


def test_both_spellings_say_the_same(project):
    company = project(
        {
            "company/2026-Q4.md": """
                ## Growth

                - Id: growth
                - Owner: Anna

                | Key result | Id      | From    | To      | Sum of   |
                | ---------- | ------- | ------- | ------- | -------- |
                | Revenue    | revenue | EUR 100 | EUR 400 | children |
            """,
            "teams/a/2026-Q4.yml": make_region("from: EUR 0, to: EUR 200, now: EUR 160"),
        }
    )
    assert company.key_result(PARENT).progress == pytest.approx(0.2)


def test_for_the_public_a_sum_has_the_parts_that_are_shown_and_none_where_one_is_withheld(project):
    shown = make_region("from: EUR 0, to: EUR 300, now: EUR 160")
    hidden = make_region("from: EUR 0, to: EUR 300, now: EUR 77", "audience: internal")
    assert make_company(project, shown, hidden).key_result(PARENT).current_values.now.value == 237
    project_of_public = Project(Path(tempfile.mkdtemp()), {"audience": "public"})
    files = {"company/2026-Q4.yml": make_parent(), "teams/t0/2026-Q4.yml": shown}
    public = project_of_public.write({**files, "teams/t1/2026-Q4.yml": hidden})
    assert public.key_result(PARENT).current_values.now.value == 160
    quiet = make_region("from: EUR 0, to: EUR 300, now: EUR 77", "audience: internal numbers")
    numbers = public.write({"teams/t1/2026-Q4.yml": quiet}).key_result(PARENT)
    assert (numbers.current_values.now, numbers.progress) == (None, None)
    assert numbers.sum.why.sentence == "There is no sum: not all of its parts are shown here."


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(-50, 500)), st.sampled_from(["EUR", "EUR", "days"]), st.booleans()),
        max_size=5,
    )
)
def test_each_sum_follows_from_its_exported_terms(parts):
    files = {"company/2026-Q4.yml": make_parent()}
    for number, (now, unit, is_dropped) in enumerate(parts):
        value = "" if now is None else f", now: {now}"
        status = ", status: dropped" if is_dropped else ""
        files[f"teams/t{number}/2026-Q4.yml"] = make_region(f"from: 0, to: 999, unit: {unit}{value}{status}")
    with tempfile.TemporaryDirectory() as folder:
        data = read_export(Project(Path(folder)).write(files).snapshot(TODAY))
    (parent,) = (result for each in data["objectives"] for result in each["key_results"] if result["ref"] == PARENT)
    added = [now for now, unit, is_dropped in parts if now is not None and unit == "EUR" and not is_dropped]
    why = parent["explanations"]["sum"]
    assert [term["number"] for term in why["terms"] if term["number"] is not None] == added
    assert len(why["terms"]) == len(parts)
    assert parent["now"] == (sum(added) if added else None)
    assert not added or compute_again({**why, "terms": [t for t in why["terms"] if t["number"] is not None]}) == sum(
        added
    )
