"""What follows from another problem goes with it: it is told where that isn't, because of a setting or an `ignore`.

Decides which of the problems that are told carries one that isn't. An error is carried by an error alone, so that what
is left out of a site, and how a command ends, is the same as if all were told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from okrsite.problems import Problem, create_problem
from okrsite.sources.objective_lines import ObjectiveLines

_CAUSES = frozenset(
    {"OKR102", "OKR103", "OKR104", "OKR118", "OKR119", "OKR120", "OKR201", "OKR209", "OKR210", "OKR212", "OKR260"}
    | {"OKR205", "OKR310"}
)
"""Problems from which others follow."""


def carry_consequences(
    found: Sequence[Problem], told: Sequence[Problem], objectives: ObjectiveLines
) -> Sequence[Problem]:
    """Return what is told of a file, each problem with those that follow from it and aren't told.

    Args:
        found: All that is wrong with the file.
        told: Those of them, or what is said in their place, that are told.
        objectives: Where the file's objectives begin.
    """
    known = {_get_key(problem) for problem in told}
    dropped = [problem for problem in found if _get_key(problem) not in known]
    if not dropped:
        return told
    if not told:
        return found
    finder = _CarrierFinder(told, objectives)
    carried: dict[int, list[Problem]] = {}
    left: list[Problem] = []
    for problem in dropped:
        at = finder.find(problem)
        if problem.severity != "error" or told[at].severity == "error" or _can_be_error(told[at]):
            carried.setdefault(at, []).append(problem)
        else:
            left.append(problem)
    return [*(_carry(problem, carried.get(at, ())) for at, problem in enumerate(told)), *left]


def _get_key(problem: Problem) -> tuple[object, ...]:
    place = problem.place
    return (place.path, place.line, place.column, problem.code, problem.message)


def _can_be_error(cause: Problem) -> bool:
    """Whether the same can be said of a cause as an error: that a part of the format isn't read as one."""
    return cause.code in ("OKR118", "OKR119") and cause.place.path.endswith(".md")


def _carry(problem: Problem, consequences: Sequence[Problem]) -> Problem:
    """Return a problem with what follows from it; as an error if that is one."""
    if not consequences:
        return problem
    if problem.severity != "error" and any(each.severity == "error" for each in consequences):
        problem = create_problem("OKR120", problem.place, problem.message, problem.hint, correction=problem.correction)
    return replace(problem, consequences=tuple(consequences))


class _CarrierFinder:
    """Finds, among the problems that are told of a file, the one from which another follows."""

    def __init__(self, told: Sequence[Problem], objectives: ObjectiveLines) -> None:
        self._objectives = objectives
        lines = sorted((problem.place.line, at) for at, problem in enumerate(told))
        self._causes = [typed for typed in lines if told[typed[1]].code in _CAUSES] or lines
        self._errors = [typed for typed in self._causes if told[typed[1]].severity == "error"]

    def find(self, problem: Problem) -> int:
        """Return the index of the nearest cause in the objective of a problem, or else in its file.

        Of an error it is an error, if one is there.
        """
        line = problem.place.line
        first, last = self._objectives.find_extent(line)
        errors = self._errors if problem.severity == "error" else []
        near: Sequence[tuple[int, int]] = ()
        for causes in (errors, self._causes):
            near = [typed for typed in _list_nearest(line, causes) if first <= typed[0] <= last]
            if near:
                break
        return min(near or _list_nearest(line, self._causes), key=lambda typed: abs(typed[0] - line))[1]


def _list_nearest(line: int, causes: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the causes, sorted by line, that stand right before and at or behind a line."""
    behind = bisect_left(causes, (line, 0))
    return causes[max(behind - 1, 0) : behind + 1]
