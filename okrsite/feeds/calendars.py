"""Calendars of the company, of each unit and of each person: when cycles begin and end, and what is due when.

Only what is still to be done stands in them, of cycles that aren't closed. The same content gives the same bytes:
nothing says when a calendar was made, and the stamp of a date is the day on which what it is about last changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import msgspec

from okrsite.feeds.unfit_characters import replace_unfit_characters
from okrsite.languages.words import translate
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Kpi
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import SideFile, make_url, make_whole_url
from okrsite.pages.parts.carried_work import CarriedWorkBuilder
from okrsite.pages.parts.told_changes import name_place
from okrsite.progress.kpi_health import find_overdue_day
from okrsite.progress.pulse import OpenItem, list_open_items
from okrsite.snapshot import Snapshot

_NOON = time(12, tzinfo=UTC)


class CalendarDate(msgspec.Struct, frozen=True):
    """A day, or a series of days, in a calendar."""

    name: str
    """What it is known by, whatever it is called and whenever it is: `end of 2026-Q4`."""
    day: date
    stamp: date
    """The day on which it was last known to change."""
    title: str
    """Plain text, as everywhere here."""
    about: str = ""
    page: str = ""
    """The address of what it is about, from the site's root."""
    every: int = 0
    """Days after which it comes again; 0: never."""
    until: date | None = None
    """The last day of a series."""


class CalendarMaker:
    """Makes the calendars; what each is made of is noted as for a page."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups of the pages beside which they lie."""
        self._context = context
        self._site = context.snapshot.site
        self._get_involvements = CarriedWorkBuilder(context).get_involvements
        whole = context.tracker.whole
        people = whole.organisation.people
        self._get_keys = context.tracker.declare_mapping(
            "people by id", lambda: {person.id: key for key, person in people.items()}
        )
        self._get_kpis_of_people = context.tracker.declare_mapping(
            "KPIs of people", lambda: _group_by_owner(whole.organisation.kpis.values())
        )
        self._get_open_items = context.tracker.declare_values(
            "open items", lambda: whole.organisation.objectives, lambda ref: _collect_open_items(whole, ref)
        )

    def write_unit_calendar(self, key: str) -> SideFile:
        """Return the calendar of a unit: its own objectives and KPIs; of the company with all cycles.

        That of somebody with objectives of their own has what they carry elsewhere, too.
        """
        organisation = self._context.organisation
        unit = organisation.units[key]
        by_cycle = {cycle: each for cycle, each in organisation.by_unit.get(key, {}).items() if self._is_open(cycle)}
        cycles = [cycle for cycle in organisation.cycles if self._is_open(cycle)] if key == COMPANY else list(by_cycle)
        dates = [*self._list_cycle_dates(cycles), *self._list_kpi_dates(self._context.get_kpis().get(key, ()))]
        for cycle, objectives in by_cycle.items():
            dates += self._list_checkin_days(key, unit.name, cycle, objectives)
            for objective in objectives:
                dates += self._list_due_dates(objective)
        if unit.is_person and (person := self._get_keys().get(unit.id)) is not None:
            dates += self._list_carried_dates(person)
        return self._write(addresses.make_unit_uri(unit), unit.name, dates)

    def write_person_calendar(self, key: str) -> SideFile:
        """Return the calendar of a person who has no objectives of their own: what they own of others'."""
        person = self._context.organisation.people[key]
        return self._write(addresses.make_person_uri(person), person.name, self._list_carried_dates(key))

    def _list_carried_dates(self, key: str) -> Iterator[CalendarDate]:
        involvement, objectives = self._get_involvements()[key], self._context.organisation.objectives
        owned = [objectives[ref] for ref in involvement.owns if self._is_open(ref.cycle)]
        others = [objectives[ref.objective] for ref in involvement.results if self._is_open(ref.objective.cycle)]
        cycles = list(dict.fromkeys(objective.cycle for objective in (*owned, *others)))
        yield from self._list_cycle_dates(cycles)
        for cycle in cycles:
            mine = [objective for objective in owned if objective.cycle == cycle]
            yield from self._list_checkin_days(key, self._context.organisation.people[key].name, cycle, mine)
        works = (ref for ref in involvement.works if self._is_open(ref.cycle))
        for ref in dict.fromkeys((*(objective.ref for objective in (*owned, *others)), *works)):
            yield from self._list_due_dates(objectives[ref], owner=key)
        yield from self._list_kpi_dates(self._get_kpis_of_people().get(key, ()))

    def _is_open(self, cycle: str) -> bool:
        return not self._context.days.is_closed(cycle)

    def _list_cycle_dates(self, cycles: Iterable[str]) -> Iterator[CalendarDate]:
        for key in cycles:
            cycle = self._context.organisation.cycles[key]
            page = make_url(addresses.make_cycle_uri(key))
            for what, day, title in self._name_days(cycle):
                yield CalendarDate(f"{what} of {key}", day, cycle.start, title, page=page)

    def _name_days(self, cycle: Cycle) -> Iterator[tuple[str, date, str]]:
        yield "begin", cycle.start, translate("{cycle} begins", cycle=cycle.name)
        yield "end", cycle.end, translate("{cycle} ends", cycle=cycle.name)
        graded = _add_days(cycle.end, self._context.settings.grading_days)
        yield "grades", graded, translate("{cycle}: last day for grades", cycle=cycle.name)
        if cycle.session and cycle.session.date:
            yield "session", cycle.session.date, translate("{cycle}: strategy session", cycle=cycle.name)

    def _list_checkin_days(
        self, key: str, name: str, cycle: str, objectives: Sequence[Objective]
    ) -> Iterator[CalendarDate]:
        """Yield the days on which a report is due at the latest, for none to be outdated."""
        every, days = self._context.settings.outdated_after_days, self._context.organisation.cycles[cycle]
        open_ones = [each for each in objectives if not self._is_settled(each.ref)]
        first = _add_days(days.start, every)
        if open_ones and every > 0 and first <= days.end:
            yield CalendarDate(
                f"check-ins of {key} in {cycle}",
                first,
                days.start,
                translate("Check-ins: {unit}, {cycle}", unit=name, cycle=days.name),
                "\n".join(objective.title for objective in open_ones),
                make_url(addresses.make_cycle_uri(cycle)),
                every=every,
                until=days.end,
            )

    def _is_settled(self, ref: ObjectiveRef) -> bool:
        return self._get_open_items()[ref] is None

    def _list_due_dates(self, objective: Objective, owner: str = "") -> Iterator[CalendarDate]:
        """Yield what is due of an objective; with an `owner` what of it is theirs."""
        items = self._get_open_items()[objective.ref]
        if items is None:
            return
        stamp = self._find_last_change(objective)
        for item in items:
            if owner and (item.key_result.owner or objective.owner) != owner:
                continue
            step = f" {item.title}" if item.title != item.key_result.title else ""
            anchor = addresses.make_key_result_anchor(objective, item.key_result)
            yield CalendarDate(
                f"due {objective.ref.make_key_result_ref(item.key_result.id)}{step}",
                item.due,
                stamp,
                translate("Due: {title}", title=item.title),
                f"{objective.title}\n{name_place(self._context, objective)}",
                f"{addresses.make_objective_url(objective)}#{anchor}",
            )
        for work in objective.initiatives:
            if work.due and work.is_open and (not owner or (work.owner or objective.owner) == owner):
                yield CalendarDate(
                    f"work for {objective.ref}: {work.title}",
                    work.due,
                    stamp,
                    translate("Due: {title}", title=work.title),
                    f"{objective.title}\n{name_place(self._context, objective)}",
                    addresses.make_objective_url(objective),
                )

    def _find_last_change(self, objective: Objective) -> date:
        context = self._context
        events = context.snapshot.past.by_objective.get(objective.ref, ())
        days = [event.arrived for event in events] + [checkin.date for checkin in objective.checkins]
        return max(filter(context.days.has_come, days), default=context.organisation.cycles[objective.cycle].start)

    def _list_kpi_dates(self, kpis: Iterable[Kpi]) -> Iterator[CalendarDate]:
        """Yield of each KPI with a rhythm the last day for a new value."""
        for kpi in kpis:
            last = max((day for day, _ in kpi.values if self._context.days.has_come(day)), default=None)
            overdue = find_overdue_day(kpi, last)
            if last is not None and overdue is not None:
                title = translate("{kpi}: last day for a new value", kpi=kpi.name)
                yield CalendarDate(
                    f"value of {kpi.id}", overdue - timedelta(days=1), last, title, page=self._context.make_kpi_url(kpi)
                )

    def _write(self, page_uri: str, title: str, dates: Iterable[CalendarDate]) -> SideFile:
        name = f"{title} – {self._context.organisation.name}" if title != self._context.organisation.name else title
        return SideFile(addresses.make_calendar_uri(page_uri), write_calendar(name, self._site.url, dates))


def write_calendar(title: str, site: str, dates: Iterable[CalendarDate]) -> str:
    """Return dates as iCalendar, each once, in order.

    Args:
        title: What the calendar is called.
        site: The address of the site; empty where that isn't known, and dates lead nowhere then.
        dates: What stands in it.
    """
    # Here and not above: most sites have no calendars, and `check` needs none.
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//okrsite//goals//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(replace_unfit_characters(title)))  # names that it doesn't know it doesn't escape
    calendar.add("x-published-ttl", "P1D")
    by_name = {found.name: found for found in dates}
    for found in sorted(by_name.values(), key=lambda found: (found.day, found.name)):
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{site}#{found.name}")))
        event.add("dtstamp", datetime.combine(found.stamp, _NOON))
        event.add("dtstart", found.day)
        event.add("summary", replace_unfit_characters(found.title))
        event.add("transp", "TRANSPARENT")  # nobody is busy all day for it
        if found.about:
            event.add("description", replace_unfit_characters(found.about))
        if found.page and site:
            event.add("url", make_whole_url(site, found.page))
        if found.every:
            event.add("rrule", {"freq": "daily", "interval": found.every, "until": found.until})
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _collect_open_items(snapshot: Snapshot, ref: ObjectiveRef) -> tuple[OpenItem, ...] | None:
    """Return what of an objective names a day and isn't reached; None where it is settled, so that nothing is due."""
    if snapshot.measures.objectives[ref].status.is_settled:
        return None
    return tuple(list_open_items(snapshot.organisation.objectives[ref], snapshot.measures.key_results))


def _group_by_owner(kpis: Iterable[Kpi]) -> dict[str, tuple[Kpi, ...]]:
    owned: dict[str, tuple[Kpi, ...]] = {}
    for kpi in kpis:
        if kpi.owner:
            owned[kpi.owner] = (*owned.get(kpi.owner, ()), kpi)
    return owned


def _add_days(day: date, days: int) -> date:
    """Return a later day, or the last that there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
