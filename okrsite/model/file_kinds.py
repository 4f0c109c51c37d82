"""The kinds of files that are read, and whether a reading that was kept can be one of a file of its kind.

Later stages rely on what the readers let pass: ids become addresses and names of files, and addresses become links. A
file in a cache may come from anybody, so both are looked at again. Texts are escaped wherever they leave, and need no
second look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

import msgspec

from okrsite.model.cycle_files import CycleFile
from okrsite.model.kept_readings import KeptReading, create_decoder
from okrsite.model.names import explain_invalid_id
from okrsite.model.organisation import COMPANY, Document, Kpi, Memo, Person
from okrsite.model.unit_files import TeamFile
from okrsite.model.value_reader import is_safe_address
from okrsite.sources.tree import FoundFile

T = TypeVar("T")


class FileKind(msgspec.Struct, Generic[T], frozen=True):
    """A kind of files, of which each says a `T`."""

    record: str
    """The record that a file as a whole holds."""
    decoder: msgspec.json.Decoder[KeptReading[T]]
    """Makes a reading of a line of the cache."""
    can_be: Callable[[FoundFile, T], bool]
    """Whether a reading can be one of a file."""


def is_cycle_file_of(file: FoundFile, cycle_file: CycleFile) -> bool:
    """Whether this can be what a file of objectives says."""
    return (cycle_file.unit, cycle_file.text.path) == (file.unit, file.path) and all(
        (objective.unit, objective.cycle) == (file.unit, cycle_file.cycle)
        and _are_ids((objective.id, *objective.aliases))
        and all(_are_ids((key_result.id, *key_result.aliases)) for key_result in objective.key_results)
        and _are_addresses(work.link for work in objective.initiatives)
        for objective in cycle_file.objectives
    )


def is_team_file_of(file: FoundFile, team: TeamFile) -> bool:
    """Whether this can be what a team file says."""
    return (
        (team.unit.id, team.unit.place.path) == (file.unit, file.path)
        and not team.unit.texts
        and _are_addresses(link.url for link in team.unit.links)
        and _are_kpis_of(file.unit, team.kpis)
    )


def are_company_kpis(file: FoundFile, kpis: Mapping[str, Kpi]) -> bool:
    """Whether these can be the KPIs of kpis.yml."""
    return _are_kpis_of(COMPANY, kpis)


def are_people(file: FoundFile, people: Mapping[str, Person]) -> bool:
    """Whether these can be the people of people.yml."""
    return all(
        key == person.id and key != COMPANY and _are_ids((key,)) and _are_addresses((person.link, person.photo))
        for key, person in people.items()
    )


def is_memo_of(file: FoundFile, memo_and_draft: tuple[Memo, bool]) -> bool:
    """Whether this can be what a memo's file says."""
    memo, _ = memo_and_draft
    return (memo.unit, f"memo-{memo.id}".lower()) == (file.unit, _get_stem(file).lower())


def is_page_of(file: FoundFile, page_and_draft: tuple[Document, bool]) -> bool:
    """Whether this can be what the file of an ordinary page says."""
    page, _ = page_and_draft
    return (page.inside, page.unit, page.place.path) == (file.inside, file.unit, file.path)


def _are_kpis_of(unit: str | None, kpis: Mapping[str, Kpi]) -> bool:
    prefix = "" if unit == COMPANY else f"{unit}/"
    return all(
        key == kpi.id and kpi.unit_id == unit and key.startswith(prefix) and _are_ids((key.removeprefix(prefix),))
        for key, kpi in kpis.items()
    )


def _are_ids(texts: Iterable[str]) -> bool:
    return not any(explain_invalid_id(text) for text in texts)


def _are_addresses(texts: Iterable[str]) -> bool:
    return all(is_safe_address(text) for text in texts if text)


def _get_stem(file: FoundFile) -> str:
    return file.inside.rpartition("/")[2].rpartition(".")[0]


CYCLE_FILES = FileKind("cycle_file", create_decoder(KeptReading[CycleFile]), is_cycle_file_of)
TEAM_FILES = FileKind("team", create_decoder(KeptReading[TeamFile]), is_team_file_of)
COMPANY_KPIS = FileKind("kpis", create_decoder(KeptReading[dict[str, Kpi]]), are_company_kpis)
PEOPLE = FileKind("people", create_decoder(KeptReading[dict[str, Person]]), are_people)
MEMOS = FileKind("memo", create_decoder(KeptReading[tuple[Memo, bool]]), is_memo_of)
"""Each with whether it is a draft."""
PAGES = FileKind("memo", create_decoder(KeptReading[tuple[Document, bool]]), is_page_of)
"""Ordinary pages, each with whether it is a draft."""
