"""The numbers of one key result: typed one by one, and meaning something only beside each other.

Decides their one unit of measure, and which of them are doubtful beside the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from okrsite.amounts import Quantity, Range
from okrsite.late_patterns import compile_late
from okrsite.model.doubtful_numbers import (
    explain_doubtful_number,
    explain_doubtful_range,
    explain_doubtful_size,
    list_ends,
)
from okrsite.model.units_of_measure import UnitOfMeasure, explain_deadline_in_unit
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.sources.misreads import Misread
from okrsite.sources.number_slips import PART_OF_WHOLE
from okrsite.sources.quantities import parse_quantity


def read_reported_number(
    reader: ValueReader, typed: str, place: Place, called: str, target: Quantity | None
) -> Quantity | None:
    """Return a value that somebody reports; one that can't be read is a problem.

    `260 of 400` is 260 where the target is 400; in `53% / 60%` the second may as well be the confidence.

    Args:
        reader: Knows the site's setting, and collects what is wrong.
        typed: What was typed.
        place: Where.
        called: What a message calls it.
        target: The key result's target; None where it has none.
    """
    number = parse_quantity(typed, decimal_comma=reader.decimal_comma)
    if not isinstance(number, Misread):
        return number
    parts = PART_OF_WHOLE.match(typed.strip()) if target is not None else None
    if target is not None and parts and not ("/" in typed and "%" in parts["rest"]):
        whole = parse_quantity(parts["whole"], decimal_comma=reader.decimal_comma)
        part = parse_quantity(f"{parts['part']}{parts['unit']}", decimal_comma=reader.decimal_comma)
        if isinstance(whole, Quantity) and isinstance(part, Quantity) and whole.value == target.value:
            return part
    hint, correction = number.hint, number.correction
    meant = parse_quantity(correction, decimal_comma=reader.decimal_comma) if correction else None
    if isinstance(meant, Quantity) and meant.unit == "%" and target is not None and target.unit not in ("", "%"):
        # Nothing here is in percent, so the sign is one too many, however often it stands there.
        correction = (correction or "").replace("%", "").strip()
        hint = f"Type {correction}: the other numbers are in {target.unit}."
    elif isinstance(meant, Quantity) and meant.unit == "%" and target is not None and not target.unit:
        correction = None  # whether it is a number of them, or the share of the way, nobody knows
    reader.report(number.code, place, f"{called}: {number.message}", hint, correction=correction)
    return None


def is_doubtful(
    reader: ValueReader,
    quantity: Quantity,
    neighbours: Sequence[Quantity],
    is_percent: bool,
    place: Place,
    called: str,
    *,
    is_reached: bool = False,
) -> bool:
    """Whether a number is doubtful beside its neighbours; that is reported.

    Args:
        reader: Knows the site's setting, and collects what is wrong.
        quantity: The number.
        neighbours: The other numbers of the same key result.
        is_percent: Whether their unit is `%` without one of them saying so.
        place: Where the number stands.
        called: What a message calls it.
        is_reached: Whether it is a value that somebody reports, and no start or target.
    """
    doubt = explain_doubtful_number(quantity, neighbours, is_percent=is_percent, decimal_comma=reader.decimal_comma)
    if doubt is None:
        doubt = explain_doubtful_size(quantity, neighbours, reader.decimal_comma, is_reached=is_reached)
    if doubt is not None:
        reader.report(doubt.code, place, f"{called}: {doubt.message}", doubt.hint, correction=doubt.correction)
    return doubt is not None


class KeyResultNumbers:
    """The numbers of a key result, in the unit that they share; doubtful ones are reported and left out."""

    def __init__(self, reader: ValueReader, is_percent: bool, usual: tuple[str, Place] | None = None) -> None:
        """Report to a reader.

        `is_percent` says whether their unit is `%` without one of the numbers saying so; `usual` is the unit of most of
        them, with a place where it is typed.
        """
        self._reader = reader
        self._is_percent = is_percent
        self._unit = UnitOfMeasure(reader, "key result", usual)
        self._typed: list[tuple[str, Quantity, Place]] = []
        self._doubtful: set[str] = set()

    def add_unit(self, unit: str, place: Place) -> None:
        """Add a unit that was typed by itself, or with something that is no single number."""
        self._unit.add_unit(unit, place)

    def add_number(self, name: str, number: Quantity | None, place: Place) -> None:
        """Add a number; `name` is its field, with the day of an interim target."""
        if number is None:
            return
        if number.unit and (deadline := explain_deadline_in_unit(number)) is not None:
            words, meant = deadline
            message = f"“{words}” behind the number is read as its unit of measure."
            self._reader.report(
                "OKR118", place, message, "A day stands in `due`; what is counted, in the title.", correction=meant
            )
        if self._unit.add_quantity(number, place):
            self._typed.append((name, number, place))
        else:
            self._doubtful.add(name)

    def report_doubtful(self, keep: Range | None, keep_place: Place) -> bool:
        """Compare the numbers, and the range to stay within, once all are there; return whether the range is fine."""
        self._ask_about_full_stop()
        numbers = [number for _, number, _ in self._typed[:_MOST_COMPARED]]
        compared = [*numbers, *list_ends(keep)]
        for name, number, place in self._typed:
            others = [other for other in compared if other is not number]
            if is_doubtful(self._reader, number, others, self._is_percent, place, name, is_reached=name == "now"):
                self._doubtful.add(name)
        doubt = keep and explain_doubtful_range(
            keep, numbers, is_percent=self._is_percent, decimal_comma=self._reader.decimal_comma
        )
        if doubt:
            self._reader.report(
                doubt.code, keep_place, f"keep: {doubt.message}", doubt.hint, correction=doubt.correction
            )
        return not doubt

    def _ask_about_full_stop(self) -> None:
        """Ask about a unit that ends like a sentence, where no other number says that it doesn't."""
        if len(self._typed) != 1:
            return
        _, number, place = self._typed[0]
        if _ENDS_LIKE_SENTENCE.search(number.unit):
            message = f"The full stop behind “{number.text.rstrip('.')}” is read as a part of the unit of measure."
            self._reader.report("OKR118", place, message, correction=number.text.rstrip("."))

    @property
    def unit(self) -> str:
        """The unit of measure that they share; empty if none was typed."""
        return self._unit.shared

    def use(self, name: str, number: Quantity | None) -> Quantity | None:
        """Return a number in the shared unit; None for none, for one that is doubtful, and for one of another unit."""
        if number is None or name in self._doubtful:
            return None
        return number if number.unit == self.unit else replace(number, unit=self.unit)


_ENDS_LIKE_SENTENCE = compile_late(r"[^\W\d_]{5}\.\Z")
"""`districts.`; shorter words, such as `Std.`, are short forms that have one."""
_MOST_COMPARED = 50
"""Numbers with which each of them is compared."""
