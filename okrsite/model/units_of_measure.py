"""One unit of measure for the numbers of one thing: a key result, a KPI.

Decides which units are the same in two spellings, and what is said of two that aren't.
"""

from __future__ import annotations

from okrsite.amounts import Quantity
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.sources.durations import convert_time, name_time_unit

_CURRENCIES = {"€": "eur", "£": "gbp", "¥": "jpy", "us$": "usd"}


def is_same_unit(one: str, other: str) -> bool:
    """Whether two units are one in two spellings: `day` and `days`, `min` and `minutes`, `€` and `EUR`."""
    return one == other or _normalise_unit(one) == _normalise_unit(other)


def _normalise_unit(unit: str) -> str:
    small = " ".join(unit.casefold().split()).rstrip(".")
    word = name_time_unit(small) or _CURRENCIES.get(small, small)
    return word.removesuffix("s") if len(word) > 3 else word


class UnitOfMeasure:
    """Takes the first unit that is typed as everyone's; a second, different one is a problem."""

    def __init__(self, reader: ValueReader, called: str) -> None:
        """Report to a reader; `called` is what has the numbers: a key result, a KPI."""
        self._reader = reader
        self._called = called
        self._place: Place | None = None
        self.shared = ""
        """The unit; empty while none was typed."""

    def add_unit(self, unit: str, place: Place) -> None:
        """Add the unit of something that is no number of its own."""
        self._add(unit, place, None)

    def add_quantity(self, quantity: Quantity, place: Place) -> bool:
        """Add the unit of a number, and return whether it can be the shared one.

        Of a time in another unit it is said what it is in the shared one.
        """
        return self._add(quantity.unit, place, quantity.value)

    def _add(self, unit: str, place: Place, value: float | None) -> bool:
        if unit and self._place is None:
            self.shared, self._place = unit, place
        elif unit and self._place is not None and not is_same_unit(unit, self.shared):
            where = (
                f"in line {self._place.line}" if self._place.line != place.line else f"elsewhere in this {self._called}"
            )
            message = f"Here the unit is '{unit}', {where} it is '{self.shared}'."
            converted = ""
            if value is not None and name_time_unit(unit) and name_time_unit(self.shared):
                converted = convert_time(value, unit, self.shared, self._reader.decimal_comma)
            hint = f"Use one unit throughout: this is {converted}." if converted else "Use one unit throughout."
            self._reader.report("OKR205", place, message, hint, correction=converted or None)
            return False
        return True
