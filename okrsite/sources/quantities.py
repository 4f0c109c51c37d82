"""Quantities as people type them: `1,200`, `EUR 30k`, `45%`, `3 days`.

Decides which spellings of a number are understood, which are asked about, and what the answer to a wrong one is. The
rules are those of the content format, chapter "What is refused, and how". Nothing is guessed: a text with two readings
is an error that shows both.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

import msgspec

from okrsite.amounts import Quantity
from okrsite.sources.misreads import MAX_LENGTH as MAX_LENGTH
from okrsite.sources.misreads import Misread as Misread
from okrsite.sources.misreads import quote_text as quote_text
from okrsite.sources.misreads import refuse_long_text as refuse_long_text
from okrsite.sources.misreads import swap_decimal_sign as swap_decimal_sign
from okrsite.sources.number_slips import explain_letter, explain_separators, has_no_unit, refuse_number

LIMIT = Decimal(10) ** 15
"""Beyond it a float is no longer exact to the unit, and nobody counts that far."""

_MAX_DECIMALS = 20
_MULTIPLIERS = {
    **dict.fromkeys(("k", "thousand", "tsd", "tsd."), 1000),
    **dict.fromkeys(("m", "mn", "mln", "mio", "mio.", "million", "millions"), 1_000_000),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "mrd.", "billion", "billions"), 1_000_000_000),
    **dict.fromkeys(("trillion", "trillions"), 1_000_000_000_000),
}
"""By the word in small letters."""
_PERCENT = frozenset({"%.", "percent", "per cent", "pct", "pct.", "procent", "prozent", "％"})
MINUS = "-\u2010-\u2012\u2212\ufe63\uff0d"
"""What stands for a minus sign, as a part of a set in a regular expression; a dash (–) could be one between words."""
_REMARK = re.compile(
    r"(?<=\S)(?:\s?\((?:was|were|previously|prev\.?|before|formerly|up from|down from|last (?:week|month|quarter)):?\s"
    r"[^()]{1,40}\)|,?\s(?:was|previously|formerly|up from|down from):?\s[^()\d]{0,10}\d[^()]{0,30})\Z",
    re.IGNORECASE,
)
"""What a number was before: `260 (was 250)`. The past is known from check-ins and git. Without parentheses the words
may belong to a unit, as in `45% before noon`."""

# Group separators: people type a space, spreadsheets and browsers paste no-break and narrow ones.
_SPACE = "[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
# ISO 4217, without funds and metals. A closed list: `5 FTE` is no amount of money, and `MAX 5` no number.
_CODES = (
    "AED|AFN|ALL|AMD|ANG|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF"
    "|CHF|CLP|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD"
    "|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD"
    "|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN"
    "|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY"
    "|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VED|VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZWG"
)
CURRENCY = rf"(?:{_CODES}|[A-Za-z]{{0,3}}[$¢-¥€₠-⃀﷼])"
_QUANTITY = re.compile(
    rf"(?P<sign>[{MINUS}]?)(?:(?P<before>{CURRENCY}|%){_SPACE}*)?(?P<inner>[{MINUS}]?)"
    rf"(?P<number>[.,]?[0-9](?:[0-9.,]|['’ʼ´](?=[0-9]{{3}})|{_SPACE}(?=[0-9]))*)"
    rf"(?P<gap>{_SPACE}*)(?P<after>.*)\Z",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\Z")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[, '])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?\Z")
_UNIT_SIGNS = frozenset("%‰°#²³/")
_INNER_SIGNS = frozenset("'’.&()·-\u200c\u200d")
_MULTIPLIED = re.compile(
    r"(?:[kKMB](?!&)|m(?!/)|(?i:bn|bln|mn|mln|mio\.?+|mrd\.?+|tsd\.?+|thousand|millions?|billions?|trillions?)(?!&))"
    r"(?![^\W_]|[²³.'’·-])"
)
_SCIENTIFIC = re.compile(r"[eE][+-]?[0-9]")


class Amount(msgspec.Struct, frozen=True):
    """A quantity, and how it was abbreviated: 1, 1000 for `k`, 1000000 for `M`."""

    quantity: Quantity
    multiplier: int


def parse_quantity(text: str, *, decimal_comma: bool = False) -> Quantity | Misread:
    """Read a number with or without a unit.

    Args:
        text: What was typed.
        decimal_comma: The site's setting: `1,5` is one and a half, and points group thousands.

    Returns:
        The quantity, or why there is none: OKR203 (not a number), OKR204 (a number with two readings).
    """
    amount = read_amount(text, decimal_comma)
    return amount.quantity if isinstance(amount, Amount) else amount


@lru_cache(maxsize=8192)  # the same numbers stand in many places, and in each version of a file
def read_amount(text: str, decimal_comma: bool) -> Amount | Misread:
    """Read a quantity, as `parse_quantity` does, and keep its multiplier."""
    typed = text.strip()
    if len(typed) > MAX_LENGTH:
        return refuse_long_text(typed)
    match = _QUANTITY.match(_REMARK.sub("", typed))
    if match is None or (match["inner"] and (match["sign"] or not match["before"])):
        return refuse_number(typed, decimal_comma)
    if not match["gap"] and (_SCIENTIFIC.match(match["after"]) or _is_hexadecimal(match)):
        return refuse_number(typed, decimal_comma)
    number = _parse_number(match["number"], typed, decimal_comma)
    if isinstance(number, Misread):
        return number
    if has_no_unit(match["after"], glued=not match["gap"]):
        return refuse_number(typed, decimal_comma)
    multiplier, after, asks = _split_multiplier(match["after"], bool(match["before"]))
    unit = _join_unit(match["before"] or "", after)
    if unit is None:
        return refuse_number(typed, decimal_comma)
    if asks:
        return explain_letter(typed, match["number"], match["after"], bool(match["before"]))
    value = number * multiplier
    if value > LIMIT:
        return Misread(
            "OKR203",
            f"The number {quote_text(typed)} is larger than anything that is counted here.",
            swap_decimal_sign("Use a larger unit, such as `1.2M`.", decimal_comma),
        )
    signed = -value if match["sign"] or match["inner"] else value
    return Amount(Quantity(float(signed) + 0.0, unit, typed), multiplier)


def _is_hexadecimal(match: re.Match[str]) -> bool:
    return match["number"] == "0" and re.match(r"[xX][0-9a-fA-F]+\Z", match["after"]) is not None


def _split_multiplier(after: str, is_money: bool) -> tuple[int, str, bool]:
    """Split `k`, `M`, `bn` or a word for them off what follows a number.

    A letter behind it makes it the beginning of a unit: 30km, 12 MB.

    Returns:
        The multiplier, what is left, and whether the letter must be asked about: `m`, and `B` that may be bytes.
    """
    match = _MULTIPLIED.match(after)
    # Minutes are `mn` in French.
    if match is None or (match.group().lower() == "mn" and not is_money):
        return 1, after, False
    word, rest = match.group(), after[match.end() :].strip()
    asks = word == "m" or (word == "B" and not is_money)
    return _MULTIPLIERS[word.lower()], rest, asks


def _join_unit(before: str, after: str) -> str | None:
    """Join what stands before and after the number to a unit; None where it isn't one.

    `EUR 30 per user` has the unit `EUR per user`, `$5/day` has `$/day`; `EUR 30 %` has two units.
    """
    if not after.isascii():
        after = re.sub(_SPACE, " ", after)
    if after.casefold() in _PERCENT:
        after = "%"
    if after and not _is_unit(after):
        return None
    if before and after:
        if after.startswith("/"):
            return before + after
        return f"{before} {after}" if after.startswith("per ") else None
    return before or after


def _is_unit(text: str) -> bool:
    """Whether a text can be a unit, in any script.

    It begins with a letter or a sign. Digits stand in it only as in m2, CO2, B2B: one, behind a letter. So `50-60`,
    `3 of 5`, `1/3` and `5½` have none.
    """
    if re.match(r"#\w", text):
        return False  # a tag, or an id without its braces
    before, kind_before = "", ""
    for at, sign in enumerate(text):
        kind = unicodedata.category(sign)
        fine = kind[0] == "L" or kind == "Sc" or sign in _UNIT_SIGNS
        if at and not fine:
            digit = "0" <= sign <= "9" and kind_before[0] == "L" and not text[at + 1 : at + 2].isdigit()
            fine = kind in ("Mn", "Mc", "Zs") or sign in _INNER_SIGNS or digit
        if not fine or (before == "/" and kind[0] == "N"):
            return False
        before, kind_before = sign, kind
    return len(text) <= 40


def _parse_number(digits: str, typed: str, decimal_comma: bool) -> Decimal | Misread:
    """Read digits with their separators as a number without a sign."""
    plain = re.sub("['’ʼ´]", "'", re.sub(_SPACE, " ", digits))
    if decimal_comma:
        # The same rules with the two signs swapped; readings are swapped back for the message.
        plain = plain.translate(str.maketrans(",.", ".,"))
    if _GROUPED.match(plain):
        plain = re.sub("[, ']", "", plain)
    if not _PLAIN.match(plain):
        return explain_separators(digits, plain, typed, decimal_comma)
    whole, _, decimals = plain.partition(".")
    if len(whole.lstrip("0")) > 16 or len(decimals) > _MAX_DECIMALS:
        return Misread(
            "OKR203",
            f"The number {quote_text(typed)} has more digits than any measure needs.",
            swap_decimal_sign("Round it, or use a larger unit, such as `1.2M`.", decimal_comma),
        )
    return Decimal(plain)
