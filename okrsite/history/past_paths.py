"""What a past file was, by its path: the same rules as for today's files, one path at a time."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from okrsite.model.organisation import COMPANY
from okrsite.sources import file_names
from okrsite.sources.tree import FileSpelling

_TEAM_FILES = frozenset({"team.yml", "team.yaml", "team.md"})


class PastFile(msgspec.Struct, frozen=True):
    """A file that says something about objectives."""

    unit: str
    cycle: str
    """Empty for a team file, which only says whether the unit is a draft."""
    spelling: FileSpelling

    @property
    def unit_and_cycle(self) -> tuple[str, str]:
        """Unit and cycle: what there is one file for, in whichever spelling."""
        return self.unit, self.cycle


def classify_past_path(path: str, declared: Mapping[str, str]) -> PastFile | None:
    """Say what a path meant; None for what holds no objectives.

    Args:
        path: The path inside the content folder, with forward slashes.
        declared: Ids of declared cycles by their casefolded names.
    """
    *folders, name = path.split("/")
    unit = _find_unit(folders)
    stem, spelling = file_names.split_name(name)
    if unit is None or not spelling:
        return None
    if name in _TEAM_FILES:
        return PastFile(unit, "", spelling)
    cycle = declared.get(stem.casefold()) or file_names.parse_cycle_name(stem)
    return PastFile(unit, cycle, spelling) if cycle else None


def _find_unit(folders: list[str]) -> str | None:
    if folders == [COMPANY]:
        return COMPANY
    if len(folders) != 2 or folders[0] not in ("teams", "people"):
        return None
    name = folders[1]
    return name if file_names.is_id(name) and not file_names.is_device(name) and name != COMPANY else None
