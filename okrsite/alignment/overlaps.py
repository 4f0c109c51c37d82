"""Objectives and key results of different units that do the same, or pull against each other.

Decides what counts as an overlap and says why in words. What is linked, done jointly, or declared to be different with
a reason is none; nor is what never runs at the same time. Only objectives that are still open are looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from okrsite.alignment.graph import Alignment
from okrsite.alignment.likeness import MAX_GROUP, NEIGHBOURS, Direction, Title, alike, as_title, candidates
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Organisation

OverlapKind = Literal["same", "against"]
MAX_PARTNERS = 5
"""How many others are named for one objective or key result, of each kind: where more do the same, it is a habit and no
accident.
"""


@dataclass(frozen=True, slots=True)
class End:
    """One of the two: an objective, or a key result of it."""

    ref: str
    """The objective, by full reference."""
    result: str | None
    """The key result's id, None for the objective itself."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two that should know of each other."""

    kind: OverlapKind
    first: End
    second: End
    """The later one in the order of objectives."""
    reason: str
    """Why it is here: a clause without a full stop, in the words of both."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that could overlap."""

    end: End
    objective: Objective
    title: Title
    typed: str
    """The title as it was typed."""
    direction: Direction
    """By its numbers, else by its words."""
    measure: str
    """The unit of measure; empty for an objective, and where nothing is said."""
    kpi: str | None = None
    low: float | None = None
    high: float | None = None
    """The range in which it should stay."""
    target: float | None = None


def find_overlaps(organisation: Organisation, alignment: Alignment, open_refs: Collection[str]) -> tuple[Overlap, ...]:
    """Return the overlaps among the objectives that are open, given by full reference, in their order."""
    listed = [each for ref, each in organisation.objectives.items() if ref in open_refs]
    goals = [_of_objective(each) for each in listed]
    results = [
        _of_result(each, result, organisation.cycles[each.cycle], organisation.kpis)
        for each in listed
        for result in each.key_results
        # Two of which nothing is told have that in common, and nothing else.
        if result.status not in ("done", "dropped") and result.withheld is None
    ]
    judge = _Judge(organisation, alignment)
    found = [*judge.overlaps(goals, ()), *judge.overlaps(results, list(_by_kpi(results)))]
    order = {each.ref: position for position, each in enumerate(listed)}
    return tuple(
        sorted(found, key=lambda pair: (order[pair.first.ref], pair.first.result or "", order[pair.second.ref]))
    )


def _of_objective(each: Objective) -> _Candidate:
    title = as_title(each.title)
    return _Candidate(End(each.ref, None), each, title, each.title, title.direction, "")


def _of_result(each: Objective, result: KeyResult, cycle: Cycle, kpis: Mapping[str, Kpi]) -> _Candidate:
    title = as_title(result.title)
    target = result.target.value if result.target else None
    start = result.start.value if result.start else _kpi_start(kpis.get(result.kpi or ""), cycle)
    by_numbers: Direction = 0
    if target is not None and start is not None and start != target:
        by_numbers = 1 if target > start else -1
    return _Candidate(
        End(each.ref, result.id),
        each,
        title,
        result.title,
        by_numbers or title.direction,
        result.unit,
        result.kpi,
        result.keep.low if result.keep else None,
        result.keep.high if result.keep else None,
        target,
    )


def _kpi_start(kpi: Kpi | None, cycle: Cycle) -> float | None:
    """Return the KPI's last value up to the cycle's first day, where its key results start by default."""
    before = [value for day, value in kpi.values if day <= cycle.start] if kpi else []
    return before[-1] if before else None


def _by_kpi(results: list[_Candidate]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(results):
        if candidate.kpi is not None:
            groups[candidate.kpi].append(position)
    for group in groups.values():
        if len(group) <= MAX_GROUP:
            yield from combinations(group, 2)
            continue
        # That many take it for their measure on purpose; what they can't all want is still worth a word.
        ups, downs = ([each for each in group if results[each].direction == way] for way in (1, -1))
        few, many = sorted((ups, downs), key=len)
        yield from ((min(pair), max(pair)) for pair in product(few, many[:NEIGHBOURS]))


class _Judge:
    """Looks at pairs one by one."""

    def __init__(self, organisation: Organisation, alignment: Alignment) -> None:
        self._cycles = organisation.cycles
        self._linked = {frozenset((link.source, link.target)) for link in alignment.links}
        self._distinct: dict[frozenset[str], set[tuple[str, str | None]]] = defaultdict(set)
        for said in alignment.distinctions:
            self._distinct[frozenset((said.source, said.target))].add((said.target, said.target_result))

    def overlaps(self, listed: list[_Candidate], more: Collection[tuple[int, int]]) -> Iterator[Overlap]:
        """Yield what overlaps among candidates of one sort; `more` are pairs to look at beside those alike in words."""
        partners: Counter[tuple[OverlapKind, int]] = Counter()
        pairs = sorted({*candidates([each.title for each in listed]), *more})
        for one, other in pairs:
            first, second = listed[one], listed[other]
            if self._apart(first, second):
                continue
            overlap = _judged(first, second)
            if overlap is None:
                continue
            # Each kind for itself: whoever does the same as five others still hears of the one who wants the opposite.
            ends = ((overlap.kind, one), (overlap.kind, other))
            if all(partners[end] < MAX_PARTNERS for end in ends):
                partners.update(ends)
                yield overlap

    def _apart(self, first: _Candidate, second: _Candidate) -> bool:
        """Whether two have nothing to settle: one team's, never at the same time, or known to each other."""
        ours, theirs = first.objective, second.objective
        if ours.unit == theirs.unit or theirs.unit in ours.joint or ours.unit in theirs.joint:
            return True
        mine, yours = self._cycles[ours.cycle], self._cycles[theirs.cycle]
        if mine.start > yours.end or yours.start > mine.end:
            return True
        both = frozenset((ours.ref, theirs.ref))
        if both in self._linked:
            return True
        said = self._distinct.get(both, ())
        return any((end.ref, result) in said for end in (first.end, second.end) for result in {None, end.result})


def _judged(first: _Candidate, second: _Candidate) -> Overlap | None:
    same_kpi = first.kpi is not None and first.kpi == second.kpi
    comparable = same_kpi or first.measure == second.measure or "" in (first.measure, second.measure)
    if not same_kpi and not alike(first.title, second.title):
        return None
    if comparable and (clash := _clash(first, second)):
        return Overlap("against", first.end, second.end, clash)
    if first.direction * second.direction < 0:
        # One more, the other less, and in units that can't be compared: they are about different things.
        return None
    if same_kpi:
        return Overlap("same", first.end, second.end, f"both take their values from the KPI {first.kpi}")
    if first.typed.casefold() == second.typed.casefold():
        return Overlap("same", first.end, second.end, "both say the same, word for word")
    return Overlap("same", first.end, second.end, "both say nearly the same")


def _clash(first: _Candidate, second: _Candidate) -> str:
    """Say how two pull against each other, empty where they don't."""
    if first.direction * second.direction < 0:
        up, down = (first, second) if first.direction > 0 else (second, first)
        return f"{up.objective.unit} wants more of it, {down.objective.unit} less"
    for keeper, mover in ((first, second), (second, first)):
        if keeper.high is not None and mover.low is not None and mover.low > keeper.high:
            return f"{mover.objective.unit} keeps it above what {keeper.objective.unit} keeps it below"
        if mover.target is None:
            continue
        if keeper.high is not None and mover.target > keeper.high:
            return f"{mover.objective.unit} wants it above what {keeper.objective.unit} keeps it below"
        if keeper.low is not None and mover.target < keeper.low:
            return f"{mover.objective.unit} wants it below what {keeper.objective.unit} keeps it above"
    return ""
