"""Pillars: a page for each with its objectives, a list of all, and the roadmap below their names."""

from __future__ import annotations

import re
from datetime import date

import pytest
from planned_pages import PlannedSite

from okrsite.model.folded_words import fold_words
from okrsite.model.pillars import list_pillars
from okrsite.pages.kinds import pillars

TODAY = date(2026, 11, 20)
RESULT = "key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]"
FILES = {
    "company/team.yml": "name: Company\npillars: [Customer <trust>, Growth, Nothing yet]\n",
    "company/2026.yml": f"""
objectives:
  - {{id: grow, title: Grow, pillar: growth, {RESULT}}}
  - {{id: plain, title: Plain, {RESULT}}}
  - {{id: trust, title: Be trusted, pillar: Customer <trust>, {RESULT}}}
""",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": f"objectives: [{{id: sell, title: Sell, pillar: Zen, {RESULT}}}]\n",
}
LISTED = fold_words("Customer <trust>")


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES).snapshot(TODAY))


def test_each_pillar_has_a_page_with_its_objectives(site):
    """Those of the list in its order, then what is only named; signs and capitals make no other pillar."""
    assert site.list_uris("pillars") == [
        "pillars.md",
        *(f"pillars/{key}.md" for key in (LISTED, "growth", "nothing-yet", "zen")),
    ]
    assert site.list_rows("pillars/growth.md") == ["objectives/company/2026/grow/"]
    assert site.list_rows("pillars/zen.md") == ["objectives/sales/2026-Q4/sell/"]
    assert "No objective belongs to it yet" in str(site.make("pillars/nothing-yet.md").body)
    body = str(site.make("pillars.md").body)
    assert "Customer &lt;trust&gt;" in body and "1 of 1 objective is running" in body and "no objective yet" in body
    assert all(site.find_dead_links(uri) == [] for uri in site.list_uris("pillars"))


def test_the_roadmap_stands_below_the_names_of_pillars(site):
    body = str(site.make("roadmap.md").body)
    heads = [re.sub("<[^>]*>", "", head) for head in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", body)]
    assert heads[:6] == ["Customer &lt;trust&gt;", "Be trusted", "Growth", "Grow", "Goals without a pillar", "Plain"]
    assert "pillars/" in site.list_links("roadmap.md")
    assert site.find_dead_links("roadmap.md") == []


TEXT = "# A\n\n[r](../roadmap.md) [p](../pillars.md) [g](/pillars/growth/) [k](../kpis.md) [i](/initiatives/)\n"
LEADS_TO = {"roadmap/", "pillars/", "pillars/growth/", "kpis/", "initiatives/"}


def test_texts_lead_to_pages_that_no_file_is(project):
    """To the roadmap, the pillars, KPIs and initiatives, by their names and by their addresses."""
    goal = f"objectives: [{{id: a, title: A, initiatives: [{{title: Ask}}], {RESULT}}}]\n"
    files = {"handbook/a.md": TEXT, "kpis.yml": "nps: {name: NPS}\n", "teams/labs/2026-Q4.yml": goal}
    site = PlannedSite(project(FILES | files).snapshot(TODAY))
    assert site.find_dead_links("handbook/a.md") == []
    assert set(site.list_links("handbook/a.md")) >= LEADS_TO


def test_texts_lead_to_no_page_that_the_site_has_not(project):
    site = PlannedSite(project({"company/team.yml": "name: C\n", "handbook/a.md": TEXT}).snapshot(TODAY))
    assert LEADS_TO.isdisjoint(site.list_links("handbook/a.md"))


def test_an_objective_leads_to_its_pillar(site):
    """On its own page and on that of its unit."""
    for uri in ("objectives/company/2026/grow.md", "company/index.md"):
        assert "pillars/growth/" in site.list_links(uri)


def test_pillars_without_goals_of_the_company_have_pages_without_a_roadmap(project):
    files = {key: text for key, text in FILES.items() if key != "company/2026.yml"}
    site = PlannedSite(project(files).snapshot(TODAY))
    assert site.list_uris("roadmap") == []
    assert all(site.find_dead_links(uri) == [] for uri in site.list_uris("pillars"))


def test_the_roadmap_leads_to_pillars_that_none_of_its_goals_names(project):
    """They are those of the teams: without this link nobody would find the list."""
    files = {**FILES, "company/2026.yml": f"objectives: [{{id: plain, title: Plain, {RESULT}}}]\n"}
    site = PlannedSite(project(files).snapshot(TODAY))
    assert "pillars/" in site.list_links("roadmap.md")


def test_what_was_given_up_does_not_run(project):
    """It stands on the page of its pillar, and isn't counted; a roadmap of nothing else says so."""
    goal = f"{{id: grow, title: Grow, status: dropped, pillar: growth, {RESULT}}}"
    site = PlannedSite(project({**FILES, "company/2026.yml": f"objectives: [{goal}]\n"}).snapshot(TODAY))
    assert "0 of 1 objective is running" in str(site.make("pillars.md").body)
    assert site.list_rows("pillars/growth.md") == ["objectives/company/2026/grow/"]
    assert "given up all of its goals" in str(site.make("roadmap.md").body)


def test_a_misspelled_pillar_is_corrected(project):
    """The name that was meant is written into the line; where none is near, the list is to be completed."""
    text = f"objectives: [{{id: a, title: A, pillar: Growht, {RESULT}}}, {{id: b, title: B, pillar: Zen, {RESULT}}}]\n"
    snapshot = project({**FILES, "teams/sales/2026-Q4.yml": text}).snapshot(TODAY)
    meant = [(one.correction, one.hint) for one in snapshot.problems if one.code == "OKR266"]
    assert meant == [
        ("Growth", "Did you mean 'Growth'?"), (None, "Add it to `pillars` in the company's team file.")
    ]  # fmt: skip


def test_an_objective_of_two_pillars_is_told_to_keep_one(project):
    text = f"objectives: [{{id: a, title: A, pillar: 'Growth, Nothing yet', {RESULT}}}]\n"
    snapshot = project({**FILES, "teams/sales/2026-Q4.yml": text}).snapshot(TODAY)
    (problem,) = [one for one in snapshot.problems if one.code == "OKR266"]
    assert (problem.correction, "keep the one" in problem.hint) == (None, True)


def test_one_pillar_in_two_spellings_is_told(project):
    """It has one page, by the first of the two; the very same word twice says nothing else than once."""
    listed = "name: Company\npillars: [Growth, growth, Zen, Zen]\n"
    snapshot = project({**FILES, "company/team.yml": listed}).snapshot(TODAY)
    (problem,) = [one for one in snapshot.problems if one.code == "OKR262"]
    assert problem.message == "'Growth' and 'growth' are one pillar, which so is listed twice."
    assert (problem.place.path.rpartition("content/")[2], problem.place.line) == ("company/team.yml", 2)
    assert [one.name for one in list_pillars(snapshot.organisation).values()][:2] == ["Growth", "Zen"]


def test_without_pillars_there_is_no_page(project):
    files = {key: text for key, text in FILES.items() if key.startswith("teams/sales/team")}
    assert PlannedSite(project(files).snapshot(TODAY)).list_uris("pillars") == []


def test_very_many_objectives_of_a_pillar_are_divided(project, monkeypatch):
    monkeypatch.setattr(pillars, "MOST_ROWS", 4)
    files = {f"teams/t{number}/team.yml": f"name: T {number}\nparent: d{number % 2}\n" for number in range(9)}
    files |= {f"teams/d{number}/team.yml": f"name: D {number}\n" for number in range(2)}
    files |= {
        f"teams/t{number}/2026-Q4.yml": f"objectives: [{{id: o, title: O, pillar: Zen, {RESULT}}}]\n"
        for number in range(9)
    }
    site = PlannedSite(project(files).snapshot(TODAY))
    uris = site.list_uris("pillars/zen")
    listed = [row for uri in uris for row in site.list_rows(uri)]
    assert len(uris) > 2 and sorted(listed) == [f"objectives/t{number}/2026-Q4/o/" for number in range(9)]
    assert all(site.find_dead_links(uri) == [] for uri in uris)


def test_pillars_of_another_unit_are_an_error(project):
    """They would be a second list, which no page shows."""
    files = {**FILES, "teams/sales/team.yml": "name: Sales\npillars: [Growth]\n"}
    snapshot = project(files).snapshot(TODAY)
    (problem,) = [one for one in snapshot.problems if one.code == "OKR201"]
    assert (problem.place.path.rpartition("content/")[2], problem.place.line) == ("teams/sales/team.yml", 2)
    assert snapshot.organisation.units["sales"].pillars == ()


def test_the_list_of_the_company_comes_first(project):
    organisation = project(FILES).snapshot(TODAY).organisation
    assert [(one.name, one.is_listed) for one in list_pillars(organisation).values()] == [
        ("Customer <trust>", True), ("Growth", True), ("Nothing yet", True), ("Zen", False)
    ]  # fmt: skip
