"""Where what is withheld is named by what isn't: the ids of units and KPIs in the fields that refer to something.

Decides what is left of such a field. Links to objectives are the resolver's business, names in texts their authors'.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from urllib.parse import unquote

from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.model.organisation import Organisation
from okrsite.model.typed_texts import LINES, NAMES, Change, Words, rewrite_organisation, rewrite_texts
from okrsite.sources.file_names import is_id
from okrsite.sources.markdown.words import extract_line_words, holds_untold_parts
from okrsite.vocabulary import KEY_RESULT, LINK, OBJECTIVE, PERSON

_UNITS: frozenset[Field[object]] = frozenset({OBJECTIVE.WITH, OBJECTIVE.CONSULT, OBJECTIVE.INFORM, PERSON.TEAM})
_ADDRESS = compile_late(r"\]\(\s*<?([^\s<>()]+)")


def remove_mentions(organisation: Organisation, names: Set[str]) -> Organisation:
    """Return an organisation in which no field refers to one of these units, or to a KPI of one.

    A line that isn't Markdown keeps its brackets and addresses as they were typed, unless they lead to a draft.
    """
    drafts = frozenset(anchor for _, anchor in organisation.draft_headings)
    paths = {span.path for span in organisation.draft_spans if span.line == 1 and span.end_line >= 10**9}
    files = frozenset(path.rpartition("/")[2] for path in paths)
    if not (names or drafts or files):
        return organisation

    def is_told(word: str) -> bool:
        return _normalise_id(word) not in names

    def rewrite_line(text: str) -> str:
        return (
            extract_line_words(text)
            if holds_untold_parts(text) and any(map(is_withheld, _ADDRESS.findall(text)))
            else text
        )

    def is_withheld(address: str) -> bool:
        path, _, anchor = unquote(address).partition("#")
        folders = path.partition("?")[0].split("/")
        return not names.isdisjoint(folders) or folders[-1] in files or anchor.casefold() in drafts

    remove_named = make_mention_change(is_told, is_told)

    def change_words(field: Field[object], words: Words) -> Words | None:
        if field.type in LINES and field not in (LINK.TO, KEY_RESULT.KPI):
            words = rewrite_texts(words, rewrite_line)
        return remove_named(field, words)

    return rewrite_organisation(organisation, change_words)


def make_public_change(whole: Organisation, shown: Organisation) -> Change:
    """Return what changes fields so that they name nothing that is withheld from the public.

    An id that names neither a unit that is shown nor somebody in people.yml is left out, whether there is such a unit
    or not: nobody can tell one from the other. Plain names of people stay, unless they are the id of such a unit.
    """
    known = {key for key, person in whole.people.items() if person.place is not None}
    gone = whole.units.keys() - shown.units.keys() - known

    def is_person_told(word: str) -> bool:
        return _normalise_id(word) not in gone

    def is_unit_told(word: str) -> bool:
        return (
            word in shown.units
            or _normalise_id(word) in known
            or (is_person_told(word) and not is_id(word.removeprefix("@")))
        )

    return make_mention_change(is_unit_told, is_person_told)


def make_mention_change(is_unit_told: Callable[[str], bool], is_person_told: Callable[[str], bool]) -> Change:
    """Return what leaves in fields that refer to units, people and KPIs only the words of which it is said."""

    def change_words(field: Field[object], words: Words) -> Words | None:
        if field is KEY_RESULT.KPI and isinstance(words, str):
            return words if is_unit_told(words.rpartition("/")[0]) else None
        if field not in _UNITS and field.type not in NAMES:
            return words
        is_told = is_person_told if field.type in NAMES else is_unit_told
        if isinstance(words, str):
            return words if is_told(words) else None
        return (
            tuple(word for word in words if isinstance(word, str) and is_told(word))
            if isinstance(words, tuple)
            else words
        )

    return change_words


def _normalise_id(word: str) -> str:
    return word.strip().removeprefix("@").casefold()
