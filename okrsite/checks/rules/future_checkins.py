"""OKR261: a check-in, or a value of a KPI, has a day that is still to come.

What: a check-in of a cycle that is running, or a value of a KPI, is dated after today.
Why: what it says counts from that day on, and until then nobody sees why the objective stands as it did before.
Instead: correct the day; of what is only planned, write it down as a phase or under initiatives.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrsite.model.cycles import Cycle
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each check-in and each value of a KPI of a day to come.

    Of a check-in outside its cycle it is said already.
    """
    today = snapshot.measures.today
    for kpi in snapshot.organisation.kpis.values():
        for day, _ in kpi.values:
            if day > today:
                yield create_problem(
                    "OKR261",
                    kpi.value_places.get(day, kpi.place),
                    f"The day of this value is still to come: {day}.",
                    "Correct it; the value counts from its day on.",
                )
    for objective in snapshot.organisation.objectives.values():
        cycle = snapshot.organisation.cycles[objective.cycle]
        for checkin in objective.checkins:
            if checkin.date > today and cycle.start <= checkin.date <= cycle.end:
                yield create_problem(
                    "OKR261",
                    checkin.places.get("date", checkin.place),
                    f"The day of this check-in is still to come: {checkin.date}.",
                    _suggest_day(checkin.date, cycle, today),
                )


def _suggest_day(day: date, cycle: Cycle, today: date) -> str:
    """Say which day may be meant: the one whose month and day were swapped."""
    meant = day.replace(month=day.day, day=day.month) if day.day <= 12 else day
    if cycle.start <= meant <= today:
        return f"Did you mean {meant}? What it says counts from its day on."
    return "Correct it; what it says counts from its day on."
