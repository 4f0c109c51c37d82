"""Review packs: all that a review of a cycle looks at on one page, to be printed, or presented goal by goal.

The company has one for each of its cycles, with how all units stand; a unit, where the settings want it, one for
the cycle that its own page shows, with what runs beside it and what is being graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

import msgspec
from markupsafe import Markup

from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle, find_concurrent_cycles
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Unit
from okrsite.pages import addresses
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.charts.key_results import build_sparklines
from okrsite.pages.context import ViewContext
from okrsite.pages.formatting import format_long_day
from okrsite.pages.kinds.shown_cycles import compute_mean_progress, describe_cycle, describe_extent
from okrsite.pages.page import Page, PlannedPage, make_url
from okrsite.pages.page_days import STATES
from okrsite.pages.parts.cards import CardBuilder
from okrsite.pages.parts.gap_entries import GapEntry, declare_unsettled
from okrsite.pages.parts.heat import HeatTable
from okrsite.pages.parts.hindsights import HindsightView, build_hindsights
from okrsite.pages.parts.review_points import ReviewPoint, collect_review_points
from okrsite.pages.parts.status_table import build_status_table
from okrsite.pages.parts.timeline import TimelineView, build_timeline
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import BarView, CardView, NameView
from okrsite.pages.wording import build_bar_view

MOST_GOALS = 40
"""Goals of a pack, each on a sheet of its own or a slide; no review has time for more."""
MOST_UNITS = 100
"""Rows of the table of units."""


class ReviewPackView(PageView, frozen=True):
    """The review of a unit's cycle: a cover, a goal after the other, and what is to be talked about."""

    template: ClassVar[str] = "review_pack.html"
    unit: NameView
    cycle_title: str
    as_of: str
    """Of which day the numbers are; empty once the cycle has ended."""
    running_title: str
    """What stands at the top of each sheet."""
    mission: Markup
    time: TimelineView
    pack_bar: BarView
    """The mean of the goals of the cycle."""
    extent: str
    """`3 objectives in Q4 2026, 1 October 2026 to 31 December 2026`."""
    cards: tuple[CardView, ...]
    more: NameView | None
    """The page that has all goals, with how many there are, where the pack has not all of them."""
    cycles: tuple[str, ...]
    """The cycle of each goal, where it is another one than the pack's; else empty."""
    sparks: Mapping[str, ChartView]
    """Small charts by the anchors of their key results."""
    statuses: HeatTable | None
    """How the goals stand; of the company, those of all units."""
    by_unit: bool
    """Whether the units are told one by one as well."""
    points: tuple[ReviewPoint, ...]
    to_settle: tuple[GapEntry, ...]
    """Gaps and overlaps that the unit has with others."""
    hindsights: tuple[HindsightView, ...]


class ReviewPacks:
    """Knows who has a review pack of which cycle."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups and the settings."""
        self._context = context

    def find_company_pack(self, cycle: str) -> str:
        """Return the URI of the company's pack of a cycle; empty where there is none."""
        if self._context.settings.review_packs == "none" or not self.list_company_goals(cycle):
            return ""
        return addresses.make_cycle_pack_uri(cycle)

    def find_unit_pack(self, unit: Unit) -> str:
        """Return the URI of a unit's pack; that of the company is its current cycle's. Empty where there is none."""
        shown = self._context.find_shown_cycle(unit)
        if shown is None:
            return ""
        if unit.id == COMPANY:
            return self.find_company_pack(shown)
        if self._context.settings.review_packs != "all":
            return ""
        return addresses.make_unit_pack_uri(unit) if self.list_unit_goals(unit) else ""

    def list_company_goals(self, cycle: str) -> tuple[Objective, ...]:
        """Return what a pack of the company tells: the goals of the cycle, and while it is open those around it."""
        organisation, days = self._context.organisation, self._context.days
        keys = [cycle]
        if not days.has_ended(cycle):
            around = find_concurrent_cycles(organisation.cycles[cycle], organisation.cycles)
            own = self._context.list_cycles(organisation.units[COMPANY])
            keys = [key for key in own if key == cycle or (key in around and not days.has_ended(key))]
        return tuple(one for key in keys for one in organisation.list_objectives(COMPANY, key))

    def list_unit_goals(self, unit: Unit) -> tuple[Objective, ...]:
        """Return what a pack of a unit tells: the shown cycle, then those that run beside it and that are graded."""
        context, shown = self._context, self._context.find_shown_cycle(unit)
        states = (STATES["active"], STATES["grading"])
        others = [
            key for key in context.list_cycles(unit) if key != shown and context.days.describe_state(key) in states
        ]
        keys = [*([shown] if shown else []), *others]
        return tuple(one for key in keys for one in context.organisation.list_objectives(unit.id, key))


def list_pack_links(uri: str) -> tuple[NameView, ...]:
    """Return the links from other pages to a pack, from the site's root; none without a pack."""
    if not uri:
        return ()
    url = make_url(uri)
    return (NameView(translate("Review pack"), url), NameView(translate("Present"), f"{url}?present"))


def build_review_pack_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the review packs that the settings want."""
    builder = _PackBuilder(context, renderer, ReviewPacks(context), CardBuilder(context), declare_unsettled(context))
    for cycle in context.used_cycles:
        if uri := builder.packs.find_company_pack(cycle.id):
            yield PlannedPage(uri, partial(builder.build_company_pack, cycle.id), f"review pack of {cycle.id}")
    for unit in context.organisation.units.values():
        if unit.id == COMPANY or (unit.is_person and not context.settings.people_pages):
            continue
        if uri := builder.packs.find_unit_pack(unit):
            yield PlannedPage(uri, partial(builder.build_unit_pack, unit.id), f"review pack of {unit.id}")


class _PackBuilder(msgspec.Struct, frozen=True):
    context: ViewContext
    renderer: TemplateRenderer
    packs: ReviewPacks
    card_builder: CardBuilder
    get_unsettled: Callable[[], Mapping[tuple[str, str], tuple[GapEntry, ...]]]

    def build_company_pack(self, key: str) -> Page:
        """Return the company's pack of a cycle, with how all units stand."""
        context = self.context
        company, cycle = context.organisation.units[COMPANY], context.organisation.cycles[key]
        has_ended = context.days.has_ended(key)
        everything = (
            [one for one in context.organisation.objectives.values() if one.cycle == key]
            if has_ended
            else context.organisation.list_running_objectives(key)
        )
        cycle_url = make_url(addresses.make_cycle_uri(key))

        def list_reason(reason: str) -> str:
            """The cycle's page lists what needs attention while it is open."""
            return cycle_url if has_ended else f"{cycle_url}#{reason}"

        crumbs = context.build_crumbs(
            Crumb(translate("Cycles"), make_url(addresses.CYCLES)),
            Crumb(cycle.name, cycle_url),
            Crumb(translate("Review pack")),
        )
        return self._build_page(
            addresses.make_cycle_pack_uri(key),
            company,
            cycle,
            crumbs,
            goals=self.packs.list_company_goals(key),
            statuses=self._count_units(everything, has_ended=has_ended),
            points=collect_review_points(context, everything, list_reason),
        )

    def build_unit_pack(self, key: str) -> Page:
        """Return the pack of a unit."""
        context = self.context
        unit = context.organisation.units[key]
        shown = context.find_shown_cycle(unit) or ""
        cycle, goals = context.organisation.cycles[shown], self.packs.list_unit_goals(unit)
        url = addresses.make_unit_url(unit)
        return self._build_page(
            addresses.make_unit_pack_uri(unit),
            unit,
            cycle,
            context.build_unit_crumbs(unit, Crumb(translate("Review pack"))),
            goals=goals,
            statuses=build_status_table(context, goals, (), has_ended=context.days.has_ended(shown)),
            points=collect_review_points(context, goals, lambda reason: url, unit.id),
        )

    def _build_page(
        self,
        uri: str,
        unit: Unit,
        cycle: Cycle,
        crumbs: tuple[Crumb, ...],
        *,
        goals: Sequence[Objective],
        statuses: HeatTable | None,
        points: tuple[ReviewPoint, ...],
    ) -> Page:
        context = self.context
        shown = goals[:MOST_GOALS]
        own = tuple(one for one in goals if one.cycle == cycle.id) or tuple(goals)
        as_of = "" if context.days.has_ended(cycle.id) else format_long_day(context.days.get_day_in(cycle.id))
        keys = tuple(dict.fromkeys(one.cycle for one in goals))
        title = translate("Review pack of {unit}, {cycle}", unit=unit.name, cycle=cycle.name)
        running = translate("{unit}, {cycle}", unit=unit.name, cycle=cycle.name)
        whole = make_url(context.find_unit_page(unit, cycle.id))
        view = ReviewPackView(
            unit=context.name_unit(unit.id),
            cycle_title=describe_cycle(context, cycle),
            as_of=as_of,
            running_title=translate("{unit}, {cycle}, as of {day}", unit=unit.name, cycle=cycle.name, day=as_of)
            if as_of
            else running,
            mission=context.render_line(unit.mission, uri),
            time=build_timeline(cycle, context.days.get_day_in(cycle.id)),
            pack_bar=build_bar_view(compute_mean_progress(context, own), None),
            extent=describe_extent(len(own), cycle),
            cards=tuple(map(self.card_builder.build_card, shown)),
            more=_name_rest(goals, whole),
            cycles=tuple("" if one.cycle == cycle.id else context.organisation.cycles[one.cycle].name for one in shown),
            sparks=build_sparklines(context, shown),
            statuses=statuses,
            by_unit=statuses is not None and len(statuses.rows) > 1,
            points=points,
            to_settle=tuple(self._list_unsettled(unit, keys)),
            hindsights=tuple(
                question for key in keys for question in build_hindsights(context, _select(goals, key), key)
            ),
        )
        return Page(
            uri=uri,
            title=title,
            body=self.renderer.render(view, PageFrame(uri, title, crumbs)),
            description=translate(
                "What a review of {unit} looks at in {cycle}, to be printed or presented.",
                unit=unit.name,
                cycle=cycle.name,
            ),
            layout="navigation toc",
        )

    def _list_unsettled(self, unit: Unit, cycles: Iterable[str]) -> Iterator[GapEntry]:
        for cycle in cycles:
            yield from self.get_unsettled().get((unit.id, cycle), ())

    def _count_units(self, objectives: Iterable[Objective], *, has_ended: bool) -> HeatTable | None:
        """Return how the goals of the company stand, and of each unit right below it with all below that."""
        context = self.context
        children = context.organisation.list_children(COMPANY)
        rows = {unit.id: unit.id for unit in (context.organisation.units[COMPANY], *children[:MOST_UNITS])}
        rows |= {unit.id: "" for unit in children[MOST_UNITS:]}
        counted: dict[str, list[Objective]] = {row: [] for row in rows.values()}
        for objective in objectives:
            line = context.organisation.list_ancestry(objective.unit)
            counted[rows[line[min(len(line) - 1, 1)].id]].append(objective)
        named = [
            (context.name_unit(row) if row else NameView(translate("Other units")), listed)
            for row, listed in counted.items()
            if listed
        ]
        return build_status_table(context, (), named, has_ended=has_ended)


def _select(objectives: Iterable[Objective], cycle: str) -> Iterator[Objective]:
    return (one for one in objectives if one.cycle == cycle)


def _name_rest(goals: Sequence[Objective], whole: str) -> NameView | None:
    """Return the link to all goals where a pack has only the first ones."""
    return NameView(translate("All {number} goals", number=len(goals)), whole) if len(goals) > MOST_GOALS else None
