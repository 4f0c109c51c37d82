"""OKR403: an address moves, and nothing will lead on from the old one.

Ids that are made of titles and folders are parts of addresses. Git's past knows former ones by itself; where only its
newest commits are at hand, as in a shallow clone, it won't, and somebody has to say what a thing was called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsite.model.organisation import COMPANY, Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Place, Problem, create_problem

_FETCH = "or fetch all of the past (`git fetch --unshallow`), which knows it by itself."


def check_moving_addresses(
    organisation: Organisation, moves: Iterable[tuple[ObjectiveRef, ObjectiveRef]]
) -> Iterator[Problem]:
    """Yield a problem for each objective, and each unit, that has another address than in the last commit."""
    units: dict[tuple[str, str], None] = {}
    for old, now in moves:
        objective = organisation.objectives.get(now)
        if objective is None:
            continue
        if old.unit != now.unit and old.unit not in organisation.units:
            units[old.unit, now.unit] = None
        if old.id != now.id and old.id not in objective.aliases:
            in_markdown = objective.place.path.endswith(".md")
            line = f"- Aliases: {old.id}" if in_markdown else f"aliases: [{old.id}]"
            yield create_problem(
                "OKR403",
                objective.place,
                f"The address of '{objective.title}' was that of {old}, and nothing will lead on from there.",
                f"Add `{line}` to it, {_FETCH}",
            )
    for old_unit, unit in units:
        team = organisation.units[unit]
        if old_unit not in team.aliases and unit != COMPANY:
            yield create_problem(
                "OKR403",
                Place(team.place.path),
                f"The unit {old_unit} is called {unit} now, and nothing will lead on from its addresses.",
                f"Add `aliases: [{old_unit}]` to its team file, {_FETCH}",
            )
