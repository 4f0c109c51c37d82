"""A status in a title: `[DONE] …`, `… (done)`, `✅ …`. No status is read from words, so it would be lost.

Decides which marks around a title are meant as a status. Words of a title are nobody's business: only what stands in
brackets, as a sign, or in capitals before a colon is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.late_patterns import compile_late
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.sources.misreads import quote_text
from okrsite.synonyms import find_meant_words, is_synonym, normalise_word

_SIGNS = "✅✔✓☑❌✘⏸🟢🟡🟠🔴"
_MARK = rf"\[[^\[\]]{{1,20}}\]|\([^()]{{1,20}}\)|[{_SIGNS}]\ufe0f?"
_FIRST = re.compile(rf"(?P<mark>{_MARK}|[A-Z][A-Z ]{{1,14}}(?=:\s| [-–—] ))\s*[:–—-]?\s*(?P<rest>\S.*)\Z", re.DOTALL)
_LAST = re.compile(rf"(?P<mark>{_MARK}|(?<=\s[-–—:]\s)[A-Z][A-Z ]{{1,14}})\Z")
_SLUG = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_TAG = compile_late(rf"\s(?P<tag>#{_SLUG})\Z")
_NEARLY_ID = re.compile(rf"\s?(?P<mark>[(\[]#(?P<inner>{_SLUG})[)\]]|\{{(?P<bare>{_SLUG})\}})\Z")
"""`(#events)`, `[#events]`, `{events}`: what is an id but for its signs."""
_STRUCK = re.compile(r"(?P<mark>~~)(?P<rest>[^~]+)~~\Z")
_LONGEST_TAG = 60
_PLAIN_END = re.compile(r"[a-z0-9.?!%]")
"""A sign with which no mark ends."""
_PLAIN = frozenset(
    {
        "completed",
        "complete",
        "finished",
        "closed",
        "achieved",
        "cancelled",
        "canceled",
        "on hold",
        "wip",
        "work in progress",
    }
)
"""Other words for a status that mean nothing else in parentheses, where `(green)` may be a colour."""


def report_title_mark(reader: ValueReader, title: str, place: Place, statuses: Sequence[str]) -> None:
    """Report a mark of a title that is meant as one of the statuses; the title is read as it stands."""
    if "#" in title and (tag := _TAG.search(title, max(0, len(title) - _LONGEST_TAG))):
        hint = f"An id is typed as {{{tag['tag']}}}, and a tag in `tags`."
        message = f"{quote_text(tag['tag'])} at the end of the title is read as a word of it."
        reader.report("OKR118", place, message, hint)
    may_be_id = title.endswith((")", "]", "}"))
    if may_be_id and (match := _NEARLY_ID.search(title, max(0, len(title) - _LONGEST_TAG))):
        identifier = f"{{#{match['inner'] or match['bare']}}}"
        reader.report(
            "OKR118",
            place,
            f"{quote_text(match['mark'])} at the end of the title is read as words of it, and as no id.",
            f"Do you mean {identifier}?" if place.path.endswith(".md") else "An id has a field of its own: `id`.",
            correction=f"{title[: match.start()]} {identifier}" if place.path.endswith(".md") else None,
        )
        return
    found = _find_mark(title, statuses)
    if found is None:
        return
    mark, rest, meant = found
    field = "- Status" if place.path.endswith(".md") else "status"
    lines = " or ".join(f"`{field}: {word}`" for word in meant)
    reader.report(
        "OKR118",
        place,
        f"{quote_text(mark)} in the title is read as words of it, and as no status.",
        f"Say it in a line of its own, {lines}, and take it out of the title.",
        correction=rest,
    )


def _find_mark(title: str, statuses: Sequence[str]) -> tuple[str, str, tuple[str, ...]] | None:
    """Return a mark, the title without it, and the statuses that it can mean; None where there is none."""
    if title.isascii() and title[:1].isalnum() and title[1:2].islower() and _PLAIN_END.match(title[-1]):
        return None  # as most titles begin and end
    for pattern in (_FIRST, _STRUCK):
        if (match := pattern.match(title)) and (meant := _find_statuses(match["mark"], statuses)):
            return match["mark"].strip(), match["rest"].strip(), meant
    match = _LAST.search(title, max(0, len(title) - 24))
    if match and match.start() and (meant := _find_statuses(match["mark"], statuses)):
        return match["mark"], title[: match.start()].rstrip(" :–—-"), meant
    return None


def _find_statuses(mark: str, statuses: Sequence[str]) -> tuple[str, ...]:
    if mark == "~~":
        return tuple(word for word in ("done", "dropped") if word in statuses)
    word = normalise_word(mark.strip("[]()"))
    is_meant = word in statuses or (
        word in _PLAIN if mark[0] == "(" or mark[0].isupper() else is_synonym(mark.strip("[]"), statuses)
    )
    return find_meant_words(word, statuses) if is_meant else ()
