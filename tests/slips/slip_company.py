"""The company on which slips are tried: the example content, each file in both spellings, read one at a time.

A reading is fast because all else stays as it was read once: people, KPIs, and what the other files say. Only where a
file alone shows nothing is the whole company put together anew, linked, measured and checked.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from okrsite.alignment.graph import build_alignment
from okrsite.amounts import Quantity
from okrsite.checks import run_checks
from okrsite.checks.rule_list import RULES
from okrsite.editing.markdown_writer import write_markdown
from okrsite.editing.yaml_writer import write_yaml
from okrsite.model.assembly import assemble_organisation
from okrsite.model.cycle_files import CycleFileReader
from okrsite.model.cycles import resolve_cycle
from okrsite.model.field_reader import FieldReader
from okrsite.model.file_kinds import COMPANY_KPIS, CYCLE_FILES, MEMOS, PEOPLE, TEAM_FILES
from okrsite.model.file_reading import FileReader
from okrsite.model.kept_readings import ReadingCache
from okrsite.model.lookups import KnownKpi, Lookups
from okrsite.model.names import PeopleDirectory
from okrsite.model.organisation import COMPANY
from okrsite.model.parsed_content import ParsedContent
from okrsite.model.unit_files import build_kpis, read_memo, read_people, read_team
from okrsite.problems import CODES, Place, Problem, apply_severity_rules
from okrsite.progress.measure import measure_organisation
from okrsite.prose import Prose
from okrsite.settings import Site, read_site
from okrsite.snapshot import Snapshot
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FoundFile, walk_content
from okrsite.sources.yaml import read_yaml
from okrsite.vocabulary import RECORDS

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
TODAY = date(2026, 11, 20)
_RECORDS = {"team": "team", "cycle": "cycle_file", "memo": "memo"}
_OF_FILES = frozenset({"places", "path", "value_places", "place", "numbered", "number"})
"""What says where something was typed."""
_RULES_OF_VALUES = [rule for rule in RULES if not CODES[rule.code].is_opinion]
"""The rules that name contradictions; opinions say nothing about whether something was lost."""
_NUMBERED = re.compile(r"\bline \d+|\blines \d+|\d+ more")


class TypedBytes:
    """Stands where the path of a file does, and is read as the file would be: a hundred thousand files needn't be written."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def open(self, _: str) -> BytesIO:
        """Return the bytes as the opened file."""
        return BytesIO(self._data)


@dataclass
class Reading:
    """What one version of a file says, and what is wrong with it."""

    problems: tuple[Problem, ...]
    made: Any
    """The value with its places; None where the file can't be read."""

    @cached_property
    def value(self) -> Any:
        """The value without places."""
        return strip_places(self.made)

    @cached_property
    def problem_keys(self) -> Counter[tuple[str, str]]:
        """Problems by what they say, wherever they stand."""
        return Counter(make_key(problem) for problem in self.problems)


def make_key(problem: Problem) -> tuple[str, str]:
    """Return what a problem says, without numbers of lines."""
    return problem.code, _NUMBERED.sub("", problem.message)


@dataclass(frozen=True)
class SlipFile:
    """A file of the example in one spelling."""

    found: FoundFile
    text: str
    node: MapNode
    reading: Reading

    @property
    def name(self) -> str:
        """Path inside the content folder, in this spelling."""
        return self.found.inside

    @property
    def spelling(self) -> str:
        """`md` or `yml`."""
        return self.found.spelling


class SlipCompany:
    """The example content, read once."""

    def __init__(self, config: Path = CONFIG) -> None:
        """Read it."""
        self.site: Site = read_site(config)
        found, folders, _ = walk_content(self.site.content, self.site.base)
        self._people: dict[str, Any] = {}
        self._kpis: dict[str, Any] = {}
        self._values: dict[str, Any] = {}
        """What each file says, by its path without its ending."""
        self._folders = folders
        self._found = found
        self._person_folders = {
            file.unit or "": file.path for file in reversed(found) if file.unit and file.inside.startswith("people/")
        }
        self.files: list[SlipFile] = []
        for role in ("people", "kpis", "team", "memo", "cycle"):
            for file in found:
                if file.role == role:
                    self._add_file(file)
        self._usual_problems: dict[str, Counter[tuple[str, str]]] = {}
        """Of the company with a file in one of its spellings, by the file's path."""

    def _add_file(self, found: FoundFile) -> None:
        text = found.absolute.read_text(encoding="utf-8")
        node = self._parse(found, text)
        reading = self.read(found, text)
        assert node is not None and reading.made is not None, found.path
        self._values[found.inside.rpartition(".")[0]] = reading.made
        if found.role == "people":
            self._people = reading.made
        elif found.role == "kpis":
            self._kpis |= reading.made
        elif found.role == "team":
            self._kpis |= reading.made.kpis
        self.files.append(SlipFile(found, text, node, reading))
        if found.role in ("team", "cycle"):
            self._add_other_spelling(found, node, reading)

    def _add_other_spelling(self, found: FoundFile, node: MapNode, reading: Reading) -> None:
        is_yaml = found.spelling == "yml"
        text = write_markdown(node, RECORDS[_RECORDS[found.role]]) if is_yaml else write_yaml(node)
        other = replace(
            found,
            path=re.sub(r"\.\w+$", ".md" if is_yaml else ".yml", found.path),
            inside=re.sub(r"\.\w+$", ".md" if is_yaml else ".yml", found.inside),
            spelling="md" if is_yaml else "yml",
        )
        read = self.read(other, text)
        other_node = self._parse(other, text)
        if other_node is not None and read.value == reading.value:
            self.files.append(SlipFile(other, text, other_node, read))

    def _parse(self, found: FoundFile, text: str) -> MapNode | None:
        if found.spelling == "yml":
            return read_yaml(found.path, text)[0]
        return read_markdown(found.path, text, _RECORDS[found.role])[0]

    def read(self, found: FoundFile, text: str) -> Reading:
        """Read one version of a file, alone."""
        problems: list[Problem] = []
        reader = FieldReader(problems, decimal_comma=self.site.settings.decimal_comma)
        lookups = Lookups(PeopleDirectory(self._people), lambda typed: self._find_kpi(found.unit or "", typed))
        files = FileReader(problems, ReadingCache(None, decimal_comma=False), None)
        data = TypedBytes(text.encode("utf-8", "surrogatepass"))
        made = self._read_role(files, reader, replace(found, absolute=cast("Path", data)), lookups)
        return Reading(tuple(problems), made)

    def _read_role(self, files: FileReader, reader: FieldReader, found: FoundFile, lookups: Lookups) -> Any:
        unit = found.unit or COMPANY
        if found.role == "people":
            return files.read(found, PEOPLE, lookups, lambda node: read_people(reader, node))
        if found.role == "kpis":
            return files.read(
                found, COMPANY_KPIS, lookups, lambda node: build_kpis(reader, COMPANY, reader.read_kpis(node), lookups)
            )
        if found.role == "team":
            return files.read(
                found, TEAM_FILES, lookups, lambda node: read_team(reader, unit, found.path, node, lookups)
            )
        if found.role == "memo":
            name = Path(found.inside).stem.removeprefix("memo-")
            return files.read(found, MEMOS, lookups, lambda node: read_memo(reader, unit, name, node, lookups))
        cycle = resolve_cycle(found.cycle or "", self.site.settings)
        assert cycle is not None
        make = CycleFileReader(reader, lookups, lookups.find_kpi)
        return files.read(found, CYCLE_FILES, lookups, lambda node: make.read(found.path, unit, cycle, node), cycle)

    def _find_kpi(self, unit: str, typed: str) -> KnownKpi | None:
        kpi = self._kpis.get(f"{unit}/{typed}") or self._kpis.get(typed.removeprefix(f"{COMPANY}/"))
        return KnownKpi(kpi.id, kpi.unit, kpi.audience) if kpi else None

    def find_company_problems(self, found: FoundFile, made: Any) -> list[Problem]:
        """Return what is newly wrong with the company when a file says something else than it does."""
        problems = self._put_together({found.inside.rpartition(".")[0]: made})
        usual = Counter(self._get_usual_problems(found))
        new = []
        for problem in problems:
            if usual[make_key(problem)] > 0:
                usual[make_key(problem)] -= 1
            else:
                new.append(problem)
        return new

    def _get_usual_problems(self, found: FoundFile) -> Counter[tuple[str, str]]:
        """Return what is wrong with the company when a file is as it was, in a spelling: links may name the other one."""
        if found.path not in self._usual_problems:
            reading = next(file.reading for file in self.files if file.found.path == found.path)
            problems = self._put_together({found.inside.rpartition(".")[0]: reading.made})
            self._usual_problems[found.path] = Counter(make_key(problem) for problem in problems)
        return self._usual_problems[found.path]

    def _put_together(self, other: Mapping[str, Any]) -> list[Problem]:
        values = self._values | other
        gathered = ParsedContent(folders=self._folders, person_folders=self._person_folders)
        for file in self._found:
            value = values.get(file.inside.rpartition(".")[0]) if file.role in _ADDERS else None
            if value is not None:
                _ADDERS[file.role](gathered, file, value)
        for value in gathered.files:
            cycle = resolve_cycle(value.cycle, self.site.settings)
            assert cycle is not None
            gathered.cycles.setdefault(cycle.id, cycle)
        problems: list[Problem] = []
        settings = self.site.settings
        organisation = assemble_organisation(gathered, self.site.name, settings, problems, drafts=True)
        alignment, link_problems = build_alignment(organisation)
        measures = measure_organisation(organisation, alignment, settings, TODAY, {})
        problems += link_problems
        snapshot = Snapshot(self.site, organisation, alignment, measures, (), TODAY, None)
        problems += run_checks(snapshot, _RULES_OF_VALUES)
        return apply_severity_rules(problems, settings.rules)


def _add_kpis(gathered: ParsedContent, _: FoundFile, value: Any) -> None:
    gathered.kpis |= value


def _add_team(gathered: ParsedContent, file: FoundFile, value: Any) -> None:
    gathered.teams[file.unit or ""] = value
    gathered.kpis |= value.kpis


def _add_people(gathered: ParsedContent, _: FoundFile, value: Any) -> None:
    gathered.people = value


_ADDERS: dict[str, Callable[[ParsedContent, FoundFile, Any], None]] = {
    "people": _add_people,
    "kpis": _add_kpis,
    "team": _add_team,
    "memo": lambda gathered, _, value: gathered.memos.append(value),
    "cycle": lambda gathered, _, value: gathered.files.append(value),
}


def strip_places(value: Any, *, prose: bool = True) -> Any:
    """Return a value of the model without what says where it was typed, as something that can be compared.

    Of prose, blanks and ends of lines don't count; without `prose`, nothing of it does.
    """
    if isinstance(value, Prose):
        return " ".join(value.markdown.split()) if prose else None
    if isinstance(value, msgspec.Struct):
        names = _FIELDS.get(type(value)) or _list_fields(type(value))
        return tuple(strip_places(getattr(value, name), prose=prose) for name in names)
    if dataclasses.is_dataclass(value):
        return tuple(strip_places(getattr(value, field.name), prose=prose) for field in dataclasses.fields(value))
    if isinstance(value, Mapping):
        return {key: strip_places(inner, prose=prose) for key, inner in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(strip_places(inner, prose=prose) for inner in value)
    return None if isinstance(value, Place) else value


_FIELDS: dict[type, tuple[str, ...]] = {}


def _list_fields(type: type) -> tuple[str, ...]:
    left_out = {"text"} if type is Quantity else _OF_FILES
    names = tuple(name for name in type.__struct_fields__ if name not in left_out) if type is not Place else ()
    _FIELDS[type] = names
    return names
