"""Reads a picture with a ruler: what the tests of layouts share."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from okrsite.maps import Layout
from okrsite.maps.picture import PlacedCard
from okrsite.maps.text_metrics import measure_text

Point = tuple[float, float]
_COMMAND = re.compile(r"([Mhqv])([^Mhqv]*)")


def points(path: str) -> list[Point]:
    """The corners of a path of `M`, `h`, `v` and `q`; the arc of a corner is replaced by its corner."""
    found: list[Point] = []
    for name, numbers in _COMMAND.findall(path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        x, y = found[-1] if found else (0.0, 0.0)
        steps = {"h": [(values[0], 0.0)], "v": [(0.0, values[0])]}.get(name) or list(
            zip(values[::2], values[1::2], strict=True)
        )
        found += [(round(x + right, 1), round(y + down, 1)) for right, down in steps]
    return found


def crossed_cards(picture: Layout) -> list[tuple[str, str, str]]:
    """(lower, upper, card) for every link that runs through the inside of a card."""
    return [
        (edge_path.edge.source, edge_path.edge.target, card.node.id)
        for edge_path in picture.edge_paths
        for card in picture.cards
        if any(_runs_through(one, other, card) for one, other in pairwise(points(edge_path.path)))
    ]


def _runs_through(one: Point, other: Point, card: PlacedCard) -> bool:
    low_x, high_x = sorted((one[0], other[0]))
    low_y, high_y = sorted((one[1], other[1]))
    inside_x = low_x < card.x + card.width - 1 and high_x > card.x + 1
    return inside_x and low_y < card.y + card.height - 1 and high_y > card.y + 1


def loose_ends(picture: Layout) -> list[tuple[str, str]]:
    """Links (lower, upper) that don't begin at the edge of the upper card and end at that of the lower one."""
    cards = {card.node.id: card for card in picture.cards}
    found = []
    for edge_path in picture.edge_paths:
        corners = points(edge_path.path)
        ends = ((corners[0], cards[edge_path.edge.target]), (corners[-1], cards[edge_path.edge.source]))
        if not all(_touches(point, card) for point, card in ends):
            found.append((edge_path.edge.source, edge_path.edge.target))
    return found


def _touches(point: Point, card: PlacedCard) -> bool:
    x, y = point
    across, down = (card.x, card.x + card.width), (card.y, card.y + card.height)
    on_side = min(abs(x - side) for side in across) <= 0.1 and down[0] <= y <= down[1]
    on_level = min(abs(y - level) for level in down) <= 0.1 and across[0] <= x <= across[1]
    return on_side or on_level


def overlaps(picture: Layout) -> list[tuple[str, str]]:
    """Pairs of cards that share a place."""
    return [
        (one.node.id, other.node.id)
        for one, other in combinations(picture.cards, 2)
        if one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    ]


def lost_in_lanes(picture: Layout) -> list[str]:
    """Cards that do not stand inside a lane, and lanes that share a place with another one."""
    cards = [
        card.node.id
        for card in picture.cards
        if not any(
            lane.x < card.x
            and card.x + card.width < lane.x + lane.width
            and lane.y < card.y
            and card.y + card.height < lane.y + lane.height
            for lane in picture.lanes
        )
    ]
    lanes = [
        f"{one.label}, {other.label}"
        for one, other in combinations(picture.lanes, 2)
        if one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    ]
    return cards + lanes


def out_of_bounds(picture: Layout) -> list[str]:
    """Cards, links and lanes that leave the picture, and headings that leave their lane."""
    cards = [
        card.node.id
        for card in picture.cards
        if card.x < 0 or card.y < 0 or card.x + card.width > picture.width or card.y + card.height > picture.height
    ]
    edge_paths = [
        f"{edge_path.edge.source} → {edge_path.edge.target}"
        for edge_path in picture.edge_paths
        if not all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points(edge_path.path))
    ]
    lanes = [
        lane.label
        for lane in picture.lanes
        if lane.x < 0
        or lane.y < 0
        or lane.x + lane.width > picture.width
        or lane.y + lane.height > picture.height
        or lane.label_x < lane.x
        or lane.label_x + measure_text(f"{lane.label} {lane.count}", 12.0) > lane.x + lane.width
    ]
    return cards + edge_paths + lanes
