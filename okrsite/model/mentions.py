"""Where what is withheld is named by what isn't: the ids of units and KPIs in the fields that refer to something.

Decides what is left of such a field. Links to objectives are the resolver's business, names in texts their authors'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from typing import Any
from urllib.parse import unquote

from okrsite.model.organisation import Organisation
from okrsite.model.typed import LINES, NAMES, Change, all_retold, each_text
from okrsite.sources.file_names import is_id
from okrsite.sources.markdown.words import extract_line_words, points
from okrsite.vocabulary import Field

_UNITS = frozenset({("objective", "with"), ("objective", "consult"), ("objective", "inform"), ("person", "team")})
_ADDRESS = re.compile(r"\]\(\s*<?([^\s<>()]+)")


def remove_mentions(organisation: Organisation, names: Set[str]) -> Organisation:
    """Return an organisation in which no field refers to one of these units, or to a KPI of one.

    A line that isn't Markdown keeps its brackets and addresses as they were typed, unless they lead to a draft.
    """
    drafts = frozenset(anchor for _, anchor in organisation.draft_headings)
    paths = {span.path for span in organisation.draft_spans if span.line == 1 and span.end_line >= 10**9}
    files = frozenset(path.rpartition("/")[2] for path in paths)
    if not (names or drafts or files):
        return organisation

    def told(word: str) -> bool:
        return _normalise_id(word) not in names

    def line(text: str) -> str:
        return extract_line_words(text) if points(text) and any(map(withheld, _ADDRESS.findall(text))) else text

    def withheld(address: str) -> bool:
        path, _, anchor = unquote(address).partition("#")
        folders = path.partition("?")[0].split("/")
        return not names.isdisjoint(folders) or folders[-1] in files or anchor.casefold() in drafts

    named = make_mention_change(told, told)

    def change(record: str, field: Field, held: Any) -> Any:
        if field.type in LINES and (record, field.name) not in (("link", "to"), ("key_result", "kpi")):
            held = each_text(held, line)
        return named(record, field, held)

    return all_retold(organisation, change)


def make_public_change(whole: Organisation, shown: Organisation) -> Change:
    """Return what changes fields so that they name nothing that is withheld from the public.

    An id that names neither a unit that is shown nor somebody in people.yml is left out, whether there is such a unit
    or not: nobody can tell one from the other. Plain names of people stay, unless they are the id of such a unit.
    """
    known = {key for key, person in whole.people.items() if person.place is not None}
    gone = whole.units.keys() - shown.units.keys() - known

    def person(word: str) -> bool:
        return _normalise_id(word) not in gone

    def unit(word: str) -> bool:
        return (
            word in shown.units or _normalise_id(word) in known or (person(word) and not is_id(word.removeprefix("@")))
        )

    return make_mention_change(unit, person)


def make_mention_change(unit: Callable[[str], bool], person: Callable[[str], bool]) -> Change:
    """Return what leaves in fields that refer to units, people and KPIs only the words of which it is said."""

    def change(record: str, field: Field, held: Any) -> Any:
        if (record, field.name) == ("key_result", "kpi"):
            return held if unit(held.rpartition("/")[0]) else None
        if (record, field.name) not in _UNITS and field.type not in NAMES:
            return held
        told = person if field.type in NAMES else unit
        if isinstance(held, tuple):
            return tuple(word for word in held if told(word))
        return held if told(held) else None

    return change


def _normalise_id(word: str) -> str:
    return word.strip().removeprefix("@").casefold()
