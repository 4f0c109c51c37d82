"""Where cards and links stand."""

from __future__ import annotations

import random
import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from map_examples import company, diagram, node, small
from map_geometry import crossed_cards, loose_ends, lost_in_lanes, out_of_bounds
from msgspec.structs import replace

from okrsite.maps import Diagram, Direction, Layout, collapse_diagram, draw_layout, layout_diagram
from okrsite.maps.engine import _solve_cached


def _places(picture: Layout) -> dict[str, tuple[float, float, float, float]]:
    return {card.node.id: (card.x, card.y, card.width, card.height) for card in picture.cards}


def _assert_sound(picture: Layout) -> None:
    for one, other in combinations(picture.cards, 2):
        apart = (
            one.x + one.width <= other.x
            or other.x + other.width <= one.x
            or one.y + one.height <= other.y
            or other.y + other.height <= one.y
        )
        assert apart, (one.node.id, other.node.id)
    assert lost_in_lanes(picture) == []
    assert sum(lane.count for lane in picture.lanes) == len(picture.cards)


def _random_diagram(seed: int) -> Diagram:
    chance = random.Random(seed)
    count = chance.randint(1, 60)
    nodes = [
        node(f"n{k}", chance.randint(0, 4), aligned=chance.random() < 0.8, rank_hint=chance.choice([0, 0, 0, 1, 9]))
        for k in range(count)
    ]
    kinds = ("direct", "indirect", "depends")
    links = [
        (f"n{chance.randrange(count)}", f"n{chance.randrange(count)}", chance.choice(kinds))
        for _ in range(chance.randint(0, 2 * count))
    ]
    return diagram(nodes, links, hint=("Add a line.",))


@pytest.mark.parametrize("direction", ["down", "right"])
def test_same_diagram_same_layout(direction: Direction) -> None:
    wanted = replace(company(), direction=direction)
    first = layout_diagram(wanted)
    _solve_cached.cache_clear()
    assert layout_diagram(wanted) == first


def test_the_key_of_a_layout_is_of_all_that_decides_where_cards_stand_and_stable() -> None:
    assert company().compute_layout_key() == company().compute_layout_key()
    different = [
        diagram([node("a", 0)]),
        diagram([node("b", 0)]),
        diagram([node("a", 1)]),
        diagram([node("a", 0, "Another title")]),
        diagram([node("a", 0, unit="Another unit")]),
        diagram([node("a", 0, owner="")]),
        diagram([node("a", 0, aligned=False)]),
        diagram([node("a", 0, hidden_children=3)]),
        diagram([node("a", 0, purpose="on purpose")]),
        diagram([node("a", 0)], hint=("Link it.",)),
        diagram([node("a", 0)], direction="right"),
        diagram([node("a", 0), node("b", 1)]),
        diagram([node("a", 0), node("b", 1)], [("b", "a")]),
    ]
    assert len({picture.compute_layout_key() for picture in different}) == len(different)


def test_numbers_move_no_card() -> None:
    """Each day has others; where cards stand is then known already."""
    first = diagram([node("a", 0), node("b", 1, progress=0.2, status_key="on")], [("b", "a")])
    later = replace(
        first,
        label="Another day",
        nodes=tuple(
            replace(card, progress=None, expected=0.9, status_key="off", status_word="Off", href="../x/", tags=("t",))
            for card in first.nodes
        ),
    )
    assert later.compute_layout_key() == first.compute_layout_key()
    places = [
        [(card.x, card.y, card.width, card.height, card.lines) for card in layout_diagram(each).cards]
        for each in (first, later)
    ]
    assert places[0] == places[1]


def test_lanes_stand_in_order_of_level_and_the_unaligned_last() -> None:
    picture = layout_diagram(company())
    assert [(lane.label, lane.count, lane.unaligned) for lane in picture.lanes] == [
        ("Company", 2, False),
        ("Divisions", 3, False),
        ("Teams", 9, False),
        ("Not linked to a goal", 2, True),
    ]
    _assert_sound(picture)


def test_what_serves_one_goal_and_carries_nothing_is_a_column() -> None:
    places = _places(layout_diagram(company()))
    column = [places[f"team-{number}"] for number in range(5)]
    lefts = sorted({x for x, *_ in column})
    assert len(lefts) == 2, "five cards are one more than a column holds"
    first = [place for place in column if place[0] == lefts[0]]
    assert [y for _, y, *_ in first] == sorted(y for _, y, *_ in first)


def test_an_objective_that_serves_its_own_level_stands_below() -> None:
    places = _places(layout_diagram(company()))
    assert places["team-8"][1] > places["team-5"][1] + places["team-5"][3]


def test_small_diagram_stands_where_it_always_stood() -> None:
    picture = layout_diagram(small(0))
    assert _places(picture) == {
        "g0": (20.0, 34.0, 252.0, 104.0),
        "d0": (56.0, 194.0, 180.0, 92.5),
        "t0-0": (72.0, 342.5, 164.0, 92.5),
        "t0-1": (72.0, 453.0, 164.0, 92.5),
    }
    assert [(edge_path.edge.source, edge_path.path) for edge_path in picture.edge_paths] == [
        ("d0", "M146 138v56"),
        ("t0-0", "M64 286.5v98.3q0 4 4 4h4"),
        ("t0-1", "M64 286.5v208.7q0 4 4 4h4"),
    ]


@pytest.mark.parametrize("direction", ["down", "right"])
def test_one_card_and_no_card(direction: Direction) -> None:
    one = layout_diagram(diagram([node("a", 2)], direction=direction))
    _assert_sound(one)
    assert [lane.label for lane in one.lanes] == ["Teams"]
    assert layout_diagram(diagram([], direction=direction)).cards == ()


@pytest.mark.parametrize("direction", ["down", "right"])
def test_children_of_an_unaligned_objective_stay_with_it(direction: Direction) -> None:
    nodes = [node("goal", 0), node("lost", 1, aligned=False), node("below", 2)]
    picture = layout_diagram(diagram(nodes, [("below", "lost")], direction=direction))
    assert {card.node.id for card in picture.cards if card.unaligned} == {"lost", "below"}
    _assert_sound(picture)


@pytest.mark.parametrize("direction", ["down", "right"])
def test_circles_and_links_that_lead_downwards_are_drawn(direction: Direction) -> None:
    nodes = [node("a", 1), node("b", 1), node("c", 0)]
    picture = layout_diagram(diagram(nodes, [("a", "b"), ("b", "a"), ("c", "a"), ("a", "a")], direction=direction))
    assert len(picture.edge_paths) == 3, "a link to itself is none"
    _assert_sound(picture)


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("seed", range(40))
def test_any_graph_is_laid_out_without_overlap(seed: int, direction: Direction) -> None:
    picture = layout_diagram(replace(_random_diagram(seed), direction=direction))
    _assert_sound(picture)
    assert (loose_ends(picture), out_of_bounds(picture)) == ([], [])
    assert len(crossed_cards(picture)) <= 1, "even in a tangle, hardly a link runs through a card"
    for edge_path in picture.edge_paths:
        assert re.fullmatch(r"M-?[\d.]+ -?[\d.]+(?:[hv]-?[\d.]+|q-?[\d.]+(?:(?: |-)[\d.]+){3})+", edge_path.path)


def test_headings_stand_clear_of_the_links() -> None:
    picture = layout_diagram(company())
    for lane in picture.lanes:
        for edge_path in picture.edge_paths:
            x, y = map(float, re.match(r"M(\S+) ([\d.]+)", edge_path.path).groups())
            if y < lane.y and not lane.unaligned:
                assert not lane.label_x <= x <= lane.label_x + 30 or "v" not in edge_path.path


def large(linked: int, loose: int = 0) -> Diagram:
    """A goal, ten divisions, so many teams spread over them in turn, and some that serve nothing."""
    nodes = [node("goal", 0), *(node(f"d{k}", 1) for k in range(10)), *(node(f"t{k}", 2) for k in range(linked))]
    nodes += [node(f"u{k}", 2, aligned=False) for k in range(loose)]
    links = [(f"d{k}", "goal") for k in range(10)] + [(f"t{k}", f"d{k % 10}") for k in range(linked)]
    return diagram(nodes, links)


def hidden_below(shown: Diagram) -> dict[str, int]:
    return {kept.id: kept.hidden_children for kept in shown.nodes if kept.level < 2}


def test_a_large_map_keeps_its_upper_levels_whole_and_the_next_goal_by_goal() -> None:
    shown = collapse_diagram(large(290))
    assert hidden_below(shown) == {"goal": 0} | {f"d{k}": 0 for k in range(4)} | {f"d{k}": 29 for k in range(4, 10)}
    teams = [kept.id for kept in shown.nodes if kept.level == 2]
    assert teams == [f"t{k}" for k in range(290) if k % 10 < 4]
    assert shown.hidden_unaligned == 0
    picture = layout_diagram(large(290))
    assert [(lane.count, lane.hidden) for lane in picture.lanes] == [(1, 0), (10, 0), (116, 0)]


def test_an_overview_of_whole_levels_is_not_cluttered_by_some_of_the_next() -> None:
    nodes = [*(node(f"d{k}", 1) for k in range(12)), *(node(f"t{k}", 2) for k in range(290))]
    shown = collapse_diagram(diagram(nodes, [(f"t{k}", f"d{k % 12}") for k in range(290)]))
    assert [kept.id for kept in shown.nodes] == [f"d{k}" for k in range(12)]
    assert sum(kept.hidden_children for kept in shown.nodes) == 290


def test_what_serves_nothing_keeps_a_place_on_a_large_map() -> None:
    shown = collapse_diagram(large(290, loose=70))
    loose = [kept.id for kept in shown.nodes if not kept.aligned]
    assert loose == [f"u{k}" for k in range(150 - 11 - 3 * 29)]
    assert len(shown.nodes) == 150
    assert shown.hidden_unaligned == 70 - len(loose)
    assert collapse_diagram(large(20, loose=2)).hidden_unaligned == 0


def test_whoever_serves_only_what_serves_nothing_is_never_left_among_the_goals() -> None:
    nodes = [
        node("g", 0),
        *(node(f"u{k}", 1, aligned=False) for k in range(120)),
        *(node(f"t{k}", 2) for k in range(60)),
    ]
    shown = collapse_diagram(diagram(nodes, [(f"t{k}", f"u{119 - k}") for k in range(60)]))
    kept = {other_node.id for other_node in shown.nodes}
    assert len(kept) == 150
    assert all(f"u{119 - int(name[1:])}" in kept for name in kept if name.startswith("t"))
    assert [lane.unaligned for lane in layout_diagram(shown).lanes] == [False, True]


@pytest.mark.parametrize("count", [7, 30, 150])
def test_many_cards_without_a_link_stand_in_columns(count: int) -> None:
    needs = [(f"g{k}", f"g{(k * 7 + 3) % count}", "depends") for k in range(0, count, 3)]
    picture = layout_diagram(diagram([node(f"g{k}", 0) for k in range(count)], needs))
    _assert_sound(picture)
    assert crossed_cards(picture) == [] and loose_ends(picture) == []
    assert picture.width < 6 * picture.height
    assert [card.node.id for card in picture.cards if card.x == picture.cards[0].x][:4] == ["g0", "g1", "g2", "g3"]
    assert len({card.y for card in layout_diagram(diagram([node(f"g{k}", 0) for k in range(6)])).cards}) == 1


def test_a_family_too_large_for_any_map_is_cut() -> None:
    shown = collapse_diagram(
        diagram([node("g", 0), *(node(f"t{k}", 2) for k in range(400))], [(f"t{k}", "g") for k in range(400)])
    )
    assert len(shown.nodes) == 150
    assert shown.nodes[0].hidden_children == 251


def test_whoever_serves_a_team_of_its_own_level_comes_with_it() -> None:
    nodes = [node("g", 0), node("h", 0), *(node(f"t{k}", 2) for k in range(8))]
    links = [("t0", "g"), ("t1", "t0"), ("t2", "t1"), *((f"t{k}", "h") for k in range(3, 8))]
    shown = collapse_diagram(diagram(nodes, links), 6)
    assert [(kept.id, kept.hidden_children) for kept in shown.nodes] == [
        ("g", 0),
        ("h", 5),
        ("t0", 0),
        ("t1", 0),
        ("t2", 0),
    ]


@given(st.integers(0, 400), st.integers(0, 200), st.integers(1, 160))
@settings(max_examples=40, deadline=None)
def test_a_collapsed_map_is_never_larger_than_it_may_be_and_counts_everybody(
    linked: int, loose: int, limit: int
) -> None:
    shown = collapse_diagram(large(linked, loose), limit)
    assert 0 < len(shown.nodes) <= max(limit, 1)
    hidden = sum(kept.hidden_children for kept in shown.nodes) + shown.hidden_unaligned
    if len(shown.nodes) >= 11:
        assert len(shown.nodes) + hidden == 11 + linked + loose


def test_even_one_crowded_level_is_bounded() -> None:
    crowd = collapse_diagram(diagram([node(f"t{k}", 2) for k in range(200)], [("t199", "t0")]))
    assert len(crowd.nodes) == 150 and crowd.nodes[0].hidden_children == 1 and crowd.hidden_unaligned == 49


def test_counting_what_is_hidden_ends_in_a_tangle() -> None:
    """Four thousand teams that each serve all of the hundred divisions: every card has everything below it."""
    nodes = [node(f"d{k}", 1) for k in range(100)] + [node(f"t{k}", 2) for k in range(4000)]
    links = [(f"t{k}", f"d{up}") for k in range(4000) for up in range(100)]
    shown = collapse_diagram(diagram(nodes, links))
    assert {kept.hidden_children for kept in shown.nodes if kept.level == 1} == {1000} and shown.hidden_unaligned == 0
    assert ">+999+<" in draw_layout(layout_diagram(shown))


def test_only_what_may_be_kept_is_kept() -> None:
    nodes = [node("g", 0), node("d", 1), node("t", 2), node("u", 2)]
    shown = collapse_diagram(diagram(nodes, [("d", "g"), ("t", "d"), ("u", "t")]), keep=lambda node: node.level < 2)
    assert [(kept.id, kept.hidden_children) for kept in shown.nodes] == [("g", 0), ("d", 2)]


@pytest.mark.parametrize("direction", ["down", "right"])
def test_a_dense_tangle_above_the_limit_ends(direction: Direction) -> None:
    chance = random.Random(7)
    nodes = [node(f"n{k}", k // 300) for k in range(1000)]
    links = [(f"n{chance.randrange(1000)}", f"n{chance.randrange(1000)}") for _ in range(2000)]
    _assert_sound(layout_diagram(diagram(nodes, links, direction=direction)))


def test_faults_of_the_caller_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        diagram([node("a", 0), node("a", 1)])
    with pytest.raises(ValueError, match="no node"):
        diagram([node("a", 0)], [("a", "b")])
