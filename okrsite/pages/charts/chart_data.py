"""What the chart of a key result is made of: its values and what was expected of them, in its unit or in percent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from okrsite.amounts import Range
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.expected_line import Line, compute_expected_line
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import Projection, collect_dated_values, compute_projection

TargetMove = tuple[date, float, float, str]
"""A target that was moved: the day, from where, to where, and in words by whom and why."""


def collect_chart_data(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> ChartData | None:
    """Return what there is to draw of a key result; None where there is nothing."""
    make = {
        "reach": _collect_numbers,
        "keep": _collect_numbers,
        "levels": _collect_levels,
        "milestones": _collect_milestones,
    }.get(key_result.kind or "")
    return make(key_result, numbers, cycle, today) if make else None


class ChartData(msgspec.Struct, frozen=True):
    """What a key result's chart is made of, in its unit; steps and levels in percent."""

    result: KeyResult
    cycle: Cycle
    today: date
    unit: str
    end: date
    values: Line
    expected: Line
    undated: float | None = None
    target: float | None = None
    ahead: Projection | None = None
    thresholds: tuple[tuple[str, float], ...] = ()
    """Commit and stretch beside the target, as far as they are typed."""

    @property
    def keep(self) -> Range | None:
        """The range in which it should stay, if it is measured so."""
        return self.result.keep if self.result.kind == "keep" else None

    def list_values(self, moves: Sequence[TargetMove]) -> list[float]:
        """Return every value that has to be in the picture."""
        values = [value for _, value in (*self.values, *self.expected, *self.thresholds)]
        values += [value for value in (self.undated, self.target) if value is not None]
        values += [limit for limit in (self.keep.low, self.keep.high) if limit is not None] if self.keep else []
        values += [value for _, old, new, _ in moves for value in (old, new)]
        return [*values, 0.0, 100.0] if self.unit == "%" and self.result.kind in ("milestones", "levels") else values

    def list_optional_values(self) -> list[float]:
        """Return values that may run out of the picture."""
        return [self.ahead.end.value] if self.ahead else []


def _find_end(key_result: KeyResult, cycle: Cycle) -> date:
    return max(cycle.end, key_result.due or cycle.end)


def _collect_numbers(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> ChartData | None:
    stands = numbers.current_values
    values = tuple(
        (dated_value.date, dated_value.value) for dated_value in collect_dated_values(key_result, stands, cycle, today)
    )
    if not values or not any(isinstance(report.now, (int, float)) for report in stands.reports):
        return None
    return ChartData(
        key_result,
        cycle,
        today,
        unit=key_result.unit,
        end=_find_end(key_result, cycle),
        values=values,
        expected=compute_expected_line(key_result, stands, cycle),
        undated=_find_undated_value(key_result, stands, values[-1][1]),
        target=key_result.target.value if key_result.kind == "reach" and key_result.target else None,
        ahead=compute_projection(key_result, stands, cycle, today),
        thresholds=_list_thresholds(key_result),
    )


def _list_thresholds(key_result: KeyResult) -> tuple[tuple[str, float], ...]:
    if key_result.kind != "reach":
        return ()
    typed = (("commit", key_result.commit), ("stretch", key_result.stretch))
    return tuple((name, quantity.value) for name, quantity in typed if quantity is not None)


def _find_undated_value(key_result: KeyResult, stands: CurrentValues, last: float) -> float | None:
    """Return the value that is typed in a key result and holds, where no report says the same."""
    typed = key_result.now.value if key_result.now else None
    holds = stands.now is not None and stands.now.value == typed
    return typed if holds and typed != last else None


def _collect_levels(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> ChartData | None:
    told = {
        report.date: LEVEL_SCORES[report.now] * 100
        for report in numbers.current_values.reports
        if isinstance(report.now, str) and cycle.start <= report.date <= min(today, cycle.end)
    }
    expected = _convert_to_percent(compute_expected_line(key_result, numbers.current_values, cycle))
    values = tuple(sorted(told.items()))
    return ChartData(key_result, cycle, today, "%", _find_end(key_result, cycle), values, expected) if told else None


def _collect_milestones(
    key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date
) -> ChartData | None:
    """Milestones know when they are due, and not when they were done: a staircase, and where it stands today."""
    expected = _convert_to_percent(compute_expected_line(key_result, numbers.current_values, cycle))
    if numbers.progress is None or not any(cycle.start < day < cycle.end for day, _ in expected):
        return None
    end = max(_find_end(key_result, cycle), expected[-1][0])
    return ChartData(key_result, cycle, today, "%", end, (), expected, undated=numbers.progress * 100)


def _convert_to_percent(line_: Line) -> Line:
    return tuple((day, share * 100) for day, share in line_)
