"""Files that were parsed for today's model by several processes, and what the past needs of those of the others.

A tree is larger than what it was parsed from; what a version says of it is small. So a worker reads the version as soon
as a file is parsed, lets go of the tree, and hands over that. Nearly always it is what today's model has just read.
"""

from __future__ import annotations

from typing import Self, cast

from okrsite.history.versions import (
    MISSPELLED,
    FileVersion,
    ParsedCycleFile,
    build_cycle_version,
    read_cycle_version,
    read_team_version,
    remove_drafts,
)
from okrsite.model.cycle_files import CycleFile
from okrsite.model.kept_readings import KeptReading
from okrsite.model.lookups import KnownName, Lookups
from okrsite.model.names import PeopleDirectory
from okrsite.model.parsed_files import ParsedFile, ParsedFiles, compute_blob_id
from okrsite.sources.tree import FileSpelling
from okrsite.vocabulary import TEAM

_Key = tuple[str, FileSpelling, str, bool]
"""A blob, its spelling, the name of its record, and whether it is read for the public."""
_Version = ParsedCycleFile | FileVersion | None


class VersionedFiles(ParsedFiles):
    """Parsed files, and versions of team files and cycle files that other processes have parsed."""

    def __init__(self, *, decimal_comma: bool, audiences: tuple[bool, ...]) -> None:
        """Begin without any; `audiences` says for whom the past will be read: True for the public."""
        super().__init__()
        self._decimal_comma = decimal_comma
        self._audiences = audiences
        self._versions: dict[_Key, _Version] = {}
        self._unregistered: dict[str, KnownName] = {}
        """What is said of names where nobody is registered."""
        self._is_for_another = False
        """Whether these are files that another process wants to know of."""

    def create_empty(self) -> Self:
        """Return one for the same audiences without any files, for a process that is to hand over what it parses."""
        empty = type(self)(decimal_comma=self._decimal_comma, audiences=self._audiences)
        empty._is_for_another = True
        return empty

    def add(
        self,
        data: bytes,
        spelling: FileSpelling,
        record: str,
        parsed_file: ParsedFile,
        reading: KeptReading[object] | None = None,
    ) -> None:
        """Keep what was made of a file; for another process, its versions alone."""
        if not self._is_for_another:
            super().add(data, spelling, record, parsed_file, reading)
            return
        if record == TEAM.name and parsed_file.node is None:  # its text has to be looked at
            return
        blob = compute_blob_id(data)
        same = self._find_same(reading)
        for public in self._audiences:
            self._versions[blob, spelling, record, public] = self._read_version(record, parsed_file, same, public)

    def _read_version(self, record: str, parsed_file: ParsedFile, same: CycleFile | None, public: bool) -> _Version:
        if record == TEAM.name:
            return read_team_version("", parsed_file, public=public)
        if same is not None:
            return build_cycle_version(same, public=public)
        return read_cycle_version(parsed_file, decimal_comma=self._decimal_comma, public=public)

    def _find_same(self, reading: KeptReading[object] | None) -> CycleFile | None:
        """Return what was read for today's model if a version of the same bytes says just that; None where it may not.

        A version is read without the register of people and without KPIs, of no unit and of no cycle. That makes a
        difference where one of them was asked and answers otherwise, for a field that the company alone has, and where
        something is wrong.
        """
        if reading is None or reading.kpis or any(problem.severity == "error" for problem in reading.problems):
            return None
        read = reading.value
        if not isinstance(read, CycleFile) or read.session is not None:
            return None
        if any(problem.code in MISSPELLED for problem in reading.problems):
            return None
        lookups = Lookups(PeopleDirectory({}), lambda _: None, self._unregistered)
        return read if lookups.has_same_answers(reading.names, {}) else None

    def hand_over(self) -> object:
        """Return the versions of all files."""
        return self._versions

    def take_over(self, handed_over: object) -> None:
        """Take the versions that another process handed over."""
        self._versions |= cast("dict[_Key, _Version]", handed_over)

    def has_version(self, blob: str, spelling: FileSpelling, record: str, *, public: bool) -> bool:
        """Whether another process has read the content that git calls `blob`."""
        return (blob, spelling, record, public) in self._versions

    def get_version(self, blob: str, spelling: FileSpelling, record: str, *, public: bool) -> FileVersion | None:
        """Return a version that is there, without its drafts; None for one that can't be read."""
        version = self._versions[blob, spelling, record, public]
        return remove_drafts(version) if isinstance(version, ParsedCycleFile) else version
