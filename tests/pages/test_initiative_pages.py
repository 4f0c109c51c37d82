"""The list of initiatives: what is done for open goals, by whom, how far it is; of very many a page for each division."""

from __future__ import annotations

from datetime import date

import pytest
from planned_pages import PlannedSite

from okrsite.pages.kinds import initiatives

TODAY = date(2026, 11, 20)
SALES = """
objectives:
  - id: grow
    title: Grow
    owner: anna
    initiatives:
      - {title: Call all customers, owner: Anna Berg, status: doing, link: "https://example.com/1"}
      - {title: "Hire <two>", status: done}
      - Print leaflets
    key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]
  - id: plain
    title: Without work
    key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]
  - id: given-up
    title: Given up
    status: dropped
    initiatives: [Nothing any more]
    key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "people.yml": "anna:\n  name: Anna Berg\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": SALES,
    "teams/sales/2026-Q1.yml": SALES.replace("leaflets", "old leaflets"),
    "teams/sales/2027-Q1.yml": SALES.replace("leaflets", "new leaflets"),
}


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES).snapshot(TODAY))


def test_the_work_of_open_goals_is_listed_below_them(site):
    """What runs and what is planned; neither the work of the first quarter nor that of a goal that was given up."""
    body = str(site.make("initiatives.md").body)
    assert '<a href="https://example.com/1" rel="noopener noreferrer">Call all customers</a>' in body
    assert "doing, Anna Berg" in body and "Hire &lt;two&gt;" in body
    assert "Print leaflets" in body and "Print new leaflets" in body
    assert not any(words in body for words in ("old leaflets", "Nothing any more", "Without work"))
    assert "2 under way" in body and "2 to do" in body and "2 done" in body
    assert {"objectives/sales/2026-Q4/grow/", "objectives/sales/2027-Q1/grow/"} <= set(
        site.list_links("initiatives.md")
    )
    assert site.find_dead_links("initiatives.md") == []


def test_a_link_to_a_page_of_the_content_leads_there(project):
    """From the list as from the card: the address is relative to the page on which it stands."""
    files = {**FILES, "handbook/leaflets.md": "# Leaflets\n"}
    linked = SALES.replace("- Print leaflets", "- {title: Print leaflets, link: ../../handbook/leaflets.md}")
    site = PlannedSite(project({**files, "teams/sales/2026-Q4.yml": linked}).snapshot(TODAY))
    assert "handbook/leaflets/" in site.list_links("initiatives.md")
    assert "handbook/leaflets/" in site.list_links("objectives/sales/2026-Q4/grow.md")


def test_search_finds_a_goal_by_its_work(site):
    (entry,) = [entry for entry in site.make("teams/sales/index.md").search if entry.anchor == "grow"]
    assert "Print leaflets" in entry.text


@pytest.mark.parametrize(
    ("quarter", "uris"),
    [
        pytest.param({}, [], id="nobody names any"),
        pytest.param({"teams/sales/2026-Q1.yml": SALES}, ["initiatives.md"], id="all of them are past"),
    ],
)
def test_where_no_work_is_open_there_is_no_page_or_it_says_so(project, quarter, uris):
    site = PlannedSite(project({"company/team.yml": "name: Company\n", **quarter}).snapshot(TODAY))
    assert site.list_uris("initiatives") == uris
    for uri in uris:
        assert "No open objective names its work." in str(site.make(uri).body)


def test_very_many_are_divided_by_unit(project, monkeypatch):
    """Pages of two: each initiative stands on exactly one, and of a goal with three the first and the last on two."""
    monkeypatch.setattr(initiatives, "MOST_INITIATIVES", 2)
    company = project({**FILES, "teams/service/team.yml": "name: Service\n", "teams/service/2026-Q4.yml": SALES})
    site = PlannedSite(company.snapshot(TODAY))
    bodies = [str(site.make(uri).body) for uri in site.list_uris("initiatives")]
    assert len(bodies) > 3
    assert sum(body.count("Call all customers") for body in bodies) == 3
    assert sum(body.count("Hire &lt;two&gt;") for body in bodies) == 3
    assert "9" in bodies[0] or "3 under way" in bodies[0]
    assert [link for uri in site.list_uris("initiatives") for link in site.find_dead_links(uri)] == []


def test_progress_in_another_unit_makes_no_part_anew(project, monkeypatch):
    """A part is made of the work on it: what another unit's goals have reached is nothing to it."""
    monkeypatch.setattr(initiatives, "MOST_INITIATIVES", 3)
    company = project({**FILES, "teams/service/team.yml": "name: Service\n", "teams/service/2026-Q4.yml": SALES})
    before = PlannedSite(company.snapshot(TODAY))
    uri = next(uri for uri in before.list_uris("initiatives/") if "teams/service/" in before.list_links(uri))
    with before.tracker.recorder.record() as inputs:
        before.planned[uri].build()
    known = {one: before.tracker.compute_digest(one) for one in inputs}
    company.write({"teams/sales/2026-Q4.yml": SALES.replace("now: 5", "now: 1")})
    after = PlannedSite(company.snapshot(TODAY)).tracker
    assert not list(after.list_changed(known))
