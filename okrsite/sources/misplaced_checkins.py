"""Check-ins in files of their own, by their names, that lie or are called so that nobody reads them."""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.late_patterns import compile_late

_FOLDER = "checkins"
_MEANT = frozenset({"checkins", "check-ins", "check_ins", "checkin", "check-in", "check_in", "check ins"})
_LOOSE = frozenset({"updates", "update", "reports", "report", "status", "log", "logs", "weekly"})
"""Folders that may be those of check-ins if the files in them are called after a day."""
_DAY = compile_late(r"\d{4}-\d\d-\d\d(?![0-9])")


def explain_misplaced_checkin(parts: Sequence[str], folder: str, stem: str, spelling: str) -> tuple[str, str] | None:
    """Say that a file may be meant as a check-in, and what to do; None for what is none, or is read.

    Args:
        parts: Its path below the content folder, in parts.
        folder: The folder of the unit to which it belongs; empty outside of units.
        stem: Its name without its ending.
        spelling: `md` or `yml`, if it is called like one of those; else empty.
    """
    inner = parts[len(folder.split("/")) if folder else 0 : -1]
    has_day = _DAY.match(stem) is not None
    named = next((part for part in inner if part.casefold() in _MEANT), "")
    if folder and list(inner) == [_FOLDER]:
        if spelling or not has_day:
            return None
        message = "By its name this is a check-in, and by its ending it is not read."
        return message, f"Rename it to {stem}.yml, or to {stem}.md if it has a text below its fields."
    is_loose = has_day and bool(folder) and (not inner or (spelling == "yml" and inner[-1].casefold() in _LOOSE))
    if not spelling or not (named or is_loose):
        return None
    if named and not has_day and spelling == "md" and not folder:
        return None  # a page about check-ins
    message = "By its name this may be meant as a check-in, and it lies where none is read."
    return message, f"Check-ins lie right in the folder {folder or 'teams/<id>'}/{_FOLDER}: move it there."
