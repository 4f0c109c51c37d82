"""What search finds of an objective: its words, its key results, its work, its people, its ids."""

from __future__ import annotations

from okrsite.model.objectives import Objective
from okrsite.pages.context import ViewContext
from okrsite.pages.page import SearchEntry


def build_objective_entry(context: ViewContext, objective: Objective) -> SearchEntry:
    """Return the entry of an objective, to land on its card on the unit's page of its cycle."""
    unit = context.organisation.units[objective.unit]
    people = context.list_people(
        key
        for key in (
            objective.owner,
            objective.reviewer,
            *objective.contributors,
            *(key_result.owner for key_result in objective.key_results),
        )
        if key
    )
    parts = [
        f"{unit.name}, {context.organisation.cycles[objective.cycle].name}.",
        *(key_result.title.rstrip(".") + "." for key_result in objective.key_results),
        context.extract_words(objective.why),
        ", ".join(dict.fromkeys(person.name for person in people)),
        " ".join((objective.ref, *objective.aliases, *(key_result.id for key_result in objective.key_results))),
        " ".join((*objective.tags, objective.pillar)),
        ", ".join(work.title for work in objective.initiatives),
    ]
    return SearchEntry(objective.id, objective.title, " ".join(part for part in parts if part))
