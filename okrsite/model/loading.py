"""A content folder becomes one organisation: files are read one by one, then put in order together.

A file that can't be read is noted and left out; it takes no other file down. Drafts are taken out at the end, once
and for all: whatever comes later never sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from okrsite.activity import NOBODY, Activity
from okrsite.garbage import collect_garbage_less_often
from okrsite.late_patterns import compile_late
from okrsite.model import assembly
from okrsite.model.checked_readings import CheckedReadings
from okrsite.model.content_memory import ContentMemory
from okrsite.model.content_reader import ContentReader
from okrsite.model.excluded_files import LeftOutContent, leave_out_files
from okrsite.model.kept_readings import ReadingCache
from okrsite.model.organisation import Organisation, find_unit_of_file
from okrsite.model.parsed_files import ParsedFiles
from okrsite.problems import Problem
from okrsite.settings import ConfigurationError, Settings
from okrsite.sources.file_names import propose_id
from okrsite.sources.tree import FoundFile, walk_content
from okrsite.workers import do_nothing

_UNREAD_NAMES = frozenset({"OKR109", "OKR110", "OKR116"})
"""What is said of files and folders that nobody reads because of their names."""
_KPI_REGISTER = compile_late(r"kpis?\.", re.IGNORECASE)


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
    checked: CheckedReadings | None = None,
    meanwhile: Callable[[], object] = do_nothing,
) -> tuple[Organisation, list[Problem]]:
    """Read a content folder; return the organisation and all problems found on the way.

    `drafts` keeps drafts in, for the preview on an author's own machine. `without` names what is left out: paths of
    files, and ids of units; what refers to it refers to nothing, in silence. `cache` is a folder for what
    files said (`.okrsite/cache`); with and without it all is the same. To `parsed` is added what the parsers made of
    team files and cycle files, for whoever reads their past. `public` says that what is internal will be taken out:
    what may be marked so is read, whatever the cache says. `activity` is told how many files are read. `memory` has
    what files said earlier in this process, under the same settings; what it doesn't know is added. `former_units` has
    former ids of units that git knows, with those of today. `checked` has what the cache held, and which of it a worker
    has checked. `meanwhile` is called while workers read files, or before they are read here, more than once maybe.

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
    readings = ReadingCache(cache, decimal_comma=settings.decimal_comma, checked=checked)
    reader = ContentReader(
        settings, problems, readings, parsed, activity, public=public, memory=memory, meanwhile=meanwhile
    )
    gathered = reader.read_content(kept, kept_folders)
    readings.save(complete=not without)
    if gathered.unreadable:
        # They have their own problem; that others miss what may be in them would only lead astray.
        _, _, missing = leave_out_files(files, folders, without | gathered.unreadable)
    gathered.left_out, gathered.former_units = _add_meant_content(missing, folders, problems), former_units
    if gathered.left_out.kpis:  # which KPIs it declared can't be told
        problems[:] = [problem for problem in problems if problem.code != "OKR220"]
    organisation = assembly.assemble_organisation(gathered, name, settings, problems, drafts=drafts)
    # What lies in the folder of a unit that is a draft is kept back with it.
    known = {None, *organisation.units}
    attachments = frozenset(path for path in gathered.attachments if find_unit_of_file(path) in known)
    return replace(organisation, attachments=attachments), problems


def _add_meant_content(
    missing: LeftOutContent, folders: Collection[str], problems: Iterable[Problem]
) -> LeftOutContent:
    """Return what others miss, with what only has a name that nobody reads: its own problem says so."""
    paths = [(problem.code, problem.place.path.split("/")) for problem in problems if problem.code in _UNREAD_NAMES]
    units = {propose_id(parts[-1]) for code, parts in paths if code == "OKR116"}
    units |= {propose_id(parts[-2]) for code, parts in paths if code == "OKR109" and len(parts) > 1}
    kpis = any(code == "OKR110" and _KPI_REGISTER.match(parts[-1]) for code, parts in paths)
    return replace(missing, units=missing.units | (units - {"", *folders}), kpis=missing.kpis or kpis)


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
