"""Cycles: a list of all, and a page for each with everything of everybody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okrsite.model.cycles import Cycle, together
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.arithmetic import shortened
from okrsite.pages.attention import concerns
from okrsite.pages.desk import Desk, around
from okrsite.pages.grades import calibration_view, grades_view
from okrsite.pages.measures import bar_view, grade_text
from okrsite.pages.page import Heading, Page, SearchEntry, url_of
from okrsite.pages.past_views import moves_of_many
from okrsite.pages.render import Crumb, CycleEntry, CycleSwitch, Frame, Renderer
from okrsite.pages.times import time_view
from okrsite.pages.views import BarView, NameView, RowView
from okrsite.pages.words import plural
from okrsite.progress.grading import statistics
from okrsite.progress.means import grade_mean, progress_mean


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle in the list of all."""

    cycle: NameView
    start: str
    end: str
    state: str
    objectives: int
    bar: BarView
    grade: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A unit's objectives in a cycle."""

    unit: NameView
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A list of what needs attention for one reason."""

    id: str
    mark: str
    title: str
    rows: tuple[RowView, ...]


def cycle_pages(desk: Desk, renderer: Renderer) -> Iterator[Page]:
    """Yield the list of cycles and a page for each that has objectives."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for each in desk.organisation.objectives.values():
        by_cycle[each.cycle].append(each)
    yield _index(desk, renderer, desk.used_cycles, by_cycle)
    for cycle in desk.used_cycles:
        yield _page(desk, renderer, cycle, by_cycle[cycle.id])


def _index(desk: Desk, renderer: Renderer, cycles: Sequence[Cycle], by_cycle: dict[str, list[Objective]]) -> Page:
    rows = tuple(
        CycleRow(
            NameView(cycle.name, url_of(addresses.cycle_uri(cycle.id))),
            cycle.start.isoformat(),
            cycle.end.isoformat(),
            desk.state(cycle),
            len(by_cycle[cycle.id]),
            bar_view(desk.measures.cycles.get(cycle.id), None),
            grade_text(statistics(by_cycle[cycle.id], desk.measures).mean),
        )
        for cycle in cycles
    )
    frame = Frame(
        addresses.CYCLES,
        "Cycles",
        desk.crumbs(Crumb("Cycles")),
        lead="Every cycle stays here with what was wanted, reached and learned.",
    )
    return Page(
        uri=addresses.CYCLES,
        title="Cycles",
        body=renderer.render("cycles.html", frame, rows=rows, calibration=calibration_view(desk)),
        search=(SearchEntry("", "Cycles", " ".join(cycle.name for cycle in cycles)),),
        nav=(),
        description="All cycles, the newest first.",
        layout="navigation toc",
    )


def _page(desk: Desk, renderer: Renderer, cycle: Cycle, objectives: list[Objective]) -> Page:
    uri = addresses.cycle_uri(cycle.id)
    entries = tuple(
        CycleEntry(each.name, url_of(addresses.cycle_uri(each.id)), desk.state(each), each.id == cycle.id)
        for each in around(desk.used_cycles, cycle)
    )
    by_unit: dict[str, list[Objective]] = defaultdict(list)
    for each in objectives:
        by_unit[each.unit].append(each)
    groups = tuple(UnitGroup(desk.unit(unit), tuple(map(desk.row, listed))) for unit, listed in by_unit.items())
    current = desk.snapshot.current_cycle
    # The home page leads to the lists of the current cycle, also once that has ended.
    open_now = cycle.end >= desk.today or (current is not None and current.id == cycle.id)
    running = _running(desk, cycle) if open_now else objectives
    attention = tuple(
        ConcernView(
            concern.id,
            concern.mark,
            concern.title,
            tuple(desk.row(desk.organisation.objectives[ref]) for ref in concern.refs),
        )
        for concern in (concerns(desk, running) if open_now else ())
        # Moved targets have a section of their own, where each is said.
        if concern.id != "moved"
    )
    moved = moves_of_many(desk, running)
    grades = grades_view(desk, cycle)
    results = sum(len(each.key_results) for each in objectives)
    frame = Frame(
        uri,
        cycle.name,
        desk.crumbs(Crumb("Cycles", "cycles/"), Crumb(cycle.name)),
        cycle.session.place if cycle.session else None,
        CycleSwitch(entries),
        lead=f"{plural(len(objectives), 'objective')} with {plural(results, 'key result')} of "
        f"{plural(len(by_unit), 'unit')}; {desk.state(cycle)}.",
    )
    session = cycle.session
    total = progress_mean(objectives, desk.measures, cycle.name)
    body = renderer.render(
        "cycle.html",
        frame,
        cycle=cycle,
        map_url=url_of(addresses.map_uri(cycle.id)),
        time=time_view(cycle, desk.today),
        cycle_bar=bar_view(total.value, None),
        cycle_why=(("Progress", shortened(total.why)),),
        grades_why=(("Grade", shortened(grade_mean(objectives, desk.measures, cycle.name).why)),),
        moved=moved,
        attention=attention,
        groups=groups,
        grades=grades,
        session=session,
        facilitator=desk.person(session.facilitator) if session else None,
    )
    headings = (
        [Heading("attention", "Needs attention", tuple(Heading(each.id, each.title) for each in attention))]
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
        search=(SearchEntry("", cycle.name, f"{cycle.id} {desk.state(cycle)}"),),
        description=f"All objectives of {cycle.name}.",
        layout="navigation toc",
    )


def _running(desk: Desk, cycle: Cycle) -> list[Objective]:
    """What the home page counts when this is the current cycle."""
    running = together(cycle, desk.organisation.cycles)
    return [each for each in desk.organisation.objectives.values() if each.cycle in running]
