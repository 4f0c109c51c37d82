"""A content folder becomes one organisation: files are read one by one, then put in order together.

A file that can't be read is noted and left out; it takes no other file down. Drafts are taken out at the end, once
and for all: whatever comes later never sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from okrsite.model import assembly
from okrsite.model.audience import INTERNAL
from okrsite.model.cycle_files import CycleFile, CycleFileReader
from okrsite.model.cycles import Cycle, cycle_named
from okrsite.model.fields import FieldReader
from okrsite.model.left_out import LeftOut, left_out
from okrsite.model.names import Directory
from okrsite.model.organisation import COMPANY, Document, Kpi, Memo, Organisation, Person, unit_of_file
from okrsite.model.unit_files import TeamFile, kpis_of, read_memo, read_people, read_team
from okrsite.model.unread_marks import unread_marks
from okrsite.problems import Place, Problem, problem
from okrsite.settings import ConfigurationError, Settings
from okrsite.sources.attachments import kind_of, refusal, unknown_kind
from okrsite.sources.file_names import begins_like_cycle, meant_name, parse_cycle_name, split
from okrsite.sources.mark_words import mark_meant
from okrsite.sources.markdown import read_markdown
from okrsite.sources.records import MapNode, Scalar
from okrsite.sources.reserved_names import why_reserved
from okrsite.sources.text import MAX_REGISTER, decode, refused_characters, without_refused
from okrsite.sources.tree import FoundFile, limit_of, walk
from okrsite.sources.yaml import read_yaml


@dataclass(slots=True)
class Gathered:
    """What the files say, before it is put in order."""

    folders: tuple[str, ...] = ()
    """Ids of all units with a folder, persons among them."""
    persons: Mapping[str, str] = field(default_factory=dict)
    """By id of a person with a folder: the path of its first file."""
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, TeamFile] = field(default_factory=dict)
    kpis: dict[str, Kpi] = field(default_factory=dict)
    memos: list[tuple[Memo, bool]] = field(default_factory=list)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    files: list[CycleFile] = field(default_factory=list)
    documents: list[tuple[Document, bool]] = field(default_factory=list)
    index: str = ""
    index_path: str = ""
    index_draft: bool = False
    index_audience: frozenset[str] = frozenset()
    attachments: set[str] = field(default_factory=set)
    """Paths inside the content folder."""
    unread: frozenset[str] = frozenset()
    """Paths of files of which nothing could be read."""
    left_out: LeftOut = LeftOut()


def load_organisation(
    content: Path,
    base: Path,
    name: str,
    settings: Settings,
    *,
    drafts: bool = False,
    without: frozenset[str] = frozenset(),
) -> tuple[Organisation, list[Problem]]:
    """Read a content folder; return the organisation and all problems found on the way.

    `drafts` keeps drafts in, for the preview on an author's own machine. `without` names what is left out: paths of
    files, and ids of units; what refers to it refers to nothing, in silence.

    Raises:
        ConfigurationError: there is no content folder.
    """
    if not content.is_dir():
        raise ConfigurationError(
            f"There is no content folder {content.name}/ in {base}.",
            "Say in mkdocs.yml where it is (`docs_dir: content`).",
            "OKR901",
        )
    found, folders, problems = walk(content, base, declared_cycles=tuple(settings.cycles))
    kept, kept_folders, missing = left_out(found, folders, without)
    gathered = _Gatherer(settings, problems).gather(kept, kept_folders)
    if gathered.unread:
        # They have their own problem; that others miss what may be in them would only lead astray.
        _, _, missing = left_out(found, folders, without | gathered.unread)
    gathered.left_out = missing
    if missing.kpis:  # which KPIs it declared can't be told
        problems[:] = [each for each in problems if each.code != "OKR220"]
    organisation = assembly.assemble(gathered, name, settings, problems, drafts=drafts)
    # What lies in the folder of a unit that is a draft is kept back with it.
    known = {None, *organisation.units}
    attachments = frozenset(each for each in gathered.attachments if unit_of_file(each) in known)
    return replace(organisation, attachments=attachments), problems


class _Gatherer:
    """Reads the files in the order in which they need each other: people, teams and KPIs, then objectives."""

    def __init__(self, settings: Settings, problems: list[Problem]) -> None:
        self._settings = settings
        self._problems = problems
        self._reader = FieldReader(problems, decimal_comma=settings.decimal_comma)
        self._gathered = Gathered()
        self._directory = Directory({})

    def gather(self, found: tuple[FoundFile, ...], folders: tuple[str, ...]) -> Gathered:
        self._gathered.folders = folders
        of_people = [file for file in found if file.unit and file.inside.startswith("people/")]
        self._gathered.persons = {file.unit or "": file.path for file in reversed(of_people)}
        for role, read in self._steps():
            for file in found:
                if file.role == role:
                    read(file)
        for declared in self._settings.cycles:
            cycle = cycle_named(declared, self._settings)
            if cycle is not None:
                self._gathered.cycles.setdefault(cycle.id, cycle)
        return self._gathered

    def _steps(self) -> tuple[tuple[str, Callable[[FoundFile], None]], ...]:
        return (
            ("people", self._people),
            ("kpis", self._company_kpis),
            ("team", self._team),
            ("memo", self._memo),
            ("cycle", self._cycle),
            ("index", self._index),
            ("page", self._page),
            ("asset", self._asset),
        )

    def _node(self, file: FoundFile, record: str) -> MapNode | None:
        """Read one file in its spelling; None where it can't be read, which is remembered."""
        node = self._read_node(file, record)
        if node is None:
            self._gathered.unread |= {file.path}
        return node

    def _read_node(self, file: FoundFile, record: str) -> MapNode | None:
        try:
            with file.absolute.open("rb") as stream:
                # One byte more than is allowed tells that a file is too large without reading all of it.
                limit = limit_of(file.role)
                text, problems = decode(file.path, stream.read(limit + 1), limit)
        except OSError as error:
            self._problems.append(problem("OKR101", Place(file.path), f"This file can't be read: {error.strerror}."))
            return None
        self._problems += problems
        if text is None:
            return None
        if refused := refused_characters(file.path, text):
            self._problems += refused
            text = without_refused(text)
        if file.spelling == "yml":
            node, problems = read_yaml(file.path, text)
        else:
            node, problems = read_markdown(file.path, text, record)
        self._problems += problems
        self._problems += unread_marks(file.path, text, file.role, node, yaml=file.spelling == "yml")
        return node

    def _people(self, file: FoundFile) -> None:
        if node := self._node(file, "people"):
            self._gathered.people = read_people(self._reader, node)
        self._directory = Directory(self._gathered.people)

    def _company_kpis(self, file: FoundFile) -> None:
        if node := self._node(file, "kpis"):
            self._gathered.kpis |= kpis_of(self._reader, COMPANY, self._reader.kpis(node), self._directory)

    def _team(self, file: FoundFile) -> None:
        node = self._node(file, "team")
        if node is None or file.unit is None:
            return
        team = read_team(self._reader, file.unit, file.path, node, self._directory)
        self._gathered.teams[file.unit] = team
        for key, kpi in team.kpis.items():
            if key in self._gathered.kpis:
                self._reader.report(
                    "OKR210",
                    kpi.place,
                    f"There is a KPI '{key}' already, in {self._gathered.kpis[key].place.path}.",
                    "Give each its own id.",
                )
            self._gathered.kpis.setdefault(key, kpi)

    def _memo(self, file: FoundFile) -> None:
        name = Path(file.inside).stem[len("memo-") :]
        if not re.fullmatch(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", name):
            # It is a part of the memo's address.
            sentence = "A memo's name goes on with letters of a-z, digits and hyphens."
            self._reader.report("OKR116", Place(file.path), sentence, "Name it after its year, such as memo-2026.md.")
            return
        node = self._node(file, "memo")
        if node is not None and file.unit is not None:
            memo, draft = read_memo(self._reader, file.unit, name, node, self._directory)
            place = memo.place if memo.place.path else Place(file.path)
            self._gathered.memos.append((replace(memo, place=place), draft))

    def _cycle(self, file: FoundFile) -> None:
        cycle = cycle_named(file.cycle or "", self._settings)
        if cycle is None or file.unit is None:
            return
        self._gathered.cycles.setdefault(cycle.id, cycle)
        node = self._node(file, "cycle_file")
        if node is not None:
            unit = file.unit
            reader = CycleFileReader(self._reader, self._directory, lambda typed: self._kpi(unit, typed))
            self._gathered.files.append(reader.read(file.path, unit, cycle, node))

    def _kpi(self, unit: str, typed: str) -> Kpi | None:
        """Find a KPI as a unit names it: its own first, then the company's, then another unit's by full id."""
        kpis = self._gathered.kpis
        return kpis.get(f"{unit}/{typed}") or kpis.get(typed.removeprefix(f"{COMPANY}/"))

    def _index(self, file: FoundFile) -> None:
        if page := self._prose(file):
            document, self._gathered.index_draft = page
            self._gathered.index, self._gathered.index_path = document.body, file.path
            self._gathered.index_audience = document.audience

    def _page(self, file: FoundFile) -> None:
        # A misnamed cycle (`2026-Q5.md`) has its warning already; as a page it might publish what is a draft inside.
        stem = Path(file.inside).stem
        cycle = parse_cycle_name(stem) or (file.unit and begins_like_cycle(stem))
        if cycle or meant_name(Path(file.inside).name):
            self._look_for_marks(file)
        elif page := self._prose(file):
            self._gathered.documents.append(page)

    def _look_for_marks(self, file: FoundFile) -> None:
        """Report the marks of a file that isn't read; outside of units' folders it keeps nothing back but itself."""
        if file.unit is None and kind_of(file.inside) != "txt":
            return
        try:
            with file.absolute.open("rb") as stream:
                text, _ = decode(file.path, stream.read(MAX_REGISTER), MAX_REGISTER)
        except OSError:
            text = None  # whoever lets it in says so
        if text is not None:
            self._problems += unread_marks(file.path, text, "asset", None, yaml=False)

    def _asset(self, file: FoundFile) -> None:
        """Let an attachment in if it is what its name says, and nothing that could run."""
        kind = kind_of(file.inside)
        aside = meant_name(Path(file.inside).name)
        if aside or kind == "txt" or (not kind and split(file.inside)[1]):
            self._look_for_marks(file)
        if aside or (not kind and split(file.inside)[1]):
            return  # a copy, or YAML: of both has been spoken
        if kind and (taken := why_reserved(file.inside)):
            self._reader.report("OKR116", Place(file.path), *taken)
            return
        found = refusal(file.absolute, kind) if kind else unknown_kind(file.inside)
        if found is None:
            self._gathered.attachments.add(file.inside)
        else:
            self._reader.report(found.code, Place(file.path, found.line), found.message, found.hint)

    def _prose(self, file: FoundFile) -> tuple[Document, bool] | None:
        """Read a page of prose; of its front matter only the title, `visibility` and `audience` count."""
        node = self._node(file, "memo")
        if node is None:
            return None
        typed = {entry.key.text: entry.value for entry in node if isinstance(entry.value, Scalar)}
        body, title = typed.get("body"), typed.get("title")
        named = title.text if title and self._reader.short(title, "title") else ""
        name = named or Path(file.inside).stem.replace("-", " ").capitalize()
        doubtful = self._ask_about_marks(node)
        internal = frozenset() if self._reader.is_public(node, "audience") and not doubtful else INTERNAL
        document = Document(file.inside, name, body.text if body else "", Place(file.path), internal, file.unit)
        return document, not self._reader.is_public(node, "visibility")

    def _ask_about_marks(self, node: MapNode) -> bool:
        """Report fields of a page that are `audience` or `visibility` misspelled; any other is another program's."""
        wrong = [
            (entry.key, near) for entry in node if (near := mark_meant(entry.key.text)) not in ("", entry.key.text)
        ]
        for key, near in wrong:
            self._reader.report(
                "OKR201", key.place, f"'{key.text}' is not a field of a page.", f"Did you mean '{near}'?"
            )
        return bool(wrong)
