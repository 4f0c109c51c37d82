"""Ranges as people type them: `2%..4%`, `<= 4%`, `>= 99.9%`.

Decides which spellings of a range are understood; its numbers are read as everywhere else.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from okrsite.amounts import Quantity, Range
from okrsite.late_patterns import compile_late
from okrsite.sources.quantities import (
    MAX_LENGTH,
    Misread,
    parse_quantity,
    quote_text,
    read_amount,
    refuse_long_text,
    swap_decimal_sign,
)

_WORDED_LIMIT = compile_late(
    r"(?:(?P<most>max(?:imum)?\.?|at most|up to|under|below|less than|no more than|not above|fewer than)"
    r"|min(?:imum)?\.?|at least|over|above|more than|no less than|not below)[ :]+(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_WORDED_SPAN = compile_late(
    r"(?:between\s|from\s)?\s?(.*?[0-9%])\s?(?:[-\u2010-\u2015]|\.{3,}|…|\bto\b|\band\b)\s?(\S.*)\Z",
    re.DOTALL | re.IGNORECASE,
)


def parse_range(text: str, *, decimal_comma: bool = False) -> Range | Misread:
    """Read a range: `2%..4%`, `2..4%`, `<= 4%`, `>= 99.9%`, with `≤` and `≥` too; ends are included.

    Returns:
        The range, or why there is none: OKR213, or what `parse_quantity` says of one of its numbers.
    """
    typed = text.strip()
    if len(typed) > MAX_LENGTH:
        return refuse_long_text(typed)
    if typed.endswith("%."):
        typed = typed[:-1]  # the end of a sentence is no part of it, wherever the range is shown
    limit = re.match(r"<=|>=|≤|≥", typed)
    if limit:
        return _parse_limit(typed, "low" if limit.group() in (">=", "≥") else "high", limit.end(), decimal_comma)
    if typed.count("..") == 1 and "..." not in typed:
        return _parse_span(typed, decimal_comma)
    return _refuse_range(typed, decimal_comma)


def _parse_limit(typed: str, side: str, length: int, decimal_comma: bool) -> Range | Misread:
    if not typed[length:].strip():
        return Misread("OKR213", f"The limit is missing after {quote_text(typed)}.", f"Type it, such as `{typed} 4%`.")
    if ".." in typed:
        sentence = f"{quote_text(typed)} is a limit and a range at once."
        return Misread("OKR213", sentence, swap_decimal_sign("Type `<= 4%`, or both ends: `2%..4%`.", decimal_comma))
    quantity = parse_quantity(typed[length:], decimal_comma=decimal_comma)
    if isinstance(quantity, Misread):
        return _keep_around(quantity, f"{typed[:length]} ", "")
    low, high = (quantity.value, None) if side == "low" else (None, quantity.value)
    return Range(low, high, quantity.unit, typed)


def _keep_around(misread: Misread, before: str, behind: str) -> Misread:
    """Return what is wrong with one number of a range, with the rest of the range around its correction."""
    if misread.correction is None:
        return misread
    return replace(misread, correction=f"{before}{misread.correction}{behind}")


def _parse_span(typed: str, decimal_comma: bool) -> Range | Misread:
    start, end = (part.strip() for part in typed.split(".."))
    if not start or not end:
        instead = f"<= {end}" if end else f">= {start or '2%'}"
        return Misread(
            "OKR213", f"One end of the range {quote_text(typed)} is missing.", f"With one limit only, type `{instead}`."
        )
    low, high = read_amount(start, decimal_comma), read_amount(end, decimal_comma)
    if isinstance(low, Misread):
        return _keep_around(low, "", f"..{end}")
    if isinstance(high, Misread):
        return _keep_around(high, f"{start}..", "")
    if low.multiplier != high.multiplier and 1 in (low.multiplier, high.multiplier) and low.quantity.value:
        return Misread(
            "OKR204",
            f"In {quote_text(typed)} one end is in thousands or millions.",
            "Type both ends in full: `2000..4000`.",
        )
    units = {low.quantity.unit, high.quantity.unit} - {""}
    if len(units) > 1:
        return Misread(
            "OKR213",
            f"The ends of the range {quote_text(typed)} have different units.",
            "Type the same unit on both ends.",
        )
    if low.quantity.value > high.quantity.value:
        return Misread(
            "OKR213",
            f"The range {quote_text(typed)} begins above its end.",
            f"Type the smaller number first: `{end}..{start}`.",
        )
    return Range(low.quantity.value, high.quantity.value, "".join(units), typed)


def _refuse_range(typed: str, decimal_comma: bool) -> Misread:
    if not typed:
        return Misread(
            "OKR213",
            "There is no range here.",
            swap_decimal_sign("Type `2%..4%`, `<= 4%` or `>= 99.9%`.", decimal_comma),
        )
    if typed[0] in "<>":
        limit = f"{typed[0]}= {typed.lstrip('<>= ') or '4%'}"
        sentence = f"{quote_text(typed)} is not a range: its limit is always part of it."
        return Misread("OKR213", sentence, f"Type `{limit}`.", limit)
    turned = re.match(r"=([<>])\s*(.*)", typed, re.DOTALL)
    if turned:
        limit = f"{turned[1]}= {turned[2]}"
        return Misread("OKR213", f"{quote_text(typed)} is not a range.", f"Type `{limit}`.", limit)
    if (worded := _WORDED_LIMIT.match(typed)) and worded["rest"]:
        limit = f"{'<=' if worded['most'] else '>='} {worded['rest']}"
        return Misread("OKR213", f"{quote_text(typed)} is a range in words.", f"Type `{limit}`.", limit)
    ends = _WORDED_SPAN.match(typed)
    if ends:
        span = f"{ends[1].strip()}..{ends[2].strip()}"
        sentence = f"{quote_text(typed)} is not a range that can be read."
        is_read = span.count("..") == 1 and isinstance(_parse_span(span, decimal_comma), Range)
        if is_read:
            return Misread("OKR213", sentence, f"Type two points between its ends: `{span}`.", span)
        return Misread("OKR213", sentence, "Type two numbers with two points between them.")
    if isinstance(parse_quantity(typed, decimal_comma=decimal_comma), Quantity):
        return Misread(
            "OKR213",
            f"{quote_text(typed)} is one number, not a range.",
            f"Type `<= {typed}` or `>= {typed}`, or both ends, as in `2%..4%`.",
        )
    return Misread(
        "OKR213",
        f"{quote_text(typed)} is not a range.",
        swap_decimal_sign("Type `2%..4%`, `<= 4%` or `>= 99.9%`.", decimal_comma),
    )
