"""A content folder becomes one organisation: files are read one by one, then put in order together.

A file that can't be read is noted and left out; it takes no other file down. Drafts are taken out at the end, once
and for all: whatever comes later never sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace as replace_fields
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from msgspec.structs import replace

from okrsite.activity import NOBODY, Activity
from okrsite.garbage import collect_garbage_less_often
from okrsite.model import assembly
from okrsite.model.attachment_files import is_attachment, look_for_marks
from okrsite.model.checkin_files import read_checkin_file
from okrsite.model.content_memory import ContentMemory
from okrsite.model.cycle_files import CycleFile, CycleFileReader
from okrsite.model.cycles import Cycle, resolve_cycle
from okrsite.model.excluded_files import leave_out_files
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
from okrsite.model.organisation import COMPANY, Document, Kpi, Organisation, find_unit_of_file
from okrsite.model.page_files import read_document
from okrsite.model.parsed_content import ParsedContent
from okrsite.model.parsed_files import ParsedFiles
from okrsite.model.unit_files import build_kpis, read_memo, read_people, read_team
from okrsite.model.unit_tree import collect_unit_aliases
from okrsite.problems import Place, Problem
from okrsite.settings import ConfigurationError, Settings
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FoundFile, walk_content

T = TypeVar("T")


@collect_garbage_less_often()
def load_organisation(
    content: Path,
    base: Path,
    name: str,
    settings: Settings,
    *,
    drafts: bool = False,
    without: frozenset[str] = frozenset(),
    cache: Path | None = None,
    parsed: ParsedFiles | None = None,
    public: bool = False,
    activity: Activity = NOBODY,
    memory: ContentMemory | None = None,
    former_units: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Organisation, list[Problem]]:
    """Read a content folder; return the organisation and all problems found on the way.

    `drafts` keeps drafts in, for the preview on an author's own machine. `without` names what is left out: paths of
    files, and ids of units; what refers to it refers to nothing, in silence. `cache` is a folder for what
    files said (`.okrsite/cache`); with and without it all is the same. To `parsed` is added what the parsers made of
    team files and cycle files, for whoever reads their past. `public` says that what is internal will be taken out:
    what may be marked so is read, whatever the cache says. `activity` is told how many files are read. `memory` has
    what files said earlier in this process, under the same settings; what it doesn't know is added. `former_units` has
    former ids of units that git knows, with those of today.

    Raises:
        ConfigurationError: there is no content folder.
    """
    if not content.is_dir():
        raise ConfigurationError(
            f"There is no content folder {content.name}/ in {base}.",
            "Say in mkdocs.yml where it is (`docs_dir: content`).",
            "OKR901",
        )
    files, folders, problems = _walk(content, base, settings, memory)
    activity.begin(f"Reading {len(files):,} files")
    kept, kept_folders, missing = leave_out_files(files, folders, without)
    readings = ReadingCache(cache, decimal_comma=settings.decimal_comma)
    reader = _ContentReader(settings, problems, readings, parsed, activity, public=public, memory=memory)
    gathered = reader.read_content(kept, kept_folders)
    readings.save(complete=not without)
    if gathered.unreadable:
        # They have their own problem; that others miss what may be in them would only lead astray.
        _, _, missing = leave_out_files(files, folders, without | gathered.unreadable)
    gathered.left_out, gathered.former_units = missing, former_units
    if missing.kpis:  # which KPIs it declared can't be told
        problems[:] = [problem for problem in problems if problem.code != "OKR220"]
    organisation = assembly.assemble_organisation(gathered, name, settings, problems, drafts=drafts)
    # What lies in the folder of a unit that is a draft is kept back with it.
    known = {None, *organisation.units}
    attachments = frozenset(path for path in gathered.attachments if find_unit_of_file(path) in known)
    return replace(organisation, attachments=attachments), problems


def _walk(
    content: Path, base: Path, settings: Settings, memory: ContentMemory | None
) -> tuple[tuple[FoundFile, ...], tuple[str, ...], list[Problem]]:
    """Return which files and units' folders there are, and what is wrong with that."""
    known = memory.recall_walk() if memory is not None else None
    if known is None:
        files, folders, problems = walk_content(content, base, declared_cycles=tuple(settings.cycles))
        known = (files, folders, tuple(problems))
        if memory is not None:
            memory.remember_walk(known)
    return known[0], known[1], list(known[2])


class _ContentReader:
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
    ) -> None:
        self._activity = activity
        self._settings = settings
        self._memory = memory
        self._files = FileReader(problems, kept, parsed, public=public, memory=memory)
        self._problems = problems
        self._reader = FieldReader(problems, decimal_comma=settings.decimal_comma)
        self._content = ParsedContent()
        self._directory, self._answered = PeopleDirectory({}), dict[str, KnownName]()  # and what it has said of names
        self._former_units: dict[str, str] | None = None

    def read_content(self, files: tuple[FoundFile, ...], folders: tuple[str, ...]) -> ParsedContent:
        self._content.folders = folders
        of_people = [file for file in files if file.unit and file.inside.startswith("people/")]
        self._content.person_folders = {file.unit or "": file.path for file in reversed(of_people)}
        for role, read in self._list_steps():
            of_role = [file for file in files if file.role == role]
            if role == "cycle":
                self._files.read_ahead(of_role, self._read_share, self._activity.update)
            for file in of_role:
                read(file)
                self._activity.update()
        for declared in self._settings.cycles:
            cycle = resolve_cycle(declared, self._settings)
            if cycle is not None:
                self._content.cycles.setdefault(cycle.id, cycle)
        return self._content

    def _read_share(self, files: FileReader, problems: list[Problem], share: Sequence[FoundFile]) -> None:
        """Read cycle files with another reader, for other problems, and leave everything here as it is."""
        apart = copy(self)
        apart._files, apart._problems = files, problems
        apart._reader = FieldReader(problems, decimal_comma=self._settings.decimal_comma)
        apart._content = replace_fields(self._content, cycles=dict(self._content.cycles), files=[])
        for file in share:
            apart._read_cycle_file(file)

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
        self._directory, self._answered = open_directory(self._content.people), {}

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
        """Read a page of prose; of its front matter only the title, `visibility` and `audience` count."""
        return self._read_file(file, PAGES, lambda node, _: read_document(self._reader, file, node))
