"""The small chart of a key result: its values over the cycle, beside what was expected of them and where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from okrsite.amounts import Range
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.pages.charts.chart_views import (
    ChartTargetChange,
    ChartView,
    Dot,
    TargetLevel,
    build_band,
    build_dot,
    create_empty_chart,
)
from okrsite.pages.charts.scale import TOP, WIDE, ChartScale, Tick, build_line_points, build_scale
from okrsite.pages.formatting import (
    format_long_day,
    format_plural,
    format_quantity,
    format_range,
    format_short_day,
    format_svg_height,
    format_svg_percentage,
)
from okrsite.progress.current_values import CurrentValues
from okrsite.progress.expected_line import Line, compute_expected_line
from okrsite.progress.explanation import format_percent
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import (
    Projection,
    collect_dated_values,
    compute_projection,
    list_limits,
    round_projection,
)

TargetMove = tuple[date, float, float, str]
"""A target that was moved: the day, from where, to where, and in words by whom and why."""


def build_key_result_chart(
    key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date, moves: Sequence[TargetMove] = ()
) -> ChartView | None:
    """Return the chart of a key result, None where there is nothing to draw.

    That takes a reported value, or milestones that fall due before the end.
    """
    if today < cycle.start or cycle.end <= cycle.start:
        return None
    make = {
        "reach": _collect_numbers,
        "keep": _collect_numbers,
        "levels": _collect_levels,
        "milestones": _collect_milestones,
    }.get(key_result.kind or "")
    drawn = make(key_result, numbers, cycle, today) if make else None
    if drawn is None:
        return None
    space = build_scale(drawn.list_values(moves), cycle.start, drawn.end, drawn.list_optional_values())
    return _build_chart_view(drawn, space, moves) if space else None


class _ChartData(msgspec.Struct, frozen=True):
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

    @property
    def keep(self) -> Range | None:
        return self.result.keep if self.result.kind == "keep" else None

    def list_values(self, moves: Sequence[TargetMove]) -> list[float]:
        """Every value that has to be in the picture."""
        values = [value for _, value in (*self.values, *self.expected)]
        values += [value for value in (self.undated, self.target) if value is not None]
        values += [limit for limit in (self.keep.low, self.keep.high) if limit is not None] if self.keep else []
        values += [value for _, old, new, _ in moves for value in (old, new)]
        return [*values, 0.0, 100.0] if self.unit == "%" and self.result.kind in ("milestones", "levels") else values

    def list_optional_values(self) -> list[float]:
        return [self.ahead.end.value] if self.ahead else []


def _find_end(key_result: KeyResult, cycle: Cycle) -> date:
    return max(cycle.end, key_result.due or cycle.end)


def _collect_numbers(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> _ChartData | None:
    stands = numbers.current_values
    values = tuple(
        (dated_value.date, dated_value.value) for dated_value in collect_dated_values(key_result, stands, cycle, today)
    )
    if not values or not any(isinstance(report.now, (int, float)) for report in stands.reports):
        return None
    return _ChartData(
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
    )


def _find_undated_value(key_result: KeyResult, stands: CurrentValues, last: float) -> float | None:
    """Return the value that is typed in a key result and holds, where no report says the same."""
    typed = key_result.now.value if key_result.now else None
    holds = stands.now is not None and stands.now.value == typed
    return typed if holds and typed != last else None


def _collect_levels(key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> _ChartData | None:
    told = {
        report.date: LEVEL_SCORES[report.now] * 100
        for report in numbers.current_values.reports
        if isinstance(report.now, str) and cycle.start <= report.date <= min(today, cycle.end)
    }
    expected = _convert_to_percent(compute_expected_line(key_result, numbers.current_values, cycle))
    values = tuple(sorted(told.items()))
    return _ChartData(key_result, cycle, today, "%", _find_end(key_result, cycle), values, expected) if told else None


def _collect_milestones(
    key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date
) -> _ChartData | None:
    """Milestones know when they are due, and not when they were done: a staircase, and where it stands today."""
    expected = _convert_to_percent(compute_expected_line(key_result, numbers.current_values, cycle))
    if numbers.progress is None or not any(cycle.start < day < cycle.end for day, _ in expected):
        return None
    end = max(_find_end(key_result, cycle), expected[-1][0])
    return _ChartData(key_result, cycle, today, "%", end, (), expected, undated=numbers.progress * 100)


def _convert_to_percent(line_: Line) -> Line:
    return tuple((day, share * 100) for day, share in line_)


def _build_chart_view(drawn: _ChartData, space: ChartScale, moves: Sequence[TargetMove]) -> ChartView:
    unit, today = drawn.unit, drawn.today
    held = tuple((day, value) for day, value in drawn.values if space.has_day(day))
    dots = [build_dot(space, day, value, unit) for day, value in held]
    if drawn.undated is not None:
        day = min(today, drawn.cycle.end)
        words = f"{format_quantity(drawn.undated, unit)}, without a day"
        dots.append(
            Dot(format_svg_percentage(space.to_x(day)), format_svg_height(space.to_y(drawn.undated)), words, "now")
        )
    ahead = drawn.ahead
    projected = ""
    if ahead is not None:
        projected, whole = _build_projected_line(
            (ahead.last.date, ahead.last.value), (ahead.end.date, ahead.end.value), space
        )
        if whole:
            words = f"{format_long_day(ahead.end.date)}: {format_quantity(round_projection(ahead), unit)}"
            dots.append(
                Dot(
                    format_svg_percentage(space.to_x(ahead.end.date)),
                    format_svg_height(space.to_y(ahead.end.value)),
                    words,
                    "end",
                )
            )
    view = replace(
        create_empty_chart(space, unit),
        band=build_band(drawn.keep, space),
        targets=_build_target_levels(drawn, space, moves),
        target=_build_target_label(drawn, space),
        moves=tuple(
            ChartTargetChange(format_svg_percentage(space.to_x(day)), format_svg_height(space.to_y(new)), words)
            for day, _, new, words in moves
            if space.has_day(day)
        ),
        today=_build_today_tick(space, today) if space.has_day(today) else None,
        expected=build_line_points(drawn.expected, space),
        values=build_line_points(held, space) if len(held) > 1 else "",
        projected=projected,
        dots=tuple(dots),
        outlook=_describe_projection(drawn, ahead) if ahead else "",
        undated=format_quantity(drawn.undated, unit) if drawn.undated is not None and drawn.values else "",
    )
    return replace(view, label=_describe_chart(drawn, view), keys=_list_legend_keys(view))


def _build_today_tick(space: ChartScale, today: date) -> Tick:
    at = space.to_x(today)
    return Tick(format_svg_percentage(at), "today", "start" if at < 0.08 else "end" if at > 0.92 else "middle")


def _build_target_levels(drawn: _ChartData, space: ChartScale, moves: Sequence[TargetMove]) -> tuple[TargetLevel, ...]:
    """The target's line, in a step for each of its moves."""
    if drawn.target is None:
        return ()
    held = sorted((move for move in moves if space.has_day(move[0])), key=lambda move: move[0])
    days = [space.start, *(day for day, _, _, _ in held), space.end]
    values = [*(old for _, old, _, _ in held[:1]), *(new for _, _, new, _ in held)] or [drawn.target]
    return tuple(
        TargetLevel(
            format_svg_percentage(space.to_x(left)),
            format_svg_percentage(space.to_x(right)),
            format_svg_height(space.to_y(value)),
        )
        for (left, right), value in zip(pairwise(days), values, strict=True)
    )


def _build_target_label(drawn: _ChartData, space: ChartScale) -> Tick | None:
    if drawn.target is None:
        return None
    height = space.to_y(drawn.target)
    # Above the line is the word over today's line, where the target is the highest of all.
    above = height >= TOP + 16
    # A line that falls begins at the top left, so that the words of its target have room there too.
    return Tick(
        format_svg_height(height - 5 if above else height + 13),
        f"target {format_quantity(drawn.target, drawn.unit)}",
        "start",
    )


def _build_projected_line(last: tuple[date, float], end: tuple[date, float], space: ChartScale) -> tuple[str, bool]:
    """The line to what is projected, up to where it leaves the picture; and whether it stays in it."""
    (day, value), (last_day, goal) = last, end
    if space.low <= goal <= space.high and space.has_day(last_day):
        return build_line_points((last, end), space), True
    edge = min(max(goal, space.low), space.high)
    part = (edge - value) / (goal - value) if goal != value else 1.0
    x = space.to_x(day) + (space.to_x(last_day) - space.to_x(day)) * min(1.0, max(0.0, part))
    return (
        f"{build_line_points((last,), space)} {format_svg_height(x * WIDE)},{format_svg_height(space.to_y(edge))}",
        False,
    )


def _describe_projection(drawn: _ChartData, ahead: Projection) -> str:
    unit = drawn.unit
    stands = format_quantity(round_projection(ahead, list_limits(drawn.result)), unit)
    if drawn.keep is not None:
        verdict = f"{'inside' if ahead.reached else 'outside'} {format_range(drawn.keep, unit)}"
    else:
        goal = format_quantity(drawn.target, unit)
        verdict = f"reaching {goal}" if ahead.reached else f"short of {goal}"
    return (
        f"If it goes on as from {format_short_day(ahead.first.date)} to {format_long_day(ahead.last.date)}: "
        f"{stands} on {format_long_day(ahead.end.date)}, {verdict}."
    )


def _describe_chart(drawn: _ChartData, view: ChartView) -> str:
    key_result, unit = drawn.result, drawn.unit
    parts = [f"{key_result.title}, {format_long_day(drawn.cycle.start)} to {format_long_day(drawn.end)}"]
    if drawn.keep is not None:
        parts.append(f"to be kept at {format_range(drawn.keep, unit)}")
    elif drawn.target is not None:
        start = f"from {format_quantity(drawn.expected[0][1], unit)} " if drawn.expected else ""
        parts.append(f"{start}to {format_quantity(drawn.target, unit)}")
    if drawn.values:
        day, value = drawn.values[-1]
        parts.append(
            f"{format_plural(len(drawn.values), 'value')}, the last {format_quantity(value, unit)} on "
            f"{format_long_day(day)}"
        )
    if drawn.undated is not None:
        parts.append(f"now {format_percent(drawn.undated / 100) if unit == '%' and not drawn.values else view.undated}")
    return "; ".join(parts) + "."


def _list_legend_keys(view: ChartView) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("value", "reported", any(not dot.kind for dot in view.dots)),
        ("now", "now, without a day", any(dot.kind == "now" for dot in view.dots)),
        ("expected", "expected", bool(view.expected)),
        ("target", "target", bool(view.targets)),
        ("band", "range to keep", view.band is not None),
        ("projected", "if it goes on like this", bool(view.projected)),
    )
    return tuple((kind, words) for kind, words, there in pairs if there)
