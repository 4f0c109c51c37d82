"""The small chart of a key result: its values over the cycle, beside what was expected of them and where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult
from okrsite.pages.charts.chart_data import ChartData, TargetMove, collect_chart_data
from okrsite.pages.charts.chart_views import (
    ChartTargetChange,
    ChartView,
    Dot,
    TargetLevel,
    ThresholdLine,
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
from okrsite.progress.explanation import format_percent
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import (
    Projection,
    list_limits,
    round_projection,
)


def build_key_result_chart(
    key_result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date, moves: Sequence[TargetMove] = ()
) -> ChartView | None:
    """Return the chart of a key result, None where there is nothing to draw.

    That takes a reported value, or milestones that fall due before the end.
    """
    if today < cycle.start or cycle.end <= cycle.start:
        return None
    drawn = collect_chart_data(key_result, numbers, cycle, today)
    if drawn is None:
        return None
    space = build_scale(drawn.list_values(moves), cycle.start, drawn.end, drawn.list_optional_values())
    return _build_chart_view(drawn, space, moves) if space else None


def _build_chart_view(drawn: ChartData, space: ChartScale, moves: Sequence[TargetMove]) -> ChartView:
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
        thresholds=_build_thresholds(drawn, space),
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


def _build_target_levels(drawn: ChartData, space: ChartScale, moves: Sequence[TargetMove]) -> tuple[TargetLevel, ...]:
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


def _build_target_label(drawn: ChartData, space: ChartScale) -> Tick | None:
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


def _build_thresholds(drawn: ChartData, space: ChartScale) -> tuple[ThresholdLine, ...]:
    """Return the lines of commit and stretch; their words stand below the chart, where there is room for them."""
    return tuple(
        ThresholdLine(
            name,
            format_svg_height(space.to_y(value)),
            f"{name} {format_quantity(value, drawn.unit)}",
        )
        for name, value in drawn.thresholds
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


def _describe_projection(drawn: ChartData, ahead: Projection) -> str:
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


def _describe_chart(drawn: ChartData, view: ChartView) -> str:
    key_result, unit = drawn.result, drawn.unit
    parts = [f"{key_result.title}, {format_long_day(drawn.cycle.start)} to {format_long_day(drawn.end)}"]
    if drawn.keep is not None:
        parts.append(f"to be kept at {format_range(drawn.keep, unit)}")
    elif drawn.target is not None:
        start = f"from {format_quantity(drawn.expected[0][1], unit)} " if drawn.expected else ""
        parts.append(f"{start}to {format_quantity(drawn.target, unit)}")
        parts += [line.words for line in view.thresholds]
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
        *((line.name, line.words, True) for line in view.thresholds),
        ("band", "range to keep", view.band is not None),
        ("projected", "if it goes on like this", bool(view.projected)),
    )
    return tuple((kind, words) for kind, words, there in pairs if there)
