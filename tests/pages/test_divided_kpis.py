"""Very many KPIs are on a page for each division; whatever leads to one leads straight to it, and its anchor stays."""

from __future__ import annotations

import re

import pytest
from planned_pages import PlannedSite
from project_tree import Project

from okrsite.pages import dividing
from okrsite.pages.kinds import kpis

KPIS = "kpis: {a: {name: A of %s, range: 5..9, values: {2026-11-01: %d}}, b: {name: B of %s}}\n"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Two divisions with three teams each, all of which keep two KPIs; a key result draws on one of them."""
    files = {"company/team.yml": "name: Company\n" + KPIS % ("company", 3, "company")}
    parents = {"product": "company", "sales": "company"}
    parents |= {f"{above}-{number}": above for above in ("product", "sales") for number in range(3)}
    for number, (unit, above) in enumerate(parents.items()):
        own = KPIS % (unit, number + 3, unit)
        files[f"teams/{unit}/team.yml"] = f"name: {unit.capitalize()}\nparent: {above}\n{own}"
    files["teams/sales-1/2026-Q4.yml"] = (
        "objectives: [{id: o, title: O, key_results: [{id: k, title: K, from: 0, to: 9, kpi: sales-1/a}]}]\n"
    )
    return Project(tmp_path_factory.mktemp("company")).write(files).snapshot()


@pytest.fixture
def site(company, monkeypatch):
    """The site of that company if a page shows 8 KPIs."""
    monkeypatch.setattr(dividing, "MOST_KPIS", 8)
    return PlannedSite(company)


def list_articles(site: PlannedSite, uri: str) -> list[str]:
    return re.findall(r'<article class="okr-kpi" id="([^"]*)"', str(site.make(uri).body))


def test_some_kpis_have_one_page(company):
    assert PlannedSite(company).list_uris("kpis") == ["kpis.md"]


def test_each_kpi_stands_on_exactly_one_page(site, company):
    assert site.list_uris("kpis") == ["kpis.md", "kpis/product.md", "kpis/sales.md"]
    listed = [anchor for uri in site.list_uris("kpis") for anchor in list_articles(site, uri)]
    assert sorted(listed) == sorted(f"kpi-{key.replace('/', '.')}" for key in company.organisation.kpis)
    assert list_articles(site, "kpis.md") == ["kpi-a", "kpi-b"]


def test_anchors_of_the_one_page_lead_on(site):
    body = str(site.make("kpis.md").body)
    assert '<li id="kpi-sales-1.a"><a href="sales/#kpi-sales-1.a">A of sales-1</a>' in body
    assert "of 18 KPIs outside the healthy range" in body


def test_what_leads_to_a_kpi_leads_to_its_own_page(site):
    assert "kpis/sales/#kpi-sales-1.a" in site.list_links("objectives/sales-1/2026-Q4/o.md")
    assert "kpis/sales/#kpi-sales-1.a" in site.list_links("teams/sales-1/index.md")
    (entry,) = (entry for entry in site.make("kpis/sales.md").search if entry.title == "A of sales-1")
    assert entry.anchor == "kpi-sales-1.a"


def test_no_link_of_them_is_dead(site):
    dead = {uri: site.find_dead_links(uri) for uri in site.list_uris("kpis")}
    assert dead == {uri: [] for uri in dead}


def test_very_many_are_counted_and_not_named(site, monkeypatch):
    monkeypatch.setattr(kpis, "MOST_NAMED", 10)
    assert 'id="kpi-sales-1.a"' not in str(site.make("kpis.md").body)
    assert "kpis/sales/" in site.list_links("kpis.md")
