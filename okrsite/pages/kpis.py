"""The page of all KPIs: the running business, apart from what is to change."""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.model.organisation import Kpi
from okrsite.pages import addresses
from okrsite.pages.desk import Desk
from okrsite.pages.kpi_views import DrawnOn, KpiView, drawn_on, kpi_reports, kpi_view
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.views import NameView, ReportView
from okrsite.pages.words import plural


@dataclass(frozen=True, slots=True)
class KpiEntry:
    """A KPI with everything that is known of it."""

    kpi: KpiView
    reports: tuple[ReportView, ...]
    """Newest first."""
    drawn_on: tuple[DrawnOn, ...]


@dataclass(frozen=True, slots=True)
class KpiGroup:
    """The KPIs of one unit."""

    unit: NameView
    entries: tuple[KpiEntry, ...]


def kpi_page(desk: Desk, renderer: Renderer) -> Page:
    """Return the page of all KPIs, by the unit that keeps them."""
    kpis = desk.organisation.kpis
    results = drawn_on(desk)
    by_unit: dict[str, list[Kpi]] = {}
    for kpi in kpis.values():
        by_unit.setdefault(kpi.unit_id, []).append(kpi)
    groups = tuple(
        KpiGroup(
            desk.unit(unit),
            tuple(
                KpiEntry(kpi_view(desk, kpi, addresses.KPIS), kpi_reports(kpi, desk.today), results.get(kpi.id, ()))
                for kpi in by_unit[unit]
            ),
        )
        for unit in desk.organisation.units
        if unit in by_unit
    )
    views = [entry.kpi for group in groups for entry in group.entries]
    outside = sum(view.inside is False for view in views)
    frame = Frame(
        addresses.KPIS,
        "KPIs",
        desk.crumbs(Crumb("KPIs")),
        lead="The running business, apart from what is to change. "
        + (f"{outside} of {plural(len(views), 'KPI')} outside the healthy range." if outside else ""),
    )
    return Page(
        uri=addresses.KPIS,
        title="KPIs",
        body=renderer.render("kpis.html", frame, groups=groups),
        headings=tuple(Heading(view.anchor, view.name) for view in views),
        search=(
            SearchEntry("", "KPIs", "The running business in numbers."),
            *(_search_entry(desk, kpi) for unit in desk.organisation.units for kpi in by_unit.get(unit, ())),
        ),
        nav=(),
        description="The running business in numbers.",
        layout="navigation",
    )


def _search_entry(desk: Desk, kpi: Kpi) -> SearchEntry:
    owner = desk.person(kpi.owner)
    words = (kpi.id, desk.organisation.units[kpi.unit_id].name, owner.name if owner else "", desk.words(kpi.about))
    return SearchEntry(addresses.kpi_anchor(kpi), kpi.name, " ".join(filter(None, words)))
