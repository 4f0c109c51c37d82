"""Numbers that are read one way alone, and would be read another way beside their neighbours.

Decides which of the numbers of one key result or KPI are asked about: a share as spreadsheets paste it (`0.4` beside
`90%`), and a point or comma that may group thousands (`1.260` beside `400`).
"""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.amounts import Quantity, Range
from okrsite.late_patterns import compile_late
from okrsite.sources.misreads import Misread, quote_text, write_plain_number
from okrsite.sources.quantities import read_amount

_THOUSANDS = {
    decimal_comma: compile_late(rf"(?<![0-9.,])[1-9][0-9]{{0,2}}{sign}[0-9]{{3}}(?![0-9.,])")
    for decimal_comma, sign in ((False, r"\."), (True, ","))
}
"""By the site's setting: three digits behind the sign that stands before decimals."""
_TOO_MANY_TIMES = 1000
_BEYOND_ANY_TARGET = 1_000_000
"""So many times as much as what was reached, a target was typed with a sign too many."""
_MANY_TIMES = 500
"""A value of a KPI that is so many times as much as all others was probably typed with a sign too few or many."""
_ALIKE = 100
"""So many times may the largest of the others be as much as the smallest."""
_FEWEST_COMPARED = 3
_SMALLEST_WHOLE = 10
"""From here on a whole number says that its neighbours are counted, and not measured with three decimals."""


def explain_doubtful_number(
    quantity: Quantity, neighbours: Sequence[Quantity], *, is_percent: bool, decimal_comma: bool
) -> Misread | None:
    """Return what is said of a number that its neighbours make doubtful.

    Args:
        quantity: The number, in the unit in which it was typed.
        neighbours: The other numbers of the same key result or KPI, in theirs.
        is_percent: Whether they share the unit `%` without one of them saying so.
        decimal_comma: The site's setting.

    Returns:
        None where there is no doubt.
    """
    return _explain_share(quantity, neighbours, is_percent, decimal_comma) or _explain_thousands(
        quantity, neighbours, decimal_comma
    )


def explain_doubtful_size(
    quantity: Quantity, neighbours: Sequence[Quantity], decimal_comma: bool, *, is_reached: bool
) -> Misread | None:
    """Return what is said of thousands or millions among numbers that are far smaller: `8M` on the way from 11 to 4.

    Args:
        quantity: The number.
        neighbours: The other numbers of the same key result, start and target among them.
        decimal_comma: The site's setting.
        is_reached: Whether it is a value that was reached; targets may be far above what there is.
    """
    amount = read_amount(quantity.text, decimal_comma)
    if isinstance(amount, Misread) or amount.multiplier == 1:
        return None
    largest = max((abs(other.value) for other in neighbours), default=0.0)
    times, fewest = (_TOO_MANY_TIMES, 2) if is_reached else (_BEYOND_ANY_TARGET, 1)
    is_large = abs(quantity.value) > largest * times and len(neighbours) >= fewest
    if not largest or not (is_large or (not quantity.value and quantity.text[-1:].isalpha())):
        return None
    plain = write_plain_number(quantity.value / amount.multiplier, decimal_comma)
    if not quantity.value:
        if any(_has_multiplier(other, decimal_comma) for other in neighbours if other.value):
            return None
        message = (
            f"{quote_text(quantity.text)} is in thousands, millions or billions, and the other numbers here aren't."
        )
        return Misread("OKR204", message, f"Type {plain}, or the others in the same way too.")
    sentence = "thousand" if is_reached else "million"
    return Misread(
        "OKR204",
        f"{quote_text(quantity.text)} is more than a {sentence} times as much as the other numbers here.",
        f"Do you mean {plain}? Else type the others in thousands or millions too.",
    )


def _has_multiplier(quantity: Quantity, decimal_comma: bool) -> bool:
    amount = read_amount(quantity.text, decimal_comma)
    return not isinstance(amount, Misread) and amount.multiplier != 1


def find_outliers(values: Sequence[Quantity]) -> list[Quantity]:
    """Return the values of a KPI that are hundreds of times as much, or as little, as any other of them.

    Where the others differ as much among themselves, one more says nothing.
    """
    by_size = sorted((quantity for quantity in values if quantity.value), key=lambda quantity: abs(quantity.value))
    if len(by_size) < _FEWEST_COMPARED:
        return []
    smallest, second, before_last, largest = by_size[0], by_size[1], by_size[-2], by_size[-1]
    outliers = []
    if _divide(second, smallest) >= _MANY_TIMES and _divide(largest, second) < _ALIKE:
        outliers.append(smallest)
    if _divide(largest, before_last) >= _MANY_TIMES and _divide(before_last, smallest) < _ALIKE:
        outliers.append(largest)
    return outliers


def _divide(larger: Quantity, smaller: Quantity) -> float:
    """Return how many times as much one is as another, whatever their signs."""
    return abs(larger.value / smaller.value)


def list_ends(keep: Range | None) -> tuple[Quantity, ...]:
    """Return the ends of a range as numbers, as neighbours of others; none for no range."""
    if keep is None:
        return ()
    return tuple(Quantity(end, keep.unit, "") for end in (keep.low, keep.high) if end is not None)


def explain_doubtful_range(
    keep: Range, neighbours: Sequence[Quantity], *, is_percent: bool, decimal_comma: bool
) -> Misread | None:
    """Return what is said of a range of shares among percents, `0.02..0.04` beside `3%`; arguments as for a number."""
    sign = "," if decimal_comma else "."
    ends = [end for end in (keep.low, keep.high) if end is not None]
    if keep.unit or sign not in keep.text or not all(0 <= abs(end) <= 1 for end in ends):
        return None
    if not any(_is_percent(other, is_percent) for other in neighbours):
        return None
    in_percent = [f"{write_plain_number(end * 100, decimal_comma)}%" for end in ends]
    limit = "<= " if keep.low is None else ">= " if keep.high is None else ""
    meant = limit + "..".join(in_percent)
    sentence = f"{quote_text(keep.text)} stands among percents without a sign."
    return Misread("OKR204", sentence, f"Do you mean {meant}? Else type the sign behind each number.", meant)


def _explain_share(
    quantity: Quantity, neighbours: Sequence[Quantity], is_percent: bool, decimal_comma: bool
) -> Misread | None:
    """Return what is said of `0.4` among percents: whoever typed no sign copied what spreadsheets keep behind `40%`."""
    sign = "," if decimal_comma else "."
    if quantity.unit or not 0 < abs(quantity.value) <= 1 or sign not in quantity.text:
        return None
    alone = is_percent and not neighbours
    if not alone and not any(_is_percent(other, is_percent) for other in neighbours):
        return None
    meant = f"{write_plain_number(quantity.value * 100, decimal_comma)}%"
    typed = f"{write_plain_number(quantity.value, decimal_comma)}%"
    return Misread(
        "OKR204",
        f"{quote_text(quantity.text)} stands among percents without a sign.",
        f"Do you mean {meant}? If it is less than one in a hundred, type {typed}.",
        meant,
    )


def _is_percent(other: Quantity, is_percent: bool) -> bool:
    """Whether a neighbour can be no fraction: it says so, or is far above 1 where all are percents."""
    return abs(other.value) > 1 if other.unit == "%" else is_percent and abs(other.value) >= _SMALLEST_WHOLE


def _explain_thousands(quantity: Quantity, neighbours: Sequence[Quantity], decimal_comma: bool) -> Misread | None:
    sign = "," if decimal_comma else "."
    match = _THOUSANDS[decimal_comma].search(quantity.text) if sign in quantity.text else None
    if match is None:
        return None
    typed, others = match.group(), [other for other in neighbours if other.value]
    with_decimals = [other for other in others if sign in other.text]
    if any(not _THOUSANDS[decimal_comma].search(other.text) for other in with_decimals):
        return None
    counted = any(abs(other.value) >= _SMALLEST_WHOLE for other in others if other not in with_decimals)
    # Nobody types a zero behind decimals, but where it is a digit of a thousand.
    if not counted and not any(number.endswith("0") for number in (typed, *_list_thousands(others, decimal_comma))):
        return None
    grouped = typed.replace(sign, "." if decimal_comma else ",")
    decimal = typed.rstrip("0").rstrip(sign) if typed.endswith("0") else f"{typed}0"
    return Misread(
        "OKR204",
        f"The number {quote_text(quantity.text)} can be read in two ways beside its neighbours.",
        f"Do you mean {grouped}? If it is {decimal}, type it so.",
        quantity.text.replace(typed, grouped, 1),
    )


def _list_thousands(quantities: Sequence[Quantity], decimal_comma: bool) -> list[str]:
    return [match.group() for other in quantities if (match := _THOUSANDS[decimal_comma].search(other.text))]
