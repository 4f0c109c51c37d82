"""Whether a change made something easier or harder to reach."""

from __future__ import annotations

from okrsite.amounts import Quantity, Range
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult
from okrsite.progress import easing
from okrsite.progress.easing import Effect, choose_effect
from okrsite.progress.past_shares import compute_steps_share

_CLOSE = 1e-9
"""A sum of floats must not decide."""


def judge_target(before: KeyResult, after: KeyResult) -> Effect | None:
    """Return what another target does: nearer to the start is easier."""
    if before.target is None or after.target is None:
        return None
    starts = _get_value(before.start), _get_value(after.start)
    return easing.judge_target(before.target.value, after.target.value, starts)


def judge_start(before: KeyResult, after: KeyResult) -> Effect | None:
    """Return what another start does: nearer to the target is easier."""
    if before.start is None or after.start is None:
        return None
    targets = _get_value(before.target), _get_value(after.target)
    return easing.judge_start(before.start.value, after.start.value, targets)


def _get_value(quantity: Quantity | None) -> float | None:
    return None if quantity is None else quantity.value


def judge_range(before: Range | None, after: Range | None) -> Effect | None:
    """Return what another range does: a wider one is easier to keep to."""
    return easing.judge_range(before, after) if before is not None and after is not None else None


def judge_due(before: KeyResult, after: KeyResult, cycles: tuple[Cycle, Cycle]) -> Effect | None:
    """Return what another day does: a later one is easier; without one the cycle's last day counts."""
    return easing.judge_day(before.due or cycles[0].end, after.due or cycles[1].end)


def judge_steps(before: KeyResult, after: KeyResult, cycles: tuple[Cycle, Cycle]) -> Effect | None:
    """Return what other steps do: fewer, later ones, and weight on those that are done, are easier."""
    old, new = ({step.title: step for step in item.milestones} for item in (before, after))
    gone, added = old.keys() - new.keys(), new.keys() - old.keys()
    if len(old) == len(new) and (gone or added):
        return None  # they have other names
    if gone or added:
        opened = any(not new[title].done for title in added)
        return choose_effect(eased=not added and any(not old[title].done for title in gone), raised=not gone and opened)
    days = {easing.judge_day(old[title].due or cycles[0].end, new[title].due or cycles[1].end) for title in old} - {
        None
    }
    if days:
        return choose_effect(eased="eased" in days, raised="raised" in days)
    done = {title for title in old if old[title].done and new[title].done}
    shares = [
        compute_steps_share(list(old), {title: steps[title].weight for title in old}, done) or 0.0
        for steps in (old, new)
    ]
    return choose_effect(eased=shares[1] > shares[0] + _CLOSE, raised=shares[1] < shares[0] - _CLOSE)
