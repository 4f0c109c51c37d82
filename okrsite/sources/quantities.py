"""Quantities as people type them: `1,200`, `EUR 30k`, `45%`, `3 days`.

Decides which spellings of a number are understood, which are asked about, and what the answer to a wrong one is. The
rules are those of the content format, chapter "What is refused, and how". Nothing is guessed: a text with two readings
is an error that shows both.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import msgspec

from okrsite.amounts import Quantity

MAX_LENGTH = 80
"""Characters; what is longer is prose, or an attack."""

LIMIT = Decimal(10) ** 15
"""Beyond it a float is no longer exact to the unit, and nobody counts that far."""

_MAX_DECIMALS = 20
_MULTIPLIERS = {"k": 1000, "K": 1000, "M": 1_000_000}

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
    rf"(?P<sign>[-−]?)(?:(?P<before>{CURRENCY}|%){_SPACE}*)?(?P<inner>[-−]?)"
    rf"(?P<number>[.,]?[0-9](?:[0-9.,]|{_SPACE}(?=[0-9]))*)"
    rf"(?P<gap>{_SPACE}*)(?P<after>.*)\Z",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\Z")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?\Z")
_UNIT_SIGNS = frozenset("%‰°#²³/")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
_INNER_SIGNS = frozenset("'’.&()·-\u200c\u200d")
_MULTIPLIED = re.compile(r"(?:[kKM](?!&)|m(?!/))(?![^\W_]|[²³.'’·-])")
_SCIENTIFIC = re.compile(r"[eE][+-]?[0-9]")
_NO_NUMBERS = frozenset({"nan", ".nan", "inf", ".inf", "infinity", "∞"})


class Misread(msgspec.Struct, frozen=True):
    """Why a text is not a value of the type that was asked for."""

    code: str
    """A code of `okrsite.problems.CODES`."""
    message: str
    """A full sentence."""
    hint: str = ""
    """What to type instead; empty when the message says it."""
    correction: str | None = None
    """The text that was meant, where that is known."""


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


def quote_text(text: str) -> str:
    """Return a text as a message quotes it: in quotes, on one line, and never long."""
    line = " ".join(text[:200].split())
    # What doesn't print could garble the message, or make it say something else.
    line = "".join(sign if sign.isprintable() else "�" for sign in line)
    return f"'{line if len(line) <= 40 else line[:39] + '…'}'"


def swap_decimal_sign(text: str, decimal_comma: bool) -> str:
    """Return a text of ours with the decimal signs of the site: points and commas between digits change places."""
    return _BETWEEN_DIGITS.sub(lambda match: "," if match[0] == "." else ".", text) if decimal_comma else text


def read_amount(text: str, decimal_comma: bool) -> Amount | Misread:
    """Read a quantity, as `parse_quantity` does, and keep its multiplier."""
    typed = text.strip()
    if len(typed) > MAX_LENGTH:
        return refuse_long_text(typed)
    match = _QUANTITY.match(typed)
    if match is None or (match["inner"] and (match["sign"] or not match["before"])):
        return _refuse_number(typed)
    if _SCIENTIFIC.match(match["after"]) and not match["gap"]:
        return Misread(
            "OKR203", f"{quote_text(typed)} is not a number that is read here.", "Type it in full, such as 150000."
        )
    number = _parse_number(match["number"], typed, decimal_comma)
    if isinstance(number, Misread):
        return number
    multiplier, after, asks = _split_multiplier(match["after"])
    if asks:
        hint = f"For millions type `{match['number']}M`; for metres write the word."
        return Misread("OKR204", f"The 'm' in {quote_text(typed)} could be million or metre.", hint)
    unit = _join_unit(match["before"] or "", after)
    if unit is None:
        return _refuse_number(typed)
    value = number * multiplier
    if value > LIMIT:
        return Misread(
            "OKR203",
            f"The number {quote_text(typed)} is larger than anything that is counted here.",
            "Use a larger unit, such as `1.2M`.",
        )
    signed = -value if match["sign"] or match["inner"] else value
    return Amount(Quantity(float(signed) + 0.0, unit, typed), multiplier)


def _split_multiplier(after: str) -> tuple[int, str, bool]:
    """Split `k` or `M` off what follows a number; the last value says that an `m` must be asked about.

    A letter behind it makes it the beginning of a unit: 30km, 12 MB.
    """
    if _MULTIPLIED.match(after):
        return _MULTIPLIERS.get(after[0], 1), after[1:].strip(), after[0] == "m"
    return 1, after, False


def _join_unit(before: str, after: str) -> str | None:
    """Join what stands before and after the number to a unit; None where it isn't one.

    `EUR 30 per user` has the unit `EUR per user`, `$5/day` has `$/day`; `EUR 30 %` has two units.
    """
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
    plain = re.sub(_SPACE, " ", digits)
    if decimal_comma:
        # The same rules with the two signs swapped; readings are swapped back for the message.
        plain = plain.translate(str.maketrans(",.", ".,"))
    if _GROUPED.match(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if not _PLAIN.match(plain):
        return _refuse_ambiguous(plain, typed, decimal_comma)
    whole, _, decimals = plain.partition(".")
    if len(whole.lstrip("0")) > 16 or len(decimals) > _MAX_DECIMALS:
        return Misread(
            "OKR203",
            f"The number {quote_text(typed)} has more digits than any measure needs.",
            "Round it, or use a larger unit, such as `1.2M`.",
        )
    return Decimal(plain)


def _refuse_ambiguous(plain: str, typed: str, decimal_comma: bool) -> Misread:
    """Ask about a number whose separators don't fit; `plain` has points before decimals."""
    last = max(plain.rfind(","), plain.rfind("."))
    whole = re.sub(r"[^0-9]", "", plain).lstrip("0") or "0"
    if last <= 0 or last == len(plain) - 1 or (" " in plain and not _GROUPED.match(plain[:last])):
        return Misread(
            "OKR203", f"{quote_text(typed)} is not a number that can be read.", "Type it like 1200, 1,200 or 1 200."
        )
    if plain.count(plain[last]) > 1:
        return Misread(
            "OKR203", f"The digits of {quote_text(typed)} are not grouped as they are here.", f"Do you mean {whole}?"
        )
    parted = f"{re.sub(r'[^0-9]', '', plain[:last])}{',' if decimal_comma else '.'}{plain[last + 1 :]}"
    question = f"Do you mean {parted} or {whole}?"
    if plain[last] == "," and not decimal_comma and len(plain) > 4:
        question += " Commas separate groups of three digits, unless the site sets `decimal_comma: true`."
    return Misread("OKR204", f"The number {quote_text(typed)} can be read in two ways.", question)


def refuse_long_text(typed: str) -> Misread:
    """Refuse a text that nothing counted could need."""
    return Misread(
        "OKR203",
        f"{quote_text(typed)} is too long for a number.",
        "Type the number and its unit; words belong into the notes.",
    )


def _refuse_number(typed: str) -> Misread:
    """Say why a text is no number, with the hint that fits the usual slips."""
    sentence = f"{quote_text(typed)} is not a number."
    if not typed:
        return Misread("OKR203", "There is no number here.", "Type one, or leave the field out.")
    if any(unicodedata.category(sign) == "Nd" and not sign.isascii() for sign in typed):
        return Misread(
            "OKR203", f"{quote_text(typed)} has digits that are not read here.", "Type it with the digits 0 to 9."
        )
    for wrong, reason, hint in _SLIPS:
        if wrong.match(typed):
            return Misread("OKR203", reason.format(quote_text(typed)) or sentence, hint)
    if typed.lstrip("+-−").lower() in _NO_NUMBERS:
        return Misread(
            "OKR203", f"{quote_text(typed)} can't be counted with.", "Leave the field out until there is a number."
        )
    if not re.search(r"[0-9]", typed):
        return Misread(
            "OKR203", sentence, "Type a number like 1200, 45% or EUR 30k, or leave the field out until there is one."
        )
    return Misread("OKR203", sentence, "Type the number first and its unit behind it, such as `30 days`.")


_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"[~≈]|(?:ca\.?|about|around)\s", re.I),
        "{} is only about right.",
        "Type the number itself; the notes may say that it is an estimate.",
    ),
    (
        re.compile(r"[<>≤≥=]"),
        "{} is a limit, not a number.",
        "Type the number itself; to stay within limits, use `keep: >= 50`.",
    ),
    (
        re.compile(r"\+\s*[.0-9]"),
        "{} could be a value or an increase.",
        "Type the value that is to be reached, without the plus sign.",
    ),
    (re.compile(r"[0-9]+\s*/\s*[0-9]+"), "{} is a fraction.", "Type it as a number or a share, such as 33%."),
    (
        re.compile(r"[0-9.,]+\s*%?\s*(?:-|–|—|\.\.|…|\bto\b)\s*[0-9]"),
        "{} has two numbers.",
        "Type one; for limits to stay within, use `keep: 2%..4%`.",
    ),
    (
        re.compile(r"[0-9.,]+\s*(?:→|->|=>)"),
        "{} has two numbers.",
        "Type the first into `from` and the second into `to`.",
    ),
    (
        re.compile(r"[0-9.,]+\s*\S*\s*\+\Z"),
        "{} is a limit, not a number.",
        "Type the number itself; to stay above a limit, use `keep: >= 50`.",
    ),
    (
        re.compile(r"[0-9]+:[0-9]"),
        "{} is a time of day or a ratio.",
        "Type it as a number with a unit, such as `90 minutes`.",
    ),
    (
        re.compile(r"[0-9]+['’_]"),
        "{} is not a number that can be read.",
        "Separate thousands by a comma or a space: 1,200 or 1 200.",
    ),
    (re.compile(r"[–—]\s*[0-9]"), "{} begins with a dash.", "Type a minus sign: -5."),
)
