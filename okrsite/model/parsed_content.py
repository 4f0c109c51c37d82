"""What the files of a content folder say, before it is put in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from okrsite.model.checkin_files import CheckInFile
from okrsite.model.cycle_files import CycleFile
from okrsite.model.cycles import Cycle
from okrsite.model.excluded_files import LeftOutContent
from okrsite.model.organisation import Document, Kpi, Memo, Person
from okrsite.model.unit_files import TeamFile
from okrsite.prose import NO_PROSE, Prose


@dataclass(slots=True)
class ParsedContent:
    """What the files say, before it is put in order."""

    folders: tuple[str, ...] = ()
    """Ids of all units with a folder, persons among them."""
    person_folders: Mapping[str, str] = field(default_factory=dict)
    """By id of a person with a folder: the path of its first file."""
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, TeamFile] = field(default_factory=dict)
    kpis: dict[str, Kpi] = field(default_factory=dict)
    memos: list[tuple[Memo, bool]] = field(default_factory=list)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    files: list[CycleFile] = field(default_factory=list)
    checkin_files: list[CheckInFile] = field(default_factory=list)
    """In the order of their paths."""
    documents: list[tuple[Document, bool]] = field(default_factory=list)
    index: Prose = NO_PROSE
    index_path: str = ""
    index_draft: bool = False
    index_audience: frozenset[str] = frozenset()
    attachments: set[str] = field(default_factory=set)
    """Paths inside the content folder."""
    unreadable: frozenset[str] = frozenset()
    """Paths of files of which nothing could be read."""
    left_out: LeftOutContent = LeftOutContent()
    former_units: Mapping[str, str] = field(default_factory=dict)
    """Former ids of units that git knows, with those of today; asked for where a name is no unit's."""
