"""What files said when they were read before by the same process: for a preview, which reads them after each edit.

A file is known by its state, so that one that nobody has touched isn't even opened. What it says is handed out as the
very same value: whoever compares it with that of the last time need not look inside.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TypeVar, cast

import msgspec
from msgspec.structs import replace

from okrsite.model.cycles import Cycle
from okrsite.model.kept_readings import KeptReading
from okrsite.model.lookups import Lookups
from okrsite.model.names import PeopleDirectory
from okrsite.model.organisation import Person
from okrsite.problems import Problem
from okrsite.sources.file_states import FileState
from okrsite.sources.tree import FoundFile

T = TypeVar("T")

_SURE_AFTER = 2_000_000_000
"""Nanoseconds since a file's last change. Until then, another one may leave its times as they are on some disks."""

_NOBODY: Mapping[str, Person] = {}

Walk = tuple[tuple[FoundFile, ...], tuple[str, ...], tuple[Problem, ...]]
"""Files, units' folders and problems, as `walk_content` returns them."""


class _Remembered(msgspec.Struct, frozen=True):
    """The reading of a file, and what it holds for."""

    file: FoundFile
    cycle: Cycle | None
    state: FileState
    people: Mapping[str, Person]
    """Those who were asked about."""
    reading: KeptReading[object]


class ContentMemory:
    """Remembers readings of files, and which files there are; for one set of settings."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._states: Mapping[str, FileState] = {}
        self._now = 0
        self._walk: tuple[dict[str, int], Walk] | None = None
        self._readings: dict[str, _Remembered] = {}
        self._people: Mapping[str, Person] = _NOBODY
        self._newest_people: Mapping[str, Person] = _NOBODY
        self._directory = PeopleDirectory(_NOBODY)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read yet."""
        return not self._readings

    def take_states(self, states: Mapping[str, FileState]) -> None:
        """Take the states of all files of the content, as they are before anything is read."""
        self._states = states
        self._now = time.time_ns()
        self._people = _NOBODY
        self._readings = {path: known for path, known in self._readings.items() if path in states}

    def open_directory(self, people: Mapping[str, Person]) -> PeopleDirectory:
        """Return the directory of those about whom the files that follow ask."""
        # Of equal ones always the same, so that a look tells that they are equal.
        if people != self._newest_people:
            self._newest_people, self._directory = people, PeopleDirectory(people)
        self._people = self._newest_people
        return self._directory

    def recall_walk(self) -> Walk | None:
        """Return what was found in the content folder, if the same names are there as then."""
        if self._walk is not None and self._walk[0] == self._list_modes():
            return self._walk[1]
        return None

    def remember_walk(self, walk: Walk) -> None:
        """Remember what was found in the content folder."""
        self._walk = (self._list_modes(), walk)

    def recall(self, file: FoundFile, cycle: Cycle | None, lookups: Lookups | None = None) -> KeptReading[T] | None:
        """Return what a file said, if it is as it was then and what it asks about others has the same answers."""
        known = self._readings.get(file.inside)
        if known is None or known.state != self._states.get(file.inside) or (known.file, known.cycle) != (file, cycle):
            return None
        reading = known.reading
        # Names of the same people mean the same: nobody need look each of them up.
        names = {} if known.people is self._people else reading.names
        if lookups is not None and not lookups.has_same_answers(names, reading.kpis):
            return None
        if known.people is not self._people:
            self._readings[file.inside] = replace(known, people=self._people)
        # A file of this place and role was read as this kind.
        return cast("KeptReading[T]", reading)

    def remember(self, file: FoundFile, cycle: Cycle | None, reading: KeptReading[T]) -> None:
        """Remember what a file said, unless it changed so lately that it may have changed again meanwhile."""
        state = self._states.get(file.inside)
        if state is not None and state[2] < self._now - _SURE_AFTER:
            kept = cast("KeptReading[object]", reading)
            self._readings[file.inside] = _Remembered(file, cycle, state, self._people, kept)

    def _list_modes(self) -> dict[str, int]:
        return {path: state[0] for path, state in self._states.items()}
