"""Bounds on how large parts of the graph are: never below what is there, whatever is linked to what."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from okrsite.alignment.graph import Alignment
from okrsite.alignment.links import Link
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.graph import GraphBounds
from okrsite.pages.maps.diagrams import count_neighbours
from okrsite.problems import Place
from okrsite.snapshot import Snapshot

REFS = [ObjectiveRef.create("team", "2026-Q4", f"goal-{number}") for number in range(9)]
LINKS = st.lists(
    st.tuples(st.sampled_from(["direct", "indirect", "depends"]), st.sampled_from(REFS), st.sampled_from(REFS)),
    max_size=25,
    unique=True,
)
MOST = 150


def make_snapshot(pairs) -> Snapshot:
    """Return a snapshot of objectives with these links, each as its kind, source and target."""
    links = [
        Link(kind, source, None, target, None, None, "", Place("a.md"))
        for kind, source, target in pairs
        if source != target
    ]

    def group(wanted, end) -> dict[ObjectiveRef, tuple[Link, ...]]:
        listed = {
            ref: tuple(link for link in links if link.kind in wanted and getattr(link, end) == ref) for ref in REFS
        }
        return {ref: own for ref, own in listed.items() if own}

    serving, needing = ("direct", "indirect"), ("depends",)
    alignment = Alignment(
        tuple(links),
        group(serving, "source"),
        group(serving, "target"),
        group(needing, "source"),
        group(needing, "target"),
    )
    return SimpleNamespace(alignment=alignment, measures=SimpleNamespace(dropped=frozenset()))


@given(LINKS, st.lists(st.sampled_from(REFS), min_size=1, max_size=3, unique=True))
def test_a_map_has_never_more_cards_or_lines_than_its_bound(pairs, own):
    snapshot = make_snapshot(pairs)
    assert GraphBounds(snapshot, MOST).bound_neighbours(own) >= count_neighbours(snapshot, own)


@given(LINKS)
def test_nothing_has_more_below_it_than_its_bound(pairs):
    snapshot = make_snapshot(pairs)
    bounds = GraphBounds(snapshot, MOST)
    for ref in REFS:
        assert bounds.get_below(ref).objectives >= len(set(snapshot.alignment.find_descendants(ref)) - {ref})


def test_in_a_tree_what_is_below_is_counted_as_it_is():
    tree = make_snapshot([("direct", below, above) for above, below in pairwise(REFS)])
    bounds = GraphBounds(tree, MOST)
    assert [bounds.get_below(ref).objectives for ref in REFS] == list(range(8, -1, -1))
    assert bounds.bound_neighbours([REFS[4]]) == 9


def test_more_than_the_limit_counts_as_the_limit():
    tree = make_snapshot([("direct", below, above) for above, below in pairwise(REFS)])
    assert GraphBounds(tree, 3).get_below(REFS[0]).objectives == 3
