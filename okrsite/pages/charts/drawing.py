"""The small chart of a key result: its values over the cycle, beside what was expected of them and where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from okrsite.languages.words import mark_text, translate, translate_plural
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

_OUTLOOKS = {
    (True, True): mark_text("If it goes on as from {first} to {last}: {value} on {day}, inside {goal}."),
    (True, False): mark_text("If it goes on as from {first} to {last}: {value} on {day}, outside {goal}."),
    (False, True): mark_text("If it goes on as from {first} to {last}: {value} on {day}, reaching {goal}."),
    (False, False): mark_text("If it goes on as from {first} to {last}: {value} on {day}, short of {goal}."),
}
"""What is said of a projection, by whether the goal is a range and whether it is reached."""


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
        words = translate("{value}, without a day", value=format_quantity(drawn.undated, unit))
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
    return Tick(
        format_svg_percentage(at), translate("today"), "start" if at < 0.08 else "end" if at > 0.92 else "middle"
    )


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
        translate("target {value}", value=format_quantity(drawn.target, drawn.unit)),
        "start",
    )


def _build_thresholds(drawn: ChartData, space: ChartScale) -> tuple[ThresholdLine, ...]:
    """Return the lines of commit and stretch; their words stand below the chart, where there is room for them."""
    return tuple(
        ThresholdLine(
            name,
            format_svg_height(space.to_y(value)),
            f"{translate(name)} {format_quantity(value, drawn.unit)}",
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
    sentence = _OUTLOOKS[drawn.keep is not None, bool(ahead.reached)]
    return translate(
        sentence,
        first=format_short_day(ahead.first.date),
        last=format_long_day(ahead.last.date),
        value=stands,
        day=format_long_day(ahead.end.date),
        goal=format_range(drawn.keep, unit) if drawn.keep is not None else format_quantity(drawn.target, unit),
    )


def _describe_chart(drawn: ChartData, view: ChartView) -> str:
    key_result, unit = drawn.result, drawn.unit
    first, last = format_long_day(drawn.cycle.start), format_long_day(drawn.end)
    parts = [translate("{title}, {first} to {last}", title=key_result.title, first=first, last=last)]
    if drawn.keep is not None:
        parts.append(translate("to be kept at {range}", range=format_range(drawn.keep, unit)))
    elif drawn.target is not None:
        target = format_quantity(drawn.target, unit)
        if drawn.expected:
            start = format_quantity(drawn.expected[0][1], unit)
            parts.append(translate("from {start} to {target}", start=start, target=target))
        else:
            parts.append(translate("to {target}", target=target))
        parts += [line.words for line in view.thresholds]
    if drawn.values:
        day, value = drawn.values[-1]
        parts.append(
            translate_plural(
                "{number} value, the last {value} on {day}",
                "{number} values, the last {value} on {day}",
                len(drawn.values),
                value=format_quantity(value, unit),
                day=format_long_day(day),
            )
        )
    if drawn.undated is not None:
        whole = unit == "%" and not drawn.values
        parts.append(translate("now {value}", value=format_percent(drawn.undated / 100) if whole else view.undated))
    return "; ".join(parts) + "."


def _list_legend_keys(view: ChartView) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("value", translate("reported"), any(not dot.kind for dot in view.dots)),
        ("now", translate("now, without a day"), any(dot.kind == "now" for dot in view.dots)),
        ("expected", translate("expected"), bool(view.expected)),
        ("target", translate("target"), bool(view.targets)),
        *((line.name, line.words, True) for line in view.thresholds),
        ("band", translate("range to keep"), view.band is not None),
        ("projected", translate("if it goes on like this"), bool(view.projected)),
    )
    return tuple((kind, words) for kind, words, there in pairs if there)
