"""What a field of a record is: its name, its type and what it means; the fields themselves are in `vocabulary`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
Word = TypeVar("Word", bound=str)
T_co = TypeVar("T_co", covariant=True)

_ABBREVIATIONS = frozenset({"kpi"})
"""Names of which all letters are capitals."""


class AnyFieldType(msgspec.Struct, frozen=True, eq=False):
    """A type of fields, whatever it holds; each is there once, and equal to itself alone."""

    name: str
    help: str
    """What people type, in words; for the guide."""
    words: tuple[str, ...] = ()
    """All words that can be typed; empty for any."""


class FieldType(AnyFieldType, Generic[T], frozen=True, eq=False):
    """A type of fields whose readable values are of the Python type `T`."""


class ChoiceType(FieldType[Word], Generic[Word], frozen=True, eq=False):
    """A type of fields that hold one word of a closed list, in lower case."""

    words: tuple[Word, ...]


class Field(msgspec.Struct, Generic[T_co], frozen=True, eq=False):
    """One field of a record, whose value is a `T_co`; `Field[object]` is any field."""

    name: str
    """The key in YAML. In Markdown the label is the same with spaces for underscores, any case."""
    type: FieldType[T_co]
    """What it holds: see `okrsite.field_types`."""
    help: str
    """One sentence for the guide and for editors' tooltips."""
    record: Record | None = None
    """The record of which it holds one or a list; None for values and for links, which are all alike."""
    labels: tuple[str, ...] = ()
    """Further labels that the Markdown spelling accepts."""
    required: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that can be typed; empty for any."""
        return self.type.words

    @property
    def label(self) -> str:
        """The Markdown label, as `new` and `convert` write it."""
        return self.name.upper() if self.name in _ABBREVIATIONS else self.name.replace("_", " ").capitalize()


class Record:
    """A group of fields that stand together: each record is a subclass whose attributes are its fields, in order."""

    def __init__(self, name: str, help: str, text_field: Field[str] | None = None) -> None:
        """Give the record its name in schemas and messages.

        Args:
            name: In lower case, with underscores.
            help: One sentence for the guide and for editors' tooltips.
            text_field: The field that a bare text stands for where the record is expected (`- Market search` is a
                title).
        """
        self.name = name
        self.help = help
        self.text_field = text_field
        self.fields: tuple[Field[object], ...] = tuple(self._list_fields())
        self.required: tuple[Field[object], ...] = tuple(field for field in self.fields if field.required)
        self._by_name = {field.name: field for field in self.fields}

    def _list_fields(self) -> Iterator[Field[object]]:
        for value in vars(type(self)).values():
            if isinstance(value, Field):
                yield value

    def find_field(self, name: str) -> Field[object] | None:
        """Return the field with this name, None where there is none."""
        return self._by_name.get(name)
