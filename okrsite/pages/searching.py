"""What search finds of an objective: its words, its key results, its people, its ids."""

from __future__ import annotations

from okrsite.model.objectives import Objective
from okrsite.pages.desk import Desk
from okrsite.pages.page import SearchEntry


def objective_entry(desk: Desk, each: Objective) -> SearchEntry:
    """Return the entry of an objective, to land on its card on the unit's page of its cycle."""
    unit = desk.organisation.units[each.unit]
    people = desk.people(
        key
        for key in (
            each.owner,
            each.reviewer,
            *each.contributors,
            *(result.owner for result in each.key_results),
        )
        if key
    )
    parts = [
        f"{unit.name}, {desk.organisation.cycles[each.cycle].name}.",
        *(result.title.rstrip(".") + "." for result in each.key_results),
        desk.prose.plain(each.why),
        ", ".join(dict.fromkeys(person.name for person in people)),
        " ".join((each.ref, *each.aliases, *(result.id for result in each.key_results))),
        " ".join(each.tags),
    ]
    return SearchEntry(each.id, each.title, " ".join(part for part in parts if part))
