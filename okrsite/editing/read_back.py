"""What an edited file would say: it is read as the site reads it, before anything is written.

Decides what is compared of two readings: all that is said, and nothing about where it stands.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from okrsite.editing.new_problems import list_errors, list_new_problems
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.model.cycle_files import CycleFile, CycleFileReader
from okrsite.model.cycles import resolve_cycle
from okrsite.model.field_reader import FieldReader
from okrsite.model.file_kinds import CYCLE_FILES, TEAM_FILES
from okrsite.model.file_reading import FileReader
from okrsite.model.kept_readings import ReadingCache
from okrsite.model.lookups import KnownKpi, Lookups
from okrsite.model.names import PeopleDirectory
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.unit_files import TeamFile, read_team
from okrsite.problems import Place, Problem
from okrsite.settings import Settings
from okrsite.sources.tree import FoundFile

T = TypeVar("T")

_OF_PLACES = frozenset({"place", "places", "value_places", "extents", "path"})
"""Fields that say where something was typed."""


class FileReading(msgspec.Struct, frozen=True):
    """What a cycle file says, and what is wrong with it."""

    made: CycleFile | None
    """None where it can't be read."""
    problems: tuple[Problem, ...]

    def find_objective(self, key: str) -> Objective | None:
        """Return the objective with an id; None where there is none, or nothing can be read."""
        made = self.made.objectives if self.made is not None else []
        return next((one for one in made if one.id == key), None)

    def get_objective(self, path: str, key: str) -> Objective:
        """Return the objective with an id, so that it can be changed in its file.

        Raises:
            EditRefusedError: it can't be read; the message names the file by its `path`.
        """
        found = self.find_objective(key)
        if found is None:
            message = f"{path} can't be read, so nothing is changed in it."
            raise EditRefusedError(message, "Mend what is wrong with it first.", list_errors(self.problems))
        return found

    def list_said(self, key: str, forget: Callable[[Objective], Objective]) -> object:
        """Return all that it says, to be compared, with one objective as `forget` leaves it; None for nothing."""
        made = self.made
        if made is None:
            return None
        objectives = [forget(one) if one.id == key else one for one in made.objectives]
        return drop_places((made.unit, made.cycle, made.text, made.session, objectives))


def refuse_new_errors(before: FileReading, after: FileReading) -> None:
    """Refuse an edit by which a file gets errors that it hadn't.

    Raises:
        EditRefusedError: it gets one, which the message is about.
    """
    if errors := list_errors(list_new_problems(before.problems, after.problems)):
        raise EditRefusedError(errors[0].message, errors[0].hint)


def read_cycle_text(found: FoundFile, text: str, organisation: Organisation, settings: Settings) -> FileReading:
    """Return what a cycle file would say if it held a text, as seen by an organisation that is read.

    Args:
        found: The file: its path says unit and cycle.
        text: What it would hold.
        organisation: Knows the people and KPIs that the text may name.
        settings: The site's.
    """
    cycle, unit = resolve_cycle(found.cycle or "", settings), found.unit
    if cycle is None or unit is None:
        return FileReading(None, ())

    def read(copy: FoundFile, files: FileReader, reader: FieldReader, lookups: Lookups) -> CycleFile | None:
        make = CycleFileReader(reader, lookups, lookups.find_kpi)
        return files.read(copy, CYCLE_FILES, lookups, lambda node: make.read(found.path, unit, cycle, node), cycle)

    return FileReading(*_read_text(found, text, organisation, settings, read))


def read_team_text(found: FoundFile, text: str, organisation: Organisation, settings: Settings) -> TeamFile | None:
    """Return what a team file would say if it held a text, as `read_cycle_text` does; None where it can't be read."""
    unit = found.unit
    if unit is None:
        return None

    def read(copy: FoundFile, files: FileReader, reader: FieldReader, lookups: Lookups) -> TeamFile | None:
        return files.read(copy, TEAM_FILES, lookups, lambda node: read_team(reader, unit, found.path, node, lookups))

    return _read_text(found, text, organisation, settings, read)[0]


def _read_text(
    found: FoundFile,
    text: str,
    organisation: Organisation,
    settings: Settings,
    read: Callable[[FoundFile, FileReader, FieldReader, Lookups], T | None],
) -> tuple[T | None, tuple[Problem, ...]]:
    """Return what a text says to a reader of one kind of files, and what is wrong with it."""
    problems: list[Problem] = []
    reader = FieldReader(problems, decimal_comma=settings.decimal_comma)
    unit = found.unit or COMPANY
    lookups = Lookups(PeopleDirectory(organisation.people), lambda typed: _find_kpi(organisation, unit, typed))
    with tempfile.TemporaryDirectory(prefix="okrsite-") as folder:
        copy = Path(folder) / f"copy.{found.spelling}"
        copy.write_bytes(text.encode("utf-8"))
        files = FileReader(problems, ReadingCache(None, decimal_comma=False), None)
        made = read(replace(found, absolute=copy), files, reader, lookups)
    return made, tuple(problems)


def _find_kpi(organisation: Organisation, unit: str, typed: str) -> KnownKpi | None:
    kpis = organisation.kpis
    kpi = kpis.get(f"{unit}/{typed}") or kpis.get(typed.removeprefix(f"{COMPANY}/"))
    return KnownKpi(kpi.id, kpi.unit, kpi.audience) if kpi else None


def drop_places(value: object) -> object:
    """Return a value of the model without what says where it was typed, as something that can be compared."""
    if isinstance(value, Place):
        return None
    if isinstance(value, msgspec.Struct):
        names = [name for name in value.__struct_fields__ if name not in _OF_PLACES]
        return (type(value).__name__, *((name, drop_places(getattr(value, name))) for name in names))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value) if field.name not in _OF_PLACES]
        return (type(value).__name__, *((name, drop_places(getattr(value, name))) for name in names))
    if isinstance(value, Mapping):
        return {key: drop_places(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return tuple(drop_places(inner) for inner in value)
    return value
