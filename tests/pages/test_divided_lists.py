"""The lists of teams and of people are several pages where they are very long, and everybody is on one of them."""

from __future__ import annotations

import re

import pytest
from planned_pages import PlannedSite
from project_tree import Project

from okrsite.pages import dividing
from okrsite.pages.kinds import people_list
from okrsite.pages.kinds.people_list import fold_name

PEOPLE = (
    "Anna Berg",
    "Änne Berg",
    "Ben Otto",
    "Berta Sommer",
    "Zoë",
    "中村",
    "Ωmega",
    "anna klein",
    "Anna-Lena",
    "1st Line",
)


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Three divisions, the largest with a part of its own, and people of all alphabets."""
    parents = {"product": "company", "apps": "product", "sales": "company", "legal": "company"}
    parents |= {f"{above}-{number}": above for above in ("product", "apps", "sales") for number in range(5)}
    files = {"company/team.yml": "name: Company\n"}
    for unit, above in parents.items():
        files[f"teams/{unit}/team.yml"] = f"name: {unit.capitalize()}\nparent: {above}\nmission: We are {unit}\n"
        files[f"teams/{unit}/2026-Q4.yml"] = f"objectives: [{{id: o, title: Goal of {unit}, owner: Anna Berg}}]\n"
    files["people/anna-berg/2026-Q4.yml"] = "objectives: [{id: o, title: My own}]\n"
    files["teams/legal/team.yml"] += f"members: [{', '.join(PEOPLE)}]\n"
    return Project(tmp_path_factory.mktemp("company")).write(files).snapshot()


@pytest.fixture
def site(company, monkeypatch):
    """The site of that company if a page lists 8 units, and 3 people."""
    monkeypatch.setattr(dividing, "MOST_ROWS", 8)
    monkeypatch.setattr(people_list, "MOST_PEOPLE", 3)
    return PlannedSite(company)


def list_entries(site: PlannedSite, uris: list[str], pattern: str) -> list[str]:
    """What a pattern finds in pages, without its links."""
    found = (piece for uri in uris for piece in re.findall(pattern, str(site.make(uri).body), re.DOTALL))
    return sorted(re.sub(r'href="[^"]*"', "", piece) for piece in found)


def test_a_company_of_a_usual_size_has_one_page_of_each(company):
    site = PlannedSite(company)
    assert [uri for uri in site.planned if uri.endswith("/units.md") or "letter_" in uri] == []


def list_team_pages(site: PlannedSite) -> list[str]:
    return ["teams/index.md", *(uri for uri in site.list_uris("teams/") if uri.endswith("/units.md"))]


def test_divisions_list_their_teams(site):
    assert list_team_pages(site)[1:] == ["teams/product/units.md", "teams/apps/units.md", "teams/sales/units.md"]

    body = str(site.make("teams/index.md").body)
    assert re.findall(r'<a href="([^"]*)">[^<]*</a> <a class="okr-meta" href="([^"]*)">([^<]*)</a>', body) == [
        ("product/", "product/units/", "12 units"),
        ("sales/", "sales/units/", "6 units"),
    ]


def test_all_teams_are_listed_as_on_one_page(site, company):
    line = r'<li class="okr-teams__d\d"><span><a [^>]*>[^<]*</a> <span class="okr-dim">We are.*?</li>'
    listed = list_entries(site, list_team_pages(site), line)
    dividing.MOST_ROWS = 1_000  # the fixture has changed it, and sets it back
    whole = list_entries(PlannedSite(company), ["teams/index.md"], line)
    assert len(whole) == 19 and listed == whole


def test_people_are_listed_by_the_letters_that_their_names_begin_with(site):
    pages = site.list_uris("people/letter_")
    assert [(uri.removeprefix("people/letter_"), site.make(uri).title) for uri in pages] == [
        ("1.md", "People: 1"),
        ("anna.md", "People: Anna"),
        ("anne.md", "People: Änne"),
        ("b.md", "People: B"),
        ("z.md", "People: Z"),
        ("_.md", "People: Ωmega to 中村"),
    ]
    line = r"<li><span><a [^>]*>([^<]*)</a>"
    listed = [name for uri in pages for name in re.findall(line, str(site.make(uri).body))]
    assert sorted(listed) == sorted(PEOPLE)
    assert all(len(re.findall(line, str(site.make(uri).body))) <= 3 for uri in pages)


def test_the_page_of_people_leads_to_each_letter_with_how_many_there_are(site):
    body = str(site.make("people/index.md").body)
    counts = re.findall(r'<li><a href="([^"]*)">[^<]*</a> <span class="okr-dim">(\d+)</span></li>', body)
    assert sum(int(number) for _, number in counts) == len(PEOPLE)
    assert [f"people/{url.rstrip('/')}.md" for url, _ in counts] == site.list_uris("people/letter_")


def test_no_link_of_them_is_dead(site):
    uris = [*list_team_pages(site), "people/index.md", *site.list_uris("people/letter_")]
    dead = {uri: site.find_dead_links(uri) for uri in uris}
    assert dead == {uri: [] for uri in uris}


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Änne", "anne", id="an accent"),
        pytest.param("O’Neil Jr.", "o-neil-jr-", id="what is no letter"),
        pytest.param("Straße", "strasse", id="one letter as two"),
        pytest.param("中", "_4e2d", id="another alphabet"),
        pytest.param("../x", "---x", id="a path"),
    ],
)
def test_addresses_hold_plain_letters_only(name, folded):
    assert fold_name(name) == folded


def test_a_letter_s_page_is_made_of_its_people(site):
    with site.tracker.recorder.record() as read:
        site.planned[site.list_uris("people/letter_")[0]].build()
    assert ("snapshot.organisation.objectives", "*") not in read
    assert {name for name, key in read if key == "*"} <= {"snapshot.organisation.name"}
