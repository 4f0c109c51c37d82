"""The content folder: which files there are, and what each is by its place and name.

Decides a file's role (team file, cycle file, memo, page, asset), its unit and its cycle, and refuses what may not lie
there: names that can't be ids, second files for one thing. It reads names only, never a file's content.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import msgspec

from okrsite.problems import Place, Problem, create_problem
from okrsite.settings import make_content_prefix
from okrsite.sources import file_names, misplaced_files
from okrsite.sources.file_names import parse_cycle_name
from okrsite.sources.folder_scan import FolderScan
from okrsite.sources.text import MAX_BYTES, MAX_REGISTER, make_printable

__all__ = ["FileSpelling", "FoundFile", "Role", "get_size_limit", "parse_cycle_name", "walk_content"]

Role = Literal["index", "people", "kpis", "team", "cycle", "checkin", "memo", "page", "asset"]
FileSpelling = Literal["md", "yml", ""]

COMPANY = "company"
_TOP_FILES: dict[str, Role] = {
    "index.md": "index",
    "people.yml": "people",
    "people.yaml": "people",
    "kpis.yml": "kpis",
    "kpis.yaml": "kpis",
}
CHECKINS = "checkins"
"""The folder below a unit's in which check-in files lie."""
_TEAM_FILES = frozenset({"team.yml", "team.yaml", "team.md"})
_REGISTERS = frozenset({"people", "kpis"})


class FoundFile(msgspec.Struct, frozen=True):
    """One regular file of the content folder."""

    path: str
    """Relative to the folder of the configuration file, with forward slashes."""
    inside: str
    """Relative to the content folder, with forward slashes."""
    absolute: Path
    role: Role
    unit: str | None
    """Id of the unit whose folder holds the file; None outside of units' folders."""
    cycle: str | None
    """Id of the cycle (`2026-Q4`, or as it is declared) of a cycle file; None for every other."""
    spelling: FileSpelling
    """How it is written, by its ending; empty for what okrsite doesn't read."""
    aside: bool = False
    """Whether it was meant as something that is read, by its name, so that it is neither read nor published."""


def get_size_limit(role: Role) -> int:
    """Return how many bytes a file of a role may have that okrsite reads."""
    return MAX_REGISTER if role in _REGISTERS else MAX_BYTES


def walk_content(
    content: Path, base: Path, *, declared_cycles: Collection[str] = ()
) -> tuple[tuple[FoundFile, ...], tuple[str, ...], list[Problem]]:
    """Find and classify every file of the content folder.

    Args:
        content: The content folder.
        base: The folder of the configuration file, to which places are relative.
        declared_cycles: Ids of the cycles that the settings declare.

    Returns:
        The files sorted by `inside`; the sorted ids of all units' folders, persons among them; what is wrong. Left
        out of the files are links, special files, everything in a folder whose name can't be a unit's id, and the
        second of two files for the same thing. Never raises for anything that lies in the folder.
    """
    walker = _ContentWalk(content, base, declared_cycles)
    walker.classify_files()
    return tuple(walker.files), tuple(sorted(walker.units)), walker.problems


class _ContentWalk:
    def __init__(self, content: Path, base: Path, declared_cycles: Collection[str]) -> None:
        self.content = content
        self.files: list[FoundFile] = []
        self.units: dict[str, str] = {}
        """Each unit's folder, relative to the content folder."""
        self.problems: list[Problem] = []
        self._with_team_file: set[str] = set()
        self._prefix = make_content_prefix(content, base)
        self._declared = {name.casefold(): name for name in declared_cycles}

    def classify_files(self) -> None:
        """Walk, then classify: what a name means can depend on its neighbours."""
        scan = FolderScan(self.content, self._find_cycle_name, self._report)
        seen = sorted(scan.list_entries(), key=lambda entry: "/".join(entry.parts))
        self._collect_units([found.parts for found in seen if found.folder])
        self._with_team_file = {"/".join(found.parts[:-1]) for found in seen if found.parts[-1] in _TEAM_FILES}
        taken: dict[tuple[str, str], str] = {}
        for found in seen:
            if not found.folder:
                self._classify_file(found.parts, taken)
        self._warn_about_missing_team_files()

    def _collect_units(self, folders: list[tuple[str, ...]]) -> None:
        """Collect the units: `company`, then teams, then people, so that of two equal ids the team keeps its own."""
        siblings = {folder[1] for folder in folders if len(folder) == 2}
        order = {COMPANY: 0, "teams": 1, "people": 2}
        for parts in sorted(folders, key=lambda folder: order.get(folder[0], 3)):
            if parts == (COMPANY,):
                self.units[COMPANY] = COMPANY
            elif len(parts) == 2 and parts[0] in ("teams", "people"):
                self._add_unit(parts, siblings)

    def _add_unit(self, parts: tuple[str, ...], siblings: set[str]) -> None:
        name = parts[1]
        proper = file_names.propose_id(name)
        if not file_names.is_id(name) and proper in siblings:
            sentence = f"The folder's name '{make_printable(name)}' can't be an id, and '{proper}' is there already."
            self._report("OKR116", parts, sentence, f"Move its files into '{proper}', or choose another name.")
        elif not file_names.is_id(name):
            hint = "Use a-z, 0-9 and hyphens" + (f", such as '{proper}'." if proper else ".")
            self._report("OKR116", parts, f"The folder's name '{make_printable(name)}' can't be an id.", hint)
        elif name == COMPANY:
            hint = "The company's own files belong into the folder `company` at the top; a team needs another id."
            self._report("OKR116", parts, "The id 'company' is kept for the company itself.", hint)
        elif name in self.units:
            sentence = f"The id '{name}' is taken by {self.units[name]}/; no two units share one."
            self._report("OKR116", parts, sentence, "Rename one of the two folders.")
        else:
            self.units[name] = "/".join(parts)

    def _classify_file(self, parts: tuple[str, ...], taken: dict[tuple[str, str], str]) -> None:
        """Classify one file; `taken` remembers what was found for each unit."""
        unit = self._find_unit(parts)
        if unit is None and parts[0] in ("teams", "people") and len(parts) > 2:
            return  # in a folder that was refused, and reported, by its name
        name, ending = file_names.split_name(parts[-1])
        role: Role = "page" if ending == "md" else "asset"
        cycle = None
        direct = unit is not None and "/".join(parts[:-1]) == self.units[unit]
        if len(parts) == 1:
            role = _TOP_FILES.get(parts[0], role)
        elif direct and parts[-1] in _TEAM_FILES:
            role = "team"
        elif direct and ending:
            cycle = self._find_cycle_name(name)
            role = "cycle" if cycle else "memo" if ending == "md" and name.lower().startswith("memo-") else role
        elif unit is not None and ending and "/".join(parts[:-1]) == f"{self.units[unit]}/{CHECKINS}":
            role = "checkin"
        subject = f"{role} {cycle or ''}" if role in ("team", "cycle", "people", "kpis") else ""
        if subject and not self._claim_subject(parts, (unit or "", subject), role, taken):
            return
        aside = False
        if role in ("page", "asset"):
            aside = self._explain_misplaced(parts, unit, direct)
        elif cycle and name != cycle:
            hint = f"Rename it to {cycle}.{parts[-1].rpartition('.')[2]}, so that everybody finds it."
            self._report("OKR111", parts, f"The cycle is written '{cycle}', and this file's name is not.", hint)
        inside = "/".join(parts)
        spelling: FileSpelling = "" if role == "asset" else ending
        absolute = self.content.joinpath(*parts)
        self.files.append(FoundFile(self._make_path(parts), inside, absolute, role, unit, cycle, spelling, aside))

    def _find_unit(self, parts: tuple[str, ...]) -> str | None:
        """Return the unit in whose folder a file lies, at any depth."""
        if parts[0] == COMPANY and len(parts) > 1:
            return COMPANY
        folder = "/".join(parts[:2])
        return parts[1] if len(parts) > 2 and self.units.get(parts[1]) == folder else None

    def _find_cycle_name(self, name: str) -> str | None:
        return self._declared.get(name.casefold()) or parse_cycle_name(name)

    def _claim_subject(
        self, parts: tuple[str, ...], key: tuple[str, str], role: Role, taken: dict[tuple[str, str], str]
    ) -> bool:
        """Return whether this is the first file for its subject; report every further one."""
        first = taken.setdefault(key, parts[-1])
        if first == parts[-1]:
            return True
        if role == "cycle":
            code, sentence = "OKR114", f"There are two files for this unit and cycle: '{first}' and this one."
        elif role == "team":
            code, sentence = "OKR113", f"This unit has two team files: '{first}' and this one."
        else:
            code, sentence = "OKR110", f"'{first}' is read already, so this file is not."
        self._report(code, parts, sentence, f"Move what it says into '{first}', and delete it.")
        return False

    def _explain_misplaced(self, parts: tuple[str, ...], unit: str | None, direct: bool) -> bool:
        """Report a file that was meant to be read, by its name, and is not; return whether it is left out."""
        place = misplaced_files.Place(
            parts, self.units[unit] if unit else "", direct, "/".join(parts[:-1]) in self._with_team_file
        )
        misplaced = misplaced_files.explain_misplaced_file(place, self._find_cycle_name)
        if misplaced is not None:
            self._report(misplaced.code, parts, misplaced.message, misplaced.hint)
        return misplaced is not None and misplaced.left_out

    def _warn_about_missing_team_files(self) -> None:
        with_file = {file.unit for file in self.files if file.role == "team"}
        for unit, folder in sorted(self.units.items()):
            if unit not in with_file and not folder.startswith("people/"):
                hint = f"Add {folder}/team.yml with a line such as `name: {unit.capitalize().replace('-', ' ')}`."
                self._report("OKR112", tuple(folder.split("/")), f"The unit '{unit}' has no team file.", hint)

    def _make_path(self, parts: tuple[str, ...]) -> str:
        return make_printable(f"{self._prefix}{'/'.join(part for part in parts if part != '.')}".rstrip("/"))

    def _report(self, code: str, parts: tuple[str, ...], message: str, hint: str) -> None:
        self.problems.append(create_problem(code, Place(self._make_path(parts)), message, hint))
