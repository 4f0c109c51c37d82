"""What a past file was, by its path: the same rules as for today's files, one path at a time."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from okrsite.model.organisation import COMPANY
from okrsite.sources import file_names
from okrsite.sources.attachments import find_kind
from okrsite.sources.tree import CHECKINS, FileSpelling

_TEAM_FILES = frozenset({"team.yml", "team.yaml", "team.md"})


class PastFile(msgspec.Struct, frozen=True):
    """A file that says something about objectives."""

    unit: str
    cycle: str
    """Empty for a team file, which only says whether the unit is a draft, and for a page."""
    spelling: FileSpelling
    is_page: bool = False
    """Whether it is a memo or an ordinary page, of which nothing counts but whether it was published."""

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


def find_past_page(path: str, declared: Mapping[str, str]) -> PastFile | None:
    """Return the page or memo that a path meant, with the unit in whose folder it lay; None for anything else.

    Git holds any path; one that no page can have today is none.
    """
    *folders, name = parts = path.split("/")
    if file_names.split_name(name)[1] != "md" or path == "index.md" or classify_past_path(path, declared):
        return None
    paths = ("/".join(parts[: end + 1]) for end in range(len(parts)))
    unit = _find_unit(folders[: 1 if folders[:1] == [COMPANY] else 2])
    if (
        any(part[:1] in ("", ".") or file_names.is_device(part) for part in parts)
        or any(map(file_names.explain_refused_name, paths))
        or any(map(find_kind, folders))
        or (unit is None and folders[:1] in (["teams"], ["people"]) and len(folders) > 1)
        or (unit is not None and folders[-1] == CHECKINS)
    ):
        return None
    return PastFile(unit or "", "", "md", is_page=True)


def _find_unit(folders: list[str]) -> str | None:
    if folders == [COMPANY]:
        return COMPANY
    if len(folders) != 2 or folders[0] not in ("teams", "people"):
        return None
    name = folders[1]
    return name if file_names.is_id(name) and not file_names.is_device(name) and name != COMPANY else None
