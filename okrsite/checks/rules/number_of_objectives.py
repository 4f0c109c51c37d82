"""OKR601: a unit has more than five objectives at a time.

What: a unit has more than five objectives in one cycle that can still be changed. Those that are done or dropped don't
count, and a single one is fine. It is said once for a file, at the sixth.
Why: objectives say what comes first; with six or more, somebody chooses every morning, and each chooses something else.
Instead: keep those without which the cycle would be lost; the others can wait for the next one, be given to another
unit, or be watched as KPIs.
Taught by: John Doerr, *Measure What Matters* (three to five); re:Work by Google (three to five).
Disagrees: Christina Wodtke, *Radical Focus*, who teaches a single one; and whoever reports for several businesses in
one file, who may rather make a unit of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

MOST = 5


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each unit and cycle with too many open objectives, at the first that is one too many."""
    for unit, by_cycle in snapshot.organisation.by_unit.items():
        for cycle, objectives in by_cycle.items():
            running = [objective for objective in objectives if objective.ref in snapshot.open_objectives]
            if len(running) <= MOST:
                continue
            name = snapshot.organisation.units[unit].name
            yield create_problem(
                "OKR601",
                running[MOST].place,
                f"{name} has {len(running)} objectives in {snapshot.organisation.cycles[cycle].name}: who has so many "
                "has no focus.",
                f"Keep the {MOST} or fewer without which the cycle would be lost; this is the sixth.",
            )
