"""The page of all KPIs: the running business, apart from what is to change."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from okrsite.model.organisation import Kpi
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_plural
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.parts.kpi_cards import KpiUse, KpiView, build_kpi_reports, build_kpi_view, collect_kpi_uses
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView, ReportView


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


class KpisView(PageView, frozen=True):
    """All KPIs, by the unit that keeps them."""

    template: ClassVar[str] = "kpis.html"
    groups: tuple[KpiGroup, ...]


def build_kpi_page(context: ViewContext, renderer: TemplateRenderer) -> Page:
    """Return the page of all KPIs, by the unit that keeps them."""
    kpis = context.organisation.kpis
    results = collect_kpi_uses(context)
    by_unit: dict[str, list[Kpi]] = {}
    for kpi in kpis.values():
        by_unit.setdefault(kpi.unit_id, []).append(kpi)
    groups = tuple(
        KpiGroup(
            context.name_unit(unit),
            tuple(
                KpiEntry(
                    build_kpi_view(context, kpi, addresses.KPIS),
                    build_kpi_reports(context, kpi),
                    results.get(kpi.id, ()),
                )
                for kpi in by_unit[unit]
            ),
        )
        for unit in context.organisation.units
        if unit in by_unit
    )
    views = [entry.kpi for group in groups for entry in group.entries]
    outside = sum(view.outside for view in views)
    frame = PageFrame(
        addresses.KPIS,
        "KPIs",
        context.build_crumbs(Crumb("KPIs")),
        lead="The running business, apart from what is to change. "
        + (f"{outside} of {format_plural(len(views), 'KPI')} outside the healthy range." if outside else ""),
    )
    return Page(
        uri=addresses.KPIS,
        title="KPIs",
        body=renderer.render(KpisView(groups), frame),
        headings=tuple(Heading(view.anchor, view.name) for view in views),
        search=(
            SearchEntry("", "KPIs", "The running business in numbers."),
            *(
                _build_search_entry(context, kpi)
                for unit in context.organisation.units
                for kpi in by_unit.get(unit, ())
            ),
        ),
        nav=(),
        description="The running business in numbers.",
        layout="navigation",
    )


def _build_search_entry(context: ViewContext, kpi: Kpi) -> SearchEntry:
    owner = context.find_person(kpi.owner)
    words = (
        kpi.id,
        context.organisation.units[kpi.unit_id].name,
        owner.name if owner else "",
        context.extract_words(kpi.about),
    )
    return SearchEntry(addresses.make_kpi_anchor(kpi), kpi.name, " ".join(filter(None, words)))
