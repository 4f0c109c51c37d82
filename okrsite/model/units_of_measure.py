"""One unit of measure for the numbers of one thing: a key result, a KPI.

Decides which units are the same in two spellings, and what is said of two that aren't.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from okrsite.amounts import Quantity
from okrsite.late_patterns import compile_late
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.sources.day_signs import MONTH_NAME
from okrsite.sources.durations import convert_time, name_time_unit
from okrsite.vocabulary import OBJECTIVE

_DEADLINE = compile_late(
    r"(?:\A|\s)(?P<words>(?:(?:by|until|till|before|bis|spätestens|avant|d['’]ici|jusqu['’](?:à|au|en)|hasta|antes de"
    r"|para)\s+"
    r"(?:(?:the|le|la|el|zum|den|à|a|au)\s+)?"
    rf"(?:(?:end|ende|fin|finales|mitte|mid|(?:month|year|quarter)(?:['’]s)?[\s-]end|monatsende|jahresende|quartalsende|christmas|q\d)\b|{MONTH_NAME})).*"
    r"|(?:end of|ende|fin de|finales de)\s.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""Words that say until when, and not what is counted."""
_CURRENCIES = {"€": "eur", "£": "gbp", "¥": "jpy", "us$": "usd"}


def is_same_unit(one: str, other: str) -> bool:
    """Whether two units are one in two spellings: `day` and `days`, `min` and `minutes`, `€` and `EUR`."""
    return one == other or _normalise_unit(one) == _normalise_unit(other)


def _normalise_unit(unit: str) -> str:
    small = " ".join(unit.casefold().split()).rstrip(".")
    word = name_time_unit(small) or _CURRENCIES.get(small, small)
    return word.removesuffix("s") if len(word) > 3 else word


def find_usual_unit(typed: Sequence[tuple[str, Place]]) -> tuple[str, Place] | None:
    """Return the unit of most of three or more numbers, with its first place; None where no unit is that of most.

    One that differs from two others is the one to be told, wherever it stands.
    """
    units = [(unit, place) for unit, place in typed if unit]
    if len(units) < 3:
        return None
    if all(unit == units[0][0] for unit, _ in units):
        return units[0]
    unit, count = Counter(_normalise_unit(unit) for unit, _ in units).most_common(1)[0]
    if count * 2 <= len(units):
        return None
    return next((typed_unit, place) for typed_unit, place in units if _normalise_unit(typed_unit) == unit)


def explain_other_unit(quantity: Quantity, shared: str, *, decimal_comma: bool) -> tuple[str, str | None]:
    """Return how a number in another unit should be typed, and its text where that is known.

    Of a time it is said what it is in the shared unit; words behind that unit, or a status, are no unit at all.
    """
    unit, typed = quantity.unit, quantity.text
    if name_time_unit(unit) and name_time_unit(shared):
        converted = convert_time(quantity.value, unit, shared, decimal_comma)
        if converted:
            return f"Use one unit throughout: this is {converted}.", converted
    words = unit[len(shared) :] if unit.startswith(shared) else unit
    is_behind = words != unit and not words[:1].isalnum()
    is_status = words.strip().casefold() in OBJECTIVE.STATUS.choices
    if (is_behind or is_status) and typed.endswith(words):
        number = typed[: len(typed) - len(words)].rstrip()
        belongs = "a status has a field of its own" if is_status else "what stands behind it belongs into the notes"
        return f"Type {number} alone; {belongs}.", number
    return "Use one unit throughout.", None


def explain_deadline_in_unit(quantity: Quantity) -> tuple[str, str] | None:
    """Return the words behind a number that say until when, as no unit of measure does, and the number without them."""
    match = _DEADLINE.search(quantity.unit) if " " in quantity.unit else None
    words = match["words"] if match else ""
    if not words or not quantity.text.endswith(words):
        return None
    return words, quantity.text.removesuffix(words).rstrip(" ,")


class UnitOfMeasure:
    """Takes the usual unit, or the first that is typed, as everyone's; a different one is a problem."""

    def __init__(self, reader: ValueReader, called: str, usual: tuple[str, Place] | None = None) -> None:
        """Report to a reader; `called` is what has the numbers: a key result, a KPI.

        `usual` is the unit of most of them, with a place where it is typed; None: the first that is typed counts.
        """
        self._reader = reader
        self._called = called
        self._has_usual = usual is not None
        self._place: Place | None = usual[1] if usual else None
        self.shared = usual[0] if usual else ""
        """The unit; empty while none was typed."""

    def add_unit(self, unit: str, place: Place) -> None:
        """Add the unit of something that is no number of its own."""
        self._add(unit, place, None)

    def add_quantity(self, quantity: Quantity, place: Place) -> bool:
        """Add the unit of a number, and return whether it can be the shared one.

        Of a time in another unit it is said what it is in the shared one.
        """
        return self._add(quantity.unit, place, quantity)

    def _add(self, unit: str, place: Place, quantity: Quantity | None) -> bool:
        if unit and self._place is None:
            self.shared, self._place = unit, place
        elif unit and self._place is not None and not is_same_unit(unit, self.shared):
            where = (
                f"in line {self._place.line}" if self._place.line != place.line else f"elsewhere in this {self._called}"
            )
            message = f"Here the unit is '{unit}', {where} it is '{self.shared}'."
            if self._has_usual:
                message = f"Here the unit is '{unit}', other numbers of this {self._called} are in '{self.shared}'."
            hint, meant = "Use one unit throughout.", None
            if quantity is not None:
                hint, meant = explain_other_unit(quantity, self.shared, decimal_comma=self._reader.decimal_comma)
            self._reader.report("OKR205", place, message, hint, correction=meant)
            return False
        return True
