"""Values that several pages share, with what they were made of: whoever takes one depends on that, too."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from okrsite.pages.input_recorder import Input, InputRecorder

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class TrackedCache(Generic[K, V]):
    """Values that several pages share, each made once; whoever takes one depends on what it was made of."""

    def __init__(self, recorder: InputRecorder) -> None:
        """Begin with none."""
        self._recorder = recorder
        self._made: dict[K, tuple[V, frozenset[Input]]] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made now if it isn't there."""
        made = self._made.get(key)
        if made is None:
            with self._recorder.record() as inputs:
                value = make()
            made = self._made[key] = (value, frozenset(inputs))
        self._recorder.note_all(made[1])
        return made[0]

    def forget_all(self) -> None:
        """Let go of all values: whoever asks for one has it made again."""
        self._made.clear()
