"""Which objectives stand on which map, and what their cards say."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from stories import read_example

from okrsite.maps import MAX_NODES, Diagram, LayoutFailure
from okrsite.pages.addresses import make_objective_url
from okrsite.pages.maps import drawing
from okrsite.pages.maps.diagrams import (
    build_objective_diagram,
    build_organisation_diagram,
    build_overview_diagram,
    build_unit_diagram,
)
from okrsite.pages.maps.drawing import draw_maps
from okrsite.pages.maps.map_nodes import find_unit_level

ROOT = Path(__file__).resolve().parents[2]
COMPANY = "name: Larkwell\n"


def goals(*lines: str) -> str:
    """A file of objectives: `id; field: value; field: value`, one line each; each has one key result at half way."""
    text = "objectives:\n"
    for line in lines:
        name, *fields = [part.strip() for part in line.split(";")]
        text += f"  - id: {name}\n    title: The goal {name}\n"
        text += "".join(f"    {field}\n" for field in fields)
        text += "    key_results: [{id: k, title: Half, from: 0, to: 10, now: 5}]\n"
    return text


@pytest.fixture
def small(project):
    """A year and a quarter, two divisions of which one has teams, a sub-team and a person."""
    return project(
        {
            "people.yml": "anna: {name: Anna Abel}\n",
            "company/team.yml": COMPANY,
            "company/2026.yml": goals("year; owner: anna"),
            "company/2026-Q4.yml": goals("quarter; contributes_to: company/2026/year"),
            "company/2026-Q3.yml": goals("past; contributes_to: company/2026/year"),
            "teams/sales/team.yml": "name: Sales\n",
            "teams/sales/2026-Q4.yml": goals("sell; contributes_to: company/quarter; tags: [a b, c]"),
            "teams/shop/team.yml": "name: Shop\nparent: sales\n",
            "teams/shop/2026-Q4.yml": goals(
                "open; supports: sales/sell; depends_on: lone/help", "left; status: dropped"
            ),
            "teams/till/team.yml": "name: Till\nparent: shop\n",
            "teams/till/2026-Q4.yml": goals("ring; contributes_to: shop/open"),
            "teams/till/2026-10.yml": goals("month; contributes_to: shop/2026-Q4/open"),
            "teams/lone/team.yml": "name: Lone\n",
            "teams/lone/2026-Q4.yml": goals("help; status: paused", "other; contributes_to: company/quarter"),
            "people/anna/2026-Q4.yml": goals("mine; contributes_to: lone/other"),
        }
    ).snapshot()


def ids(diagram: Diagram | None) -> set[str]:
    """What stands on a map, by unit and id."""
    assert diagram is not None
    return {node.id.replace("/2026-Q4/", "/") for node in diagram.nodes}


def links(diagram: Diagram | None) -> set[tuple[str, str, str]]:
    assert diagram is not None
    return {(edge.source.split("/")[-1], edge.target.split("/")[-1], edge.kind) for edge in diagram.edges}


def test_the_organisation_shows_what_runs_on_the_cycles_days(small):
    whole = build_organisation_diagram(small, "2026-Q4")
    assert ids(whole) == {
        "company/2026/year",
        "company/quarter",
        "sales/sell",
        "shop/open",
        "till/ring",
        "till/2026-10/month",
        "lone/help",
        "lone/other",
        "anna/mine",
    }
    assert whole.label == "Alignment map of Q4 2026: 9 objectives"
    assert build_organisation_diagram(small, None) is None and build_overview_diagram(small, None) is None


def test_levels_follow_the_tree(small):
    levels = {unit.id: find_unit_level(small, unit) for unit in small.organisation.units.values()}
    assert levels == {"company": 0, "sales": 1, "shop": 2, "till": 3, "lone": 2, "anna": 3}
    whole = build_organisation_diagram(small, "2026-Q4")
    assert [lane.label for lane in whole.lanes] == ["Company", "Divisions", "Teams", "Sub-teams and people"]


def test_the_overview_has_two_levels_and_counts_the_rest(small):
    overview = build_overview_diagram(small, "2026-Q4")
    assert ids(overview) == {"company/2026/year", "company/quarter", "sales/sell"}
    assert {node.id: node.hidden_children for node in overview.nodes} == {
        "company/2026/year": 0,
        "company/2026-Q4/quarter": 2,
        "sales/2026-Q4/sell": 3,
    }


def test_a_unit_has_its_neighbourhood(small):
    shop = build_unit_diagram(small, "shop", "2026-Q4")
    assert ids(shop) == {
        "shop/open",
        "sales/sell",
        "company/quarter",
        "company/2026/year",
        "till/ring",
        "till/2026-10/month",
        "lone/help",
    }
    assert links(shop) == {
        ("open", "sell", "indirect"),
        ("sell", "quarter", "direct"),
        ("quarter", "year", "direct"),
        ("ring", "open", "direct"),
        ("month", "open", "direct"),
        ("open", "help", "depends"),
    }
    assert "shop/open" in ids(build_unit_diagram(small, "lone", "2026-Q4")), "whoever needs it is a neighbour too"
    assert build_unit_diagram(small, "shop", "2026-Q3") is None


def test_an_objective_has_its_neighbourhood(small):
    assert ids(build_objective_diagram(small, "lone/2026-Q4/help")) == {"lone/help", "shop/open"}
    assert ids(build_objective_diagram(small, "lone/2026-Q4/other")) == {
        "lone/other",
        "company/quarter",
        "company/2026/year",
        "anna/mine",
    }
    assert ids(build_objective_diagram(small, "company/2026-Q3/past")) == {"company/2026-Q3/past", "company/2026/year"}


def test_a_dropped_objective_is_on_its_own_map_only(small):
    (card,) = build_objective_diagram(small, "shop/2026-Q4/left").nodes
    assert (card.status_key, card.status_word, card.expected) == ("none", "Dropped", None)


def test_what_a_card_says(small):
    cards = {node.id: node for node in build_organisation_diagram(small, "2026-Q4").nodes}
    sell, year = cards["sales/2026-Q4/sell"], cards["company/2026/year"]
    assert (sell.title, sell.unit, sell.owner, sell.progress) == ("The goal sell", "Sales", "no owner", 0.5)
    assert (sell.unit_id, sell.owner_id, sell.tags) == ("sales", "", ("a b", "c"))
    assert sell.href == make_objective_url(small.organisation.objectives[sell.id]) and sell.expected is not None
    assert (year.unit, year.owner, year.owner_id) == ("Larkwell", "Anna Abel", "anna")
    assert (cards["lone/2026-Q4/help"].status_word, cards["lone/2026-Q4/help"].expected) == ("Paused", None)


def test_what_serves_nothing_below_the_company_is_unaligned_and_the_map_says_what_to_type(small):
    whole = build_organisation_diagram(small, "2026-Q4")
    assert [node.id for node in whole.nodes if not node.aligned] == ["lone/2026-Q4/help"]
    assert whole.hint[0].startswith("One objective serves no goal") and "`contributes_to:`" in whole.hint[1]
    assert build_objective_diagram(small, "sales/2026-Q4/sell").hint == ()


def test_a_reason_for_serving_nothing_is_on_the_card_and_is_no_lack(project):
    files = {
        "company/team.yml": COMPANY,
        "company/2026-Q4.yml": goals("g"),
        "teams/a/2026-Q4.yml": goals("o; unaligned: The law wants it.", "p; contributes_to: company/g; unaligned: No."),
    }
    whole = build_organisation_diagram(project(files).snapshot(), "2026-Q4")
    cards = {node.id.split("/")[-1]: node for node in whole.nodes}
    assert (cards["o"].aligned, cards["o"].purpose, cards["o"].reason) == (False, "on purpose", "The law wants it.")
    assert (cards["p"].aligned, cards["p"].purpose, cards["p"].reason) == (True, "", "")
    assert whole.hint == ()


def test_a_dependency_is_open_until_the_other_side_answers(project):
    files = {
        "company/team.yml": COMPANY,
        "company/2026-Q4.yml": goals("g"),
        "teams/a/2026-Q4.yml": goals("o; contributes_to: company/g; depends_on: b/x"),
        "teams/b/2026-Q4.yml": goals("x; contributes_to: company/g"),
    }

    def confirmed():
        whole = build_organisation_diagram(project(files).snapshot(), "2026-Q4")
        return {edge.kind: edge.confirmed for edge in whole.edges}

    assert confirmed() == {"direct": True, "depends": False}
    files["teams/b/2026-Q4.yml"] = goals("x; contributes_to: company/g; confirms: a/o")
    assert confirmed() == {"direct": True, "depends": True}


def test_whoever_contributes_is_not_said_to_support_as_well(project):
    snapshot = project(
        {
            "company/team.yml": COMPANY,
            "company/2026-Q4.yml": goals("g"),
            "teams/a/2026-Q4.yml": goals("o; supports: company/g; contributes_to: company/g#k; depends_on: company/g"),
        }
    ).snapshot()
    assert links(build_unit_diagram(snapshot, "a", "2026-Q4")) == {("o", "g", "direct"), ("o", "g", "depends")}


def test_circles_end(project):
    snapshot = project(
        {
            "company/team.yml": COMPANY,
            "company/2026-Q4.yml": goals("g"),
            "teams/a/2026-Q4.yml": goals("o; contributes_to: b/o; depends_on: b/o"),
            "teams/b/2026-Q4.yml": goals("o; contributes_to: a/o; depends_on: a/o"),
        }
    ).snapshot()
    assert ids(build_objective_diagram(snapshot, "a/2026-Q4/o")) == {"a/o", "b/o"}


def test_a_crowd_below_one_goal_is_cut_and_counted(project):
    files = {
        "company/team.yml": COMPANY,
        "company/2026-Q4.yml": goals("g"),
        "teams/d/team.yml": "name: D\n",
        "teams/d/2026-Q4.yml": goals("x; contributes_to: company/g", "y; contributes_to: company/g"),
    }
    for number in range(20):
        upper = "x" if number else "y"
        files[f"teams/t{number}/team.yml"] = "name: T\nparent: d\n"
        files[f"teams/t{number}/2026-Q4.yml"] = goals(
            *(f"o{k}; contributes_to: d/{upper}; depends_on: d/y" for k in range(10))
        )
    snapshot = project(files).snapshot()
    company = build_unit_diagram(snapshot, "company", "2026-Q4")
    assert {node.id.split("/")[-1]: node.hidden_children for node in company.nodes} == {"g": 0, "x": 190, "y": 10}
    busy = build_objective_diagram(snapshot, "d/2026-Q4/x")
    assert len(busy.nodes) == MAX_NODES and busy.nodes[0].id == "d/2026-Q4/x"
    assert busy.nodes[0].hidden_children == 190 - (MAX_NODES - 2)
    needed = build_objective_diagram(snapshot, "d/2026-Q4/y")
    assert len(needed.nodes) == MAX_NODES and needed.nodes[0].hidden_children == 200 - (MAX_NODES - 2)
    whole = build_organisation_diagram(snapshot, "2026-Q4")
    assert {node.id.split("/")[-1]: node.hidden_children for node in whole.nodes[:3]} == {"g": 0, "x": 190, "y": 0}
    assert {node.unit_id for node in whole.nodes[3:]} == {"t0"} and len(whole.nodes) == 3 + 10


@pytest.mark.parametrize("unlinked", [0, 30])
def test_a_unit_with_more_objectives_than_a_map_can_show_counts_the_rest(project, unlinked):
    linked = 200 - unlinked
    snapshot = project(
        {
            "company/team.yml": COMPANY,
            "company/2026-Q4.yml": goals("g"),
            "teams/t/team.yml": "name: T\n",
            "teams/t/2026-Q4.yml": goals(
                *(f"o{k}; contributes_to: company/g" for k in range(linked)), *(f"u{k}" for k in range(unlinked))
            ),
            "teams/s/team.yml": "name: S\nparent: t\n",
            "teams/s/2026-Q4.yml": goals("below; contributes_to: t/o0"),
        }
    ).snapshot()
    shown = build_unit_diagram(snapshot, "t", "2026-Q4")
    drawn = {node.id.split("/")[-1]: node for node in shown.nodes}
    assert len(drawn) == MAX_NODES and shown.left_out == 201 - MAX_NODES
    assert drawn["o0"].hidden_children == 1
    assert drawn["g"].hidden_children == linked - sum(name.startswith("o") for name in drawn)
    assert shown.hidden_unaligned == unlinked - sum(name.startswith("u") for name in drawn)
    assert ("o0", "g", "direct") in links(shown)


def test_every_drawing_is_of_its_page(small):
    whole, one = build_organisation_diagram(small, "2026-Q4"), build_objective_diagram(small, "lone/2026-Q4/help")
    drawn = draw_maps([("map.md", whole), ("teams/shop/index.md", whole), ("objectives/lone/2026-Q4/help.md", one)])
    hrefs = [{a.get("href") for a in ET.fromstring(f"<div>{picture}</div>").iter("a")} for picture in drawn]
    assert "../objectives/sales/2026-Q4/sell/" in hrefs[0] and len(hrefs[0]) == 9
    assert "../../objectives/sales/2026-Q4/sell/" in hrefs[1]
    assert hrefs[2] == {"./", "../../../shop/2026-Q4/open/"}
    assert "okr-map--mini" in draw_maps([("index.md", one)], mini={"index.md"})[0]


def test_equal_diagrams_are_laid_out_once(small, monkeypatch):
    asked: list[Diagram] = []
    honest = drawing.lay_out_diagrams
    monkeypatch.setattr(
        drawing, "lay_out_diagrams", lambda diagrams, **more: asked.extend(diagrams) or honest(diagrams, **more)
    )
    first, second = (build_objective_diagram(small, "lone/2026-Q4/other") for _ in range(2))
    assert first is not second
    draw_maps([("a.md", first), ("b.md", second), ("c.md", build_organisation_diagram(small, "2026-Q4"))])
    assert [diagram.id for diagram in asked if diagram.direction == "down"] == ["objective-map", "map"]
    assert len(asked) == len(set(asked))


def test_a_map_that_fails_says_so_and_the_others_are_drawn(small, monkeypatch):
    monkeypatch.setattr(
        drawing,
        "lay_out_diagrams",
        lambda diagrams, **_: [LayoutFailure(diagram.id, "It broke.") for diagram in diagrams],
    )
    (failure,) = draw_maps([("map.md", build_organisation_diagram(small, "2026-Q4"))])
    assert isinstance(failure, LayoutFailure) and f"{failure}" == "It broke."


@pytest.fixture(scope="module")
def example():
    return read_example()


def test_every_objective_of_the_example_is_on_a_units_map(example):
    shown: set[str] = set()
    for unit in example.organisation.units:
        for cycle in example.organisation.cycles:
            diagram = build_unit_diagram(example, unit, cycle)
            shown |= {node.id for node in diagram.nodes} if diagram else set()
    measures = example.measures.objectives
    assert shown == {ref for ref in example.organisation.objectives if measures[ref].status.shown != "dropped"}


def test_links_of_the_examples_maps_lead_to_pages(example):
    wanted = [("map.md", build_organisation_diagram(example, example.current_cycle.id))]
    wanted += [
        (f"objectives/{ref}.md", build_objective_diagram(example, ref))
        for ref in list(example.organisation.objectives)[:20]
    ]
    pages = {make_objective_url(each) for each in example.organisation.objectives.values()}
    for (uri, _), picture in zip(wanted, draw_maps(wanted), strict=True):
        here = Path("/", uri.removesuffix(".md"))
        for href in re.findall(r'href="([^"#]+)"', str(picture)):
            parts = list(here.parts[1:])
            for step in href.rstrip("/").split("/"):
                if step == "..":
                    parts.pop()
                elif step != ".":
                    parts.append(step)
            assert "/".join(parts) + "/" in pages
