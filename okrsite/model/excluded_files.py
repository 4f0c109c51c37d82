"""Files, and objectives in them, that are left out because something is wrong with them, so that all else is published.

Decides which objectives, units, cycles and KPIs may have been in such a file. A reference to one of them is left
without a target and is no problem of its own, because the file itself already is one.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from okrsite.problems import Place
from okrsite.sources.tree import FoundFile

_WITH_KPIS = ("kpis", "team")


class LeftOutContent(msgspec.Struct, frozen=True):
    """What can't be found because it was left out; falsy where nothing is."""

    paths: frozenset[str] = frozenset()
    """Files, relative to the configuration file."""
    units: frozenset[str] = frozenset()
    """Ids of units that are left out as a whole: whether they are public can't be told."""
    cycles: frozenset[tuple[str, str]] = frozenset()
    """Units and cycles whose files are left out, or objectives in them."""
    kpis: bool = False
    """Whether a file is among them that can declare KPIs."""
    objectives: frozenset[str] = frozenset()
    """Objectives that are left out of files that stay, as `name_objective_place` writes them."""

    def __bool__(self) -> bool:
        return bool(self.paths or self.objectives)

    def has_objective(self, unit: str, cycle: str | None = None) -> bool:
        """Whether an objective of a unit, in a cycle or in any, may have been in a file that is left out."""
        if unit in self.units or (unit, cycle) in self.cycles:
            return True
        return cycle is None and any(known_unit == unit for known_unit, _ in self.cycles)


def name_objective_place(place: Place) -> str:
    """Return how an objective that can't be read is named: by its path and first line, for it may have no id.

    A zero character stands between them, which no path has.
    """
    return f"{place.path}\0{place.line}"


def leave_out_files(
    files: Iterable[FoundFile], folders: Iterable[str], without: frozenset[str]
) -> tuple[tuple[FoundFile, ...], tuple[str, ...], LeftOutContent]:
    """Return the files and the units' folders that stay, and what those that stay may miss.

    Args:
        files: All that were found.
        folders: Ids of the units that have a folder.
        without: Paths of files to leave out; a unit's id among them leaves out the unit with all its files, and the
            place of an objective that objective.
    """
    files, folders = tuple(files), tuple(folders)
    units = frozenset(folder for folder in folders if folder in without)
    gone = [file for file in files if file.path in without or file.unit in units]
    names = {file.path for file in gone}
    objectives = frozenset(name for name in without if "\0" in name)
    parts = {name.partition("\0")[0] for name in objectives}
    return (
        tuple(file for file in files if file.path not in names),
        tuple(folder for folder in folders if folder not in units),
        LeftOutContent(
            frozenset(names) | (without - units - objectives),
            units,
            frozenset(
                (file.unit, file.cycle)
                for file in files
                if file.unit and file.cycle and (file.path in names or file.path in parts)
            ),
            any(file.role in _WITH_KPIS for file in gone),
            objectives,
        ),
    )
