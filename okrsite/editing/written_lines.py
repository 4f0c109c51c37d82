"""Lines of a file in the making, each with the line of the other spelling from which it comes."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from okrsite.sources.records import MapEntry


class WrittenLine(msgspec.Struct, frozen=True):
    """One line that is written."""

    text: str
    origin: int = 0
    """The line, from 1, at which what it says was typed; 0 where that isn't known."""
    is_yaml: bool = False
    """Whether it is YAML: a file of it, or the front matter of a Markdown file."""
    is_inner: bool = False
    """Whether it belongs to the line above, so that no comment may stand between them."""


def join_lines(lines: Iterable[WrittenLine]) -> str:
    """Return lines as the text of a file, with the end of the last one and no empty lines behind it."""
    return "\n".join(line.text for line in lines).rstrip("\n") + "\n"


def indent_lines(lines: Iterable[WrittenLine], margin: str) -> list[WrittenLine]:
    """Return lines further to the right; empty ones stay empty."""
    return [msgspec.structs.replace(line, text=f"{margin}{line.text}" if line.text else "") for line in lines]


def find_origin(entry: MapEntry) -> int:
    """Return the line at which a field was typed: that of its name, if that stands beside the value."""
    return min(entry.key.place.line, entry.value.place.line)
