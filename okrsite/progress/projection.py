"""Where a key result ends if it goes on as before: a straight line to the end of its time.

The line goes through the first and the last dated value of the cycle, so that a reader can draw it with a ruler, and
it begins where the last value is. It is a sum, no forecast: nothing else is assumed and nothing is weighed, and each
sentence says over which time the pace was taken. Values that were typed without a date are no part of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from okrsite.languages.words import WordsKey, get_words_key, translate
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult
from okrsite.number_style import uses_decimal_comma
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.explanation import Explanation, Term, format_percent
from okrsite.progress.key_results import compute_range_progress
from okrsite.sources.numbers import render_quantity

MIN_DAYS = 14
"""A pace taken over fewer days says little about a quarter; in cycles shorter than eight weeks, a quarter of them."""


class DatedValue(msgspec.Struct, frozen=True):
    """A value on a day."""

    date: date
    value: float
    """In the key result's unit."""


class Projection(msgspec.Struct, frozen=True):
    """The value that a key result has at the end of its time if its pace stays what it was."""

    first: DatedValue
    """From where the pace is taken."""
    last: DatedValue
    """Up to where it is taken, and from where it goes on."""
    end: DatedValue
    """What comes out: on the day on which it is due, else on the cycle's last."""
    progress: float
    """What that value would be worth; unrounded, and for a target uncut."""
    reached: bool
    """Whether the target is reached then, or the range kept."""
    why: Explanation


def compute_projection(key_result: KeyResult, standing: CurrentValues, cycle: Cycle, today: date) -> Projection | None:
    """Return where a key result with a number ends at its pace so far.

    None where that can't be said: no number to reach or keep, fewer than two dated values, too short a time between
    them, or no time left.
    """
    known = _KNOWN.get(id(key_result))
    if known is None or not _is_made_of(known, key_result, standing, cycle, today):
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        projection = _compute_projection(key_result, standing, cycle, today)
        style = uses_decimal_comma(), get_words_key()
        known = _KNOWN[id(key_result)] = _Known(key_result, standing, cycle, today, projection, style)
    return known.projection


class _Known(msgspec.Struct, frozen=True):
    """A projection, and the very values that it was made of."""

    key_result: KeyResult
    standing: CurrentValues
    cycle: Cycle
    today: date
    projection: Projection | None
    style: tuple[bool, WordsKey]
    """How numbers in its explanation are written, and in which words it is said."""


_KNOWN: dict[int, _Known] = {}
"""By the id of the key result: its card, its chart and the export ask for it one after another."""
_MOST_KNOWN = 300


def _is_made_of(known: _Known, key_result: KeyResult, standing: CurrentValues, cycle: Cycle, today: date) -> bool:
    same = known.key_result is key_result and known.standing is standing and known.cycle is cycle
    return same and known.today == today and known.style == (uses_decimal_comma(), get_words_key())


def _compute_projection(key_result: KeyResult, standing: CurrentValues, cycle: Cycle, today: date) -> Projection | None:
    day = key_result.due or cycle.end
    if key_result.kind not in ("reach", "keep") or today >= day or not cycle.start <= today:
        return None
    values = collect_dated_values(key_result, standing, cycle, today)
    if len(values) < 2:
        return None
    first, last = values[0], values[-1]
    passed = (last.date - first.date).days
    if passed < min(MIN_DAYS, cycle.days // 4) or passed < 1 or last.date >= day:
        return None
    value = last.value + (last.value - first.value) / passed * (day - last.date).days
    worth = _convert_to_progress(key_result, standing, value)
    if worth is None or not math.isfinite(value) or not math.isfinite(worth):
        return None
    # A sum of floats must not decide: the target is met to within a billionth of the way.
    projection = Projection(first, last, DatedValue(day, value), worth, worth >= 1 - 1e-9, Explanation(""))
    return replace(projection, why=_explain_projection(key_result, projection))


def list_limits(key_result: KeyResult) -> tuple[float, ...]:
    """Return the numbers that a key result is held against: its target, or the ends of its range."""
    if key_result.kind == "keep" and key_result.keep:
        return tuple(limit for limit in (key_result.keep.low, key_result.keep.high) if limit is not None)
    return (key_result.target.value,) if key_result.target else ()


def collect_dated_values(
    key_result: KeyResult, standing: CurrentValues, cycle: Cycle, today: date
) -> tuple[DatedValue, ...]:
    """Return the numbers of a key result of which the day is known, oldest first, one for each day of the cycle.

    The start stands on the cycle's first day; of several values of one day the last one counts.
    """
    reported = [report for report in standing.reports if isinstance(report.now, (int, float))]
    by_day: dict[date, float] = {}
    # Without a start of its own a key result starts with its first report, which has its own day.
    own_start = standing.start is not None and standing.start.place not in {report.place for report in reported}
    if standing.start is not None and own_start and cycle.start <= today:
        by_day[cycle.start] = standing.start.value
    for report in reported:
        if cycle.start <= report.date <= min(today, cycle.end) and isinstance(report.now, (int, float)):
            by_day[report.date] = float(report.now)
    return tuple(DatedValue(day, value) for day, value in sorted(by_day.items()))


def _convert_to_progress(key_result: KeyResult, standing: CurrentValues, value: float) -> float | None:
    if key_result.kind == "keep":
        return compute_range_progress(value, key_result.keep) if key_result.keep else None
    start, target = standing.start, key_result.target
    if start is None or target is None or target.value == start.value:
        return None
    return (value - start.value) / (target.value - start.value)


def round_projection(projection: Projection, limits: Iterable[float] = ()) -> float:
    """Return the projected value as it is shown: one decimal more than was typed for small numbers, else as many.

    More would be a pretence. A value that is short of a limit keeps as many decimals as it takes to see that.
    """
    value = projection.end.value
    typed = max(_count_decimals(projection.first.value), _count_decimals(projection.last.value))
    decimals = min(9, typed + (abs(value) < 100))
    while decimals < 9 and any(round(value, decimals) == limit != value for limit in limits):
        decimals += 1
    return round(value, decimals)


@lru_cache(maxsize=8192)
def _count_decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _explain_projection(key_result: KeyResult, projection: Projection) -> Explanation:
    first, last, end, unit = projection.first, projection.last, projection.end, key_result.unit
    passed = (last.date - first.date).days
    pace = float(f"{(last.value - first.value) / passed:.3g}")
    return Explanation(
        translate(
            "If it goes on as from {first} to {last}, it stands at {value} on {end}, {outcome}: {percent}.",
            first=first.date,
            last=last.date,
            value=render_quantity(round_projection(projection, list_limits(key_result)), unit),
            end=end.date,
            outcome=_describe_outcome(key_result, projection.reached),
            percent=format_percent(projection.progress),
        ),
        (
            Term(translate("on {day}", day=first.date), render_quantity(first.value, unit)),
            Term(translate("on {day}", day=last.date), render_quantity(last.value, unit)),
            Term(translate("a day, over {number} days", number=passed), render_quantity(pace, unit)),
            Term(translate("days left after that"), str((end.date - last.date).days)),
        ),
    )


def _describe_outcome(key_result: KeyResult, reached: bool) -> str:
    if key_result.kind == "keep":
        range_text = key_result.keep.text if key_result.keep else translate("its range")
        return (
            translate("inside {range}", range=range_text) if reached else translate("outside {range}", range=range_text)
        )
    target = render_quantity(key_result.target.value, key_result.unit) if key_result.target else translate("its target")
    return translate("reaching {target}", target=target) if reached else translate("short of {target}", target=target)
