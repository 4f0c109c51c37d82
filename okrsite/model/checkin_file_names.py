"""The day with which the name of a check-in file begins: `2026-11-20-sana.yml`."""

from __future__ import annotations

from datetime import date

from okrsite.late_patterns import compile_late
from okrsite.sources.dates import find_meant_days
from okrsite.sources.tree import FoundFile

_DAY = compile_late(r"(?P<day>\d{4}-\d{2}-\d{2})(?!\d)")
_NO_DAY = compile_late(r"(?P<day>\d{1,4}[-._]\d{1,2}[-._]\d{1,4})(?!\d)")


def find_day_of_name(file: FoundFile) -> date | None:
    """Return the day with which the name of a file begins; None where it begins otherwise."""
    match = _DAY.match(file.inside.rpartition("/")[2])
    try:
        return date.fromisoformat(match["day"]) if match else None
    except ValueError:
        return None


def explain_missing_day(file: FoundFile) -> tuple[str, str]:
    """Return message and hint for a check-in of which neither a field nor the name of the file says the day."""
    named = _NO_DAY.match(file.inside.rpartition("/")[2])
    if named is None:
        return "Nothing says of which day this check-in is.", "Add `date`, or begin the file's name with the day."
    meant = find_meant_days(named["day"])
    hint = (
        f"Begin it with {meant[0]}." if len(meant) == 1 else "Begin it with year, month and day: 2026-12-15-anna.yml."
    )
    return f"The name of this file begins with {named['day']}, which is no day that is understood here.", hint
