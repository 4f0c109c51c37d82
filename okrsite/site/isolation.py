"""One mistake costs as little as it can, not everybody's site: the unit's page says what is missing, and why.

Decides what is left out and what is said about it on the site: a value (the snapshot is without it), an objective, or
a file. Of a team file, a register or a memo a field that can't be read is left out by its reader already, and only told
of. What has faults of its own goes first; a reference that leads nowhere counts only when it still does after that,
because what it means may be in there.
"""

from __future__ import annotations

import itertools
import re
import stat
from collections.abc import Callable, Collection
from pathlib import Path

from msgspec.structs import replace

from okrsite.history.events import LeftOutObjective
from okrsite.late_patterns import compile_late
from okrsite.listed_problems import shorten_problems
from okrsite.model.excluded_files import name_objective_place
from okrsite.model.organisation import COMPANY
from okrsite.model.unread_fields import may_hide_mark
from okrsite.pages.site_pages import PageSet, build_pages
from okrsite.problems import CODES, Problem, sort_problems
from okrsite.settings import Site
from okrsite.site.content import SiteContent
from okrsite.snapshot import Snapshot
from okrsite.sources.file_names import parse_cycle_name, split_name
from okrsite.sources.mark_words import may_keep_back
from okrsite.sources.text import MAX_REGISTER, read_lines

_ROUNDS = 12
_ABOUT_OTHERS = frozenset({"OKR220", "OKR221", "OKR301", "OKR303", "OKR309"})
"""What a file may be accused of because another one is broken: a KPI, a unit or a goal that isn't there, a circle, or a
goal of which it can't be told who may see it."""
_WITHIN_OBJECTIVE = frozenset(
    {
        *("OKR104", "OKR120", "OKR201", "OKR202", "OKR203", "OKR204", "OKR205", "OKR206", "OKR207", "OKR208", "OKR209"),
        *("OKR210", "OKR211", "OKR212", "OKR213", "OKR214", "OKR215", "OKR216", "OKR217", "OKR219", "OKR220"),
        *("OKR221", "OKR223", "OKR224", "OKR225", "OKR301", "OKR305", "OKR306"),
    }
)
"""Errors that cost no more than the objective in whose lines they lie."""
_WITHIN_FIELD = frozenset(
    {"OKR201", "OKR203", "OKR204", "OKR206", "OKR211", "OKR213", "OKR216", "OKR221", "OKR223", "OKR224"}
)
"""Errors that cost no more than a field, in files that hold no objectives."""
_WITH_FIELDS = compile_late(r"(?:people|kpis|(?:company|teams/[^/]+|people/[^/]+)/(?:team|memo-[^/]*))\.(?:md|ya?ml)")
"""Files that hold none: team files, registers and memos."""
_UNREAD = "OKR110"
_ENTRY = "OKR903"
"""The error of an entry of the navigation that leads nowhere, and so is in no menu anyway."""
_LIKE_TEAM_FILE = compile_late(r"[\W_]*(?:(?:copy|kopie)\W+(?:of|von)\W+)?teams?(?![a-z0-9])", re.IGNORECASE)
"""Names that are those of team files, or may be meant as such: `team.yml`, `Team.yaml`, `team.yml.txt`."""
_UNREAD_MARK = "OKR310"


def isolate_broken_files(
    take: Callable[[frozenset[str]], Snapshot], build: Callable[[Snapshot], PageSet] = build_pages
) -> SiteContent:
    """Leave objectives and files out until nothing is wrong with the rest.

    Args:
        take: Reads the content without certain objectives, files and units.
        build: Makes the pages.
    """
    without: frozenset[str] = frozenset()
    said: dict[str, tuple[Problem, ...]] = {}
    for _ in range(_ROUNDS):
        snapshot = take(without)
        page_set = PageSet((), ())
        fields: list[Problem] = []
        guilty = _find_broken_parts(snapshot, snapshot.public_problems, without, fields)
        if not guilty:
            told = _group_by_path(fields) | said
            if not snapshot.is_public:
                isolated = _redact_problems_by_unit(snapshot, told)
                snapshot = replace(snapshot, isolated=isolated, last_known=_find_last_known(snapshot, told))
            page_set = build(snapshot)
            guilty = _find_broken_parts(snapshot, page_set.problems, without, fields)
        problems = sort_problems(
            [
                *snapshot.problems,
                *page_set.problems,
                *(problem for found_problems in said.values() for problem in found_problems),
            ]
        )
        if not guilty:
            return SiteContent(
                snapshot, page_set, problems, is_blocked=False, left_out=_list_parts(said), unread_fields=len(fields)
            )
        files = {path: problems for path, problems in guilty.items() if path == _find_path(path)}
        doubtful = {_find_doubtful_unit(path, problems, snapshot) for path, problems in files.items()} - {""}
        # Nothing can be made without the company, and what its team file keeps back is all that it has.
        if not all(_is_removable(path, snapshot) for path in files) or (snapshot.is_public and COMPANY in doubtful):
            break
        said |= guilty
        without |= guilty.keys() | (doubtful - {COMPANY})
    return SiteContent(snapshot, page_set, problems, is_blocked=True, left_out=_list_parts(said))


def _list_parts(said: Collection[str]) -> tuple[str, ...]:
    """Return what is left out as people read it: paths, and objectives by path and line."""
    return tuple(sorted(part.replace("\0", ":") for part in said))


def _find_broken_parts(
    snapshot: Snapshot, problems: tuple[Problem, ...], without: frozenset[str], fields: list[Problem]
) -> dict[str, tuple[Problem, ...]]:
    """Return the errors for which something has to be left out, by file or objective; drafts are published by nobody.

    A warning that a setting made an error stays one for the exit status, and leaves nothing out. To `fields` are added
    errors that cost only the field in which they stand.
    """
    errors = [
        problem
        for problem in problems
        if problem.severity == "error"
        and _is_error_by_default(problem, snapshot)
        and problem.place.path not in without
        and problem.code != _ENTRY
        and problem not in snapshot.unread_problems
    ]
    parts: dict[str, list[Problem]] = {}
    for problem in errors:
        part = _find_part(problem, snapshot)
        if part not in without:
            parts.setdefault(part, []).append(problem)
    for path in [path for path in parts if _has_only_fields(path, parts[path], snapshot)]:
        fields += parts.pop(path)
    own = {part: [problem for problem in listed if problem.code not in _ABOUT_OTHERS] for part, listed in parts.items()}
    if any(own.values()):
        parts = {part: listed for part, listed in own.items() if listed}
    # Of a file that goes, what is wrong with its objectives is said with it.
    for part in [part for part in parts if _find_path(part) in parts and _find_path(part) != part]:
        parts[_find_path(part)] += parts.pop(part)
    return {part: tuple(listed) for part, listed in parts.items()}


def _find_part(problem: Problem, snapshot: Snapshot) -> str:
    """Return what an error costs: the objective in whose lines it lies, as the model names its place, or the file."""
    place = problem.place
    if problem.code in _WITHIN_OBJECTIVE:
        for extent in snapshot.organisation.objective_extents.get(place.path, ()):
            if extent.line <= place.line <= extent.end_line:
                return name_objective_place(extent)
    return place.path


def _find_path(part: str) -> str:
    return part.partition("\0")[0]


def _has_only_fields(path: str, problems: Collection[Problem], snapshot: Snapshot) -> bool:
    """Whether nothing is wrong with a file but fields that its reader left out, and none may keep something back."""
    inside = path.removeprefix(snapshot.site.content_prefix)
    if not _WITH_FIELDS.fullmatch(inside) or any(problem.code not in _WITHIN_FIELD for problem in problems):
        return False
    lines = read_lines(snapshot.site.base, path)
    return bool(lines) and not any(may_hide_mark(problem.place, lines) for problem in problems)


def _group_by_path(problems: Collection[Problem]) -> dict[str, tuple[Problem, ...]]:
    by_path: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        by_path[problem.place.path] = (*by_path.get(problem.place.path, ()), problem)
    return by_path


def _is_error_by_default(problem: Problem, snapshot: Snapshot) -> bool:
    return CODES[problem.code].severity == "error" or (snapshot.is_public and problem.code == _UNREAD)


def _is_removable(path: str, snapshot: Snapshot) -> bool:
    prefix = snapshot.site.content_prefix
    return path.startswith(prefix) and path != snapshot.site.config.name and path != prefix.rstrip("/")


def _find_unit(path: str, snapshot: Snapshot) -> str:
    """Return the unit on whose page a file is spoken of: the company's, where it lies in no unit's folder."""
    parts = path.removeprefix(snapshot.site.content_prefix).split("/")
    return parts[1] if parts[0] in ("teams", "people") and len(parts) > 1 else COMPANY


def _find_doubtful_unit(path: str, problems: Collection[Problem], snapshot: Snapshot) -> str:
    """Return the unit that has to go with its team file, if that may say that nobody is to see it; else nothing.

    A YAML file that isn't read may be meant as a team file, and in a unit's folder that can't be opened may be one.
    """
    *folders, name = path.removeprefix(snapshot.site.content_prefix).split("/")
    unit_folder = [*folders, name] == [COMPANY] or (len(folders) == 1 and folders[0] in ("teams", "people"))
    stem, spelling = split_name(name)
    marked = any(problem.code == _UNREAD_MARK for problem in problems)
    unread = any(problem.code == _UNREAD for problem in problems) or (
        marked and spelling != "md" and not parse_cycle_name(stem)
    )
    whole = unit_folder or (folders and (_LIKE_TEAM_FILE.match(name) or unread))
    return _find_unit(path, snapshot) if whole and (marked or _has_possible_mark(path, snapshot.site)) else ""


def _redact_problems_by_unit(
    snapshot: Snapshot, said: dict[str, tuple[Problem, ...]]
) -> dict[str, tuple[Problem, ...]]:
    """Return what the units' pages say, by unit; a file that may hold a draft is never quoted."""
    by_unit: dict[str, list[Problem]] = {}
    for part in sorted(said):
        path = _find_path(part)
        unit = _find_unit(path, snapshot)
        if unit in snapshot.organisation.units:
            quiet = _has_possible_mark(path, snapshot.site)
            by_unit.setdefault(unit, []).extend(
                replace(problem, message=CODES[problem.code].meaning, hint="") if quiet else problem
                for problem in said[part]
            )
    return {unit: shorten_problems(sort_problems(problems)) for unit, problems in sorted(by_unit.items())}


def _find_last_known(snapshot: Snapshot, said: Collection[str]) -> dict[str, tuple[LeftOutObjective, ...]]:
    """Return what the past knows of objectives that are left out, by unit.

    One that the file says no more is gone, and not left out; of a file that may hold a draft nothing is told.
    """
    paths = {_find_path(part) for part in said}
    known: dict[str, list[LeftOutObjective]] = {}
    for path, listed in itertools.groupby(snapshot.past.left_out, key=lambda before: before.path):
        if path in paths and not _has_possible_mark(path, snapshot.site):
            words = _join_words("\n".join(read_lines(snapshot.site.base, path)))
            for before in listed:
                title = _join_words(str(before.objective.fields.get("title", "")))
                if title and title in words:
                    known.setdefault(before.unit, []).append(before)
    return {
        unit: tuple(objectives) for unit, objectives in sorted(known.items()) if unit in snapshot.organisation.units
    }


def _join_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _has_possible_mark(path: str, site: Site) -> bool:
    """Whether a file may say that something in it is not for everybody; what can't be looked at may say so."""
    file = Path(site.base, path)
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return True
        with file.open("rb") as stream:
            text = stream.read(MAX_REGISTER + 1)
    except OSError:
        return True
    # UTF-16 has a zero byte beside each letter of these words, all of which are ASCII.
    return len(text) > MAX_REGISTER or may_keep_back(text.replace(b"\0", b"").decode("latin-1"))
