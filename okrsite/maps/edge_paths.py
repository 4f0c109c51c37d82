"""Ways become paths, and headings step aside: what is left to do once cards and lanes have their places.

Everything here is said of a picture that grows downwards. One that grows to the right comes with its axes exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from okrsite.maps.diagram import Diagram
from okrsite.maps.lines import find_line
from okrsite.maps.picture import EdgePath, LaneBox, PlacedCard
from okrsite.maps.placement import EDGE
from okrsite.maps.routes import TRACK_STEP, Route, Routes
from okrsite.maps.svg_paths import Point, build_path_data, list_vertical_pieces
from okrsite.maps.text_metrics import measure_text

LABEL_SIZE = 12.0
"""Font size of a heading."""


def compute_corners(
    way: Route, cards: Sequence[PlacedCard], row_bottom: Sequence[float], routes: Routes, first_track: float
) -> list[Point]:
    """The corners of a way, from the upper card to the lower one; `first_track` is how far it is below its row."""
    upper, lower = cards[way.upper], cards[way.lower]
    x = way.start
    if way.ending == "gutter":
        y = upper.y + upper.height * 0.4
        points = [(upper.x + upper.width, y), (x, y)]
    else:
        points = [(x, upper.y + upper.height)]
    for channel, reached in way.hops:
        if reached != x:
            y = row_bottom[channel] + first_track + TRACK_STEP * routes.tracks[(channel, way.bus)]
            points += [(x, y), (reached, y)]
        x = reached
    if way.ending == "top":
        points.append((x, lower.y))
    elif way.ending == "trunk":
        points += [(x, lower.y + lower.height / 2), (lower.x, lower.y + lower.height / 2)]
    else:
        y = lower.y + lower.height * 0.6
        points += [(x, y), (lower.x + lower.width, y)]
    return points


def build_edge_paths(diagram: Diagram, points: Mapping[int, Sequence[Point]]) -> tuple[EdgePath, ...]:
    """All links in the order of drawing, given the corners of each edge by its index."""
    order = sorted(points, key=lambda edge: (find_line(diagram.edges[edge].kind).layer, edge))
    return tuple(EdgePath(diagram.edges[edge], build_path_data(points[edge])) for edge in order)


@lru_cache(maxsize=4096)
def measure_heading(label: str, count: int, hidden: int) -> float:
    """Width of a lane's heading in pixels, its numbers included."""
    return measure_text(f"{label} {count}" + (f" +{hidden}" if hidden else ""), LABEL_SIZE)


def move_headings_clear(lanes: Sequence[LaneBox], points: Iterable[Sequence[Point]]) -> tuple[LaneBox, ...]:
    """The lanes, with each heading moved right until no link runs through it; where there is no such place, unmoved."""
    runs = [run for way in points for run in list_vertical_pieces(way)]
    cleared: list[LaneBox] = []
    for lane in lanes:
        crossing = sorted({x for x, high, low in runs if high < lane.y + 26 and low > lane.y + 8})
        needed = measure_heading(lane.label, lane.count, lane.hidden)
        x = lane.label_x
        for line in crossing:
            if x - 6 < line < x + needed + 6:
                x = line + 8
        if x + needed > lane.x + lane.width + 1 - EDGE:
            x = lane.label_x
        cleared.append(replace(lane, label_x=x))
    return tuple(cleared)
