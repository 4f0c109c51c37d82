"""Pages of companies with many units: what is listed is bounded, what is left out is counted and leads somewhere."""

from __future__ import annotations

import re

import pytest
from planned_pages import PlannedSite

from okrsite.pages.context import ViewContext
from okrsite.pages.kinds.home import FEW_CARRIERS, MAX_UNITS
from okrsite.pages.kinds.units import MAX_BELOW, MOST_CARDS
from okrsite.pages.maps.diagrams import MAX_OVERVIEW
from okrsite.pages.parts.cards import MAX_LINKS
from okrsite.pages.parts.contributors import collect_contributors
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.site_pages import build_pages

TEAMS = 130


def goal(name: str, **links: str) -> str:
    lines = [
        f"  - id: {name}",
        f"    title: The goal {name}",
        "    owner: Anna",
        *(f"    {k}: {v}" for k, v in links.items()),
    ]
    return "\n".join([*lines, "    key_results: [{id: k, title: Share, from: 0, to: 10, now: 3}]", ""])


@pytest.fixture
def crowd(project):
    """A goal that 130 teams contribute to and one supports; the first team is helped by another one."""
    files = {"company/team.yml": "name: Crowd\n", "company/2026-Q4.yml": "objectives:\n" + goal("g")}
    for number in range(TEAMS):
        files[f"teams/t{number}/team.yml"] = f"name: Team {number}\n"
        files[f"teams/t{number}/2026-Q4.yml"] = "objectives:\n" + goal("o", contributes_to="company/g")
    files["teams/s/team.yml"] = "name: Support\n"
    files["teams/s/2026-Q4.yml"] = "objectives:\n" + goal("o", supports="company/g") + goal("p", contributes_to="t0/o")
    return project(files).snapshot()


@pytest.fixture
def site(crowd):
    return PlannedSite(crowd)


def test_the_nearest_are_listed_and_all_are_counted(crowd):
    contributors = collect_contributors(ViewContext(crowd, ProseRenderer(crowd)), "company/2026-Q4/g", most=100)
    assert [(group.line, group.number, len(group.rows)) for group in contributors.groups] == [
        ("direct", 130, 100),
        ("indirect", 1, 0),
    ]
    assert (contributors.hidden, contributors.direct, contributors.indirect) == (31, 131, 1)
    assert [row.hidden for row in contributors.groups[0].rows] == [1] + [0] * 99
    everybody = collect_contributors(ViewContext(crowd, ProseRenderer(crowd)), "company/2026-Q4/g", most=250)
    assert [(group.said, len(group.rows)) for group in everybody.groups] == [("130 contribute", 130), ("1 supports", 1)]
    assert everybody.hidden == 0
    assert [row.title for row in everybody.groups[0].rows[0].children] == ["The goal p"]


def test_the_home_page_lists_some_and_leads_to_the_rest(site):
    body = str(site.make("index.md").body)
    carried = body[body.index('id="carried"') :]
    assert carried.count('class="okr-row"') == FEW_CARRIERS
    assert carried.count('<li class="okr-teams__d1">') == MAX_UNITS
    assert "<b>130 contribute</b>" in carried and "<b>1 supports</b>" in carried
    (link,) = re.findall(r'<a href="([^"]+)">123 more</a>', carried)
    assert link == "objectives/company/2026-Q4/g/#carried"
    assert 'id="carried"' in site.make("objectives/company/2026-Q4/g.md").body


def test_a_map_that_is_folded_says_so_and_leads_to_the_units(project):
    files = {"company/team.yml": "name: Crowd\n", "company/2026-Q4.yml": "objectives:\n" + goal("g")}
    for number in range(13):
        files[f"teams/t{number}/team.yml"] = f"name: Team {number}\n"
        own = "".join(goal(f"o{k}", contributes_to="company/g" if k == 0 else f"t{number}/o0") for k in range(12))
        files[f"teams/t{number}/2026-Q4.yml"] = "objectives:\n" + own
    made = {page.uri: page for page in build_pages(project(files).snapshot()).pages}
    body = str(made["map.md"].body)
    drawn = len(set(re.findall(r'<a href="([^"]+)" class="okr-node ', body)))
    assert drawn < 157
    assert (
        f"157 objectives that run in Q4 2026. Every card is a link; lines lead from a goal to what serves it. {157 - drawn} of"
        in body
    )
    assert "Maps of single units (13)" in body
    assert '<a href="../teams/t3/#map">Team 3</a>' in body
    assert 'id="map"' in made["teams/t3/index.md"].body
    assert '<a href="../../teams/t3/#map">Team 3</a>' in made["map/2026-Q4.md"].body
    assert "157 objectives" in made["index.md"].body


def test_each_cycle_has_its_map_and_the_way_to_the_others(project):
    year = "objectives:\n" + goal("y")
    files = {
        "company/team.yml": "name: Small\n",
        "company/2026.yml": year,
        "company/2026-Q3.yml": "objectives:\n" + goal("a", contributes_to="company/2026/y"),
        "company/2026-Q4.yml": "objectives:\n" + goal("b", contributes_to="company/2026/y"),
    }
    made = {page.uri: page for page in build_pages(project(files).snapshot()).pages}
    shown = {
        uri: set(re.findall(r'objectives/company/([^"]+)/" class="okr-node ', made[uri].body))
        for uri in ("map.md", "map/2026.md", "map/2026-Q3.md", "map/2026-Q4.md")
    }
    assert shown == {
        "map.md": {"2026/y", "2026-Q4/b"},
        "map/2026.md": {"2026/y", "2026-Q3/a", "2026-Q4/b"},
        "map/2026-Q3.md": {"2026/y", "2026-Q3/a"},
        "map/2026-Q4.md": {"2026/y", "2026-Q4/b"},
    }
    assert 'href="2026-Q3/"' in made["map.md"].body and 'href="../2026/"' in made["map/2026-Q3.md"].body
    assert 'href="../../map/2026-Q3/"' in made["cycles/2026-Q3.md"].body
    files = {file.uri for file in build_pages(project({}).snapshot()).files}
    assert {"map/2026-Q3.svg", "map/2026-Q3.dot", "map/2026-Q3.json", "map.svg"} <= files


def test_several_maps_on_one_page_share_no_id(project):
    files = {
        "company/team.yml": "name: Small\n",
        "company/2026-Q4.yml": "objectives:\n" + goal("g"),
        "teams/a/team.yml": "name: A\n",
        "teams/a/2026-Q4.yml": "objectives:\n" + goal("o", contributes_to="company/g"),
        "index.md": "Hello.\n\n<!-- okr: map a -->\n\n<!-- okr: map company -->\n",
        "page.md": "# Maps\n\n<!-- okr: map a -->\n\n<!-- okr: map a -->\n\n<!-- okr: map company -->\n",
    }
    made = {page.uri: str(page.body) for page in build_pages(project(files).snapshot()).pages}
    for uri, maps in (("index.md", 3), ("page.md", 3)):
        assert made[uri].count('class="okr-map__svg"') >= maps
        ids = re.findall(r'\bid="([^"]+)"', made[uri])
        assert len(ids) == len(set(ids))


def test_a_card_names_some_who_carry_it_and_leads_to_all(site):
    """The company's page would name thousands else, each with its status."""
    body = str(site.make("company/index.md").body)
    carried = body[body.index("Carried by") : body.index("</div>", body.index("more</a>"))]
    assert carried.count("<li>") == MAX_LINKS
    (link,) = re.findall(rf'<a href="([^"]+)">{TEAMS + 1 - MAX_LINKS} more</a>', carried)
    assert link == "../objectives/company/2026-Q4/g/#carried"


def test_the_home_page_draws_few_cards_of_very_many(site):
    assert len(set(re.findall(r'<a href="([^"]+)" class="okr-node ', str(site.make("index.md").body)))) <= MAX_OVERVIEW


def test_a_unit_lists_some_of_very_many_below_it_and_leads_to_all(site):
    body = str(site.make("company/index.md").body)
    below = body[body.index("Below Crowd") :]
    assert below.count("<li><span><a") == MAX_BELOW
    assert f'<a href="../teams/">{TEAMS + 1 - MAX_BELOW} more units, in the list of all teams</a>' in below


@pytest.mark.parametrize(("number", "is_card"), [(MOST_CARDS, True), (MOST_CARDS + 1, False)])
def test_a_unit_with_very_many_objectives_lists_them_and_keeps_their_anchors(project, number, is_card):
    """Each has a page that says all of it; search and links from outside still find it where it was."""
    names = [f"o{place}" for place in range(number)]
    files = {"teams/a/2026-Q4.yml": "objectives:\n" + "".join(map(goal, names)), "company/team.yml": "name: Co\n"}
    made = PlannedSite(project(files).snapshot())
    body = str(made.make("teams/a/index.md").body)
    assert body.count('<article class="okr-card"') == (number if is_card else 0)
    assert all(body.count(f' id="{anchor}"') == 1 for name in names for anchor in (name, f"{name}_k"))
    assert {f"objectives/a/2026-Q4/{name}/" for name in names} <= set(made.list_links("teams/a/index.md"))
    assert made.find_dead_links("teams/a/index.md") == []
