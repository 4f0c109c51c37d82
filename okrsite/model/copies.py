"""Check-ins, steps, initiatives and links that stand twice: a line was pasted again, and a step counts twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from okrsite.model.objectives import CheckIn
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place


def ask_about_copies(reader: ValueReader, called: str, records: Iterable[tuple[Hashable, Place]]) -> None:
    """Ask about records that say the same as one before them.

    Args:
        reader: Collects the problems.
        called: What a message calls one of them, such as `check-in`.
        records: What each says, as something that can be compared, and where it stands.
    """
    first: dict[Hashable, Place] = {}
    for said, place in records:
        if first.setdefault(said, place) is not place:
            message = f"The same {called} stands in line {first[said].line} already."
            reader.report("OKR262", place, message, "Delete one of the two.")


def ask_about_bare_checkins(reader: ValueReader, checkins: Sequence[CheckIn]) -> None:
    """Ask about check-ins that are a day and nothing else, beside one of the same day: the line of it stands twice."""
    days = Counter(checkin.date for checkin in checkins)
    for checkin in checkins:
        says = checkin.by or checkin.note or checkin.status or checkin.now or checkin.confidence
        if days[checkin.date] > 1 and not says:
            message = "This check-in is nothing but a day, of which there is another one: its line stands twice."
            reader.report("OKR262", checkin.places.get("date", checkin.place), message, "Delete one of the two.")
