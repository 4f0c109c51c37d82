"""What pages may know of today: values that change seldom, although a day passes every day.

A page that asks for one of them depends on that value alone, and is the same tomorrow if it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsite.languages.words import mark_text, translate
from okrsite.model.cycles import State
from okrsite.model.objectives import Initiative, Objective
from okrsite.model.organisation import COMPANY
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.prepared_days import find_prepared_cycle, find_shown_goals
from okrsite.progress.kpi_health import find_overdue_day

STATES: dict[State, str] = {
    "planned": mark_text("planned"),
    "active": mark_text("in progress"),
    "grading": mark_text("being graded"),
    "closed": mark_text("closed"),
}
"""The states of cycles in words, in English."""


class PageDays:
    """Today, as far as it makes a difference."""

    def __init__(self, tracker: InputTracker) -> None:
        """Prepare what is asked for; the tracker notes who asks."""
        snapshot = self._snapshot = tracker.snapshot
        self._get_states = tracker.declare_mapping("cycle states", self._list_states)
        self._get_days = tracker.declare_mapping("days in cycles", self._list_days_in_cycles)
        self._get_days_to_come = tracker.declare_mapping("days to come", self._list_days_to_come)
        self._get_overdue = tracker.declare_mapping("overdue KPIs", self._list_overdue_kpis)
        self._get_other_days = tracker.declare_mapping("cycles with other days", self._list_other_days)
        self._get_shown_cycles = tracker.declare_mapping(
            "shown cycles", lambda: {unit: snapshot.find_shown_cycle(unit) for unit in snapshot.organisation.units}
        )

    def has_other_days(self, objectives: Iterable[Objective]) -> bool:
        """Whether the script can show any of some objectives as of an earlier day."""
        shown = self._get_other_days()
        return any(
            told == "all" or (told and self._is_near_top(each.unit))
            for each in objectives
            if (told := shown.get(each.cycle))
        )

    def _is_near_top(self, unit: str) -> bool:
        return COMPANY in (unit, self._snapshot.organisation.units[unit].parent)

    def _list_other_days(self) -> dict[str, str]:
        """Return the cycles whose goals can be shown as of earlier days, and which of these: `all` or `upper` ones."""
        cycle = find_prepared_cycle(self._snapshot)
        if cycle is None:
            return {}
        _, is_whole = find_shown_goals(self._snapshot.organisation, cycle)
        cycles = self._snapshot.organisation.cycles.items()
        return {key: "all" if is_whole else "upper" for key, other in cycles if other.holds(cycle)}

    def describe_state(self, cycle: str) -> str:
        """Return a cycle's state in words."""
        return translate(STATES[self._get_states()[cycle]])

    def is_running(self, cycle: str) -> bool:
        """Whether today is a day of a cycle."""
        return self._get_states()[cycle] == "active"

    def is_planned(self, cycle: str) -> bool:
        """Whether all days of a cycle are still to come."""
        return self._get_states()[cycle] == "planned"

    def has_ended(self, cycle: str) -> bool:
        """Whether all days of a cycle are past."""
        return self._get_states()[cycle] in ("grading", "closed")

    def is_closed(self, cycle: str) -> bool:
        """Whether a cycle has ended, and the time in which it is graded is over."""
        return self._get_states()[cycle] == "closed"

    def find_shown_cycle(self, unit: str) -> str | None:
        """Return the cycle that a unit's own page shows, None where it has none."""
        return self._get_shown_cycles()[unit]

    def get_day_in(self, cycle: str) -> date:
        """Return today as a cycle sees it: the day before its first, today, or the day after all of it is due."""
        return self._get_days()[cycle]

    def find_overdue_day(self, kpi: str) -> date | None:
        """Return since when a KPI is overdue; None where it isn't."""
        return self._get_overdue().get(kpi)

    def list_overdue_kpis(self) -> tuple[tuple[str, date], ...]:
        """Return the KPIs that are overdue, each with the day since when it is; the longest first."""
        return tuple(sorted(self._get_overdue().items(), key=lambda item: (item[1], item[0])))

    def is_overdue(self, work: Initiative) -> bool:
        """Whether an initiative is still to be done, and the day on which it is due is past."""
        return work.is_open and work.due is not None and _find_next_day(work.due) not in self._get_days_to_come()

    def has_come(self, day: date) -> bool:
        """Whether a day of a check-in, a KPI's value, a memo or a change in the past is today or past."""
        return day not in self._get_days_to_come()

    def _list_states(self) -> dict[str, State]:
        today, grading_days = self._snapshot.today, self._snapshot.site.settings.grading_days
        cycles = self._snapshot.organisation.cycles
        return {key: cycle.compute_state(today, grading_days) for key, cycle in cycles.items()}

    def _list_days_in_cycles(self) -> dict[str, date]:
        cycles, today = self._snapshot.organisation.cycles, self._snapshot.today.toordinal()
        ends = {key: cycle.end for key, cycle in cycles.items()}
        for objective in self._snapshot.organisation.objectives.values():
            for key_result in objective.key_results:
                if key_result.due:
                    ends[objective.cycle] = max(ends[objective.cycle], key_result.due)
        return {
            key: date.fromordinal(
                min(max(today, cycle.start.toordinal() - 1, 1), ends[key].toordinal() + 1, date.max.toordinal())
            )
            for key, cycle in cycles.items()
        }

    def _list_overdue_kpis(self) -> dict[str, date]:
        today = self._snapshot.today
        overdue = {}
        for kpi in self._snapshot.organisation.kpis.values():
            day = find_overdue_day(kpi, max((day for day, _ in kpi.values if day <= today), default=None))
            if day is not None and day <= today:
                overdue[kpi.id] = day
        return overdue

    def _list_days_to_come(self) -> dict[date, bool]:
        organisation, past = self._snapshot.organisation, self._snapshot.past
        days = {report.date for objective in organisation.objectives.values() for report in objective.checkins}
        works = (work for objective in organisation.objectives.values() for work in objective.initiatives)
        days |= {_find_next_day(work.due) for work in works if work.due}
        days |= {day for kpi in organisation.kpis.values() for day, _ in kpi.values}
        days |= {memo.date for memo in organisation.memos if memo.date}
        days |= {day for event in past.events for day in (event.arrived, event.date)}
        days |= set(past.file_days.values())
        return {day: True for day in sorted(days) if day > self._snapshot.today}


def _find_next_day(day: date) -> date:
    """Return the day after one, or the last that there is."""
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
