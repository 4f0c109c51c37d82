"""The roadmap: the company's goals of a year as lanes, what serves them where it stands in time; of very many by unit."""

from __future__ import annotations

import re
from datetime import date

import pytest
from planned_pages import PlannedSite

from okrsite.pages.kinds import roadmap

TODAY = date(2026, 11, 20)
RESULT = "key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]"
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026.yml": f"""
objectives:
  - {{id: win, title: Win <everybody>, owner: anna, {RESULT}}}
  - {{id: given-up, title: Given up, status: dropped, {RESULT}}}
  - {{id: alone, title: Stand alone, {RESULT}}}
""",
    "company/2026-Q3.yml": f"objectives: [{{id: first, title: First step, contributes_to: [company/2026/win], {RESULT}}}]\n",
    "company/2026-Q4.yml": f"objectives: [{{id: second, title: Second step, continues: 2026-Q3/first, {RESULT}}}]\n",
    "people.yml": "anna: Anna Berg\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": f"""
objectives:
  - {{id: sell, title: Sell, contributes_to: [company/second], {RESULT}}}
  - {{id: help, title: Help, supports: [company/2026/win], {RESULT}}}
  - {{id: below, title: Below, contributes_to: [sales/sell], {RESULT}}}
""",
    "teams/sales/2026.yml": f"objectives: [{{id: all-year, title: All year, contributes_to: [company/win], {RESULT}}}]\n",
    "teams/sales/2027-Q1.yml": f"objectives: [{{id: late, title: Too late, contributes_to: [company/2026/win], {RESULT}}}]\n",
}
_BAR = re.compile(r'<li class="okr-road__bar ([^"]*)"><a [^>]*>([^<]*)</a>')


def list_bars(site: PlannedSite, uri: str) -> dict[str, str]:
    """Where each bar stands, by its title."""
    return {title: place for place, title in _BAR.findall(str(site.make(uri).body))}


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES).snapshot(TODAY))


def test_each_objective_that_serves_a_goal_of_the_year_stands_in_its_quarter(site):
    """The company's steps over any number of links, of teams what links straight; nothing of another year."""
    assert list_bars(site, "roadmap.md") == {
        "First step": "okr-at-7 okr-for-3",
        "Second step": "okr-at-10 okr-for-3 is-running",
        "All year": "okr-at-1 okr-for-12 is-running",
        "Sell": "okr-at-10 okr-for-3 is-running",
        "Help": "okr-at-10 okr-for-3 okr-road__bar--supports is-running",
    }
    body = str(site.make("roadmap.md").body)
    assert "Win &lt;everybody&gt;" in body and "Anna Berg" in body and "Given up" not in body
    assert body.count("<span>supports</span>") == 1
    assert "Stand alone" in body and "No objective of this year serves it." in body
    assert "2 goals, 3 objectives of 1 unit that serve them." in body
    assert 'class="okr-road is-marked okr-at-10 okr-for-3"' in body
    assert site.find_dead_links("roadmap.md") == []


def test_the_roadmap_of_the_current_year_has_a_lasting_address_too(site):
    assert site.list_uris("roadmap") == ["roadmap.md", "roadmap/2026.md"]
    assert list_bars(site, "roadmap/2026.md") == list_bars(site, "roadmap.md")
    assert "roadmap/" in site.list_links("index.md")
    assert [uri for uri, plan in site.planned.items() if plan.entry and plan.entry.title == "Roadmap"] == ["roadmap.md"]


def test_goals_of_quarters_alone_have_lanes_of_their_own_by_year(project):
    """A lane for each chain, headed by its latest objective; a fiscal year holds its own quarters."""
    files = {key: text for key, text in FILES.items() if key != "company/2026.yml"}
    files["company/2026-Q3.yml"] = f"objectives: [{{id: first, title: First step, {RESULT}}}]\n"
    files["teams/sales/2026-Q4.yml"] = (
        f"objectives: [{{id: sell, title: Sell, contributes_to: [company/second], {RESULT}}}]\n"
    )
    del files["teams/sales/2026.yml"], files["teams/sales/2027-Q1.yml"]
    site = PlannedSite(project(files).snapshot(TODAY))
    assert list(list_bars(site, "roadmap.md")) == ["First step", "Second step", "Sell"]
    assert re.findall(r"<h2><a[^>]*>([^<]*)", str(site.make("roadmap.md").body)) == ["Second step"]


@pytest.mark.parametrize("files", [{}, {"teams/sales/2026-Q4.yml": f"objectives: [{{title: Sell, {RESULT}}}]\n"}])
def test_a_company_without_goals_has_no_roadmap(project, files):
    site = PlannedSite(project({"company/team.yml": "name: Company\n", **files}).snapshot(TODAY))
    assert site.list_uris("roadmap") == []
    assert "roadmap/" not in site.list_links("index.md")


def test_tomorrow_it_is_the_same(project):
    """Today is marked by the cycle that runs: as long as that one runs, the page depends on nothing that changes."""
    tree = project(FILES)
    days = (TODAY, date(2026, 11, 21), date(2027, 1, 5))
    today, tomorrow, next_year = (PlannedSite(tree.snapshot(day)).make("roadmap/2026.md").body for day in days)
    assert today == tomorrow
    assert today != next_year


def test_of_very_many_objectives_the_company_keeps_its_own_and_leads_to_the_others(project, monkeypatch):
    monkeypatch.setattr(roadmap, "MOST_BARS", 6)
    objective = f"contributes_to: [company/second], {RESULT}"
    teams = {
        f"teams/t{number}/2026-Q4.yml": f"objectives: [{{id: o, title: Of {number}, {objective}}}]\n"
        for number in range(9)
    }
    teams |= {f"teams/t{number}/team.yml": f"name: Team {number}\nparent: d{number % 3}\n" for number in range(9)}
    teams |= {f"teams/d{number}/team.yml": f"name: Division {number}\n" for number in range(3)}
    site = PlannedSite(project({key: FILES[key] for key in FILES if "sales" not in key} | teams).snapshot(TODAY))
    uris = site.list_uris("roadmap/2026/")
    assert len(uris) > 3 and list(list_bars(site, "roadmap.md")) == ["First step", "Second step"]
    told = [title for uri in uris for title in list_bars(site, uri)]
    assert sorted(told) == [f"Of {number}" for number in range(9)]
    assert all(site.find_dead_links(uri) == [] for uri in ("roadmap.md", *uris))
