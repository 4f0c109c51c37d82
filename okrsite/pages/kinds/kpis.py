"""All KPIs, the running business apart from what is to change: one page, or of very many one for each division."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate
from okrsite.model.organisation import Kpi
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import (
    WHOLE,
    PagePart,
    list_lower_entries,
)
from okrsite.pages.formatting import format_plural
from okrsite.pages.page import Heading, NavigationEntry, Page, PlannedPage, SearchEntry
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.kpi_cards import (
    KpiUse,
    KpiView,
    build_kpi_reports,
    build_kpi_view,
    collect_kpi_uses,
    format_last_value,
    is_outside_range,
)
from okrsite.pages.render import PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, PartCount, ReportView

MOST_NAMED = 1_000
"""KPIs that a page names which other pages have in full: a line of 150 bytes each."""


LEAST_IN_OVERVIEW, MOST_IN_OVERVIEW = 4, 40
"""KPIs from which on a page begins with an overview, and lines that it has at most."""


class KpiEntry(msgspec.Struct, frozen=True):
    """A KPI with everything that is known of it."""

    kpi: KpiView
    reports: tuple[ReportView, ...]
    """Newest first."""
    drawn_on: tuple[KpiUse, ...]


class KpiGroup(msgspec.Struct, frozen=True):
    """The KPIs of one unit."""

    unit: NameView
    entries: tuple[KpiEntry, ...]


class KpiLine(msgspec.Struct, frozen=True):
    """A KPI that stands on another page in full; its anchor stays where it was."""

    anchor: str
    kpi: NameView
    value: str


class KpiPart(msgspec.Struct, frozen=True):
    """KPIs that have a page of their own."""

    page: PartCount
    lines: tuple[KpiLine, ...]
    """None where there are too many for one page to name them."""


class KpiOverviewRow(msgspec.Struct, frozen=True):
    """A KPI in the overview: a line with its trend."""

    kpi: KpiView
    unit: str


class KpisView(PageView, frozen=True):
    """All KPIs, by the unit that keeps them, or those of a part of the company."""

    template: ClassVar[str] = "kpis.html"
    overview: tuple[KpiOverviewRow, ...]
    """Those outside their range first, then those that are overdue; none where the page is short anyway."""
    more: int
    """How many more there are."""
    groups: tuple[KpiGroup, ...]
    parts: tuple[KpiPart, ...]
    """The others, by the page that has them."""


def build_kpi_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the page of all KPIs, and those of its parts."""
    get_uses = context.tracker.declare_mapping("uses of KPIs", lambda: collect_kpi_uses(context))
    for part in context.get_kpi_parts():
        build = partial(_build_page, context, renderer, part, get_uses)
        entry = NavigationEntry("KPIs") if part == WHOLE else None
        yield PlannedPage(addresses.make_kpis_uri(part), build, f"KPIs {part}", entry=entry)


def _build_page(
    context: ViewContext,
    renderer: TemplateRenderer,
    part_id: str,
    get_uses: Callable[[], Mapping[str, tuple[KpiUse, ...]]],
) -> Page:
    parts, uses = context.get_kpi_parts(), get_uses()
    part, pages = parts[part_id], PartPages(parts, addresses.make_kpis_uri)
    uri, whole = addresses.make_kpis_uri(part.id), part.id == WHOLE
    by_unit = context.get_kpis()
    groups = tuple(
        KpiGroup(
            context.name_unit(unit),
            tuple(
                KpiEntry(
                    build_kpi_view(context, kpi, uri),
                    build_kpi_reports(context, kpi),
                    uses.get(kpi.id, ()),
                )
                for kpi in part.select_entries(by_unit.get(unit, ()))
            ),
        )
        for unit in part.units
    )
    views = [entry.kpi for group in groups for entry in group.entries]
    listed = list_lower_entries(parts, part, by_unit)
    number, outside = len(listed), sum(is_outside_range(context, kpi) for kpi in listed)
    overdue = sum(context.days.find_overdue_day(kpi.id) is not None for kpi in listed)
    named = number <= MOST_NAMED
    title = translate("KPIs") if whole else translate("KPIs of {unit}", unit=part.name)
    about = translate("The running business in numbers.")
    before, after = pages.name_neighbours(part)
    frame = PageFrame(
        uri,
        title,
        context.build_crumbs(*pages.list_crumbs(part, translate("KPIs"))),
        lead=_describe_kpis(number, outside, overdue),
        before=before,
        after=after,
    )
    overview = _list_overview(context, listed, uri)
    lower = tuple(_build_part(context, pages, parts[key], by_unit, named=named) for key in part.parts)
    return Page(
        uri=uri,
        title=title,
        body=renderer.render(KpisView(overview, number - len(overview) if overview else 0, groups, lower), frame),
        headings=tuple(Heading(view.anchor, view.name) for view in views),
        search=(
            SearchEntry("", title, about),
            *(_build_search_entry(context, kpi) for kpi in part.list_entries(by_unit)),
        ),
        nav=() if whole else None,
        description=about,
        layout="navigation",
    )


def _list_overview(context: ViewContext, kpis: Sequence[Kpi], uri: str) -> tuple[KpiOverviewRow, ...]:
    """Return the KPIs that need a look first, then the others, as many as one screen or two can show."""
    if len(kpis) < LEAST_IN_OVERVIEW:
        return ()
    ranks = {
        kpi.id: (not is_outside_range(context, kpi), context.days.find_overdue_day(kpi.id) is None) for kpi in kpis
    }
    first = sorted(kpis, key=lambda kpi: ranks[kpi.id])[:MOST_IN_OVERVIEW]
    return tuple(
        KpiOverviewRow(build_kpi_view(context, kpi, uri), context.organisation.units[kpi.unit_id].name) for kpi in first
    )


def _build_part(
    context: ViewContext, pages: PartPages, part: PagePart, by_unit: Mapping[str, Sequence[Kpi]], *, named: bool
) -> KpiPart:
    kpis = list_lower_entries(pages.parts, part, by_unit)
    lines = tuple(_build_line(context, kpi) for kpi in kpis if named)
    return KpiPart(PartCount(pages.name_part(part), len(kpis)), lines)


def _build_line(context: ViewContext, kpi: Kpi) -> KpiLine:
    name = NameView(kpi.name, context.make_kpi_url(kpi))
    return KpiLine(addresses.make_kpi_anchor(kpi), name, format_last_value(context, kpi))


def _build_search_entry(context: ViewContext, kpi: Kpi) -> SearchEntry:
    owner = context.find_person(kpi.owner)
    words = (
        kpi.id,
        context.organisation.units[kpi.unit_id].name,
        owner.name if owner else "",
        context.extract_words(kpi.about),
    )
    return SearchEntry(addresses.make_kpi_anchor(kpi), kpi.name, " ".join(filter(None, words)))


def _describe_kpis(number: int, outside: int, overdue: int) -> str:
    """Say what KPIs are, and how many of them are outside their range or without the value that is due."""
    said = [translate("The running business, apart from what is to change.")]
    if outside:
        kpis = format_plural(number, "KPI")
        said.append(translate("{outside} of {kpis} outside the healthy range.", outside=outside, kpis=kpis))
    if overdue:
        said.append(translate("{number} overdue.", number=overdue))
    return " ".join(said)
