"""A record that was read: its values by field, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar, overload

import msgspec

from okrsite.fields import Field
from okrsite.problems import Place

Name_co = TypeVar("Name_co", covariant=True)
Value_co = TypeVar("Value_co", covariant=True)
T = TypeVar("T")


@dataclass(slots=True)
class RecordValues:
    """A record that was read: values by field, with the place of each."""

    place: Place
    """The first line of the record."""
    values: dict[str, object] = field(default_factory=dict)
    """What the fields hold, by name."""
    places: dict[str, Place] = field(default_factory=dict)
    """Where the fields stand, by name."""
    item_places: dict[str, dict[str, Place]] = field(default_factory=dict)
    """Where each text of a field that takes several people stands, by the field's name."""
    invalid: set[str] = field(default_factory=set)
    """Names of fields that were typed but couldn't be read."""
    extent: Place | None = None
    """From where to where it was typed; None where nothing was."""
    number: int = 0
    """The number by which it calls itself, such as 2 of a key result `KR2: …` in Markdown; 0 for none."""

    @overload
    def get(self, field: Field[T]) -> T | None: ...

    @overload
    def get(self, field: Field[T], default: T) -> T: ...

    def get(self, field: Field[T], default: T | None = None) -> T | None:
        """Return a field's value, a default where it is absent."""
        # The one place where a stored value gets its type: the reader of the field's type made it, and mypy knows that
        # each reader makes what its type holds.
        return self.values.get(field.name, default)  # type: ignore[return-value]  # a cast here is a call, and takes long

    def is_typed(self, field: Field[object]) -> bool:
        """Whether somebody typed this field, readable or not."""
        return field.name in self.values or field.name in self.invalid

    def is_invalid(self, field: Field[object]) -> bool:
        """Whether somebody typed this field so that it can't be read."""
        return field.name in self.invalid

    def get_place(self, field: Field[object]) -> Place:
        """Return where a field's value stands; the record's first line where it is absent."""
        return self.places.get(field.name, self.place)

    def get_item_place(self, field: Field[object], text: str) -> Place:
        """Return where one of several texts stands."""
        return self.item_places.get(field.name, {}).get(text) or self.get_place(field)


class Pair(msgspec.Struct, Generic[Name_co, Value_co], frozen=True):
    """A named value in a field that takes several, such as an interim target by its date."""

    name: Name_co
    value: Value_co
    name_place: Place
    value_place: Place


class NamedRecord(msgspec.Struct, frozen=True):
    """A record that stands under an id."""

    id: str
    id_place: Place
    values: RecordValues
