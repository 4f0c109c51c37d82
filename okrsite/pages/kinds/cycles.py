"""Cycles: a list of all, and a page for each with everything of everybody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.model.cycles import Cycle, Session
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_grade, format_plural
from okrsite.pages.page import Heading, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.parts.attention import collect_concerns
from okrsite.pages.parts.grades import CalibrationView, GradesView, build_calibration_view, build_grades_view
from okrsite.pages.parts.mean_sentences import shorten_explanation
from okrsite.pages.parts.target_changes import collect_target_change_views
from okrsite.pages.parts.timeline import TimelineView, build_timeline
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import BarView, NameView, RowView, TargetChangeView
from okrsite.pages.wording import build_bar_view
from okrsite.progress.explanation import Explanation
from okrsite.progress.grading import compute_grade_statistics
from okrsite.progress.means import compute_grade_mean, compute_progress_mean


class CycleRow(msgspec.Struct, frozen=True):
    """A cycle in the list of all."""

    cycle: NameView
    start: str
    end: str
    state: str
    objectives: int
    bar: BarView
    grade: str


class UnitObjectives(msgspec.Struct, frozen=True):
    """A unit's objectives in a cycle."""

    unit: NameView
    rows: tuple[RowView, ...]


class ConcernView(msgspec.Struct, frozen=True):
    """A list of what needs attention for one reason."""

    id: str
    mark: str
    title: str
    number: int
    """How many objectives need attention for it."""
    rows: tuple[RowView, ...]


class SessionView(msgspec.Struct, frozen=True):
    """The strategy session that opened a cycle."""

    date: date | None
    facilitator: NameView | None
    inputs: tuple[str, ...]
    decisions: tuple[str, ...]


class CyclesView(PageView, frozen=True):
    """All cycles that have objectives, the newest first."""

    template: ClassVar[str] = "cycles.html"
    rows: tuple[CycleRow, ...]
    calibration: CalibrationView


class CycleView(PageView, frozen=True):
    """One cycle with the objectives of all units."""

    template: ClassVar[str] = "cycle.html"
    cycle: NameView
    map_url: str
    """The map of the cycle, from the site's root."""
    time: TimelineView
    cycle_bar: BarView
    """The mean of all objectives."""
    cycle_why: tuple[tuple[str, Explanation], ...]
    """What is explained about that mean, and how it came about."""
    grades: GradesView
    grades_why: tuple[tuple[str, Explanation], ...]
    session: SessionView | None
    attention: tuple[ConcernView, ...]
    """What needs attention; empty once the cycle has ended and another one is current."""
    moved: tuple[tuple[NameView, str, TargetChangeView], ...]
    """Goalposts that were moved: objective, its unit and cycle in words, and the move; the newest first."""
    groups: tuple[UnitObjectives, ...]
    """All objectives, by unit."""


def build_cycle_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the list of cycles and a page for each that has objectives."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for objective in context.organisation.objectives.values():
        by_cycle[objective.cycle].append(objective)
    yield PlannedPage(addresses.CYCLES, lambda: _build_index_page(context, renderer, context.used_cycles, by_cycle))
    for cycle in context.used_cycles:
        build = partial(_build_cycle_page, context, renderer, cycle, by_cycle[cycle.id])
        yield PlannedPage(addresses.make_cycle_uri(cycle.id), build)


def _build_index_page(
    context: ViewContext, renderer: TemplateRenderer, cycles: Sequence[Cycle], by_cycle: dict[str, list[Objective]]
) -> Page:
    rows = tuple(
        CycleRow(
            NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))),
            cycle.start.isoformat(),
            cycle.end.isoformat(),
            context.describe_state(cycle),
            len(by_cycle[cycle.id]),
            build_bar_view(context.measures.cycles.get(cycle.id), None),
            format_grade(compute_grade_statistics(by_cycle[cycle.id], context.measures).mean),
        )
        for cycle in cycles
    )
    frame = PageFrame(
        addresses.CYCLES,
        "Cycles",
        context.build_crumbs(Crumb("Cycles")),
        lead="Every cycle stays here with what was wanted, reached and learned.",
    )
    return Page(
        uri=addresses.CYCLES,
        title="Cycles",
        body=renderer.render(CyclesView(rows, build_calibration_view(context)), frame),
        search=(SearchEntry("", "Cycles", " ".join(cycle.name for cycle in cycles)),),
        nav=(),
        description="All cycles, the newest first.",
        layout="navigation toc",
    )


def _build_cycle_page(
    context: ViewContext, renderer: TemplateRenderer, cycle: Cycle, objectives: list[Objective]
) -> Page:
    uri = addresses.make_cycle_uri(cycle.id)
    view = _build_cycle_view(context, cycle, objectives)
    state = context.describe_state(cycle)
    results = sum(len(objective.key_results) for objective in objectives)
    frame = PageFrame(
        uri,
        cycle.name,
        context.build_crumbs(Crumb("Cycles", "cycles/"), Crumb(cycle.name)),
        cycle.session.place if cycle.session else None,
        context.build_used_cycle_switch(cycle, addresses.make_cycle_uri),
        lead=f"{format_plural(len(objectives), 'objective')} with {format_plural(results, 'key result')} of "
        f"{format_plural(len(view.groups), 'unit')}; {state}.",
    )
    return Page(
        uri=uri,
        title=cycle.name,
        body=renderer.render(view, frame),
        headings=_list_headings(view),
        search=(SearchEntry("", cycle.name, f"{cycle.id} {state}"),),
        description=f"All objectives of {cycle.name}.",
        layout="navigation toc",
    )


def _build_cycle_view(context: ViewContext, cycle: Cycle, objectives: list[Objective]) -> CycleView:
    current = context.snapshot.current_cycle
    # The home page leads to the lists of the current cycle, also once that has ended.
    is_open = cycle.end >= context.days.get_day_in(cycle.id) or (current is not None and current.id == cycle.id)
    running = context.organisation.list_running_objectives(cycle.id) if is_open else objectives
    total = compute_progress_mean(objectives, context.measures, cycle.name)
    return CycleView(
        cycle=NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))),
        map_url=make_url(addresses.make_map_uri(cycle.id)),
        time=build_timeline(cycle, context.days.get_day_in(cycle.id)),
        cycle_bar=build_bar_view(total.value, None),
        cycle_why=(("Progress", shorten_explanation(total.why)),),
        grades=build_grades_view(context, cycle),
        grades_why=(("Grade", shorten_explanation(compute_grade_mean(objectives, context.measures, cycle.name).why)),),
        session=_build_session_view(context, cycle.session) if cycle.session else None,
        attention=_build_concern_views(context, running) if is_open else (),
        moved=collect_target_change_views(context, running),
        groups=_group_by_unit(context, objectives),
    )


def _build_concern_views(context: ViewContext, objectives: list[Objective]) -> tuple[ConcernView, ...]:
    return tuple(
        ConcernView(
            concern.id,
            concern.mark,
            concern.title,
            len(concern.refs),
            tuple(context.build_row(context.organisation.objectives[ref]) for ref in concern.refs),
        )
        for concern in collect_concerns(context, objectives)
        # Moved targets have a section of their own, where each is said.
        if concern.id != "moved"
    )


def _group_by_unit(context: ViewContext, objectives: list[Objective]) -> tuple[UnitObjectives, ...]:
    by_unit: dict[str, list[Objective]] = defaultdict(list)
    for objective in objectives:
        by_unit[objective.unit].append(objective)
    return tuple(
        UnitObjectives(context.name_unit(unit), tuple(map(context.build_row, listed)))
        for unit, listed in by_unit.items()
    )


def _list_headings(view: CycleView) -> tuple[Heading, ...]:
    concerns = tuple(Heading(concern.id, concern.title) for concern in view.attention)
    sections = (
        (Heading("grades", "Grades"), view.grades.total.graded),
        (Heading("carried", "Carried over"), view.grades.carried),
        (Heading("attention", "Needs attention", concerns), concerns),
        (Heading("moved", "Moved goalposts"), view.moved),
        (Heading("all", "All objectives"), True),
    )
    return tuple(heading for heading, is_there in sections if is_there)


def _build_session_view(context: ViewContext, session: Session) -> SessionView:
    return SessionView(session.date, context.find_person(session.facilitator), session.inputs, session.decisions)
