"""Lists and mappings of YAML that have begun and not ended yet."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from msgspec.structs import replace

from okrsite.problems import Place
from okrsite.sources.records import MapEntry, Node, Scalar


@dataclass(slots=True)
class OpenNode:
    """A list or mapping that has begun and not ended."""

    place: Place
    flow: bool
    """Written with brackets: its end is typed, and known."""
    mapping: bool
    asked: bool
    """Begun by a `?` between square brackets: a single field as an item."""
    items: list[Node] = field(default_factory=list)
    entries: list[MapEntry] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each key so far."""
    key: Scalar | None = None
    awaits_value: bool = False
    skips_value: bool = False
    """The key was refused, so its value is read and dropped."""
    key_end: int = 0
    """Where the newest text in it ends, in characters from the beginning."""
    is_key: bool = False
    """This whole list or mapping stands where a key should."""

    def takes_name(self, text: str) -> bool:
        """Whether a text without quotes is the name of one more field, without brackets and of usual letters."""
        return (
            self.mapping and not self.awaits_value and not self.flow and text.isidentifier() and text not in self.lines
        )

    def begin_field(self, key: Scalar) -> None:
        """Take the name of a field whose value follows."""
        self.key, self.awaits_value, self.skips_value = key, True, False
        self.lines[key.text] = key.place.line

    def end_field(self, value: Node) -> None:
        """Take the value of the newest field, unless its name was refused."""
        if self.key is not None and not self.skips_value:
            self.entries.append(MapEntry(self.key, value))
        self.awaits_value = self.skips_value = False

    def find_bracket(self, line: int) -> str:
        """Return the bracket that opened this on a line above another; '' where it opened on that line."""
        return ("{" if self.mapping else "[") if self.place.line < line else ""

    def refuse_number_before(self, *, is_told: bool) -> None:
        """Refuse a value that a comma cut short, if that was told: `1` of `{from: 1,5}` is no number of its own."""
        last = self.entries[-1] if self.entries and is_told else None
        if last and self.key and self.key.text[:1].isdigit() and isinstance(last.value, Scalar):
            self.entries[-1] = MapEntry(last.key, replace(last.value, refused=True))

    def drop_empty_field(self, name: str) -> bool:
        """Whether the last field so far has a name and no value, because its line stands twice; it is dropped then."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.key.text != name or not (isinstance(last.value, Scalar) and last.value.is_absent):
            return False
        self.entries.pop()
        return True

    def is_empty_name(self, event: yaml.ScalarEvent) -> bool:
        """Whether `event` is the empty name of a field that began with a `?`."""
        return self.asked and not self.awaits_value and not event.value and not event.style
