"""Where the goals don't hang together: what is missing between objectives that are there.

Facts only, found in the links and the tree of units; whether one of them is worth a remark is decided in
`okrsite.checks`, how it is said in `okrsite.pages`. Only objectives that are still open are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from okrsite.alignment.graph import Alignment, Link, Pending
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation

MAX_NAMED = 12
"""How many of the divisions that one has no link with are named."""


@dataclass(frozen=True, slots=True)
class Unserved:
    """A company goal, or one key result of it, that nobody outside the company's own file serves."""

    ref: str
    result: str | None
    """The key result's id; None: the whole goal."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A direct link past a unit that has an objective of its own for the same goal: its number passes it by too."""

    link: Link
    unit: str
    """The unit that is passed by."""
    through: str
    """Its objective for that goal, by full reference: the first of them."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A unit right below the company, and those beside it with which it has no link."""

    unit: str
    others: tuple[str, ...]
    """The first `MAX_NAMED`, in tree order."""
    more: int
    """How many there are beside those."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything that is missing, each list in the order of the objectives."""

    unaligned: tuple[str, ...] = ()
    """Objectives below the company that link to no goal but dropped ones, and don't say why, by full reference."""
    on_purpose: tuple[str, ...] = ()
    """Those that say why."""
    unserved: tuple[Unserved, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    apart: tuple[Apart, ...] = ()
    unconfirmed: tuple[Link, ...] = ()
    """Dependencies that the other side has not answered."""
    pending: tuple[Pending, ...] = ()


def find_gaps(
    organisation: Organisation, alignment: Alignment, open_refs: Collection[str], dropped: Collection[str]
) -> Gaps:
    """Return what is missing among the objectives that are open; these and the dropped ones come by full reference."""
    finder = _Finder(organisation, alignment, frozenset(open_refs), frozenset(dropped))
    loose = [each for each in finder.listed if finder.is_loose(each)]
    return Gaps(
        unaligned=tuple(each.ref for each in loose if not each.unaligned),
        on_purpose=tuple(each.ref for each in loose if each.unaligned),
        unserved=tuple(finder.unserved()),
        skipped=tuple(finder.skipped()),
        apart=tuple(finder.apart()),
        unconfirmed=tuple(
            link
            for each in finder.listed
            for link in alignment.needs.get(each.ref, ())
            if link.target in finder.open and not alignment.is_confirmed(link)
        ),
        pending=tuple(each for each in alignment.pending if each.source in finder.open),
    )


@dataclass(frozen=True, slots=True)
class _Finder:
    organisation: Organisation
    alignment: Alignment
    open: frozenset[str]
    dropped: frozenset[str]
    listed: tuple[Objective, ...] = field(init=False)
    _waiting: frozenset[str] = field(init=False)
    _having: frozenset[str] = field(init=False)
    """Units that have open objectives."""
    _above: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        listed = tuple(each for ref, each in self.organisation.objectives.items() if ref in self.open)
        object.__setattr__(self, "listed", listed)
        waiting = frozenset(found.source for found in self.alignment.pending if found.upward)
        object.__setattr__(self, "_waiting", waiting)
        object.__setattr__(self, "_having", frozenset(each.unit for each in listed))

    def is_loose(self, each: Objective) -> bool:
        """Whether it links to nothing, although there is something above it; a link that waits for a draft is one.

        A link to what was dropped is none any more.
        """
        if each.unit == COMPANY or self.alignment.aligned(each.ref, self.dropped) or each.ref in self._waiting:
            return False
        return any(above.id in self._having for above in self.organisation.line(each.unit)[:-1])

    def unserved(self) -> Iterator[Unserved]:
        if not self._having - {COMPANY}:
            # Nobody is there who could.
            return
        serving = self._serving()
        for goal in self.listed:
            if goal.unit != COMPANY:
                continue
            links = [link for link in self.alignment.down.get(goal.ref, ()) if link.source in serving]
            if not links:
                yield Unserved(goal.ref, None)
                continue
            named = {link.target_result for link in links}
            if any(link.target_result is None and self._of_company(link.source) for link in links):
                # The company's own next step carries the whole goal on; that step's key results are looked at instead.
                continue
            for result in goal.key_results:
                if result.id not in named and result.status not in ("done", "dropped"):
                    yield Unserved(goal.ref, result.id)

    def _of_company(self, ref: str) -> bool:
        return self.organisation.objectives[ref].unit == COMPANY

    def _serving(self) -> set[str]:
        """Return whose links count: all that is not the company's own, and of that what others serve in their turn."""
        serving = {each.ref for each in self.listed if each.unit != COMPANY}
        waiting = list(serving)
        while waiting:
            for link in self.alignment.up.get(waiting.pop(), ()):
                if link.target in self.open and link.target not in serving:
                    serving.add(link.target)
                    waiting.append(link.target)
        return serving

    def skipped(self) -> Iterator[Skipped]:
        for each in self.listed:
            links = self.alignment.up.get(each.ref, ())
            # Whoever links to any objective of a unit doesn't pass it by.
            met = {self.organisation.objectives[link.target].unit for link in links}
            for link in links:
                if link.kind != "direct" or link.target not in self.open:
                    continue
                for unit in self._between(each.unit, link.target):
                    through = None if unit in met else next(self._through(unit, each, link), None)
                    if through is not None:
                        met.add(unit)
                        yield Skipped(link, unit, through)

    def _between(self, unit: str, target: str) -> tuple[str, ...]:
        """Return the units between one and the unit of a goal above it; none where the goal stands elsewhere."""
        line = [above.id for above in self.organisation.line(unit)]
        goals_unit = self.organisation.objectives[target].unit
        return tuple(line[line.index(goals_unit) + 1 : -1]) if goals_unit in line else ()

    def _through(self, unit: str, each: Objective, link: Link) -> Iterator[str]:
        """Yield the objectives of a unit that serve the same goal at the same time, not another key result of it."""
        cycles = self.organisation.cycles
        own = cycles[each.cycle]
        for found in self.organisation.of(unit):
            theirs = cycles[found.cycle]
            if (
                found.ref in self.open
                and theirs.start <= own.end
                and own.start <= theirs.end
                and link.target in self._ancestors(found.ref)
                and self._same_result(found.ref, link)
            ):
                yield found.ref

    def _same_result(self, ref: str, link: Link) -> bool:
        named = {own.target_result for own in self.alignment.up.get(ref, ()) if own.target == link.target}
        return not named or link.target_result is None or bool(named & {None, link.target_result})

    def _ancestors(self, ref: str) -> frozenset[str]:
        if ref not in self._above:
            self._above[ref] = frozenset(self.alignment.ancestors(ref))
        return self._above[ref]

    def apart(self) -> Iterator[Apart]:
        """Compare the units right below the company that have open objectives, they or those below them."""
        division = dict(self._divisions())
        units = tuple(dict.fromkeys(division[each.unit] for each in self.listed if each.unit in division))
        listed = frozenset(units)
        linked = self._linked(division)
        for unit in units:
            known = linked.get(unit, set()) & listed
            others: list[str] = []
            for other in units:
                if len(others) == MAX_NAMED:
                    break
                if other != unit and other not in known:
                    others.append(other)
            if others:
                yield Apart(unit, tuple(others), len(units) - 1 - len(known) - len(others))

    def _divisions(self) -> Iterator[tuple[str, str]]:
        """Yield each unit below the company with the one right below the company to which it belongs."""
        tops: dict[str, str] = {}
        for unit in self.organisation.units.values():
            if unit.parent is not None:
                # In tree order a parent always comes first.
                tops[unit.id] = tops.get(unit.parent, unit.id)
                if not self.organisation.units[tops[unit.id]].is_person:
                    yield unit.id, tops[unit.id]

    def _linked(self, division: Mapping[str, str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}

        def meet(first: str, second: str) -> None:
            if first in division and second in division and division[first] != division[second]:
                found.setdefault(division[first], set()).add(division[second])
                found.setdefault(division[second], set()).add(division[first])

        objectives = self.organisation.objectives
        for each in self.listed:
            for link in (*self.alignment.up.get(each.ref, ()), *self.alignment.needs.get(each.ref, ())):
                if link.target in self.open:
                    meet(each.unit, objectives[link.target].unit)
            for partner in each.joint:
                meet(each.unit, partner)
        return found
