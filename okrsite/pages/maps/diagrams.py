"""What each map shows: the whole organisation, the neighbourhood of a unit, the neighbourhood of an objective.

A neighbourhood is what stands above, up to the goals, what stands below, and what it needs or is needed by. It costs as
much as it is large, and it is never larger than a map can be: what is left out is counted on the card above it.
Objectives that were dropped are on no map but their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from okrsite.alignment.graph import Alignment
from okrsite.alignment.link_kinds import LinkKind
from okrsite.alignment.reach import Below
from okrsite.languages.words import translate, translate_in, translate_plural
from okrsite.maps import (
    MAX_EDGES,
    MAX_NODES,
    MOST_COUNTED,
    Diagram,
    DiagramNode,
    Edge,
    collapse_diagram,
    count_hidden,
)
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import format_count
from okrsite.pages.formatting import format_plural
from okrsite.pages.maps.gathering import Neighbourhood, list_cycle_nodes, list_leaving_links, select_nodes
from okrsite.pages.maps.map_nodes import add_outside_goals, build_lanes, build_node
from okrsite.snapshot import Snapshot

MAX_OVERVIEW = 20
"""Cards on the home page's map, which everybody loads first; the whole map is one click away."""


Nodes = Mapping[ObjectiveRef, DiagramNode]
"""Each objective as it stands on a map below which nothing is hidden."""


def build_organisation_diagram(snapshot: Snapshot, cycle: str | None, nodes: Nodes | None = None) -> Diagram | None:
    """Return the map of all units on the days of a cycle, by its id, collapsed if it is large.

    With it run the cycles that hold all its days, such as its year, and those that lie inside it. None without a cycle.
    """
    whole = _build_whole_diagram(snapshot, cycle, nodes)
    if whole is None or cycle is None:
        return None
    return add_outside_goals(snapshot, collapse_diagram(whole), list_cycle_nodes(snapshot, cycle))


def build_overview_diagram(snapshot: Snapshot, cycle: str | None, nodes: Nodes | None = None) -> Diagram | None:
    """Return the upper two levels of the organisation's map: what a home page has room for.

    Each card says how many objectives stand below it. None without a cycle.
    """
    whole = _build_whole_diagram(snapshot, cycle, nodes)
    if whole is None:
        return None
    levels = sorted({node.level for node in whole.nodes if node.aligned})[:2]
    shown = collapse_diagram(whole, MAX_OVERVIEW, keep=lambda node: node.aligned and node.level in levels)
    return replace(shown, id="overview", hidden_unaligned=0)


class Room(msgspec.Struct, frozen=True):
    """How large the map of a unit or an objective may be."""

    most: int = MAX_NODES
    """Cards."""
    lines: int = MAX_EDGES
    below: Below | None = None
    """What is below each objective, where each map leaves much out; None where that is counted map by map."""


ROOM = Room()


def build_unit_diagram(
    snapshot: Snapshot, unit: str, cycle: str, room: Room = ROOM, nodes: Nodes | None = None
) -> Diagram | None:
    """Return the neighbourhood of a unit's objectives of one cycle, by their ids; None if it has none then."""
    own = select_nodes(snapshot, snapshot.organisation.list_objectives(unit, cycle))
    if not own:
        return None
    label = translate(
        "Alignment map of {unit}, {cycle}",
        unit=snapshot.organisation.units[unit].name,
        cycle=snapshot.organisation.cycles[cycle].name,
    )
    return _build_neighbourhood(snapshot, own, "unit-map", label, room, nodes)


def build_objective_diagram(
    snapshot: Snapshot, ref: ObjectiveRef, room: Room = ROOM, nodes: Nodes | None = None
) -> Diagram:
    """Return the neighbourhood of one objective, which is on its own map even if it was dropped."""
    title = snapshot.organisation.objectives[ref].title
    label = translate("Alignment map of “{objective}”", objective=title)
    return _build_neighbourhood(snapshot, [ref], "objective-map", label, room, nodes)


def _build_whole_diagram(snapshot: Snapshot, cycle: str | None, nodes: Nodes | None) -> Diagram | None:
    if cycle is None:
        return None
    label = translate("Alignment map of {cycle}", cycle=snapshot.organisation.cycles[cycle].name)
    return _build_diagram(snapshot, "map", label, list_cycle_nodes(snapshot, cycle), {}, nodes)


def count_neighbours(snapshot: Snapshot, own: Sequence[ObjectiveRef]) -> int:
    """Return how many cards or lines, whichever are more, the map of some objectives would have if it were alone."""
    if len(own) >= MAX_NODES:
        return MAX_NODES
    gathering, _ = _gather_neighbourhood(snapshot, own, ROOM)
    return max(len(gathering.refs), gathering.lines)


def collect_objectives_below(snapshot: Snapshot) -> Below:
    """Return what is below each objective, without what was dropped."""
    return Below({ref: tuple(_list_serving_objectives(snapshot, ref)) for ref in snapshot.organisation.objectives})


def _gather_neighbourhood(
    snapshot: Snapshot, own: Sequence[ObjectiveRef], room: Room
) -> tuple[Neighbourhood, list[ObjectiveRef]]:
    """Return the neighbourhood of some objectives, and of that what stands below them."""
    alignment = snapshot.alignment
    gathering = Neighbourhood(snapshot, dict.fromkeys(own), room.most)
    gathering.add_layers(own, lambda ref: (link.target for link in alignment.up.get(ref, ())), whole=False)
    gathering.add(link.target for ref in own for link in alignment.needs.get(ref, ()))
    lower = gathering.add_layers(own, lambda ref: (link.source for link in alignment.down.get(ref, ())), whole=True)
    gathering.add(link.source for ref in own for link in alignment.needed_by.get(ref, ()))
    gathering.thin_out(own, room.lines)
    return gathering, [ref for ref in lower if ref in gathering.refs]


def _build_neighbourhood(
    snapshot: Snapshot, own: Sequence[ObjectiveRef], name: str, label: str, room: Room, nodes: Nodes | None
) -> Diagram:
    if len(own) > room.most:
        return _build_crowded_neighbourhood(snapshot, own, name, label, room, nodes)
    alignment = snapshot.alignment
    gathering, lower = _gather_neighbourhood(snapshot, own, room)
    hidden: dict[ObjectiveRef, int] = {}
    if gathering.full:
        counted = [ref for ref in (*own, *lower) if ref in gathering.refs]
        hidden = _count_hidden_below(snapshot, counted, gathering.refs.keys(), room)
        for ref in own:
            missing = {link.source for link in alignment.needed_by.get(ref, ()) if link.source not in gathering.refs}
            hidden[ref] = hidden.get(ref, 0) + len(missing - snapshot.measures.dropped)
    diagram = _build_diagram(snapshot, name, label, list(gathering.refs), hidden, nodes)
    return add_outside_goals(snapshot, diagram, gathering.refs)


def _build_crowded_neighbourhood(
    snapshot: Snapshot, own: Sequence[ObjectiveRef], name: str, label: str, room: Room, nodes: Nodes | None
) -> Diagram:
    """Return the neighbourhood of more objectives than a map can show: they and the goals above, collapsed.

    So what is left out is counted, on the goal that it serves or in the bottom lane.
    """
    alignment = snapshot.alignment
    above = Neighbourhood(snapshot, {}, room.most)
    known = frozenset(own)
    above.add_layers(
        own, lambda ref: (link.target for link in alignment.up.get(ref, ()) if link.target not in known), whole=False
    )
    refs = tuple(dict.fromkeys((*own, *above.refs)))
    hidden = _count_hidden_below(snapshot, own, frozenset(refs), room)
    crowded = _build_diagram(snapshot, name, label, refs, hidden, nodes)
    return add_outside_goals(snapshot, collapse_diagram(crowded, room.most, lines=room.lines), refs)


def _count_hidden_below(
    snapshot: Snapshot, shown: Iterable[ObjectiveRef], kept: Collection[ObjectiveRef], room: Room
) -> dict[ObjectiveRef, int]:
    if room.below is not None:
        return {ref: min(number, MOST_COUNTED) for ref, number in room.below.count_hidden(shown, kept).items()}
    return count_hidden(shown, kept, lambda ref: _list_serving_objectives(snapshot, ref))


def _list_serving_objectives(snapshot: Snapshot, ref: ObjectiveRef) -> Iterator[ObjectiveRef]:
    return (
        link.source for link in snapshot.alignment.down.get(ref, ()) if link.source not in snapshot.measures.dropped
    )


def _build_diagram(
    snapshot: Snapshot,
    name: str,
    label: str,
    refs: Sequence[ObjectiveRef],
    hidden: Mapping[ObjectiveRef, int],
    known: Nodes | None,
) -> Diagram:
    shown = (known[ref] if known is not None else build_node(snapshot, ref) for ref in refs)
    nodes = tuple(
        replace(node, hidden_children=hidden[ref]) if hidden.get(ref) else node
        for ref, node in zip(refs, shown, strict=True)
    )
    return Diagram(
        id=name,
        label=translate("{map}: {objectives}", map=label, objectives=format_plural(len(nodes), "objective")),
        lanes=build_lanes(snapshot, nodes),
        nodes=nodes,
        edges=tuple(_build_edges(snapshot.alignment, refs)),
        unaligned_label=translate("Not linked to a goal"),
        hint=_write_hint(sum(not (node.aligned or node.purpose) for node in nodes)),
    )


def _build_edges(alignment: Alignment, refs: Sequence[ObjectiveRef]) -> Iterator[Edge]:
    """Yield one edge for each pair and way of being linked; whoever contributes needn't be said to support as well."""
    known = set(refs)
    for ref in refs:
        kinds: dict[tuple[ObjectiveRef, bool], LinkKind] = {}
        unanswered: set[ObjectiveRef] = set()
        for link in list_leaving_links(alignment, ref):
            key = (link.target, link.serves)
            if link.target in known and (link.counts or key not in kinds):
                kinds[key] = link.kind
                if not link.serves and not alignment.is_confirmed(link):
                    unanswered.add(link.target)
        for (target, serves), kind in kinds.items():
            yield Edge(str(ref), str(target), kind, confirmed=serves or target not in unanswered)


def _write_hint(unaligned: int) -> tuple[str, ...]:
    """Say what to do about objectives that serve nothing above them."""
    if not unaligned:
        return ()
    first = translate_plural(
        "{count} objective serves no goal above it yet, or nobody has written down which.",
        "{count} objectives serve no goal above them yet, or nobody has written down which.",
        unaligned,
        count=_spell_number(unaligned),
    )
    second = translate_plural(
        "Add one line to it: `contributes_to:` or `supports:`, and the goal’s name.",
        "Add one line to each: `contributes_to:` or `supports:`, and the goal’s name.",
        unaligned,
    )
    return (first, second)


def _spell_number(number: int) -> str:
    """Return a number of objectives, from 1, as a sentence begins with it."""
    spelled = (
        translate_in("number of objectives", "One"),
        translate_in("number of objectives", "Two"),
        translate_in("number of objectives", "Three"),
        translate_in("number of objectives", "Four"),
        translate_in("number of objectives", "Five"),
        translate_in("number of objectives", "Six"),
        translate_in("number of objectives", "Seven"),
        translate_in("number of objectives", "Eight"),
        translate_in("number of objectives", "Nine"),
    )
    return spelled[number - 1] if number <= len(spelled) else format_count(number)
