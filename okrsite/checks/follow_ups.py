"""What only follows from a check-in that can't be read, or from numbers that mean others by now.

A value of last Friday that isn't read leaves the one before it as the newest, and each key result then contradicts
that. Whoever mends the check-in has mended these as well, and needs to hear of the check-in alone. What follows goes
with its cause (`Problem.consequences`), and is told where that isn't.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from functools import cache

from okrsite.checks.register_follow_ups import find_causes_in_register
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem, add_consequences, point_at
from okrsite.sources.text import ReadLines
from okrsite.vocabulary import OBJECTIVE

_OLD = frozenset({"OKR258", "OKR621", "OKR622"})
"""What is said of values by what check-ins say, and of the time since the newest one."""
_OF_CHECKINS = frozenset(
    {
        *("OKR102", "OKR103", "OKR104", "OKR118", "OKR119", "OKR120", "OKR202", "OKR203", "OKR204", "OKR205", "OKR206"),
        *("OKR207", "OKR208", "OKR212", "OKR217", "OKR219", "OKR256", "OKR261"),
    }
)
"""What costs a check-in, or a value of it, where it stands in one."""
_OF_NUMBERS = frozenset({"OKR225", "OKR268"})
_NUMBER = compile_late(r"KR\s?\d", re.IGNORECASE)


def drop_follow_ups(
    problems: Collection[Problem], organisation: Organisation, content_prefix: str, read_lines: ReadLines
) -> list[Problem]:
    """Return problems without those that are there only because of others, which carry them.

    Args:
        problems: All that is wrong with the content.
        organisation: What was read of it.
        content_prefix: The path of the content folder, as in `Place`, with a slash behind it; empty for the same one.
        read_lines: Has the lines of the files.
    """
    read_lines = cache(read_lines)
    has_people = bool(organisation.people)
    causes = find_causes_in_register(problems, content_prefix, read_lines, has_people=has_people)
    causes |= _find_causes_in_checkins(problems, organisation, read_lines)
    return add_consequences(problems, causes)


def _find_causes_in_checkins(
    problems: Collection[Problem], organisation: Organisation, read_lines: ReadLines
) -> dict[int, Problem]:
    """Return the causes of what is said of values and numbers, by the identity of what follows from each."""
    paths = {each.place.path for each in problems if each.code in _OLD or each.code in ("OKR205", "OKR219")}
    extents = _ObjectiveExtents(organisation, paths, read_lines)
    unread: dict[Place, Problem] = {}
    moved: dict[Place, Problem] = {}
    unmeasured = {(each.place.path, each.place.line): each for each in problems if each.code == "OKR251"}
    for cause in problems:
        if cause.place.path not in paths:
            continue
        if cause.code in _OF_NUMBERS:
            # A check-in that is a file lies in no objective: its values stand on the line of the first number.
            moved.setdefault(extents.find(cause.place) or _find_line(cause.place), cause)
        elif cause.code in _OF_CHECKINS and (extent := extents.find_of_checkins(cause)):
            unread.setdefault(extent, cause)
    causes: dict[int, Problem] = {}
    for problem in problems:
        extent = extents.find(problem.place)
        if problem.code in _OLD and extent is not None:
            found = [moved.get(extent), unread.get(extent)]
            if problem.code == "OKR258":
                found.append(unmeasured.get((problem.place.path, problem.place.line)))
        elif _is_of_number(problem, extents, read_lines):
            found = [moved.get(extent or _find_line(problem.place))]
        else:
            continue
        if first := next(filter(None, found), None):
            causes[id(problem)] = first
    return causes


def _is_of_number(problem: Problem, extents: _ObjectiveExtents, read_lines: ReadLines) -> bool:
    """Whether a problem may be there because a number means another key result: its unit, or that there is none."""
    if problem.code == "OKR219":
        return _names_number(problem, read_lines)
    of_file = extents.find(problem.place) is None
    return problem.code == "OKR205" and (of_file or extents.find_of_checkins(problem) is not None)


def _names_number(problem: Problem, read_lines: ReadLines) -> bool:
    """Whether the key result that isn't there is named by its number."""
    lines, place = read_lines(problem.place.path), problem.place
    return 0 < place.line <= len(lines) and _NUMBER.match(lines[place.line - 1], place.column - 1) is not None


class _ObjectiveExtents:
    """The lines of objectives in some files, and those of their check-ins."""

    def __init__(self, organisation: Organisation, paths: Collection[str], read_lines: ReadLines) -> None:
        self._read_lines = read_lines
        self._extents = {path: sorted(organisation.objective_extents.get(path, ())) for path in paths}
        self._objectives: dict[Place, Objective] = {}
        for objective in organisation.objectives.values():
            if extent := self.find(objective.place):
                self._objectives[extent] = objective

    def find(self, place: Place) -> Place | None:
        """Return the lines of the objective in which a place lies."""
        extents = self._extents.get(place.path, [])
        at = bisect_right(extents, place.line, key=lambda extent: extent.line)
        return extents[at - 1] if at and place.line <= extents[at - 1].end_line else None

    def find_of_checkins(self, cause: Problem) -> Place | None:
        """Return the lines of the objective in whose check-ins a problem lies, or what it costs, or that it names."""
        extent = self.find(cause.place)
        if extent is None or "check-in" in cause.message.casefold():
            return extent
        objective = self._objectives.get(extent)
        place = objective.find_place(OBJECTIVE.CHECKINS) if objective else None
        if place is None:
            return None
        last = self._find_end_of_section(place, extent) if place.path.endswith(".md") else place.end_line
        lies_in = any(place.line <= each.place.line <= last for each in (cause, *cause.consequences))
        return extent if lies_in else None

    def _find_end_of_section(self, place: Place, extent: Place) -> int:
        """Return the last line below a heading for check-ins: what stands behind the list is meant as a part of it."""
        lines = self._read_lines(place.path)
        for number in range(place.end_line + 1, min(extent.end_line, len(lines)) + 1):
            if lines[number - 1].startswith("#"):
                return number - 1
        return extent.end_line


def _find_line(place: Place) -> Place:
    """Return the line of a place as a place of its own."""
    return point_at(place.path, place.line)
