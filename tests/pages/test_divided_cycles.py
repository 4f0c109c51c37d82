"""The page of a cycle with very many objectives is several pages: nothing is lost, and all that led there still does."""

from __future__ import annotations

import re

import pytest
from planned_pages import PlannedSite
from project_tree import Project

from okrsite.pages import dividing
from okrsite.pages.dividing import MOST_ROWS

GOALS = 3
"""Objectives of each unit in each cycle."""


def write_objectives(unit: str, year: str = "") -> str:
    """A file of objectives: some behind, some nobody's, some of them carried on from the quarter before."""
    lines = ["objectives:"]
    for number in range(GOALS):
        lines += [
            f"  - id: o{number}",
            f"    title: Objective {number} of {unit}{year}",
            *(["    owner: Anna"] if number else []),
            f"    key_results: [{{id: k, title: Share, from: 0, to: 10, now: {number * 4}, grade: 0.5}}]",
            "    checkins: [{date: 2026-11-19, note: All is said}]",
            *([f"    continues: {unit}/2026-Q3/o{number}"] if year == "" and number == 1 else []),
        ]
    return "\n".join([*lines, ""])


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Four divisions with five teams each, one of them with a division of its own; three goals each, in two quarters."""
    parents = {"big": "company", "inner": "big"}
    for division in ("product", "sales", "legal"):
        parents[division] = "company"
    for division in (*parents,):
        parents |= {f"{division}-{number}": division for number in range(5)}
    files = {"company/team.yml": "name: Company\n"}
    for unit in ("company", *parents):
        folder = "company" if unit == "company" else f"teams/{unit}"
        if unit != "company":
            files[f"{folder}/team.yml"] = f"name: {unit.capitalize()}\nparent: {parents[unit]}\n"
        files[f"{folder}/2026-Q4.yml"] = write_objectives(unit)
        if unit.startswith("product"):
            files[f"{folder}/2026-Q3.yml"] = write_objectives(unit, " in Q3")
    files["company/2026.yml"] = write_objectives("company", " in 2026")
    return Project(tmp_path_factory.mktemp("company")).write(files).snapshot()


@pytest.fixture
def divided(company, monkeypatch):
    """The site of that company if a page may list 20 objectives."""
    monkeypatch.setattr(dividing, "MOST_ROWS", 20)
    return PlannedSite(company)


def list_texts(site: PlannedSite, uri: str) -> list[str]:
    """The rows of a page, each without its links."""
    rows = re.findall(r'<li[^>]*><div class="okr-row">.*?</li>', str(site.make(uri).body), re.DOTALL)
    return [re.sub(r'href="[^"]*"', "", row) for row in rows]


def test_a_company_of_a_usual_size_has_one_page(company):
    assert PlannedSite(company).list_uris("cycles/2026-Q4") == ["cycles/2026-Q4.md"]


def test_the_limit_is_where_a_page_begins_to_be_divided(project):
    """With the limit that holds for everybody, counting what runs beside the cycle."""
    file = "objectives:\n" + "".join(
        f"  - {{id: o{number}, title: Goal {number}}}\n" for number in range(MOST_ROWS - 1)
    )
    made = project({"company/2026-Q4.yml": file, "teams/a/2026-Q4.yml": "objectives: [{id: a, title: A}]\n"})
    assert len(PlannedSite(made.snapshot()).list_uris("cycles/")) == 2
    made.write({"teams/b/2026.yml": "objectives: [{id: b, title: B}]\n"})
    pages = PlannedSite(made.snapshot()).list_uris("cycles/2026-Q4")
    assert pages == ["cycles/2026-Q4.md", "cycles/2026-Q4/company_a.md", "cycles/2026-Q4/company_b.md"]


def test_divisions_have_pages_at_their_ids(divided):
    assert divided.list_uris("cycles/2026-Q4") == [
        f"cycles/2026-Q4{part}.md" for part in ("", "/big", "/inner", "/legal", "/product", "/sales")
    ]


def test_each_objective_stands_on_exactly_one_page(divided, company):
    listed = [url for uri in divided.list_uris("cycles/2026-Q4") for url in divided.list_rows(uri, "all")]
    wanted = [f"objectives/{ref}/" for ref in company.organisation.objectives if "/2026-Q4/" in ref]
    assert sorted(listed) == sorted(wanted)


def test_the_pages_say_all_that_the_one_page_says(company, divided):
    parts = divided.list_uris("cycles/2026-Q4")
    told = sorted(text for uri in parts for text in list_texts(divided, uri))
    dividing.MOST_ROWS = 10_000  # the fixture has changed it, and sets it back
    whole = PlannedSite(company)
    assert whole.list_uris("cycles/2026-Q4") == ["cycles/2026-Q4.md"]
    assert told == sorted(list_texts(whole, "cycles/2026-Q4.md"))
    body = str(whole.make("cycles/2026-Q4.md").body)
    # Grades by team, and what was carried on.
    grades = r'<th scope="row"><a [^>]*>[^<]*</a></th>(?:(?!</tr>).)*okr-now.*?</tr>'
    for pattern in (grades, r'<ol class="okr-line">.*?</ol>'):
        pieces = [re.sub(r'href="[^"]*"', "", piece) for piece in re.findall(pattern, body, re.DOTALL)]
        found = [
            re.sub(r'href="[^"]*"', "", piece)
            for uri in parts
            for piece in re.findall(pattern, str(divided.make(uri).body), re.DOTALL)
        ]
        assert pieces and sorted(found) == sorted(pieces)


def test_the_numbers_of_the_whole_are_those_of_one_page(company, divided):
    uri = "cycles/2026-Q4.md"
    sums = (
        r'<div class="okr-lead.*?</div>',
        r"<p>\d+ objectives of \d+ graded.*?</p>",
        r'<p class="okr-head__lead">.*?</p>',
    )
    told = [re.findall(pattern, str(divided.make(uri).body), re.DOTALL) for pattern in sums]
    dividing.MOST_ROWS = 10_000
    assert told == [re.findall(pattern, str(PlannedSite(company).make(uri).body), re.DOTALL) for pattern in sums]


def test_whatever_led_to_a_list_finds_it(divided):
    """The home page counts what needs attention, and each count leads to the list on the cycle's page and on to all."""
    body = str(divided.make("cycles/2026-Q4.md").body)
    for anchor in ("attention", "no-owner", "off-track", "all", "grades"):
        assert f'id="{anchor}"' in body
    links = divided.list_links("cycles/2026-Q4.md")
    assert "cycles/2026-Q4/sales/#no-owner" in links
    shown = re.search(r'id="no-owner">.*?<span class="okr-dim">(\d+)</span></h3>(.*?)(<h3|</section>)', body, re.DOTALL)
    assert shown is not None
    elsewhere = re.findall(r'</a> <span class="okr-dim">(\d+)</span></li>', shown[2])
    assert int(shown[1]) == sum(map(int, elsewhere)) + shown[2].count('class="okr-row"')


@pytest.mark.parametrize("cycle", ["2026", "2026-Q3", "2026-Q4"])
def test_no_link_of_any_part_is_dead(divided, cycle):
    dead = {uri: divided.find_dead_links(uri) for uri in divided.list_uris(f"cycles/{cycle}")}
    assert dead == {uri: [] for uri in dead}


def test_a_part_leads_back_up_and_to_its_neighbours(divided):
    body = str(divided.make("cycles/2026-Q4/legal.md").body)
    assert re.findall(r"[←→]? ?<a [^>]*>[^<]*</a> ?[←→]?", body[body.index("Parts beside") :])[:2] == [
        '← <a href="../big/">Big</a>',
        '<a href="../product/">Product</a> →',
    ]
    crumbs = re.findall(r"<li[^>]*>(?:<a [^>]*>)?([^<]*)", str(divided.make("cycles/2026-Q4/inner.md").body))[:5]
    assert crumbs == ["Company", "Cycles", "Q4 2026", "Big", "Inner"]


def test_the_switch_of_a_part_stays_with_it_where_the_other_cycle_has_it(divided):
    assert "cycles/2026-Q3/product/" in divided.list_links("cycles/2026-Q4/product.md")
    links = divided.list_links("cycles/2026-Q4/legal.md")
    assert "cycles/2026/legal/" in links and "cycles/2026-Q3/" in links and "cycles/2026-Q3/legal/" not in links


def test_a_part_is_made_of_what_it_shows(company, divided):
    """So that it is not made again where another division's goals have changed."""
    with divided.tracker.recorder.record() as read:
        divided.planned["cycles/2026-Q4/legal.md"].build()
    objectives = {
        key for name, key in read if name in ("snapshot.organisation.by_unit", "snapshot.measures.objectives")
    }
    assert {key.partition("/")[0].partition("-")[0] for key in objectives} == {"legal"}
    assert divided.planned["cycles/2026-Q4/legal.md"].subject
