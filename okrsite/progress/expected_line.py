"""The line on which a key result is expected to run, of which `compute_expected_progress` gives the one point of today.

Decides only where the line bends; a page draws it. A range has no line: it is to be kept all the time.
"""

from __future__ import annotations

from datetime import date

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult
from okrsite.progress.current_values import CurrentValues

Line = tuple[tuple[date, float], ...]


def compute_expected_line(key_result: KeyResult, standing: CurrentValues, cycle: Cycle) -> Line:
    """Return the points between which a straight line is expected, oldest first; empty where there is none.

    Values are in the key result's unit; for milestones and levels they are a progress of 0.0 to 1.0. Milestones make a
    staircase: two points on a day on which something is due.
    """
    end = key_result.due or cycle.end
    if key_result.kind == "milestones":
        return _build_milestone_staircase(key_result, cycle)
    if end <= cycle.start:
        return ()
    if key_result.kind == "levels":
        return ((cycle.start, 0.0), (end, 1.0))
    if key_result.kind != "reach" or standing.start is None or key_result.target is None:
        return ()
    between = ((day, quantity.value) for day, quantity in key_result.phases if cycle.start < day < end)
    return ((cycle.start, standing.start.value), *between, (end, key_result.target.value))


def _build_milestone_staircase(key_result: KeyResult, cycle: Cycle) -> Line:
    total = sum(step.weight for step in key_result.milestones)
    if not total:
        return ()
    by_day: dict[date, float] = {}
    for step in key_result.milestones:
        day = max(cycle.start, step.due or key_result.due or cycle.end)
        by_day[day] = by_day.get(day, 0.0) + step.weight
    points = [(cycle.start, 0.0)]
    reached = 0.0
    for day, weight in sorted(by_day.items()):
        points.append((day, min(1.0, reached / total)))
        reached += weight
        points.append((day, min(1.0, reached / total)))
    return tuple(points)
