"""What belongs into a field of its own and stands at the end of a title: `… (Mira)`, `… (due 2026-12-15)`, `… {.red}`.

Initiatives and steps have such details in parentheses; in the title of an objective or a key result they are words.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.model.names import NameLookup
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.sources.day_signs import MONTH_NAME
from okrsite.sources.misreads import quote_text

_ENDS = (")", "]", "}")
_ATTRIBUTE = compile_late(r"\s(?P<mark>\{[:.][^{}]{0,60}\})\Z")
_DAY = compile_late(
    r"\s(?P<mark>[(\[](?:due|by|until|till|deadline|bis|fällig|échéance)\b\s?:?\s?"
    rf"(?P<day>(?:\d{{1,4}}[-./]\d{{1,2}}|\d{{1,2}}\.? {MONTH_NAME}|{MONTH_NAME} \d)[^()\[\]]{{0,12}})[)\]])\Z",
    re.IGNORECASE,
)
_PERSON = compile_late(
    r"\s(?P<mark>\((?:by |owner: ?)?(?P<name>@?[^\W\d_][\w.’' -]{0,40})\)|@(?P<at>[^\W\d_][\w.-]{1,40}))\Z"
)
_ISO = compile_late(r"\d{4}-\d\d-\d\d\Z")


def report_title_details(
    reader: ValueReader, directory: NameLookup, title: str, place: Place, *, key_result: bool
) -> None:
    """Report a person, a day or an attribute at the end of a title; the title is read as it stands."""
    if not title.endswith(_ENDS) and "@" not in title:
        return
    is_markdown = place.path.endswith(".md")
    message = "{} at the end of the title is read as words of it."
    if match := _ATTRIBUTE.search(title):
        hint = "Take it out: a title has no attributes; an id is typed as {#id}."
    elif match := _DAY.search(title):
        day = match["day"] if _ISO.match(match["day"]) else "2026-12-15"
        field = f"`- Due: {day}`" if is_markdown else f"`due: {day}`"
        hint = f"Say it in a line of its own: {field}." if key_result else (
            f"An objective ends with its cycle; a key result may have a day: {field}."
        )  # fmt: skip
    elif (match := _PERSON.search(title)) and _is_known(directory, match["name"] or match["at"]):
        name = (match["name"] or match["at"]).removeprefix("@")
        field = f"`- Owner: {name}`" if is_markdown else f"`owner: {name}`"
        message = "{} at the end of the title is read as words of it, and as no owner."
        hint = f"Who answers for it is said in a line of its own: {field}."
    else:
        return
    reader.report(
        "OKR118", place, message.format(quote_text(match["mark"])), hint, correction=title[: match.start()].rstrip()
    )


def _is_known(directory: NameLookup, name: str) -> bool:
    """Whether somebody of people.yml has a name; in capitals, nobody's name is as it was typed."""
    loud = name.removeprefix("@").upper()
    return directory.find_key(loud) not in (loud, None)
