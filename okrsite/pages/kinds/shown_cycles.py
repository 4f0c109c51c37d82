"""A unit's page of the cycle that its own page shows, and what both pages say of a cycle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from okrsite.languages.words import translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Unit
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day, format_plural
from okrsite.pages.parts.cards import CardBuilder, collect_extra_anchors
from okrsite.pages.parts.shared_work import UnitCycle
from okrsite.pages.render import PageView
from okrsite.pages.row_views import ObjectiveLine, ResultLine
from okrsite.pages.views import BarView, CardView, NameView
from okrsite.pages.wording import build_bar_view, describe_internal
from okrsite.progress.rollup import average_progress


class ShownCycleView(PageView, frozen=True):
    """A cycle of a unit whose own page shows it: each objective and key result in a line that leads there."""

    template: ClassVar[str] = "shown_cycle.html"
    unit: NameView
    cycle_title: str
    unit_bar: BarView
    """The mean of the objectives."""
    extent: str
    """`3 objectives in Q4 2026, 1 October 2026 to 31 December 2026`."""
    lines: tuple[ObjectiveLine, ...]
    has_map: bool
    """Whether there is a map on the unit's page."""


def build_shown_cycle_view(
    context: ViewContext, unit: Unit, key: str, unit_bar: BarView, *, has_map: bool
) -> ShownCycleView:
    """Return what the page of a unit's shown cycle says; `key` is the cycle's id."""
    objectives = tuple(context.organisation.list_objectives(unit.id, key))
    cycle = context.organisation.cycles[key]
    return ShownCycleView(
        unit=context.name_unit(unit.id),
        cycle_title=describe_cycle(context, cycle),
        unit_bar=unit_bar,
        extent=describe_extent(len(objectives), cycle),
        lines=build_objective_lines(context, objectives),
        has_map=has_map,
    )


def build_unit_cards(cards: CardBuilder, objectives: tuple[Objective, ...]) -> tuple[CardView, ...]:
    """Return the objectives of a page as cards, with all anchors that they have there."""
    anchors = collect_extra_anchors(objectives, cards.context.organisation.former.anchors)
    return tuple(cards.build_card(objective, anchors[objective.ref]) for objective in objectives)


def build_objective_lines(context: ViewContext, objectives: tuple[Objective, ...]) -> tuple[ObjectiveLine, ...]:
    """Return the objectives of a page in a line each, with all anchors that their cards have."""
    anchors = collect_extra_anchors(objectives, context.organisation.former.anchors)
    return tuple(_build_line(context, objective, anchors[objective.ref]) for objective in objectives)


def _build_line(context: ViewContext, objective: Objective, anchors: tuple[str, ...]) -> ObjectiveLine:
    pairs = zip(objective.key_results, context.list_summaries(objective), strict=True)
    return ObjectiveLine(
        id=objective.id,
        extra_anchors=anchors,
        title=objective.title,
        url=addresses.make_objective_url(objective),
        status=context.build_status(objective.ref),
        bar=context.build_bar(objective.ref),
        results=tuple(
            ResultLine(
                addresses.make_key_result_anchor(objective, key_result),
                title,
                summary,
                "" if key_result.withheld else describe_internal(key_result.audience),
            )
            for key_result, (title, summary) in pairs
        ),
        internal=describe_internal(objective.audience),
    )


def declare_unit_bars(context: ViewContext) -> Callable[[], Mapping[UnitCycle, BarView]]:
    """Return a function that gives the mean progress of each unit in each of its cycles as a bar.

    A page depends on what it shows of the numbers of which the mean is made.
    """
    whole = context.tracker.whole
    by_unit = whole.organisation.by_unit

    def build(key: UnitCycle) -> BarView:
        objectives = whole.organisation.list_objectives(*key)
        return build_bar_view(average_progress(objectives, whole.measures.objectives, whole.measures.dropped))

    return context.tracker.declare_values(
        "bars of units", lambda: [(unit, cycle) for unit, cycles in by_unit.items() for cycle in cycles], build
    )


def compute_mean_progress(context: ViewContext, objectives: tuple[Objective, ...]) -> float | None:
    """Return the mean progress of some objectives, from 0 to 1; None where none has data."""
    return average_progress(objectives, context.measures.objectives, context.measures.dropped)


def describe_cycle(context: ViewContext, cycle: Cycle) -> str:
    """Return the cycle's name, and its state unless it is in progress."""
    if context.days.is_running(cycle.id):
        return cycle.name
    return translate("{cycle}, {state}", cycle=cycle.name, state=context.describe_state(cycle))


def describe_extent(number: int, cycle: Cycle | None) -> str:
    """Return `3 objectives in Q4 2026, 1 October 2026 to 31 December 2026`."""
    if cycle is None:
        return format_plural(number, "objective")
    return translate_plural(
        "{number} objective in {cycle}, {first} to {last}",
        "{number} objectives in {cycle}, {first} to {last}",
        number,
        cycle=cycle.name,
        first=format_long_day(cycle.start),
        last=format_long_day(cycle.end),
    )
