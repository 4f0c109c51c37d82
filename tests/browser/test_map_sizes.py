"""The map of imagined companies of three sizes: what is drawn stays bounded, and all of it stays in reach.

Only the map is made, with the script and the style sheet of the site: pages of 3,000 objectives would take minutes.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from walking import REACHED_BY_KEYS

from okrsite.maps import MAX_NODES, Diagram, Edge, Lane, Node, collapse, draw, layout

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "okrsite" / "theme" / "assets" / "okr"
ADDRESS = "http://map.test/"
INSIDE = """node => {
  const card = node.getBoundingClientRect(), map = node.closest(".okr-map").getBoundingClientRect();
  return card.left >= map.left && card.right <= map.right && card.top >= map.top && card.bottom <= map.bottom;
}"""


def imagined(teams: int, monkeypatch) -> Diagram:
    monkeypatch.syspath_prepend(str(ROOT))
    company = importlib.import_module("benchmarks.imagine").imagine(teams, 1, "2026-Q4")
    parents = {unit.id: unit.parent for unit in company.units}

    def level(unit: str) -> int:
        parent = parents[unit]
        return 0 if parent is None else level(parent) + 1

    nodes, links = {}, []
    for unit in company.units:
        for each in unit.objectives:
            ref = f"{unit.id}/{each.id}"
            links += [(ref, target) for target in each.contributes_to]
            nodes[ref] = Node(
                *(ref, each.title, unit.name, each.owner, level(unit.id), "on", "On track", 0.5, 0.6),
                href=f"objectives/{ref}/",
                aligned=level(unit.id) == 0 or bool(each.contributes_to),
                unit_id=unit.id,
                owner_id=each.owner,
            )
    edges = []
    for source, target in links:
        parts = target.partition("#")[0].split("/")
        upper = f"{parts[0]}/{parts[-1]}"
        if upper in nodes:
            edges.append(Edge(source, upper, "direct"))
    lanes = (Lane(0, "Company"), Lane(1, "Divisions"), Lane(2, "Teams"), Lane(3, "Sub-teams"))
    return Diagram("map", "A map", lanes, tuple(nodes.values()), tuple(edges))


@pytest.fixture
def opened(browser, monkeypatch):
    contexts = []

    def open_map(diagram: Diagram):
        body = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Map</title><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="okr.css"><script src="okr.js" defer></script>'
            f'<div class="md-typeset"><div class="okr"><div class="okr-mapframe">{draw(layout(diagram))}</div></div></div>'
        )
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.route(f"{ADDRESS}**", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.route(f"{ADDRESS}okr.css", lambda route: route.fulfill(path=ASSETS / "okr.css"))
        page.route(f"{ADDRESS}okr.js", lambda route: route.fulfill(path=ASSETS / "okr.js"))
        page.goto(ADDRESS)
        return page

    yield open_map
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("teams", "objectives"), [(8, 30), (90, 300), (900, 3000)])
def test_a_map_of_any_size_can_be_used(opened, monkeypatch, teams, objectives):
    whole = imagined(teams, monkeypatch)
    assert 0.9 * objectives <= len(whole.nodes) <= 1.2 * objectives
    assert len(whole.edges) > objectives / 2
    page = opened(whole)
    drawn = page.locator(".okr-node").count()
    assert drawn == len(collapse(whole).nodes) == min(len(whole.nodes), drawn)
    assert 0 < drawn <= MAX_NODES
    assert page.locator(".okr-node").first.evaluate(INSIDE)

    assert len(page.evaluate(REACHED_BY_KEYS)) == drawn
    stops = page.locator(".okr-map [tabindex='0']")
    assert 1 <= stops.count() <= 2, "a card, and the link to what is not shown below it"

    if len(whole.nodes) > MAX_NODES:
        hidden = page.locator(".okr-unfold")
        assert hidden.count() > 0
        assert hidden.first.get_attribute("href").endswith("/#map")
        assert {
            *page.locator(".okr-node:has(.okr-node__more)").evaluate_all(
                "nodes => nodes.map(node => node.nextElementSibling.getAttribute('class'))"
            )
        } == {"okr-unfold"}

    choice = page.get_by_role("combobox", name="Owner")
    choice.select_option(index=1)
    shown = page.locator(".okr-node:not([display])")
    assert 0 < shown.count() < drawn
    assert page.url.startswith(f"{ADDRESS}?owner=")
    assert shown.first.evaluate(INSIDE)
    page.get_by_role("button", name="Show all").click()
    assert shown.count() == drawn
