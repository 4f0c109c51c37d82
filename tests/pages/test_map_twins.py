"""Drawings for pages: what is too wide for a phone is there twice, from top to bottom and from left to right."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from okrsite.maps import Diagram, DiagramNode, Edge, EngineError, Lane, layout_diagram
from okrsite.maps import layout_worker as map_worker
from okrsite.pages.maps import drawing as map_drawing
from okrsite.pages.maps.drawing import draw_maps

LANES = (Lane(0, "Company"), Lane(1, "Divisions"), Lane(2, "Teams"))


def node(name: str, level: int, **fields) -> DiagramNode:
    return DiagramNode(
        name, f"Goal {name}", "Unit", "Nia", level, "on", "On track", 0.5, 0.6, f"objectives/{name}/", **fields
    )


def divisions(number: int) -> Diagram:
    """One goal, and so many divisions that serve it, of which each is served by a team."""
    nodes = [node("g", 0), *(node(f"d{k}", 1) for k in range(number)), *(node(f"t{k}", 2) for k in range(number))]
    edges = [Edge(f"d{k}", "g", "direct") for k in range(number)] + [
        Edge(f"t{k}", f"d{k}", "direct") for k in range(number)
    ]
    return Diagram("map", "A map", LANES, tuple(nodes), tuple(edges))


def drawings(diagram: Diagram, *, mini: bool = False, once: bool = False) -> list[ET.Element]:
    here = {"teams/x/index.md"}
    (drawn,) = draw_maps([("teams/x/index.md", diagram)], mini=here if mini else (), once=here if once else ())
    place = ET.fromstring(str(drawn))
    return list(place) if classes(place) == {"okr-maps"} else [place]


def classes(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())


def refs(drawing: ET.Element) -> set[str | None]:
    return {element.get("href") for element in drawing.iter("a") if "okr-node" in classes(element)}


def width(drawing: ET.Element) -> float:
    return float(drawing[0].get("width", ""))


def test_a_wide_map_is_drawn_for_wide_and_for_narrow_screens():
    wide, narrow = drawings(divisions(6))
    assert classes(wide) == {"okr-map", "okr-map--wide"}
    assert classes(narrow) == {"okr-map", "okr-map--narrow", "okr-map--right"}
    assert width(wide) > width(narrow)
    assert refs(wide) == refs(narrow) and len(refs(wide)) == 13
    assert {element.get("href") for element in wide.iter("a")} == {element.get("href") for element in narrow.iter("a")}


def test_the_narrow_one_is_told_by_the_wide_one_what_its_cards_are():
    """Their names are long, and readers meet one of the two."""
    wide, narrow = drawings(divisions(6))
    named = {element.get("id"): element.get("href") for element in wide.iter("a") if element.get("aria-label")}
    assert len(named) == 13 and None not in named
    assert {element.get("aria-labelledby"): element.get("href") for element in narrow.iter("a")} == named
    assert not [element for element in narrow.iter() if element.get("id")]


@pytest.mark.parametrize("diagram", [divisions(1), divisions(2), divisions(3)])
def test_what_fits_or_would_become_little_narrower_is_drawn_once(diagram):
    (only,) = drawings(diagram)
    assert classes(only) == {"okr-map"}


def test_among_other_things_one_drawing_is_for_all_screens_unless_the_other_shows_more_on_a_large_one(monkeypatch):
    for number in (6, 9):  # from left to right, the first is no higher than a screen
        (only,) = drawings(divisions(number), once=True)
        assert classes(only) == {"okr-map", "okr-map--right"}
    monkeypatch.setattr(map_drawing, "_COLUMN", 10_000.0)  # a screen that shows the other one whole
    assert len(drawings(divisions(6), once=True)) == 1
    assert len(drawings(divisions(9), once=True)) == 2


def test_the_narrow_one_is_folded_and_scrolled_where_the_wide_one_shrinks():
    wide, fold = drawings(divisions(6), mini=True)
    assert "okr-map--mini" in classes(wide)
    assert (fold.tag, fold.get("open"), fold[0].tag) == ("details", None, "summary")
    assert "okr-map--mini" not in classes(fold[1])
    assert refs(fold[1]) == refs(wide)


def test_where_the_second_drawing_fails_the_first_one_stays(monkeypatch):
    def fails(diagram: Diagram, **more):
        if diagram.direction == "right":
            raise EngineError("It broke.")
        return layout_diagram(diagram, **more)

    monkeypatch.setattr(map_worker, "layout_diagram", fails)
    (only,) = drawings(divisions(6))
    assert classes(only) == {"okr-map"}
