"""Numbers of our own export as they are typed: with all their digits, and with their unit where it can be read back."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from okrsite.amounts import Quantity
from okrsite.feeds.export_detail_records import ExportedRange
from okrsite.number_style import swap_decimal_sign
from okrsite.sources.numbers import parse_quantity


class NumberWriter:
    """Writes the numbers of one import."""

    def __init__(self, *, decimal_comma: bool) -> None:
        """Remember the sign before decimals."""
        self._decimal_comma = decimal_comma

    def write_now(self, value: float | str | None, unit: str) -> str:
        """Return a value, or the name of a level."""
        return value if isinstance(value, str) else self.write_amount(value, unit)

    def write_range(self, limits: ExportedRange, unit: str) -> str:
        """Return a range, to both sides or to one."""
        low, high = self.write_amount(limits.low, unit), self.write_amount(limits.high, unit)
        return f"{low}..{high}" if low and high else f">= {low}" if low else f"<= {high}"

    def write_amount(self, value: float | None, unit: str) -> str:
        """Return a number with its unit, where both can be read back from that."""
        written = self.write_number(value)
        if not written or not unit:
            return written
        whole = f"{written}{'' if unit == '%' else ' '}{unit}"
        return whole if self._carries_unit(whole, unit) else written

    def _carries_unit(self, text: str, unit: str) -> bool:
        quantity = parse_quantity(text, decimal_comma=self._decimal_comma)
        return isinstance(quantity, Quantity) and quantity.unit == unit

    def write_unit(self, unit: str, amounts: Iterable[str]) -> str:
        """Return a unit that has to be typed by itself; nothing for one that stands beside an amount.

        Args:
            unit: The unit.
            amounts: The numbers of the same record as they are written; one to be found out has none yet.
        """
        return "" if any(self._carries_unit(text, unit) for text in amounts) else unit

    def write_number(self, value: float | None) -> str:
        """Return a number with all its digits; nothing for none."""
        if value is None:
            return ""
        whole = isinstance(value, int) or value.is_integer()
        written = str(int(value)) if whole else format(Decimal(repr(value)), "f")
        return swap_decimal_sign(written, self._decimal_comma)

    def write_share(self, share: float | None) -> str:
        """Return a share in percent, with all digits that it has."""
        if share is None:
            return ""
        percent = (Decimal(repr(share)) * 100).normalize()
        return f"{swap_decimal_sign(format(percent, 'f'), self._decimal_comma)}%"
