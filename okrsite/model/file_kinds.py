"""The kinds of files that are read: what each says, how a kept reading is decoded, and what such a reading can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from okrsite.model import reading_checks
from okrsite.model.checkin_files import CheckInFile
from okrsite.model.cycle_files import CycleFile
from okrsite.model.kept_readings import KeptReading, create_decoder
from okrsite.model.organisation import Document, Kpi, Memo, Person
from okrsite.model.unit_files import TeamFile
from okrsite.sources.tree import FoundFile
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, MEMO, TEAM

T = TypeVar("T")


class FileKind(msgspec.Struct, Generic[T], frozen=True):
    """A kind of files, of which each says a `T`."""

    record: str
    """The record that a Markdown file as a whole holds; empty for what is typed in YAML only."""
    decoder: msgspec.json.Decoder[KeptReading[T]]
    """Makes a reading of a line of the cache."""
    can_be: Callable[[FoundFile, KeptReading[T], T], bool]
    """Whether a reading, and what it says, can be one of a file."""

    def accepts(self, file: FoundFile, reading: KeptReading[T]) -> bool:
        """Whether a reading that was kept, by whomever, can be one of a file."""
        return reading_checks.is_typed_in(file, reading) and (
            reading.value is None or self.can_be(file, reading, reading.value)
        )


CYCLE_FILES = FileKind(CYCLE_FILE.name, create_decoder(KeptReading[CycleFile]), reading_checks.is_cycle_file_of)
TEAM_FILES = FileKind(TEAM.name, create_decoder(KeptReading[TeamFile]), reading_checks.is_team_file_of)
CHECKIN_FILES = FileKind(CHECKIN_FILE.name, create_decoder(KeptReading[CheckInFile]), reading_checks.is_checkin_file_of)
COMPANY_KPIS = FileKind("", create_decoder(KeptReading[dict[str, Kpi]]), reading_checks.can_be_company_kpis)
PEOPLE = FileKind("", create_decoder(KeptReading[dict[str, Person]]), reading_checks.can_be_people)
MEMOS = FileKind(MEMO.name, create_decoder(KeptReading[tuple[Memo, bool]]), reading_checks.is_memo_of)
"""Each with whether it is a draft."""
PAGES = FileKind(MEMO.name, create_decoder(KeptReading[tuple[Document, bool]]), reading_checks.is_page_of)
"""Ordinary pages, each with whether it is a draft."""
