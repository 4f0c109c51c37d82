"""Whether a change made something easier or harder to reach, as far as numbers and days can say.

Less has to be done where the way to the target is shorter, the range wider or the day later, and where what goes away
weighs less in the mean than what stays.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from okrsite.amounts import Range

Effect = Literal["eased", "raised"]
"""What a change does to what has to be done: less of it, or more."""


POINT = 0.005
"""A progress that changes by less is the same: nobody sees it."""


def judge_target(before: float, after: float, starts: tuple[float | None, float | None]) -> Effect | None:
    """Return what another target does: nearer to the start is easier; `starts` are those of before and after."""
    return choose_effect(
        eased=starts[1] is not None and _is_target_eased(before, after, starts[1]),
        raised=starts[0] is not None and _is_target_eased(after, before, starts[0]),
    )


def judge_start(before: float, after: float, targets: tuple[float | None, float | None]) -> Effect | None:
    """Return what another start does: nearer to the target is easier; `targets` are those of before and after."""
    return choose_effect(
        eased=targets[1] is not None and _is_start_eased(before, after, targets[1]),
        raised=targets[0] is not None and _is_start_eased(after, before, targets[0]),
    )


def _is_target_eased(before: float, after: float, start: float) -> bool:
    """Whether a target came nearer to the start: 100 to 80 from 20, and 4 to 5 from 9."""
    return (after - before) * (before - start) < 0


def _is_start_eased(before: float, after: float, target: float) -> bool:
    """Whether a start came nearer to the target."""
    return abs(target - after) < abs(target - before)


def _is_wider_range(old: Range, new: Range) -> bool:
    """Whether a range reaches further at an end than it did."""
    lower = old.low is not None and (new.low is None or new.low < old.low)
    higher = old.high is not None and (new.high is None or new.high > old.high)
    return lower or higher


def judge_range(before: Range, after: Range) -> Effect | None:
    """Return what another range does: a wider one is easier to keep to; one that was shifted is neither."""
    return choose_effect(eased=_is_wider_range(before, after), raised=_is_wider_range(after, before))


def judge_day(before: date, after: date) -> Effect | None:
    """Return what another day does: a later one is easier."""
    return choose_effect(eased=after > before, raised=after < before)


def choose_effect(*, eased: bool, raised: bool) -> Effect | None:
    """Return the effect; none where it is both, or neither."""
    if eased == raised:
        return None
    return "eased" if eased else "raised"
