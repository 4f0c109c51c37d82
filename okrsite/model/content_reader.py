"""What all files of a content folder say, read in the order in which they need each other.

People come first, because others name them, then KPIs, teams and memos, then objectives, and pages last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace as replace_fields
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from okrsite.activity import Activity
from okrsite.model.attachment_files import is_attachment, look_for_marks
from okrsite.model.checkin_files import read_checkin_file
from okrsite.model.content_memory import ContentMemory
from okrsite.model.cycle_files import CycleFile, CycleFileReader
from okrsite.model.cycles import Cycle, resolve_cycle
from okrsite.model.field_reader import FieldReader
from okrsite.model.file_kinds import (
    CHECKIN_FILES,
    COMPANY_KPIS,
    CYCLE_FILES,
    MEMOS,
    PAGES,
    PEOPLE,
    TEAM_FILES,
    FileKind,
)
from okrsite.model.file_reading import FileReader
from okrsite.model.kept_readings import ReadingCache
from okrsite.model.lookups import KnownKpi, KnownName, Lookups
from okrsite.model.names import PeopleDirectory
from okrsite.model.organisation import COMPANY, Document, Kpi
from okrsite.model.page_files import read_document
from okrsite.model.parsed_content import ParsedContent
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.unit_files import build_kpis, read_memo, read_people, read_team
from okrsite.model.unit_tree import collect_unit_aliases
from okrsite.problems import Place, Problem
from okrsite.settings import Settings
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FoundFile
from okrsite.workers import do_nothing

T = TypeVar("T")

_READ_AHEAD = ("team", "cycle")
"""Roles of files of which there are many, and which ask nothing of others of the same role."""


class ContentReader:
    """Reads the files in the order in which they need each other: people, teams and KPIs, then objectives."""

    def __init__(
        self,
        settings: Settings,
        problems: list[Problem],
        kept: ReadingCache,
        parsed: ParsedFiles | None,
        activity: Activity,
        *,
        public: bool,
        memory: ContentMemory | None,
        meanwhile: Callable[[], object] = do_nothing,
    ) -> None:
        self._activity = activity
        self._meanwhile = meanwhile
        self._settings = settings
        self._memory = memory
        self._kept = kept
        self._files = FileReader(problems, kept, parsed, public=public, memory=memory)
        self._problems = problems
        self._reader = FieldReader(problems, decimal_comma=settings.decimal_comma)
        self._content = ParsedContent()
        self._directory, self._answered = PeopleDirectory({}), dict[str, KnownName]()  # and what it has said of names
        self._former_units: dict[str, str] | None = None

    def read_content(self, files: tuple[FoundFile, ...], folders: tuple[str, ...]) -> ParsedContent:
        """Return what all files say; what of it can't be read is noted there."""
        self._content.folders = folders
        of_people = [file for file in files if file.unit and file.inside.startswith("people/")]
        self._content.person_folders = {file.unit or "": file.path for file in reversed(of_people)}
        for role, read in self._list_steps():
            of_role = [file for file in files if file.role == role]
            if role in _READ_AHEAD:
                self._files.read_ahead(of_role, partial(self._read_share, role), self._wait)
            if role == "cycle":
                self._meanwhile()
            for file in of_role:
                read(file)
                self._activity.update()
        for declared in self._settings.cycles:
            cycle = resolve_cycle(declared, self._settings)
            if cycle is not None:
                self._content.cycles.setdefault(cycle.id, cycle)
        return self._content

    def _wait(self) -> None:
        self._meanwhile()
        self._activity.update()

    def _read_share(self, role: str, files: FileReader, problems: list[Problem], share: Sequence[FoundFile]) -> None:
        """Read files of a role with another reader, for other problems, and leave everything here as it is."""
        apart = copy(self)
        apart._files, apart._problems = files, problems
        apart._reader = FieldReader(problems, decimal_comma=self._settings.decimal_comma)
        known = self._content
        apart._content = replace_fields(
            known, teams=dict(known.teams), kpis=dict(known.kpis), cycles=dict(known.cycles), files=[]
        )
        read = dict(apart._list_steps())[role]
        for file in share:
            read(file)

    def _list_steps(self) -> tuple[tuple[str, Callable[[FoundFile], None]], ...]:
        return (
            ("people", self._read_people),
            ("kpis", self._read_company_kpis),
            ("team", self._read_team),
            ("memo", self._read_memo),
            ("cycle", self._read_cycle_file),
            ("checkin", self._read_checkin_file),
            ("index", self._read_index),
            ("page", self._read_page),
            ("asset", self._read_attachment),
        )

    def _read_file(
        self, file: FoundFile, kind: FileKind[T], make: Callable[[MapNode, Lookups], T], cycle: Cycle | None = None
    ) -> T | None:
        """Read one file; None where it can't be read, which is remembered."""
        lookups = Lookups(self._directory, lambda typed: self._find_kpi(file.unit or "", typed), self._answered)
        value = self._files.read(file, kind, lookups, lambda node: make(node, lookups), cycle)
        if value is None:
            self._content.unreadable |= {file.path}
        return value

    def _read_people(self, file: FoundFile) -> None:
        people = self._read_file(file, PEOPLE, lambda node, _: read_people(self._reader, node))
        self._content.people = people or {}
        open_directory = PeopleDirectory if self._memory is None else self._memory.open_directory
        self._directory = open_directory(self._content.people)
        self._answered = {**self._kept.recall_names(self._content.people)}

    def _read_company_kpis(self, file: FoundFile) -> None:
        def build(node: MapNode, lookups: Lookups) -> dict[str, Kpi]:
            return build_kpis(self._reader, COMPANY, self._reader.read_kpis(node), lookups)

        kpis = self._read_file(file, COMPANY_KPIS, build)
        self._content.kpis |= kpis or {}

    def _read_team(self, file: FoundFile) -> None:
        unit = file.unit
        if unit is None:
            return
        team = self._read_file(
            file, TEAM_FILES, lambda node, lookups: read_team(self._reader, unit, file.path, node, lookups)
        )
        if team is None:
            return
        self._content.teams[unit] = team
        for key, kpi in team.kpis.items():
            if key in self._content.kpis:
                taken = self._content.kpis[key].place
                self._reader.report(
                    "OKR210",
                    kpi.place,
                    f"There is a KPI '{key}' already, in line {taken.line} of {taken.path}.",
                    "Give each its own id.",
                )
            self._content.kpis.setdefault(key, kpi)

    def _read_memo(self, file: FoundFile) -> None:
        name = Path(file.inside).stem[len("memo-") :]
        if not re.fullmatch(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", name):
            # It is a part of the memo's address.
            sentence = "A memo's name goes on with letters of a-z, digits and hyphens."
            self._reader.report("OKR116", Place(file.path), sentence, "Name it after its year, such as memo-2026.md.")
            return
        unit = file.unit
        if unit is None:
            return
        if kept := self._read_file(
            file, MEMOS, lambda node, lookups: read_memo(self._reader, unit, name, node, lookups)
        ):
            memo, draft = kept
            place = memo.place if memo.place.path else Place(file.path)
            self._content.memos.append((replace(memo, place=place), draft))

    def _read_cycle_file(self, file: FoundFile) -> None:
        cycle = resolve_cycle(file.cycle or "", self._settings)
        if cycle is None or file.unit is None:
            return
        self._content.cycles.setdefault(cycle.id, cycle)
        unit = file.unit

        def read(node: MapNode, lookups: Lookups) -> CycleFile:
            return CycleFileReader(self._reader, lookups, lookups.find_kpi).read(file.path, unit, cycle, node)

        cycle_file = self._read_file(file, CYCLE_FILES, read, cycle)
        if cycle_file is not None:
            self._content.files.append(cycle_file)

    def _read_checkin_file(self, file: FoundFile) -> None:
        if (unit := file.unit) is not None and (
            checkin_file := self._read_file(
                file, CHECKIN_FILES, lambda node, lookups: read_checkin_file(self._reader, file, unit, node, lookups)
            )
        ):
            self._content.checkin_files.append(checkin_file)

    def _find_kpi(self, unit: str, typed: str) -> KnownKpi | None:
        """Find a KPI as a unit names it: its own first, then the company's, then another unit's by full id."""
        kpis = self._content.kpis
        kpi = kpis.get(f"{unit}/{typed}") or kpis.get(typed.removeprefix(f"{COMPANY}/"))
        if kpi is None:
            former, _, key = typed.partition("/")
            if self._former_units is None:  # all team files are read by then
                teams = self._content.teams
                self._former_units = collect_unit_aliases({unit: team.unit for unit, team in teams.items()})
            kpi = kpis.get(f"{self._former_units.get(former, former)}/{key}")
        return KnownKpi(kpi.id, kpi.unit, kpi.audience) if kpi else None

    def _read_index(self, file: FoundFile) -> None:
        if page := self._read_document(file):
            document, self._content.index_draft = page
            self._content.index, self._content.index_path = document.body, file.path
            self._content.index_audience = document.audience

    def _read_page(self, file: FoundFile) -> None:
        # A misnamed cycle (`2026-Q5.md`) has its warning already; as a page it might publish what is a draft inside.
        if file.aside:
            look_for_marks(file, self._problems)
        elif page := self._read_document(file):
            self._content.documents.append(page)

    def _read_attachment(self, file: FoundFile) -> None:
        if is_attachment(file, self._problems, self._memory):
            self._content.attachments.add(file.inside)

    def _read_document(self, file: FoundFile) -> tuple[Document, bool] | None:
        """Read a page of prose."""
        return self._read_file(file, PAGES, lambda node, _: read_document(self._reader, file, node))
