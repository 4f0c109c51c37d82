"""OKR310: a text holds a mark that was meant to keep something back, and isn't read there.

What: a title, a name or a text says `Audience: internal` or `Visibility: draft`, or a line of it says nothing else, in
whatever spelling.
Why: as a part of a text it keeps nothing back; all of it would be published.
Instead: type it as a field of its own: in the front matter for a whole file, under an objective's heading for that. To
write about the mark, put it into backticks or into a block of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from okrsite.alignment.graph import Alignment
from okrsite.model.audience import ALL, mark_meant
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation, Unit
from okrsite.problems import Place, Problem, problem
from okrsite.progress.measure import Measures

_MARK = re.compile(r"\b(audience|visibility)\W{0,4}[:=]\W{0,4}(?:internal|draft)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_AT_MOST = 80
"""Characters of a line that may be nothing but a mark, dashes and all."""


def check(organisation: Organisation, alignment: Alignment, measures: Measures) -> Iterator[Problem]:
    """Yield a problem for each item in whose texts such a mark stands."""
    for each in organisation.objectives.values():
        for field, said in _first(_texts(each), anywhere=True):
            yield _unread(each.place, "this objective", field, said)
    for unit in organisation.units.values():
        for field, said in _first(_words(unit), anywhere=True):
            yield _unread(unit.place, "this team file", field, said)
        for text in unit.texts.values():
            for field, said in _first((text.summary, text.intro), anywhere=True):
                yield _unread(Place(text.path, 1, 1), "this file", field, said)
    for kpi in organisation.kpis.values():
        for field, said in _first((kpi.name, kpi.about), anywhere=True):
            yield _unread(kpi.place, "this KPI", field, said)
    # Pages may speak of anything, marks among it: there only a line of its own is taken for one.
    pages = [(memo.place, memo.body, memo.audience) for memo in organisation.memos]
    pages += [(page.place, page.body, page.audience) for page in organisation.documents]
    pages.append((Place(organisation.index_path, 1, 1), organisation.index, organisation.index_audience))
    for place, body, marks in pages:
        for field, said in () if ALL in marks else _first((body,), anywhere=False):
            yield _unread(place, "this page", field, said)


def _unread(place: Place, where: str, field: str, said: str) -> Problem:
    return problem(
        "OKR310",
        place,
        f"A text in {where} says '{said}', which keeps nothing back there.",
        f"Type `{field}` as a field of its own: in Markdown as a bullet right under an objective's heading "
        f"(`- {field.capitalize()}: …`), or for a whole file between two lines of --- at its very top.",
    )


def _first(texts: tuple[str, ...], *, anywhere: bool) -> Iterator[tuple[str, str]]:
    """Yield the field and the words of the first mark in some texts, if there is one; `anywhere` within a line too."""
    for text in filter(None, texts):
        within = _MARK.search(text) if anywhere else None
        found = (within[1].lower(), " ".join(within[0].split())) if within else _line(text)
        if found:
            yield found
            return


def _line(text: str) -> tuple[str, str] | None:
    """Return the mark that a line is, or a heading with the line below it, outside of blocks of code."""
    fence, before = "", ""
    for line in text.splitlines():
        edge = _FENCE.match(line)
        if edge and not fence:
            fence = edge[1]
        elif edge and edge[1].startswith(fence):
            fence = ""
        if edge or fence or not line.strip() or "`" in line or len(line) > _AT_MOST:
            continue
        words = _WORD.findall(line.replace("_", " "))
        if len(words) == 1 and (alone := mark_meant(words[0])):
            before = alone
            continue
        if words and before and _keeps_back(words):
            return before, f"{before}: {' '.join(words)}"
        if len(words) > 1 and (field := mark_meant(words[0])) and _keeps_back(words[1:]):
            return field, " ".join(words)
        if words:
            before = ""
    return None


def _keeps_back(words: list[str]) -> bool:
    """Whether words are the value of such a field, and nothing else."""
    known = [get_close_matches(word.casefold(), ("internal", "draft"), 1, 0.8) for word in words]
    rest = {word.casefold() for word, near in zip(words, known, strict=True) if not near}
    return any(known) and rest <= {"numbers", "notes", "and", "only"}


def _words(unit: Unit) -> tuple[str, ...]:
    return (unit.name, unit.mission, unit.vision, unit.contact, unit.about, *unit.tags)


def _texts(each: Objective) -> tuple[str, ...]:
    """Return the texts in which a line can end up that was typed a little beside its place."""
    return (
        *(each.title, each.why, each.notes, each.needs, each.retrospective, *each.tags, *each.blockers),
        *(name for name in (each.owner, each.reviewer, *each.contributors) if name),
        *(text for result in each.key_results for text in (result.title, result.notes, result.owner or "")),
        *(text for said in each.checkins for text in (said.note, said.by or "")),
    )
