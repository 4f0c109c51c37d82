"""A unit's page lists what others' goals have to do with it: done jointly, waiting for it, its advice, to be told."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from okrsite.pages.parts import shared_work
from okrsite.pages.site_pages import build_pages

TODAY = date(2026, 11, 20)
SALES = """
objectives:
  - {id: joint, title: Done jointly, owner: anna, with: [service], inform: [service],
     key_results: [{id: k, title: Deals, from: 0, to: 10, now: 8}]}
  - {id: asks, title: Asks them, owner: anna, consult: [service, anna], inform: [legal],
     key_results: [{id: k, title: Deals, from: 0, to: 10, now: 8}]}
  - {id: waits, title: Waits for them, owner: anna, depends_on: [service/fast],
     key_results: [{id: k, title: Deals, from: 0, to: 10, now: 8}]}
  - {id: gone, title: Given up, owner: anna, status: dropped, with: [service],
     key_results: [{id: k, title: Deals, from: 0, to: 10, now: 8}]}
"""
SERVICE = """
objectives:
  - {id: fast, title: Fast answers, owner: ben, consult: [service],
     key_results: [{id: k, title: Answers, from: 0, to: 10, now: 8}]}
"""
YEAR = """
objectives:
  - {id: year, title: Goal of the year, owner: anna, consult: [service],
     key_results: [{id: k, title: Deals, from: 0, to: 10, now: 8}]}
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026.yml": YEAR,
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": SALES,
    "teams/service/team.yml": "name: Service\n",
    "teams/service/2026-Q4.yml": SERVICE,
    "teams/service/2026-Q3.yml": SERVICE,
    "teams/legal/team.yml": "name: Legal\n",
}


def read_shared(snapshot, uri: str) -> list[tuple[str, list[str]]]:
    """Each heading of the section, with the titles below it."""
    html = next(str(page.body) for page in build_pages(snapshot).pages if page.uri == uri)
    section = html.partition('id="with-others"')[2].partition("</section>")[0]
    parts = re.split(r'<h3 class="okr-group">(.*?)</h3>', section)[1:]
    return [
        (unescape(heading), re.findall(r'class="okr-row__t"[^>]*>(.*?)</a>', rows))
        for heading, rows in zip(parts[::2], parts[1::2], strict=True)
    ]


@pytest.fixture
def snapshot(project):
    return project(FILES, today=TODAY).snapshot()


def test_a_goal_stands_once_by_what_asks_most_of_the_unit(snapshot):
    assert read_shared(snapshot, "teams/service/index.md") == [
        ("Done together with others", ["Done jointly"]),
        ("Others wait for", ["Waits for them"]),
        ("To be asked before it is decided", ["Asks them", "Goal of the year"]),
    ]


def test_units_without_goals_of_their_own_are_told_as_well(snapshot):
    assert read_shared(snapshot, "teams/legal/index.md") == [("To be kept informed", ["Asks them"])]


def test_the_page_of_another_cycle_has_that_cycles_only(snapshot):
    assert read_shared(snapshot, "teams/service/2026-Q3.md") == []
    assert read_shared(snapshot, "teams/sales/index.md") == []


def test_of_very_many_some_are_listed_and_the_rest_counted(project, monkeypatch):
    monkeypatch.setattr(shared_work, "MAX_ROWS", 2)
    goals = "objectives:\n" + "".join(
        f"  - {{id: g{n}, title: Goal {n}, owner: anna, with: [service]}}\n" for n in range(5)
    )
    snapshot = project({**FILES, "teams/sales/2026-Q4.yml": goals}, today=TODAY).snapshot()
    html = next(str(page.body) for page in build_pages(snapshot).pages if page.uri == "teams/service/index.md")
    assert read_shared(snapshot, "teams/service/index.md")[0] == ("Done together with others", ["Goal 0", "Goal 1"])
    assert "3 more goals, which are not listed here." in html


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_outsiders_see_no_goal_that_is_internal(project, audience):
    sales = SALES.replace("title: Done jointly", "title: Secret, audience: internal")
    made = project({**FILES, "teams/sales/2026-Q4.yml": sales}, today=TODAY, audience=audience)
    shown = str(read_shared(made.snapshot(), "teams/service/index.md"))
    assert ("Secret" in shown) == (audience == "internal")
    assert "Asks them" in shown
