"""What a page says of a value that can't be read just now, in its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import UnreadValue
from okrsite.model.unread_fields import FURTHER, ROW
from okrsite.pages.formatting import format_long_day
from okrsite.pages.views import UnreadView
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_NAMES = {
    ROW: mark_text("Its row in the table"),
    FURTHER: mark_text("One of its fields"),
    KEY_RESULT.NOW.name: mark_text("Its value"),
    KEY_RESULT.CONFIDENCE.name: mark_text("Its confidence"),
    KEY_RESULT.FROM.name: mark_text("Its start"),
    KEY_RESULT.TO.name: mark_text("Its target"),
    KEY_RESULT.KEEP.name: mark_text("Its range"),
    KEY_RESULT.DONE.name: mark_text("Whether it is done"),
    KEY_RESULT.MILESTONES.name: mark_text("One of its milestones"),
    KEY_RESULT.LEVELS.name: mark_text("Its levels"),
    KEY_RESULT.PHASES.name: mark_text("One of its interim targets"),
    KEY_RESULT.RUBRIC.name: mark_text("What its grades mean"),
    KEY_RESULT.DUE.name: mark_text("The day on which it is due"),
    KEY_RESULT.KPI.name: mark_text("Its KPI"),
    OBJECTIVE.CONTRIBUTORS.name: mark_text("One of those who help"),
    OBJECTIVE.WITH.name: mark_text("One of the units that do it together"),
    OBJECTIVE.CHECKINS.name: mark_text("Something in a check-in"),
    OBJECTIVE.INITIATIVES.name: mark_text("Something in the list of work"),
    OBJECTIVE.CONTRIBUTES_TO.name: mark_text("A goal that it contributes to"),
    OBJECTIVE.SUPPORTS.name: mark_text("A goal that it supports"),
    OBJECTIVE.DEPENDS_ON.name: mark_text("Something that it depends on"),
    OBJECTIVE.CONFIRMS.name: mark_text("Something that it confirms"),
    OBJECTIVE.DIFFERS_FROM.name: mark_text("Something that it differs from"),
    OBJECTIVE.CONTINUES.name: mark_text("What it continues"),
}
"""What is said of fields, by name; of all others their name, as in `Its weight`."""
_WITHOUT = {
    KEY_RESULT.WEIGHT.name: mark_text("It counts as much as the others."),
    **dict.fromkeys(
        (KEY_RESULT.FROM.name, KEY_RESULT.TO.name, KEY_RESULT.KEEP.name, ROW, ""), mark_text("So it isn't measured.")
    ),
}
"""What follows where nothing is known from before, by field."""


def build_unread_views(values: Iterable[UnreadValue]) -> tuple[UnreadView, ...]:
    """Return what is to be said of values that can't be read."""
    return tuple(UnreadView(_describe(value), value.place) for value in values)


def _describe(value: UnreadValue) -> str:
    known = value.last
    if known and value.field == KEY_RESULT.DUE.name:
        known = format_long_day(date.fromisoformat(known))
    if known and value.day:
        known = translate("{value} on {day}", value=known, day=format_long_day(value.day))
    elif known:
        known = translate("{value} before", value=known)
    said = _say_unreadable(value.field, known)
    if value.counts:
        return f"{said} {translate('That counts until it can.')}"
    without = _WITHOUT.get(value.field)
    return f"{said} {translate(without)}" if without else said


def _say_unreadable(field: str, known: str | None) -> str:
    if not field:
        if known:
            return translate("Its numbers don't fit together, and can't be read just now; {known}.", known=known)
        return translate("Its numbers don't fit together, and can't be read just now.")
    words = _NAMES.get(field)
    name = translate(words) if words else translate("Its {field}", field=field.replace("_", " "))
    if known:
        return translate("{thing} can't be read just now; {known}.", thing=name, known=known)
    return translate("{thing} can't be read just now.", thing=name)
