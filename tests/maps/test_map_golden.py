"""Small graphs that stand where they always stood, as the same bytes everywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
from map_examples import company, graphs
from map_geometry import crossed_cards, loose_ends, lost_in_lanes, out_of_bounds, overlaps

import okrsite
from okrsite.maps import Diagram, Direction, Layout, draw_layout, lay_out_diagrams, layout_diagram
from okrsite.maps.engine import _solve_cached

# Left and upper edge of each card. Another release of Graphviz may round differently: a few pixels are no change.
TOLERANCE = 4.0
GOLDEN: dict[str, dict[str, tuple[int, int]]] = {
    "one card": {"a": (20, 34)},
    "a goal and its team": {"g": (20, 34), "t": (64, 194)},
    "a column": {"g": (20, 34), "d": (56, 194), "a": (72, 342), "b": (72, 453), "c": (72, 564)},
    "two columns of one goal": {
        "d": (116, 34),
        "t0": (36, 182),
        "t1": (36, 293),
        "t2": (36, 404),
        "t3": (228, 182),
        "t4": (228, 293),
        "t5": (228, 404),
    },
    "two families": {"g": (20, 34), "h": (284, 34), "d": (56, 194), "e": (320, 194), "a": (64, 342), "b": (328, 342)},
    "several goals": {"g": (20, 34), "h": (284, 34), "d": (214, 194), "a": (275, 342)},
    "past the divisions": {"g": (134, 34), "d": (47, 194), "a": (20, 342), "b": (196, 342)},
    "a year and its quarter": {"y": (162, 34), "q": (20, 172), "d": (127, 332)},
    "needed by a neighbour": {"g": (20, 34), "d": (64, 194), "e": (64, 304)},
    "needed by somebody far away": {"g": (20, 34), "d": (56, 194), "a": (64, 342), "b": (64, 491)},
    "a circle": {"c": (20, 34), "b": (20, 160), "a": (20, 287)},
    "four levels": {"g": (20, 34), "d": (56, 194), "t": (64, 342), "p": (72, 491), "q": (72, 602)},
    "served from below": {"g": (20, 34), "d": (56, 194)},
    "linked to nothing": {"g": (20, 34), "a": (20, 194), "b": (20, 320), "c": (20, 447)},
}
TO_THE_RIGHT: dict[str, dict[str, tuple[int, int]]] = {
    "one card": {"a": (13, 38)},
    "a goal and its team": {"g": (13, 38), "t": (190, 38)},
    "a column": {"g": (13, 38), "d": (190, 38), "a": (367, 38), "b": (367, 127), "c": (367, 216)},
    "two columns of one goal": {
        "d": (13, 38),
        "t0": (190, 38),
        "t1": (190, 127),
        "t2": (190, 216),
        "t3": (190, 305),
        "t4": (190, 394),
        "t5": (190, 483),
    },
    "two families": {"g": (13, 38), "h": (13, 135), "d": (190, 38), "e": (190, 135), "a": (367, 38), "b": (367, 135)},
    "several goals": {"g": (13, 38), "h": (13, 135), "d": (190, 38), "a": (367, 38)},
    "past the divisions": {"g": (13, 38), "d": (190, 38), "a": (367, 38), "b": (367, 135)},
    "a year and its quarter": {"y": (13, 38), "q": (27, 127), "d": (204, 38)},
    "needed by a neighbour": {"g": (13, 38), "d": (190, 38), "e": (190, 127)},
    "needed by somebody far away": {"g": (13, 38), "d": (190, 38), "a": (367, 38), "b": (544, 38)},
    "a circle": {"a": (13, 38), "c": (27, 127), "b": (41, 216)},
    "four levels": {"g": (13, 38), "d": (190, 38), "t": (367, 38), "p": (544, 38), "q": (544, 127)},
    "served from below": {"g": (13, 38), "d": (190, 38)},
    "linked to nothing": {"g": (13, 38), "a": (13, 164), "b": (27, 253), "c": (204, 164)},
}
DIRECTIONS: dict[Direction, dict[str, dict[str, tuple[int, int]]]] = {"down": GOLDEN, "right": TO_THE_RIGHT}


def _corners(picture: Layout) -> dict[str, tuple[int, int]]:
    return {card.node.id: (round(card.x), round(card.y)) for card in picture.cards}


def _every_graph() -> dict[str, Diagram]:
    """All in both directions, by name and direction."""
    found = {
        f"{name}, {direction}": (diagram, direction) for name, diagram in graphs().items() for direction in DIRECTIONS
    }
    return {
        key: diagram if direction == "down" else diagram.to_horizontal() for key, (diagram, direction) in found.items()
    }


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("name", graphs())
def test_cards_stand_where_they_stood(name: str, direction: Direction) -> None:
    found = _corners(layout_diagram(_every_graph()[f"{name}, {direction}"]))
    expected = DIRECTIONS[direction][name]
    assert found.keys() == expected.keys()
    moved = {
        key: (place, expected[key])
        for key, place in found.items()
        if max(abs(one - other) for one, other in zip(place, expected[key], strict=True)) > TOLERANCE
    }
    assert moved == {}


@pytest.mark.parametrize("name", _every_graph())
def test_links_lead_from_card_to_card_and_through_none(name: str) -> None:
    picture = layout_diagram(_every_graph()[name])
    assert (crossed_cards(picture), loose_ends(picture), overlaps(picture), out_of_bounds(picture)) == ([], [], [], [])
    assert lost_in_lanes(picture) == []
    assert len(picture.edge_paths) == len(picture.diagram.edges)


def test_the_ruler_finds_what_is_wrong() -> None:
    """A test of the tests: a card is pushed onto another one."""
    picture = layout_diagram(graphs()["a column"])
    pushed = picture.cards[2]
    msgspec.structs.force_setattr(pushed, "y", pushed.y + 60)
    msgspec.structs.force_setattr(pushed, "x", pushed.x - 60)
    assert overlaps(picture) and crossed_cards(picture) and loose_ends(picture)
    msgspec.structs.force_setattr(pushed, "x", -1.0)
    assert out_of_bounds(picture) and lost_in_lanes(picture)


@pytest.mark.parametrize("name", _every_graph())
def test_every_drawing_is_well_formed(name: str) -> None:
    ET.fromstring(str(draw_layout(layout_diagram(_every_graph()[name]))))


_PRINT_DIGESTS = """
import hashlib
from map_examples import company, graphs
from okrsite.maps import draw_layout, layout_diagram
for diagram in [company(), company().to_horizontal(), *graphs().values()]:
    print(diagram.compute_layout_key(), hashlib.sha256(draw_layout(layout_diagram(diagram)).encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_another_process_with_another_hash_seed_draws_the_same_bytes(seed: str) -> None:
    path = os.pathsep.join([str(Path(okrsite.__file__).parents[1]), str(Path(__file__).parent)])
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
    command = [sys.executable, "-c", _PRINT_DIGESTS]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    here: list[str] = []
    for diagram in [company(), company().to_horizontal(), *graphs().values()]:
        here += [
            diagram.compute_layout_key(),
            hashlib.sha256(draw_layout(layout_diagram(diagram)).encode()).hexdigest(),
        ]
    assert found == here


def test_a_worker_and_a_fresh_start_draw_the_same_bytes() -> None:
    diagrams = list(_every_graph().values())
    first = [draw_layout(layout_diagram(diagram)) for diagram in diagrams]
    _solve_cached.cache_clear()
    again = [
        draw_layout(own_layout) for own_layout in lay_out_diagrams(diagrams, jobs=2) if isinstance(own_layout, Layout)
    ]
    assert again == first
