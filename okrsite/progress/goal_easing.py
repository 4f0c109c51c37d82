"""Whether a change of an objective or a key result made it easier or harder, by whatever was edited."""

from __future__ import annotations

from datetime import date

from okrsite.amounts import Range
from okrsite.history.events import ChangeEvent
from okrsite.history.versions import PastValue
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult
from okrsite.number_style import uses_decimal_comma
from okrsite.progress.easing import (
    POINT,
    Effect,
    choose_effect,
    judge_day,
    judge_range,
    judge_start,
    judge_target,
)
from okrsite.progress.past_shares import PastShares
from okrsite.sources.numbers import parse_range

NEARLY_REACHED = 0.7
"""From where on a key result that is added is an easy one."""
JUMP = 0.05
"""By how much an objective's progress changes, so that another key result makes it easier or harder."""

Judgement = tuple[Effect | None, tuple[float, float] | None]
"""The effect, and the objective's progress before and after where that is what tells it."""


def judge_change(
    event: ChangeEvent,
    key_result: KeyResult | None,
    numbers: tuple[float, float] | None,
    shares: PastShares,
    cycle: Cycle,
) -> Judgement:
    """Return what a change did; `numbers` are before and after where both are numbers of today's unit."""
    match event.kind:
        case "result removed" | "status":
            return "eased", None
        case "due":
            days = (_take_day(told) or cycle.end for told in (event.before, event.after))
            return judge_day(*days), None
        case "keep":
            return _judge_ranges(event.before, event.after), None
    if key_result is None:
        return None, None
    if event.kind == "result added":
        return _judge_added(key_result, event.date, shares)
    if event.kind == "weight":
        return _judge_weight(event, key_result, shares)
    start, target = shares.find_start(key_result), key_result.target
    if numbers is None or target is None or start is None:
        return None, None
    if event.kind == "to":
        return judge_target(*numbers, (start, start)), None
    if event.kind == "from":
        return judge_start(*numbers, (target.value, target.value)), None
    return None, None


def _judge_ranges(before: PastValue, after: PastValue) -> Effect | None:
    old, new = (
        parse_range(told, decimal_comma=uses_decimal_comma()) if isinstance(told, str) else None
        for told in (before, after)
    )
    return judge_range(old, new) if isinstance(old, Range) and isinstance(new, Range) else None


def _judge_added(key_result: KeyResult, day: date, shares: PastShares) -> Judgement:
    """One that is nearly there lifts its objective without anything done; one that isn't begun is more to do."""
    share = shares.measure(key_result, day)
    without, together = shares.compute_mean(day, {}, without=key_result.id), shares.compute_mean(day, {})
    if share is None or without is None or together is None or abs(together - without) < JUMP:
        return None, None
    eased = share >= NEARLY_REACHED and together > without
    return choose_effect(eased=eased, raised=together < without), (without, together)


def _judge_weight(event: ChangeEvent, key_result: KeyResult, shares: PastShares) -> Judgement:
    """Weight that goes away from what stands badly lifts the objective."""
    weights = [told if isinstance(told, float) else 1.0 for told in (event.before, event.after)]
    before, after = (shares.compute_mean(event.date, {key_result.id: weight}) for weight in weights)
    if before is None or after is None or abs(after - before) < POINT:
        return None, None
    return choose_effect(eased=after > before, raised=after < before), (before, after)


def _take_day(told: PastValue) -> date | None:
    return told if isinstance(told, date) else None
