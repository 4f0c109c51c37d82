"""Objectives and key results of different units that do the same, or pull against each other.

Decides what counts as an overlap and says why in words. What is linked, done jointly, or declared to be different with
a reason is none; nor is what never runs at the same time. Only objectives that are still open are looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, product
from typing import Literal

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.alignment.similarity import (
    MAX_GROUP,
    NEIGHBOURS,
    ChangeDirection,
    ComparableTitle,
    find_similarity_candidates,
    is_similar,
    normalise_title,
)
from okrsite.languages.words import MarkedSentence, mark_text
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Organisation
from okrsite.model.refs import AnyRef, ObjectiveRef

OverlapKind = Literal["same", "against"]
_SAME_WORDS = mark_text("both say the same, word for word")
_ALIKE = mark_text("both say nearly the same")
_ONE_KPI = mark_text("both take their values from the KPI {kpi}")
_MORE_OR_LESS = mark_text("{up} wants more of it, {down} less")
_KEPT_APART = mark_text("{above} keeps it above what {below} keeps it below")
_WANTED_ABOVE = mark_text("{above} wants it above what {below} keeps it below")
_WANTED_BELOW = mark_text("{below} wants it below what {above} keeps it above")
REASONS = {
    **{_SAME_WORDS: (), _ALIKE: (), _ONE_KPI: ("kpi",), _MORE_OR_LESS: ("up", "down")},
    **{_KEPT_APART: ("above", "below"), _WANTED_ABOVE: ("above", "below"), _WANTED_BELOW: ("below", "above")},
}
"""Why two overlap, with the names of what each text is filled with."""
CONFLICTS = frozenset((_MORE_OR_LESS, _KEPT_APART, _WANTED_ABOVE, _WANTED_BELOW))
"""Those why they pull against each other."""
MAX_PARTNERS = 5
"""How many others are named for one objective or key result, of each kind: where more do the same, it is a habit and no
accident.
"""


class OverlapEnd(msgspec.Struct, frozen=True):
    """One of the two: an objective, or a key result of it."""

    ref: ObjectiveRef
    """The objective."""
    result: str | None
    """The key result's id, None for the objective itself."""

    @property
    def full_ref(self) -> AnyRef:
        """What it is, with the key result."""
        return self.ref.make_end_ref(self.result)


class Overlap(msgspec.Struct, frozen=True):
    """Two that should know of each other."""

    kind: OverlapKind
    first: OverlapEnd
    second: OverlapEnd
    """The later one in the order of objectives."""
    reason: MarkedSentence
    """Why it is here: a clause without a full stop, in the words of both."""


class _Candidate(msgspec.Struct, frozen=True):
    """Something that could overlap."""

    end: OverlapEnd
    objective: Objective
    title: ComparableTitle
    typed: str
    """The title as it was typed."""
    direction: ChangeDirection
    """By its numbers, else by its words."""
    measure: str
    """The unit of measure; empty for an objective, and where nothing is said."""
    kpi: str | None = None
    low: float | None = None
    high: float | None = None
    """The range in which it should stay."""
    target: float | None = None


def find_overlaps(
    organisation: Organisation, alignment: Alignment, open_refs: Collection[ObjectiveRef]
) -> tuple[Overlap, ...]:
    """Return the overlaps among the objectives that are open, in their order."""
    listed = [objective for ref, objective in organisation.objectives.items() if ref in open_refs]
    goals = [_create_objective_candidate(objective) for objective in listed]
    candidates = [
        _create_key_result_candidate(objective, key_result, organisation.cycles[objective.cycle], organisation.kpis)
        for objective in listed
        for key_result in objective.key_results
        # Two of which nothing is told have that in common, and nothing else.
        if not key_result.is_settled and key_result.withheld is None
    ]
    judge = _OverlapFinder(organisation, alignment)
    overlaps = [*judge.find_overlaps(goals, ()), *judge.find_overlaps(candidates, list(_pair_by_kpi(candidates)))]
    order = {objective.ref: position for position, objective in enumerate(listed)}
    return tuple(
        sorted(overlaps, key=lambda pair: (order[pair.first.ref], pair.first.result or "", order[pair.second.ref]))
    )


def _create_objective_candidate(objective: Objective) -> _Candidate:
    title = normalise_title(objective.title)
    return _Candidate(OverlapEnd(objective.ref, None), objective, title, objective.title, title.direction, "")


def _create_key_result_candidate(
    objective: Objective, key_result: KeyResult, cycle: Cycle, kpis: Mapping[str, Kpi]
) -> _Candidate:
    title = normalise_title(key_result.title)
    target = key_result.target.value if key_result.target else None
    start = key_result.start.value if key_result.start else _find_kpi_start(kpis.get(key_result.kpi or ""), cycle)
    by_numbers: ChangeDirection = 0
    if target is not None and start is not None and start != target:
        by_numbers = 1 if target > start else -1
    return _Candidate(
        OverlapEnd(objective.ref, key_result.id),
        objective,
        title,
        key_result.title,
        by_numbers or title.direction,
        key_result.unit,
        key_result.kpi,
        key_result.keep.low if key_result.keep else None,
        key_result.keep.high if key_result.keep else None,
        target,
    )


def _find_kpi_start(kpi: Kpi | None, cycle: Cycle) -> float | None:
    """Return the KPI's last value up to the cycle's first day, where its key results start by default."""
    before = [value for day, value in kpi.values if day <= cycle.start] if kpi else []
    return before[-1] if before else None


def _pair_by_kpi(candidates: list[_Candidate]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        if candidate.kpi is not None:
            groups[candidate.kpi].append(position)
    for group in groups.values():
        if len(group) <= MAX_GROUP:
            yield from combinations(group, 2)
            continue
        # That many take it for their measure on purpose; what they can't all want is still worth a word.
        ups, downs = ([number for number in group if candidates[number].direction == way] for way in (1, -1))
        few, many = sorted((ups, downs), key=len)
        yield from ((min(pair), max(pair)) for pair in product(few, many[:NEIGHBOURS]))


class _OverlapFinder:
    """Looks at pairs one by one."""

    def __init__(self, organisation: Organisation, alignment: Alignment) -> None:
        self._cycles = organisation.cycles
        self._linked = {frozenset((link.source, link.target)) for link in alignment.links}
        self._distinct: dict[frozenset[ObjectiveRef], set[tuple[ObjectiveRef, str | None]]] = defaultdict(set)
        for said in alignment.distinctions:
            self._distinct[frozenset((said.source, said.target))].add((said.target, said.target_result))

    def find_overlaps(self, listed: list[_Candidate], more: Collection[tuple[int, int]]) -> Iterator[Overlap]:
        """Yield what overlaps among candidates of one sort; `more` are pairs to look at beside those alike in words."""
        partners: Counter[tuple[OverlapKind, int]] = Counter()
        pairs = sorted({*find_similarity_candidates([candidate.title for candidate in listed]), *more})
        for first_number, second_number in pairs:
            first, second = listed[first_number], listed[second_number]
            if self._is_settled(first, second):
                continue
            overlap = _compare_candidates(first, second)
            if overlap is None:
                continue
            # Each kind for itself: whoever does the same as five others still hears of the one who wants the opposite.
            ends = ((overlap.kind, first_number), (overlap.kind, second_number))
            if all(partners[end] < MAX_PARTNERS for end in ends):
                partners.update(ends)
                yield overlap

    def _is_settled(self, first: _Candidate, second: _Candidate) -> bool:
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


def _compare_candidates(first: _Candidate, second: _Candidate) -> Overlap | None:
    same_kpi = first.kpi is not None and first.kpi == second.kpi
    comparable = same_kpi or first.measure == second.measure or "" in (first.measure, second.measure)
    if not same_kpi and not is_similar(first.title, second.title):
        return None
    if comparable and (clash := _describe_conflict(first, second)):
        return Overlap("against", first.end, second.end, clash)
    if first.direction * second.direction < 0:
        # One more, the other less, and in units that can't be compared: they are about different things.
        return None
    if same_kpi:
        return Overlap("same", first.end, second.end, _give_reason(_ONE_KPI, first.kpi or ""))
    if first.typed.casefold() == second.typed.casefold():
        return Overlap("same", first.end, second.end, _give_reason(_SAME_WORDS))
    return Overlap("same", first.end, second.end, _give_reason(_ALIKE))


def _give_reason(text: str, *values: str) -> MarkedSentence:
    return MarkedSentence(text, values=tuple(zip(REASONS[text], values, strict=True)))


def _describe_conflict(first: _Candidate, second: _Candidate) -> MarkedSentence | None:
    """Say how two pull against each other; None where they don't."""
    if first.direction * second.direction < 0:
        up, down = (first, second) if first.direction > 0 else (second, first)
        return _give_reason(_MORE_OR_LESS, up.objective.unit, down.objective.unit)
    for keeper, mover in ((first, second), (second, first)):
        units = (mover.objective.unit, keeper.objective.unit)
        if keeper.high is not None and mover.low is not None and mover.low > keeper.high:
            return _give_reason(_KEPT_APART, *units)
        if mover.target is None:
            continue
        if keeper.high is not None and mover.target > keeper.high:
            return _give_reason(_WANTED_ABOVE, *units)
        if keeper.low is not None and mover.target < keeper.low:
            return _give_reason(_WANTED_BELOW, *units)
    return None
