"""What stands behind the title in a line of a goal: `— current: 3 / target: 9`, `(target: 9)`, `✅ DONE (notes.md)`.

Decides which words behind a title are values with names, and which say how far it is; all else is part of the title.
"""

from __future__ import annotations

import re

import msgspec

from okrsite.late_patterns import compile_late

_NOW = r"current(?:ly)?(?: score| value| status| state)?|now|actual|aktuell|actuel|actual|atual|현재|現在|当前|目前"
_TARGET = r"target(?: value)?|goal|zielwert|cible|meta|목표|目標|目标"
_FROM = r"baseline|start(?:ing point)?|ausgangswert"
_NAMES = rf"(?P<now>{_NOW})|(?P<target>{_TARGET})|(?P<start>{_FROM})"
_NAMED = compile_late(rf"(?:{_NAMES})\s?[:：=]\s*(?P<value>.{{1,200}}?)\s*\Z", re.IGNORECASE)
_BEHIND = compile_late(
    rf"(?:\s*[\s(\[][-–—|;,]+\s*|\s*[(\[]\s*|\s+(?=[^:：=\n]{{3,30}}[:：=]\s*[^\w\s]{{0,3}}\d)|(?<=[.!])\s+)"
    rf"(?=(?:{_NOW}|{_TARGET}|{_FROM})\s?[:：=]\s*\S)(?P<named>[^\n]{{3,400}})\Z",
    re.IGNORECASE,
)
"""Behind words alone, a name is one where a number follows it: `… goal: 40 %`, but no `LEARNING GOAL: Visit us`."""
_BETWEEN = compile_late(rf"\s*[/|;,)]\s*[-–—,(]?\s*(?=(?:{_NOW}|{_TARGET}|{_FROM})\s?[:：=])", re.IGNORECASE)
_IN_BRACKETS = compile_late(
    rf"\s*[(\[](?P<named>(?:{_NOW}|{_TARGET}|{_FROM})\s?[:：=][^()\[\]]{{1,120}})[)\]]", re.IGNORECASE
)
_STATE = (
    r"done|completed?|completo|achieved|in progress|pending|not started|on track|at risk|off track|shipped|missed"
    r"|blocked|erledigt|erreicht|concluído|terminé"
)
_STATE_BEHIND = compile_late(
    rf"\s+(?:[✅☑✔🔄⏳❌🟢🟡🔴🔵]\ufe0f?\s*(?P<state>{_STATE})(?:\s*[(\[][^()\[\]]{{1,120}}[)\]])?"
    rf"|\((?P<inside>{_STATE})\s*[-–—,:;]\s[^()]{{1,120}}\))\s*\Z",
    re.IGNORECASE,
)


STATE_LAST = compile_late(
    r"[\s:–—|,;-]*[(\[*](?:status:?\s?)?(?P<state>done|complete|completed|achieved|missed|not done|not started|in "
    r"progress|on track|at risk|off track|shipped|dropped|cancelled|erledigt|erreicht)[)\]*!.]*\s*\Z",
    re.IGNORECASE,
)
STATE_SENTENCE = compile_late(
    r"(?<=[^\s.]{3}[.!])\s+(?P<state>Done|Completed?|Achieved|Missed|Not (?:done|started|achieved)|In progress|On track"
    r"|At risk|Off track|Shipped|Dropped|Cancelled|Erledigt|Erreicht)[.!]?\Z"
)
"""A state that is a sentence of its own: in small letters it may go on with what an abbreviation begins."""
WORDS_OF_AMOUNTS = (
    r"(?:out )?of|stars?|points?|average|avg|rating|hours?|days?|weeks?|months?|minutes?|seconds?|million|billion|times"
    r"|percent|Sterne|Punkte|Stunden|Tage|étoiles|estrellas|estrelas"
)
"""Words behind a number with which it is an amount, no number of a heading: of `4.5 stars`, but not of `4.5 Grow`."""
_QUOTED = compile_late(r"\"([^\"]+)\"|“([^“”]+)”|„([^„“”]+)[“”]|«\s?([^«»]+?)\s?»|「([^「」]+)」")
_NUMBER_BEHIND = compile_late(r"(?<=\w)\s[–—]\s(?P<number>\d{1,2})\Z")
"""What somebody gave a goal, on a scale of his own."""


class Tail(msgspec.Struct, frozen=True):
    """A title, and what stood behind it; None where nothing did."""

    title: str
    state: str | None = None
    now: str | None = None
    target: str | None = None
    start: str | None = None


def cut_tail(title: str) -> Tail:
    """Return a title without a state and values with names behind it."""
    state = None
    if match := _STATE_BEHIND.search(title):
        title, state = title[: match.start()], match["state"] or match["inside"]
    if match := _NUMBER_BEHIND.search(title):
        title, state = title[: match.start()], match["number"]
    values: dict[str, str] = {}
    while match := _IN_BRACKETS.search(title):
        if match.start() == 0 or not (found := _read_values(match["named"])):
            break
        values = {**found, **values}
        title = f"{title[: match.start()]}{title[match.end() :]}"
    if (match := _BEHIND.search(title)) and match.start() > 0 and (found := _read_values(match["named"])):
        values = {**values, **found}
        title = title[: match.start()].rstrip(" -–—|;,(")
    return Tail(title.strip(), state, values.get("now"), values.get("target"), values.get("start"))


def cut_quotes(title: str) -> str:
    """Return a title without quotation marks around all of it."""
    match = _QUOTED.fullmatch(title)
    return next(filter(None, match.groups())).strip() if match else title


def _read_values(words: str) -> dict[str, str]:
    """Return values by their names; none where one of the parts is none."""
    values = {}
    for part in _BETWEEN.split(words.strip(" ()[]")):
        match = _NAMED.match(part.strip())
        if match is None:
            return {}
        name = next(name for name in ("now", "target", "start") if match[name])
        values[name] = match["value"].strip(" ()[]")
    return values
