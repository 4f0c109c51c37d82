"""Which page gets a map: drawn when it is asked for, and said once where it can't be."""

from __future__ import annotations

import pytest

from okrsite.maps import LayoutFailure
from okrsite.pages.context import ViewContext
from okrsite.pages.maps import drawing
from okrsite.pages.maps.page_maps import PageMaps, create_map_problem, plan_page_maps
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.problems import Problem

GOALS = """
    objectives:
      - id: open
        title: Open shops
        owner: Anna
        key_results: [{title: Shops, from: 0, to: 3, now: 1}]
    """
PAGES = {
    "index.md",
    "map.md",
    "map/2026-Q4.md",
    "company/index.md",
    "objectives/company/2026-Q4/open.md",
}


@pytest.fixture
def context(project):
    snapshot = project({"company/team.yml": "name: Company\n", "company/2026-Q4.yml": GOALS}).snapshot()
    return ViewContext(snapshot, ProseRenderer(snapshot))


def lay_out_all(context: ViewContext) -> tuple[PageMaps, list[Problem]]:
    maps = plan_page_maps(context)
    return maps, [create_map_problem(context, uri, failure) for uri, failure in maps.lay_out(PAGES)]


def test_every_page_with_objectives_has_a_map(context):
    views, problems = lay_out_all(context)
    assert set(views) == PAGES
    assert problems == []
    for uri in PAGES:
        view = views[uri]
        assert view.objectives == 1
        assert "Open shops" in str(view.drawing)
        assert "Open shops" in str(view.list)


def test_a_map_is_drawn_when_it_is_asked_for(context, monkeypatch):
    drawn = []
    honest = drawing.draw_layout
    monkeypatch.setattr(drawing, "draw_layout", lambda *given, **more: drawn.append(given) or honest(*given, **more))
    views, _ = lay_out_all(context)
    assert "map.md" in views
    assert "people/index.md" not in views
    assert drawn == []
    assert views.get("people/index.md") is None
    assert views["map.md"].drawing
    assert len(drawn) == 1


def test_a_map_that_can_not_be_drawn_is_said_for_each_page_and_leaves_the_list(context, monkeypatch):
    monkeypatch.setattr(
        drawing,
        "lay_out_diagrams",
        lambda diagrams, **_: [LayoutFailure(each.id, "It broke.") for each in diagrams],
    )
    views, problems = lay_out_all(context)
    assert [problem.code for problem in problems] == ["OKR401"] * len(PAGES)
    assert {problem.message for problem in problems} == {
        f"The map of {uri} could not be drawn: It broke." for uri in PAGES
    }
    assert views["map.md"].drawing is None
    assert "Open shops" in str(views["map.md"].list)


def test_the_whole_map_and_each_units_can_be_taken_away(context):
    views, _ = lay_out_all(context)
    files = {file.uri: file.content for file in views.build_files("https://okr.test/x", PAGES)}
    assert set(files) == {
        *("map.svg", "map.dot", "map.json"),
        *("map/2026-Q4.svg", "map/2026-Q4.dot", "map/2026-Q4.json"),
        *("company/map.svg", "company/map.dot", "company/map.json"),
    }
    address = "https://okr.test/x/objectives/company/2026-Q4/open/"
    assert all(address in content and "Open shops" in content for content in files.values())
    assert views["map.md"].files == (("SVG", "../map.svg"), ("DOT", "../map.dot"), ("JSON", "../map.json"))
    assert views["company/index.md"].files[0] == ("SVG", "map.svg")
    assert views["objectives/company/2026-Q4/open.md"].files == ()


def test_without_an_address_of_the_site_the_files_link_from_where_they_lie(context):
    views, _ = lay_out_all(context)
    files = {file.uri: file.content for file in views.build_files("", PAGES)}
    assert '"objectives/company/2026-Q4/open/"' in files["map.json"]
    assert '"../objectives/company/2026-Q4/open/"' in files["company/map.json"]


def test_a_map_that_can_not_be_drawn_can_be_taken_away_as_data(context, monkeypatch):
    monkeypatch.setattr(
        drawing,
        "lay_out_diagrams",
        lambda diagrams, **_: [LayoutFailure(each.id, "It broke.") for each in diagrams],
    )
    views, _ = lay_out_all(context)
    assert [name for name, _ in views["map.md"].files] == ["DOT", "JSON"]
    assert {file.uri for file in views.build_files("", PAGES)} == {
        *("map.dot", "map.json", "map/2026-Q4.dot", "map/2026-Q4.json", "company/map.dot", "company/map.json")
    }
