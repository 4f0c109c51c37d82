"""One broken file costs its own unit, not everybody's site: it is left out, and the unit's page says what is wrong.

Decides which files are left out and what is said about them on the site. Files with faults of their own go first; a
reference that leads nowhere counts only when it still does after that, because what it means may be in one of them.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from okrsite.model.organisation import COMPANY
from okrsite.pages.making import MadePages, make_pages
from okrsite.pages.prose_links import content_prefix
from okrsite.problems import CODES, Problem, in_order, shortened
from okrsite.settings import Site
from okrsite.snapshot import Snapshot
from okrsite.sources.file_names import parse_cycle_name, split
from okrsite.sources.mark_words import SUSPICIOUS
from okrsite.sources.text import MAX_REGISTER

_ROUNDS = 12
_ABOUT_OTHERS = frozenset({"OKR220", "OKR221", "OKR301"})
"""What a file may be accused of because another one is broken: KPIs, units and objectives that aren't there."""
_UNREAD = "OKR110"
_LIKE_TEAM_FILE = re.compile(r"[\W_]*(?:(?:copy|kopie)\W+(?:of|von)\W+)?teams?(?![a-z0-9])", re.IGNORECASE)
"""Names that are those of team files, or may be meant as such: `team.yml`, `Team.yaml`, `team.yml.txt`."""
_UNREAD_MARK = "OKR310"


@dataclass(frozen=True, slots=True)
class Isolated:
    """What can be published although something is wrong."""

    snapshot: Snapshot
    made: MadePages
    problems: tuple[Problem, ...]
    """All of them in full, for those who run the build."""
    left_out: tuple[str, ...]
    """Paths, in order."""
    stopped: bool
    """Whether nothing can be published all the same: what is wrong is in no file that could be left out."""


def isolate(take: Callable[[frozenset[str]], Snapshot], cache: Path | None = None) -> Isolated:
    """Leave files out until nothing is wrong with the rest.

    Args:
        take: Reads the content without certain files and units.
        cache: A folder for layouts of maps; with and without it the pages are the same.
    """
    without: frozenset[str] = frozenset()
    said: dict[str, tuple[Problem, ...]] = {}
    for _ in range(_ROUNDS):
        snapshot = take(without)
        made = MadePages((), ())
        guilty = _guilty(snapshot, snapshot.public_problems, without)
        if not guilty:
            snapshot = replace(snapshot, isolated={} if snapshot.public else _for_everybody(snapshot, said))
            made = make_pages(snapshot, cache)
            guilty = _guilty(snapshot, made.problems, without)
        problems = in_order([*snapshot.problems, *made.problems, *(each for found in said.values() for each in found)])
        if not guilty:
            return Isolated(snapshot, made, problems, tuple(sorted(said)), stopped=False)
        doubtful = {_in_doubt(path, found, snapshot) for path, found in guilty.items()} - {""}
        # Nothing can be made without the company, and what its team file keeps back is all that it has.
        if not all(_removable(path, snapshot) for path in guilty) or (snapshot.public and COMPANY in doubtful):
            break
        said |= guilty
        without |= guilty.keys() | (doubtful - {COMPANY})
    return Isolated(snapshot, made, problems, tuple(sorted(said)), stopped=True)


def _guilty(
    snapshot: Snapshot, problems: tuple[Problem, ...], without: frozenset[str]
) -> dict[str, tuple[Problem, ...]]:
    """Return the errors for which files have to be left out, by file: those in drafts are published by nobody.

    A warning that a setting made an error stays one for the exit status, and leaves nothing out.
    """
    errors = [
        each
        for each in problems
        if each.severity == "error" and _by_itself(each, snapshot) and each.place.path not in without
    ]
    own = [each for each in errors if each.code not in _ABOUT_OTHERS] or errors
    found: dict[str, list[Problem]] = {}
    for each in own:
        found.setdefault(each.place.path, []).append(each)
    return {path: tuple(listed) for path, listed in found.items()}


def _by_itself(each: Problem, snapshot: Snapshot) -> bool:
    return CODES[each.code].severity == "error" or (snapshot.public and each.code == _UNREAD)


def _removable(path: str, snapshot: Snapshot) -> bool:
    prefix = content_prefix(snapshot)
    return path.startswith(prefix) and path != snapshot.site.config.name and path != prefix.rstrip("/")


def _unit_of(path: str, snapshot: Snapshot) -> str:
    """Return the unit on whose page a file is spoken of: the company's, where it lies in no unit's folder."""
    parts = path.removeprefix(content_prefix(snapshot)).split("/")
    return parts[1] if parts[0] in ("teams", "people") and len(parts) > 1 else COMPANY


def _in_doubt(path: str, found: Collection[Problem], snapshot: Snapshot) -> str:
    """Return the unit that has to go with its team file, if that may say that nobody is to see it; else nothing.

    A YAML file that isn't read may be meant as a team file, and in a unit's folder that can't be opened may be one.
    """
    *folders, name = path.removeprefix(content_prefix(snapshot)).split("/")
    unit_folder = [*folders, name] == [COMPANY] or (len(folders) == 1 and folders[0] in ("teams", "people"))
    stem, spelling = split(name)
    marked = any(each.code == _UNREAD_MARK for each in found)
    unread = any(each.code == _UNREAD for each in found) or (marked and spelling != "md" and not parse_cycle_name(stem))
    whole = unit_folder or (folders and (_LIKE_TEAM_FILE.match(name) or unread))
    return _unit_of(path, snapshot) if whole and (marked or _discreet(path, snapshot.site)) else ""


def _for_everybody(snapshot: Snapshot, said: dict[str, tuple[Problem, ...]]) -> dict[str, tuple[Problem, ...]]:
    """Return what the units' pages say, by unit; a file that may hold a draft is never quoted."""
    found: dict[str, list[Problem]] = {}
    for path in sorted(said):
        unit = _unit_of(path, snapshot)
        if unit in snapshot.organisation.units:
            quiet = _discreet(path, snapshot.site)
            found.setdefault(unit, []).extend(
                replace(each, message=CODES[each.code].meaning, hint="") if quiet else each for each in said[path]
            )
    return {unit: shortened(in_order(problems)) for unit, problems in sorted(found.items())}


def _discreet(path: str, site: Site) -> bool:
    """Whether a file may say that something in it is not for everybody; what can't be looked at may say so."""
    file = Path(site.base, path)
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return True
        with file.open("rb") as stream:
            text = stream.read(MAX_REGISTER + 1)
    except OSError:
        return True
    # UTF-16 has a zero byte beside each of these letters.
    plain = text.replace(b"\0", b"").lower()
    return len(text) > MAX_REGISTER or any(word.encode() in plain for word in SUSPICIOUS)
