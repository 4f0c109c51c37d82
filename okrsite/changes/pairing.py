"""Which thing of before is which of after: the same by its id, by a former id, by its title, by what it measures.

All of it works in both directions: whoever compares the other way round finds the same pairs. Where two things could be
meant, none is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Kpi, Memo, Organisation, Person, Unit
from okrsite.model.refs import AnyRef, KeyResultRef, ObjectiveRef

T = TypeVar("T")
Step = tuple[Callable[[T], Iterable[Hashable]], Callable[[T], Iterable[Hashable]]]
"""What something of before is known by, and something of after."""
Slot = tuple[str, str]
"""A unit, by its id of after where it is still there, and a cycle."""


class Pair(msgspec.Struct, Generic[T], frozen=True):
    """One thing before and after; None where it wasn't there."""

    before: T | None
    after: T | None


class Pairs(msgspec.Struct, frozen=True):
    """Everything that has a name, before and after: those of after in their order, then those that are gone."""

    units: tuple[Pair[Unit], ...]
    objectives: tuple[Pair[Objective], ...]
    key_results: Mapping[ObjectiveRef, tuple[Pair[KeyResult], ...]]
    """Of objectives that are there before and after, by their reference of after."""
    people: tuple[Pair[Person], ...]
    kpis: tuple[Pair[Kpi], ...]
    memos: tuple[Pair[Memo], ...]
    unit_names: Mapping[str, str]
    """Ids of units of before with those of after, where they are there before and after."""
    person_names: Mapping[str, str]
    kpi_names: Mapping[str, str]
    objective_refs: Mapping[ObjectiveRef, ObjectiveRef]
    key_result_refs: Mapping[KeyResultRef, KeyResultRef]

    def translate_ref(self, ref: AnyRef) -> AnyRef:
        """Return what a reference of before is called after; itself where it is gone."""
        if isinstance(ref, ObjectiveRef):
            return self.objective_refs.get(ref, ref)
        if ref in self.key_result_refs:
            return self.key_result_refs[ref]
        return self.objective_refs.get(ref.objective, ref.objective).make_key_result_ref(ref.id)


def pair_organisations(before: Organisation, after: Organisation) -> Pairs:
    """Find out what is what."""
    units = pair_by_keys(
        tuple(before.units.values()),
        tuple(after.units.values()),
        _same(lambda unit: [unit.id]),
        (_list_unit_names(before), _list_unit_names(after)),
        _same(lambda unit: [unit.name]),
    )
    unit_names = {pair.before.id: pair.after.id for pair in units if pair.before and pair.after}
    people = pair_by_keys(
        tuple(before.people.values()),
        tuple(after.people.values()),
        _same(lambda person: [person.id]),
        _same(lambda person: [person.name]),
    )
    kpis = pair_by_keys(
        tuple(before.kpis.values()),
        tuple(after.kpis.values()),
        (lambda kpi: [(unit_names.get(kpi.unit_id, kpi.unit_id), kpi.id.rpartition("/")[2])],
         lambda kpi: [(kpi.unit_id, kpi.id.rpartition("/")[2])]),
        (lambda kpi: [(unit_names.get(kpi.unit_id, kpi.unit_id), kpi.name)], lambda kpi: [(kpi.unit_id, kpi.name)]),
    )  # fmt: skip
    memos = pair_by_keys(
        before.memos,
        after.memos,
        (lambda memo: [(unit_names.get(memo.unit, memo.unit), memo.id)], lambda memo: [(memo.unit, memo.id)]),
        (lambda memo: [(unit_names.get(memo.unit, memo.unit), memo.title)], lambda memo: [(memo.unit, memo.title)]),
    )
    objectives = _pair_objectives(before, after, unit_names)
    whole = [(pair.before, pair.after) for pair in objectives if pair.before and pair.after]
    former = _group_former_key_results(before), _group_former_key_results(after)
    key_results = {
        new.ref: _pair_key_results(old, new, former[0].get(old.ref, {}), former[1].get(new.ref, {}))
        for old, new in whole
    }
    return Pairs(
        units,
        objectives,
        key_results,
        people,
        kpis,
        memos,
        unit_names,
        {pair.before.id: pair.after.id for pair in people if pair.before and pair.after},
        {pair.before.id: pair.after.id for pair in kpis if pair.before and pair.after},
        {old.ref: new.ref for old, new in whole},
        {
            old.ref.make_key_result_ref(pair.before.id): new.ref.make_key_result_ref(pair.after.id)
            for old, new in whole
            for pair in key_results[new.ref]
            if pair.before and pair.after
        },
    )


def pair_by_keys(before: Sequence[T], after: Sequence[T], *steps: Step[T]) -> tuple[Pair[T], ...]:
    """Pair by the first step in which two things know each other by a key and know nobody else by any."""
    partners: dict[int, int] = {}
    old_places, new_places = dict.fromkeys(range(len(before))), dict.fromkeys(range(len(after)))
    for list_old_keys, list_new_keys in steps:
        if not old_places or not new_places:
            break
        old_index = _index_by_keys(before, old_places, list_old_keys)
        new_index = _index_by_keys(after, new_places, list_new_keys)
        met: dict[int, set[int]] = {}
        met_by: dict[int, set[int]] = {}
        for key in old_index.keys() & new_index.keys():
            if len(old_index[key]) == len(new_index[key]) == 1:
                (old,), (new,) = old_index[key], new_index[key]
                met.setdefault(old, set()).add(new)
                met_by.setdefault(new, set()).add(old)
        for old, news in met.items():
            (new, *others) = news
            if not others and len(met_by[new]) == 1:
                partners[new] = old
                del old_places[old], new_places[new]
    pairs = [Pair(before[partners[place]] if place in partners else None, item) for place, item in enumerate(after)]
    return (*pairs, *(Pair(before[place], None) for place in old_places))


def _index_by_keys(
    items: Sequence[T], places: Iterable[int], list_keys: Callable[[T], Iterable[Hashable]]
) -> dict[Hashable, set[int]]:
    index: dict[Hashable, set[int]] = {}
    for place in places:
        for key in list_keys(items[place]):
            index.setdefault(key, set()).add(place)
    return index


def _same(list_keys: Callable[[T], Iterable[Hashable]]) -> Step[T]:
    return list_keys, list_keys


def _list_unit_names(organisation: Organisation) -> Callable[[Unit], Iterable[str]]:
    former: dict[str, list[str]] = {}
    for old, new in organisation.former.units.items():
        former.setdefault(new, []).append(old)
    return lambda unit: (unit.id, *unit.aliases, *former.get(unit.id, ()))


def _pair_objectives(
    before: Organisation, after: Organisation, unit_names: Mapping[str, str]
) -> tuple[Pair[Objective], ...]:
    def find_old_slot(objective: Objective) -> Slot:
        return unit_names.get(objective.unit, objective.unit), objective.cycle

    def find_new_slot(objective: Objective) -> Slot:
        return objective.unit, objective.cycle

    def list_keys(
        find_slot: Callable[[Objective], Slot], key: Callable[[Objective], str | frozenset[str]]
    ) -> Callable[[Objective], Iterable[Hashable]]:
        return lambda objective: [(find_slot(objective), key(objective))] if key(objective) else []

    def make_step(key: Callable[[Objective], str | frozenset[str]]) -> Step[Objective]:
        return list_keys(find_old_slot, key), list_keys(find_new_slot, key)

    return pair_by_keys(
        tuple(before.objectives.values()),
        tuple(after.objectives.values()),
        make_step(lambda objective: objective.id),
        (list_objective_names(before, unit_names), list_objective_names(after, {})),
        make_step(lambda objective: objective.title),
        _same(lambda objective: [(objective.cycle, objective.id, objective.title)]),
        make_step(lambda objective: frozenset(key_result.id for key_result in objective.key_results)),
    )


def list_objective_names(
    organisation: Organisation, unit_names: Mapping[str, str]
) -> Callable[[Objective], Iterable[Hashable]]:
    """Return what lists the ids that an objective has and had: unit by its id of after, cycle, id."""
    former: dict[ObjectiveRef, list[ObjectiveRef]] = {}
    for old, new in organisation.former.objectives.items():
        former.setdefault(new, []).append(old)

    def list_names(objective: Objective) -> Iterable[Hashable]:
        own = (ObjectiveRef.create(objective.unit, objective.cycle, alias) for alias in objective.aliases)
        for ref in (objective.ref, *own, *former.get(objective.ref, ())):
            yield unit_names.get(ref.unit, ref.unit), ref.cycle, ref.id

    return list_names


def _group_former_key_results(organisation: Organisation) -> dict[ObjectiveRef, dict[str, list[str]]]:
    """Return the former ids of key results by objective and id of today."""
    former: dict[ObjectiveRef, dict[str, list[str]]] = {}
    for ref, today in organisation.former.key_results.items():
        former.setdefault(ref.objective, {}).setdefault(today, []).append(ref.id)
    return former


def _pair_key_results(
    old: Objective, new: Objective, former_old: Mapping[str, list[str]], former_new: Mapping[str, list[str]]
) -> tuple[Pair[KeyResult], ...]:
    return pair_by_keys(
        old.key_results,
        new.key_results,
        _same(lambda key_result: [key_result.id]),
        (
            lambda key_result: (key_result.id, *key_result.aliases, *former_old.get(key_result.id, ())),
            lambda key_result: (key_result.id, *key_result.aliases, *former_new.get(key_result.id, ())),
        ),
        _same(lambda key_result: [key_result.title]),
        _same(_list_measures),
    )


def _list_measures(key_result: KeyResult) -> list[Hashable]:
    """Return what tells a key result by its measure; nothing where many could have the same."""
    if not (key_result.target or key_result.keep or key_result.milestones or key_result.levels):
        return []
    start, target = (number and (number.value, number.unit) for number in (key_result.start, key_result.target))
    steps = tuple(milestone.title for milestone in key_result.milestones)
    return [(key_result.kind, key_result.unit, start, target, key_result.keep, steps, *key_result.levels.values())]
