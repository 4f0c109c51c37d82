"""Team files and cycle files as they were parsed for today's model, so that the past needn't parse them once more.

They are known by their content, as git knows it, and never by their path: what a version says depends on nothing else.
They are collected where the past is going to be read, kept in memory only, and gone when the snapshot is made; what
comes from the cache of readings isn't parsed and so isn't among them.
"""

from __future__ import annotations

import hashlib
from collections.abc import ItemsView
from typing import Self

import msgspec

from okrsite.model.kept_readings import KeptReading
from okrsite.problems import Problem
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FileSpelling


class ParsedFile(msgspec.Struct, frozen=True):
    """What the parser of a file's spelling made of its text."""

    node: MapNode | None
    """None where nothing could be read."""
    problems: tuple[Problem, ...]
    """What the parser found wrong; nothing of what the fields' values are."""


class ParsedFiles:
    """Parsed files by content, spelling and record."""

    def __init__(self) -> None:
        """Begin without any."""
        self._files: dict[tuple[str, FileSpelling, str], ParsedFile] = {}

    def add(
        self,
        data: bytes,
        spelling: FileSpelling,
        record: str,
        parsed_file: ParsedFile,
        reading: KeptReading[object] | None = None,
    ) -> None:
        """Keep what was made of a file of these bytes.

        `record` is the name of what it is as a whole, `reading` what was read of it for today's model.
        """
        self._files[compute_blob_id(data), spelling, record] = parsed_file

    def items(self) -> ItemsView[tuple[str, FileSpelling, str], ParsedFile]:
        """Return blob, spelling and record of each file with what was made of it."""
        return self._files.items()

    def create_empty(self) -> Self:
        """Return one of the same kind without any files, for a process that is to hand over what it parses."""
        return type(self)()

    def hand_over(self) -> object:
        """Return what another process needs of these files; trees are larger than what they are parsed from."""
        return None

    def take_over(self, handed_over: object) -> None:
        """Take what another process handed over."""

    def get(self, blob: str, spelling: FileSpelling, record: str) -> ParsedFile | None:
        """Return what was made of the content that git calls `blob`; None where it wasn't parsed."""
        return self._files.get((blob, spelling, record))


def compute_blob_id(data: bytes) -> str:
    """Return what git calls a file of these bytes, in a repository of the usual kind (SHA-1)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
