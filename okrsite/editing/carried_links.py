"""Links of objectives that are carried on into a new cycle: which of them go on, and how their ends are named there.

A link goes on that leads to what runs in the new cycle: a goal of an enclosing cycle, the successor of the one that it
led to, or one that is carried on with it. One that is left out is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from okrsite.alignment.internal_goals import leads_to_internal_goal
from okrsite.alignment.links import Link, OutsideLink
from okrsite.editing.new_nodes import make_record, make_text
from okrsite.model.cycles import Cycle, list_enclosing_cycles
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.snapshot import Snapshot
from okrsite.sources.records import MapNode, Node, list_typed_nodes
from okrsite.vocabulary import LINK


def find_successor(snapshot: Snapshot, cycle: Cycle, objective: Objective) -> Objective | None:
    """Return the objective of a cycle that carries another one on, or has its id; None where there is none."""
    objectives = snapshot.organisation.objectives
    continued = [objectives[link.source] for link in snapshot.alignment.continued_by.get(objective.ref, ())]
    same = objectives.get(ObjectiveRef.create(objective.unit, cycle.id, objective.id))
    return next((known for known in (same, *continued) if known is not None and known.cycle == cycle.id), None)


class LinkCarrier:
    """Names the ends of links from a new cycle."""

    def __init__(
        self,
        snapshot: Snapshot,
        cycle: Cycle,
        carried: Mapping[ObjectiveRef, Collection[str]],
        remarks: list[str],
    ) -> None:
        """Take the content as it is, the new cycle, and the ids of the open key results of all that is carried on.

        Links that are left out are told in `remarks`.
        """
        self._snapshot = snapshot
        self._cycle = cycle
        self._carried = carried
        self._remarks = remarks
        cycles = {**snapshot.organisation.cycles, cycle.id: cycle}
        self._enclosing = list_enclosing_cycles(cycle.id, cycles)
        self._typed = {link.place: link for link in snapshot.alignment.links}
        self._outside = {link.place: link for links in snapshot.alignment.outside.values() for link in links}

    def carry_links(self, typed: Node | None, objective: Objective) -> list[Node]:
        """Return the links of one field that go on, with their ends as they are named from the new cycle.

        Args:
            typed: What was typed in the field of the old objective; None where nothing was.
            objective: The old objective.
        """
        links: list[Node] = []
        for item in list_typed_nodes(typed) if typed is not None else ():
            to = item.get(LINK.TO.name) if isinstance(item, MapNode) else item
            target, missing = self._name_end(to)
            if missing:
                said = getattr(to, "text", "")
                self._remarks.append(f"{objective.ref}: the link to {said} is left out, for {missing}.")
            elif isinstance(item, MapNode):
                further = {entry.key.text: entry.value for entry in item if entry.key.text != LINK.TO.name}
                links.append(make_record({LINK.TO.name: target, **further}))
            else:
                links.append(make_text(target))
        return links

    def _name_end(self, to: Node | None) -> tuple[str, str]:
        """Return how the end of a link is named from the new cycle; empty, with the reason, where it doesn't go on."""
        if to is not None and (outside := self._outside.get(to.place)):
            return self._name_outside_goal(outside), ""
        link = self._typed.get(to.place) if to is not None else None
        goal = self._find_goal(link) if link else None
        if link is None or goal is None:
            return "", f"{self._cycle.id} has no such goal yet"
        if leads_to_internal_goal(link, self._snapshot.organisation.objectives[link.source], goal):
            return "", f"{goal.ref} is internal, and this goal is for everybody"
        if goal.ref == link.target and goal.cycle in self._enclosing:
            return str(link.target_ref), ""
        known = self._carried.get(goal.ref, [key_result.id for key_result in goal.key_results])
        return f"{goal.unit}/{goal.id}" + (f"#{link.target_result}" if link.target_result in known else ""), ""

    def _find_goal(self, link: Link) -> Objective | None:
        """Return the goal to which a link leads from the new cycle; one that is carried on stands for its copy."""
        target = self._snapshot.organisation.objectives[link.target]
        if target.cycle in self._enclosing:
            return target
        there = find_successor(self._snapshot, self._cycle, target)
        return there or (target if target.ref in self._carried else None)

    def _name_outside_goal(self, link: OutsideLink) -> str:
        """Return how a goal of another organisation is named from the new cycle: whichever of it runs then is meant."""
        goal = link.goal
        if goal is None or goal.cycle_id in self._enclosing:
            return link.target_ref
        return f"{link.remote}:{goal.unit_id}/{goal.id}" + (f"#{link.result}" if link.result else "")
