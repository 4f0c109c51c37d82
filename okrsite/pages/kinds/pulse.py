"""The pulse: what of the running objectives needs a look, by reason and by unit. No person is counted or ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from okrsite.languages.words import mark_text, translate, translate_plural
from okrsite.number_style import format_count
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import (
    WHOLE,
    Parts,
    divide_list_by_units,
    list_units_of_part,
)
from okrsite.pages.formatting import capitalise_first, format_plural
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.heat import HeatCell, HeatRow, HeatTable
from okrsite.pages.parts.pulse_lists import (
    HEAT,
    PulseEntry,
    PulseKind,
    UnitPulse,
    collect_pulse,
    list_kinds,
    sum_pulses,
)
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.row_views import RowView
from okrsite.pages.views import NameView, PartCount

MOST_KPIS = 30
"""KPIs without a new value on the page of the pulse; the page of KPIs has all of them."""
FEW = 5
"""Objectives of each list on the page that leads to the lists."""
_TITLE = mark_text("Pulse")
_ABOUT = mark_text("What of the running objectives needs a look, and how each team stands.")


class PulseSection(msgspec.Struct, frozen=True):
    """The beginning of a list."""

    id: str
    mark: str
    title: str
    phrase: str
    number: int
    url: str
    """Of the whole list, from the site's root."""
    rows: tuple[RowView, ...]


class OverdueKpi(msgspec.Struct, frozen=True):
    """A KPI that should have had a new value by now."""

    kpi: NameView
    unit: NameView
    owner: NameView | None
    since: date


class PulseView(PageView, frozen=True):
    """What needs a look, list by list, and how the units stand."""

    template: ClassVar[str] = "pulse.html"
    sections: tuple[PulseSection, ...]
    """Only lists that have anything."""
    calm: bool
    """Whether objectives are running and none needs a look."""
    table: HeatTable | None
    """None where nothing is running."""
    kpis: tuple[OverdueKpi, ...]
    """Those whose new value is overdue, the longest first."""
    more_kpis: str
    """`12 more`, empty where all are shown."""
    has_digest: bool
    """Whether there is a page with the digest of the week."""


class PulseListView(PageView, frozen=True):
    """All objectives that need a look for one reason, or those of one part of the company."""

    template: ClassVar[str] = "pulse_list.html"
    rows: tuple[RowView, ...]
    parts: tuple[PartCount, ...]
    """The others, by the page that lists them."""


class PulseTeamsView(PageView, frozen=True):
    """How the units of one part of the company stand."""

    template: ClassVar[str] = "pulse_teams.html"
    table: HeatTable


class _Pulse(msgspec.Struct, frozen=True):
    """What the pages of the pulse are made of."""

    context: ViewContext
    renderer: TemplateRenderer
    get_list: Mapping[str, Callable[[], Mapping[str, tuple[PulseEntry, ...]]]]
    """By kind: what is listed, by unit, so that a page depends on what its own units have."""
    get_parts: Mapping[str, Callable[[], Parts]]
    """By kind, and those of the table by `teams`."""
    get_units: Callable[[], Mapping[str, UnitPulse]]


_TEAMS = "teams"


def build_pulse_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of the pulse, a list for each reason to look, and the parts of lists and tables that are long."""
    lists, units = collect_pulse(context.tracker.whole)
    parts = {
        kind.id: divide_list_by_units(context.organisation, {unit: len(own) for unit, own in lists[kind.id].items()})
        for kind in list_kinds()
    }
    parts[_TEAMS] = divide_list_by_units(context.organisation, dict.fromkeys(units, 1))
    declare = context.tracker.declare_mapping
    pulse = _Pulse(
        context,
        renderer,
        {key: declare(f"pulse list {key}", partial(lists.__getitem__, key)) for key in lists},
        {key: declare(f"parts of the pulse list {key}", partial(parts.__getitem__, key)) for key in parts},
        declare("pulse of units", lambda: units),
    )
    entry = NavigationEntry(translate(_TITLE))
    yield PlannedPage(addresses.PULSE, partial(_build_pulse_page, pulse), "pulse", entry=entry)
    for kind in list_kinds():
        for part in parts[kind.id]:
            build = partial(_build_list_page, pulse, kind, part)
            yield PlannedPage(addresses.make_pulse_uri(kind.id, part), build, f"pulse {kind.id} {part}")
    for part in parts[_TEAMS]:
        if part != WHOLE:
            build = partial(_build_teams_page, pulse, part)
            yield PlannedPage(addresses.make_pulse_uri(_TEAMS, part), build, f"pulse teams {part}")


def _make_teams_uri(part: str) -> str:
    """Return the page with the table of a part; that of the whole stands on the page of the pulse."""
    return addresses.PULSE if part == WHOLE else addresses.make_pulse_uri(_TEAMS, part)


def _build_pulse_page(pulse: _Pulse) -> Page:
    context, units = pulse.context, pulse.get_units()
    sections = tuple(section for kind in list_kinds() if (section := _build_section(pulse, kind)).number)
    table = _build_table(pulse, WHOLE) if units else None
    number = sum(sum(unit.counts) for unit in units.values())
    lead = (
        translate_plural(
            "{number} objective of {teams} is running.",
            "{number} objectives of {teams} are running.",
            number,
            teams=format_plural(len(units), "team"),
        )
        if number
        else translate("No objective is running today.")
    )
    kpis = context.days.list_overdue_kpis()
    view = PulseView(
        sections,
        bool(units) and not sections and not kpis,
        table,
        tuple(_build_overdue_kpi(context, key, day) for key, day in kpis[:MOST_KPIS]),
        translate("{number} more", number=format_count(len(kpis) - MOST_KPIS)) if len(kpis) > MOST_KPIS else "",
        context.settings.digest,
    )
    frame = PageFrame(addresses.PULSE, translate(_TITLE), context.build_crumbs(Crumb(translate(_TITLE))), lead=lead)
    return Page(
        uri=frame.uri,
        title=translate(_TITLE),
        body=pulse.renderer.render(view, frame),
        headings=(
            *((Heading("teams", translate("Teams by status")),) if table else ()),
            *(Heading(section.id, section.title) for section in sections),
            *((Heading("kpis", translate("KPIs without a new value")),) if kpis else ()),
        ),
        search=(SearchEntry("", translate(_TITLE), translate(_ABOUT)),),
        nav=(),
        description=translate(_ABOUT),
        layout="navigation",
    )


def _build_overdue_kpi(context: ViewContext, key: str, since: date) -> OverdueKpi:
    kpi = context.organisation.kpis[key]
    name = NameView(kpi.name, context.make_kpi_url(kpi))
    return OverdueKpi(name, context.name_unit(kpi.unit_id), context.find_person(kpi.owner), since)


def _build_section(pulse: _Pulse, kind: PulseKind) -> PulseSection:
    entries = [entry for those in pulse.get_list[kind.id]().values() for entry in those]
    return PulseSection(
        id=kind.id,
        mark=kind.mark,
        title=kind.title,
        phrase=kind.phrase,
        number=len(entries),
        url=make_url(addresses.make_pulse_uri(kind.id)),
        rows=tuple(_build_row(pulse.context, entry) for entry in entries[:FEW]),
    )


def _build_row(context: ViewContext, entry: PulseEntry) -> RowView:
    return replace(context.build_row(context.organisation.objectives[entry.ref]), note=capitalise_first(entry.note))


def _build_list_page(pulse: _Pulse, kind: PulseKind, part_id: str) -> Page:
    context, parts, lists = pulse.context, pulse.get_parts[kind.id](), pulse.get_list[kind.id]()
    part, pages = parts[part_id], PartPages(parts, partial(addresses.make_pulse_uri, kind.id))
    title = kind.title if part.id == WHOLE else f"{kind.title}: {part.name}"
    before, after = pages.name_neighbours(part)
    frame = PageFrame(
        addresses.make_pulse_uri(kind.id, part.id),
        title,
        context.build_crumbs(Crumb(translate(_TITLE), make_url(addresses.PULSE)), *pages.list_crumbs(part, kind.title)),
        lead=kind.about,
        before=before,
        after=after,
    )
    rows = tuple(_build_row(context, entry) for entry in part.list_entries(lists))
    lower = pages.count_lower_parts(part, lists)
    return Page(
        uri=frame.uri,
        title=title,
        body=pulse.renderer.render(PulseListView(rows, lower), frame),
        search=(
            SearchEntry(
                "", title, translate("Pulse: objectives that are {what}. {more}", what=kind.phrase, more=kind.also)
            ),
        ),
        description=kind.about,
        layout="navigation toc",
    )


def _build_teams_page(pulse: _Pulse, part_id: str) -> Page:
    parts = pulse.get_parts[_TEAMS]()
    part, pages = parts[part_id], PartPages(parts, _make_teams_uri)
    title = translate("Teams by status: {unit}", unit=part.name)
    about = translate("How the teams of {unit} stand.", unit=part.name)
    before, after = pages.name_neighbours(part)
    frame = PageFrame(
        _make_teams_uri(part.id),
        title,
        pulse.context.build_crumbs(*pages.list_crumbs(part, translate(_TITLE))),
        before=before,
        after=after,
    )
    return Page(
        uri=frame.uri,
        title=title,
        body=pulse.renderer.render(PulseTeamsView(_build_table(pulse, part_id)), frame),
        search=(SearchEntry("", title, about),),
        description=about,
        layout="navigation toc",
    )


def _build_table(pulse: _Pulse, part_id: str) -> HeatTable:
    context, parts, units = pulse.context, pulse.get_parts[_TEAMS](), pulse.get_units()
    part, pages = parts[part_id], PartPages(parts, _make_teams_uri)
    listed = [(context.name_unit(unit), units[unit]) for unit in part.units]
    listed += [
        (pages.name_part(parts[key]), sum_pulses(units[unit] for unit in list_units_of_part(parts, parts[key])))
        for key in part.parts
    ]
    total = sum_pulses(own for _, own in listed)
    return HeatTable(
        columns=tuple((mark, translate(heading)) for mark, heading, _ in HEAT),
        rows=tuple(_build_heat_row(name, own) for name, own in listed),
        total=_build_heat_row(NameView(translate("All")), total) if len(listed) > 1 else None,
        days=context.settings.outdated_after_days,
    )


def _build_heat_row(name: NameView, own: UnitPulse) -> HeatRow:
    cells = tuple(HeatCell(mark, number) for (mark, _, _), number in zip(HEAT, own.counts, strict=True))
    return HeatRow(name, cells, own.reported, own.expected)
