"""What each map shows: the whole organisation, the neighbourhood of a unit, the neighbourhood of an objective.

A neighbourhood is what stands above, up to the goals, what stands below, and what it needs or is needed by. It costs as
much as it is large, and it is never larger than a map can be: what is left out is counted on the card above it.
Objectives that were dropped are on no map but their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from okrsite.alignment.graph import Alignment
from okrsite.alignment.reach import Below
from okrsite.maps import MAX_EDGES, MAX_NODES, MOST_COUNTED, Diagram, Edge, EdgeKind, Lane, Node, collapse, count_hidden
from okrsite.model.cycles import together
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Unit
from okrsite.pages.addresses import objective_url
from okrsite.pages.gathering import DROPPED, Gathering, is_dropped, leaving
from okrsite.pages.map_drawing import MapDrawer, draw_all
from okrsite.pages.map_list import map_list
from okrsite.pages.words import plural, status_key
from okrsite.snapshot import Snapshot

__all__ = [
    "DROPPED",
    "ROOM",
    "MapDrawer",
    "Room",
    "below",
    "draw_all",
    "level_of",
    "map_list",
    "neighbours",
    "objective_diagram",
    "organisation_diagram",
    "overview_diagram",
    "unit_diagram",
]

_COMPANY, _DIVISION, _TEAM, _BELOW = range(4)
# Nothing is expected today of what is closed or hasn't begun.
_WITHOUT_EXPECTATION = frozenset(("done", DROPPED, "paused", "not started"))
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_RANK: Mapping[str, EdgeKind] = {"direct": "direct", "indirect": "indirect", "depends": "depends"}


def organisation_diagram(snapshot: Snapshot, cycle: str | None) -> Diagram | None:
    """Return the map of all units on the days of a cycle, by its id, collapsed if it is large.

    With it run the cycles that hold all its days, such as its year, and those that lie inside it. None without a cycle.
    """
    whole = _whole(snapshot, cycle)
    return None if whole is None else collapse(whole)


def overview_diagram(snapshot: Snapshot, cycle: str | None) -> Diagram | None:
    """Return the upper two levels of the organisation's map: what a home page has room for.

    Each card says how many objectives stand below it. None without a cycle.
    """
    whole = _whole(snapshot, cycle)
    if whole is None:
        return None
    levels = sorted({node.level for node in whole.nodes if node.aligned})[:2]
    shown = collapse(whole, keep=lambda node: node.aligned and node.level in levels)
    return replace(shown, id="overview", hidden_unaligned=0)


@dataclass(frozen=True, slots=True)
class Room:
    """How large the map of a unit or an objective may be."""

    most: int = MAX_NODES
    """Cards."""
    lines: int = MAX_EDGES
    below: Below | None = None
    """What is below each objective, where each map leaves much out; None where that is counted map by map."""


ROOM = Room()


def unit_diagram(snapshot: Snapshot, unit: str, cycle: str, room: Room = ROOM) -> Diagram | None:
    """Return the neighbourhood of a unit's objectives of one cycle, by their ids; None if it has none then."""
    own = [each.ref for each in snapshot.organisation.of(unit, cycle) if not is_dropped(snapshot, each.ref)]
    if not own:
        return None
    label = f"Alignment map of {snapshot.organisation.units[unit].name}, {snapshot.organisation.cycles[cycle].name}"
    return _neighbourhood(snapshot, own, "unit-map", label, room)


def objective_diagram(snapshot: Snapshot, ref: str, room: Room = ROOM) -> Diagram:
    """Return the neighbourhood of one objective, which is on its own map even if it was dropped."""
    title = snapshot.organisation.objectives[ref].title
    return _neighbourhood(snapshot, [ref], "objective-map", f"Alignment map of “{title}”", room)


def level_of(snapshot: Snapshot, unit: Unit) -> int:
    """Return the level of a unit: 0 company, 1 division, 2 team, 3 sub-team or person.

    A division is a unit right below the company that has other units than people below it.
    """
    organisation = snapshot.organisation
    if unit.id == COMPANY or unit.parent is None:
        return _COMPANY
    if unit.is_person:
        return _BELOW
    if unit.parent == COMPANY:
        below = organisation.below.get(unit.id, ())
        return _DIVISION if any(not organisation.units[child].is_person for child in below) else _TEAM
    return _TEAM if organisation.units[unit.parent].parent == COMPANY else _BELOW


def _whole(snapshot: Snapshot, cycle: str | None) -> Diagram | None:
    if cycle is None:
        return None
    cycles = snapshot.organisation.cycles
    running = together(cycles[cycle], cycles)
    shown = [
        each.ref
        for each in snapshot.organisation.objectives.values()
        if each.cycle in running and not is_dropped(snapshot, each.ref)
    ]
    return _diagram(snapshot, "map", f"Alignment map of {cycles[cycle].name}", shown, {})


def neighbours(snapshot: Snapshot, own: Sequence[str]) -> int:
    """Return how many cards or lines, whichever are more, the map of some objectives would have if it were alone."""
    if len(own) >= MAX_NODES:
        return MAX_NODES
    found, _ = _gathered(snapshot, own, ROOM)
    return max(len(found.refs), found.lines)


def below(snapshot: Snapshot) -> Below:
    """Return what is below each objective, without what was dropped."""
    return Below({ref: tuple(_served_by(snapshot, ref)) for ref in snapshot.organisation.objectives})


def _gathered(snapshot: Snapshot, own: Sequence[str], room: Room) -> tuple[Gathering, list[str]]:
    """Return the neighbourhood of some objectives, and of that what stands below them."""
    alignment = snapshot.alignment
    found = Gathering(snapshot, dict.fromkeys(own), room.most)
    found.layers(own, lambda ref: (link.target for link in alignment.up.get(ref, ())), whole=False)
    found.add(link.target for ref in own for link in alignment.needs.get(ref, ()))
    lower = found.layers(own, lambda ref: (link.source for link in alignment.down.get(ref, ())), whole=True)
    found.add(link.source for ref in own for link in alignment.needed_by.get(ref, ()))
    found.thin_out(own, room.lines)
    return found, [ref for ref in lower if ref in found.refs]


def _neighbourhood(snapshot: Snapshot, own: Sequence[str], name: str, label: str, room: Room) -> Diagram:
    if len(own) > room.most:
        return _crowd(snapshot, own, name, label, room)
    alignment = snapshot.alignment
    found, lower = _gathered(snapshot, own, room)
    hidden: dict[str, int] = {}
    if found.full:
        counted = [ref for ref in (*own, *lower) if ref in found.refs]
        hidden = _hidden_below(snapshot, counted, found.refs.keys(), room)
        for ref in own:
            missing = {link.source for link in alignment.needed_by.get(ref, ()) if link.source not in found.refs}
            hidden[ref] = hidden.get(ref, 0) + sum(not is_dropped(snapshot, each) for each in missing)
    return _diagram(snapshot, name, label, list(found.refs), hidden)


def _crowd(snapshot: Snapshot, own: Sequence[str], name: str, label: str, room: Room) -> Diagram:
    """Return the neighbourhood of more objectives than a map can show: they and the goals above, collapsed.

    So what is left out is counted, on the goal that it serves or in the bottom lane.
    """
    alignment = snapshot.alignment
    above = Gathering(snapshot, {}, room.most)
    known = frozenset(own)
    above.layers(
        own, lambda ref: (link.target for link in alignment.up.get(ref, ()) if link.target not in known), whole=False
    )
    refs = tuple(dict.fromkeys((*own, *above.refs)))
    hidden = _hidden_below(snapshot, own, frozenset(refs), room)
    return collapse(_diagram(snapshot, name, label, refs, hidden), room.most, lines=room.lines)


def _hidden_below(snapshot: Snapshot, shown: Iterable[str], kept: Collection[str], room: Room) -> dict[str, int]:
    if room.below is not None:
        return {ref: min(number, MOST_COUNTED) for ref, number in room.below.count(shown, kept).items()}
    return count_hidden(shown, kept, lambda ref: _served_by(snapshot, ref))


def _served_by(snapshot: Snapshot, ref: str) -> Iterator[str]:
    return (link.source for link in snapshot.alignment.down.get(ref, ()) if not is_dropped(snapshot, link.source))


def _diagram(snapshot: Snapshot, name: str, label: str, refs: Sequence[str], hidden: Mapping[str, int]) -> Diagram:
    objectives = snapshot.organisation.objectives
    nodes = tuple(_node(snapshot, objectives[ref], hidden.get(ref, 0)) for ref in refs)
    return Diagram(
        id=name,
        label=f"{label}: {plural(len(nodes), 'objective')}",
        lanes=_lanes(snapshot, nodes),
        nodes=nodes,
        edges=tuple(_edges(snapshot.alignment, refs)),
        hint=_hint(sum(not (node.aligned or node.purpose) for node in nodes)),
    )


def _node(snapshot: Snapshot, each: Objective, hidden: int) -> Node:
    unit = snapshot.organisation.units[each.unit]
    numbers = snapshot.measures.objectives[each.ref]
    status = numbers.status.shown
    owner = snapshot.organisation.people.get(each.owner) if each.owner else None
    aligned = not snapshot.loose(each)
    reason = "" if aligned else each.unaligned
    return Node(
        id=each.ref,
        title=each.title,
        unit=unit.name,
        owner=owner.name if owner else each.owner or "no owner",
        level=level_of(snapshot, unit),
        status_key=status_key(status),
        status_word=status.capitalize(),
        progress=numbers.progress,
        expected=None if status in _WITHOUT_EXPECTATION else numbers.expected,
        href=objective_url(each),
        aligned=aligned,
        hidden_children=hidden,
        unit_id=unit.id,
        owner_id=owner.id if owner else "",
        tags=each.tags,
        purpose="on purpose" if reason else "",
        reason=reason,
        cycle=snapshot.organisation.cycles[each.cycle].name,
    )


def _edges(alignment: Alignment, refs: Sequence[str]) -> Iterator[Edge]:
    """Yield one edge for each pair and way of being linked; whoever contributes needn't be said to support as well."""
    known = set(refs)
    for ref in refs:
        kinds: dict[tuple[str, bool], EdgeKind] = {}
        unanswered: set[str] = set()
        for link in leaving(alignment, ref):
            key = (link.target, link.kind == "depends")
            if link.target in known and kinds.get(key) != "direct":
                kinds[key] = _RANK[link.kind]
                if link.kind == "depends" and not alignment.is_confirmed(link):
                    unanswered.add(link.target)
        for (target, needed), kind in kinds.items():
            yield Edge(ref, target, kind, confirmed=not (needed and target in unanswered))


def _lanes(snapshot: Snapshot, nodes: Sequence[Node]) -> tuple[Lane, ...]:
    units = snapshot.organisation.units
    people = {units[node.unit_id].is_person for node in nodes if node.level == _BELOW}
    lowest = "Sub-teams and people" if len(people) > 1 else "People" if people == {True} else "Sub-teams"
    return (Lane(_COMPANY, "Company"), Lane(_DIVISION, "Divisions"), Lane(_TEAM, "Teams"), Lane(_BELOW, lowest))


def _hint(unaligned: int) -> tuple[str, ...]:
    """Say what to do about objectives that serve nothing above them."""
    if not unaligned:
        return ()
    if unaligned == 1:
        first = "One objective serves no goal above it yet, or nobody has written down which."
        return (first, "Add one line to it: `contributes_to:` or `supports:`, and the goal’s name.")
    number = _NUMBERS[unaligned] if unaligned < len(_NUMBERS) else f"{unaligned:,}"
    first = f"{number} objectives serve no goal above them yet, or nobody has written down which."
    return (first, "Add one line to each: `contributes_to:` or `supports:`, and the goal’s name.")
