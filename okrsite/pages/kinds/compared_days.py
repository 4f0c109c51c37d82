"""How goals stood on prepared days: when the cycle began, at the ends of months, and today, beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

import msgspec

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.page import Heading, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, StatusView
from okrsite.pages.wording import build_measured_status_view
from okrsite.past_snapshots import look_back
from okrsite.progress.explanation import format_percent, round_half_up
from okrsite.progress.measures import ObjectiveMeasure

MOST_OBJECTIVES = 300
"""Goals of the cycle up to which all are told; of more only those of the company and of the units right below it."""
MOST_ROWS = 400
_MOST_MONTHS = 6
_TITLE = "Compared days"


class DayCell(msgspec.Struct, frozen=True):
    """How an objective stood on a day."""

    text: str
    """Its progress; a dash where nothing was known."""
    status: StatusView | None
    """None where it wasn't there yet."""


class ComparedRow(msgspec.Struct, frozen=True):
    """An objective on all days."""

    objective: NameView
    cells: tuple[DayCell, ...]
    change: str
    """From the first day that has a number to the last one, in points."""


class ComparedUnit(msgspec.Struct, frozen=True):
    """The objectives of a unit."""

    anchor: str
    name: NameView
    rows: tuple[ComparedRow, ...]


class ComparedDaysView(PageView, frozen=True):
    """Units with their objectives, and the days."""

    template: ClassVar[str] = "compared_days.html"
    days: tuple[str, ...]
    units: tuple[ComparedUnit, ...]
    is_whole: bool
    """Whether all goals of the cycle are there."""


def list_compared_days(cycle: Cycle, today: date) -> tuple[date, ...]:
    """Return the prepared days of a cycle: its first, the ends of the last months, and today or its last day."""
    last = min(today, cycle.end)
    months = []
    day = cycle.start.replace(day=1)
    while day <= last:
        following = (day + timedelta(days=32)).replace(day=1)
        months.append(following - timedelta(days=1))
        day = following
    ends = [day for day in months if cycle.start < day < last]
    return (cycle.start, *ends[-_MOST_MONTHS:], last) if cycle.start < last else ()


def has_compared_days(context: ViewContext) -> bool:
    """Whether the current cycle has run for a day or more."""
    cycle = context.snapshot.current_cycle
    return cycle is not None and bool(list_compared_days(cycle, context.snapshot.today))


def build_compared_days_page(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page, where the current cycle has run for a day or more."""
    cycle = context.snapshot.current_cycle
    if cycle is not None and has_compared_days(context):
        yield PlannedPage(addresses.COMPARED_DAYS, lambda: _build_page(context, renderer, cycle))


def _build_page(context: ViewContext, renderer: TemplateRenderer, cycle: Cycle) -> Page:
    objectives, is_whole = _choose_objectives(context, cycle)
    days = list_compared_days(cycle, context.snapshot.today)
    refs = frozenset(objective.ref for objective in objectives)
    wanted = None if is_whole else refs
    # The page is made in every build, so nothing of what it reads has to be noted.
    measures = [look_back(context.tracker.whole, day, wanted).measures.objectives for day in days[:-1]]
    by_unit: dict[str, list[ComparedRow]] = {}
    for objective in objectives:
        by_unit.setdefault(objective.unit, []).append(_build_row(context, objective, measures, is_whole=is_whole))
    units = tuple(ComparedUnit(f"unit-{unit}", context.name_unit(unit), tuple(rows)) for unit, rows in by_unit.items())
    heads = (*map(format_long_day, days[:-1]), "Today" if context.snapshot.today <= cycle.end else "At its end")
    frame = PageFrame(
        addresses.COMPARED_DAYS,
        _TITLE,
        context.build_crumbs(Crumb("Changes", make_url(addresses.CHANGES)), Crumb(_TITLE)),
        lead=f"How the goals of {cycle.name} stood when it began, at the ends of months, and today.",
    )
    return Page(
        uri=addresses.COMPARED_DAYS,
        title=_TITLE,
        body=renderer.render(ComparedDaysView(heads, units, is_whole), frame),
        headings=tuple(Heading(unit.anchor, unit.name.name) for unit in units),
        search=(SearchEntry("", _TITLE, "Progress and status of goals on several days beside each other."),),
        description="How goals stood on several days.",
        layout="navigation",
    )


def _choose_objectives(context: ViewContext, cycle: Cycle) -> tuple[tuple[Objective, ...], bool]:
    """Return the goals that are compared, those of the year around a quarter among them, and whether that is all."""
    organisation = context.organisation
    around = {key for key, other in organisation.cycles.items() if other.holds(cycle)}
    everything = tuple(one for one in organisation.objectives.values() if one.cycle in around)
    if len(everything) <= MOST_OBJECTIVES:
        return everything, True
    top = {COMPANY, *(unit.id for unit in organisation.list_children(COMPANY))}
    return tuple(one for one in everything if one.unit in top)[:MOST_ROWS], False


def _build_row(
    context: ViewContext,
    objective: Objective,
    measures: Sequence[Mapping[ObjectiveRef, ObjectiveMeasure]],
    *,
    is_whole: bool,
) -> ComparedRow:
    now = context.measures.objectives[objective.ref]
    # Of withheld numbers only today's are known; what counts others' numbers is measured with all of them or not.
    lone = not now.parts.objectives and not any(key_result.sum_of for key_result in objective.key_results)
    told = not now.is_rounded and (is_whole or lone)
    before = [measured[objective.ref] if told else None for measured in measures]
    cells = [_build_cell(measure) for measure in (*before, now)]
    known = [measure.progress for measure in (*before, now) if measure is not None and measure.progress is not None]
    points = round_half_up(known[-1] * 100) - round_half_up(known[0] * 100) if len(known) > 1 else None
    change = "" if points is None else f"{points:+d}".replace("-", "−") if points else "0"
    return ComparedRow(NameView(objective.title, addresses.make_objective_url(objective)), tuple(cells), change)


def _build_cell(measure: ObjectiveMeasure | None) -> DayCell:
    if measure is None or measure.progress is None:
        return DayCell("–", None)
    return DayCell(format_percent(measure.progress), build_measured_status_view(measure))
