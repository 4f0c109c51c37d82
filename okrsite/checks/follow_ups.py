"""What only follows from a check-in or a register that can't be read, or from numbers that mean others by now.

A value of last Friday that isn't read leaves the one before it as the newest, and each key result then contradicts
that. Whoever mends the check-in has mended these as well, and needs to hear of the check-in alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem
from okrsite.vocabulary import OBJECTIVE

_FOLLOWING = frozenset({"OKR258", "OKR621", "OKR622"})
"""What is said of values by what check-ins say, and of the time since the newest one."""
_OF_CHECKINS = frozenset(
    {
        *("OKR102", "OKR103", "OKR104", "OKR118", "OKR119", "OKR120", "OKR202", "OKR203", "OKR204", "OKR205", "OKR206"),
        *("OKR207", "OKR208", "OKR212", "OKR217", "OKR219", "OKR256", "OKR261"),
    }
)
"""What costs a check-in, or a value of it, where it stands in one."""
_REGISTER = "people.yml"
_OF_NUMBERS = frozenset({"OKR225", "OKR268"})
_NUMBERED = "This objective has no key result 'KR"


def drop_follow_ups(problems: Collection[Problem], organisation: Organisation) -> list[Problem]:
    """Return problems without those that are there only because a check-in isn't read as it was meant."""
    if any(each.severity == "error" and each.place.path.rpartition("/")[2] == _REGISTER for each in problems):
        # Who isn't known may be one of those whose line can't be read.
        problems = [each for each in problems if each.code != "OKR259" or each.place.path.endswith(f"/{_REGISTER}")]
    causes = [problem for problem in problems if problem.code in _OF_CHECKINS | _OF_NUMBERS]
    by_path: dict[str, list[Objective]] = {}
    paths = {cause.place.path for cause in causes}
    for objective in organisation.objectives.values():
        if objective.place.path in paths:
            by_path.setdefault(objective.place.path, []).append(objective)
    unread: set[Place] = set()
    moved: set[Place] = set()
    for cause in causes:
        extents = organisation.objective_extents.get(cause.place.path, ())
        extent = _find_extent(cause.place, extents)
        if cause.code in _OF_NUMBERS:
            # A check-in that is a file lies in no objective: its values stand on the line of the first number.
            moved.add(extent or _find_line(cause.place))
        elif extent is not None and _is_of_checkin(cause, extent, by_path.get(cause.place.path, ())):
            unread.add(extent)
    unmeasured = {(each.place.path, each.place.line) for each in problems if each.code == "OKR251"}
    if not (unread or moved or unmeasured):
        return list(problems)
    left = []
    for problem in problems:
        extent = _find_extent(problem.place, organisation.objective_extents.get(problem.place.path, ()))
        follows = (problem.code in _FOLLOWING and extent in unread | moved) or (
            (extent or _find_line(problem.place)) in moved
            and (problem.code == "OKR205" or problem.message.startswith(_NUMBERED))
        )
        if not follows and not (problem.code == "OKR258" and (problem.place.path, problem.place.line) in unmeasured):
            left.append(problem)
    return left


def _find_extent(place: Place, extents: Iterable[Place]) -> Place | None:
    return next((extent for extent in extents if extent.line <= place.line <= extent.end_line), None)


def _find_line(place: Place) -> Place:
    """Return the line of a place as a place of its own."""
    return Place(place.path, place.line)


def _is_of_checkin(cause: Problem, extent: Place, objectives: Iterable[Objective]) -> bool:
    """Whether a problem lies in the check-ins of an objective, or is about one."""
    if "check-in" in cause.message.casefold():
        return True
    for objective in objectives:
        place = objective.find_place(OBJECTIVE.CHECKINS)
        if place is not None and extent.line <= objective.place.line <= extent.end_line:
            return place.line <= cause.place.line
    return False
