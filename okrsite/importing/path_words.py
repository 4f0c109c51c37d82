"""What the path of a document says: the words of its names, and whose folder it lies in."""

from __future__ import annotations

import re

from okrsite.importing.cycle_words import find_cycle, find_part, remove_cycle
from okrsite.importing.evidence import is_generic
from okrsite.late_patterns import compile_late

_DAY_OF_A_POST = compile_late(r"\A\d{4}-\d{2}-\d{2}-(?=[a-z])", re.IGNORECASE)
"""When an article was written, before its name; goals of that year are none of it."""
_TEAMS = frozenset(("teams", "team", "departments", "squads", "groups"))
_SHELVES = frozenset(
    (
        *(
            "docs",
            "doc",
            "documents",
            "content",
            "pages",
            "wiki",
            "src",
            "handbook",
            "archive",
            "archives",
            "past",
            "old",
        ),
        *("export", "exports", "notion", "confluence", "cycles", "quarters", "years", "index", "readme", "main"),
    )
)
"""Names of folders and files in which anybody's goals may stand."""


def read_path_words(path: str) -> str:
    """Return the names of a file and its folder as words, without endings and names that every file has."""
    names = (_read_name(part) for part in path.split("/")[-3:] if part.lower() not in ("index", "readme"))
    return " ".join(_DAY_OF_A_POST.sub("", name) for name in names)


def find_folder_team(path: str) -> str | None:
    """Return the team that a path names: `booking` of `teams/booking/okrs.md`, `okrs/booking/2026-Q4.md` and
    `okrs/2026-Q4/booking.md`; None for none.

    Args:
        path: Below the folder that is imported, which comes first: its own name says nothing.
    """
    parts = path.split("/")[:-1]
    for place, part in enumerate(parts[:-1]):
        if part.lower() in _TEAMS:
            return parts[place + 1]
    if parts and parts[-1].lower() == "company":
        return "company"
    if len(parts) < 2 or not parts[0] or ".." in parts:
        return None  # a file that was named from outside: the folders above it are somebody's machine
    folder, name = parts[-1], _read_name(path.rpartition("/")[2])
    if _says_no_team(name):
        return None if _says_no_team(folder) else folder
    is_of_cycle = find_cycle(folder) is not None or find_part(folder) is not None
    return name if is_of_cycle and _says_no_team(folder) else None


def _read_name(part: str) -> str:
    return re.sub(r"\.(?:html\.)?[a-z]{2,8}$", "", part, flags=re.IGNORECASE).replace("_", " ")


def _says_no_team(name: str) -> bool:
    """Whether a name holds nothing but a cycle, words for goals and names of shelves."""
    words = re.findall(r"[^\W_]+", remove_cycle(name))
    if [word.lower() for word in words[:1]] == ["team"] and len(words) > 1:
        return False  # `team-5`
    return all(is_generic(word) or word.lower() in _SHELVES for word in words)
