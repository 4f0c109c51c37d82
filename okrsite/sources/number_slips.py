"""What is said of a text that is no number: the cause in plain words, and the number that was meant where it is known.

Decides nothing about what is read; that is settled when somebody asks here.
"""

from __future__ import annotations

import re
import unicodedata

from okrsite.late_patterns import compile_late
from okrsite.sources.durations import explain_duration
from okrsite.sources.misreads import Misread, quote_text, swap_decimal_sign, write_plain_number
from okrsite.sources.no_numbers import HEDGES_BEFORE, HEDGES_BEHIND, LIMITS_BEHIND, PLACEHOLDERS
from okrsite.sources.number_signs import explain_odd_signs, explain_remark

_NO_NUMBERS = frozenset({"nan", ".nan", "inf", ".inf", "infinity", "∞"})
_DIGITS = r"[0-9](?:[0-9.,]|['’](?=[0-9]{3}))*"
PART_OF_WHOLE = compile_late(
    rf"(?P<part>{_DIGITS})\s*(?P<unit>%?)[^\W\d_]{{0,20}}\s*(?:/|\b(?:of|out of|von|sur|de)\b)\s*"
    rf"(?P<whole>{_DIGITS})(?P<rest>[^0-9]{{0,30}})\Z",
    re.IGNORECASE,
)
"""`260 of 400`, `260/400`: a value and what it is a part of."""
_BEFORE_REMARK = compile_late(rf"[^0-9]{{0,20}}{_DIGITS}[^0-9]{{0,30}}\Z")
_ABOUT = compile_late(rf"(?:[~≈±]|(?:{HEDGES_BEFORE})\s)\s*(?P<rest>[^0-9]{{0,20}}[0-9].*)\Z", re.IGNORECASE)
_DASHED = compile_late(r"[–—]\s?(?P<rest>[0-9].*)\Z", re.DOTALL)
_READABLE = compile_late(r"[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_GROUPED = compile_late(r"[1-9][0-9]{0,2}(?: [0-9]{3})+\Z")
_QUOTED = compile_late(r"[\"'“”„‘’‚«»](?P<number>[^\"'“”„‘’‚«»]*[0-9][^\"'“”„‘’‚«»]*)[\"'“”„‘’‚«»]\Z")
_UNDERSCORED = compile_late(r"[0-9]{1,9}(?:_[0-9]{1,9}){1,5}(?:\.[0-9]{1,9})?\s?%?\Z")
_VULGAR = compile_late(r"(?P<whole>[0-9]{0,9})\s?(?P<part>[\u00bc-\u00be\u2150-\u215e])(?P<unit>[^0-9]{0,30})\Z")
_SCIENTIFIC = compile_late(r"(?P<number>[0-9]{1,6}(?:\.[0-9]{1,6})?[eE][+]?[0-9]{1,2})\Z")

_LIMIT_HINT = "Type the number itself; to stay within limits, use `keep: >= 50`."
_LETTERS = compile_late(r"(?P<number>[oOlI]?[0-9][0-9oOlI.,]{0,20})(?P<unit>\s?[^0-9]{0,30})\Z")
_WELL_FORMED = compile_late(
    r"[0-9]{1,15}(?:\.[0-9]+)?\Z|[0-9]{1,3}([., ])[0-9]{3}(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]+)?\Z"
)
_SWAPPED = str.maketrans(",.", ".,")
_DIGIT_OF_LETTER = str.maketrans("oOlI", "0011")
DOUBLED_PERCENT = "has its sign % more than once."
"""What is said of `5%%`."""
_DOUBLED = compile_late(r"(?P<number>[^%]{1,30}%)(?:\s?%)+(?P<unit>[^%]{0,40})\Z")
_SHARE = compile_late(r"[-+−]?(?:100|\d{1,2})(?:[.,]\d{1,2})?\s?%\Z")
_HEDGED = compile_late(rf"(?P<number>.*?[0-9%\w])[\s,-]{{0,3}}{HEDGES_BEHIND}\Z", re.IGNORECASE | re.DOTALL)
_LIMITED = compile_late(rf"(?P<number>.*?[0-9%\w])[\s,]{{1,3}}{LIMITS_BEHIND}\Z", re.IGNORECASE | re.DOTALL)
_HEDGED_UNIT = compile_late(
    rf"(?P<number>.*?[0-9%])[\s,-]{{0,3}}{HEDGES_BEHIND}\s(?P<unit>[^\W\d_].{{0,40}})\Z", re.IGNORECASE | re.DOTALL
)
_NO_UNIT = compile_late(
    rf"%\s?%|(?:.*?(?:\s|\A))?(?:{HEDGES_BEHIND}|{LIMITS_BEHIND})\Z|{HEDGES_BEHIND}\s", re.IGNORECASE | re.DOTALL
)
_MULTIPLIER_BEHIND = compile_late(
    r"\s?(?:[kKM]|bn|Mio\.?|Mrd\.?|Tsd\.?|thousand|millions?|billions?)(?![^\W\d_])", re.IGNORECASE
)
_LETTER_BEHIND = compile_late(r"[oOI]{1,3}(?=\Z|[\s%])|[oOlI][0-9]")

_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        compile_late(r"[<>≤≥=]"),
        "{} is a limit, not a number.",
        _LIMIT_HINT,
    ),
    (
        compile_late(r"\+\s*[.0-9]"),
        "{} could be a value or an increase.",
        "Type the value that is to be reached, without the plus sign.",
    ),
    (
        compile_late(r"[0-9.,]+\s*[%kKM]?\s*(?:[-\u2010-\u2015]|\.\.|…|\bto\b)\s*[0-9]"),
        "{} has two numbers.",
        "Type one; for limits to stay within, use `keep: 2%..4%`.",
    ),
    (
        compile_late(r"[0-9.,]+\s*\S{0,20}\s*(?:→|->|=>)"),
        "{} has two numbers.",
        "Type one number: the first belongs into `from`, the newest into `now` or a check-in, the goal into `to`.",
    ),
    (
        compile_late(r"[0-9.,]+\s*\S*\s*\+\Z"),
        "{} is a limit, not a number.",
        "Type the number itself; to stay above a limit, use `keep: >= 50`.",
    ),
    (
        compile_late(r"[0-9]+:[0-9]"),
        "{} is a time of day or a ratio.",
        "Type it as a number with a unit, such as `90 minutes`.",
    ),
    (
        compile_late(r"[0-9]+['’_]"),
        "{} is not a number that can be read.",
        "Separate thousands by a comma or a space: 1,200 or 1 200.",
    ),
)
"""What a text looks like, the sentence about it, and the way out, with a point before decimals."""


MARKUP = compile_late(
    r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,200})?/?>|<!--(?:[^-]|-(?!->))*+(?:-->)?"
    r"|&(?:nbsp|amp|quot|apos|lt|gt|shy|ndash|mdash|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
)
"""Tags, comments and entities of HTML, which come along when something is pasted."""


def strip_outer_markup(text: str) -> str:
    """Return a value without the signs of HTML around it; '' where some stand within it, and may part two numbers."""
    left = MARKUP.sub("\0", text).strip(" \0")
    left += ")" * (left.count("(") - left.count(")"))  # `(60% <!-- new)`: the comment took the end
    return "" if "\0" in left else left


def has_no_unit(after: str, *, glued: bool) -> bool:
    """Whether what stands behind a number is no unit of measure, though letters and signs like these could be one.

    `8%%`, `12 or so`, `5 days at most`; and `5O`, where a letter took the place of a digit.

    Args:
        after: What stands behind the digits.
        glued: Whether no blank stands between.
    """
    if after in ("", "%"):
        return False
    return _NO_UNIT.match(after) is not None or (glued and _LETTER_BEHIND.match(after) is not None)


def refuse_number(typed: str, decimal_comma: bool) -> Misread:
    """Say why a text is no number, with the number that was meant or the hint that fits the usual slips."""
    if not typed:
        return Misread("OKR203", "There is no number here.", "Type one, or leave the field out.")
    if typed.lstrip("+-−").lower() in _NO_NUMBERS:
        return Misread(
            "OKR203", f"{quote_text(typed)} can't be counted with.", "Leave the field out until there is a number."
        )
    if typed.lower() in PLACEHOLDERS:
        return Misread("OKR203", f"{quote_text(typed)} is no number.", "Leave the field out until there is one.")
    if any(unicodedata.category(sign) == "Nd" and not sign.isascii() for sign in typed):
        meant = unicodedata.normalize("NFKC", typed)
        meant = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in meant)
        return Misread(
            "OKR203",
            f"{quote_text(typed)} has digits that are not read here.",
            "Type it with the digits 0 to 9.",
            meant,
        )
    known = explain_duration(typed, decimal_comma) or _explain_form(typed, decimal_comma)
    if known is not None:
        return known
    for wrong, reason, hint in _SLIPS:
        if wrong.match(typed):
            return Misread("OKR203", reason.format(quote_text(typed)), swap_decimal_sign(hint, decimal_comma))
    sentence = f"{quote_text(typed)} is not a number."
    if not re.search(r"[0-9]", typed):
        return Misread(
            "OKR203", sentence, "Type a number like 1200, 45% or EUR 30k, or leave the field out until there is one."
        )
    return Misread("OKR203", sentence, "Type the number first and its unit behind it, such as `30 days`.")


def _explain_form(typed: str, decimal_comma: bool) -> Misread | None:
    """Return what is said of a number that has something around it which no number has."""
    if (known := explain_odd_signs(typed)) is not None:
        return known
    if MARKUP.search(typed):
        sentence = f"{quote_text(typed)} has signs of HTML in it, which mean nothing here."
        return Misread("OKR203", sentence, "Type the number alone.", strip_outer_markup(typed) or None)
    if match := _QUOTED.match(typed):
        inner = match["number"].strip()
        return Misread("OKR203", f"{quote_text(typed)} stands in quotation marks.", f"Type {inner} alone.", inner)
    if match := PART_OF_WHOLE.match(typed):
        return _explain_part(typed, match, decimal_comma)
    number, _, remark = (part.strip() for part in re.split(r"([(\[])", f"{typed}()", maxsplit=1))
    remark = remark.removesuffix("()").rstrip(")] ")
    if remark and _BEFORE_REMARK.match(number):
        return explain_remark(typed, number, remark)
    if match := _ABOUT.match(typed) or _HEDGED.match(typed):
        hint = "Type the number itself; the notes may say that it is an estimate."
        return Misread("OKR203", f"{quote_text(typed)} is only about right.", hint, match[1])
    if match := _HEDGED_UNIT.match(typed):
        hint = "Type the number itself; the notes may say that it is an estimate."
        meant = f"{match['number']} {match['unit']}"
        return Misread("OKR203", f"{quote_text(typed)} is only about right.", hint, meant)
    if match := _LIMITED.match(typed):
        hint = swap_decimal_sign(_LIMIT_HINT, decimal_comma)
        return Misread("OKR203", f"{quote_text(typed)} is a limit, not a number.", hint, match["number"])
    if match := _DOUBLED.match(typed):
        meant = f"{match['number']}{match['unit']}"
        # With a unit behind it, it is not known which of the two counts.
        is_share = not match["unit"].strip() and _SHARE.match(match["number"]) is not None
        meant_alone = meant if is_share else None
        return Misread("OKR203", f"{quote_text(typed)} {DOUBLED_PERCENT}", f"Type it once: {meant}.", meant_alone)
    if (match := _LETTERS.match(typed)) and re.search("[oOlI]", match["number"]):
        digits = re.sub(r"\A0+(?=[0-9])", "", match["number"].translate(_DIGIT_OF_LETTER))
        meant = f"{digits}{match['unit']}"
        sentence = f"{quote_text(typed)} has a letter where a digit belongs."
        plain = digits.translate(_SWAPPED) if decimal_comma else digits
        if not _WELL_FORMED.match(plain):
            rest = re.sub("[oOlI]", "", match["number"])
            return Misread("OKR203", sentence, f"Type it with digits alone: {rest}{match['unit']}, or what you mean.")
        return Misread("OKR203", sentence, f"Do you mean {meant}?", meant)
    if match := _DASHED.match(typed):
        minus = f"-{match['rest']}"
        return Misread("OKR203", f"{quote_text(typed)} begins with a dash.", f"Type a minus sign: {minus}.", minus)
    if match := _UNDERSCORED.match(typed):
        meant = match.group().replace("_", "")
        sentence = f"{quote_text(typed)} is not a number that can be read."
        return Misread("OKR203", sentence, f"Type it without the underscore: {meant}.", meant)
    if match := _VULGAR.match(typed):
        value = float(match["whole"] or 0) + unicodedata.numeric(match["part"])
        meant = f"{write_plain_number(round(value, 4), decimal_comma)}{match['unit']}"
        sentence = f"{quote_text(typed)} has a fraction of one sign, which is not read."
        return Misread("OKR203", sentence, f"Do you mean {meant}?", meant)
    if match := _SCIENTIFIC.match(typed):
        value = float(match["number"])
        sentence = f"{quote_text(typed)} is not a number that is read here."
        if value >= 10**15:
            return Misread("OKR203", sentence, "Type it in full, such as 150000.")
        meant = write_plain_number(value, decimal_comma)
        return Misread("OKR203", sentence, f"Type it in full: {meant}.", meant)
    return None


def _explain_part(typed: str, match: re.Match[str], decimal_comma: bool) -> Misread:
    """Return what is said of `260 of 400`: 260, or the share that it is."""
    part, whole = (_read_digits(match[name], decimal_comma) for name in ("part", "whole"))
    share = f" or {write_plain_number(round(part / whole * 100, 1), decimal_comma)}%" if whole and part <= whole else ""
    number = f"{match['part']}{match['unit']}"
    return Misread("OKR203", f"{quote_text(typed)} has two numbers.", f"Do you mean {number}{share}?")


def _read_digits(digits: str, decimal_comma: bool) -> float:
    """Return what digits may be worth, near enough for a question."""
    plain = re.sub("['’.]" if decimal_comma else "['’,]", "", digits).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return 0.0


def explain_letter(typed: str, number: str, after: str, is_money: bool) -> Misread:
    """Return what is said of a letter that is a multiplier or a unit; nobody pays in metres."""
    if is_money:
        end = typed.rindex(after)
        meant = f"{typed[:end].rstrip()}M{after[1:]}"
        return Misread(
            "OKR204", f"The 'm' in {quote_text(typed)} is not read as million.", f"Do you mean {meant}?", meant
        )
    if after[:1] == "B":
        hint = f"For billions type `{number}bn`; for bytes write the word."
        return Misread("OKR204", f"The 'B' in {quote_text(typed)} could be billion or byte.", hint)
    hint = f"For millions type `{number}M`, for minutes `{number} min`; for metres write the word."
    return Misread("OKR204", f"The 'm' in {quote_text(typed)} could be million, minute or metre.", hint)


def explain_separators(digits: str, plain: str, typed: str, decimal_comma: bool) -> Misread:
    """Return what is said of a number whose separators don't fit.

    Args:
        digits: The number as it was typed, without its unit.
        plain: The same with points before decimals, whatever the site's setting.
        typed: All that was typed.
        decimal_comma: The site's setting.
    """
    last = max(plain.rfind(","), plain.rfind("."))
    whole = re.sub(r"[^0-9]", "", plain).lstrip("0") or "0"
    if re.search(r"[^\W\d_]\s[^\d]{0,4}\d", typed.partition(digits)[2]):
        sentence = f"{quote_text(typed)} has two numbers."
        return Misread("OKR203", sentence, "Type one here; the newest value stands behind `now`, or in a check-in.")
    if last == len(plain) - 1 and (known := explain_odd_signs(typed)) is not None:
        return known
    if last == len(plain) - 1 and _READABLE.match(plain[:-1]):
        meant = typed.replace(digits, digits[:-1], 1)
        return Misread(
            "OKR203", f"{quote_text(typed)} ends in a sign that belongs to no number.", f"Type {meant}.", meant
        )
    if last <= 0 or last == len(plain) - 1 or (" " in plain and not _GROUPED.match(plain[:last])):
        return Misread(
            "OKR203",
            f"{quote_text(typed)} is not a number that can be read.",
            swap_decimal_sign("Type it like 1200, 1,200 or 1 200.", decimal_comma),
        )
    if (known := explain_odd_signs(typed)) is not None:
        return known
    if plain.count(plain[last]) > 1:
        sentence = f"The digits of {quote_text(typed)} are not grouped as they are here."
        if not all(len(group) in (2, 3) for group in re.split("[^0-9]", plain)[1:]):
            hint = swap_decimal_sign("Type it like 1200, 1,200 or 1 200.", decimal_comma)
            return Misread("OKR203", sentence, hint)
        return Misread("OKR203", sentence, f"Do you mean {whole}?", typed.replace(digits, whole, 1))
    parted = f"{re.sub(r'[^0-9]', '', plain[:last])}{',' if decimal_comma else '.'}{plain[last + 1 :]}"
    multiplier = _MULTIPLIER_BEHIND.match(typed.partition(digits)[2])
    question = f"Do you mean {parted}{multiplier[0]} or {whole}{multiplier[0]}?" if multiplier else ""
    question = question or f"Do you mean {parted} or {whole}?"
    if plain[last] == "," and not decimal_comma and len(plain) > 4:
        question += " Commas separate groups of three digits, unless the site sets `decimal_comma: true`."
    elif plain[last] == "," and decimal_comma:
        # `plain` has a comma where a point was typed. Often only the language of the site decides the sign.
        question += " Points separate groups of three digits, unless the site sets `decimal_comma: false`."
    return Misread("OKR204", f"The number {quote_text(typed)} can be read in two ways.", question)
