"""Which parts of a snapshot a page was made of: noted while it is made, and compared in the next build.

A page reads the snapshot through mappings that note each key they are asked for. Whoever asks for all of a mapping (by
iterating over it) depends on all of it. So no builder of pages declares what it needs, and none can forget it: what is
read is an input. A value that several pages share is kept by a `TrackedCache` together with what it was made of.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from types import FunctionType
from typing import TypeVar, cast

import msgspec

from okrsite.model.objectives import Objective
from okrsite.pages.derived_values import DerivedValues
from okrsite.pages.input_recorder import ALL, Input, InputRecorder, TrackedMapping
from okrsite.pages.value_digests import digest_value
from okrsite.snapshot import Snapshot

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

KnownInput = tuple[Input, str]
"""An input with a digest of what it held in an earlier build."""
KeptValues = dict[str, tuple[object, object]]
"""By name: what a value was made of, and the value."""
_OBJECTIVES, _BY_UNIT = "snapshot.organisation.objectives", "snapshot.organisation.by_unit"
_UNKNOWN = "?"
"""In the place of a digest: nothing of that name is told."""


class _TrackedStruct:
    """A struct of the snapshot whose fields are noted as they are read; its methods read through it, too."""

    def __init__(self, name: str, held: msgspec.Struct, recorder: InputRecorder) -> None:
        self._name = name
        self._held = held
        self._recorder = recorder
        self._read: dict[str, tuple[Input, object]] = {}
        """What of it was read as a whole, and what that is."""

    def __getattr__(self, attribute: str) -> object:
        if known := self._read.get(attribute):
            self._recorder.note(known[0])
            return known[1]
        held = self._held
        if attribute not in held.__struct_fields__:
            # A method or a property: what it reads, it reads through this.
            own = getattr(type(held), attribute)
            value = own.__get__(self)
            return self._keep(attribute, value) if isinstance(own, FunctionType) else value
        value = getattr(held, attribute)
        name = f"{self._name}.{attribute}"
        if attribute in _PARTS:
            return self._keep(attribute, _TrackedStruct(name, value, self._recorder))
        if isinstance(value, Mapping):
            return self._keep(attribute, TrackedMapping(name, value, self._recorder))
        if attribute in _SETTINGS:
            return self._keep(attribute, value)
        read = (name, ALL)
        self._read[attribute] = (read, value)
        self._recorder.note(read)
        return value

    def _keep(self, attribute: str, value: object) -> object:
        """Find it without this class the next time."""
        self.__dict__[attribute] = value
        return value


_PARTS = frozenset({"organisation", "alignment", "measures", "gaps", "past", "former"})
"""Fields of the snapshot that are tracked field by field themselves."""
_SETTINGS = frozenset({"site", "preview"})
"""Fields that are the same for all pages: a build with others reuses nothing."""


class InputTracker:
    """A snapshot that notes what is read of it, and the digests of all its parts."""

    def __init__(self, snapshot: Snapshot, kept: KeptValues | None = None) -> None:
        """Begin to track a snapshot; `kept` has what was made of earlier ones, and gets what is made of this one."""
        self._kept = {} if kept is None else kept
        self.recorder = InputRecorder()
        self.snapshot = cast("Snapshot", _TrackedStruct("snapshot", snapshot, self.recorder))
        """To be read like the snapshot itself."""
        self.whole = snapshot
        """The snapshot itself, of which nothing is noted: for values that are declared, which are inputs themselves."""
        self._digests: dict[Input, str] = {}
        self._looked_up: dict[str, tuple[object, dict[str, object] | None]] = {}
        """What is of each name, and of a mapping the keys by their words, under which they are noted; else None."""
        self._derived: dict[str, Callable[[], object]] = {}
        self._values: dict[str, object] = {}
        self._mappings: dict[str, object] = {}
        """Those of derived values that somebody has asked for, by name."""

    def declare_value(
        self, name: str, derive: Callable[[], V], made_of: Callable[[Snapshot], object] | None = None
    ) -> Callable[[], V]:
        """Return a function that gives a value made of the whole snapshot: who asks for it depends on that value only.

        What is counted or chosen among all objectives changes seldom, although it is made of all of them. `made_of`
        gives all that it is made of, where that is found faster than the value: the same of the same is kept.
        """
        self._derived[name] = derive if made_of is None else lambda: self._keep_value(name, derive, made_of)

        whole = (name, ALL)

        def get() -> V:
            self.recorder.note(whole)
            return cast("V", self._get_derived_value(name))

        return get

    def declare_mapping(self, name: str, derive: Callable[[], Mapping[K, V]]) -> Callable[[], Mapping[K, V]]:
        """Return a function that gives such values by key: who asks for one depends on the value of that key only."""
        self._derived[name] = derive

        def get() -> Mapping[K, V]:
            made = self._mappings.get(name)
            if made is None:
                derived = cast("Mapping[K, V]", self._get_derived_value(name))
                made = self._mappings[name] = TrackedMapping(name, derived, self.recorder)
            return cast("Mapping[K, V]", made)

        return get

    def declare_values(
        self, name: str, keys: Callable[[], Iterable[K]], make: Callable[[K], V]
    ) -> Callable[[], Mapping[K, V]]:
        """Return a function that gives a value for each key, made when somebody first asks for it.

        Who asks for one depends on what it is, and not on what it was made of: a percentage that is printed whole stays
        the same through most changes of the number.
        """

        def make_unnoted(key: K) -> V:
            with self.recorder.record():  # what it is made of is nobody's input
                return make(key)

        return self.declare_mapping(name, lambda: DerivedValues(keys(), make_unnoted))

    def _keep_value(self, name: str, derive: Callable[[], object], made_of: Callable[[Snapshot], object]) -> object:
        parts = made_of(self.whole)
        if name not in self._kept or self._kept[name][0] != parts:
            self._kept[name] = (parts, derive())
        return self._kept[name][1]

    def _get_derived_value(self, name: str) -> object:
        if name not in self._values:
            with self.recorder.record():  # what it is made of is nobody's input: it is one itself
                self._values[name] = self._derived[name]()
        return self._values[name]

    def compute_digest(self, read: Input) -> str:
        """Return a digest of what an input holds now; empty for what isn't there."""
        digest = self._digests.get(read)
        if digest is None:
            digest = self._digests[read] = self._digest(read)
        return digest

    @property
    def digests(self) -> Mapping[Input, str]:
        """All digests that were computed, by input."""
        return self._digests

    def list_changed(self, known: Mapping[Input, str]) -> Iterator[Input]:
        """Yield those inputs that don't hold any more what they held when their digests became known."""
        return self.list_changed_by_name(group_by_name(known))

    def list_changed_by_name(self, known: Mapping[str, Sequence[KnownInput]]) -> Iterator[Input]:
        """Yield the same of inputs by name, as `group_by_name` returns them."""
        # Objectives come before what is made of their digests.
        for name, pairs in sorted(known.items(), key=lambda item: item[0] == _BY_UNIT):
            value, keys = self._look_up(name)
            if keys is None or name == _BY_UNIT:
                yield from (read for read, digest in pairs if self.compute_digest(read) != digest)
            else:
                yield from self._list_changed_members(cast("Mapping[object, object]", value), keys, pairs)

    def forget_values(self) -> None:
        """Let go of what was derived of the snapshot; whoever asks for some of it has it made again."""
        self._values.clear()
        self._looked_up.clear()
        self._mappings.clear()

    def take_digests(self, digests: Mapping[Input, str]) -> None:
        """Take digests of inputs that were computed elsewhere, of the same snapshot."""
        self._digests.update(digests)

    def _list_changed_members(
        self, value: Mapping[object, object], keys: Mapping[str, object], pairs: Iterable[KnownInput]
    ) -> Iterator[Input]:
        """Yield the changed ones of many members of a mapping: there are thousands, so nothing is asked twice."""
        digests = self._digests
        for read, known in pairs:
            digest = digests.get(read)
            if digest is None:
                key = read[1]
                digest = digest_value(value[keys[key]]) if key in keys else self._digest(read)
                digests[read] = digest
            if digest != known:
                yield read

    def _look_up(self, name: str) -> tuple[object, dict[str, object] | None]:
        """Return what is of a name, and of a mapping its keys by their words."""
        looked_up = self._looked_up.get(name)
        if looked_up is None:
            value = self._find_value(name) if name in self._derived or name.startswith("snapshot.") else None
            keys = {str(inner): inner for inner in value} if isinstance(value, Mapping) else None
            looked_up = self._looked_up[name] = value, keys
        return looked_up

    def _digest(self, read: Input) -> str:
        name, key = read
        if name not in self._derived and not name.startswith("snapshot."):
            return _UNKNOWN
        value, keys = self._look_up(name)
        if keys is None:
            return digest_value(value)
        if key != ALL:
            return self._digest_part(name, cast("Mapping[object, object]", value)[keys[key]]) if key in keys else ""
        # The order counts: pages list things in it.
        parts = [f"{inner} {self.compute_digest((name, inner))}" for inner in keys]
        return hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def _digest_part(self, name: str, part: object) -> str:
        if name != _BY_UNIT:
            return digest_value(part)
        # Objectives are inputs themselves, of which nearly all have a digest: none is put into bytes twice.
        known = self.whole.organisation.objectives

        def digest(objective: Objective) -> str:
            same = known.get(objective.ref) is objective
            return self.compute_digest((_OBJECTIVES, str(objective.ref))) if same else digest_value(objective)

        by_cycle = cast("Mapping[str, Sequence[Objective]]", part)
        return digest_value({cycle: tuple(map(digest, objectives)) for cycle, objectives in by_cycle.items()})

    def _find_value(self, name: str) -> object:
        if name in self._derived:
            return self._get_derived_value(name)
        # A name may come from a cache: it leads to what pages can read of a snapshot, and to nothing else.
        *parts, field = name.split(".")[1:]
        value: object = self.whole
        for part in parts:
            value = getattr(value, part, None) if part in _PARTS else None
        is_read = field not in _PARTS | _SETTINGS and field in getattr(type(value), "__struct_fields__", ())
        return getattr(value, field) if is_read else None


def group_by_name(known: Mapping[Input, str]) -> Mapping[str, Sequence[KnownInput]]:
    """Return inputs with their digests by name."""
    by_name: dict[str, list[KnownInput]] = defaultdict(list)
    for known_input in known.items():
        by_name[known_input[0][0]].append(known_input)
    return by_name


def list_inputs(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Return inputs in order, without those that are part of another one."""
    whole = {name for name, key in inputs if key == ALL}
    return tuple(sorted(read for read in inputs if read[1] == ALL or read[0] not in whole))
