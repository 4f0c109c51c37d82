"""What the page of a unit shows: the unit, in one of its cycles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import msgspec
from markupsafe import Markup

from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.maps.page_maps import PageMap
from okrsite.pages.parts.carried_work import CarriedWork
from okrsite.pages.parts.gap_entries import GapEntry
from okrsite.pages.parts.hindsights import HindsightView
from okrsite.pages.parts.kpi_cards import KpiView
from okrsite.pages.parts.last_known import LastKnownView
from okrsite.pages.parts.shared_work import SharedGoals
from okrsite.pages.render import PageView
from okrsite.pages.row_views import ObjectiveLine, UnitRow
from okrsite.pages.views import BarView, CardView, NameView, StatusView, WebLinkView
from okrsite.progress.explanation import Explanation


class CycleLine(msgspec.Struct, frozen=True):
    """A cycle of a unit in a list."""

    cycle: NameView
    state: str
    objectives: int
    bar: BarView
    statuses: tuple[StatusView, ...]


class IsolatedView(msgspec.Struct, frozen=True):
    """Why something that the unit wrote is missing."""

    place: str
    """`teams/marketing/2026-Q4.yml:12`."""
    message: str
    hint: str
    """A way out, or empty."""


class UnitView(PageView, frozen=True):
    """A unit in one of its cycles; its own page shows the current one, and what doesn't change with cycles."""

    template: ClassVar[str] = "unit.html"
    unit: NameView
    cycle: NameView | None
    """None for a unit without any cycle."""
    cycle_title: str
    """The cycle's name, and its state unless it is in progress; empty without one."""
    mission: Markup
    vision: Markup
    """On the unit's own page only."""
    lead: NameView | None
    parent: NameView | None
    """The unit right above, None for the company."""
    contact: str
    links: tuple[WebLinkView, ...]
    pack: tuple[NameView, ...]
    """The review pack, on the unit's own page; empty without one."""
    tags: tuple[NameView, ...]
    members: tuple[NameView, ...]
    """On the unit's own page only."""
    isolated: tuple[IsolatedView, ...]
    """What is left out because of errors; on the unit's own page only."""
    last_known: tuple[LastKnownView, ...]
    """What is left out as it was before; on the unit's own page only."""
    unit_bar: BarView
    """The mean of the objectives on the page."""
    unit_why: tuple[tuple[str, Explanation], ...]
    """What is explained about that mean, and how it came about; empty without objectives."""
    extent: str
    """`3 objectives in Q4 2026, 1 October 2026 to 31 December 2026`."""
    summary: str
    intro: Markup
    cards: tuple[CardView, ...]
    lines: tuple[ObjectiveLine, ...]
    """Where there are too many for cards: each in a line that leads to its own page, which says it all."""
    sparks: Mapping[str, ChartView]
    """Small charts by the anchors of their key results."""
    hindsights: tuple[HindsightView, ...]
    """What the record of a cycle that is over asks the team."""
    to_settle: tuple[GapEntry, ...]
    """Gaps and overlaps that the unit has with others."""
    shared: tuple[SharedGoals, ...]
    """Goals of others that concern the unit."""
    work: CarriedWork | None
    """Of somebody with goals of their own, what else they carry; on the own page only."""
    also: tuple[CycleLine, ...]
    """Other cycles that are running; on the unit's own page only."""
    page_map: PageMap | None
    kpis: tuple[KpiView, ...]
    """On the unit's own page only."""
    below: tuple[UnitRow, ...]
    """Units right below; on the unit's own page only."""
    more_below: int
    """How many more there are, which the list of teams has."""
    about: Markup
    """On the unit's own page only."""
    past: tuple[CycleLine, ...]
    """All cycles but the one that is shown; on the unit's own page only."""
