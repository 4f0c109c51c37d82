"""How goals of the export are linked."""

from __future__ import annotations

from page_numbers import Record


def list_links(objective: Record, field: str) -> list[Record]:
    return [link for item in (objective, *objective["key_results"]) for link in item[field]]


def is_to(link: Record, goal: Record) -> bool:
    return str(link["ref"]).partition("#")[0] == goal["ref"]


def list_below(goals: list[Record], objectives: list[Record]) -> list[Record]:
    """Return those among some objectives that serve a goal, directly or through each other."""
    below: dict[str, Record] = {}
    waiting = list(goals)
    while waiting:
        above = waiting.pop()
        for each in objectives:
            if each["ref"] not in below and serves(each, above):
                below[each["ref"]] = each
                waiting.append(each)
    return [each for each in below.values() if each not in goals]


def serves(objective: Record, goal: Record) -> bool:
    return any(is_to(link, goal) for field in ("contributes_to", "supports") for link in list_links(objective, field))
