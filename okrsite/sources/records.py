"""The positioned tree that both spellings become.

A file, YAML or Markdown, is read into these three shapes. They hold what was typed and where; what a text *means*
(a number, a date, a person) is decided later by the vocabulary's types, the same way for both spellings.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from okrsite.problems import Place

NULL_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(msgspec.Struct, frozen=True):
    """One typed value, as text."""

    text: str
    place: Place
    """The span of the value as it stands in the file, quotes included."""
    plain: bool = True
    """Unquoted: only then do `null`, `~` and nothing mean that the value is absent."""
    refused: bool = False
    """It was reported that this can't be read: its field counts as typed, and has no value."""

    @property
    def is_absent(self) -> bool:
        """Whether this is a way of writing nothing."""
        return not self.refused and (not self.text.strip() or (self.plain and self.text in NULL_WORDS))


class ListNode(msgspec.Struct, frozen=True):
    """Several values in order."""

    items: tuple[Node, ...]
    place: Place


class MapEntry(msgspec.Struct, frozen=True):
    """A key with its value."""

    key: Scalar
    value: Node


class MapNode(msgspec.Struct, frozen=True):
    """Named values, in the order in which they were typed, each key once."""

    entries: tuple[MapEntry, ...]
    place: Place
    number: int = 0
    """2 where the bullet or the row that it was read from calls itself `KR2`; 0 for no number, as in YAML."""

    def __iter__(self) -> Iterator[MapEntry]:
        return iter(self.entries)

    def get(self, name: str) -> Node | None:
        """Return the value under a key, None where there is none."""
        for entry in self.entries:
            if entry.key.text == name:
                return entry.value
        return None


Node = Scalar | ListNode | MapNode


def list_typed_nodes(node: Node) -> tuple[Node, ...]:
    """Return the items of a list, or the one value that stands for it, without empty ones and `null`."""
    items = node.items if isinstance(node, ListNode) else (node,)
    return tuple(item for item in items if not (isinstance(item, Scalar) and item.is_absent))
