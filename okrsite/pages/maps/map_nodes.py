"""Objectives as they stand on maps: what a card says, and in which lane it lies, by the level of its unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from msgspec.structs import replace

from okrsite.alignment.links import OutsideLink
from okrsite.languages.words import translate
from okrsite.maps import OUTSIDE_LEVEL, Diagram, DiagramNode, Edge, Lane
from okrsite.model.audience import round_to_whole_percent
from okrsite.model.organisation import COMPANY, Unit
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_objective_url
from okrsite.pages.wording import (
    STATUS_KEYS,
    build_measured_status_view,
    find_expected_progress,
    name_status,
    shorten_outcome,
)
from okrsite.snapshot import Snapshot

MOST_OUTSIDE = 12
"""Goals of other organisations on a map: they say where ours lead, and are not what it is about."""
_COMPANY, _DIVISION, _TEAM, _BELOW = range(4)


def find_unit_level(snapshot: Snapshot, unit: Unit) -> int:
    """Return the level of a unit: 0 company, 1 division, 2 team, 3 sub-team or person.

    A division is a unit right below the company that has other units than people below it.
    """
    organisation = snapshot.organisation
    if unit.id == COMPANY or unit.parent is None:
        return _COMPANY
    if unit.is_person:
        return _BELOW
    if unit.parent == COMPANY:
        below = organisation.child_units.get(unit.id, ())
        return _DIVISION if any(not organisation.units[child].is_person for child in below) else _TEAM
    return _TEAM if organisation.units[unit.parent].parent == COMPANY else _BELOW


def build_node(snapshot: Snapshot, ref: ObjectiveRef) -> DiagramNode:
    """Return an objective as it stands on a map; its numbers in whole percent, as they are printed."""
    objective = snapshot.organisation.objectives[ref]
    unit = snapshot.organisation.units[objective.unit]
    numbers = snapshot.measures.objectives[objective.ref]
    status = build_measured_status_view(numbers)
    owner = snapshot.organisation.people.get(objective.owner) if objective.owner else None
    aligned = not snapshot.is_unaligned(objective)
    reason = "" if aligned else objective.unaligned
    return DiagramNode(
        id=str(objective.ref),
        title=objective.title,
        unit=unit.name,
        owner=owner.name if owner else objective.owner or translate("no owner"),
        level=find_unit_level(snapshot, unit),
        status_key=status.key,
        status_word=f"{status.word}, {status.note}" if status.note else status.word,
        card_word=shorten_outcome(numbers.outcome) if numbers.outcome else "",
        progress=_round_share(numbers.progress),
        expected=_round_share(find_expected_progress(numbers)),
        href=make_objective_url(objective),
        aligned=aligned,
        unit_id=unit.id,
        owner_id=owner.id if owner else "",
        tags=objective.tags,
        purpose=translate("on purpose") if reason else "",
        reason=reason,
        cycle=snapshot.organisation.cycles[objective.cycle].name,
    )


def build_outside_node(link: OutsideLink) -> DiagramNode:
    """Return a goal of another organisation as it stands on a map, by what is known of it there."""
    goal = link.goal
    return DiagramNode(
        id=f"{link.remote}:{link.ref}",
        title=link.title,
        unit=link.organisation,
        owner=goal.unit if goal else "",
        level=OUTSIDE_LEVEL,
        status_key=STATUS_KEYS[goal.word] if goal else "none",
        status_word=name_status(goal.word) if goal else translate("Unknown"),
        progress=_round_share(goal.progress) if goal else None,
        expected=None,
        href=link.url,
        cycle=goal.cycle if goal else "",
        outside=link.organisation,
    )


def add_outside_goals(snapshot: Snapshot, diagram: Diagram, refs: Iterable[ObjectiveRef]) -> Diagram:
    """Return a map with the goals of other organisations to which its objectives link, in the order of these.

    `refs` are those that may be on it.
    """
    if not snapshot.site.settings.federation:  # most sites: then no page needs to depend on what isn't there
        return diagram
    shown = {node.id for node in diagram.nodes}
    nodes: dict[str, DiagramNode] = {}
    edges: dict[tuple[str, str], Edge] = {}
    for ref in (ref for ref in refs if ref in shown):
        for link in snapshot.alignment.outside.get(ref, ()):
            goal = build_outside_node(link)
            if len(nodes) < MOST_OUTSIDE or goal.id in nodes:
                nodes.setdefault(goal.id, goal)
                # Of two links the one that contributes is told first.
                edges.setdefault((ref, goal.id), Edge(str(ref), goal.id, link.kind))
    if not nodes:
        return diagram
    return replace(
        diagram,
        lanes=(Lane(OUTSIDE_LEVEL, translate("Other organisations")), *diagram.lanes),
        nodes=(*diagram.nodes, *nodes.values()),
        edges=(*diagram.edges, *edges.values()),
    )


def _round_share(share: float | None) -> float | None:
    return None if share is None or not isfinite(share) else round_to_whole_percent(share)


def build_lanes(snapshot: Snapshot, nodes: Sequence[DiagramNode]) -> tuple[Lane, ...]:
    """Return the lanes of a map, one for each level; the lowest is called by what is in it."""
    units = snapshot.organisation.units
    people = {units[node.unit_id].is_person for node in nodes if node.level == _BELOW}
    if len(people) > 1:
        lowest = translate("Sub-teams and people")
    else:
        lowest = translate("People") if people == {True} else translate("Sub-teams")
    return (
        Lane(_COMPANY, translate("Company")),
        Lane(_DIVISION, translate("Divisions")),
        Lane(_TEAM, translate("Teams")),
        Lane(_BELOW, lowest),
    )
