"""Check-ins, steps and initiatives that stand twice: a line was pasted again, and a step counts twice by that."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

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
