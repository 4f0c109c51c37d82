"""The page of compared days: how goals stood when the cycle began, at the ends of months, and today."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from git_repository import Repo, goal
from stories import read_snapshot

from okrsite.model.cycles import Cycle
from okrsite.pages import prepared_days
from okrsite.pages.prepared_days import list_month_ends
from okrsite.pages.site_pages import build_pages

URI = "changes/days.md"
TODAY = date(2026, 11, 20)
QUARTER = Cycle("2026-Q4", "Q4 2026", date(2026, 10, 1), date(2026, 12, 31))


def read_rows(snapshot):
    """Return the cells of each row as words; the sign of a status by its word."""
    body = next((str(page.body) for page in build_pages(snapshot).pages if page.uri == URI), "")
    return [
        [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
        if 'scope="rowgroup"' not in row
    ]


@pytest.mark.parametrize(
    ("cycle", "today", "days"),
    [
        (QUARTER, TODAY, ["2026-10-01", "2026-10-31", "2026-11-20"]),
        (QUARTER, date(2026, 10, 1), []),
        (QUARTER, date(2026, 9, 1), []),
        (QUARTER, date(2027, 2, 1), ["2026-10-01", "2026-10-31", "2026-11-30", "2026-12-31"]),
        (
            Cycle("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
            TODAY,
            ["2026-01-01", *(f"2026-{day}" for day in ("05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-20"))],
        ),
    ],
)
def test_days_are_prepared(cycle, today, days):
    assert [day.isoformat() for day in list_month_ends(cycle, today)] == days


def test_a_goal_stands_on_each_day_as_it_was_reported_then(tmp_path):
    repo = Repo(tmp_path / "repo", {"today": TODAY})
    repo.commit("2026-09-25", "Goals of the quarter", goal(120))
    repo.commit("2026-10-20", "A good month", goal(138))
    repo.commit("2026-11-12", "Two shops closed", goal(150))
    head, row = read_rows(read_snapshot(repo.root / "mkdocs.yml"))
    assert head == ["Objective", "1 October 2026", "31 October 2026", "Today", "Points"]
    assert [row[0], *(cell.split()[0] for cell in row[1:])] == ["Customers come back", "0%", "30%", "50%", "+50"]
    assert row[2].endswith("On track") and row[1] != row[2]


def test_what_was_added_later_has_no_number_before(tmp_path):
    repo = Repo(tmp_path / "repo", {"today": TODAY})
    repo.commit("2026-09-25", "A company", {"company/team.yml": "name: Company\n"})
    repo.commit("2026-11-10", "A goal", goal(150))
    assert read_rows(read_snapshot(repo.root / "mkdocs.yml"))[1][1:3] == ["–", "–"]


def test_of_many_goals_those_of_the_company_and_right_below_it_are_compared(tmp_path, monkeypatch):
    """What counts the numbers of others says today's alone there: the others aren't measured for earlier days."""
    monkeypatch.setattr(prepared_days, "MOST_OBJECTIVES", 2)
    team = "objectives:\n  - id: o\n    title: {}\n    key_results: [{{id: k, title: K, from: 0, to: 10, now: 5}}]\n{}"
    said = "    checkins: [{date: 2026-10-10, now: {k: 2}}, {date: 2026-11-10, now: {k: 5}}]\n"
    files = {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.yml": team.format("Top", "    progress_from: aligned\n"),
        "teams/a/team.yml": "name: A\n",
        "teams/a/2026-Q4.yml": team.format("Below it", "    contributes_to: company/o\n" + said),
        "teams/b/team.yml": "name: B\nparent: a\n",
        "teams/b/2026-Q4.yml": team.format("Far below", said),
    }
    repo = Repo(tmp_path / "repo", {"today": TODAY})
    repo.commit("2026-09-25", "Goals", files)
    rows = read_rows(read_snapshot(repo.root / "mkdocs.yml"))
    told = {row[0]: [cell.split()[0] if cell else "" for cell in row[1:]] for row in rows if row[0] != "Objective"}
    assert told == {"Top": ["–", "–", "50%", ""], "Below it": ["–", "20%", "50%", "+30"]}


def test_the_public_sees_of_withheld_numbers_todays_alone(tmp_path):
    files = {
        "company/team.yml": "name: Company\n",
        "company/2026-Q4.yml": "objectives:\n  - id: o\n    title: Top\n    audience: internal numbers\n    key_results:\n"
        "      - {id: k, title: K, from: 0, to: 10, now: 5}\n"
        "    checkins: [{date: 2026-10-10, now: {k: 2}}, {date: 2026-11-10, now: {k: 5}}]\n",
    }
    repo = Repo(tmp_path / "repo", {"today": TODAY, "audience": "public"})
    repo.commit("2026-09-25", "Goals", files)
    (_, row) = read_rows(read_snapshot(repo.root / "mkdocs.yml"))
    assert row[1:3] == ["–", "–"]
