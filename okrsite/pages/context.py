"""The lookups of one snapshot that builders of pages share: names, links, statuses, bars and rows, as views.

Decides how a person, a unit, a cycle or an objective is named and linked wherever it stands. What a page is made of is
left to `kinds` and `parts`.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.alignment.links import Link
from okrsite.languages.words import translate
from okrsite.maps import find_line
from okrsite.model.cycles import Cycle, sort_newest_first
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Kpi, Person, Unit
from okrsite.model.pillars import find_pillar_id, list_pillars
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.dividing import WHOLE, divide_kpis, group_kpis
from okrsite.pages.heads import build_head
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.page import make_url
from okrsite.pages.page_days import PageDays
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.render import Crumb
from okrsite.pages.row_views import RowView
from okrsite.pages.tag_names import name_tags
from okrsite.pages.tracked_cache import TrackedCache
from okrsite.pages.views import BarView, CardView, LinkView, NameView, StatusView
from okrsite.pages.wording import (
    build_measured_bar_view,
    build_short_status_view,
    describe_internal,
    summarise_key_results,
)
from okrsite.problems import Place
from okrsite.progress.explanation import format_percent
from okrsite.prose import Prose
from okrsite.snapshot import Snapshot

MAX_CRUMBS = 12
"""Units above one that a page names; those above them are named on the page of the highest."""


class ViewContext:
    """Everything that pages look up, for one snapshot."""

    def __init__(self, snapshot: Snapshot, prose: ProseRenderer, tracker: InputTracker | None = None) -> None:
        """Prepare the lookups; `tracker` notes what pages read, and is the snapshot's."""
        self.tracker = tracker or InputTracker(snapshot)
        snapshot = self.snapshot = self.tracker.snapshot
        self.organisation = snapshot.organisation
        self.settings = snapshot.site.settings
        self.forge = snapshot.site.forge
        self.alignment = snapshot.alignment
        self.measures = snapshot.measures
        self.prose = prose
        self.days = PageDays(self.tracker)
        """What pages may know of today."""
        self._content = snapshot.site.content_prefix
        # Of these, a page asks the snapshot first, so that it depends on them: what is kept is only how they are named.
        self._people: dict[str, NameView] = {}
        self._units: dict[str, NameView] = {}
        self._get_used_cycles = self.tracker.declare_value("used cycles", self._list_used_cycles)
        self._get_unconfirmed = self.tracker.declare_value(
            "unconfirmed", lambda: frozenset((link.source, link.target) for link in snapshot.gaps.unconfirmed)
        )
        objectives, whole = self.organisation.objectives, self.tracker.whole
        self._get_statuses = self.tracker.declare_values(
            "statuses", lambda: objectives, lambda ref: build_short_status_view(whole.measures.objectives[ref])
        )
        self._get_bars = self.tracker.declare_values(
            "bars", lambda: objectives, lambda ref: build_measured_bar_view(whole.measures.objectives[ref])
        )
        self._get_summaries = self.tracker.declare_values(
            "summaries",
            lambda: objectives,
            lambda ref: summarise_key_results(whole.organisation.objectives[ref], whole.measures.key_results),
        )
        self._get_heads = self.tracker.declare_values(
            "heads", lambda: objectives, lambda ref: build_head(whole.organisation, ref)
        )
        self.get_ids_by_name = self.tracker.declare_mapping("ids by name", self._find_ids_by_name)
        """Gives the id of the first person of each name, as commits name people."""
        self.get_kpis = self.tracker.declare_mapping("KPIs of units", lambda: group_kpis(self.organisation))
        """Gives the KPIs by the unit that keeps them."""
        self.get_kpi_parts = self.tracker.declare_mapping("parts of KPIs", lambda: divide_kpis(self.organisation))
        """Gives the pages on which KPIs stand."""
        self.get_kpi_pages = self.tracker.declare_mapping("pages of KPIs", self._find_kpi_pages)
        """Gives the part of these in which each KPI stands, by the KPI's id."""
        self.get_pillars = self.tracker.declare_mapping("pillars", lambda: list_pillars(whole.organisation))
        """Gives the strategic pillars by their ids."""
        recorder = self.tracker.recorder
        self.cards: TrackedCache[ObjectiveRef, CardView] = TrackedCache(recorder)
        """Objectives as cards, each made when a page first asks for it."""
        self.charts: TrackedCache[KeyResultRef, ChartView | None] = TrackedCache(recorder)
        """Charts of key results, each drawn when a page first asks for it; None where there is nothing to draw."""

    def forget_shared_parts(self) -> None:
        """Let go of the cards and charts that were made: whoever asks for one has it made again."""
        self.cards.forget_all()
        self.charts.forget_all()

    @property
    def used_cycles(self) -> tuple[Cycle, ...]:
        """Cycles that have objectives, the newest first."""
        return self._get_used_cycles()

    def _find_ids_by_name(self) -> dict[str, str]:
        return {person.name: key for key, person in reversed(tuple(self.organisation.people.items()))}

    def _find_kpi_pages(self) -> dict[str, str]:
        by_unit, parts = self.get_kpis(), self.get_kpi_parts().values()
        return {kpi.id: part.id for part in parts for unit in part.units for kpi in part.select_entries(by_unit[unit])}

    def _list_used_cycles(self) -> tuple[Cycle, ...]:
        used = {objective.cycle for objective in self.organisation.objectives.values()}
        return sort_newest_first(cycle for cycle in self.organisation.cycles.values() if cycle.id in used)

    # names

    def find_person(self, key: str | None) -> NameView | None:
        """Return somebody by id or plain name, None for nobody."""
        if not key:
            return None
        person = self.organisation.people.get(key)
        if person is None:
            return NameView(key)
        known = self._people.get(key)
        if known is None:
            url = make_url(addresses.make_person_uri(person)) if self.settings.people_pages else None
            known = self._people[key] = NameView(person.name, url)
        return known

    def list_people(self, keys: Iterable[str]) -> tuple[NameView, ...]:
        """Return several people in the order given."""
        return tuple(name_view for name_view in map(self.find_person, keys) if name_view)

    def name_unit(self, key: str) -> NameView:
        """Return a unit by its id."""
        unit = self.organisation.units[key]
        known = self._units.get(key)
        if known is None:
            known = self._units[key] = NameView(unit.name, addresses.make_unit_url(unit))
        return known

    def make_kpi_url(self, kpi: Kpi) -> str:
        """Return the address of a KPI on the page that has it in full."""
        uri = addresses.make_kpis_uri(self.get_kpi_pages().get(kpi.id, WHOLE))
        return f"{make_url(uri)}#{addresses.make_kpi_anchor(kpi)}"

    def find_team(self, person: Person) -> NameView | None:
        """Return the team that a person names, None where it isn't there."""
        return self.name_unit(person.team) if person.team and person.team in self.organisation.units else None

    def name_unit_or_person(self, key: str) -> NameView:
        """Return a unit or a person, whichever it names; else the words as they were typed."""
        if key in self.organisation.units:
            return self.name_unit(key)
        return self.find_person(key) or NameView(key)

    def name_pillar(self, objective: Objective) -> NameView | None:
        """Return the pillar of an objective; None where it names none."""
        key = find_pillar_id(objective)
        return NameView(self.get_pillars()[key].name, make_url(addresses.make_pillar_uri(key))) if key else None

    def list_tags(self, tags: Iterable[str]) -> tuple[NameView, ...]:
        """Return tags as they are typed, each with its page."""
        return name_tags(tags)

    def name_cycle(self, unit: Unit, key: str) -> NameView:
        """Return a cycle on a unit's pages."""
        return NameView(self.organisation.cycles[key].name, make_url(self.find_unit_page(unit, key)))

    # text

    def render(self, prose: Prose, uri: str) -> Markup:
        """Return an author's Markdown as safe HTML, for a page."""
        return self.prose.render(prose, uri)

    def render_line(self, prose: Prose, uri: str) -> Markup:
        """Return an author's Markdown as one line of safe HTML, for a page."""
        return self.prose.render_line(prose, uri)

    def extract_words(self, prose: Prose) -> str:
        """Return an author's Markdown as its words on one line, for places that have room for no more."""
        return self.prose.extract_words(prose)

    def resolve_link(self, typed: str, place: Place | None, uri: str) -> str:
        """Return where a field that holds a link leads from a page; empty where that is nowhere, which is noted."""
        return self.prose.resolve_address(typed, source=self.make_content_path(place), page_uri=uri)

    def make_content_path(self, place: Place | None) -> str:
        """Return the path of a place inside the content folder."""
        return place.path.removeprefix(self._content) if place is not None else "index.md"

    # where things are

    def build_crumbs(self, *steps: Crumb) -> tuple[Crumb, ...]:
        """Return the way from the home page."""
        return (Crumb(self.organisation.name, ""), *steps)

    def build_unit_crumbs(self, unit: Unit, *steps: Crumb) -> tuple[Crumb, ...]:
        """Return the way from the home page through the units above to a unit and on."""
        above = self.organisation.list_ancestry(unit.id)[1:]
        line = [Crumb(unit.name, addresses.make_unit_url(unit)) for unit in above[-MAX_CRUMBS:]]
        if len(above) > MAX_CRUMBS:
            highest = above[-MAX_CRUMBS - 1]
            more = translate("{number} more above", number=len(above) - MAX_CRUMBS)
            line.insert(0, Crumb(more, addresses.make_unit_url(highest)))
        title, uri = translate("Teams"), addresses.TEAMS
        if unit.is_person:
            title, uri = translate("People"), addresses.PEOPLE
        first = [] if unit.id == COMPANY else [Crumb(title, make_url(uri))]
        return self.build_crumbs(*first, *line, *steps)

    def describe_state(self, cycle: Cycle) -> str:
        """Return a cycle's state in words."""
        return self.days.describe_state(cycle.id)

    def find_shown_cycle(self, unit: Unit) -> str | None:
        """Return the cycle that a unit's own page shows: the current one, else its newest that has begun."""
        return self.days.find_shown_cycle(unit.id)

    def find_unit_page(self, unit: Unit, cycle: str) -> str:
        """Return the URI of the page on which all of a unit's cycle stands: that of the shown one is the unit's own."""
        if cycle == self.find_shown_cycle(unit):
            return addresses.make_unit_uri(unit)
        return addresses.make_unit_cycle_uri(unit, cycle)

    def list_cycles(self, unit: Unit) -> tuple[str, ...]:
        """Return a unit's cycles, the newest first, a year before its quarters."""
        own = self.organisation.by_unit.get(unit.id, {}).keys() | unit.texts.keys()
        listed = sort_newest_first(cycle for cycle in self.organisation.cycles.values() if cycle.id in own)
        return tuple(cycle.id for cycle in listed)

    # numbers

    def build_status(self, ref: ObjectiveRef) -> StatusView:
        """Return an objective's status."""
        return self._get_statuses()[ref]

    def build_bar(self, ref: ObjectiveRef) -> BarView:
        """Return an objective's bar."""
        return self._get_bars()[ref]

    def list_summaries(self, objective: Objective) -> tuple[tuple[str, str], ...]:
        """Return title and half a line of each key result."""
        return self._get_summaries()[objective.ref]

    # links

    def build_link(self, link: Link, other_end: ObjectiveRef) -> LinkView:
        """Return a link as seen from one of its ends; `other_end` is the reference of the other."""
        other = self._get_heads()[other_end]
        upward = other_end == link.target
        theirs, ours = (link.target_result, link.source_result) if upward else (link.source_result, link.target_result)
        own = self._get_heads()[link.source if upward else link.target]
        anchor, title = other.key_results.get(theirs or "", ("", ""))
        return LinkView(
            title=other.title,
            url=f"{other.url}#{anchor}" if anchor else other.url,
            unit=other.unit,
            result=title,
            kind=find_line(link.kind).key,
            share=format_percent(link.share) if link.share is not None else "",
            because=link.because,
            own_result=own.key_results.get(ours or "", ("", ""))[1],
            open=link.kind == "depends" and (link.source, link.target) in self._get_unconfirmed(),
            status=self.build_status(other_end),
            bar=self.build_bar(other_end),
        )

    def build_row(
        self, objective: Objective, children: tuple[RowView, ...] = (), hidden: int = 0, kind: str = ""
    ) -> RowView:
        """Return an objective as a row of a list."""
        owner = self.find_person(objective.owner)
        return RowView(
            title=objective.title,
            url=addresses.make_objective_url(objective),
            unit=self.name_unit(objective.unit),
            owner=owner.name if owner else "",
            status=self.build_status(objective.ref),
            bar=self.build_bar(objective.ref),
            results=self.list_summaries(objective),
            children=children,
            hidden=hidden,
            kind=kind,
            internal=describe_internal(objective.audience),
        )
