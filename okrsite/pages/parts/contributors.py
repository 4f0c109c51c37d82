"""Who carries a goal: the tree of objectives that contribute to it or support it, across levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from okrsite.alignment.link_kinds import LINK_KINDS, SERVING, LinkKind
from okrsite.languages.words import mark_plural, mark_text, translate, translate_plural
from okrsite.maps import find_line
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.context import ViewContext
from okrsite.pages.graph import GraphBounds
from okrsite.pages.page_limits import compute_entries_per_page
from okrsite.pages.parts.mean_sentences import MAX_TERMS, AlignedView, build_aligned_view
from okrsite.pages.row_views import RowView

MAX_ROWS = 100
"""Rows on a goal's own page, of about 1 KB each; what is left out is counted, and found on the page of the row it hangs
from. Where more are right below the goal, there are further pages (`kinds/carriers`).
"""
MAX_DEPTH = 12
"""Levels that a list goes down; deeper than that nobody can see any more what hangs from what."""
_OWN_NUMBER = mark_text("its number is made of its own key results")
"""What a direct link means where the upper end says nothing else."""
_SAID: Mapping[LinkKind, tuple[str, str]] = {
    "direct": mark_plural("{number} contributes", "{number} contribute"),
    "indirect": mark_plural("{number} supports", "{number} support"),
}
_LEAST_ROWS = 20
_ROWS_FOR_EACH = 12
"""Rows on all pages together, for each objective: in a tree one stands on as many pages as there are goals above it."""


class Carriers(msgspec.Struct, frozen=True):
    """Who is right below a goal by one kind of link."""

    line: str
    """How the link is drawn."""
    number: int
    """How many they are, those among them that are not listed."""
    said: str
    """That and what they do: `3 contribute`."""
    effect: str
    """What that means for the goal."""
    rows: tuple[RowView, ...]
    """Those that are listed, each with what hangs below it."""


class Contributors(msgspec.Struct, frozen=True):
    """What hangs below a goal."""

    groups: tuple[Carriers, ...]
    """Those right below, by the kind of their link; a kind that nobody has is left out."""
    hidden: int
    """How many right below are not listed."""
    direct: int | None
    """How many objectives reach the goal by direct links only, on any level; None where they were not counted."""
    indirect: int | None
    """How many reach it some other way."""
    teams: int | None
    """How many units have one of these."""
    aligned: AlignedView | None
    """How those stand that are right below, in all cycles; None where there are none."""
    listed: frozenset[ObjectiveRef]
    """Those whose row tells all there is to it, on any level."""


def collect_contributors(
    context: ViewContext,
    ref: ObjectiveRef,
    cycles: frozenset[str] | None = None,
    most: int = MAX_ROWS,
    *,
    counted: bool = True,
    only: frozenset[ObjectiveRef] | None = None,
    most_terms: int | None = MAX_TERMS,
    told: Mapping[ObjectiveRef, str] = MappingProxyType({}),
) -> Contributors:
    """Return who carries an objective, in these cycles (default: all); each objective is shown once, at its nearest.

    At most so many rows are listed, the nearest ones. Whoever is on a lower level than those is counted if `counted`.
    With `only`, nobody else is listed of those right below. The mean is explained by `most_terms` of its
    terms; None: it is left out. What is `told` elsewhere on the page, with where, is a row without what hangs below it.
    """
    tree = _build_tree(context, ref, cycles, None if counted else most, only)
    kinds = {child: kind for children in tree.values() for child, kind in children}
    shown = {parent: children for parent, children in tree.items() if parent not in told}
    listed = _select_nearest(shown, ref, most)
    tops = tree.get(ref, [])
    rows = {child: _build_row(context, child, kind, shown, listed, told) for child, kind in tops if child in listed}
    mine = context.organisation.objectives[ref].unit
    goal = context.organisation.objectives[ref]
    made_of_others = bool(context.measures.objectives[ref].parts.objectives) or any(
        key_result.sum_of for key_result in goal.key_results
    )
    direct = _find_direct_contributors(tree, ref) if counted else ()
    return Contributors(
        groups=tuple(
            _build_carriers(kind, tops, rows, made_of_others=made_of_others)
            for kind in SERVING
            if any(kind == how for _, how in tops)
        ),
        hidden=len(tops) - len(rows),
        direct=len(direct) if counted else None,
        indirect=len(kinds) - len(direct) if counted else None,
        teams=len({context.organisation.objectives[child].unit for child in kinds} - {mine}) if counted else None,
        aligned=build_aligned_view(context, context.organisation.objectives[ref], most_terms) if most_terms else None,
        listed=frozenset(listed - told.keys()),
    )


def _build_carriers(
    kind: LinkKind,
    tops: Sequence[tuple[ObjectiveRef, LinkKind]],
    rows: Mapping[ObjectiveRef, RowView],
    *,
    made_of_others: bool,
) -> Carriers:
    rule = LINK_KINDS[kind]
    own = [child for child, how in tops if how == kind]
    said = translate_plural(*_SAID[kind], len(own))
    effect = translate(rule.effect if made_of_others or not rule.counts else _OWN_NUMBER)
    return Carriers(find_line(kind).key, len(own), said, effect, tuple(rows[child] for child in own if child in rows))


def compute_most_rows(context: ViewContext) -> int:
    """Return how many rows an objective's own page lists at most; fewer than usual where each would list very many."""
    bounds, budget = GraphBounds(context.tracker.whole, MAX_ROWS), compute_row_budget(context)
    at_most = [bounds.get_below(ref).objectives for ref in context.organisation.objectives]
    if compute_entries_per_page(at_most, budget, least=_LEAST_ROWS, most=MAX_ROWS) == MAX_ROWS:
        return MAX_ROWS  # it would be so of fewer, too
    wanted = [
        len(_select_nearest(_build_tree(context, ref, None, MAX_ROWS), ref, MAX_ROWS))
        for ref in context.organisation.objectives
    ]
    return compute_entries_per_page(wanted, budget, least=_LEAST_ROWS, most=MAX_ROWS)


def compute_row_budget(context: ViewContext) -> int:
    """Return how many rows the pages of all objectives may list together."""
    return len(context.organisation.objectives) * _ROWS_FOR_EACH + MAX_ROWS * 10


def list_direct_carriers(context: ViewContext, ref: ObjectiveRef) -> tuple[ObjectiveRef, ...]:
    """Return those right below an objective."""
    return tuple(child for child, _ in _build_tree(context, ref, None, 1).get(ref, ()))


def _build_tree(
    context: ViewContext,
    ref: ObjectiveRef,
    cycles: frozenset[str] | None,
    most: int | None,
    only: frozenset[ObjectiveRef] | None = None,
) -> dict[ObjectiveRef, list[tuple[ObjectiveRef, LinkKind]]]:
    """Children by parent, breadth first, so that each objective hangs at its shortest way; direct before indirect.

    With `most`, no further level is looked at once there are so many; with `only`, nobody else stands right below.
    """
    objectives = context.organisation.objectives
    tree: dict[ObjectiveRef, list[tuple[ObjectiveRef, LinkKind]]] = {}
    seen, layer = {ref}, [ref]
    while layer and (most is None or len(seen) <= most):
        following = []
        for parent in layer:
            by_child: dict[ObjectiveRef, LinkKind] = {}
            for link in context.alignment.down.get(parent, ()):
                if link.counts or link.source not in by_child:
                    by_child[link.source] = link.kind
            for child, kind in sorted(by_child.items(), key=lambda pair: SERVING.index(pair[1])):
                wanted = cycles is None or objectives[child].cycle in cycles
                wanted = wanted and (only is None or parent != ref or child in only)
                if wanted and child not in seen and child not in context.measures.dropped:
                    seen.add(child)
                    tree.setdefault(parent, []).append((child, kind))
                    following.append(child)
        layer = following
    return tree


def _select_nearest(
    tree: dict[ObjectiveRef, list[tuple[ObjectiveRef, LinkKind]]], ref: ObjectiveRef, most: int
) -> set[ObjectiveRef]:
    """Return the nearest objectives, as many as are to be listed, none of them too deep."""
    listed: dict[ObjectiveRef, None] = {}
    layer = [ref]
    for _ in range(MAX_DEPTH):
        layer = [child for parent in layer for child, _ in tree.get(parent, ())]
        listed.update(dict.fromkeys(layer))
        if len(listed) >= most:
            break
    return set(list(listed)[:most])


def _find_direct_contributors(
    tree: dict[ObjectiveRef, list[tuple[ObjectiveRef, LinkKind]]], ref: ObjectiveRef
) -> set[ObjectiveRef]:
    contributors: set[ObjectiveRef] = set()
    waiting = [ref]
    while waiting:
        for child, kind in tree.get(waiting.pop(), ()):
            if LINK_KINDS[kind].counts:
                contributors.add(child)
                waiting.append(child)
    return contributors


def _build_row(
    context: ViewContext,
    ref: ObjectiveRef,
    kind: LinkKind,
    tree: dict[ObjectiveRef, list[tuple[ObjectiveRef, LinkKind]]],
    listed: set[ObjectiveRef],
    told: Mapping[ObjectiveRef, str],
) -> RowView:
    below = tree.get(ref, [])
    children = tuple(_build_row(context, child, how, tree, listed, told) for child, how in below if child in listed)
    row = context.build_row(context.organisation.objectives[ref], children, len(below) - len(children), kind)
    return (
        replace(row, results=(), note=translate("Told above, below “{title}”.", title=told[ref]))
        if ref in told
        else row
    )
