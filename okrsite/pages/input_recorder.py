"""Which parts of a snapshot were read: noted for whatever is being made just now."""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Self, TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

Input = tuple[str, str]
"""A mapping of the snapshot by name, and a key in it; `*` for all of it."""
ALL = "*"


class InputRecorder:
    """Notes inputs for whatever is being made just now."""

    def __init__(self) -> None:
        """Begin with what is read before anything is made."""
        self._stack: list[set[Input]] = [set()]
        self.note = self._stack[0].add
        """Takes an input that was read: a page reads thousands, so there is nothing between it and the set."""

    def note_all(self, inputs: Iterable[Input]) -> None:
        """Note the inputs of something that was made before and is used now."""
        self._stack[-1].update(inputs)

    def record(self) -> Self:
        """Collect what is read in a block, for this block alone: `with recorder.record() as inputs`."""
        return self

    def __enter__(self) -> set[Input]:
        inputs: set[Input] = set()
        self._stack.append(inputs)
        self.note = inputs.add
        return inputs

    def __exit__(self, *raised: object) -> None:
        self._stack.pop()
        self.note = self._stack[-1].add

    @property
    def outer_inputs(self) -> frozenset[Input]:
        """What was read outside of any block: everything that is made depends on it."""
        return frozenset(self._stack[0])


class _KeyInputs(dict[object, Input]):
    """The input that each key of a mapping is, made once: thousands of pages read the same, and all are kept."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, key: object) -> Input:
        made = self[key] = (self._name, str(key))
        return made


class TrackedMapping(Mapping[K, V_co]):
    """A mapping that notes what is read of it."""

    __slots__ = ("_held", "_inputs", "_recorder", "_whole")

    def __init__(self, name: str, held: Mapping[K, V_co], recorder: InputRecorder) -> None:
        """Take the mapping under the name by which its keys are noted."""
        self._whole = (name, ALL)
        self._inputs = _KeyInputs(name)
        self._held = held
        self._recorder = recorder

    def __getitem__(self, key: K) -> V_co:
        """Return a value, and note that it was read; whether it is there is noted too."""
        self._recorder.note(self._inputs[key])
        return self._held[key]

    @overload
    def get(self, key: K, /) -> V_co | None: ...
    @overload
    def get(self, key: K, /, default: V_co | V) -> V_co | V: ...
    def get(self, key: K, /, default: object = None) -> object:
        """Return a value, or a default."""
        self._recorder.note(self._inputs[key])
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._recorder.note(self._inputs[key])
        return key in self._held

    def __iter__(self) -> Iterator[K]:
        self._recorder.note(self._whole)
        return iter(self._held)

    def __len__(self) -> int:
        self._recorder.note(self._whole)
        return len(self._held)

    def values(self) -> ValuesView[V_co]:
        """Return all values; each of them is read."""
        self._recorder.note(self._whole)
        return self._held.values()

    def items(self) -> ItemsView[K, V_co]:
        """Return all keys and values; each of them is read."""
        self._recorder.note(self._whole)
        return self._held.items()
