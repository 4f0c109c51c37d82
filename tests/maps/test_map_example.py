"""The maps of the example company, measured with a ruler."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from map_geometry import crossed_cards, loose_ends, lost_in_lanes, out_of_bounds, overlaps
from stories import read_example

from okrsite.maps import Diagram, draw_layout, layout_diagram
from okrsite.pages.maps.diagrams import (
    build_objective_diagram,
    build_organisation_diagram,
    build_overview_diagram,
    build_unit_diagram,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def diagrams() -> list[Diagram]:
    snapshot = read_example()
    organisation = snapshot.organisation
    diagrams = [build_organisation_diagram(snapshot, cycle) for cycle in organisation.cycles]
    diagrams += [build_overview_diagram(snapshot, cycle) for cycle in organisation.cycles]
    diagrams += [
        build_unit_diagram(snapshot, unit, cycle) for unit in organisation.units for cycle in organisation.cycles
    ]
    diagrams += [build_objective_diagram(snapshot, ref) for ref in organisation.objectives]
    return [diagram for diagram in diagrams if diagram is not None]


def test_nothing_overlaps_and_no_link_runs_through_a_card(diagrams: list[Diagram]) -> None:
    assert len(diagrams) > 100
    for diagram in diagrams:
        for picture in (layout_diagram(diagram), layout_diagram(diagram.to_horizontal())):
            wrong = (overlaps(picture), out_of_bounds(picture), loose_ends(picture), crossed_cards(picture))
            assert wrong == ([], [], [], []), picture.diagram
            assert lost_in_lanes(picture) == []
            assert len(picture.edge_paths) == len(diagram.edges), diagram.label


def test_all_are_well_formed(diagrams: list[Diagram]) -> None:
    for diagram in diagrams:
        ET.fromstring(str(draw_layout(layout_diagram(diagram))))
        ET.fromstring(str(draw_layout(layout_diagram(diagram.to_horizontal()))))
