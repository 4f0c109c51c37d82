"""A unit's pages: its own, with the cycle that is shown there, and one for each of its cycles.

All of a cycle stands on one page. That of the cycle which the unit's own page shows lists it and leads there, so that
an address or an anchor that somebody keeps is the same before, in and after the cycle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import msgspec
from markupsafe import Markup

from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle
from okrsite.model.organisation import COMPANY, Unit
from okrsite.pages import addresses
from okrsite.pages.charts.key_results import build_sparklines
from okrsite.pages.context import ViewContext
from okrsite.pages.cycle_switches import build_cycle_switch
from okrsite.pages.kinds.review_packs import ReviewPacks, list_pack_links
from okrsite.pages.kinds.shown_cycles import (
    ShownCycleView,
    build_objective_lines,
    build_shown_cycle_view,
    build_unit_cards,
    declare_unit_bars,
    describe_cycle,
    describe_extent,
)
from okrsite.pages.kinds.unit_view import CycleLine, IsolatedView, UnitView
from okrsite.pages.linked_files import find_feed, list_files_beside
from okrsite.pages.maps.gathering import select_nodes
from okrsite.pages.maps.page_maps import PageMap
from okrsite.pages.page import Heading, Page, PlannedPage, SearchEntry, SideFile
from okrsite.pages.parts.cards import CardBuilder
from okrsite.pages.parts.carried_work import CarriedWorkBuilder
from okrsite.pages.parts.gap_entries import GapEntry, declare_unsettled
from okrsite.pages.parts.hindsights import build_hindsights
from okrsite.pages.parts.kpi_cards import build_kpi_view
from okrsite.pages.parts.last_known import build_last_known_view
from okrsite.pages.parts.mean_sentences import shorten_explanation
from okrsite.pages.parts.search_entries import build_objective_entry
from okrsite.pages.parts.shared_work import SharedGoals, UnitCycle, declare_shared_work, join_shared_goals
from okrsite.pages.parts.unit_rows import build_unit_row
from okrsite.pages.parts.unit_titles import make_unit_title
from okrsite.pages.render import Crumb, PageFrame, TemplateRenderer
from okrsite.pages.side_files import SideFileMaker
from okrsite.pages.views import BarView, WebLinkView
from okrsite.pages.wording import build_bar_view, describe_internal
from okrsite.problems import Place, Problem
from okrsite.progress.explanation import Explanation
from okrsite.progress.means import compute_progress_mean, compute_unit_mean

MOST_CARDS = 30
"""Objectives that a page shows as cards, of some 10 KB each."""
MAX_BELOW = 100
"""Units right below one that its page lists, of half a KB each."""


def build_unit_pages(
    context: ViewContext,
    renderer: TemplateRenderer,
    page_maps: Mapping[str, PageMap],
    files: SideFileMaker,
) -> Iterator[PlannedPage]:
    """Yield the pages of all units; `files` makes what lies beside them."""
    builder = _UnitPageBuilder(
        context,
        renderer,
        page_maps,
        CardBuilder(context),
        declare_unsettled(context),
        declare_shared_work(context),
        CarriedWorkBuilder(context),
        declare_unit_bars(context),
    )
    for unit in context.organisation.units.values():
        if unit.is_person and not context.settings.people_pages:
            continue
        own, files_of_own = partial(builder.build_own_page, unit.id), partial(builder.list_own_files, unit.id, files)
        yield PlannedPage(addresses.make_unit_uri(unit), own, f"unit {unit.id}", build_files=files_of_own)
        for cycle in context.list_cycles(unit):
            uri = addresses.make_unit_cycle_uri(unit, cycle)
            build = partial(builder.build_cycle_page, unit.id, cycle)
            beside = partial(builder.list_cycle_files, unit.id, cycle, files)
            yield PlannedPage(uri, build, f"unit {unit.id} in {cycle}", build_files=beside)


class _UnitPageBuilder(msgspec.Struct, frozen=True):
    context: ViewContext
    renderer: TemplateRenderer
    page_maps: Mapping[str, PageMap]
    cards: CardBuilder
    get_unsettled: Callable[[], Mapping[tuple[str, str], tuple[GapEntry, ...]]]
    get_shared: Callable[[], Mapping[UnitCycle, tuple[SharedGoals, ...]]]
    carried_work: CarriedWorkBuilder
    get_bars: Callable[[], Mapping[UnitCycle, BarView]]

    def build_own_page(self, key: str) -> Page:
        """The unit's own page, with the cycle that is shown there."""
        unit = self.context.organisation.units[key]
        shown = self.context.find_shown_cycle(unit)
        uri = addresses.make_unit_uri(unit)
        said = (self.context.extract_words(unit.mission), self.context.extract_words(unit.vision))
        entry = SearchEntry("", unit.name, " ".join(filter(None, (unit.id, *said, *self._list_member_names(unit)))))
        view = self._build_unit_view(unit, shown, uri, own=True)
        entries = (entry, *self._list_objective_entries(unit, shown))
        return self._build_page(unit, shown, uri, view, entries, title=make_unit_title(unit))

    def list_own_files(self, key: str, files: SideFileMaker) -> Iterator[SideFile]:
        """Yield what lies beside the unit's own page: its own files, and those of the cycle that is shown there."""
        shown = self.context.find_shown_cycle(self.context.organisation.units[key])
        yield from files.list_unit_files(key)
        if shown:
            yield from files.list_cycle_files(key, shown)

    def list_cycle_files(self, key: str, cycle: str, files: SideFileMaker) -> Iterable[SideFile]:
        """Return what lies beside the page of a cycle; of the one that is shown, it is made with the own page.

        It tells as much as that page does, of today as well: the page of a shown cycle is the same on most days.
        """
        is_shown = cycle == self.context.find_shown_cycle(self.context.organisation.units[key])
        return () if is_shown else files.list_cycle_files(key, cycle)

    def _list_member_names(self, unit: Unit) -> Iterator[str]:
        for person in self.context.list_people((*((unit.lead,) if unit.lead else ()), *unit.members)):
            yield person.name

    def _list_objective_entries(self, unit: Unit, cycle: str | None) -> Iterator[SearchEntry]:
        """What search finds of a cycle's objectives, on the page on which all of them stands."""
        for objective in self.context.organisation.list_objectives(unit.id, cycle) if cycle else ():
            yield build_objective_entry(self.context, objective)

    def build_cycle_page(self, key: str, cycle: str) -> Page:
        """The unit in one cycle; in the one that its own page shows what leads there."""
        unit = self.context.organisation.units[key]
        uri = addresses.make_unit_cycle_uri(unit, cycle)
        title = f"{unit.name}, {self.context.organisation.cycles[cycle].name}"
        # Material's search lists what stands on a page under the page itself: without an entry there is no link.
        entry = SearchEntry("", title, f"{unit.id} {cycle}")
        if cycle == self.context.find_shown_cycle(unit):
            # To ask for the map itself would make it, and this page depend on each card of it.
            has_map = bool(select_nodes(self.context.snapshot, self.context.organisation.list_objectives(key, cycle)))
            bar = self._build_bar(key, cycle)
            lines = build_shown_cycle_view(self.context, unit, cycle, bar, has_map=has_map)
            return self._build_page(unit, cycle, uri, lines, (entry,), title=title)
        view = self._build_unit_view(unit, cycle, uri, own=False)
        entries = (entry, *self._list_objective_entries(unit, cycle))
        return self._build_page(unit, cycle, uri, view, entries, title=title)

    def _build_page(
        self,
        unit: Unit,
        shown: str | None,
        uri: str,
        view: UnitView | ShownCycleView,
        search: tuple[SearchEntry, ...],
        title: str,
    ) -> Page:
        context = self.context
        own = uri == addresses.make_unit_uri(unit)
        text = unit.texts.get(shown or "")
        cycle = context.organisation.cycles[shown] if shown else None
        place = Place(text.path) if text else unit.place
        frame = PageFrame(
            uri,
            title,
            context.build_unit_crumbs(unit, *_list_last_crumbs(unit, None if own else cycle)),
            place,
            build_cycle_switch(context, unit, shown),
            beside=list_files_beside(context.settings, uri, feed=own, calendar=own, badge=own),
            has_other_days=isinstance(view, UnitView)
            and context.days.has_other_days(context.organisation.list_objectives(unit.id, shown) if shown else ()),
            internal=describe_internal(unit.audience | (text.audience if text else frozenset())),
        )
        return Page(
            uri=uri,
            title=title,
            body=self.renderer.render(view, frame),
            headings=_list_headings(view) if isinstance(view, UnitView) else (),
            search=search,
            source=place,
            description=context.extract_words(unit.mission) or _describe_unit(unit),
            layout="navigation",
            feed=find_feed(context.settings, uri) if own else "",
            boost=2.0 if own else 1.5 if cycle and not context.days.has_ended(cycle.id) else 1.0,
        )

    def _build_unit_view(self, unit: Unit, shown: str | None, uri: str, *, own: bool) -> UnitView:
        """The unit in the cycle that is shown, on a page that is its own or the cycle's only."""
        context = self.context
        objectives = tuple(context.organisation.list_objectives(unit.id, shown)) if shown else ()
        cycle = context.organisation.cycles[shown] if shown else None
        text = unit.texts.get(shown or "")
        others = [key for key in context.list_cycles(unit) if key != shown] if own else []
        below = context.organisation.list_children(unit.id) if own else ()
        kpis = context.get_kpis().get(unit.id, ()) if own else ()
        isolated = context.snapshot.isolated.get(unit.id, ()) if own else ()
        last_known = context.snapshot.last_known.get(unit.id, ()) if isolated else ()
        as_lines = len(objectives) > MOST_CARDS
        return UnitView(
            unit=context.name_unit(unit.id),
            cycle=context.name_cycle(unit, cycle.id) if cycle else None,
            cycle_title=describe_cycle(context, cycle) if cycle else "",
            mission=context.render_line(unit.mission, uri),
            vision=context.render_line(unit.vision, uri) if own else Markup(),
            lead=context.find_person(unit.lead),
            parent=context.name_unit(unit.parent) if unit.parent is not None else None,
            contact=unit.contact,
            links=tuple(self._list_links(unit, uri)),
            pack=list_pack_links(ReviewPacks(context).find_unit_pack(unit)) if own else (),
            tags=context.list_tags(unit.tags),
            members=context.list_people(unit.members) if own else (),
            isolated=tuple(map(_build_isolated_view, isolated)),
            last_known=tuple(build_last_known_view(before, context.organisation) for before in last_known),
            unit_bar=self._build_bar(unit.id, shown),
            unit_why=self._explain_number(unit, shown, own) if objectives else (),
            extent=describe_extent(len(objectives), cycle),
            summary=text.summary if text else "",
            intro=context.render(text.intro, uri) if text else Markup(),
            cards=() if as_lines else build_unit_cards(self.cards, objectives),
            lines=build_objective_lines(context, objectives) if as_lines else (),
            sparks={} if as_lines else build_sparklines(context, objectives),
            hindsights=build_hindsights(context, objectives, shown) if shown else (),
            to_settle=self.get_unsettled().get((unit.id, shown or ""), ()),
            shared=self._collect_shared_goals(unit, shown, own),
            work=self.carried_work.build_beside(unit.id) if own and unit.is_person else None,
            also=tuple(self._build_cycle_line(unit, key) for key in others if self.context.days.is_running(key)),
            page_map=self.page_maps.get(uri),
            kpis=tuple(build_kpi_view(context, kpi, uri) for kpi in kpis),
            below=tuple(build_unit_row(context, child) for child in below[:MAX_BELOW]),
            more_below=max(len(below) - MAX_BELOW, 0),
            about=context.render(unit.about, uri) if own else Markup(),
            past=tuple(self._build_cycle_line(unit, key) for key in others),
        )

    def _collect_shared_goals(self, unit: Unit, shown: str | None, own: bool) -> tuple[SharedGoals, ...]:
        """Others' goals that concern the unit, of the cycle that is shown; on its own page of all that are running."""
        cycles = [shown or ""]
        if own:
            running = (key for key in self.context.organisation.cycles if self.context.days.is_running(key))
            cycles += [key for key in running if key != shown]
        return join_shared_goals(self.get_shared().get((unit.id, cycle), ()) for cycle in cycles)

    def _list_links(self, unit: Unit, uri: str) -> Iterator[WebLinkView]:
        """The unit's links; of one that leads nowhere its title, but not its address in the place of one."""
        for link in unit.links:
            url = self.context.resolve_link(link.url, unit.place, uri)
            if url or link.title != link.url:
                yield WebLinkView(link.title, url)

    def _explain_number(self, unit: Unit, shown: str | None, own: bool) -> tuple[tuple[str, Explanation], ...]:
        """Where the number of a unit's page comes from, and that of its rows in lists, where it is another one."""
        measures, organisation = self.context.measures, self.context.organisation
        if shown is None:
            return ()
        name = organisation.cycles[shown].name
        explained = [
            (
                translate("On this page"),
                compute_progress_mean(organisation.list_objectives(unit.id, shown), measures, name).why,
            )
        ]
        if own and measures.unit_cycles.get(unit.id, ()) != (shown,):
            explained.append((translate("In lists of teams"), compute_unit_mean(organisation, measures, unit.id).why))
        return tuple((words, shorten_explanation(why)) for words, why in explained)

    def _build_bar(self, unit: str, cycle: str | None) -> BarView:
        return self.get_bars().get((unit, cycle or "")) or build_bar_view(None)

    def _build_cycle_line(self, unit: Unit, key: str) -> CycleLine:
        objectives = tuple(self.context.organisation.list_objectives(unit.id, key))
        return CycleLine(
            self.context.name_cycle(unit, key),
            self.context.describe_state(self.context.organisation.cycles[key]),
            len(objectives),
            self._build_bar(unit.id, key),
            tuple(self.context.build_status(objective.ref) for objective in objectives),
        )


def _describe_unit(unit: Unit) -> str:
    return translate("What {unit} wants to reach, and how it stands.", unit=unit.name)


def _build_isolated_view(problem: Problem) -> IsolatedView:
    return IsolatedView(f"{problem.place.path}:{problem.place.line}", problem.message, problem.hint)


def _list_last_crumbs(unit: Unit, cycle: Cycle | None) -> tuple[Crumb, ...]:
    """The crumbs below the unit; the company's own page, which is not the home page, has a name of its own."""
    if cycle is not None:
        return (Crumb(cycle.name),)
    return (Crumb(translate("The company's own objectives")),) if unit.id == COMPANY else ()


def _list_headings(view: UnitView) -> tuple[Heading, ...]:
    headings = [Heading(card.id, card.title) for card in view.cards]
    headings += [Heading(line.id, line.title) for line in view.lines]
    headings += [Heading("with-others", translate("With others"))] if view.shared else []
    headings += [Heading("map", translate("Map"))] if view.page_map else []
    headings += [Heading("kpis", translate("KPIs"))] if view.kpis else []
    return tuple(headings)
