"""A KPI as readers see it: its value, its healthy range, its trend, its chart, and the key results that draw on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from okrsite.choices import Rhythm
from okrsite.languages.words import mark_text, translate
from okrsite.model.organisation import Kpi
from okrsite.pages import addresses
from okrsite.pages.charts.chart_views import ChartView, build_band, build_dot, create_empty_chart
from okrsite.pages.charts.scale import build_line_points, build_scale
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import capitalise_first, format_long_day, format_plural, format_quantity, format_range
from okrsite.pages.views import NameView, ReportView, StatusView
from okrsite.pages.wording import build_measured_status_view, describe_internal
from okrsite.problems import Place
from okrsite.progress.kpi_health import find_range, is_outside
from okrsite.sources.numbers import render_quantity

MAX_DOTS = 60
"""A longer series is a line only."""
A_YEAR = 365
HEALTHY, OUTSIDE = mark_text("healthy"), mark_text("outside its range")
_RHYTHMS: dict[Rhythm, str] = {
    "weekly": mark_text("weekly"),
    "monthly": mark_text("monthly"),
    "quarterly": mark_text("quarterly"),
}
_NEAR = 45
"""Days by which a value may miss the day a year before and still stand for it."""


class KpiUse(msgspec.Struct, frozen=True):
    """A key result that takes its values from a KPI."""

    title: str
    url: str
    unit: str
    cycle: str
    status: StatusView


class KpiView(msgspec.Struct, frozen=True):
    """A number of the running business, apart from the objectives."""

    anchor: str
    name: str
    url: str
    """On the page of all KPIs."""
    value: str
    day: date | None
    before: str
    """The value before, empty for none."""
    range: str
    rhythm: str
    """How often it gets a value; empty where nothing is said."""
    overdue: date | None
    """Since when a new value is overdue; None where it isn't."""
    health: str
    """`healthy` or `outside its range`; empty where there is no range or no value."""
    outside: bool
    """Whether the value lies outside its healthy range."""
    owner: NameView | None
    about: Markup
    place: Place
    chart: ChartView | None
    trend: str
    """How it moved since the value before and in a year, in a sentence; empty for a single value."""
    internal: str
    """`internal` where outsiders don't see it, else empty."""


def build_kpi_view(context: ViewContext, kpi: Kpi, uri: str) -> KpiView:
    """Return a KPI up to today, for a page."""
    past = _list_past_values(context, kpi)
    outside = is_outside_range(context, kpi)
    healthy = find_range(kpi, past[-1][0]) if past else kpi.range
    health = "" if not past or healthy is None else translate(OUTSIDE if outside else HEALTHY)
    return KpiView(
        anchor=addresses.make_kpi_anchor(kpi),
        name=kpi.name,
        url=context.make_kpi_url(kpi),
        value=format_last_value(context, kpi),
        day=past[-1][0] if past else None,
        before=format_quantity(past[-2][1], kpi.unit) if len(past) > 1 else "",
        range=format_range(healthy, kpi.unit) if healthy else "",
        rhythm=translate(_RHYTHMS[kpi.rhythm]) if kpi.rhythm else "",
        overdue=context.days.find_overdue_day(kpi.id),
        health=health,
        outside=outside,
        owner=context.find_person(kpi.owner),
        about=context.render_line(kpi.about, uri),
        place=kpi.place,
        chart=build_kpi_chart(kpi, past),
        trend=describe_trend(past, kpi.unit),
        internal=describe_internal(kpi.audience),
    )


def is_outside_range(context: ViewContext, kpi: Kpi) -> bool:
    """Whether the last value of a KPI up to today lies outside the range of its day."""
    past = _list_past_values(context, kpi)
    return bool(past) and is_outside(kpi, *past[-1])


def format_last_value(context: ViewContext, kpi: Kpi) -> str:
    """Return the last value of a KPI up to today, a dash for none."""
    past = _list_past_values(context, kpi)
    return format_quantity(past[-1][1], kpi.unit) if past else "–"


def _list_past_values(context: ViewContext, kpi: Kpi) -> list[tuple[date, float]]:
    return [(day, value) for day, value in kpi.values if context.days.has_come(day)]


def describe_trend(values: Sequence[tuple[date, float]], unit: str) -> str:
    """Say how a series moved since the value before, and since the one nearest to a year before; oldest first."""
    if len(values) < 2:
        return ""
    (day, value), (day_before, before) = values[-1], values[-2]
    movement = describe_movement(before, value, unit)
    said = [translate("{movement} since {day}", movement=movement, day=format_long_day(day_before))]
    year = [pair for pair in values[:-2] if abs((day - pair[0]).days - A_YEAR) <= _NEAR]
    if year:
        day_then, then = min(year, key=lambda pair: (abs((day - pair[0]).days - A_YEAR), pair[0]))
        movement, since = describe_movement(then, value, unit), format_long_day(day_then)
        said.append(translate("{movement} in a year, since {day}", movement=movement, day=since))
    return f"{capitalise_first('; '.join(said))}."


def describe_movement(before: float, now: float, unit: str) -> str:
    """Say a movement: `up 1.7 points` (percentages are subtracted, not divided), `down 3 days`, `unchanged`."""
    # What people typed with one decimal differs by one decimal, whatever floats make of it.
    change = float(Decimal(repr(now)) - Decimal(repr(before)))
    if not change:
        return translate("unchanged")
    size = abs(change)
    words = _format_points(size) if unit == "%" else render_quantity(size, unit)
    return translate("up {amount}", amount=words) if change > 0 else translate("down {amount}", amount=words)


def _format_points(size: float) -> str:
    number = render_quantity(size, "")
    return translate("{points} point", points=number) if size == 1 else translate("{points} points", points=number)


def collect_kpi_uses(context: ViewContext) -> dict[str, tuple[KpiUse, ...]]:
    """Return the key results that take their values from each KPI, by its id; the newest cycle first."""
    uses: dict[str, list[tuple[int, KpiUse]]] = {}
    for objective in context.organisation.objectives.values():
        cycle = context.organisation.cycles[objective.cycle]
        for key_result in objective.key_results:
            if key_result.kpi is not None:
                anchor = addresses.make_key_result_anchor(objective, key_result)
                view = KpiUse(
                    key_result.title,
                    f"{addresses.make_objective_url(objective)}#{anchor}",
                    context.organisation.units[objective.unit].name,
                    cycle.name,
                    build_measured_status_view(
                        context.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
                    ),
                )
                uses.setdefault(key_result.kpi, []).append((-cycle.end.toordinal(), view))
    return {key: tuple(view for _, view in sorted(rows, key=lambda row: row[0])) for key, rows in uses.items()}


def build_kpi_reports(context: ViewContext, kpi: Kpi) -> tuple[ReportView, ...]:
    """Return a KPI's values for the table behind its chart, newest first."""
    past = _list_past_values(context, kpi)
    return tuple(ReportView(day, format_quantity(value, kpi.unit), "", "") for day, value in reversed(past))


def build_kpi_chart(kpi: Kpi, values: Sequence[tuple[date, float]]) -> ChartView | None:
    """Return the chart of a KPI's values, the oldest first, with its healthy range; None for fewer than two."""
    if len(values) < 2:
        return None
    healthy = find_range(kpi, values[-1][0])
    limits = [limit for limit in (healthy.low, healthy.high) if limit is not None] if healthy else []
    space = build_scale([*(value for _, value in values), *limits], values[0][0], values[-1][0])
    if space is None:
        return None
    day, value = values[-1]
    said = translate(
        "{kpi}, {first} to {last}: {values}, the last {value}",
        kpi=kpi.name,
        first=format_long_day(values[0][0]),
        last=format_long_day(day),
        values=format_plural(len(values), "value"),
        value=format_quantity(value, kpi.unit),
    )
    if healthy:
        said += "; " + translate("healthy: {range}", range=format_range(healthy, kpi.unit))
    view = replace(
        create_empty_chart(space, kpi.unit),
        label=f"{said}.",
        band=build_band(healthy, space),
        values=build_line_points(values, space),
        dots=tuple(build_dot(space, day, value, kpi.unit) for day, value in values) if len(values) <= MAX_DOTS else (),
    )
    healthy_key = (("band", translate("healthy")),) if view.band else ()
    return replace(view, keys=(("value", translate("value")), *healthy_key))
