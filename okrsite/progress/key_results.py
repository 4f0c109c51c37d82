"""One key result's progress and what was expected of it by today.

Progress is `(now - from) / (to - from)`, rising or falling, unrounded and uncut; cutting to 0.0 to 1.0 happens where
means are made. A range is kept or missed by its distance; steps count by weight, and each is expected on its day, as is
what is only done or not; levels are worth 0.3, 0.7 and 1.0 (the scale that Google's re:Work teaches for grades). How
they came about is said in `key_result_explanations`, where somebody asks for it.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from okrsite.amounts import Range
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.progress.current_values import CurrentValues


def clamp_share(share: float) -> float:
    """Return a share cut to 0.0 to 1.0."""
    return share if 0.0 < share < 1.0 else min(1.0, max(0.0, share))


def compute_progress(key_result: KeyResult, standing: CurrentValues) -> float | None:
    """Return a key result's progress, None without data."""
    if key_result.withheld:
        return key_result.withheld.progress
    if key_result.kind == "milestones":
        total = sum(step.weight for step in key_result.milestones)
        return sum(step.weight for step in key_result.milestones if step.done) / total if total else None
    if key_result.kind == "yes-no":
        return None if key_result.done is None else float(key_result.done)
    if key_result.kind == "levels":
        return None if standing.level is None else LEVEL_SCORES[standing.level]
    if key_result.kind == "keep" and key_result.keep is not None:
        return None if standing.now is None else compute_range_progress(standing.now.value, key_result.keep)
    if key_result.kind == "reach":
        start, now, target = standing.start, standing.now, key_result.target
        if start is None or now is None or target is None or target.value == start.value:
            return None
        return (now.value - start.value) / (target.value - start.value)
    return None


def compute_range_progress(value: float, keep: Range) -> float:
    """Return 1.0 inside a range (ends included); outside, less by the distance in widths, never below 0.0."""
    distance = max(
        (keep.low - value) if keep.low is not None else 0.0, (value - keep.high) if keep.high is not None else 0.0
    )
    if distance <= 0:
        return 1.0
    if keep.low is not None and keep.high is not None:
        width = keep.high - keep.low
    else:
        width = abs(keep.low if keep.low is not None else keep.high or 0.0)
    return max(0.0, 1 - distance / width) if width else 0.0


def compute_expected_progress(
    key_result: KeyResult, standing: CurrentValues, cycle: Cycle, today: date
) -> float | None:
    """Return which progress was expected by today, 0.0 to 1.0; None where nothing is measured."""
    if key_result.withheld:
        return key_result.withheld.expected
    if key_result.kind in (None, "baseline"):
        return None
    if key_result.kind == "keep":
        return 1.0
    if key_result.kind == "milestones":
        total = sum(step.weight for step in key_result.milestones)
        due = (step.weight for step in key_result.milestones if find_due_day(step.due, key_result, cycle) <= today)
        return sum(due) / total if total else None
    if key_result.kind == "yes-no":
        return float(find_due_day(None, key_result, cycle) <= today)
    start, target = standing.start, key_result.target
    if key_result.phases and start and target and start.value != target.value:
        value = find_value_on_line(key_result, start.value, target.value, cycle, today)
        return clamp_share((value - start.value) / (target.value - start.value))
    return cycle.compute_elapsed_share(today, key_result.due)


def find_due_day(own: date | None, key_result: KeyResult, cycle: Cycle) -> date:
    """Return when a step is due that may have a day of its `own`."""
    return own or key_result.due or cycle.end


def find_last_day(key_result: KeyResult, cycle: Cycle) -> date:
    """Return the day after which nothing more is expected of a key result."""
    if key_result.kind != "milestones" or not key_result.milestones:
        return key_result.due or cycle.end
    return max(find_due_day(step.due, key_result, cycle) for step in key_result.milestones)


def find_value_on_line(key_result: KeyResult, start: float, target: float, cycle: Cycle, today: date) -> float:
    """Return where the line from the start through the interim targets to the target stands on a day."""
    end = key_result.due or cycle.end
    points = [
        (cycle.start, start),
        *((day, quantity.value) for day, quantity in key_result.phases if cycle.start < day < end),
        (end, target),
    ]
    value = points[-1][1] if today >= end else points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if left <= today < right:
            value = low + (high - low) * ((today - left) / (right - left))
    return value
