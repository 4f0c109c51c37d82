"""What a page says of a value that can't be read just now, in its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsite.model.objectives import UnreadValue
from okrsite.model.unread_fields import FURTHER, ROW
from okrsite.pages.formatting import format_long_day
from okrsite.pages.views import UnreadView
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_NAMES = {
    "": "Its numbers don't fit together, and",
    ROW: "Its row in the table",
    FURTHER: "One of its fields",
    KEY_RESULT.NOW.name: "Its value",
    KEY_RESULT.CONFIDENCE.name: "Its confidence",
    KEY_RESULT.FROM.name: "Its start",
    KEY_RESULT.TO.name: "Its target",
    KEY_RESULT.KEEP.name: "Its range",
    KEY_RESULT.DONE.name: "Whether it is done",
    KEY_RESULT.MILESTONES.name: "One of its milestones",
    KEY_RESULT.LEVELS.name: "Its levels",
    KEY_RESULT.PHASES.name: "One of its interim targets",
    KEY_RESULT.RUBRIC.name: "What its grades mean",
    KEY_RESULT.DUE.name: "The day on which it is due",
    KEY_RESULT.KPI.name: "Its KPI",
    OBJECTIVE.CONTRIBUTORS.name: "One of those who help",
    OBJECTIVE.WITH.name: "One of the units that do it together",
    OBJECTIVE.CHECKINS.name: "Something in a check-in",
    OBJECTIVE.INITIATIVES.name: "Something in the list of work",
    OBJECTIVE.CONTRIBUTES_TO.name: "A goal that it contributes to",
    OBJECTIVE.SUPPORTS.name: "A goal that it supports",
    OBJECTIVE.DEPENDS_ON.name: "Something that it depends on",
    OBJECTIVE.CONFIRMS.name: "Something that it confirms",
    OBJECTIVE.DIFFERS_FROM.name: "Something that it differs from",
    OBJECTIVE.CONTINUES.name: "What it continues",
}
"""What is said of fields, by name; of all others their name, as in `Its weight`."""
_WITHOUT = {
    KEY_RESULT.WEIGHT.name: " It counts as much as the others.",
    KEY_RESULT.FROM.name: " So it isn't measured.",
    KEY_RESULT.TO.name: " So it isn't measured.",
    KEY_RESULT.KEEP.name: " So it isn't measured.",
    ROW: " So it isn't measured.",
    "": " So it isn't measured.",
}
"""What follows where nothing is known from before, by field."""


def build_unread_views(values: Iterable[UnreadValue]) -> tuple[UnreadView, ...]:
    """Return what is to be said of values that can't be read."""
    return tuple(UnreadView(_describe(value), value.place) for value in values)


def _describe(value: UnreadValue) -> str:
    name = _NAMES.get(value.field) or f"Its {value.field.replace('_', ' ')}"
    known = value.last
    if known and value.field == KEY_RESULT.DUE.name:
        known = format_long_day(date.fromisoformat(known))
    if known and value.day:
        known = f"{known} on {format_long_day(value.day)}"
    elif known:
        known = f"{known} before"
    said = f"{name} can't be read just now{f'; {known}' if known else ''}."
    if value.counts:
        return f"{said} That counts until it can."
    return f"{said}{_WITHOUT.get(value.field, '')}"
