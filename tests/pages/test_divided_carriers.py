"""A goal that very many objectives serve lists them on a page for each division, and all of them are there."""

from __future__ import annotations

import re

import pytest
from planned_pages import PlannedSite
from project_tree import Project

from okrsite.pages.kinds import carriers
from okrsite.pages.parts import contributors

GOAL = "objectives/company/2026-Q4/g"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Three divisions with five teams each, and a team besides; all serve one goal, and in one team something below it."""
    files = {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": "objectives: [{id: g, title: The goal}]\n"}
    parents = {"product": "company", "sales": "company", "legal": "company", "alone": "company"}
    parents |= {f"{above}-{number}": above for above in ("product", "sales", "legal") for number in range(5)}
    for number, (unit, above) in enumerate(parents.items()):
        link = "supports" if number % 3 == 0 else "contributes_to"
        files[f"teams/{unit}/team.yml"] = f"name: {unit.capitalize()}\nparent: {above}\n"
        files[f"teams/{unit}/2026-Q4.yml"] = (
            f"objectives:\n- {{id: o, title: Goal of {unit}, {link}: company/g}}\n- {{id: p, title: Other}}\n"
        )
    files["teams/sales-1/2026-Q4.yml"] += "- {id: q, title: Below, contributes_to: sales/o}\n"
    return Project(tmp_path_factory.mktemp("company")).write(files).snapshot()


@pytest.fixture
def site(company, monkeypatch):
    """The site of that company if a goal's own page lists 7 carriers."""
    monkeypatch.setattr(contributors, "MAX_ROWS", 7)
    monkeypatch.setattr(carriers, "MAX_ROWS", 7)
    return PlannedSite(company)


def list_carriers(site: PlannedSite, uri: str) -> list[str]:
    return [
        row.split("/")[1]
        for row in site.list_rows(uri, "carried" if uri == f"{GOAL}.md" else "")
        if row.endswith("/o/")
    ]


def test_a_goal_with_some_carriers_has_one_page(company):
    assert PlannedSite(company).list_uris(GOAL) == [f"{GOAL}.md"]


def test_each_carrier_stands_on_exactly_one_page(site, company):
    uris = site.list_uris(GOAL)
    assert uris == [f"{GOAL}.md", *(f"{GOAL}/{part}.md" for part in ("legal", "product", "sales"))]
    assert list_carriers(site, uris[0]) == ["alone"]
    listed = [unit for uri in uris for unit in list_carriers(site, uri)]
    assert sorted(listed) == sorted(unit for unit in company.organisation.units if unit != "company")


def test_the_goal_s_page_counts_them_by_division(site):
    body = str(site.make(f"{GOAL}.md").body)
    section = body[body.index('id="carried"') : body.index("</section>", body.index('id="carried"'))]
    assert "19 objectives right below it" in section
    counts = re.findall(r'<li><a href="([^"]*)">([^<]*)</a> <span class="okr-dim">(\d+)</span>', section)
    assert counts == [("legal/", "Legal", "6"), ("product/", "Product", "6"), ("sales/", "Sales", "6")]


def test_a_division_s_page_says_how_each_serves_the_goal_and_what_is_below(site):
    body = str(site.make(f"{GOAL}/sales.md").body)
    verbs = re.findall(r"<b>(\d+) (\w+)</b>", body)
    assert sum(int(number) for number, _ in verbs) == 6 and {verb for _, verb in verbs} == {"contribute", "support"}
    assert "Goal of sales-1" in body and ">Below</a>" in body


def test_no_link_of_them_is_dead(site):
    assert {uri: site.find_dead_links(uri) for uri in site.list_uris(GOAL)} == {uri: [] for uri in site.list_uris(GOAL)}


def test_where_everything_serves_everything_each_goal_lists_its_share(project, monkeypatch):
    """Pages for all of that would be out of proportion to what was written."""
    monkeypatch.setattr(contributors, "MAX_ROWS", 7)
    monkeypatch.setattr(carriers, "MAX_ROWS", 7)
    goals = "".join(f"  - {{id: g{number}, title: Goal {number}}}\n" for number in range(30))
    links = ", ".join(f"company/g{number}" for number in range(30))
    files = {"company/2026-Q4.yml": f"objectives:\n{goals}"}
    for number in range(40):
        files[f"teams/t{number}/2026-Q4.yml"] = f"objectives: [{{id: o, title: O, supports: [{links}]}}]\n"
    site = PlannedSite(project(files).snapshot())
    assert site.list_uris("objectives/company/2026-Q4/g1/") == []
