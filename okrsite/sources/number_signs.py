"""Signs around a number that none has, and what is no number at all: accountants' brackets, struck numbers, days.

Decides nothing about what is read; that is settled when somebody asks here.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.misreads import Misread, quote_text

_NUMBER = r"(?:[A-Z]{3}\s?|[€$£]\s?)?[0-9](?:[0-9.,]*[0-9])?\s?%?"
_BRACKETED = compile_late(rf"[(\[{{]\s?(?P<number>{_NUMBER})\s?[)\]}}]\Z")
_STRUCK = compile_late(rf"~~(?P<struck>[^~]{{1,30}})~~\s*(?P<number>{_NUMBER}.{{0,30}})\Z")
_PLEDGED = compile_late(r"(?P<number>[0-9](?:[0-9.,]*[0-9])?)[.,](?:[-–—]{1,2}|=)\s?(?P<unit>[^0-9]{0,10})\Z")
_MARKED = compile_late(
    rf"(?P<number>{_NUMBER}(?:\s?[^\W\d_]{{1,20}})?)\s?(?P<sign>[?!;:*†‡¹²³⁴-⁹↑↓▲▼↗↘→✓✔✅❌⚠\ufe0f\U0001f300-\U0001faff]{{1,3}})\Z"
)
_DAY = compile_late(
    r"(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})\Z"
)
SPREADSHEET_ERROR = compile_late(r"#(?:N/?A|REF!?|VALUE!?|DIV/0!?|NAME\?|NUM!?|NULL!?|[#]{1,20})\Z", re.IGNORECASE)
_FORMULA = compile_late(
    r"=\s?(?:[A-Za-z]{2,20}\(|\(|\$?[A-Za-z]{1,3}\$?[0-9]{1,5}|[0-9.,]{1,20}\s?[-+*/]).{0,80}\Z", re.DOTALL
)


_ID_BEHIND = compile_late(
    rf"(?P<number>{_NUMBER}(?:\s?[^\W\d_]{{1,20}})?)\s+(?:#(?P<tag>[a-z][\w-]*)|\{{(?P<brace>[a-z][\w-]*)\}})\Z"
)
_OF_SECRECY = compile_late(
    r"\b(?:tlp|draft|confidential|internal|secret|private|restricted|vertraulich|intern|entwurf|geheim|confidentiel|interne"
    r"|brouillon|confidencial|interno|borrador|not public|do not publish)\b",
    re.IGNORECASE,
)
_SHARE_IN_REMARK = compile_late(r"(?<![\w.,])(?:[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?%|[0-9]{1,2}/10\b)")


def explain_remark(typed: str, number: str, remark: str) -> Misread:
    """Return what is said of a number with something in parentheses behind it, and perhaps more behind these."""
    share = _SHARE_IN_REMARK.match(remark)
    rest = remark[share.end() :].strip(" )].") if share else ""
    hint = f"Type {number} alone; what stands behind it belongs into a check-in or the notes."
    if share is not None and not rest:
        hint = f"Type {number} alone; a confidence of {share.group()} has a field of its own."
    if _OF_SECRECY.search(remark):
        hint = f"Type {number} alone. Nothing is kept back by a remark: `audience: internal` is a field of its own."
    return Misread("OKR203", f"{quote_text(typed)} has a remark behind the number.", hint, number)


def explain_odd_signs(typed: str) -> Misread | None:
    """Return what is said of a text that is a number but for the signs around it, or plainly something else."""
    if SPREADSHEET_ERROR.match(typed):
        message = f"{quote_text(typed)} is what a spreadsheet shows in the place of a value that it can't compute."
        return Misread("OKR203", message, "Leave the field out until there is a number.")
    if _FORMULA.match(typed):
        message = f"{quote_text(typed)} is a formula of a spreadsheet, and nothing computes it here."
        return Misread("OKR203", message, "Type the number that it gives.")
    if _DAY.match(typed):
        hint = "Type the number; days belong into `due`, `phases` or a check-in."
        return Misread("OKR203", f"{quote_text(typed)} is a day, not a number.", hint)
    if match := _ID_BEHIND.match(typed):
        identifier = match["tag"] or match["brace"]
        message = f"{quote_text(typed)} has an id behind the number, without its signs."
        meant = f"{match['number'].strip()} {{#{identifier}}}"
        return Misread("OKR203", message, f"Type {{#{identifier}}}.", meant)
    if match := _STRUCK.match(typed):
        number = match["number"].strip()
        message = f"{quote_text(typed)} has a number that is struck out before another."
        return Misread("OKR203", message, f"Type {number} alone; git keeps what was there before.", number)
    if match := _BRACKETED.match(typed):
        number = match["number"].strip()
        if typed[0] == "(":
            message = f"{quote_text(typed)} is a number below zero to accountants, and a remark to others."
            return Misread("OKR204", message, f"Do you mean {number} or -{number}?")
        return Misread("OKR203", f"{quote_text(typed)} stands in brackets.", f"Type {number} alone.", number)
    if match := _PLEDGED.match(typed):
        meant = " ".join((match["number"], match["unit"])).strip()
        return Misread("OKR203", f"{quote_text(typed)} has a dash for decimals.", f"Type {meant}.", meant)
    if match := _MARKED.match(typed):
        number = match["number"].strip()
        hint = "What a sign says belongs into the notes."
        return Misread("OKR203", f"{quote_text(typed)} has a sign behind the number.", hint, number)
    return None
