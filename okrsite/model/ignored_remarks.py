"""Remarks that authors have answered: `ignore: OKR604, because the board wants it so`.

Decides how the field is taken apart. Which remarks are left out because of it is decided in `checks.answers`.
"""

from __future__ import annotations

import re

from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import IgnoredRemark
from okrsite.model.value_reader import ValueReader
from okrsite.nearest import find_close_name
from okrsite.problems import CODES, Place
from okrsite.record_values import RecordValues

_CODE = r"[`*_]*(?P<{0}>[A-Za-z]{{2,5}}[ -]?\d{{3}})[`*_]*"
_ENTRY = compile_late(
    rf"{_CODE.format('first')}(?P<more>(?:\s*(?:,|and|&)\s*[`*_]*[A-Za-z]{{2,5}}[ -]?\d{{3}}[`*_]*)*)"
    r"\s*[,:–—-]?\s*(?:because|since|as)\b[\s,:]*(?P<reason>\S.*)\Z",
    re.DOTALL | re.IGNORECASE,
)
_BETWEEN = compile_late(r"\s*[;\n]\s*(?=[`*_]*OKR[ -]?\d{3})", re.IGNORECASE)
_EXAMPLE = "OKR604, because the board agreed on these words"


def read_ignored_remarks(reader: ValueReader, values: RecordValues, field: Field[str]) -> tuple[IgnoredRemark, ...]:
    """Return what an `ignore` says; an entry without a code or a reason is reported (OKR263), and ignores nothing."""
    typed = values.get(field)
    if not typed:
        return ()
    place = values.get_place(field)
    found: list[IgnoredRemark] = []
    for entry in _BETWEEN.split(typed):
        match = _ENTRY.match(entry.strip())
        if match is None:
            reader.report(
                "OKR263",
                place,
                "What is ignored here, or why, can't be understood.",
                f"Write the code and the reason, such as `{_EXAMPLE}`; a semicolon separates several.",
            )
            continue
        for code in _list_codes(match):
            if _report_unusable_code(reader, code, place):
                continue
            found.append(IgnoredRemark(code, match["reason"].strip(), place))
    return tuple(found)


def _list_codes(match: re.Match[str]) -> list[str]:
    typed = re.findall(r"[A-Za-z]{2,5}[ -]?\d{3}", match["first"] + " " + match["more"])
    return [re.sub(r"[ -]", "", code).upper() for code in typed]


def _report_unusable_code(reader: ValueReader, code: str, place: Place) -> bool:
    """Report a code that isn't there, or that is an error; return whether it was reported."""
    known = CODES.get(code)
    if known is None:
        near = find_close_name(code, list(CODES))
        hint = f"Did you mean {near}?" if near else "The guide's page of problems lists all codes."
        reader.report("OKR263", place, f"There is no code {code}.", hint)
    elif known.severity == "error":
        reader.report("OKR263", place, f"{code} is an error, which can't be ignored.", "Mend what it names.")
    else:
        return False
    return True
