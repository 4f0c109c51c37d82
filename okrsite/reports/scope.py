"""What all parts of a report look at: the snapshots of both ends of the week, the objectives, their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from okrsite.feeds.export_values import find_person_id
from okrsite.feeds.report_records import WeeklyObjective
from okrsite.model.objectives import Objective
from okrsite.pages.addresses import make_objective_url
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.past_snapshots import look_back
from okrsite.progress.measures import ObjectiveMeasure
from okrsite.progress.status import CLOSING
from okrsite.reports.weeks import Week
from okrsite.snapshot import Snapshot


class ReportScope:
    """A week of some units, or of all; each thing is found once."""

    def __init__(self, snapshot: Snapshot, week: Week, units: Iterable[str] = ()) -> None:
        """Look back to the ends of the week.

        Args:
            snapshot: What is known today.
            week: The week; it has begun.
            units: The units that it is about, by id, each with all below it; none for the whole company.
        """
        self.week = week
        self.asked = tuple(dict.fromkeys(units))
        self.now = look_back(snapshot, min(week.end, snapshot.today))
        """As of the end of the week, or of today."""
        self.before = look_back(snapshot, week.eve)
        """As of the day before the week began."""
        self.organisation = self.now.organisation
        self._prose = ProseRenderer(snapshot)
        self._names: dict[str, WeeklyObjective] = {}

    @property
    def day(self) -> date:
        """The day for which the numbers hold."""
        return self.now.today

    @cached_property
    def units(self) -> frozenset[str]:
        """The units that it is about."""
        chosen = set(self.asked)
        # In tree order a parent always comes first.
        for unit in self.organisation.units.values():
            if not self.asked or unit.parent in chosen:
                chosen.add(unit.id)
        return frozenset(chosen)

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives of those units, in their order."""
        return tuple(objective for objective in self.organisation.objectives.values() if objective.unit in self.units)

    @cached_property
    def running(self) -> tuple[Objective, ...]:
        """Those whose cycle ran on a day of the week so far."""
        return tuple(objective for objective in self.objectives if self._runs(objective, self.week.start, self.day))

    @cached_property
    def unsettled(self) -> tuple[Objective, ...]:
        """Those that somebody has to do something about: their cycle runs, and they are neither done nor dropped."""
        return tuple(
            objective
            for objective in self.running
            if self._runs(objective, self.day, self.day) and not self.measure(objective).status.is_settled
        )

    @cached_property
    def open(self) -> tuple[Objective, ...]:
        """Those of which news is expected: what is paused isn't."""
        return tuple(objective for objective in self.unsettled if self.measure(objective).status.shown not in CLOSING)

    def _runs(self, objective: Objective, first: date, last: date) -> bool:
        cycle = self.organisation.cycles[objective.cycle]
        return cycle.start <= last and cycle.end >= first

    def is_in_week(self, day: date) -> bool:
        """Whether a day lies in the week, and not in the future."""
        return self.week.start <= day <= self.day

    def measure(self, objective: Objective) -> ObjectiveMeasure:
        """Return an objective's numbers at the end."""
        return self.now.measures.objectives[objective.ref]

    def measure_before(self, objective: Objective) -> ObjectiveMeasure | None:
        """Return its numbers from before the week.

        None where it wasn't there, and where numbers are withheld, of which only today's are known.
        """
        if self._is_rounded(objective) or self.is_created_in_week(objective):
            return None
        return self.before.measures.objectives[objective.ref]

    def _is_rounded(self, objective: Objective) -> bool:
        """Whether numbers behind those of an objective are withheld."""
        return self.now.measures.objectives[objective.ref].is_rounded

    def is_created_in_week(self, objective: Objective) -> bool:
        """Whether an objective came into the world in the week, as git knows."""
        events = self.now.past.list_events(objective.ref)
        return any(event.kind == "created" and self.is_in_week(event.date) for event in events)

    def get_unit_progress_before(self, unit: str) -> float | None:
        """Return the number of a unit from before the week; None without data, and where numbers are withheld."""
        own = self.organisation.list_objectives(unit)
        return None if any(map(self._is_rounded, own)) else self.before.measures.units[unit]

    def get_cycle_progress_before(self, cycle: str) -> float | None:
        """Return the number of a cycle from before the week; None if it hadn't begun, or numbers are withheld."""
        if self.organisation.cycles[cycle].start > self.week.eve:
            return None
        own = (objective for objective in self.organisation.objectives.values() if objective.cycle == cycle)
        return None if any(map(self._is_rounded, own)) else self.before.measures.cycles[cycle]

    def name_objective(self, objective: Objective) -> WeeklyObjective:
        """Return an objective as the report tells of it."""
        known = self._names.get(objective.ref)
        if known is None:
            owner = find_person_id(self.organisation.people, objective.owner)
            known = self._names[objective.ref] = WeeklyObjective(
                ref=objective.ref,
                title=objective.title,
                unit=objective.unit,
                unit_name=self.organisation.units[objective.unit].name,
                cycle=objective.cycle,
                owner=owner,
                owner_name=self.name_person(objective.owner),
                url=make_objective_url(objective),
            )
        return known

    def name_person(self, key: str | None) -> str | None:
        """Return what somebody is called; None for nobody."""
        person = self.organisation.people.get(key) if key else None
        return person.name if person else key

    def extract_note(self, objective: Objective) -> str:
        """Return the words of the newest check-in of the week that has any; empty for none."""
        notes = (checkin.note for checkin in reversed(objective.checkins) if self.is_in_week(checkin.date))
        return next((words for note in notes if (words := self._prose.extract_words(note))), "")

    def extract_needs(self, objective: Objective) -> str:
        """Return in words what an objective's owner asks for; empty for nothing."""
        return self._prose.extract_words(objective.needs)

    def list_reported(self) -> Iterator[Objective]:
        """Yield the open objectives that got a check-in in the week: a written one, or a value that was committed."""
        for objective in self.open:
            if self._is_reported(objective):
                yield objective

    def _is_reported(self, objective: Objective) -> bool:
        days = [checkin.date for checkin in objective.checkins]
        days += [objective.reported] if objective.reported else []
        for key_result in objective.key_results:
            values = self.now.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values
            days += [report.date for report in values.reports if report.origin != "kpi"]
        return any(map(self.is_in_week, days))
