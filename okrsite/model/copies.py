"""Check-ins, steps, initiatives and links that stand twice: a line was pasted again, and a step counts twice."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from okrsite.model.objectives import Objective, TypedLink
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.record_values import RecordValues
from okrsite.vocabulary import CHECKIN

T = TypeVar("T")

_FEWEST_COPIED = 2
"""Key results that two objectives have in common by chance hardly ever."""


def ask_about_copied_lines(reader: ValueReader, objective: Objective) -> None:
    """Ask about check-ins, initiatives, steps and links of an objective that say the same as one before them."""
    _ask_about_copies(
        reader,
        "check-in",
        objective.checkins,
        lambda made: (
            (made.date, made.by, made.note, made.status, *made.now.items(), *made.confidence.items()),
            made.place,
        ),
    )
    _ask_about_copies(
        reader, "initiative", objective.initiatives, lambda made: ((made.title.casefold(), made.owner), made.place)
    )
    above = (objective.contributes_to, objective.supports)
    _ask_about_copied_links(reader, (*above, objective.depends_on, objective.confirms, objective.differs_from))
    for key_result in objective.key_results:
        _ask_about_copies(
            reader, "step", key_result.milestones, lambda step: ((step.title.casefold(), step.due), step.place)
        )
        _ask_about_copied_links(reader, (key_result.contributes_to, key_result.supports))


def _ask_about_copied_links(reader: ValueReader, fields: Iterable[Sequence[TypedLink]]) -> None:
    for links in fields:
        _ask_about_copies(reader, "link", links, lambda link: (link.text.casefold(), link.place))


def _ask_about_copies(
    reader: ValueReader, called: str, records: Sequence[T], tell: Callable[[T], tuple[Hashable, Place]]
) -> None:
    """Ask about records that say the same as one before them.

    Args:
        reader: Collects the problems.
        called: What a message calls one of them, such as `check-in`.
        records: What may stand twice.
        tell: Returns what a record says, as something that can be compared, and where it stands.
    """
    # Most lists have no second record, and telling what one says has its price.
    if not records[1:]:
        return
    first: dict[Hashable, Place] = {}
    for said, place in map(tell, records):
        if first.setdefault(said, place) is not place:
            message = f"The same {called} stands in line {first[said].line} already."
            reader.report("OKR262", place, message, "Delete one of the two.")


def ask_about_copied_key_results(reader: ValueReader, objectives: Iterable[Objective]) -> None:
    """Ask about an objective whose key results are those of one before it to the last number: a copy to begin with.

    One with the title of another is asked about by its title.
    """
    first: dict[Hashable, Objective] = {}
    for objective in objectives:
        said = tuple(
            (
                each.title,
                each.start,
                each.target,
                each.now,
                each.level,
                each.done,
                each.milestones and len(each.milestones),
            )
            for each in objective.key_results
            if each.kind in ("reach", "levels", "yes-no", "milestones") and (each.now or each.kind != "reach")
        )
        if len(said) < _FEWEST_COPIED or len(said) < len(objective.key_results):
            continue
        before = first.setdefault(said, objective)
        if before is not objective and before.title.casefold() != objective.title.casefold():
            other = f"the one in line {before.place.line}"
            message = f"All key results of this objective are those of {other}, with the same numbers."
            hint = "If it was copied to begin with, give it its own; else delete one of the two: each counts twice."
            reader.report("OKR260", objective.place, message, hint)


def ask_about_bare_checkins(reader: ValueReader, checkins: Sequence[tuple[datetime.date, RecordValues]]) -> None:
    """Ask about check-ins that are a day and nothing else, beside one of the same day: the line of it stands twice.

    One with a value that can't be read is more than a day.
    """
    days = Counter([day for day, _checkin in checkins])
    if len(days) == len(checkins):
        return
    for day, checkin in checkins:
        if days[day] > 1 and not checkin.places.keys() - {CHECKIN.DATE.name}:
            message = "This check-in is nothing but a day, of which there is another one: its line stands twice."
            reader.report("OKR262", checkin.get_place(CHECKIN.DATE), message, "Delete one of the two.")
