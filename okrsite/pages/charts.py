"""The small chart of a key result: its values over the cycle, beside what was expected of them and where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import LEVEL_SCORES, KeyResult
from okrsite.pages.chart_scale import TOP, WIDE, Scale, Tick, line, percents, pixels, scale
from okrsite.pages.chart_views import ChartView, Dot, Level, MoveView, band_view, dot, empty_chart
from okrsite.pages.measures import quantity, range_text
from okrsite.pages.words import long_day, percent, plural, short_day
from okrsite.progress.expected_line import Line, expected_line
from okrsite.progress.measure import KeyResultMeasure
from okrsite.progress.projection import Projection, dated_values, limits, projection, rounded
from okrsite.sources.numbers import Range

Move = tuple[date, float, float, str]
"""A target that was moved: the day, from where, to where, and in words by whom and why."""


def result_chart(
    result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date, moves: Sequence[Move] = ()
) -> ChartView | None:
    """Return the chart of a key result, None where there is nothing to draw.

    That takes a reported value, or milestones that fall due before the end.
    """
    if today < cycle.start or cycle.end <= cycle.start:
        return None
    make = {"reach": _numbers, "keep": _numbers, "levels": _levels, "milestones": _steps}.get(result.kind or "")
    drawn = make(result, numbers, cycle, today) if make else None
    if drawn is None:
        return None
    space = scale(drawn.extent(moves), cycle.start, drawn.end, drawn.room())
    return _result_view(drawn, space, moves) if space else None


@dataclass(frozen=True, slots=True)
class _Drawn:
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

    def extent(self, moves: Sequence[Move]) -> list[float]:
        """Every value that has to be in the picture."""
        found = [value for _, value in (*self.values, *self.expected)]
        found += [value for value in (self.undated, self.target) if value is not None]
        found += [limit for limit in (self.keep.low, self.keep.high) if limit is not None] if self.keep else []
        found += [value for _, old, new, _ in moves for value in (old, new)]
        return [*found, 0.0, 100.0] if self.unit == "%" and self.result.kind in ("milestones", "levels") else found

    def room(self) -> list[float]:
        return [self.ahead.end.value] if self.ahead else []


def _end(result: KeyResult, cycle: Cycle) -> date:
    return max(cycle.end, result.due or cycle.end)


def _numbers(result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> _Drawn | None:
    stands = numbers.standing
    values = tuple((each.date, each.value) for each in dated_values(result, stands, cycle, today))
    if not values or not any(isinstance(report.now, (int, float)) for report in stands.reports):
        return None
    return _Drawn(
        result,
        cycle,
        today,
        unit=result.unit,
        end=_end(result, cycle),
        values=values,
        expected=expected_line(result, stands, cycle),
        undated=result.now.value if result.now and result.now.value != values[-1][1] else None,
        target=result.target.value if result.kind == "reach" and result.target else None,
        ahead=projection(result, stands, cycle, today),
    )


def _levels(result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> _Drawn | None:
    told = {
        report.date: LEVEL_SCORES[report.now] * 100
        for report in numbers.standing.reports
        if isinstance(report.now, str) and cycle.start <= report.date <= min(today, cycle.end)
    }
    expected = _in_percent(expected_line(result, numbers.standing, cycle))
    values = tuple(sorted(told.items()))
    return _Drawn(result, cycle, today, "%", _end(result, cycle), values, expected) if told else None


def _steps(result: KeyResult, numbers: KeyResultMeasure, cycle: Cycle, today: date) -> _Drawn | None:
    """Milestones know when they are due, and not when they were done: a staircase, and where it stands today."""
    expected = _in_percent(expected_line(result, numbers.standing, cycle))
    if numbers.progress is None or not any(cycle.start < day < cycle.end for day, _ in expected):
        return None
    end = max(_end(result, cycle), expected[-1][0])
    return _Drawn(result, cycle, today, "%", end, (), expected, undated=numbers.progress * 100)


def _in_percent(line_: Line) -> Line:
    return tuple((day, share * 100) for day, share in line_)


def _result_view(drawn: _Drawn, space: Scale, moves: Sequence[Move]) -> ChartView:
    unit, today = drawn.unit, drawn.today
    held = tuple((day, value) for day, value in drawn.values if space.holds(day))
    dots = [dot(space, day, value, unit) for day, value in held]
    if drawn.undated is not None:
        day = min(today, drawn.cycle.end)
        words = f"{quantity(drawn.undated, unit)}, without a day"
        dots.append(Dot(percents(space.x(day)), pixels(space.y(drawn.undated)), words, "now"))
    ahead = drawn.ahead
    projected = ""
    if ahead is not None:
        projected, whole = _to_the_edge((ahead.last.date, ahead.last.value), (ahead.end.date, ahead.end.value), space)
        if whole:
            words = f"{long_day(ahead.end.date)}: {quantity(rounded(ahead), unit)}"
            dots.append(Dot(percents(space.x(ahead.end.date)), pixels(space.y(ahead.end.value)), words, "end"))
    view = replace(
        empty_chart(space, unit),
        band=band_view(drawn.keep, space),
        targets=_targets(drawn, space, moves),
        target=_target_words(drawn, space),
        moves=tuple(
            MoveView(percents(space.x(day)), pixels(space.y(new)), words)
            for day, _, new, words in moves
            if space.holds(day)
        ),
        today=_today(space, today) if space.holds(today) else None,
        expected=line(drawn.expected, space),
        values=line(held, space) if len(held) > 1 else "",
        projected=projected,
        dots=tuple(dots),
        outlook=_outlook(drawn, ahead) if ahead else "",
        undated=quantity(drawn.undated, unit) if drawn.undated is not None and drawn.values else "",
    )
    return replace(view, label=_label(drawn, view), keys=_keys(view))


def _today(space: Scale, today: date) -> Tick:
    at = space.x(today)
    return Tick(percents(at), "today", "start" if at < 0.08 else "end" if at > 0.92 else "middle")


def _targets(drawn: _Drawn, space: Scale, moves: Sequence[Move]) -> tuple[Level, ...]:
    """The target's line, in a step for each of its moves."""
    if drawn.target is None:
        return ()
    held = sorted((move for move in moves if space.holds(move[0])), key=lambda move: move[0])
    days = [space.start, *(day for day, _, _, _ in held), space.end]
    values = [*(old for _, old, _, _ in held[:1]), *(new for _, _, new, _ in held)] or [drawn.target]
    return tuple(
        Level(percents(space.x(left)), percents(space.x(right)), pixels(space.y(value)))
        for (left, right), value in zip(pairwise(days), values, strict=True)
    )


def _target_words(drawn: _Drawn, space: Scale) -> Tick | None:
    if drawn.target is None:
        return None
    height = space.y(drawn.target)
    # Above the line is the word over today's line, where the target is the highest of all.
    above = height >= TOP + 16
    # A line that falls begins at the top left, so that the words of its target have room there too.
    return Tick(pixels(height - 5 if above else height + 13), f"target {quantity(drawn.target, drawn.unit)}", "start")


def _to_the_edge(last: tuple[date, float], end: tuple[date, float], space: Scale) -> tuple[str, bool]:
    """The line to what is projected, up to where it leaves the picture; and whether it stays in it."""
    (day, value), (last_day, goal) = last, end
    if space.low <= goal <= space.high and space.holds(last_day):
        return line((last, end), space), True
    edge = min(max(goal, space.low), space.high)
    part = (edge - value) / (goal - value) if goal != value else 1.0
    x = space.x(day) + (space.x(last_day) - space.x(day)) * min(1.0, max(0.0, part))
    return f"{line((last,), space)} {pixels(x * WIDE)},{pixels(space.y(edge))}", False


def _outlook(drawn: _Drawn, ahead: Projection) -> str:
    unit = drawn.unit
    stands = quantity(rounded(ahead, limits(drawn.result)), unit)
    if drawn.keep is not None:
        verdict = f"{'inside' if ahead.reached else 'outside'} {range_text(drawn.keep, unit)}"
    else:
        goal = quantity(drawn.target, unit)
        verdict = f"reaching {goal}" if ahead.reached else f"short of {goal}"
    return (
        f"If it goes on as from {short_day(ahead.first.date)} to {long_day(ahead.last.date)}: "
        f"{stands} on {long_day(ahead.end.date)}, {verdict}."
    )


def _label(drawn: _Drawn, view: ChartView) -> str:
    result, unit = drawn.result, drawn.unit
    parts = [f"{result.title}, {long_day(drawn.cycle.start)} to {long_day(drawn.end)}"]
    if drawn.keep is not None:
        parts.append(f"to be kept at {range_text(drawn.keep, unit)}")
    elif drawn.target is not None:
        start = f"from {quantity(drawn.expected[0][1], unit)} " if drawn.expected else ""
        parts.append(f"{start}to {quantity(drawn.target, unit)}")
    if drawn.values:
        day, value = drawn.values[-1]
        parts.append(f"{plural(len(drawn.values), 'value')}, the last {quantity(value, unit)} on {long_day(day)}")
    if drawn.undated is not None:
        parts.append(f"now {percent(drawn.undated / 100) if unit == '%' and not drawn.values else view.undated}")
    return "; ".join(parts) + "." + (f" {view.outlook}" if view.outlook else "")


def _keys(view: ChartView) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("value", "reported", any(not dot.kind for dot in view.dots)),
        ("now", "now, without a day", any(dot.kind == "now" for dot in view.dots)),
        ("expected", "expected", bool(view.expected)),
        ("target", "target", bool(view.targets)),
        ("band", "range to keep", view.band is not None),
        ("projected", "if it goes on like this", bool(view.projected)),
    )
    return tuple((kind, words) for kind, words, there in pairs if there)
