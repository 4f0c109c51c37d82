"""The charts of key results on pages: whole on the objective's page, as small as a word on its unit's."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from okrsite.languages.words import translate_plural
from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages import addresses
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.charts.drawing import build_key_result_chart
from okrsite.pages.context import ViewContext
from okrsite.pages.parts.target_changes import collect_chart_target_changes


def build_chart(context: ViewContext, objective: Objective, key_result: KeyResult) -> ChartView | None:
    """Return the chart of a key result with its moved targets, drawn once; None where there is nothing to draw."""
    ref = objective.ref.make_key_result_ref(key_result.id)
    return context.charts.get(ref, lambda: _draw_chart(context, objective, key_result))


def _draw_chart(context: ViewContext, objective: Objective, key_result: KeyResult) -> ChartView | None:
    numbers = context.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
    cycle = context.organisation.cycles[objective.cycle]
    return build_key_result_chart(
        key_result,
        numbers,
        cycle,
        context.days.get_day_in(cycle.id),
        collect_chart_target_changes(context, objective, key_result),
    )


def build_sparklines(context: ViewContext, objectives: Iterable[Objective]) -> dict[str, ChartView]:
    """Return the small charts of a page's key results by their anchors: only of those with two dated values or more.

    One value is no course, and what it is stands beside it in words.
    """
    sparklines = {}
    for objective in objectives:
        for key_result in objective.key_results:
            drawn = build_chart(context, objective, key_result)
            if drawn is not None and drawn.values:
                sparklines[addresses.make_key_result_anchor(objective, key_result)] = replace(
                    drawn, label=_describe_course(drawn)
                )
    return sparklines


def _describe_course(drawn: ChartView) -> str:
    """Say the course in half a line; what it should be stands beside the chart."""
    told = [dot.words for dot in drawn.dots if not dot.kind]
    return translate_plural(
        "{number} value, from {first}, to {last}",
        "{number} values, from {first}, to {last}",
        len(told),
        first=told[0],
        last=told[-1],
    )
