"""A record that was read: its values by field, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from okrsite.model.audience import INTERNAL
from okrsite.model.prose import NO_PROSE, Prose
from okrsite.problems import Place


@dataclass(slots=True)
class RecordValues:
    """A record that was read: values by field name, with the place of each."""

    place: Place
    """The first line of the record."""
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    invalid: set[str] = field(default_factory=set)
    """Fields that were typed but couldn't be read."""

    def get(self, name: str, default: Any = None) -> Any:
        """Return a field's value, a default where it is absent."""
        return self.values.get(name, default)

    def get_prose(self, name: str) -> Prose:
        """Return a field of the type `prose`; one that says nothing where it is absent."""
        prose: Prose = self.values.get(name, NO_PROSE)
        return prose

    @property
    def is_draft(self) -> bool:
        """Whether it is to be kept back; a visibility that can't be read keeps it back too."""
        return self.get("visibility") == "draft" or "visibility" in self.invalid

    @property
    def audience(self) -> frozenset[str]:
        """What a site for the public leaves out: see `okrsite.model.audience`; all of it where that can't be read."""
        if "audience" in self.invalid:
            return INTERNAL
        typed = self.get("audience", ())
        return frozenset((typed,) if isinstance(typed, str) else typed) - {"public"}

    def is_typed(self, name: str) -> bool:
        """Whether somebody typed this field, readable or not."""
        return name in self.values or name in self.invalid

    def get_place(self, name: str) -> Place:
        """Return where a field's value stands; the record's first line where it is absent."""
        return self.places.get(name, self.place)
