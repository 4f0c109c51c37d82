"""Two states of the content: which objective is which, and what changed in each.

Something keeps its identity by its id, by an id that `aliases:` declares, by its title where the id changed, and by
what it measures where title and id changed together (an id that nobody typed is made of the title). Across files it
needs a move that git saw, or the same title in the same cycle.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from okrsite.history.meaning import Meaning
from okrsite.history.versions import PastObjective, PastResult, Told
from okrsite.sources.numbers import Quantity

Kind = Literal[
    "created", "removed", "moved", "result added", "result removed", "result renamed",
    "title", "owner", "status", "ambition", "contributes_to", "supports", "depends_on",
    "measure", "unit", "from", "to", "keep", "kpi", "milestones", "levels", "phases", "due", "weight", "grade",
    "confidence", "value",
]  # fmt: skip
"""What happened: to a whole objective or key result, or to one field of either."""

_OBJECTIVE: tuple[Kind, ...] = ("title", "owner", "status", "ambition", "contributes_to", "supports", "depends_on")
_RESULT: tuple[Kind, ...] = (
    "title", "owner", "measure", "unit", "from", "to", "keep", "kpi", "milestones", "levels", "phases", "due", "weight",
    "status", "grade", "contributes_to", "supports", "confidence", "value",
)  # fmt: skip
_AT_FIRST: tuple[Kind, ...] = ("confidence", "value")
"""What is history from the first version on: they are points of a line, not changes of a plan."""


@dataclass(frozen=True, slots=True)
class Located:
    """An objective where it stood."""

    unit: str
    cycle: str
    path: str
    """Inside the content folder."""
    position: int
    objective: PastObjective

    @property
    def ref(self) -> str:
        """The full reference as it was then: unit/cycle/objective."""
        return f"{self.unit}/{self.cycle}/{self.objective.id}"


@dataclass(frozen=True, slots=True)
class Pair:
    """One objective before and after; None where it wasn't there."""

    before: Located | None
    after: Located | None
    results: tuple[tuple[PastResult | None, PastResult | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One change of one objective or key result, under the names that it had before and after."""

    kind: Kind
    old_ref: str
    ref: str
    """As after the change; for `removed` as before."""
    old_result: str | None
    result: str | None
    """The key result's id; None where the objective itself changed."""
    before: Told
    after: Told


T = TypeVar("T")
_Keys = Callable[[T], Iterable[Hashable]]


def pair_up(
    before: Sequence[Located],
    after: Sequence[Located],
    moved: Mapping[tuple[str, str], tuple[str, str]],
    aliases: Mapping[tuple[str, str], tuple[str, ...]],
) -> list[Pair]:
    """Find out which objective is which.

    Args:
        before: The objectives of all files that a commit touched.
        after: The same files' after it.
        moved: Unit and cycle of files that git saw move, old to new.
        aliases: Earlier ids as declared today, by cycle and id: an alias may be declared long after the id changed.
    """

    def old_slot(each: Located) -> tuple[str, str]:
        slot = (each.unit, each.cycle)
        return moved.get(slot, slot)

    def known(each: Located) -> tuple[str, ...]:
        return (*each.objective.aliases, *aliases.get((each.cycle, each.objective.id), ()))

    def title(each: Located) -> list[Hashable]:
        said = each.objective.fields.get("title")
        return [said] if said else []

    def results(each: Located) -> list[Hashable]:
        ids = frozenset(result.id for result in each.objective.results)
        return [ids] if ids else []

    steps: tuple[tuple[_Keys[Located], _Keys[Located]], ...] = (
        (lambda old: [old.ref], lambda new: [new.ref]),
        (
            lambda old: [(old_slot(old), old.objective.id)],
            lambda new: [((new.unit, new.cycle), key) for key in (new.objective.id, *known(new))],
        ),
        (
            lambda old: [(old_slot(old), said) for said in title(old)],
            lambda new: [((new.unit, new.cycle), said) for said in title(new)],
        ),
        (
            lambda old: [(old.cycle, old.objective.id, said) for said in title(old)],
            lambda new: [(new.cycle, key, said) for said in title(new) for key in (new.objective.id, *known(new))],
        ),
        (
            lambda old: [(old_slot(old), ids) for ids in results(old)],
            lambda new: [((new.unit, new.cycle), ids) for ids in results(new)],
        ),
    )
    return [Pair(old, new, _pair_results(old, new)) for old, new in _matched(before, after, steps)]


def differences(pair: Pair, meaning: Meaning) -> Iterator[Found]:
    """Yield what changed from one state to the next, the objective first, then its key results in order."""
    old, new = pair.before, pair.after
    if old and new and old.objective is new.objective and (old.path, old.ref) == (new.path, new.ref):
        return
    there = new or old
    assert there is not None
    names = (old.ref if old else there.ref, there.ref)
    if old is None or new is None:
        kind: Kind = "removed" if new is None else "created"
        yield Found(kind, *names, None, None, _title(old), _title(new))
    else:
        if old.ref != new.ref:
            yield Found("moved", *names, None, None, old.ref, new.ref)
        for field in _OBJECTIVE:
            was = meaning.of(field, old.objective.fields.get(field), old)
            now = meaning.of(field, new.objective.fields.get(field), new)
            if not same(was, now):
                yield Found(field, *names, None, None, was, now)
    if new is None:
        return
    for one, other in pair.results:
        yield from _result_differences(one, other, old or new, new, names, meaning)


def same(one: Told, other: Told) -> bool:
    """Whether two values mean the same; a unit that was only added or left out changes no number."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value and (one.unit == other.unit or not one.unit or not other.unit)
    return one == other


def _result_differences(
    old: PastResult | None,
    new: PastResult | None,
    old_place: Located,
    place: Located,
    names: tuple[str, str],
    meaning: Meaning,
) -> Iterator[Found]:
    if old == new and old_place.path == place.path:
        return
    there = new or old
    assert there is not None
    keys = (old.id if old else there.id, there.id)
    if new is None:
        yield Found("result removed", *names, *keys, there.fields.get("title"), None)
        return
    fields = _RESULT
    if old is None:
        fields = _AT_FIRST
        if old_place is not place:
            yield Found("result added", *names, *keys, None, new.fields.get("title"))
    elif old.id != new.id:
        yield Found("result renamed", *names, *keys, old.id, new.id)
    for field in fields:
        was = meaning.of(field, old.fields.get(field), old_place) if old else None
        now = meaning.of(field, new.fields.get(field), place)
        if not same(was, now) and not (field == "value" and old and _ticks(old) == _ticks(new) is not None):
            yield Found(field, *names, *keys, was, now)


def _ticks(result: PastResult) -> tuple[bool, ...] | None:
    """Return which milestones are done, whatever they are called; None for other kinds."""
    steps, done = result.fields.get("milestones"), result.fields.get("value", ())
    if not isinstance(steps, tuple) or not isinstance(done, tuple):
        return None
    return tuple(step in done for step in steps)


def _title(each: Located | None) -> Told:
    return each.objective.fields.get("title") if each else None


def _pair_results(old: Located | None, new: Located | None) -> tuple[tuple[PastResult | None, PastResult | None], ...]:
    if old and new and old.objective is new.objective:  # as most are: pieces of a file that nobody touched
        return tuple((each, each) for each in new.objective.results)
    before = old.objective.results if old else ()
    after = new.objective.results if new else ()
    steps: tuple[tuple[_Keys[PastResult], _Keys[PastResult]], ...] = (
        (lambda each: [each.id], lambda each: [each.id]),
        (lambda each: [each.id], lambda each: each.aliases),
        (lambda each: [each.fields.get("title")], lambda each: [each.fields.get("title")]),
        (_measure, _measure),
    )
    pairs = _matched(before, after, steps)
    return tuple(pairs)


def _measure(result: PastResult) -> list[Hashable]:
    """Return what tells a key result by its measure; nothing where many could have the same."""
    fields = result.fields
    # Milestones and yes/no results have no numbers to be known by; a list of steps and texts of levels will do.
    if not any(name in fields for name in ("to", "keep", "milestones", "levels")):
        return []
    numbers = tuple(_number(fields.get(name)) for name in ("from", "to"))
    return [(fields.get("measure"), *numbers, *(fields.get(name) for name in ("keep", "milestones", "levels")))]


def _number(told: Told) -> float | None:
    return told.value if isinstance(told, Quantity) else None


def _matched(
    before: Sequence[T], after: Sequence[T], steps: Iterable[tuple[_Keys[T], _Keys[T]]]
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
        for at, each in enumerate(after):
            if at in partner:
                continue
            for key in new_keys(each):
                waiting = index.get(key)
                if waiting:
                    partner[at] = waiting.popleft()
                    del gone[partner[at]]
                    break
    pairs: list[tuple[T | None, T | None]] = [
        (before[partner[at]] if at in partner else None, each) for at, each in enumerate(after)
    ]
    return pairs + [(before[at], None) for at in gone]
