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
_OF_FILE = frozenset({"OKR102"})
"""Those because of which nothing of a file is read; other YAML that is refused (OKR103) costs a value or an entry."""
NEVER_ENDS = "never ends, so nothing below it is read"
"""What is said of code and comments (OKR120) that take in the rest of a file."""


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
    escalated = {problem.place: problem.message for problem in told if problem.code == "OKR120"}
    dropped = [
        problem
        for problem in found
        if _get_key(problem) not in known and not escalated.get(problem.place, "").startswith(problem.message)
    ]
    if not dropped:
        return told
    if not told:
        return found
    finder = _CarrierFinder(told, objectives)
    carried: dict[int, list[Problem]] = {}
    left: list[Problem] = []
    for problem in dropped:
        at = finder.find(problem)
        if at is None:
            left.append(problem)
        else:
            carried.setdefault(at, []).append(problem)
    return [*(_carry(problem, carried.get(at, ())) for at, problem in enumerate(told)), *left]


def _get_key(problem: Problem) -> tuple[object, ...]:
    place = problem.place
    return (place.path, place.line, place.column, problem.code, problem.message)


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
        self._told = told
        self._objectives = objectives
        lines = sorted((problem.place.line, at) for at, problem in enumerate(told))
        self._causes = [typed for typed in lines if told[typed[1]].code in _CAUSES] or lines
        self._errors = [typed for typed in self._causes if told[typed[1]].severity == "error"]
        self._of_file = [
            typed for typed in self._errors if told[typed[1]].code in _OF_FILE or NEVER_ENDS in told[typed[1]].message
        ]

    def find(self, problem: Problem) -> int | None:
        """Return the index of the nearest cause in the objective of a problem, or else in its file.

        Of an error it is an error, or can be one, and one in another objective only if nothing of the file is read.
        None where there is no such cause.
        """
        line = problem.place.line
        first, last = self._objectives.find_extent(line)
        is_error = problem.severity == "error"
        for causes in (self._errors if is_error else [], self._causes):
            near = [typed for typed in _list_nearest(line, causes) if first <= typed[0] <= last]
            if near:
                break
        else:
            near = _list_nearest(line, self._of_file if is_error else self._causes)
        at = min(near, key=lambda typed: abs(typed[0] - line), default=(0, None))[1]
        return None if at is not None and is_error and not self._can_be_error(at) else at

    def _can_be_error(self, at: int) -> bool:
        """Whether a cause is an error, or the same can be said as one: that a part of the format isn't read as one."""
        cause = self._told[at]
        return cause.severity == "error" or (cause.code in ("OKR118", "OKR119") and cause.place.path.endswith(".md"))


def _list_nearest(line: int, causes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the causes, sorted by line, that stand right before and at or behind a line."""
    behind = bisect_left(causes, (line, 0))
    return causes[max(behind - 1, 0) : behind + 1]
