"""Values by key, each made when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V_co = TypeVar("V_co", covariant=True)


class DerivedValues(Mapping[K, V_co]):
    """A value for each key, made when it is asked for."""

    def __init__(self, keys: Iterable[K], make: Callable[[K], V_co]) -> None:
        """Take the keys, and what makes the value of one."""
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, V_co] = {}

    def __getitem__(self, key: K) -> V_co:
        """Return a value, made now if nobody has asked for it."""
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        """Iterate over the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._keys)
