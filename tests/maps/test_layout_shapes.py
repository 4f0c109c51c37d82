"""Diagrams that differ only in what their cards say are laid out once, and each as if it were the only one."""

from __future__ import annotations

import random

import pytest
from map_examples import diagram, node

from okrsite.maps import Diagram, Edge, layout_diagram
from okrsite.maps import layout as layouts

TITLES = ("Grow", "Bake better bread for everybody in town", "Win " * 30)


def draw_diagram(seed: int, names: int) -> Diagram:
    """Return a small diagram by chance: one of few shapes, with cards of other names for each number."""
    shape, words = random.Random(seed), random.Random(names)
    ids = [f"{names}-{place}" for place in range(shape.randrange(1, 7))]
    words.shuffle(ids)
    nodes = [
        node(
            key,
            shape.randrange(4),
            f"{words.choice('ABC')} {shape.choice(TITLES)}",
            unit=words.choice(("Bakery", "Shop of the old town")),
            owner=words.choice(("", "Nia")),
            aligned=shape.random() < 0.8,
            rank_hint=shape.choice((0, 0, 1)),
            hidden_children=words.choice((0, 3)),
            href=f"{key}/",
        )
        for key in ids
    ]
    places = [shape.sample(range(len(ids)), 2) for _ in range(shape.randrange(5) if len(ids) > 1 else 0)]
    kinds = [shape.choice(("direct", "indirect", "depends")) for _ in places]
    edges = [(ids[lower], ids[upper], kind) for (lower, upper), kind in zip(places, kinds, strict=True)]
    made = diagram(nodes, edges, id=f"map {names}", label=f"Map {names}", hidden_unaligned=shape.choice((0, 0, 2)))
    return made.to_horizontal() if shape.random() < 0.5 else made


@pytest.mark.parametrize("seed", range(60))
def test_a_diagram_of_a_known_shape_is_laid_out_as_any_other(seed):
    layouts._lay_out_cached.cache_clear()
    known = [layout_diagram(draw_diagram(seed, names)) for names in range(4)]
    assert layouts._lay_out_cached.cache_info().hits
    for names, layout in enumerate(known):
        layouts._lay_out_cached.cache_clear()
        alone = draw_diagram(seed, names)
        assert layout == layout_diagram(alone)
        assert layout.diagram == alone
        assert {id(card.node) for card in layout.cards} == {id(each) for each in layout.diagram.nodes}


def test_what_decides_where_things_stand_makes_another_shape():
    """Whatever else a layout depends on must be part of the shape: these differ in one thing each."""
    plain = diagram([node("a", 0), node("b", 1)], [("b", "a")])
    others = [
        diagram([node("a", 0), node("b", 2)], [("b", "a")]),
        diagram([node("a", 0), node("b", 1, TITLES[2])], [("b", "a")]),
        diagram([node("a", 0), node("b", 1)], []),
        diagram([node("a", 0), node("b", 1)], [("b", "a", "depends")]),
        diagram([node("a", 0), node("b", 1)], [("b", "a")], unaligned_label="Alone", hidden_unaligned=2),
        diagram([node("a", 0), node("b", 1)], [("b", "a")], hint=("Link it",), hidden_unaligned=2),
        plain.to_horizontal(),
    ]
    layouts._lay_out_cached.cache_clear()
    together = [layout_diagram(each) for each in (plain, *others)]
    assert layouts._lay_out_cached.cache_info().hits == 0
    for each, layout in zip((plain, *others), together, strict=True):
        layouts._lay_out_cached.cache_clear()
        assert layout_diagram(each) == layout


def test_edges_that_are_equal_keep_their_ways():
    twice = Diagram("a", "a", (), (node("x", 0), node("y", 1)), (Edge("y", "x", "direct"), Edge("y", "x", "direct")))
    again = Diagram("b", "b", (), (node("p", 0), node("q", 1)), (Edge("q", "p", "direct"), Edge("q", "p", "direct")))
    layouts._lay_out_cached.cache_clear()
    first, second = layout_diagram(twice), layout_diagram(again)
    assert [one.path for one in first.edge_paths] == [one.path for one in second.edge_paths]
    assert {one.edge for one in second.edge_paths} == {Edge("q", "p", "direct")}
