"""A unit's page of the cycle that its own page shows, and what both pages say of a cycle."""

from __future__ import annotations

from typing import ClassVar

from okrsite.languages.words import translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Unit
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day, format_plural
from okrsite.pages.parts.cards import CardBuilder, collect_extra_anchors
from okrsite.pages.render import PageView
from okrsite.pages.views import BarView, CardView, NameView
from okrsite.pages.wording import build_bar_view
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
    cards: tuple[CardView, ...]
    has_map: bool
    """Whether there is a map on the unit's page."""


def build_shown_cycle_view(
    context: ViewContext, cards: CardBuilder, unit: Unit, key: str, *, has_map: bool
) -> ShownCycleView:
    """Return what the page of a unit's shown cycle says; `key` is the cycle's id."""
    objectives = tuple(context.organisation.list_objectives(unit.id, key))
    cycle = context.organisation.cycles[key]
    return ShownCycleView(
        unit=context.name_unit(unit.id),
        cycle_title=describe_cycle(context, cycle),
        unit_bar=build_bar_view(compute_mean_progress(context, objectives), None),
        extent=describe_extent(len(objectives), cycle),
        cards=build_unit_cards(cards, objectives),
        has_map=has_map,
    )


def build_unit_cards(cards: CardBuilder, objectives: tuple[Objective, ...]) -> tuple[CardView, ...]:
    """Return the objectives of a page as cards, with all anchors that they have there."""
    anchors = collect_extra_anchors(objectives, cards.context.organisation.former.anchors)
    return tuple(cards.build_card(objective, anchors[objective.ref]) for objective in objectives)


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
