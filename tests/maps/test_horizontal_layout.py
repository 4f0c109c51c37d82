"""Maps from left to right: where things stand, and what that leaves of words and hints."""

from __future__ import annotations

import re

import pytest
from map_examples import company, diagram, graphs, node
from map_geometry import points
from msgspec.structs import replace

from okrsite.maps import Layout, draw_layout, lay_out_diagrams, layout_diagram
from okrsite.maps.hints import NARROW_HINT, measure_hint

PHONE = 356.0


def places(picture: Layout) -> dict[str, tuple[float, float]]:
    return {card.node.id: (card.x, card.y) for card in picture.cards}


def ends(picture: Layout, lower: str, upper: str) -> tuple[tuple[float, float], tuple[float, float]]:
    edge_path = next(
        edge_path
        for edge_path in picture.edge_paths
        if (edge_path.edge.source, edge_path.edge.target) == (lower, upper)
    )
    corners = points(edge_path.path)
    return corners[0], corners[-1]


def test_every_level_is_a_column_and_what_serves_no_goal_stands_below_them() -> None:
    picture = layout_diagram(company().to_horizontal())
    *levels, unaligned = picture.lanes
    assert [(lane.label, lane.count) for lane in levels] == [("Company", 2), ("Divisions", 3), ("Teams", 9)]
    assert [lane.x for lane in levels] == sorted({lane.x for lane in levels})
    assert len({(lane.y, lane.height) for lane in levels}) == 1
    assert (unaligned.label, unaligned.count, unaligned.unaligned) == ("Not linked to a goal", 2, True)
    assert unaligned.y > levels[0].y + levels[0].height
    assert unaligned.x + unaligned.width >= levels[-1].x + levels[-1].width


def test_two_columns_are_in_view_at_once_on_a_phone() -> None:
    picture = layout_diagram(graphs()["a column"].to_horizontal())
    assert picture.lanes[1].x + picture.lanes[1].width <= PHONE
    assert layout_diagram(graphs()["a goal and its team"].to_horizontal()).width <= PHONE


def test_a_goal_stands_beside_the_first_of_what_serves_it() -> None:
    picture = layout_diagram(company().to_horizontal())
    at = places(picture)
    assert at["grow"][1] == at["north"][1] == at["team-0"][1] == min(y for _, y in at.values())
    assert [at[f"team-{k}"][1] for k in range(6)] == sorted(at[f"team-{k}"][1] for k in range(6))
    assert at["south"][1] == at["team-5"][1] > at["team-4"][1]


def test_links_leave_a_goal_at_the_right_and_enter_at_the_left() -> None:
    picture = layout_diagram(company().to_horizontal())
    cards = {card.node.id: card for card in picture.cards}
    start, end = ends(picture, "north", "grow")
    assert start[0] == cards["grow"].x + cards["grow"].width and end[0] == cards["north"].x
    assert start[1] == end[1], "straight on to the first one"
    edge_paths = [
        edge_path
        for edge_path in picture.edge_paths
        if edge_path.edge.kind != "depends" and edge_path.edge.source != "team-8"
    ]
    for edge_path in edge_paths:
        first, *_, last = points(edge_path.path)
        assert first[0] == cards[edge_path.edge.target].x + cards[edge_path.edge.target].width
        assert last[0] == cards[edge_path.edge.source].x


def test_what_serves_its_own_level_stands_right_below_and_indented() -> None:
    picture = layout_diagram(company().to_horizontal())
    at, below = places(picture), {card.node.id: card.y + card.height for card in picture.cards}
    assert at["team-5"][0] < at["team-8"][0] < at["team-5"][0] + 30
    assert 0 < at["team-8"][1] - below["team-5"] < 20
    start, end = ends(picture, "team-8", "team-5")
    assert start[1] == below["team-5"] and end[0] == at["team-8"][0]


def test_a_long_chain_within_a_level_stays_in_its_column() -> None:
    names = [f"t{k}" for k in range(30)]
    chain = diagram([node(name, 2) for name in names], list(zip(names[1:], names, strict=False)), direction="right")
    picture = layout_diagram(chain)
    assert len(picture.edge_paths) == 29 and len(picture.lanes) == 1
    assert max(card.x for card in picture.cards) - min(card.x for card in picture.cards) < 60


def test_what_is_linked_to_nothing_fills_all_columns() -> None:
    nodes = [node("g", 0), node("d", 1), *(node(f"t{k}", 2, aligned=False) for k in range(5))]
    picture = layout_diagram(diagram(nodes, [("d", "g")], direction="right"))
    unaligned = [card for card in picture.cards if card.unaligned]
    assert len({card.x for card in unaligned}) == 2
    assert {card.x for card in unaligned} == {card.x for card in picture.cards if not card.unaligned}


def test_a_hint_is_broken_so_that_a_phone_shows_it_whole_and_code_stays_code() -> None:
    long = "Add one line to each of them, as early as you can: `contributes_to: the goal’s name`, or `supports:`."
    picture = layout_diagram(diagram([node("a", 2, aligned=False)], hint=(long,), direction="right"))
    assert len(picture.hint) > 1
    assert all(measure_hint(line.text) <= NARROW_HINT + 10 and line.text.count("`") % 2 == 0 for line in picture.hint)
    assert " ".join(line.text for line in picture.hint).replace("` `", " ") == long
    assert max(line.y for line in picture.hint) < picture.lanes[-1].y + picture.lanes[-1].height
    assert layout_diagram(diagram([node("a", 2, aligned=False)], hint=(long,))).hint[0].text == long


def test_a_card_is_as_high_as_its_title_and_has_room_for_four_lines() -> None:
    title = "Every van leaves the yard ready for the one job of the whole day"
    nodes = [node("short", 2, "Go"), node("long", 2, title)]
    picture = layout_diagram(diagram(nodes, direction="right"))
    short, long = picture.cards
    assert (len(short.lines), len(long.lines), long.cut) == (1, 4, False)
    assert " ".join(long.lines) == title
    assert long.height > short.height + 40
    assert short.width == long.width == 150


@pytest.mark.parametrize("screens", ["all", "wide", "narrow"])
def test_a_drawing_says_for_which_screens_it_is(screens) -> None:
    drawn = draw_layout(layout_diagram(company().to_horizontal()), screens=screens)
    classes = set(re.match(r'<div class="([^"]+)"', drawn).group(1).split())
    assert classes == {"okr-map", "okr-map--right"} | ({f"okr-map--{screens}"} if screens != "all" else set())
    assert 'class="okr-map"' in draw_layout(layout_diagram(company()))


def test_both_drawings_may_stand_on_one_page() -> None:
    layout = layout_diagram(company())
    wide = draw_layout(layout, screens="wide")
    narrow = draw_layout(layout_diagram(company().to_horizontal()), screens="narrow", twin=layout)
    ids = re.findall(r' id="([^"]+)"', wide + narrow)
    assert len(ids) == len(set(ids)) == 16
    assert sorted(re.findall(r' aria-labelledby="([^"]+)"', narrow)) == sorted(ids)


def test_a_second_drawing_of_other_cards_says_itself_what_they_are() -> None:
    other = replace(company(), nodes=company().nodes[:-1]).to_horizontal()
    narrow = draw_layout(layout_diagram(other), screens="narrow", twin=layout_diagram(company()))
    assert "aria-labelledby" not in narrow and narrow.count(" aria-label=") == 1 + 15


def test_workers_lay_out_both_directions() -> None:
    wanted = [company(), company().to_horizontal()]
    assert lay_out_diagrams(wanted, jobs=1) == [layout_diagram(diagram) for diagram in wanted]
