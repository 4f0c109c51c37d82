"""Two states of the content: which objective is which, and what changed in each.

Something keeps its identity by its id, by an id that `aliases:` declares, by its title where the id changed, and by
what it measures where title and id changed together (an id that nobody typed is made of the title). Across files it
needs a move that git saw, or the same title in the same cycle.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import msgspec

from okrsite.amounts import Quantity
from okrsite.history.located import LocatedObjective
from okrsite.history.normalise import ValueNormaliser
from okrsite.history.versions import PastKeyResult, PastValue
from okrsite.model.refs import ObjectiveRef

ChangeKind = Literal[
    "created", "removed", "moved", "result added", "result removed", "result renamed",
    "title", "why", "owner", "status", "ambition", "contributes_to", "supports", "depends_on", "decision",
    "measure", "unit", "from", "to", "keep", "kpi", "milestones", "step days", "step weights", "levels", "phases",
    "due", "weight", "grade", "confidence", "value",
]  # fmt: skip
"""What happened: to a whole objective or key result, or to one field of either."""

_OBJECTIVE: tuple[ChangeKind, ...] = (
    "title",
    "why",
    "owner",
    "status",
    "ambition",
    "contributes_to",
    "supports",
    "depends_on",
    "decision",
)
_RESULT: tuple[ChangeKind, ...] = (
    "title", "owner", "measure", "unit", "from", "to", "keep", "kpi", "milestones", "step days", "step weights",
    "levels", "phases", "due", "weight", "status", "grade", "contributes_to", "supports", "confidence", "value",
)  # fmt: skip
OF_OBJECTIVES: frozenset[ChangeKind] = frozenset((*_OBJECTIVE, "created", "removed", "moved"))
"""What can happen to an objective itself."""
OF_KEY_RESULTS: frozenset[ChangeKind] = frozenset((*_RESULT, "result added", "result removed", "result renamed"))
"""What can happen to a key result."""
_AT_FIRST: tuple[ChangeKind, ...] = ("confidence", "value")
"""What is history from the first version on: they are points of a line, not changes of a plan."""


class ObjectivePair(msgspec.Struct, frozen=True):
    """One objective before and after; None where it wasn't there."""

    before: LocatedObjective | None
    after: LocatedObjective | None
    results: tuple[tuple[PastKeyResult | None, PastKeyResult | None], ...] = ()


class DetectedChange(msgspec.Struct, frozen=True):
    """One change of one objective or key result, under the names that it had before and after."""

    kind: ChangeKind
    old_ref: ObjectiveRef
    ref: ObjectiveRef
    """As after the change; for `removed` as before."""
    old_result: str | None
    result: str | None
    """The key result's id; None where the objective itself changed."""
    before: PastValue
    after: PastValue


T = TypeVar("T")
_KeyFunction = Callable[[T], Iterable[Hashable]]


def match_objectives(
    before: Sequence[LocatedObjective],
    after: Sequence[LocatedObjective],
    moved: Mapping[tuple[str, str], tuple[str, str]],
    aliases: Mapping[tuple[str, str], tuple[str, ...]],
) -> list[ObjectivePair]:
    """Find out which objective is which.

    Args:
        before: The objectives of all files that a commit touched.
        after: The same files' after it.
        moved: Unit and cycle of files that git saw move, old to new.
        aliases: Earlier ids as declared today, by cycle and id: an alias may be declared long after the id changed.
    """

    def find_old_slot(located_objective: LocatedObjective) -> tuple[str, str]:
        slot = (located_objective.unit, located_objective.cycle)
        return moved.get(slot, slot)

    def list_known_ids(located_objective: LocatedObjective) -> tuple[str, ...]:
        return (
            *located_objective.objective.aliases,
            *aliases.get((located_objective.cycle, located_objective.objective.id), ()),
        )

    def list_titles(located_objective: LocatedObjective) -> list[Hashable]:
        title = located_objective.objective.fields.get("title")
        return [title] if title else []

    def list_result_ids(located_objective: LocatedObjective) -> list[Hashable]:
        ids = frozenset(past_key_result.id for past_key_result in located_objective.objective.results)
        return [ids] if ids else []

    steps: tuple[tuple[_KeyFunction[LocatedObjective], _KeyFunction[LocatedObjective]], ...] = (
        (lambda old: [old.ref], lambda new: [new.ref]),
        (
            lambda old: [(find_old_slot(old), old.objective.id)],
            lambda new: [((new.unit, new.cycle), key) for key in (new.objective.id, *list_known_ids(new))],
        ),
        (
            lambda old: [(find_old_slot(old), title) for title in list_titles(old)],
            lambda new: [((new.unit, new.cycle), title) for title in list_titles(new)],
        ),
        (
            lambda old: [(old.cycle, old.objective.id, title) for title in list_titles(old)],
            lambda new: [
                (new.cycle, key, title)
                for title in list_titles(new)
                for key in (new.objective.id, *list_known_ids(new))
            ],
        ),
        (
            lambda old: [(find_old_slot(old), ids) for ids in list_result_ids(old)],
            lambda new: [((new.unit, new.cycle), ids) for ids in list_result_ids(new)],
        ),
    )
    return [ObjectivePair(old, new, _match_key_results(old, new)) for old, new in _match_by_keys(before, after, steps)]


def diff_objectives(pair: ObjectivePair, meaning: ValueNormaliser) -> Iterator[DetectedChange]:
    """Yield what changed from one state to the next, the objective first, then its key results in order."""
    old, new = pair.before, pair.after
    if old and new and old.objective is new.objective and (old.path, old.ref) == (new.path, new.ref):
        return
    there = new or old
    assert there is not None
    names = (old.ref if old else there.ref, there.ref)
    if old is None or new is None:
        kind: ChangeKind = "removed" if new is None else "created"
        yield DetectedChange(kind, *names, None, None, _get_title(old), _get_title(new))
    else:
        if old.ref != new.ref:
            yield DetectedChange("moved", *names, None, None, old.ref, new.ref)
        for field in _OBJECTIVE:
            was = meaning.normalise_value(field, old.objective.fields.get(field), old)
            now = meaning.normalise_value(field, new.objective.fields.get(field), new)
            if not is_same_value(was, now):
                yield DetectedChange(field, *names, None, None, was, now)
    if new is None:
        return
    for past_result, new_result in pair.results:
        yield from _diff_key_results(past_result, new_result, old or new, new, names, meaning)


def is_same_value(one: PastValue, other: PastValue) -> bool:
    """Whether two values mean the same; a unit that was only added or left out changes no number."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value and (one.unit == other.unit or not one.unit or not other.unit)
    return one == other


def _diff_key_results(
    old: PastKeyResult | None,
    new: PastKeyResult | None,
    old_place: LocatedObjective,
    place: LocatedObjective,
    names: tuple[ObjectiveRef, ObjectiveRef],
    meaning: ValueNormaliser,
) -> Iterator[DetectedChange]:
    if old == new and old_place.path == place.path:
        return
    there = new or old
    assert there is not None
    keys = (old.id if old else there.id, there.id)
    if new is None:
        yield DetectedChange("result removed", *names, *keys, there.fields.get("title"), None)
        return
    fields = _RESULT
    if old is None:
        fields = _AT_FIRST
        if old_place is not place:
            yield DetectedChange("result added", *names, *keys, None, new.fields.get("title"))
    elif old.id != new.id:
        yield DetectedChange("result renamed", *names, *keys, old.id, new.id)
    for field in fields:
        was = meaning.normalise_value(field, old.fields.get(field), old_place) if old else None
        now = meaning.normalise_value(field, new.fields.get(field), place)
        if not is_same_value(was, now) and not (
            field == "value" and old and _list_done_milestones(old) == _list_done_milestones(new) is not None
        ):
            yield DetectedChange(field, *names, *keys, was, now)


def _list_done_milestones(past_key_result: PastKeyResult) -> tuple[bool, ...] | None:
    """Return which milestones are done, whatever they are called; None for other kinds."""
    steps, done = past_key_result.fields.get("milestones"), past_key_result.fields.get("value", ())
    if not isinstance(steps, tuple) or not isinstance(done, tuple):
        return None
    return tuple(step in done for step in steps)


def _get_title(located_objective: LocatedObjective | None) -> PastValue:
    return located_objective.objective.fields.get("title") if located_objective else None


def _match_key_results(
    old: LocatedObjective | None, new: LocatedObjective | None
) -> tuple[tuple[PastKeyResult | None, PastKeyResult | None], ...]:
    if old and new and old.objective is new.objective:  # as most are: pieces of a file that nobody touched
        return tuple((past_key_result, past_key_result) for past_key_result in new.objective.results)
    before = old.objective.results if old else ()
    after = new.objective.results if new else ()
    if not before or not after:  # as all were at first
        return (*((None, one) for one in after), *((one, None) for one in before))
    steps: tuple[tuple[_KeyFunction[PastKeyResult], _KeyFunction[PastKeyResult]], ...] = (
        (lambda past_key_result: [past_key_result.id], lambda past_key_result: [past_key_result.id]),
        (lambda past_key_result: [past_key_result.id], lambda past_key_result: past_key_result.aliases),
        (
            lambda past_key_result: [past_key_result.fields.get("title")],
            lambda past_key_result: [past_key_result.fields.get("title")],
        ),
        (_list_measure_keys, _list_measure_keys),
    )
    pairs = _match_by_keys(before, after, steps)
    return tuple(pairs)


def _list_measure_keys(past_key_result: PastKeyResult) -> list[Hashable]:
    """Return what tells a key result by its measure; nothing where many could have the same."""
    fields = past_key_result.fields
    # Milestones and yes/no results have no numbers to be known by; a list of steps and texts of levels will do.
    if not any(name in fields for name in ("to", "keep", "milestones", "levels")):
        return []
    numbers = tuple(_get_number(fields.get(name)) for name in ("from", "to"))
    return [(fields.get("measure"), *numbers, *(fields.get(name) for name in ("keep", "milestones", "levels")))]


def _get_number(told: PastValue) -> float | None:
    return told.value if isinstance(told, Quantity) else None


def _match_by_keys(
    before: Sequence[T], after: Sequence[T], steps: Iterable[tuple[_KeyFunction[T], _KeyFunction[T]]]
) -> list[tuple[T | None, T | None]]:
    """Pair by the first step whose keys agree; the new ones in their order, then those that are gone."""
    partner: dict[int, int] = {}
    gone = dict.fromkeys(range(len(before)))
    for old_keys, new_keys in steps:
        if not gone or len(partner) == len(after):
            break
        index: dict[Hashable, deque[int]] = {}
        for at in gone:
            for key in old_keys(before[at]):
                index.setdefault(key, deque()).append(at)
        for at, item in enumerate(after):
            if at in partner:
                continue
            for key in new_keys(item):
                waiting = index.get(key)
                if waiting:
                    partner[at] = waiting.popleft()
                    del gone[partner[at]]
                    break
    pairs: list[tuple[T | None, T | None]] = [
        (before[partner[at]] if at in partner else None, item) for at, item in enumerate(after)
    ]
    return pairs + [(before[at], None) for at in gone]
