"""The charts of key results on pages: whole on the objective's page, as small as a word on its unit's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages import addresses
from okrsite.pages.chart_views import ChartView
from okrsite.pages.charts import result_chart
from okrsite.pages.desk import Desk
from okrsite.pages.past_views import target_moves
from okrsite.pages.words import plural


def chart_of(desk: Desk, each: Objective, result: KeyResult) -> ChartView | None:
    """Return the chart of a key result with its moved targets, None where there is nothing to draw."""
    numbers = desk.measures.key_results[f"{each.ref}#{result.id}"]
    cycle = desk.organisation.cycles[each.cycle]
    return result_chart(result, numbers, cycle, desk.today, target_moves(desk, each, result))


def sparks(desk: Desk, objectives: Iterable[Objective]) -> dict[str, ChartView]:
    """Return the small charts of a page's key results by their anchors: only of those with two dated values or more.

    One value is no course, and what it is stands beside it in words.
    """
    found = {}
    for each in objectives:
        for result in each.key_results:
            drawn = chart_of(desk, each, result)
            if drawn is not None and drawn.values:
                found[addresses.result_anchor(each, result)] = replace(drawn, label=_label(drawn))
    return found


def _label(drawn: ChartView) -> str:
    """Say the course in half a line; what it should be stands beside the chart."""
    told = [dot.words for dot in drawn.dots if not dot.kind]
    return f"{plural(len(told), 'value')}, from {told[0]}, to {told[-1]}"
