"""The list of all cycles, and which pages each of them has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle, find_concurrent_cycles
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.cycle_switches import build_used_cycle_switch
from okrsite.pages.dividing import WHOLE, Parts, divide_list_by_units
from okrsite.pages.formatting import format_grade, format_plural, format_short_day_with_year
from okrsite.pages.kinds.compared_cycles import group_cycles_by_length, name_cycles
from okrsite.pages.kinds.cycle import CyclePageBuilder, CycleView
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.grades import CalibrationView, build_calibration_view
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import BarView, NameView
from okrsite.pages.wording import build_bar_view
from okrsite.progress.grading import compute_grade_statistics, find_previous_cycle


class CycleRow(msgspec.Struct, frozen=True):
    """A cycle in the list of all."""

    cycle: NameView
    start: str
    end: str
    state: str
    objectives: int
    bar: BarView
    grade: str


class CyclesView(PageView, frozen=True):
    """All cycles that have objectives, the newest first."""

    template: ClassVar[str] = "cycles.html"
    rows: tuple[CycleRow, ...]
    calibration: CalibrationView
    beside: tuple[NameView, ...]
    """Where cycles of one length stand side by side."""


def build_cycle_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the list of cycles and a page for each that has objectives."""
    by_cycle: dict[str, list[Objective]] = defaultdict(list)
    for objective in context.organisation.objectives.values():
        by_cycle[objective.cycle].append(objective)
    yield PlannedPage(
        addresses.CYCLES,
        lambda: _build_index_page(context, renderer, context.used_cycles, by_cycle),
        entry=NavigationEntry(translate("Cycles")),
    )
    yield from _plan_cycle_pages(context, renderer)


def _build_index_page(
    context: ViewContext, renderer: TemplateRenderer, cycles: Sequence[Cycle], by_cycle: dict[str, list[Objective]]
) -> Page:
    rows = tuple(
        CycleRow(
            NameView(cycle.name, make_url(addresses.make_cycle_uri(cycle.id))),
            format_short_day_with_year(cycle.start),
            format_short_day_with_year(cycle.end),
            context.describe_state(cycle),
            len(by_cycle[cycle.id]),
            build_bar_view(context.measures.cycles.get(cycle.id), None),
            format_grade(compute_grade_statistics(by_cycle[cycle.id], context.measures).mean),
        )
        for cycle in cycles
    )
    beside = tuple(
        NameView(name_cycles(name), make_url(addresses.make_compared_cycles_uri(name)))
        for name in group_cycles_by_length(cycles)
    )
    frame = PageFrame(
        addresses.CYCLES,
        translate("Cycles"),
        context.build_crumbs(Crumb(translate("Cycles"))),
        lead=translate("Every cycle stays here with what was wanted, reached and learned."),
    )
    return Page(
        uri=addresses.CYCLES,
        title=translate("Cycles"),
        body=renderer.render(CyclesView(rows, build_calibration_view(context), beside), frame),
        search=(SearchEntry("", translate("Cycles"), " ".join(cycle.name for cycle in cycles)),),
        nav=(),
        description=translate("All cycles, the newest first."),
        layout="navigation toc",
    )


def _plan_cycle_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of each cycle that has objectives, and the pages of its parts."""
    organisation, tracker = context.organisation, context.tracker
    divided = {
        cycle.id: divide_list_by_units(organisation, _count_by_unit(context, cycle)) for cycle in context.used_cycles
    }
    known = _KnownCycles(
        {key: tracker.declare_mapping(f"parts of {key}", partial(divided.__getitem__, key)) for key in divided},
        tracker.declare_mapping(
            "cycles before",
            lambda: {cycle.id: find_previous_cycle(organisation, cycle) for cycle in context.used_cycles},
        ),
    )
    for cycle, parts in divided.items():
        for part in parts:
            build = partial(_build_page, context, renderer, known, cycle, part)
            yield PlannedPage(addresses.make_cycle_uri(cycle, part), build, f"part {part} of {cycle}")


class _KnownCycles(msgspec.Struct, frozen=True):
    get_parts: Mapping[str, Callable[[], Parts]]
    """What gives the parts of each cycle's page; a page depends on those that it reads."""
    get_before: Callable[[], Mapping[str, Cycle | None]]
    """Gives the cycle before each one."""


def _count_by_unit(context: ViewContext, cycle: Cycle) -> Counter[str]:
    """Return how many objectives of each unit run in a cycle: as many may be listed as in need of attention."""
    running = find_concurrent_cycles(cycle, context.organisation.cycles)
    return Counter(
        {
            unit: sum(len(listed) for key, listed in by_cycle.items() if key in running)
            for unit, by_cycle in context.organisation.by_unit.items()
        }
    )


def _build_page(
    context: ViewContext, renderer: TemplateRenderer, known: _KnownCycles, cycle_id: str, part_id: str
) -> Page:
    parts = known.get_parts[cycle_id]()
    cycle, part = context.organisation.cycles[cycle_id], parts[part_id]
    pages = PartPages(parts, partial(addresses.make_cycle_uri, cycle.id))
    builder = CyclePageBuilder(context, cycle, pages, part, known.get_before()[cycle_id])
    view = builder.build_view()
    uri = addresses.make_cycle_uri(cycle.id, part.id)
    state = context.describe_state(cycle)
    own = builder.own
    results = sum(len(objective.key_results) for objective in own)
    units = len({objective.unit for objective in own})

    def find_same_part(other: str) -> str:
        """The same part of another cycle, or all of it where it has no such part."""
        return addresses.make_cycle_uri(other, part.id if part.id in known.get_parts[other]() else WHOLE)

    title = cycle.name if part.id == WHOLE else f"{part.name}, {cycle.name}"
    before, after = pages.name_neighbours(part)
    frame = PageFrame(
        uri,
        title,
        context.build_crumbs(
            Crumb(translate("Cycles"), make_url("cycles/index.md")), *pages.list_crumbs(part, cycle.name)
        ),
        cycle.session.place if cycle.session and part.id == WHOLE else None,
        build_used_cycle_switch(context, cycle, find_same_part),
        lead=translate(
            "{objectives} with {results} of {units}; {state}.",
            objectives=format_plural(len(own), "objective"),
            results=format_plural(results, "key result"),
            units=format_plural(units, "unit"),
            state=state,
        ),
        has_other_days=part.id == WHOLE and context.days.has_other_days(own),
        before=before,
        after=after,
    )
    return Page(
        uri=uri,
        title=title,
        body=renderer.render(view, frame),
        headings=_list_headings(view),
        search=(SearchEntry("", title, f"{cycle.id} {state}"),),
        description=translate("All objectives of {cycle}.", cycle=title),
        layout="navigation toc",
        # As pages of units in it: "Q4 2026" stands on them, too.
        boost=1.0 if context.days.has_ended(cycle.id) else 2.0,
    )


def _list_headings(view: CycleView) -> tuple[Heading, ...]:
    concerns = tuple(Heading(concern.id, concern.title) for concern in view.attention)
    sections = (
        (Heading("teams", translate("Teams by status")), view.statuses),
        (Heading("grades", translate("Grades")), view.grades.total.graded),
        (Heading("carried", translate("Carried over")), view.grades.carried),
        (Heading("attention", translate("Needs attention"), concerns), concerns),
        (Heading("moved", translate("Moved goalposts")), view.moved or view.moved_elsewhere),
        (Heading("all", translate("All objectives")), True),
    )
    return tuple(heading for heading, is_there in sections if is_there)
