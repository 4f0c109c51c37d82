"""The home page tells who carries each goal level by level, each objective in full once, and what changed this week."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from git_repository import Repo, goal
from stories import read_snapshot

from okrsite.pages.site_pages import build_pages

GOALS = """
objectives:
  - {id: first, title: First goal, owner: anna, key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]}
  - {id: second, title: Second goal, owner: anna, key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]}
"""
SALES = """
objectives:
  - {id: both, title: Serves both, owner: ben, contributes_to: [company/first, company/second],
     key_results: [{id: k, title: Deals, from: 0, to: 10, now: 8}]}
  - {id: other, title: Serves one, owner: ben, contributes_to: company/first,
     key_results: [{id: k, title: Calls, from: 0, to: 10, now: 0}]}
"""
SERVICE = """
objectives:
  - {id: below, title: Below, owner: ben, contributes_to: sales/both,
     key_results: [{id: k, title: Answers, from: 0, to: 10, now: 8}]}
  - {id: deeper, title: Deeper, owner: ben, status: done, contributes_to: service/below,
     key_results: [{id: k, title: Words, from: 0, to: 10, now: 0}]}
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": GOALS,
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": SALES,
    "teams/service/team.yml": "name: Service\n",
    "teams/service/2026-Q4.yml": SERVICE,
}


def read_home(snapshot) -> str:
    return str(next(page for page in build_pages(snapshot).pages if page.uri == "index.md").body)


def find_carriers(html: str, goal: str) -> str:
    return html.partition(f'id="by-{goal}"')[2].partition("</section>")[0]


@pytest.fixture
def home(project) -> str:
    return read_home(project(FILES, today=date(2026, 11, 20)).snapshot())


def test_who_serves_two_goals_is_told_in_full_below_the_first_and_named_below_the_second(home):
    first, second = find_carriers(home, "first"), find_carriers(home, "second")
    assert "Deals" in first
    assert "Below" in first
    assert "Serves both" in second
    assert "Told above, below “First goal”." in second
    assert "Deals" not in second
    assert "Below" not in second


def test_each_goal_counts_its_teams_whatever_was_told_above(home):
    assert len(re.findall(r"2 teams carry it", home)) == 2


def test_a_folded_line_counts_what_is_below_by_status(home):
    (words,) = (
        unescape(re.sub(r"<[^>]+>", "", summary))
        for summary in re.findall(r'<details class="okr-below"><summary>(.*?)</summary>', find_carriers(home, "first"))
        if summary.startswith("2 below it")
    )
    assert words == "2 below it: 1 outdated, 1 done"


def test_a_few_below_the_only_carrier_are_seen_at_once(project):
    alone = SALES.partition("  - {id: other")[0]
    page = read_home(project({**FILES, "teams/sales/2026-Q4.yml": alone}, today=date(2026, 11, 20)).snapshot())
    assert '<details class="okr-below" open><summary>2 below it' in find_carriers(page, "first")


def test_what_changed_in_the_last_week_stands_beside_the_teams(tmp_path):
    repo = Repo(tmp_path / "repo", {"today": date(2026, 11, 20)})
    repo.commit("2026-10-02", "Goals of the quarter", goal(120))
    repo.commit("2026-11-12", "Before this week", goal(125))
    repo.commit("2026-11-16", "Friday's number", goal(142))
    page = read_home(read_snapshot(repo.root / "mkdocs.yml"))
    told = page.partition("Changed this week")[2].partition("</section>")[0]
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", told)).split())
    assert "value of “Repeat customers” went from 125 to 142." in text
    assert "from 120 to 125" not in text
    assert "Earlier changes" in text


def test_without_a_change_in_the_week_nothing_is_said_of_it(home):
    assert "Changed this week" not in home
