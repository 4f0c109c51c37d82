"""The data by which the script shows pages as of another day: the same numbers as a snapshot of that day has."""

from __future__ import annotations

import json
from datetime import date

import pytest
from git_repository import Repo
from stories import read_snapshot

from okrsite.model.cycles import Cycle
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import prepared_days
from okrsite.pages.addresses import COMPARED_DAYS_DATA
from okrsite.pages.prepared_days import list_week_ends
from okrsite.pages.site_pages import build_pages
from okrsite.past_snapshots import look_back
from okrsite.progress.explanation import format_percent
from okrsite.progress.means import compute_progress_mean, compute_unit_mean

TODAY = date(2026, 11, 20)
QUARTER = Cycle("2026-Q4", "Q4 2026", date(2026, 10, 1), date(2026, 12, 31))
WEEKS = [
    "2026-10-01", "2026-10-04", "2026-10-11", "2026-10-18", "2026-10-25", "2026-11-01", "2026-11-08", "2026-11-15",
    "2026-11-20",
]  # fmt: skip
GOALS = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives:\n  - id: top\n    title: Top\n    key_results:\n"
    "      - {id: k, title: K, from: 0, to: 10, now: 5}\n"
    "    checkins: [{date: 2026-10-10, now: {k: 2}}, {date: 2026-11-10, now: {k: 5}}]\n",
    "teams/a/team.yml": "name: A\n",
    "teams/a/2026-Q4.yml": "objectives:\n"
    "  - {id: one, title: One, weight: 4, contributes_to: company/top, key_results: [{title: K, from: 0, to: 10, now: 6}]}\n"
    "  - {id: two, title: Two, key_results: [{title: Steps, milestones: [{title: A, done: true}, {title: B}]}]}\n",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """A company with two commits: one of before the quarter, one that moved a typed value and ticked a step."""
    repo = Repo(tmp_path_factory.mktemp("days") / "repo", {"today": TODAY})
    before = GOALS["teams/a/2026-Q4.yml"].replace("now: 6", "now: 1").replace("done: true", "done: false")
    repo.commit("2026-09-25", "Goals", {**GOALS, "teams/a/2026-Q4.yml": before})
    repo.commit("2026-11-05", "Further", GOALS)
    return read_snapshot(repo.root / "mkdocs.yml")


def read_days(snapshot):
    page_set = build_pages(snapshot)
    return next((json.loads(file.content) for file in page_set.files if file.uri == COMPARED_DAYS_DATA), None), page_set


def write(percent):
    return "–" if percent is None else f"{percent}%"


def list_pages_with_link(page_set):
    return {page.uri for page in page_set.pages if 'class="okr-otherdays"' in page.body}


@pytest.mark.parametrize(
    ("cycle", "today", "days"),
    [
        (QUARTER, TODAY, WEEKS),
        (QUARTER, date(2026, 10, 1), []),
        (QUARTER, date(2026, 10, 2), ["2026-10-01", "2026-10-02"]),
        (QUARTER, date(2027, 2, 1), [*WEEKS[:-1], "2026-11-22", "2026-11-29", *(f"2026-12-{n}" for n in ("06", "13", "20", "27", "31"))]),
        (Cycle("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)), date(2026, 7, 3), ["2026-01-01", *(f"2026-{day}" for day in ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-03"))]),
    ],
)  # fmt: skip
def test_each_week_of_a_quarter_has_a_day_and_each_month_of_a_year(cycle, today, days):
    assert [day.isoformat() for day in list_week_ends(cycle, today)] == days


def test_each_goal_stands_as_a_snapshot_of_the_day_says(snapshot):
    document, _ = read_days(snapshot)
    assert [day["day"] for day in document["days"]] == WEEKS
    seen = set()
    for place, day in enumerate(WEEKS):
        then = look_back(snapshot, date.fromisoformat(day))
        for page, goal in document["goals"].items():
            ref = ObjectiveRef(page.removeprefix("objectives/").rstrip("/"))
            progress, _, status, _ = goal["standings"][place]
            measured = then.measures.objectives[ref]
            assert write(progress) == format_percent(measured.progress)
            assert document["statuses"][status]["word"] == measured.status.shown.capitalize()
            for anchor, standings in goal["results"].items():
                key_result = then.measures.key_results[ref.make_key_result_ref(anchor.partition("_")[2])]
                assert write(standings[place][0]) == format_percent(key_result.progress)
            seen.add((str(ref), progress))
    assert {("a/2026-Q4/one", 10), ("a/2026-Q4/one", 60), ("a/2026-Q4/two", 0), ("a/2026-Q4/two", 50)} <= seen
    first, last = (document["goals"]["objectives/company/2026-Q4/top/"]["results"]["top_k"][n][3] for n in (0, -1))
    assert (first, last) == ("0 → 10, no value yet", "0 → 10, now 5")


def test_units_and_cycles_have_the_means_of_the_day(snapshot):
    document, _ = read_days(snapshot)
    for place, day in enumerate(WEEKS):
        then = look_back(snapshot, date.fromisoformat(day))
        own = tuple(then.organisation.list_objectives("a", "2026-Q4"))
        everything = tuple(then.organisation.objectives.values())
        unit, cycle = document["means"]["teams/a/"], document["means"]["cycles/2026-Q4/"]
        assert write(unit["page"][place]) == format_percent(compute_progress_mean(own, then.measures, "").value)
        assert write(unit["listed"][place]) == format_percent(
            compute_unit_mean(then.organisation, then.measures, "a").value
        )
        assert write(cycle["page"][place]) == format_percent(compute_progress_mean(everything, then.measures, "").value)
    assert document["means"]["teams/a/"]["page"][-1] == 58  # (4 × 60 + 50) / 5


def test_pages_of_goals_of_the_cycle_have_the_link(snapshot):
    assert list_pages_with_link(read_days(snapshot)[1]) == {
        "index.md", "company/index.md", "teams/a/index.md", "cycles/2026-Q4.md",
        "objectives/company/2026-Q4/top.md", "objectives/a/2026-Q4/one.md", "objectives/a/2026-Q4/two.md",
    }  # fmt: skip


def test_without_a_past_there_is_neither_file_nor_link(project):
    document, page_set = read_days(project(GOALS).snapshot(TODAY))
    assert document is None
    assert not list_pages_with_link(page_set)


def test_of_many_goals_those_near_the_top_are_told_and_no_means(snapshot, monkeypatch):
    """Others aren't measured for earlier days, so no page offers what is a mean of them."""
    monkeypatch.setattr(prepared_days, "MOST_OBJECTIVES", 2)
    document, page_set = read_days(snapshot)
    assert [day["day"] for day in document["days"]] == WEEKS
    assert document["means"] == {}
    assert len(document["goals"]) == 3
    assert "objectives/a/2026-Q4/one.md" in list_pages_with_link(page_set)


def test_withheld_numbers_are_in_no_earlier_day(tmp_path):
    """Neither those of the goal nor the means that they are part of."""
    hidden = GOALS["company/2026-Q4.yml"].replace("title: Top\n", "title: Top\n    audience: internal numbers\n")
    repo = Repo(tmp_path / "repo", {"today": TODAY, "audience": "public"})
    repo.commit("2026-09-25", "Goals", {**GOALS, "company/2026-Q4.yml": hidden})
    document, _ = read_days(read_snapshot(repo.root / "mkdocs.yml"))
    assert "objectives/company/2026-Q4/top/" not in document["goals"]
    assert set(document["means"]["cycles/2026-Q4/"]["page"]) == {None}
    assert set(document["means"]["company/"]["listed"]) == {None}
    assert None not in document["means"]["teams/a/"]["page"]
