"""Files that were parsed for today's model by several processes, and what the past needs of those of the others.

A tree is larger than what it was parsed from; what a version says of it is small. So a worker reads the version as soon
as a file is parsed, lets go of the tree, and hands over that.
"""

from __future__ import annotations

from typing import Self, cast

from okrsite.history.versions import ParsedCycleFile, read_cycle_version
from okrsite.model.parsed_files import ParsedFile, ParsedFiles, compute_blob_id
from okrsite.sources.tree import FileSpelling
from okrsite.vocabulary import CYCLE_FILE

_Key = tuple[str, FileSpelling, bool]
"""A blob, its spelling, and whether it is read for the public."""


class VersionedFiles(ParsedFiles):
    """Parsed files, and versions of cycle files that other processes have parsed."""

    def __init__(self, *, decimal_comma: bool, audiences: tuple[bool, ...]) -> None:
        """Begin without any; `audiences` says for whom the past will be read: True for the public."""
        super().__init__()
        self._decimal_comma = decimal_comma
        self._audiences = audiences
        self._versions: dict[_Key, ParsedCycleFile | None] = {}
        self._is_for_another = False
        """Whether these are files that another process wants to know of."""

    def create_empty(self) -> Self:
        """Return one for the same audiences without any files, for a process that is to hand over what it parses."""
        empty = type(self)(decimal_comma=self._decimal_comma, audiences=self._audiences)
        empty._is_for_another = True
        return empty

    def add(self, data: bytes, spelling: FileSpelling, record: str, parsed_file: ParsedFile) -> None:
        """Keep what was made of a file; of a cycle file that another process wants to know of, its versions alone."""
        if not self._is_for_another or record != CYCLE_FILE.name:
            super().add(data, spelling, record, parsed_file)
            return
        blob = compute_blob_id(data)
        for public in self._audiences:
            version = read_cycle_version(parsed_file, decimal_comma=self._decimal_comma, public=public)
            self._versions[blob, spelling, public] = version

    def hand_over(self) -> object:
        """Return the versions of all cycle files."""
        return self._versions

    def take_over(self, handed_over: object) -> None:
        """Take the versions that another process handed over."""
        self._versions |= cast("dict[_Key, ParsedCycleFile | None]", handed_over)

    def has_version(self, blob: str, spelling: FileSpelling, *, public: bool) -> bool:
        """Whether another process has read the content that git calls `blob`."""
        return (blob, spelling, public) in self._versions

    def get_version(self, blob: str, spelling: FileSpelling, *, public: bool) -> ParsedCycleFile | None:
        """Return a version that is there; None for one that can't be read."""
        return self._versions[blob, spelling, public]
