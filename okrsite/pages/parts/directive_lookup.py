"""What the comments in ordinary pages ask for: which pieces of the model there are, found without rendering."""

from __future__ import annotations

import shlex

from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY
from okrsite.model.refs import ObjectiveRef
from okrsite.progress.outcomes import OUTCOMES
from okrsite.progress.status import STATUSES
from okrsite.snapshot import Snapshot

MAX_ROWS = 250
"""Objectives in one list; the rest of them is counted."""
MAP_WEIGHT = 100
"""Objectives as which a map counts, whatever it shows."""


def count_objectives(snapshot: Snapshot, kind: str, argument: str) -> int | None:
    """Return how many objectives a piece shows: `map company`, `objective team/id`, `status team=… status=…`, `tags`.

    A map counts as a hundred, and so does the list of tags. None where there is no such thing.
    """
    if kind == "map":
        return MAP_WEIGHT if (argument.strip() or COMPANY) in snapshot.organisation.units else None
    if kind == "tags":
        return MAP_WEIGHT
    if kind == "objective":
        return None if find_objective(snapshot, argument.strip()) is None else 1
    objectives = select_objectives(snapshot, argument.strip()) if kind == "status" else None
    return None if objectives is None else min(len(objectives), MAX_ROWS)


def find_objective(snapshot: Snapshot, argument: str) -> Objective | None:
    """Return the objective of a reference, in full or `unit/objective`; that means the unit's current cycle first."""
    organisation = snapshot.organisation
    parts = argument.partition("#")[0].strip("/").split("/")
    if len(parts) in (2, 3) and parts[0] not in organisation.units:
        parts[0] = organisation.former.units.get(parts[0], parts[0])
    if len(parts) == 3:
        ref = ObjectiveRef.create(*parts)
        return organisation.objectives.get(organisation.former.objectives.get(ref, ref))
    if len(parts) != 2 or parts[0] not in organisation.units:
        return None
    unit, key = parts
    shown = snapshot.find_shown_cycle(unit)
    own = organisation.by_unit.get(unit, {})
    newest_first = sorted(own, key=lambda cycle: (cycle != shown, -organisation.cycles[cycle].end.toordinal(), cycle))
    return next(
        (
            objective
            for cycle in newest_first
            for objective in own[cycle]
            if key == objective.id
            or key in objective.aliases
            or key in organisation.former.anchors.get(objective.ref, ())
        ),
        None,
    )


def select_objectives(snapshot: Snapshot, argument: str) -> list[Objective] | None:
    """Return the current objectives of a team, or with a status or outcome, or both: `team=marketing status="at risk"`.

    None for a choice that can't be understood.
    """
    try:
        chosen = dict(part.split("=", 1) for part in shlex.split(argument))
    except ValueError:
        return None
    team, status = chosen.pop("team", ""), chosen.pop("status", "")
    organisation, measures = snapshot.organisation, snapshot.measures
    if chosen or (team and team not in organisation.units) or (status and status not in (*STATUSES, *OUTCOMES)):
        return None
    current = snapshot.current_cycle
    everybodys = current.id if current else None
    objectives: list[Objective] = []
    for unit in [team] if team else organisation.units:
        shown = snapshot.find_shown_cycle(unit) if team else everybodys
        if shown is not None:
            objectives += organisation.list_objectives(unit, shown)
    return [objective for objective in objectives if not status or measures.objectives[objective.ref].word == status]
