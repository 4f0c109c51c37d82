"""Corners into SVG path data: straight pieces along the axes, joined by small arcs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

Point = tuple[float, float]
_RADIUS = 8.0


@lru_cache(maxsize=8192)
def format_length(value: float) -> str:
    """A length as short as one decimal allows: `12`, `12.5`, never `-0`."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def build_path_data(points: Sequence[Point]) -> str:
    """The `d` of a path through the points; neighbours share an x or a y, corners are rounded by at most 8 pixels.

    Each piece is said from where the one before ends, which takes fewer figures.
    """
    corners = _drop_straight_points(points)
    place = _count_tenths(corners[0])
    parts = [f"M{format_length(corners[0][0])} {format_length(corners[0][1])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        radius = min(_RADIUS, _compute_distance(before, corner) / 2, _compute_distance(corner, after) / 2)
        entry = _count_tenths(_move_towards(corner, before, radius))
        leaving = _count_tenths(_move_towards(corner, after, radius))
        parts.append(_format_line(place, entry))
        parts.append("q" + _join_lengths(*_subtract(_count_tenths(corner), entry), *_subtract(leaving, entry)))
        place = leaving
    parts.append(_format_line(place, _count_tenths(corners[-1])) or ("v0" if len(corners) == 2 else ""))
    return "".join(parts)


def list_vertical_pieces(points: Sequence[Point]) -> Iterator[tuple[float, float, float]]:
    """The upright pieces of a way: x, upper end, lower end."""
    for (x, y), (other_x, other_y) in pairwise(points):
        if x == other_x and y != other_y:
            yield x, min(y, other_y), max(y, other_y)


def _drop_straight_points(points: Sequence[Point]) -> list[Point]:
    """Without points that stand on the one before or on a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return kept if len(kept) > 1 else [*kept, *kept]


def _compute_distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _move_towards(corner: Point, other: Point, distance: float) -> Point:
    length = _compute_distance(corner, other)
    return (
        corner[0] + (other[0] - corner[0]) / length * distance,
        corner[1] + (other[1] - corner[1]) / length * distance,
    )


def _count_tenths(point: Point) -> tuple[int, int]:
    """Return a place in tenths of a pixel, so that sums of them are exact."""
    return round(round(point[0], 1) * 10), round(round(point[1], 1) * 10)


def _subtract(end: tuple[int, int], start: tuple[int, int]) -> tuple[int, int]:
    return end[0] - start[0], end[1] - start[1]


def _format_line(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a straight piece, nothing where it has no length."""
    across, down = _subtract(end, start)
    return (f"v{_format_tenths(down)}" if down else "") + (f"h{_format_tenths(across)}" if across else "")


def _join_lengths(*tenths: int) -> str:
    """Return lengths one after another; a minus sign begins the next one as a space does."""
    return " ".join(map(_format_tenths, tenths)).replace(" -", "-")


@lru_cache(maxsize=8192)
def _format_tenths(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    return ("-" if tenths < 0 else "") + (f"{whole or ''}.{rest}" if rest else str(whole))
