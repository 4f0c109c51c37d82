"""A unit's pages: its current cycle, and one page for each of its cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, NamedLink, Unit
from okrsite.pages import addresses
from okrsite.pages.arithmetic import shortened
from okrsite.pages.cards import CardMaker, more_anchors
from okrsite.pages.desk import Desk
from okrsite.pages.gap_views import GapEntry, settled_by
from okrsite.pages.kpi_views import kpi_view
from okrsite.pages.maps_wanted import MapView
from okrsite.pages.measures import bar_view
from okrsite.pages.page import Heading, Page, SearchEntry
from okrsite.pages.render import Crumb, Frame, Renderer
from okrsite.pages.result_charts import sparks
from okrsite.pages.searching import objective_entry
from okrsite.pages.unit_rows import unit_row
from okrsite.pages.views import BarView, CardView, NameView, StatusView
from okrsite.pages.words import internal
from okrsite.problems import Place
from okrsite.progress.explanation import Explanation
from okrsite.progress.means import progress_mean, unit_mean


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle of a unit in a list."""

    cycle: NameView
    state: str
    objectives: int
    bar: BarView
    statuses: tuple[StatusView, ...]


def unit_pages(desk: Desk, renderer: Renderer, drawings: Mapping[str, MapView]) -> Iterator[Page]:
    """Yield the pages of all units."""
    maker = _UnitPages(desk, renderer, drawings, CardMaker(desk), settled_by(desk))
    for unit in desk.organisation.units.values():
        if unit.is_person and not desk.settings.people_pages:
            continue
        yield maker.own(unit)
        for cycle in desk.cycles_of(unit):
            yield maker.of_cycle(unit, cycle)


@dataclass(frozen=True, slots=True)
class _UnitPages:
    desk: Desk
    renderer: Renderer
    drawings: Mapping[str, MapView]
    cards: CardMaker
    to_settle: Mapping[tuple[str, str], tuple[GapEntry, ...]]

    def own(self, unit: Unit) -> Page:
        """The unit's own page, with its current cycle."""
        shown = self.desk.current_cycle_of(unit)
        uri = addresses.unit_uri(unit)
        said = (self.desk.words(unit.mission), self.desk.words(unit.vision))
        entry = SearchEntry("", unit.name, " ".join(filter(None, (unit.id, *said, *self._names(unit)))))
        return self._page(unit, shown, uri, (entry,), title=unit.name)

    def _names(self, unit: Unit) -> Iterator[str]:
        for person in self.desk.people((*((unit.lead,) if unit.lead else ()), *unit.members)):
            yield person.name

    def of_cycle(self, unit: Unit, cycle: str) -> Page:
        """The unit in one cycle. Its objectives are found by search here, where they stay."""
        title = f"{unit.name}, {self.desk.organisation.cycles[cycle].name}"
        entries = (
            # Material's search lists what stands on a page under the page itself: without an entry there is no link.
            SearchEntry("", title, f"{unit.id} {cycle}"),
            *(objective_entry(self.desk, each) for each in self.desk.organisation.of(unit.id, cycle)),
        )
        return self._page(unit, cycle, addresses.unit_cycle_uri(unit, cycle), entries, title=title)

    def _page(self, unit: Unit, shown: str | None, uri: str, search: tuple[SearchEntry, ...], title: str) -> Page:
        desk = self.desk
        objectives = tuple(desk.organisation.of(unit.id, shown)) if shown else ()
        anchors = more_anchors(objectives)
        cards = tuple(self.cards.card(each, uri, anchors[each.ref]) for each in objectives)
        own = uri == addresses.unit_uri(unit)
        text = unit.texts.get(shown or "")
        cycle = desk.organisation.cycles[shown] if shown else None
        steps = () if own or cycle is None else (Crumb(cycle.name),)
        file = Place(text.path, 1) if text else unit.place
        frame = Frame(
            uri,
            title,
            desk.unit_crumbs(unit, *steps)
            if unit.id != COMPANY or steps
            else desk.unit_crumbs(unit, Crumb("The company's own objectives")),
            file,
            desk.switch(unit, shown),
            internal=internal(unit.audience | (text.audience if text else frozenset())),
        )
        kept = [kpi for kpi in desk.organisation.kpis.values() if kpi.unit_id == unit.id] if own else []
        kpis = tuple(kpi_view(desk, kpi, uri) for kpi in kept)
        mission = desk.words(unit.mission)
        body = self.renderer.render(
            "unit.html",
            frame,
            unit=unit,
            links=tuple(self._links(unit, uri)),
            own=own,
            mission=desk.line(unit.mission, unit.place, uri),
            vision=desk.line(unit.vision, unit.place, uri) if own else "",
            unit_name=desk.unit(unit.id),
            lead=desk.person(unit.lead),
            members=desk.people(unit.members),
            above=tuple(desk.unit(each.id) for each in desk.organisation.line(unit.id)[:-1]),
            below=tuple(unit_row(desk, child) for child in desk.organisation.children(unit.id)) if own else (),
            about=desk.text(unit.about, unit.place, uri) if own else "",
            cycle=cycle,
            state=desk.state(cycle) if cycle else "",
            summary=text.summary if text else "",
            intro=desk.text(text.intro, file, uri) if text else "",
            unit_bar=bar_view(self._mean(objectives), None),
            unit_why=self._why(unit, shown, own) if cards else (),
            cards=cards,
            sparks=sparks(desk, objectives),
            also=self._also(unit, shown) if own else (),
            past=tuple(self._line(unit, each) for each in desk.cycles_of(unit) if each != shown) if own else (),
            kpis=kpis,
            drawing=self.drawings.get(uri),
            isolated=desk.snapshot.isolated.get(unit.id, ()) if own else (),
            to_settle=self.to_settle.get((unit.id, shown or ""), ()),
        )
        return Page(
            uri=uri,
            title=title,
            body=body,
            headings=_headings(cards, uri in self.drawings, bool(kpis)),
            search=search,
            source=file,
            description=mission or f"What {unit.name} wants to reach, and how it stands.",
            layout="navigation",
            boost=2.0 if own else 1.5 if cycle and cycle.end >= desk.today else 1.0,
        )

    def _links(self, unit: Unit, uri: str) -> Iterator[NamedLink]:
        """The unit's links; of one that leads nowhere its title, but not its address in the place of one."""
        for link in unit.links:
            url = self.desk.address(link.url, unit.place, uri)
            if url or link.title != link.url:
                yield NamedLink(link.title, url)

    def _mean(self, objectives: tuple[Objective, ...]) -> float | None:
        return progress_mean(objectives, self.desk.measures, "").value

    def _why(self, unit: Unit, shown: str | None, own: bool) -> tuple[tuple[str, Explanation], ...]:
        """Where the number of a unit's page comes from, and that of its rows in lists, where it is another one."""
        measures, organisation = self.desk.measures, self.desk.organisation
        if shown is None:
            return ()
        name = organisation.cycles[shown].name
        found = [("On this page", progress_mean(organisation.of(unit.id, shown), measures, name).why)]
        if own and measures.unit_cycles.get(unit.id, ()) != (shown,):
            found.append(("In lists of teams", unit_mean(organisation, measures, unit.id).why))
        return tuple((words, shortened(why)) for words, why in found)

    def _also(self, unit: Unit, shown: str | None) -> tuple[CycleLine, ...]:
        """Other cycles of the unit that are running: the year around the quarter."""
        return tuple(
            self._line(unit, key)
            for key in self.desk.cycles_of(unit)
            if key != shown
            and self.desk.organisation.cycles[key].start <= self.desk.today <= self.desk.organisation.cycles[key].end
        )

    def _line(self, unit: Unit, key: str) -> CycleLine:
        objectives = tuple(self.desk.organisation.of(unit.id, key))
        return CycleLine(
            self.desk.cycle(unit, key),
            self.desk.state(self.desk.organisation.cycles[key]),
            len(objectives),
            bar_view(self._mean(objectives), None),
            tuple(self.desk.status(each.ref) for each in objectives),
        )


def _headings(cards: tuple[CardView, ...], drawn: bool, kpis: bool) -> tuple[Heading, ...]:
    found = [Heading(card.id, card.title) for card in cards]
    found += [Heading("map", "Map")] if drawn else []
    found += [Heading("kpis", "KPIs")] if kpis else []
    return tuple(found)
