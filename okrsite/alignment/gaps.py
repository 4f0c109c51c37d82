"""Where the goals don't hang together: what is missing between objectives that are there.

Facts only, found in the links and the tree of units; whether one of them is worth a remark is decided in
`okrsite.checks`, how it is said in `okrsite.pages`. Only objectives that are still open are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.alignment.links import Link, PendingLink
from okrsite.languages.words import MarkedSentence
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.refs import ObjectiveRef

MAX_NAMED = 12
"""How many of the divisions that one has no link with are named."""
MAX_KEPT = 200_000
"""About how many references of ancestors are kept: in a long chain, each objective has all before it above it."""


class UnservedGoal(msgspec.Struct, frozen=True):
    """A company goal, or one key result of it, that nobody outside the company's own file serves."""

    ref: ObjectiveRef
    result: str | None
    """The key result's id; None: the whole goal."""


class SkippedUnit(msgspec.Struct, frozen=True):
    """A direct link past a unit that has an objective of its own for the same goal: its number passes it by too."""

    link: Link
    unit: str
    """The unit that is passed by."""
    through: ObjectiveRef
    """Its objective for that goal: the first of them."""


class UnlinkedUnit(msgspec.Struct, frozen=True):
    """A unit right below the company, and those beside it with which it has no link."""

    unit: str
    others: tuple[str, ...]
    """The first `MAX_NAMED`, in tree order."""
    more: int
    """How many there are beside those."""


class UncoveredResult(msgspec.Struct, frozen=True):
    """A key result that plans another movement than what contributes to it adds up to."""

    ref: ObjectiveRef
    result: str
    """The key result's id."""
    sentence: MarkedSentence
    """By how much, in a sentence."""


class UncountedLink(msgspec.Struct, frozen=True):
    """A direct link between two key results in different units of measure, whose numbers can't be added up."""

    link: Link
    units: tuple[str, str]
    """Of the lower end and of the upper one; empty for none."""
    in_sum: bool
    """Whether the upper end is the sum of what contributes to it, and lacks this part."""


class Gaps(msgspec.Struct, frozen=True):
    """Everything that is missing, each list in the order of the objectives."""

    unaligned: tuple[ObjectiveRef, ...] = ()
    """Objectives below the company that link to no goal but dropped ones, and don't say why."""
    on_purpose: tuple[ObjectiveRef, ...] = ()
    """Those that say why."""
    unserved: tuple[UnservedGoal, ...] = ()
    skipped: tuple[SkippedUnit, ...] = ()
    unlinked_units: tuple[UnlinkedUnit, ...] = ()
    unconfirmed: tuple[Link, ...] = ()
    """Dependencies that the other side has not answered."""
    pending: tuple[PendingLink, ...] = ()
    uncovered: tuple[UncoveredResult, ...] = ()
    """Found by `okrsite.progress.contribution`, as is what follows."""
    uncounted: tuple[UncountedLink, ...] = ()


def find_gaps(
    organisation: Organisation,
    alignment: Alignment,
    open_refs: Collection[ObjectiveRef],
    dropped: Collection[ObjectiveRef],
) -> Gaps:
    """Return what is missing among the objectives that are open."""
    finder = _GapFinder(organisation, alignment, frozenset(open_refs), frozenset(dropped))
    unaligned = [objective for objective in finder.listed if finder.is_unaligned(objective)]
    return Gaps(
        unaligned=tuple(objective.ref for objective in unaligned if not objective.unaligned),
        on_purpose=tuple(objective.ref for objective in unaligned if objective.unaligned),
        unserved=tuple(finder.find_unserved_goals()),
        skipped=tuple(finder.find_skipped_units()),
        unlinked_units=tuple(finder.find_unlinked_units()),
        unconfirmed=tuple(
            link
            for objective in finder.listed
            for link in alignment.needs.get(objective.ref, ())
            if link.target in finder.open and not alignment.is_confirmed(link)
        ),
        pending=tuple(pending_link for pending_link in alignment.pending if pending_link.source in finder.open),
    )


@dataclass(frozen=True, slots=True)
class _GapFinder:
    organisation: Organisation
    alignment: Alignment
    open: frozenset[ObjectiveRef]
    dropped: frozenset[ObjectiveRef]
    listed: tuple[Objective, ...] = field(init=False)
    _waiting: frozenset[ObjectiveRef] = field(init=False)
    _having: frozenset[str] = field(init=False)
    """Units that have open objectives."""
    _above: dict[ObjectiveRef, frozenset[ObjectiveRef]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        listed = tuple(objective for ref, objective in self.organisation.objectives.items() if ref in self.open)
        object.__setattr__(self, "listed", listed)
        waiting = frozenset(pending_link.source for pending_link in self.alignment.pending if pending_link.upward)
        object.__setattr__(self, "_waiting", waiting)
        object.__setattr__(self, "_having", frozenset(objective.unit for objective in listed))

    def is_unaligned(self, objective: Objective) -> bool:
        """Whether it links to nothing, although there is something above it; a link that waits for a draft is one.

        A link to what was dropped is none any more.
        """
        if (
            objective.unit == COMPANY
            or self.alignment.is_aligned(objective.ref, self.dropped)
            or objective.ref in self._waiting
            or objective.has_unread_goal
        ):
            return False
        return any(above.id in self._having for above in self.organisation.list_ancestry(objective.unit)[:-1])

    def find_unserved_goals(self) -> Iterator[UnservedGoal]:
        if not self._having - {COMPANY}:
            # Nobody is there who could.
            return
        serving = self._find_serving_objectives()
        for goal in self.listed:
            if goal.unit != COMPANY:
                continue
            links = [link for link in self.alignment.down.get(goal.ref, ()) if link.source in serving]
            if not links:
                yield UnservedGoal(goal.ref, None)
                continue
            named = {link.target_result for link in links}
            if any(link.target_result is None and self._is_company_objective(link.source) for link in links):
                # The company's own next step carries the whole goal on; that step's key results are looked at instead.
                continue
            for key_result in goal.key_results:
                if key_result.id not in named and not key_result.is_settled:
                    yield UnservedGoal(goal.ref, key_result.id)

    def _is_company_objective(self, ref: ObjectiveRef) -> bool:
        return self.organisation.objectives[ref].unit == COMPANY

    def _find_serving_objectives(self) -> set[ObjectiveRef]:
        """Return whose links count: all that is not the company's own, and of that what others serve in their turn."""
        serving = {objective.ref for objective in self.listed if objective.unit != COMPANY}
        waiting = list(serving)
        while waiting:
            for link in self.alignment.up.get(waiting.pop(), ()):
                if link.target in self.open and link.target not in serving:
                    serving.add(link.target)
                    waiting.append(link.target)
        return serving

    def find_skipped_units(self) -> Iterator[SkippedUnit]:
        for objective in self.listed:
            links = self.alignment.up.get(objective.ref, ())
            # Whoever links to any objective of a unit doesn't pass it by.
            met = {self.organisation.objectives[link.target].unit for link in links}
            for link in links:
                if not link.counts or link.target not in self.open:
                    continue
                for unit in self._list_units_between(objective.unit, link.target):
                    through = None if unit in met else next(self._find_bypassed_objectives(unit, objective, link), None)
                    if through is not None:
                        met.add(unit)
                        yield SkippedUnit(link, unit, through)

    def _list_units_between(self, unit: str, target: ObjectiveRef) -> tuple[str, ...]:
        """Return the units between one and the unit of a goal above it; none where the goal stands elsewhere."""
        line = [above.id for above in self.organisation.list_ancestry(unit)]
        goals_unit = self.organisation.objectives[target].unit
        return tuple(line[line.index(goals_unit) + 1 : -1]) if goals_unit in line else ()

    def _find_bypassed_objectives(self, unit: str, objective: Objective, link: Link) -> Iterator[ObjectiveRef]:
        """Yield the objectives of a unit that serve the same goal at the same time, not another key result of it."""
        cycles = self.organisation.cycles
        own = cycles[objective.cycle]
        for found_objective in self.organisation.list_objectives(unit):
            theirs = cycles[found_objective.cycle]
            if (
                found_objective.ref in self.open
                and theirs.start <= own.end
                and own.start <= theirs.end
                and link.target in self._find_ancestors(found_objective.ref)
                and self._has_same_target_result(found_objective.ref, link)
            ):
                yield found_objective.ref

    def _has_same_target_result(self, ref: ObjectiveRef, link: Link) -> bool:
        named = {own.target_result for own in self.alignment.up.get(ref, ()) if own.target == link.target}
        return not named or link.target_result is None or bool(named & {None, link.target_result})

    def _find_ancestors(self, ref: ObjectiveRef) -> frozenset[ObjectiveRef]:
        if ref not in self._above:
            ancestors = frozenset(self.alignment.find_ancestors(ref))
            if len(ancestors) * len(self._above) > MAX_KEPT:
                self._above.clear()
            self._above[ref] = ancestors
        return self._above[ref]

    def find_unlinked_units(self) -> Iterator[UnlinkedUnit]:
        """Compare the units right below the company that have open objectives, they or those below them."""
        division = dict(self._map_units_to_divisions())
        units = tuple(
            dict.fromkeys(division[objective.unit] for objective in self.listed if objective.unit in division)
        )
        listed = frozenset(units)
        linked = self._find_linked_divisions(division)
        for unit in units:
            known = linked.get(unit, set()) & listed
            others: list[str] = []
            for other in units:
                if len(others) == MAX_NAMED:
                    break
                if other != unit and other not in known:
                    others.append(other)
            if others:
                yield UnlinkedUnit(unit, tuple(others), len(units) - 1 - len(known) - len(others))

    def _map_units_to_divisions(self) -> Iterator[tuple[str, str]]:
        """Yield each unit below the company with the one right below the company to which it belongs."""
        tops: dict[str, str] = {}
        for unit in self.organisation.units.values():
            if unit.parent is not None:
                # In tree order a parent always comes first.
                tops[unit.id] = tops.get(unit.parent, unit.id)
                if not self.organisation.units[tops[unit.id]].is_person:
                    yield unit.id, tops[unit.id]

    def _find_linked_divisions(self, division: Mapping[str, str]) -> dict[str, set[str]]:
        linked: dict[str, set[str]] = {}

        def link_divisions(first: str, second: str) -> None:
            if first in division and second in division and division[first] != division[second]:
                linked.setdefault(division[first], set()).add(division[second])
                linked.setdefault(division[second], set()).add(division[first])

        objectives = self.organisation.objectives
        for objective in self.listed:
            for link in (*self.alignment.up.get(objective.ref, ()), *self.alignment.needs.get(objective.ref, ())):
                if link.target in self.open:
                    link_divisions(objective.unit, objectives[link.target].unit)
            for partner in objective.joint:
                link_divisions(objective.unit, partner)
        return linked
