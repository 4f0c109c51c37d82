"""Cycles: a list of all, and a page for each with everything of everybody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from okrsite.model.cycles import Cycle, find_concurrent_cycles
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext, around
from okrsite.pages.formatting import build_bar_view, format_grade
from okrsite.pages.page import Heading, Page, SearchEntry, make_url
from okrsite.pages.parts.attention import collect_concerns
from okrsite.pages.parts.grades import build_calibration_view, build_grades_view
from okrsite.pages.parts.mean_sentences import shorten_explanation
from okrsite.pages.parts.target_changes import collect_target_change_views
from okrsite.pages.parts.timeline import build_timeline
from okrsite.pages.render import Crumb, CycleEntry, CycleSwitch, PageFrame, TemplateRenderer
from okrsite.pages.views import BarView, NameView, RowView
from okrsite.pages.wording import format_plural
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
    rows: tuple[RowView, ...]


def build_cycle_pages(desk: ViewContext, renderer: TemplateRenderer) -> Iterator[Page]:
    """Yield the list of cycles and a page for each that has objectives."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for objective in desk.organisation.objectives.values():
        by_cycle[objective.cycle].append(objective)
    yield _build_index_page(desk, renderer, desk.used_cycles, by_cycle)
    for cycle in desk.used_cycles:
        yield _build_cycle_page(desk, renderer, cycle, by_cycle[cycle.id])


def _build_index_page(
    desk: ViewContext, renderer: TemplateRenderer, cycles: Sequence[Cycle], by_cycle: dict[str, list[Objective]]
) -> Page:
    rows = tuple(
        CycleRow(
            NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))),
            cycle.start.isoformat(),
            cycle.end.isoformat(),
            desk.describe_state(cycle),
            len(by_cycle[cycle.id]),
            build_bar_view(desk.measures.cycles.get(cycle.id), None),
            format_grade(compute_grade_statistics(by_cycle[cycle.id], desk.measures).mean),
        )
        for cycle in cycles
    )
    frame = PageFrame(
        addresses.CYCLES,
        "Cycles",
        desk.build_crumbs(Crumb("Cycles")),
        lead="Every cycle stays here with what was wanted, reached and learned.",
    )
    return Page(
        uri=addresses.CYCLES,
        title="Cycles",
        body=renderer.render_page("cycles.html", frame, rows=rows, calibration=build_calibration_view(desk)),
        search=(SearchEntry("", "Cycles", " ".join(cycle.name for cycle in cycles)),),
        nav=(),
        description="All cycles, the newest first.",
        layout="navigation toc",
    )


def _build_cycle_page(desk: ViewContext, renderer: TemplateRenderer, cycle: Cycle, objectives: list[Objective]) -> Page:
    uri = addresses.make_cycle_uri(cycle.id)
    entries = tuple(
        CycleEntry(
            other_cycle.name,
            make_url(addresses.make_cycle_uri(other_cycle.id)),
            desk.describe_state(other_cycle),
            other_cycle.id == cycle.id,
        )
        for other_cycle in around(desk.used_cycles, cycle)
    )
    by_unit: dict[str, list[Objective]] = defaultdict(list)
    for objective in objectives:
        by_unit[objective.unit].append(objective)
    groups = tuple(
        UnitObjectives(desk.name_unit(unit), tuple(map(desk.build_row, listed))) for unit, listed in by_unit.items()
    )
    current = desk.snapshot.current_cycle
    # The home page leads to the lists of the current cycle, also once that has ended.
    open_now = cycle.end >= desk.today or (current is not None and current.id == cycle.id)
    running = _list_running_objectives(desk, cycle) if open_now else objectives
    attention = tuple(
        ConcernView(
            concern.id,
            concern.mark,
            concern.title,
            tuple(desk.build_row(desk.organisation.objectives[ref]) for ref in concern.refs),
        )
        for concern in (collect_concerns(desk, running) if open_now else ())
        # Moved targets have a section of their own, where each is said.
        if concern.id != "moved"
    )
    moved = collect_target_change_views(desk, running)
    grades = build_grades_view(desk, cycle)
    results = sum(len(objective.key_results) for objective in objectives)
    frame = PageFrame(
        uri,
        cycle.name,
        desk.build_crumbs(Crumb("Cycles", "cycles/"), Crumb(cycle.name)),
        cycle.session.place if cycle.session else None,
        CycleSwitch(entries),
        lead=f"{format_plural(len(objectives), 'objective')} with {format_plural(results, 'key result')} of "
        f"{format_plural(len(by_unit), 'unit')}; {desk.describe_state(cycle)}.",
    )
    session = cycle.session
    total = compute_progress_mean(objectives, desk.measures, cycle.name)
    body = renderer.render_page(
        "cycle.html",
        frame,
        cycle=cycle,
        map_url=make_url(addresses.make_map_uri(cycle.id)),
        time=build_timeline(cycle, desk.today),
        cycle_bar=build_bar_view(total.value, None),
        cycle_why=(("Progress", shorten_explanation(total.why)),),
        grades_why=(("Grade", shorten_explanation(compute_grade_mean(objectives, desk.measures, cycle.name).why)),),
        moved=moved,
        attention=attention,
        groups=groups,
        grades=grades,
        session=session,
        facilitator=desk.find_person(session.facilitator) if session else None,
    )
    headings = (
        [
            Heading(
                "attention",
                "Needs attention",
                tuple(Heading(concern_view.id, concern_view.title) for concern_view in attention),
            )
        ]
        if attention
        else []
    )
    return Page(
        uri=uri,
        title=cycle.name,
        body=body,
        headings=(
            *([Heading("grades", "Grades")] if grades.total.graded else []),
            *([Heading("carried", "Carried over")] if grades.carried else []),
            *headings,
            *([Heading("moved", "Moved goalposts")] if moved else []),
            Heading("all", "All objectives"),
        ),
        search=(SearchEntry("", cycle.name, f"{cycle.id} {desk.describe_state(cycle)}"),),
        description=f"All objectives of {cycle.name}.",
        layout="navigation toc",
    )


def _list_running_objectives(desk: ViewContext, cycle: Cycle) -> list[Objective]:
    """What the home page counts when this is the current cycle."""
    running = find_concurrent_cycles(cycle, desk.organisation.cycles)
    return [objective for objective in desk.organisation.objectives.values() if objective.cycle in running]
