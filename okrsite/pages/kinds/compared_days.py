"""How goals stood on prepared days: when the cycle began, at the ends of months, and today, beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import msgspec

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.number_style import round_percent
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.days_file import make_days_file
from okrsite.pages.formatting import format_long_day
from okrsite.pages.page import Heading, Page, PlannedPage, SearchEntry
from okrsite.pages.prepared_days import PreparedDays, find_prepared_cycle, list_month_ends
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, StatusView
from okrsite.pages.wording import build_measured_status_view
from okrsite.progress.explanation import format_percent
from okrsite.progress.measures import ObjectiveMeasure

_TITLE = mark_text("Compared days")


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


def build_compared_days_page(
    context: ViewContext, renderer: TemplateRenderer, above: Sequence[Crumb]
) -> Iterator[PlannedPage]:
    """Yield the page, where days are prepared; beside it lies how goals stood on them.

    `above` are the pages above it.
    """
    # The page is made in every build, so nothing of what it reads has to be noted.
    whole = context.tracker.whole
    if cycle := find_prepared_cycle(whole):
        prepared = PreparedDays(whole, cycle)
        yield PlannedPage(
            addresses.COMPARED_DAYS,
            lambda: _build_page(context, renderer, prepared, above),
            build_files=lambda: (make_days_file(context, prepared),),
        )


def _build_page(
    context: ViewContext, renderer: TemplateRenderer, prepared: PreparedDays, above: Sequence[Crumb]
) -> Page:
    days = list_month_ends(prepared.cycle, prepared.snapshot.today)
    measures = [prepared.look_back(day).measures.objectives for day in days[:-1]]
    by_unit: dict[str, list[ComparedRow]] = {}
    for objective in prepared.objectives:
        row = _build_row(context, objective, measures, is_told=prepared.is_told(objective))
        by_unit.setdefault(objective.unit, []).append(row)
    units = tuple(ComparedUnit(f"unit-{unit}", context.name_unit(unit), tuple(rows)) for unit, rows in by_unit.items())
    has_ended = prepared.snapshot.today > prepared.cycle.end
    heads = (*map(format_long_day, days[:-1]), translate("At its end") if has_ended else translate("Today"))
    title = translate(_TITLE)
    frame = PageFrame(
        addresses.COMPARED_DAYS,
        title,
        context.build_crumbs(*above, Crumb(title)),
        lead=translate(
            "How the goals of {cycle} stood when it began, at the ends of months, and today.", cycle=prepared.cycle.name
        ),
    )
    return Page(
        uri=addresses.COMPARED_DAYS,
        title=title,
        body=renderer.render(ComparedDaysView(heads, units, prepared.is_whole), frame),
        headings=tuple(Heading(unit.anchor, unit.name.name) for unit in units),
        search=(SearchEntry("", title, translate("Progress and status of goals on several days beside each other.")),),
        description=translate("How goals stood on several days."),
        layout="navigation",
    )


def _build_row(
    context: ViewContext,
    objective: Objective,
    measures: Sequence[Mapping[ObjectiveRef, ObjectiveMeasure]],
    *,
    is_told: bool,
) -> ComparedRow:
    now = context.measures.objectives[objective.ref]
    before = [measured[objective.ref] if is_told else None for measured in measures]
    cells = [_build_cell(measure) for measure in (*before, now)]
    known = [measure.progress for measure in (*before, now) if measure is not None and measure.progress is not None]
    points = round_percent(known[-1]) - round_percent(known[0]) if len(known) > 1 else None
    change = "" if points is None else f"{points:+d}".replace("-", "−") if points else "0"
    return ComparedRow(NameView(objective.title, addresses.make_objective_url(objective)), tuple(cells), change)


def _build_cell(measure: ObjectiveMeasure | None) -> DayCell:
    if measure is None or measure.progress is None:
        return DayCell("–", None)
    return DayCell(format_percent(measure.progress), build_measured_status_view(measure))
