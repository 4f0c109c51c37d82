"""Earlier days of the current cycle as of which goals can be shown: which days and which goals, and how these stood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation
from okrsite.past_snapshots import look_back
from okrsite.snapshot import Snapshot

MOST_OBJECTIVES = 300
"""Goals of the cycle up to which all are told; of more only those of the company and of the units right below it."""
MOST_WEEKLY = 150
"""Goals up to which a day of each week is prepared: each takes a while, in every build."""
MOST_ROWS = 400
_MOST_MONTHS = 6
_MOST_WEEKS = 14
_SUNDAY = 6


def list_month_ends(cycle: Cycle, today: date) -> tuple[date, ...]:
    """Return the first day of a cycle, the ends of its last months, and today or its last day; none on the first."""
    last = min(today, cycle.end)
    months = []
    day = cycle.start.replace(day=1)
    while day <= last:
        following = (day + timedelta(days=32)).replace(day=1)
        months.append(following - timedelta(days=1))
        day = following
    ends = [day for day in months if cycle.start < day < last]
    return (cycle.start, *ends[-_MOST_MONTHS:], last) if cycle.start < last else ()


def list_week_ends(cycle: Cycle, today: date) -> tuple[date, ...]:
    """Return the first day of a cycle, its Sundays, and today or its last day; the ends of months of a long one."""
    last = min(today, cycle.end)
    first = cycle.start + timedelta(days=(_SUNDAY - cycle.start.weekday()) % 7)
    number = (last - first).days // 7 + 1
    if number > _MOST_WEEKS or cycle.start >= last:
        return list_month_ends(cycle, today)
    ends = (first + timedelta(weeks=week) for week in range(max(number, 0)))
    return (cycle.start, *(day for day in ends if cycle.start < day < last), last)


def find_shown_goals(organisation: Organisation, cycle: Cycle) -> tuple[tuple[Objective, ...], bool]:
    """Return the goals that are shown, those of the year around a quarter among them, and whether that is all."""
    around = {key for key, other in organisation.cycles.items() if other.holds(cycle)}
    everything = tuple(one for one in organisation.objectives.values() if one.cycle in around)
    if len(everything) <= MOST_OBJECTIVES:
        return everything, True
    top = {COMPANY, *(unit.id for unit in organisation.list_children(COMPANY))}
    return tuple(one for one in everything if one.unit in top)[:MOST_ROWS], False


def find_prepared_cycle(snapshot: Snapshot) -> Cycle | None:
    """Return the current cycle, where it has run for a day or more and git remembers anything of goals."""
    cycle = snapshot.current_cycle
    has_days = cycle is not None and bool(list_month_ends(cycle, snapshot.today))
    return cycle if has_days and snapshot.past.events else None


class PreparedDays:
    """Goals of a cycle as they stood on earlier days, each day measured once."""

    def __init__(self, snapshot: Snapshot, cycle: Cycle) -> None:
        """Choose the goals.

        Args:
            snapshot: That of today, of which nothing that is read is noted.
            cycle: One that has begun.
        """
        self.snapshot = snapshot
        self.cycle = cycle
        self.objectives, self.is_whole = find_shown_goals(snapshot.organisation, cycle)
        self._wanted = None if self.is_whole else frozenset(objective.ref for objective in self.objectives)
        self._days: dict[date, Snapshot] = {}

    def list_days(self) -> tuple[date, ...]:
        """Return the days for which there is a slider: by week, or by month where there are many goals."""
        list_days = list_week_ends if len(self.objectives) <= MOST_WEEKLY else list_month_ends
        return list_days(self.cycle, self.snapshot.today)

    def look_back(self, day: date) -> Snapshot:
        """Return the snapshot as of a day."""
        if day not in self._days:
            self._days[day] = look_back(self.snapshot, day, self._wanted)
        return self._days[day]

    def is_told(self, objective: Objective) -> bool:
        """Whether the numbers of earlier days are known: of withheld ones only today's are.

        What counts others' numbers is measured with all of them or not.
        """
        now = self.snapshot.measures.objectives[objective.ref]
        is_lone = not now.parts.objectives and not any(key_result.sum_of for key_result in objective.key_results)
        return not now.is_rounded and (self.is_whole or is_lone)

    def are_told(self, objectives: Iterable[Objective]) -> bool:
        """Whether those of all that a mean is made of are known."""
        dropped = self.snapshot.measures.dropped
        return self.is_whole and all(self.is_told(each) for each in objectives if each.ref not in dropped)
